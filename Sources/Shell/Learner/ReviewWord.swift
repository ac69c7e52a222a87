/// `review`: steps of finished lessons, once more, after some days.
///
/// In: the word, then whatever a lesson step takes. Out: step after step, a last word, and what came of each in the
/// profile's progress. Each step stands in a throw-away world; the learner's own sandboxes are as they were.
import Course
import Interpreter
import Lessons
import Screen
import Workspace

/// A review that goes on.
struct ReviewRound {
  let items: [ReviewItem]
  /// From 0.
  var place = 0
  var step: ReviewedStep?
  var outcomes: [StepReview.Outcome] = []
  /// What came of the present step is written down already.
  var isNoted = false
  /// Where the learner was before; nil where the review was all that was asked for.
  var before: (session: Session, play: LessonPlay?)?
}

extension LearnerShell {
  /// `drydock review`: a review and nothing else.
  ///
  /// - Returns: false, and said, where nothing is due.
  package func openReview(all: Bool) throws(ShellError) -> Bool {
    let plan = try desk.reviewPlan(all: all)
    guard !plan.items.isEmpty else {
      print(nothingDue(plan))
      return false
    }
    try begin(plan, before: nil)
    return true
  }

  func reviewWord(_ arguments: [String]) -> CommandOutput {
    guard arguments.isEmpty || arguments == ["--all"] else {
      return .complaint(
        "review: `review` takes what is due, `review --all` what you have learned, due or not", exitCode: 2)
    }
    guard review == nil else { return text(["This is a review: `next` or `skip` goes on, `quit` leaves."]) }
    guard !session.isForked else { return .complaint("you are in a fork; `fork back` returns from it first") }
    do throws(ShellError) {
      let plan = try desk.reviewPlan(all: !arguments.isEmpty)
      guard !plan.items.isEmpty else { return text(nothingDue(plan)) }
      try begin(plan, before: (session, play))
      return CommandOutput()
    } catch { return .complaint(error.message) }
  }

  private func nothingDue(_ plan: ReviewPlan) -> [String] {
    guard let next = plan.untilNext else {
      guard plan.known == 0 else {
        return manner.canvas.markdown(
          text: "Everything that you have finished has come back three times. `review --all` practises it again.")
      }
      return manner.canvas.markdown(
        text: "There is nothing to review yet: steps come back about one, three and seven days after you have finished "
          + "their lesson. `review --all` practises what you have finished.")
    }
    return manner.canvas.markdown(
      text: "Nothing is due. The next step comes back \(next). `review --all` practises now.")
  }

  private func begin(_ plan: ReviewPlan, before: (session: Session, play: LessonPlay?)?) throws(ShellError) {
    let minutes = "about \(plan.items.count) minutes"
    let count = plan.items.count == 1 ? "One step" : "\(plan.items.count) steps"
    print(
      manner.canvas.markdown(
        text:
          "\(count) from lessons that you have finished, \(minutes). Names and numbers may differ from last time. "
          + "`skip` shows how and goes on, `quit` leaves."))
    review = ReviewRound(items: plan.items, before: before)
    do throws(ShellError) { try openReviewed() } catch {
      review = nil
      throw error
    }
  }

  private func openReviewed() throws(ShellError) {
    guard let round = review, round.items.indices.contains(round.place) else { return }
    let reviewed = try desk.reviewed(round.items[round.place], outside: session.outside)
    review?.step = reviewed
    review?.isNoted = false
    let next = reviewed.play.session
    next.transcript = session.transcript
    take(next, reviewed.play)
    showStep(isIntroduced: false)
  }

  // MARK: Going on

  /// After each line: what came of the step is kept as soon as it is passed, for those who leave then.
  func noteReview() {
    guard let round = review, !round.isNoted, let outcome = round.step?.outcome else { return }
    note(outcome)
  }

  private func note(_ outcome: StepReview.Outcome) {
    guard let round = review, !round.isNoted, round.items.indices.contains(round.place) else { return }
    desk.note(outcome, of: round.items[round.place])
    review?.outcomes.append(outcome)
    review?.isNoted = true
  }

  func nextReviewed() -> CommandOutput {
    guard let play else { return Self.noLesson }
    guard play.isPassed else {
      return text(manner.canvas.markdown(text: "This step is still open: `hint` helps, `skip` shows how and goes on."))
    }
    noteReview()
    return goOn()
  }

  func skipReviewed() -> CommandOutput {
    guard let play else { return Self.noLesson }
    guard !play.isPassed else { return nextReviewed() }
    note(.open)
    if play.step.prediction == nil {
      let shown = solution()
      print(shown.standardOutput.split(separator: "\n", omittingEmptySubsequences: false).dropLast().map(String.init))
    }
    return goOn()
  }

  private func goOn() -> CommandOutput {
    review?.place += 1
    guard let round = review, round.place < round.items.count else { return endReview() }
    do throws(ShellError) {
      try openReviewed()
      return CommandOutput()
    } catch {
      // The lesson has changed under way: on with the others.
      complain(error.message)
      return goOn()
    }
  }

  private func endReview() -> CommandOutput {
    guard let round = review else { return CommandOutput() }
    review = nil
    let right = round.outcomes.count { $0 == .right }
    var lines = ["", "Review done: \(right) of \(round.items.count) without help."]
    if right < round.items.count { lines.append("The others come back tomorrow.") }
    if let next = (try? desk.reviewPlan())?.untilNext { lines.append("The next step comes back \(next).") }
    guard let before = round.before else {
      hasFinished = true
      return text(lines)
    }
    let transcript = session.transcript
    take(before.session, before.play)
    session.transcript = transcript
    if let play { lines.append("You are back in `\(play.lesson.id)`, as you left it.") }
    return text(lines.flatMap { $0.isEmpty ? [""] : manner.canvas.markdown(text: $0) })
  }
}
