/// The cluster query language: what it accepts, what it finds, and where it says a mistake is.
/// Grammar: ECS Developer Guide, "Cluster query language".
import SimulationKit
import Testing

@testable import Cloud

@Suite("Cluster query language")
struct PlacementQueryTests {
  /// A Region with one instance: t3.medium in us-east-1a, attribute stack=production, registered 2026-01-05T09:00:00Z.
  private func region() throws -> (Region, ECS.ContainerInstance) {
    let plan = StartingPlan(network: Network(), images: .init(), identity: Identity(), logs: LogGroups())
    var region = Region(
      name: "us-east-1", account: "123456789012", mint: IdentifierMint(stream: SeededStream(seed: 1)), plan: plan)
    var registration = ECS.InstanceRegistration(cluster: "harbor")
    registration.ec2InstanceID = "i-0abc"
    registration.instanceType = "t3.medium"
    registration.availabilityZone = "us-east-1a"
    registration.attributes = [("stack", "production"), ("size", "12")]
    let instance = try region.registerContainerInstance(registration)
    return (region, instance)
  }

  @Test(arguments: [
    ("attribute:ecs.instance-type == t3.medium", true),
    ("attribute:ecs.instance-type =~ t3.*", true),
    ("attribute:ecs.instance-type =~ t3", false),  // the whole value counts
    ("attribute:ecs.instance-type matches (t3|m5).medium", true),
    ("attribute:ecs.instance-type !~ t2.*", true),
    ("attribute:ecs.availability-zone in [us-east-1a, us-east-1b]", true),
    ("attribute:ecs.availability-zone !in ['us-east-1a', \"us-east-1b\"]", false),
    ("attribute:ecs.instance-type =~ t3.* and attribute:ecs.availability-zone in [us-east-1b]", false),
    ("attribute:stack exists", true),
    ("attribute:stack !exists", false),
    ("attribute:gpu not_exists", true),
    ("attribute:gpu == true", false),
    ("attribute:gpu != true", true),  // a missing attribute satisfies the negative
    ("attribute:size > 9", true),  // both numeric: 12 > 9
    ("attribute:stack > many", true),  // else by letters: production > many
    ("agentConnected == true", true),
    ("agentVersion >= 1.80.0", true),
    ("agentVersion < 1.9.0", false),  // 1.105.1 is later than 1.9
    ("ec2InstanceId in ['i-0abc', 'i-0def']", true),
    ("runningTasksCount == 0", true),
    ("runningTasksCount greater_than 0", false),
    ("registeredAt > 2026-01-01", true),
    ("registeredAt == 2026-01-05T10:00:00+01:00", true),
    ("registeredAt < 2026-01-05T09:00:00Z", false),
    ("task:group == database", false),
    ("not(task:group == database)", true),
    ("!(task:group == database) && agentConnected == true", true),
    // not binds tighter than and, and tighter than or
    ("agentConnected == true or agentConnected == true and agentConnected == false", true),
    ("(attribute:env == prod || attribute:stack == production) && registeredAt > 2026-01-01", true),
  ])
  func finds(expression: String, isFound: Bool) throws {
    let (region, instance) = try region()
    #expect(try ClusterQuery(expression).matches(instance, in: region) == isFound)
  }

  @Test(arguments: [
    ("", "a subject was expected at character 1"),
    ("attribute:", "'attribute:' is no subject at character 1"),
    ("colour == red", "'colour' is no subject at character 1"),
    ("attribute:stack production", "an operator was expected at character 17"),
    ("attribute:stack ==", "a value was expected at character 19"),
    ("attribute:stack in production", "'[' was expected at character 20"),
    ("attribute:stack in [a b]", "',' or ']' was expected at character 23"),
    ("attribute:stack ! x", "'exists' or 'in' was expected after '!' at character 19"),
    ("runningTasksCount in [1]", "'in' can not be used with this subject at character 19"),
    ("agentVersion =~ 1.*", "'=~' can not be used with this subject at character 14"),
    ("agentConnected exists", "'exists' can not be used with this subject at character 16"),
    ("registeredAt > yesterday", "'yesterday' is no date such as 2026-01-31T12:00:00Z at character 16"),
    ("(agentConnected == true", "')' was expected at character 24"),
    ("agentConnected == true true", "'and', 'or' or the end was expected at character 24"),
    ("agentConnected > true", "'>' can not be used with this subject at character 16"),
    ("attribute:stack == 'open", "the quote is never closed at character 20"),
    ("attribute:stack =~ [a-", "bad pattern: ']' is missing at character 23"),
    ("attribute:stack =~ *a", "bad pattern: nothing to repeat before '*' at character 20"),
  ])
  func saysWhereTheMistakeIs(expression: String, said: String) {
    #expect(throws: ClusterQuery.SyntaxError.self) { try ClusterQuery(expression) }
    do { _ = try ClusterQuery(expression) } catch { #expect(error.line == said) }
  }

  @Test(arguments: [
    ("a*", "", true), ("a*", "aaa", true), ("a+", "", false), ("ab?c", "ac", true), ("[a-c]{2,3}", "abc", true),
    ("[a-c]{2,3}", "abca", false), ("[^a]b", "ab", false), (#"\d+\.\w*"#, "12.x_9", true),
    ("(?:ab|cd)*", "abcdab", true),
    ("a{2}", "aa", true), ("a{2,}", "a", false), (".", "", false), (#"t3\.medium"#, "t3xmedium", false),
    ("(a+)+b", String(repeating: "a", count: 200), false),  // stays quick
  ])
  func patternsMatchWholeValues(pattern: String, text: String, isMatched: Bool) throws {
    #expect(try RegularExpression(pattern).matches(text) == isMatched)
  }

  @Test(arguments: [
    ("b+", "abbc", true), ("^b", "abc", false), ("^a", "abc", true), ("c$", "abc", true), ("b$", "abc", false),
    ("^$", "", true), ("^$", "a", false), ("a|^c", "bc", false), ("[0-9]{3}", "ab1234", true),
    ("(a+)+b", String(repeating: "a", count: 200), false),  // stays quick
  ])
  func patternsAreFoundInTexts(pattern: String, text: String, isFound: Bool) throws {
    #expect(try RegularExpression(pattern).isFound(in: text) == isFound)
  }

  @Test func nothingTypedTrapsTheParser() {
    var chance = SeededStream(seed: 7)
    let pieces = [
      "attribute:", "a", "==", "=~", "!", "(", ")", "[", "]", "in", "and", "or", "not", "'", "\"", ",", " ", "*", "{2",
      "\\",
    ]
    for _ in 0..<3_000 {
      let text = (0..<chance.number(in: 0...12)).map { _ in chance.element(of: pieces) ?? "" }.joined(separator: " ")
      _ = try? ClusterQuery(text)
      _ = try? RegularExpression(text)
      _ = try? ShellScript(text)
    }
  }
}
