/// One step of a lesson as a value.
///
/// In: made by `LessonReader`. Out: read by Course and Screen. Everything a learner reads is Markdown text or a
/// parsed block; everything judged is a `Condition`. Source: lesson format, sections 2 to 6.
package struct Step: Hashable, Sendable {
  package let id: String
  package let kind: StepKind
  /// The heading without its attributes, as plain text.
  package let title: String
  /// Ids of the lesson's objectives that this step teaches or assesses.
  package let objectives: [String]
  package let minutes: Int?
  package let points: Int?
  /// What is shown when the step opens, in the order of the file.
  package let body: [StepItem]
  /// Run silently before the step.
  package let setup: [Command]
  package let checks: [Check]
  package let diagnoses: [Diagnosis]
  package let hints: [Hint]
  /// The first is the one that is shown.
  package let solutions: [Solution]
  package let attempts: [Attempt]
  /// Of a predict step.
  package let prediction: Prediction?
  /// Of a quiz step; empty otherwise.
  package internal(set) var choices: [Choice]
  /// Shown after success.
  package let debrief: [MarkdownBlock]
  package let faults: [LessonFault]
  package let symptom: Condition?
  package let limit: StepLimit?
  package let medals: [Medal]
  package let position: SourcePosition

  package var prose: [MarkdownBlock] {
    body.compactMap { if case .prose(let block, _) = $0 { block } else { nil } }
  }
  package var diagrams: [Diagram] {
    body.compactMap { if case .diagram(let diagram) = $0 { diagram } else { nil } }
  }
  package var demonstrations: [Demonstration] {
    body.compactMap { if case .demonstration(let demonstration) = $0 { demonstration } else { nil } }
  }
}

package enum StepKind: String, Hashable, Sendable, CaseIterable {
  case explain
  case `do`
  case goal
  case predict
  case quiz
  case repair
  case timed

  /// Steps that pass by checks on the world; they must have a check, a solution and hints.
  package var isGraded: Bool {
    switch self {
    case .do, .goal, .repair, .timed: true
    case .explain, .predict, .quiz: false
    }
  }
}

/// A part of a step that is shown, in the order of the file.
package enum StepItem: Hashable, Sendable {
  case prose(MarkdownBlock, SourcePosition)
  case diagram(Diagram)
  case demonstration(Demonstration)
  /// A command with `____` to fill in.
  case blanks(CommandBlock)
  /// Commands to put in order; written in their right order.
  case ordering(CommandBlock)
}

package struct Diagram: Hashable, Sendable {
  package let text: String
  /// What the picture says, for those who cannot see it.
  package let alternative: String
  package let position: SourcePosition
}

/// Commands typed live for the learner.
package struct Demonstration: Hashable, Sendable {
  package let commands: [Command]
  /// True: they change the learner's world; false: they run on a fork.
  package let keepsChanges: Bool
  package let position: SourcePosition
}

package struct Check: Hashable, Sendable {
  package let id: String
  /// What the checklist shows.
  package let say: String
  package let condition: Condition
  /// True from the start and must stay true.
  package let isGuard: Bool
  /// Never blocks the step.
  package let isBonus: Bool
  package let points: Int
  package let position: SourcePosition
}

/// What to say when a command did not finish the step and `condition` holds.
package struct Diagnosis: Hashable, Sendable {
  package let id: String
  package let condition: Condition
  /// Markdown; `{{value}}` stands for the result of the condition's query.
  package let say: String
  /// The hint that is offered with it, counted from 1.
  package let hint: Int?
  package let position: SourcePosition
}

package struct Hint: Hashable, Sendable {
  /// The source text of the hint, `____` for a blank.
  package let text: String
  /// True for a command (`sh hint`), false for prose.
  package let isCommand: Bool
  package let blocks: [MarkdownBlock]
  package let position: SourcePosition
}

package struct Solution: Hashable, Sendable {
  /// `main` for a first solution without an id, `solution-2` and so on for later ones.
  package let id: String
  package let commands: [Command]
  package let position: SourcePosition
}

/// A typical wrong try, never shown: the lesson's test runs it and compares what is said.
package struct Attempt: Hashable, Sendable {
  package let id: String
  /// The diagnosis that must speak; nil where none must.
  package let expect: String?
  package let commands: [Command]
  package let position: SourcePosition
}

