/// The check language as data: one language for check, diagnosis, symptom and goal.
///
/// In: made by `ConditionReader`. Out: judged by Course, which asks the world; the operators judge here
/// (`Operator.holds(on:)`). A condition never runs anything by itself.
/// Source: lesson format, section 4 "Conditions".
package struct Condition: Hashable, Sendable {
  package indirect enum Form: Hashable, Sendable {
    case state(StateCondition)
    case history(CommandMatcher)
    case event(EventMatcher)
    /// The latest line of `aws` commands printed this: see `Condition.values(printed:)`.
    case printed(TextMatcher)
    /// Happened in this order since the step began.
    case sequence([SequenceItem])
    /// The learner chose a correct one.
    case answer(ChoiceQuestion)
    case all([Condition])
    case any([Condition])
    case not(Condition)
    case count(of: [Condition], atLeast: Int, atMost: Int?)
  }

  package let form: Form
  package let timing: Timing
  package let position: SourcePosition

  package init(form: Form, timing: Timing = .now, position: SourcePosition) {
    self.form = form
    self.timing = timing
    self.position = position
  }

  /// When a condition is judged.
  package struct Timing: Hashable, Sendable {
    package enum Throughout: String, Hashable, Sendable {
      /// Over the whole recorded history of the step.
      case always, never
    }
    /// Becomes true at some instant at most this far from the moment that the learner asks.
    package var within: TimeSpan?
    /// Stays true this long.
    package var hold: TimeSpan?
    package var throughout: Throughout?

    package static let now = Timing(within: nil, hold: nil, throughout: nil)
  }

  /// True where a tick, once earned, stays: history, events, answers, and everything judged over the step.
  package var isSticky: Bool {
    if timing.throughout != nil { return true }
    switch form {
    case .state, .printed: return false
    case .history, .event, .sequence, .answer: return true
    case .all(let parts), .any(let parts), .count(let parts, _, _): return parts.allSatisfy(\.isSticky)
    case .not(let part): return part.isSticky
    }
  }

  /// The condition itself and everything inside it, outermost first.
  package var flattened: [Condition] {
    switch form {
    case .state, .history, .event, .printed, .sequence, .answer: [self]
    case .all(let parts), .any(let parts), .count(let parts, _, _): [self] + parts.flatMap(\.flattened)
    case .not(let part): [self] + part.flattened
    }
  }

  /// The first state condition inside, in reading order: what `{{value}}` and the `look:` line are about.
  package var firstState: StateCondition? { stateConditions.first }

  /// The state conditions inside, in reading order.
  package var stateConditions: [StateCondition] {
    flattened.compactMap { if case .state(let state) = $0.form { state } else { nil } }
  }
}

/// A read-only command, a query on its result, an operator on what the query gives.
package struct StateCondition: Hashable, Sendable {
  package let run: Command
  package let query: Query
  package let `operator`: Operator
}

/// A command that the learner typed, as parsed: order and quoting of its options do not matter.
package struct CommandMatcher: Hashable, Sendable {
  package enum Outcome: String, Hashable, Sendable, CaseIterable { case ok, error }
  /// `ecs create-service`, or a pattern on that text.
  package let operation: TextMatcher
  /// Options without their dashes, each with what its value must be.
  package let with: [OptionExpectation]
  package let outcome: Outcome?
  /// The error code.
  package let error: TextMatcher?
  package let message: TextMatcher?
  /// The name of a moment (`first-change`) that it came before.
  package let before: String?
  package let times: Times
  package let position: SourcePosition
}

package struct OptionExpectation: Hashable, Sendable {
  package let option: String
  package let value: ExpectedValue
}

/// Something that the simulator's event log must show since the step began.
package struct EventMatcher: Hashable, Sendable {
  package let source: TextMatcher?
  package let message: TextMatcher?
  package let reason: TextMatcher?
  /// The name of a fault or moment.
  package let after: String?
  package let before: String?
  package let times: Times
  package let position: SourcePosition
}

package enum SequenceItem: Hashable, Sendable {
  case event(EventMatcher)
  case history(CommandMatcher)
}

/// How often; `times: 3` means at least three times, so that a tick once earned stays earned.
package struct Times: Hashable, Sendable {
  package let minimum: Int
  package let maximum: Int?

  package static let once = Times(minimum: 1, maximum: nil)
  package func contains(_ count: Int) -> Bool { count >= minimum && count <= maximum ?? .max }
}

package struct ChoiceQuestion: Hashable, Sendable {
  package let text: String
  package let choices: [Choice]
}

/// A text to equal, or a pattern to find in it.
package enum TextMatcher: Hashable, Sendable {
  case exactly(String)
  case pattern(Pattern)

  /// - Throws: `PatternError.limitReached` where the pattern needs more work than is allowed.
  package func matches(_ text: String) throws(PatternError) -> Bool {
    switch self {
    case .exactly(let wanted): text == wanted
    case .pattern(let pattern): try pattern.matches(text)
    }
  }
}
