/// What a profile has reached in one step of a lesson.
///
/// In: what the course reports. Out: the same, as a value that can be written down. Never depends on replay: it stays
/// when a sandbox is reset or an engine answers differently.
import Documents

/// A step as progress knows it; another hash of its checks makes it another step.
package struct StepKey: Hashable, Sendable {
  package let lesson: String
  package let step: String
  /// A stable hash of the step's checks, as text.
  package let checks: String
  package init(lesson: String, step: String, checks: String) {
    self.lesson = lesson
    self.step = step
    self.checks = checks
  }
}

package struct StepProgress: Hashable, Sendable {
  package var isSolved = false
  /// The solution was shown before it was solved.
  package var isSolutionShown = false
  package var isSkipped = false
  package var attempts = 0
  /// The highest tier of hint shown.
  package var hints = 0
  /// Points earned.
  package var points = 0
  package var medal: String?
  /// Checks that keep their tick.
  package var earnedChecks: [String] = []
  /// By question, the choices in the order in which they were given.
  package var answers: [(question: String, choices: [String])] = []
  /// When it was first solved or passed over, as wall-clock text; set by the store. Empty before.
  package internal(set) var passedAt = ""
  /// What came of it when it came back in review, oldest first; the newest of many.
  package var reviews: [StepReview] = []
  /// Wall-clock text, as the clock that the store was given writes it; set by the store.
  package internal(set) var firstAt = ""
  package internal(set) var lastAt = ""

  package init() {}

  package static func == (left: StepProgress, right: StepProgress) -> Bool {
    left.content == right.content && left.firstAt == right.firstAt && left.lastAt == right.lastAt
  }
  package func hash(into hasher: inout Hasher) { hasher.combine(content) }

  /// Adds a choice to the question's answers.
  package mutating func answer(_ question: String, _ choice: String) {
    if let index = answers.firstIndex(where: { $0.question == question }) {
      answers[index].choices.append(choice)
    } else {
      answers.append((question, [choice]))
    }
  }

  package static let mostReviews = 50

  /// Adds a review; the oldest go where there are too many.
  package mutating func review(_ review: StepReview) {
    reviews = (reviews + [review]).suffix(Self.mostReviews)
  }

  var content: Document {
    [
      "solved": .boolean(isSolved), "solutionShown": .boolean(isSolutionShown), "skipped": .boolean(isSkipped),
      "attempts": .integer(attempts), "hints": .integer(hints), "points": .integer(points),
      "medal": medal.map(Document.string) ?? .null, "earnedChecks": .list(earnedChecks.map(Document.string)),
      "answers": .object(
        answers.reduce(into: Document.Object()) { object, answer in
          object[answer.question] = .list(answer.choices.map(Document.string))
        }), "passedAt": .string(passedAt), "reviews": .list(reviews.map(\.content)),
    ]
  }

  /// What is missing or of another type keeps its first value.
  init(content: Document) {
    isSolved = content["solved"]?.boolean ?? false
    isSolutionShown = content["solutionShown"]?.boolean ?? false
    isSkipped = content["skipped"]?.boolean ?? false
    attempts = content["attempts"]?.integer ?? 0
    hints = content["hints"]?.integer ?? 0
    points = content["points"]?.integer ?? 0
    medal = content["medal"]?.string
    earnedChecks = content["earnedChecks"]?.list?.compactMap(\.string) ?? []
    answers = (content["answers"]?.object?.members ?? []).map { ($0.key, $0.value.list?.compactMap(\.string) ?? []) }
    passedAt = content["passedAt"]?.string ?? ""
    reviews = (content["reviews"]?.list ?? []).suffix(Self.mostReviews).compactMap(StepReview.init)
  }
}

/// One time that a step came back in review.
package struct StepReview: Hashable, Sendable {
  package enum Outcome: String, Hashable, Sendable, CaseIterable {
    /// Without its solution.
    case right
    /// Its solution was shown, or the first answer was another one.
    case helped
    /// It was passed over.
    case open
  }
  /// Wall-clock text.
  package let at: String
  package let outcome: Outcome

  package init(at: String, outcome: Outcome) {
    self.at = at
    self.outcome = outcome
  }

  var content: Document { ["at": .string(at), "outcome": .string(outcome.rawValue)] }

  init?(content: Document) {
    guard let at = content["at"]?.string, let outcome = content["outcome"]?.string.flatMap(Outcome.init) else {
      return nil
    }
    self.init(at: at, outcome: outcome)
  }
}
