/// Judges conditions at one instant of one world.
///
/// In: a moment, what the learner did, what happened since the step began. Out: true or false, with what was seen. Time
/// (`within`, `hold`, `always`) is the grader's business: here a condition holds at this instant or it does not.
/// Source: lesson format, section 4; the null rule: a question about something that does not exist gives `null`.
import Cloud
import Documents
import JMESPath
import Lessons
import SimulationKit
import Workspace

struct Judge {
  var history: History
  /// The first event-log record of the step.
  let firstEvent: Int
  /// In diagnoses, `ran` speaks of the latest command only; nil: of everything since the step began.
  var latest: Set<EntryID>?
  /// What the latest line of `aws` commands wrote to its output; nil where none was typed, or it was taken back.
  var printed: String?

  struct Verdict {
    var holds: Bool
    /// What the first query gave, nil where the condition asks for no state.
    var seen: Document?
  }

  /// - Parameter id: the check's: answers are noted under it.
  func verdict(_ condition: Condition, check id: String = "", at moment: Moment) -> Verdict {
    var verdict = Verdict(holds: false, seen: nil)
    verdict.holds = holds(condition.form, check: id, at: moment, isNegated: false, seen: &verdict.seen)
    return verdict
  }

  private func holds(
    _ form: Condition.Form, check id: String, at moment: Moment, isNegated: Bool, seen: inout Document?
  ) -> Bool {
    switch form {
    case .state(let state):
      let value = Self.value(of: state, at: moment)
      if seen == nil { seen = value }
      return attempt(at: moment) { () throws(PatternError) in try state.operator.holds(on: value) }
    case .history(let matcher):
      return attempt(at: moment) { () throws(PatternError) in
        // "Never did" is about the whole step, also where a diagnosis speaks of the latest command.
        let found = try history.matches(matcher).filter { item in isNegated || latest?.contains(item.entry) ?? true }
        return matcher.times.contains(found.count)
      }
    case .event(let matcher): return matcher.times.contains(events(matching: matcher, at: moment).count)
    case .printed(let matcher):
      guard let printed else { return false }
      return attempt(at: moment) { () throws(PatternError) in try matcher.matches(PrintedText.values(printed)) }
    case .sequence(let items): return isInOrder(items, at: moment)
    case .answer(let question):
      return history.answers.contains { answer in
        answer.question == id && question.choices.contains { $0.id == answer.choice && $0.isCorrect }
      }
    case .all(let parts):
      return parts.allSatisfy { holds($0.form, check: id, at: moment, isNegated: isNegated, seen: &seen) }
    case .any(let parts):
      return parts.contains { holds($0.form, check: id, at: moment, isNegated: isNegated, seen: &seen) }
    case .not(let part):
      return !holds(part.form, check: id, at: moment, isNegated: !isNegated, seen: &seen)
    case .count(let parts, let atLeast, let atMost):
      let count = parts.count { holds($0.form, check: id, at: moment, isNegated: isNegated, seen: &seen) }
      return count >= atLeast && count <= atMost ?? .max
    }
  }

  static func value(of state: StateCondition, at moment: Moment) -> Document {
    guard let document = moment.reply(to: state.run.text) else { return .null }
    do { return try state.query.search(document) } catch { return .null }
  }

  /// A pattern that needs more work than is allowed matches nothing; the lesson's test names it.
  private func attempt(at moment: Moment, _ body: () throws(PatternError) -> Bool) -> Bool {
    do throws(PatternError) { return try body() } catch {
      moment.note(error)
      return false
    }
  }

  // MARK: Events

  private func events(matching matcher: EventMatcher, at moment: Moment) -> [EventRecord] {
    let records = moment.world.eventLog.records(from: firstEvent)
    let after = matcher.after.map { instant(of: $0, in: records) }
    let before = matcher.before.map { instant(of: $0, in: records) }
    // After a moment that has not come, nothing has happened yet; before it, everything.
    if let after, after == nil { return [] }
    return records.filter { record in
      if let after = after ?? nil, record.instant < after { return false }
      if let before = before ?? nil, record.instant >= before { return false }
      return matches(matcher, record, at: moment)
    }
  }

  /// A named moment of the step: `first-change`, or the fault of that name.
  private func instant(of name: String, in records: ArraySlice<EventRecord>) -> Instant? {
    if name == History.firstChangeName { return history.firstChange?.instant }
    return records.first { $0.kind == .fault && ($0.source == name || $0.source.hasSuffix("/" + name)) }?.instant
  }

  private func matches(_ matcher: EventMatcher, _ record: EventRecord, at moment: Moment) -> Bool {
    attempt(at: moment) { () throws(PatternError) in
      if let source = matcher.source, try !source.matches(record.source) { return false }
      if let message = matcher.message, try !message.matches(record.message) { return false }
      if let reason = matcher.reason {
        guard let text = record.reason, try reason.matches(text) else { return false }
      }
      return true
    }
  }

  /// Each item is looked for after the one before it: by instant, and by ordinal among its own kind.
  private func isInOrder(_ items: [SequenceItem], at moment: Moment) -> Bool {
    var (event, entry, instant) = (0, 0, Instant(milliseconds: .min))
    for item in items {
      switch item {
      case .event(let matcher):
        let found = events(matching: matcher, at: moment)
        guard let next = found.first(where: { $0.number > event && $0.instant >= instant }) else { return false }
        (event, instant) = (next.number, next.instant)
      case .history(let matcher):
        let found: [History.Item]
        do throws(PatternError) { found = try history.matches(matcher) } catch { return false }
        guard let next = found.first(where: { $0.entry > entry && $0.instant >= instant }) else { return false }
        (entry, instant) = (next.entry, next.instant)
      }
    }
    return true
  }
}
