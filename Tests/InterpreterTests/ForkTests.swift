/// `plan`, `fork`, `diff`: trying things without their consequences.
import Documents
import Testing
import Workspace

@testable import Interpreter

@Suite struct PlanTests {
  @Test func aPlanShowsWhatWouldComeAndChangesNothing() throws {
    let session = try makeSession()
    let before = (session.sandbox.entries(), session.seconds)
    let output = session.out("plan \(createWeb)")
    let lines = output.split(separator: "\n").map(String.init)
    try #require(lines.count > 1)
    #expect(lines[0] == "At once:")
    #expect(
      lines[1] == "+ service web (cluster harbor): status ACTIVE, taskDefinition web:1, desiredCount 2, runningCount 0")
    #expect(lines.contains("    activeServicesCount: 0 -> 1"))
    #expect(lines.contains { $0.hasPrefix("Then, until all is steady after ") })
    #expect(lines.contains { $0.contains("(service web) has reached a steady state.") })
    #expect(lines.last == "Nothing of this has happened.")
    #expect(session.sandbox.entries() == before.0)
    #expect(session.seconds == before.1)
    #expect(session.out("aws ecs list-services --cluster harbor --query 'length(serviceArns)'") == "0\n")
  }

  /// What was foretold is what happens.
  @Test func thePlanComesTrue() throws {
    let session = try makeSession()
    let foretold = session.out("plan \(createWeb)").split(separator: "\n").filter { $0.hasPrefix("  09:") }
    let told = session.out("\(createWeb) > /dev/null; wait until steady").split(separator: "\n").filter {
      $0.hasPrefix("  09:")
    }
    #expect(!told.isEmpty)
    #expect(foretold.filter { $0.contains("PENDING") } == told.filter { $0.contains("PENDING") })
  }

  @Test func whatWouldBeRefused() throws {
    let session = try makeSession()
    let result = session.run("plan aws ecs delete-cluster --cluster nowhere")
    #expect(result.standardOutput == "It would be refused, and nothing would change:\n")
    #expect(result.standardError.contains("ClusterNotFoundException"))
    #expect(result.exitCode == 254)
    #expect(
      session.out("plan aws ecs list-clusters") == "Nothing would change at once.\nNothing of this has happened.\n")
    #expect(session.err("plan rm f") == "drydock: plan: only `aws …` and `inject …` change the world; 'rm' does not\n")
    #expect(session.err("plan").hasPrefix("drydock: plan: say what"))
  }

  @Test func faultsCanBePlanned() throws {
    let session = try makeSession()
    _ = session.run("\(createWeb); wait until steady")
    #expect(session.out("plan inject zone-outage zone=a").contains("Then, "))
    #expect(
      session.out("aws ecs describe-services --cluster harbor --services web --query 'services[0].runningCount'")
        == "2\n")
  }
}

@Suite struct ForkTests {
  private func stored() throws -> Session {
    let store = try Store.open(.inMemory)
    return Session(sandbox: try Sandbox.open(SandboxOptions(fixture: .builtIn(named: "harbor")), in: store))
  }
  private let count = "aws ecs list-clusters --query 'length(clusterArns)'"
  private let create = "aws ecs create-cluster --cluster-name extra"