package struct Prediction: Hashable, Sendable {
  package let commands: [Command]
  package let questions: [PredictionQuestion]
  package let position: SourcePosition

  /// How far the world moves when the answers are shown.
  package var latest: TimeSpan { questions.map(\.at).max() ?? .zero }
}

package struct PredictionQuestion: Hashable, Sendable {
  package let id: String
  package let text: String
  /// Simulated time after the command.
  package let at: TimeSpan
  package let run: Command
  package let query: Query
  package let options: [ExpectedValue]
  package let feedback: [OptionFeedback]
  package let position: SourcePosition
}

extension PredictionQuestion {
  /// An option as it may be typed: in capitals or not, with any spaces between its words.
  package static func folded(_ option: String) -> String {
    option.lowercased().split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }
}

/// What to say to the learner who chose an option that is not what happened.
package struct OptionFeedback: Hashable, Sendable {
  /// As the option is written (`2`).
  package let option: String
  package let text: String
  package let position: SourcePosition
}

package struct Choice: Hashable, Sendable {
  package let id: String
  package let text: String
  package let isCorrect: Bool
  package let why: String
  package let position: SourcePosition
}

/// What breaks in a repair or timed step.
package struct LessonFault: Hashable, Sendable {
  package enum Action: Hashable, Sendable {
    /// A command that somebody else types.
    case command(Command)
    /// A fault of the simulator by name, with its arguments in order (`zone`, `quay-a`).
    case injection(name: String, arguments: [FaultArgument])
  }
  package let at: TimeSpan
  package let by: String?
  package let action: Action
  package let position: SourcePosition
}

package struct FaultArgument: Hashable, Sendable {
  package let name: String
  package let value: String
}

/// The clock and the budget of a timed step.
package struct StepLimit: Hashable, Sendable {
  package let simulated: TimeSpan?
  /// Changing commands.
  package let changes: Int?
  /// In the fixture's currency, source text of the number.
  package let cost: String?
}

package struct Medal: Hashable, Sendable {
  package enum Grade: String, Hashable, Sendable, CaseIterable { case gold, silver, bronze }
  package let grade: Grade
  package let changes: Int?
  package let hints: Int?
  package let simulated: TimeSpan?
}

extension Step {
  /// The symptom as a check: it shows within half an hour of the last fault where it says nothing else.
  package var symptomCheck: Check? {
    guard let symptom else { return nil }
    var timing = symptom.timing
    timing.within = timing.within ?? TimeSpan(seconds: 1_800)
    let condition = Condition(form: symptom.form, timing: timing, position: symptom.position)
    return Check(
      id: "symptom", say: "", condition: condition, isGuard: false, isBonus: false, points: 0,
      position: symptom.position)
  }
}

extension LessonFault {
  /// As it would be typed at the prompt.
  package var line: String {
    switch action {
    case .command(let command): command.text
    case .injection(let name, let arguments):
      (["inject", name] + arguments.map { "\($0.name)='\($0.value.replacing("'", with: "'\\''"))'" })
        .joined(separator: " ")
    }
  }
}

extension Lesson {
  /// The choices of its quizzes in another order, the same for the same seed.
  package func withChoicesMixed(_ seed: UInt64) -> Lesson {
    var lesson = self
    for index in lesson.steps.indices {
      let step = lesson.steps[index]
      func place(_ choice: Choice) -> UInt64 { Fingerprint.hash(of: ["\(seed)", step.id, choice.id]) }
      lesson.steps[index].choices = step.choices.sorted { place($0) < place($1) }
    }
    return lesson
  }
}

extension Step {
  /// The commands to put in order, as they are shown: never in their right order, and the same for everybody.
  package var shownOrder: [Command] {
    guard let right = ordering?.commands else { return [] }
    func place(_ command: Command) -> UInt64 { Fingerprint.hash(of: [id, command.text, "\(command.position.line)"]) }
    let mixed = right.sorted { place($0) < place($1) }
    return mixed == right ? right.reversed() : mixed
  }

  /// The block `order`, in its right order; nil where the step has none.
  package var ordering: CommandBlock? {
    for item in body { if case .ordering(let block) = item { return block } }
    return nil
  }
}
