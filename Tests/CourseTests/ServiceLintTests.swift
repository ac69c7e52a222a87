/// Lint rules that need the service: commands, what is simulated, queries, predictions.
import Course
import Lessons
import Testing

@Suite struct ServiceRules {
  private func findings(_ blocks: String...) throws -> [String] {
    let lesson = try Sample.lesson(
      "## Step {#one kind=do objectives=all}\n\n" + blocks.joined(separator: "\n\n") + "\n")
    return ServiceLint.findings(in: lesson, file: "lesson.md").map { "\($0.code) \($0.message)" }
  }
  private func solution(_ command: String) -> String { "```sh solution\n\(command)\n```" }
  private func check(_ run: String, _ query: String) -> String {
    Sample.checks("run: \(run)\nquery: \"\(query)\"\nis: 1")
  }

  @Test func commandsMustParse() throws {
    #expect(
      try findings(solution("aws ecs create-clutser --cluster-name a")).first?.hasPrefix(
        "DD030 the command line refuses this: ") == true)
    #expect(
      try findings(solution("aws ecs list-tasks --cluster harbor | | head")).first?.hasPrefix("DD030 column ") == true)
    #expect(try findings("```sh attempt\naws ecs create-clutser\n```") == [])
    #expect(
      try findings(solution("!touch /tmp/x")) == ["DD030 a lesson cannot run programs of the machine: take `!` out"])
    #expect(try findings("```sh demo\naws ecs list-tasks --clutser a\n```").count == 1)
  }

  @Test func proseNamesWhatExists() throws {
    #expect(
      try findings("Type `aws ecs list-tasks --clutser harbor`.") == [
        "DD030 `ecs list-tasks` has no option `--clutser`. Did you mean `--cluster`?"
      ])
    #expect(
      try findings("Type `aws ecs make-tasks`.") == [
        "DD030 `ecs` has no operation `make-tasks`"
      ])
    #expect(
      try findings("Use `list-tasks --clutser`, then `--desird-count`.") == [
        "DD030 `ecs list-tasks` has no option `--clutser`. Did you mean `--cluster`?",
        "DD030 no operation has an option `--desird-count`. Did you mean `--desired-count`?",
      ])
    #expect(
      try findings("Type `aws ecs run-task --launch-type FARGAT`.") == [
        "DD030 `--launch-type` has no value `FARGAT`. Did you mean `FARGATE`?"
      ])
    #expect(try findings("Type `aws esc list-tasks`.") == ["DD030 there is no service `esc`. Did you mean `ecs`?"])
    #expect(try findings("`aws ecs OPERATION help`, `list-tasks --clust x`, `aws ecs …`, `--cluster NAME`.") == [])
    #expect(try findings("Type `aws ecs list-tasks --cluster harbor --query 'taskArns'`.") == [])
  }

  @Test func historyNamesWhatExists() throws {
    #expect(
      try findings(Sample.checks(Sample.ran("op: ecs run-task, with: { clutser: harbor }"))) == [
        "DD030 `ecs run-task` has no option `--clutser`. Did you mean `cluster`?"
      ])
  }

  @Test func aValueThatTheServiceDoesNotKnowIsNamed() throws {
    #expect(
      try findings(solution("aws ecs run-task --cluster harbor --task-definition web --launch-type FARGAT")) == [
        "DD030 `--launch-type` of `ecs run-task` has no value `FARGAT`. Did you mean `FARGATE`?"
      ])
  }

  @Test func aRepairNeedsFaultAndSymptom() throws {
    func repair(_ blocks: String) throws -> [String] {
      let lesson = try Sample.lesson("## Mend {#mend kind=repair objectives=all}\n\n\(blocks)\n")
      return ServiceLint.findings(in: lesson, file: "").map { "\($0.code) \($0.message)" }
    }
    let symptom = "```yaml symptom\nrun: aws ecs list-clusters\nquery: length(clusterArns)\nis: 0\n```"
    func fault(_ text: String) -> String { "```yaml fault\n- inject: \(text)\n```\n\n\(symptom)" }
    #expect(
      try repair("") == [
        "DD060 step `mend` breaks nothing; add a block ```yaml fault",
        "DD060 step `mend` has no symptom; add a block ```yaml symptom that shows what is broken",
      ])
    #expect(try repair(fault("zone-outage\n  zone: a")) == [])
    #expect(
      try repair(fault("zone-outag\n  zone: a")) == [
        "DD060 there is no fault `zone-outag`. Did you mean `zone-outage`?"
      ])
    #expect(
      try repair(fault("zone-outage\n  zon: a")) == [
        "DD060 the fault `zone-outage` takes no `zon`; it takes zone, lasts. Did you mean `zone`?"
      ])
    #expect(
      try repair(fault("zone-outage")) == [
        "DD060 the fault `zone-outage` needs `zone`: the zone, or the letter at its end"
      ])
    #expect(
      try repair("```yaml fault\n- do: aws ecs make-task\n```\n\n\(symptom)").first?.hasPrefix("DD030 the command line")
        == true)
  }

  @Test func whatIsNotSimulatedIsNamed() throws {
    #expect(
      try findings(solution("aws ssm start-session --target ecs:x"))
        == ["DD031 `ssm start-session` is not simulated yet"])
    #expect(
      try findings(solution("aws ecs create-gateway --gateway-name x"))
        == ["DD030 the command line refuses this: aws: [ERROR]: not simulated yet: aws ecs create-gateway"])
  }

  @Test func whatTheFrontMatterAsksForInVainIsNamed() throws {
    let text = Sample.frontMatter.replacing(
      "  seed: 7", with: "  seed: 7\n  region: eu-west-1\nneeds: { drydock: \"9.0\" }")
    let lesson = LessonReader.read(text + Sample.step(), file: "lesson.md").lesson
    let found = ServiceLint.findings(in: try #require(lesson), file: "lesson.md").map(\.description)
    #expect(
      found == [
        "lesson.md:3:1: DD031 warning: `needs` is read, but not checked yet",
        "lesson.md:13:3: DD031 error: `region` is not followed yet: a lesson plays in us-east-1",
      ])
  }

  @Test func checksChangeNothing() throws {
    #expect(
      try findings(check("aws ecs create-cluster --cluster-name a", "cluster.status")) == [
        "DD032 ecs create-cluster changes the world; only describe, list and get may stand here"
      ])
  }

  @Test(arguments: [
    "services[0].runningCount", "length(services)", "services[].[serviceName, status]",
    "services[?status=='ACTIVE'].deployments[] | [0].rolloutState",
    "services[0].{name: serviceName, n: runningCount}.name",
    "sort_by(services, &runningCount)[0].serviceName", "services[0].tags[?key=='a'].value | [0]",
    "(services[0].runningCount == `2`) && !failures[0]", "join(',', services[*].serviceName)",
    "services[0].networkConfiguration.awsvpcConfiguration.subnets[0]", "max_by(services, &runningCount).desiredCount",
    "[services[0].status, failures[0].reason]", "@.services[-1].events[:3].message",
  ])
  func queriesThatCanFindSomethingAreFine(query: String) throws {
    #expect(try findings(check(Sample.describeWeb, query)) == [])
  }

  @Test(arguments: [
    ("services[0].runingCount", "runingCount"), ("service[0].status", "service"), ("services.status", "status"),
    ("services[?staus=='ACTIVE']", "staus"), ("services[].deployments[].state", "state"),
    ("services[0].status.name", "name"), ("length(servces)", "servces"), ("sort_by(services, &nme)", "nme"),
    ("services[0].{name: serviceNme}", "serviceNme"), ("services[0].[stats]", "stats"),
    ("services[0].{name: serviceName}.nam", "nam"), ("services[0].status || servics", "servics"),
  ])
  func queriesThatFindNothingAreNamed(query: String, name: String) throws {
    let found = try findings(check(Sample.describeWeb, query))
    #expect(found.count == 1)
    #expect(found.first?.hasPrefix("DD021 ") == true)
    #expect(found.first?.contains("`\(name)`") == true)
  }

  @Test func theMessageSaysWhatThereIs() throws {
    #expect(
      try findings(check("aws ecs list-clusters", "clusters[0]")) == [
        "DD021 the reply of `ecs list-clusters` has no `clusters` in that place; there is clusterArns, nextToken"
      ])
    #expect(
      try findings(check("aws ecs list-clusters", "clusterArns[0].name")) == [
        "DD021 nothing below the reply of `ecs list-clusters` has a member `name` in that place"
      ])
  }
}

