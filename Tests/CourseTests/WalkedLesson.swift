/// A lesson of three steps that the tests about walking share, and what they ask of its learner.
import Course
import Lessons
import Testing
import Workspace

/// Three steps: make a cluster, predict, make another; the third is prepared by a setup.
let walkedLesson = [
  Sample.step(
    Sample.checks("run: aws ecs describe-clusters --clusters a\nquery: clusters[0].status\nis: ACTIVE"),
    "```text hint\nFirst.\n```\n\n```text hint\nSecond.\n```",
    "```sh solution\naws ecs create-cluster --cluster-name a\n```", id: "first"),
  """
  ## Predict {#guess kind=predict objectives=all}

  ```sh predict
  aws ecs delete-cluster --cluster a
  ```

  ```yaml ask
  - id: how-many
    text: How many?
    run: aws ecs list-clusters
    query: length(clusterArns)
    options: [1, 2, 3]
    feedback:
      2: One went away.
  - id: later
    text: And a minute later?
    at: 1m
    run: aws ecs list-clusters
    query: length(clusterArns)
    options: [1, 2]
  ```

  """,
  Sample.step(
    Sample.setup("aws ecs create-cluster --cluster-name prepared"),
    Sample.checks("run: aws ecs describe-clusters --clusters b\nquery: clusters[0].status\nis: ACTIVE"),
    "```sh solution\naws ecs create-cluster --cluster-name b\n```", id: "last"),
].joined(separator: "\n")

extension Learner {
  /// Another process opens the same sandbox.
  func again(_ lesson: Lesson? = nil) throws -> Learner {
    try Learner(lesson ?? Sample.lesson(walkedLesson), sandbox: sandbox, progress: play.keeper)
  }
  /// Names of the clusters that are there, in the service's order.
  var clusters: [String] {
    get throws {
      let arns = try ask("aws ecs list-clusters", "clusterArns").list ?? []
      return arns.compactMap { $0.string?.split(separator: "/").last.map(String.init) }
    }
  }
  func expectOpened(_ feedback: MoveFeedback, _ id: String) {
    guard case .opened(let step) = feedback else {
      Issue.record("not opened: \(feedback)")
      return
    }
    #expect(step.id == id)
    #expect(play.step.id == id)
  }
}
