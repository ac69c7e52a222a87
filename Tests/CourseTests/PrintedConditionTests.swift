/// `printed`: what the latest command answered, whatever the output format.
import Course
import Lessons
import Testing

private let namesStep = Sample.step(
  "```sh setup\n\(Sample.createWeb)\nwait 3m\n```", Sample.checks("printed: web 2"),
  "```yaml diagnose\n- id: whole\n  when: { printed: \"/schedulingStrategy|REPLICA/\" }\n  say: That is all of it.\n```"
)

@Suite struct PrintedConditions {
  @Test(arguments: [
    "--query 'services[].[serviceName,runningCount]'", "--query 'services[].[serviceName,runningCount]' --output text",
    "--query 'services[].[serviceName,runningCount]' --output yaml",
    "--query 'services[0].{b: serviceName, c: runningCount}'",
    "--query 'services[].[serviceName,runningCount][]' --output yaml-stream | sort -r | tr -d '-'",
  ])
  func theValuesCountNotTheFormat(options: String) throws {
    #expect(try Learner(namesStep).type("\(Sample.describeWeb) \(options)")?.isPassedNow == true)
  }

  @Test(arguments: ["on", "off"])
  func coloursAreNotPrinted(color: String) throws {
    let learner = try Learner(
      Sample.step(
        "```sh setup\n\(Sample.createWeb)\nwait 3m\n```", Sample.checks(#"printed: '/\| +web +\| +2 +\|/'"#)))
    let line = "\(Sample.describeWeb) --query 'services[].[serviceName,runningCount]' --output table --color \(color)"
    #expect(try learner.type(line)?.isPassedNow == true)
  }

  @Test func otherValuesDoNotPass() throws {
    let learner = try Learner(namesStep)
    #expect(
      try learner.type("\(Sample.describeWeb) --query 'services[].[runningCount,serviceName]'")?.isPassedNow == false)
    let feedback = try learner.type(Sample.describeWeb)
    #expect(feedback?.isPassedNow == false)
    #expect(feedback?.diagnosis?.id == "whole")
  }

  @Test func onlyTheLatestLineCounts() throws {
    let learner = try Learner(
      Sample.step(
        "```sh setup\n\(Sample.createWeb)\nwait 3m\n```",
        Sample.checks("printed: web", "ran: { op: ecs list-clusters }")))
    try learner.type("\(Sample.describeWeb) --query 'services[].serviceName'")
    #expect(try learner.states == [.holds, .open])
    try learner.type("aws ecs list-clusters")
    #expect(try learner.states == [.open, .holds])
  }
}
