/// Commands to put in order: the learner gives the order, the commands run, and the state that comes of it is graded.
///
/// In: letters, `answer c a b`. Out: what ran and what the step says to it. Where the step is still open afterwards, the
/// world goes back to before the first command, so that another order can be tried.
/// Source: lesson format, section 3, directive `order`.
import Interpreter
import Lessons
import Workspace

extension LessonPlay {
  /// nil where the words are no order of this step's commands.
  func answerOrder(_ words: [String]) throws(LessonPlayError) -> AnswerFeedback? {
    let shown = step.shownOrder
    guard !shown.isEmpty, let order = Self.order(words, of: shown.count) else { return nil }
    if isDoneHere { return .refused("the commands have run; `next` goes on") }
    let before = sandbox.head
    try note(question: step.id, choice: order.map { Self.letter(at: $0) }.joined())
    var runs: [CommandRun] = []
    for place in order {
      let result = session.run(shown[place].text)
      runs.append(CommandRun(command: shown[place].text, output: result.standardOutput + result.standardError))
    }
    latest = Set(sandbox.entries(since: before).map(\.id))
    let feedback = try grade(explanations: [])
    if !feedback.isPassedNow {
      updateProgress { $0.attempts += 1 }
      try wrap { () throws(WorkspaceError) in try self.sandbox.goTo(before) }
      headBefore = sandbox.head
    }
    return .ordered(runs, isPassed: feedback.isPassedNow, step: feedback)
  }

  /// `c a b`, `cab` or `3 1 2`: each place once. nil for anything else.
  private static func order(_ words: [String], of count: Int) -> [Int]? {
    let parts = words.count == 1 && count > 1 ? words[0].map { String($0) } : words
    guard parts.count == count else { return nil }
    let places = parts.compactMap { letter($0) ?? Int($0).map { $0 - 1 } }
    return places.sorted() == Array(0..<count) ? places : nil
  }

  /// `a` for 0.
  package static func letter(at place: Int) -> String {
    place < 26 ? String(UnicodeScalar(UInt8(ascii: "a") + UInt8(place))) : "\(place + 1)"
  }

  var orderingUsage: String {
    let letters = step.shownOrder.indices.map { Self.letter(at: $0) }
    return "give the letters of all commands in the order in which they should run, as in "
      + "`answer \(letters.reversed().joined(separator: " "))`"
  }
}