  @Test func whatHappensInAForkStaysThere() throws {
    let session = try stored()
    #expect(session.out("fork").hasPrefix("You are in `play/try`, a copy of `play` as it is at 09:00:00."))
    #expect(session.isForked)
    #expect(session.out("\(create) > /dev/null; \(count)") == "2\n")
    #expect(session.out("fork back") == "Back in `play`; it is 09:00:00. `fork try` goes on where you were.\n")
    #expect(session.out(count) == "1\n")
    #expect(
      session.out("fork try") == "You are in `play/try` again, as it was left; it is 09:00:10. `fork back` returns.\n")
    #expect(session.out(count) == "2\n")
  }

  @Test func aForkMayBeKept() throws {
    let session = try stored()
    _ = session.run("fork big-one; \(create); wait 1m; echo x > f")
    #expect(session.out("fork keep") == "Back in `play`, with what you did in `big-one` (3 entries); it is 09:01:05.\n")
    #expect(session.out("\(count); cat f") == "2\nx\n")
    #expect(session.out("undo") == "Taken back: \(create)\nIt is 09:00:00 again.\n")
  }

  @Test func aForkIsNotKeptWhereItsOriginHasGoneOn() throws {
    let session = try stored()
    _ = session.run("fork; \(create); fork back; wait 1m; fork try")
    #expect(
      session.err("fork keep")
        == "drydock: fork: play has gone on since play/try left it, so the fork's commands may mean something else there; "
        + "`diff` compares them, `transcript --script` shows the commands\n")
    #expect(session.isForked)
  }

  @Test func forksAreFoundAgainByAnotherSession() throws {
    let session = try stored()
    _ = session.run("fork; \(create); fork back; fork; fork back")
    #expect(session.out("fork list") == "try\ntry-2\n")
    let other = try #require(try session.sandbox.sibling(named: "play/try"))
    #expect(Session(sandbox: other).out(count) == "2\n")
  }

  @Test func forksOfForks() throws {
    let session = try stored()
    _ = session.run("fork a; fork b; \(create)")
    #expect(session.sandbox.name == "play/a/b")
    #expect(session.out("fork back; fork back; \(count)").hasSuffix("1\n"))
    #expect(session.err("fork back") == "drydock: fork: this is no fork; `fork` makes one of this sandbox\n")
    #expect(session.err("fork 'a b'").hasPrefix("drydock: fork: "))
    #expect(session.err("fork a b").hasPrefix("drydock: fork: `fork NAME` makes or enters one"))
  }

  @Test func forksInMemoryAlone() throws {
    let session = try makeSession()
    #expect(
      session.out("fork > /dev/null; \(create) > /dev/null; fork back > /dev/null; \(count); fork list") == "1\ntry\n")
    #expect(session.out("fork try > /dev/null; \(count)") == "2\n")
  }

  // MARK: diff

  @Test func aForkIsComparedWithItsOrigin() throws {
    let session = try stored()
    _ = session.run("fork; \(create)")
    let expected = "`play` at 09:00:00, `play/try` at 09:00:05:\n+ cluster extra: status ACTIVE\n"
    #expect(session.out("diff") == expected)
    #expect(session.out("fork back > /dev/null; diff try") == expected)
    #expect(session.err("diff nope") == "drydock: diff: there is no fork called 'nope'; `fork list` shows them\n")
    #expect(session.err("diff").hasPrefix("drydock: diff: `diff` compares a fork with what it comes from"))
    #expect(session.out("fork same > /dev/null; wait 1m > /dev/null; diff").hasSuffix("nothing differs but the time\n"))
  }

  @Test func whatStandsOtherwiseIsShownMemberByMember() throws {
    let session = try stored()
    _ = session.run(
      "\(createWeb); wait until steady; fork; aws ecs update-service --cluster harbor --service web --desired-count 1")
    #expect(session.out("diff").contains("~ service web (cluster harbor)\n    desiredCount: 2 -> 1\n"))
    _ = session.run("aws ecs delete-service --cluster harbor --service web --force; wait 10m")
    #expect(session.out("diff").contains("    status: ACTIVE -> "))
  }

  // MARK: diff last

  @Test func theLastTwoAnswersOfOneCommand() throws {
    let session = try makeSession()
    #expect(session.err("diff last").hasPrefix("drydock: diff: run the same command twice first"))
    let list = "aws ecs list-clusters"
    _ = session.run("\(list); \(create); \(list)")
    #expect(session.out("diff last") == "Since it was last run: aws ecs list-clusters\n+ clusterArns[]: extra\n")
    _ = session.run(list)
    #expect(session.out("diff last") == "Since it was last run: aws ecs list-clusters\nnothing has changed\n")
  }

  @Test func answersThatAreNoJSONAreComparedByTheLine() {
    #expect(Session.changes(from: "a\nb\nc\n", to: "a\nx\nc\nd\n") == ["- b", "+ x", "+ d"])
    #expect(Session.changes(from: "", to: "") == [])
  }
}

@Suite struct DifferenceTests {
  private func changes(_ before: String, _ after: String) throws -> [String] {
    DocumentDifference(from: try DocumentReader.read(before), to: try DocumentReader.read(after)).changes.map(\.line)
  }

  @Test(arguments: [
    (#"{"a": 1}"#, #"{"a": 2}"#, ["a: 1 -> 2"]),
    (#"{"a": 1}"#, #"{"b": {"c": [1]}}"#, ["- a: 1", #"+ b: {"c":[1]}"#]),
    (
      #"{"s": [{"name": "w", "n": 1}, {"name": "v"}]}"#, #"{"s": [{"name": "v"}, {"name": "w", "n": 2}]}"#,
      ["s[w].n: 1 -> 2"]
    ),
    (#"{"s": [{"name": "w"}]}"#, #"{"s": [{"name": "v"}]}"#, [#"- s[w]: {"name":"w"}"#, #"+ s[v]: {"name":"v"}"#]),
    (#"{"s": [{"x": 1}, {"x": 2}]}"#, #"{"s": [{"x": 1}]}"#, [#"- s[1]: {"x":2}"#]),
    (#"["a", "b"]"#, #"["b", "c"]"#, ["- []: a", "+ []: c"]),
    (#"["a", "b"]"#, #"["b", "a"]"#, [#": ["a","b"] -> ["b","a"]"#]),
    (#"{"a": null}"#, #"{"a": null}"#, []),
  ])
  func documents(before: String, after: String, expected: [String]) throws {
    #expect(try changes(before, after) == expected)
  }

  @Test func linesInOrder() {
    let difference = TextDifference(from: "one\ntwo\nthree\nfour\n", to: "one\nthree\nfive\nfour\n")
    #expect(
      difference.lines == [
        .same("one"), .removed("two"), .same("three"), .added("five"), .same("four"),
      ])
    #expect(TextDifference(from: "a\n", to: "a\n").isEmpty)
  }

  /// 5,000 lines against 5,000 others: no table of 25 million cells.
  @Test func longTextsAreComparedAsAWhole() {
    let old = (0..<5_000).map { "old \($0)\n" }.joined()
    let new = (0..<5_000).map { "new \($0)\n" }.joined()
    #expect(TextDifference(from: "same\n" + old, to: "same\n" + new).changedLines.count == 10_000)
  }
}
