/// Judges conditions at one instant of one world.
///
/// In: a world, what the learner did, what happened since the step began. Out: true or false, with what was seen. Time
/// (`within`, `hold`, `always`) is the grader's business: here a condition holds at this instant or it does not.
/// Source: lesson format, section 4; the null rule: a question about something that does not exist gives `null`.
import Cloud
import Documents
import Interpreter
import JMESPath
import Lessons
import Workspace

struct Judge {
  let history: History
  /// The first event-log record of the step.
  let firstEvent: Int
  /// In diagnoses, `ran` speaks of the latest command only; nil: of everything since the step began.
  var latest: Set<EntryID>?
  let looks: LookCache

  struct Verdict {
    var holds: Bool
    /// What the first query gave, nil where the condition asks for no state.
    var seen: Document?
  }

  func verdict(_ condition: Condition, check id: String = "", in world: World) -> Verdict {
    var seen: Document?
    let holds = holds(condition.form, check: id, in: world, isNegated: false, seen: &seen)
    return Verdict(holds: holds, seen: seen)
  }

  private func holds(
    _ form: Condition.Form, check id: String, in world: World, isNegated: Bool, seen: inout Document?
  ) -> Bool {
    switch form {
    case .state(let state):
      let value = value(of: state, in: world)
      if seen == nil { seen = value }
      return attempt { () throws(PatternError) in try state.operator.holds(on: value) }
    case .history(let matcher):
      return attempt { () throws(PatternError) in
        let found = try history.matches(matcher).filter { item in isNegated || (latest?.contains(item.entry) ?? true) }
        return matcher.times.contains(found.count)
      }
    case .event(let matcher): return matcher.times.contains(events(matching: matcher, in: world).count)
    case .sequence(let items): return isInOrder(items, in: world)
    case .answer(let question):
      return history.answers.contains { answer in
        answer.question == id && question.choices.contains { $0.id == answer.choice && $0.isCorrect }
      }
    case .all(let parts):
      return parts.allSatisfy { holds($0.form, check: id, in: world, isNegated: isNegated, seen: &seen) }
    case .any(let parts):
      return parts.contains { holds($0.form, check: id, in: world, isNegated: isNegated, seen: &seen) }
    case .not(let part):
      return !holds(part.form, check: id, in: world, isNegated: !isNegated, seen: &seen)
    case .count(let parts, let atLeast, let atMost):
      let count = parts.count { holds($0.form, check: id, in: world, isNegated: isNegated, seen: &seen) }
      return count >= atLeast && count <= atMost ?? .max
    }
  }

  func value(of state: StateCondition, in world: World) -> Document {
    guard let document = looks.document(state.run.text, in: world) else { return .null }
    do { return try state.query.search(document) } catch { return .null }
  }

  private func attempt(_ body: () throws(PatternError) -> Bool) -> Bool {
    do throws(PatternError) { return try body() } catch { return false }
  }

  // MARK: Events

  private func events(matching matcher: EventMatcher, in world: World) -> [EventRecord] {
    let records = world.eventLog.records(from: firstEvent)
    let after = matcher.after.flatMap { name in records.first { $0.kind == .fault && $0.source.hasSuffix(name) }?.number
    }
    if matcher.after != nil, after == nil { return [] }
    return records.filter { record in record.number > after ?? 0 && matches(matcher, record) }
  }

  private func matches(_ matcher: EventMatcher, _ record: EventRecord) -> Bool {
    attempt { () throws(PatternError) in
      if let source = matcher.source, try !source.matches(record.source) { return false }
      if let message = matcher.message, try !message.matches(record.message) { return false }
      if let reason = matcher.reason {
        guard let text = record.reason, try reason.matches(text) else { return false }
      }
      return true
    }
  }

  private func isInOrder(_ items: [SequenceItem], in world: World) -> Bool {
    var after = 0
    for item in items {
      switch item {
      case .event(let matcher):
        guard let next = events(matching: matcher, in: world).first(where: { $0.number > after }) else { return false }
        after = next.number
      case .history(let matcher):
        let found = attempt { () throws(PatternError) in try !history.matches(matcher).isEmpty }
        if !found { return false }
      }
    }
    return true
  }
}

/// Prepared `run:` commands, by their text.
final class LookCache {
  private var looks: [String: Look?] = [:]

  /// nil where the command cannot be asked or the service refuses it: the object is not there.
  func document(_ text: String, in world: World) -> Document? {
    let look: Look?
    if let known = looks[text] {
      look = known
    } else {
      do throws(Look.Problem) { look = try Look(text) } catch { look = nil }
      looks[text] = .some(look)
    }
    guard let look else { return nil }
    do throws(Look.Problem) {
      switch try look.ask(world) {
      case .value(let document): return document
      case .failed: return nil
      }
    } catch { return nil }
  }
}