@Suite struct PredictionRules {
  private func findings(_ text: String, query: String, options: String) throws -> [String] {
    let lesson = try Sample.lesson(
      """
      ## Guess {#guess kind=predict objectives=all}

      ```sh predict
      \(text)
      ```

      ```yaml ask
      - id: what
        text: What?
        at: 1m
        run: aws ecs list-tasks --cluster harbor
        query: "\(query)"
        options: \(options)
      ```

      """)
    return try Rehearsal(lesson, fixture: Repository.fixture).predictionFindings(file: "lesson.md").map(\.description)
  }

  @Test func whatHappensIsAmongTheOptions() throws {
    let run = Sample.runWorker(seconds: 3_600)
    #expect(try findings(run, query: "length(taskArns)", options: "[0, 1]") == [])
    #expect(
      try findings(run, query: "length(taskArns)", options: "[0, 2]") == [
        "lesson.md:23:3: DD051 error: the answer to `what` is 1, which is not among its options"
      ])
  }

  /// A task's id is drawn by chance: its last digit, in eight pairs, is another with another seed.
  @Test func whatHappensDoesNotHangOnChance() throws {
    let pairs = ["01", "23", "45", "67", "89", "ab", "cd", "ef"]
    let query = pairs.flatMap { pair in pair.map { "ends_with(taskArns[0], '\($0)') && 'p\(pair)'" } }
    let found = try findings(
      Sample.runWorker(seconds: 3_600), query: query.joined(separator: " || "),
      options: "[" + pairs.map { "p" + $0 }.joined(separator: ", ") + "]")
    #expect(found.count == 1)
    #expect(found.first?.contains("DD051 error: the answer to `what` is p") == true)
    #expect(found.first?.hasSuffix("; ask about something that does not hang on chance") == true)
  }
}
