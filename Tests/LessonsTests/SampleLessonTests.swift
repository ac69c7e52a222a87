import Documents
import Testing

@testable import Lessons

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// The fixture has one step of each kind and every directive but `setup`, `blank` and `order`.
enum Fixture {
  static func text(_ name: String) throws -> String {
    let folder = #filePath.split(separator: "/").dropLast().joined(separator: "/")
    let data = try #require(FileManager.default.contents(atPath: "/\(folder)/Fixtures/\(name)"))
    return String(decoding: data, as: UTF8.self)
  }
  static func lesson() throws -> Lesson {
    let reading = LessonReader.read(try text("services-heal.md"), file: "lesson.md")
    #expect(reading.findings == [])
    return try #require(reading.lesson)
  }
}

@Suite struct SampleLessonTests {
  @Test func lintHasNothingToSay() throws {
    let findings = StructuralLint.findings(in: try Fixture.text("services-heal.md"), file: "lesson.md")
    #expect(findings.map(\.description) == [])
  }

  @Test func frontMatterIsRead() throws {
    let lesson = try Fixture.lesson()
    #expect(lesson.id == "services-heal")
    #expect(lesson.version == "1.0.0")
    #expect(lesson.title == "A guardian for your tasks")
    #expect(lesson.level == .beginner)
    #expect(lesson.minutes == 25)
    #expect(lesson.requires == ["one-task"])
    #expect(lesson.objectives.map(\.id) == ["three-numbers", "healing", "in-place", "evidence"])
    #expect(lesson.world.fixture == "harbor")
    #expect(lesson.world.seed == 7)
    #expect(lesson.world.pace == TimeSpan(seconds: 5))
    #expect(
      lesson.introduction == [
        .paragraph([
          .text("A task that you start by hand is gone once it stops. Here it gets somebody"), .softBreak,
          .text("who looks after it."),
        ])
      ])
  }

  @Test func stepsStandInOrderWithTheirKinds() throws {
    let steps = try Fixture.lesson().steps
    #expect(steps.map(\.id) == ["guardian", "create", "one-stops", "which-number", "wider", "mallory", "zone"])
    #expect(steps.map(\.kind) == [.explain, .do, .predict, .quiz, .goal, .repair, .timed])
    #expect(steps[1].title == "Give the order")
    #expect(steps[1].objectives == ["three-numbers"])
    #expect(steps[1].minutes == 4)
    #expect(steps[1].points == 2)
    #expect(steps[6].objectives == ["healing", "in-place"])
  }

  @Test func anExplainStepShowsProseDiagramAndDemo() throws {
    let step = try #require(try Fixture.lesson().step("guardian"))
    #expect(step.prose.count == 1)
    let diagram = try #require(step.diagrams.first)
    #expect(diagram.alternative.hasPrefix("The service web asks for two tasks"))
    #expect(diagram.text.split(separator: "\n").count == 4)
    let demonstration = try #require(step.demonstrations.first)
    #expect(!demonstration.keepsChanges)
    #expect(demonstration.commands.map(\.text) == ["aws ecs list-services --cluster harbor"])
    #expect(demonstration.commands.first?.label == "who is on duty")
  }

  @Test func aDoStepHasChecksDiagnosesHintsAndSolution() throws {
    let step = try #require(try Fixture.lesson().step("create"))
    #expect(step.checks.map(\.id) == ["active", "two-running", "on-fargate"])
    #expect(step.checks.map(\.points) == [1, 1, 2])
    #expect(step.checks[1].condition.timing.within == TimeSpan(seconds: 180))
    guard case .state(let state) = step.checks[1].condition.form else {
      Issue.record("no state")
      return
    }
    #expect(state.run.text == "aws ecs describe-services --cluster harbor --services web")
    #expect(state.query.text == "services[0].runningCount")
    #expect(state.operator == .is(.plain("2")))
    #expect(step.diagnoses.map(\.id) == ["no-network", "started-by-hand", "another-count"])
    #expect(step.diagnoses.map(\.hint) == [2, nil, nil])
    #expect(step.hints.map(\.isCommand) == [false, false, true])
    #expect(step.solutions.map(\.id) == ["main"])
    #expect(step.solutions[0].commands.count == 1)
    #expect(step.solutions[0].commands[0].label == "what runs, how often, where")
    #expect(step.attempts.map(\.expect) == ["no-network", "started-by-hand", "another-count"])
    #expect(step.debrief.count == 1)
    #expect(step.prose.contains { if case .table(let table) = $0 { table.rows.count == 2 } else { false } })
  }

  @Test func aPredictStepAsksAboutNowAndLater() throws {
    let prediction = try #require(try Fixture.lesson().step("one-stops")?.prediction)
    #expect(prediction.commands.count == 1)
    #expect(prediction.questions.map(\.id) == ["desired-now", "running-then"])
    #expect(prediction.questions.map(\.at) == [.zero, TimeSpan(seconds: 180)])
    #expect(prediction.latest == TimeSpan(seconds: 180))
    #expect(prediction.questions[0].options == [.plain("1"), .plain("2"), .plain("3")])
    #expect(prediction.questions[0].feedback.map(\.option) == ["1", "3"])
    #expect(try prediction.questions[0].options[1].equals(2))
  }

  @Test func aQuizHasOneCorrectChoice() throws {
    let step = try #require(try Fixture.lesson().step("which-number"))
    #expect(step.choices.filter(\.isCorrect).map(\.id) == ["desired"])
  }

  @Test func aGoalMayHaveAGuardAndSeveralSolutions() throws {
    let step = try #require(try Fixture.lesson().step("wider"))
    #expect(step.checks.map(\.isGuard) == [false, false, true])
    #expect(step.checks[2].condition.timing.throughout == .always)
    #expect(step.checks[2].condition.isSticky)
    #expect(!step.checks[0].condition.isSticky)
    #expect(step.solutions.map(\.id) == ["main", "one-by-one"])
    #expect(step.solutions[1].commands.count == 2)
  }

  @Test func aRepairStepHasFaultsAndASymptom() throws {
    let step = try #require(try Fixture.lesson().step("mallory"))
    #expect(step.faults.map(\.at.seconds) == [0, 5, 0])
    #expect(step.faults[0].by == "mallory")
    let image = FaultArgument(name: "image", value: "registry.example/harbor/web:1.5")
    #expect(step.faults[2].action == .injection(name: "registry-tag-missing", arguments: [image]))
    #expect(step.symptom?.timing.hold == TimeSpan(seconds: 300))
    #expect(step.checks[2].isBonus)
    guard case .answer(let question) = step.checks[1].condition.form else {
      Issue.record("no answer")
      return
    }
    #expect(question.choices.map(\.id) == ["tag", "memory"])
    guard case .history(let matcher) = step.checks[2].condition.form else {
      Issue.record("no history")
      return
    }
    #expect(matcher.before == "first-change")
    #expect(try matcher.operation.matches("ecs list-tasks"))
    #expect(try !matcher.operation.matches("ecs stop-task"))
  }

  @Test func aTimedStepHasLimitsAndMedals() throws {
    let step = try #require(try Fixture.lesson().step("zone"))
    #expect(step.limit == StepLimit(simulated: TimeSpan(seconds: 600), changes: 3, cost: nil))
    #expect(
      step.medals == [
        Medal(grade: .gold, changes: 1, hints: 0, simulated: TimeSpan(seconds: 360)),
        Medal(grade: .silver, changes: 2, hints: nil, simulated: nil),
        Medal(grade: .bronze, changes: nil, hints: nil, simulated: nil),
      ])
    guard case .event(let event) = step.checks[1].condition.form else {
      Issue.record("no event")
      return
    }
    #expect(event.source == .exactly("service/web"))
    #expect(event.after == "zone-outage")
  }

  @Test func everyPlaceIsTheFilesOwn() throws {
    let text = try Fixture.text("services-heal.md")
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    let lesson = try Fixture.lesson()
    for step in lesson.steps {
      #expect(lines[step.position.line - 1].hasPrefix("## \(step.title)"))
      for check in step.checks { #expect(lines[check.position.line - 1] == "- id: \(check.id)") }
      for command in step.solutions.flatMap(\.commands) {
        #expect(command.text.hasPrefix(lines[command.position.line - 1]))
      }
      for state in step.checks.flatMap({ $0.condition.stateConditions }) {
        #expect(
          lines[state.query.position.line - 1].dropFirst(state.query.position.column - 1).hasSuffix(state.query.text)
            || state.query.text.contains("`"))
      }
    }
    for span in lesson.codeSpans where span.text == "subnet-quay-a" {
      #expect(lines[span.position.line - 1].contains("`subnet-quay-a`"))
    }
  }
}
