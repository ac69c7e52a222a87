import Documents
import Testing

@testable import Lessons

/// Each row: an operator as lessons write it, a query's result as JSON, and whether it holds by lesson format, section 4.
@Suite struct OperatorTests {
  static let run = "run: aws ecs describe-services\nquery: services[0]\n"

  static func holds(_ written: String, _ json: String) throws -> Bool {
    let condition = try Samples.condition(run + written)
    guard case .state(let state) = condition.form else { throw Unexpected() }
    return try state.operator.holds(on: try DocumentReader.read(json))
  }
  struct Unexpected: Error {}

  @Test(arguments: [
    "", "is: 0", "is: false", "is: \"null\"", "is-not: 2", "is-not: null", "at-least: 0", "at-most: 0",
    "between: [0, 9]", "one-of: [null, 1]", "contains: null", "matches: /.*/", "same-set: [null]", "exists: true",
  ])
  func onNullEveryOperatorIsFalse(written: String) throws {
    #expect(try !OperatorTests.holds(written, "null"))
  }

  @Test(arguments: ["is: null", "exists: false"])
  func onNullTwoAreTrue(written: String) throws {
    #expect(try OperatorTests.holds(written, "null"))
  }

  @Test(arguments: [
    ("", "true"), ("is: 2", "2"), ("is: 2", "2.0"), ("is: 2", "\"2\""), ("is: \"2\"", "\"2\""),
    ("is: 1.10", "\"1.10\""),
    ("is: 1.10", "1.1"), ("is: no", "\"no\""), ("is: true", "true"), ("is: ACTIVE", "\"ACTIVE\""),
    ("is: [1, a]", "[1, \"a\"]"), ("is: { a: 1, b: x }", "{\"b\": \"x\", \"a\": 1}"), ("is: []", "[]"),
    ("is: 9007199254740993", "9007199254740993"), ("is-not: 2", "3"), ("is-not: null", "0"), ("is-not: ACTIVE", "2"),
    ("at-least: 2", "2"), ("at-least: 256", "\"512\""), ("at-most: 2", "1.5"), ("between: [2, 4]", "2"),
    ("between: [2, 4]", "4"), ("one-of: [ACTIVE, DRAINING]", "\"DRAINING\""),
    ("contains: FARGATE", "[\"EC2\", \"FARGATE\"]"),
    ("contains: bor", "\"harbor\""), ("matches: /:1$/", "\"web:1\""), ("matches: /^HARBOR$/i", "\"harbor\""),
    ("matches: /^4/", "42"), ("same-set: [a, b]", "[\"b\", \"a\"]"), ("same-set: [a]", "[\"a\", \"a\"]"),
    ("exists: true", "false"),
  ])
  func holds(written: String, json: String) throws {
    #expect(try OperatorTests.holds(written, json))
  }

  @Test(arguments: [
    ("", "1"), ("", "\"true\""), ("is: \"2\"", "2"), ("is: no", "false"), ("is: 1.10", "\"1.1\""), ("is: null", "0"),
    ("is: [1, 2]", "[2, 1]"), ("is: [1]", "[1, 2]"), ("is: { a: 1 }", "{\"a\": 1, \"b\": 2}"),
    ("is: 9007199254740993", "9007199254740992"),
    ("is-not: 2", "2"), ("at-least: 2", "1"), ("at-least: 2", "\"many\""), ("at-least: 2", "[3]"),
    ("at-most: 2", "2.5"),
    ("between: [2, 4]", "5"), ("one-of: [ACTIVE]", "\"INACTIVE\""), ("contains: FAR", "[\"FARGATE\"]"),
    ("contains: 1", "{\"a\": 1}"),
    ("matches: /^b/", "\"abc\""), ("matches: /a/", "[\"a\"]"), ("same-set: [a, b]", "[\"a\"]"),
    ("same-set: [a]", "[\"a\", \"b\"]"),
    ("exists: false", "0"), ("matches: /./", "false"), ("matches: /true/", "true"),
  ])
  func doesNotHold(written: String, json: String) throws {
    #expect(try !OperatorTests.holds(written, json))
  }

  @Test(arguments: [
    ("", "true"), ("is: 2", "2"), ("is-not: 2", "anything but 2"), ("at-least: 2", "at least 2"),
    ("at-most: 2", "at most 2"),
    ("between: [2, 4]", "2 to 4"), ("one-of: [a, b]", "one of a, b"), ("contains: a", "something that contains a"),
    ("matches: /a/i", "a text that matches /a/i"), ("same-set: [a, b]", "exactly a, b in any order"),
    ("exists: true", "a value"), ("exists: false", "no value"), ("is: { a: [1] }", "{a: [1]}"),
  ])
  func saysWhatIsWanted(written: String, said: String) throws {
    let condition = try Samples.condition(OperatorTests.run + written)
    #expect(condition.firstState?.operator.wanted == said)
  }

  /// `with` asks for members and elements that are there, among others.
  @Test(arguments: [
    ("service: web", "{\"service\": \"web\"}", true), ("clusters: harbor", "{\"clusters\": [\"harbor\", \"x\"]}", true),
    ("clusters: [x, harbor]", "{\"clusters\": [\"harbor\", \"x\"]}", true),
    ("clusters: [y]", "{\"clusters\": [\"x\"]}", false),
    ("force-new-deployment: true", "{\"force-new-deployment\": true}", true),
    ("task-definition: /^web/", "{\"task-definition\": \"web:1\"}", true),
    ("network-configuration: { a: { b: 1 } }", "{\"network-configuration\": {\"a\": {\"b\": 1, \"c\": 2}}}", true),
    ("tags: { key: team }", "{\"tags\": [{\"key\": \"x\"}, {\"key\": \"team\", \"value\": \"y\"}]}", true),
    ("service: web", "{}", false),
  ])
  func withLooksAtResolvedOptions(with: String, options: String, met: Bool) throws {
    let condition = try Samples.condition("ran: { op: ecs x, with: { \(with) } }")
    guard case .history(let matcher) = condition.form else {
      Issue.record("no history")
      return
    }
    let document = try DocumentReader.read(options)
    let isMet = try matcher.with.allSatisfy { try $0.value.isMet(by: document[$0.option] ?? .null) }
    #expect(isMet == met)
  }
}
