/// The shorthand grammar, by what a map of strings or a list of structures takes from it. Rows by hand from the grammar of
/// the API sheet, section 3.3; error places counted by hand.
import AWSCommandLine
import Documents
import Testing

@Suite struct ShorthandTests {
  private func settings(_ value: String) -> Parsed {
    Line.parse(["ecs", "create-cluster", "--settings=" + value], environment: Environment())
  }

  @Test(
    arguments: [
      (#"name=a"#, "a"), (#"name= a "#, "a"), (#"name ="a b""#, "a b"), (#"name='it\'s'"#, "it's"),
      (#"name="say \"x\"""#, #"say "x""#),
      (#"name='a\\b'"#, #"a\b"#), (#"name=a\,b"#, "a,b"), (#"name="a,b=c""#, "a,b=c"), (#"name=a=b"#, "a=b"),
      (#"name="#, ""),
      (#"name=https://x/y:z"#, "https://x/y:z"), (#"name=~a|b"#, "~a|b"), (#"name='\'"#, #"\"#),
      (#"name='a\\'"#, #"a\"#), (#"name="a\\""#, #"a\"#),
      ("name=a\nb", "a\nb"),
    ]) func values(text: String, value: String)
  {
    #expect(settings(text).inputText == Document.object(["settings": [["name": .string(value)]]]).written(.compact))
  }

  @Test(
    arguments: [
      ("name", "Expected: '=', received: 'EOF' for input:\n name\n    ^"),
      ("", "Expected: '=', received: 'EOF' for input:\n \n^"),
      ("name=\"a", "Expected: '<double quoted>', received: '<none>' for input:\n name=\"a\n     ^"),
      ("name='a", "Expected: '<singled quoted>', received: '<none>' for input:\n name='a\n     ^"),
      ("name='a'b", "Expected: ',', received: 'b' for input:\n name='a'b\n        ^"),
      ("name=[a", "Expected: ',', received: 'EOF' for input:\n name=[a\n       ^"),
      ("name={a", "Expected: '=', received: 'EOF' for input:\n name={a\n       ^"),
      ("name=a]", "Expected: ',', received: ']' for input:\n name=a]\n      ^"),
      ("name='a'\nb\nc", "Expected: ',', received: 'b' for input:\n name='a'\nb\n^\nc"),
    ]) func mistakes(text: String, message: String)
  {
    #expect(AWSCommandLineTests.message(settings(text)) == "Error parsing parameter '--settings': " + message)
  }

  @Test func aTrailingCommaWantsAnotherItem() {
    #expect(
      message(settings("name=a,"))
        == "Error parsing parameter '--settings': Expected: '<second>', received: '<none>' for input:\n name=a,\n       ^"
    )
  }

  @Test func listsByCommasAndBrackets() {
    func tasks(_ value: String) -> String? {
      parse("ecs run-task --task-definition a --overrides containerOverrides=[{name=web,command=\(value)}]").inputText
    }
    let whole = #"{"overrides":{"containerOverrides":[{"name":"web","command":["a","b"]}]},"taskDefinition":"a"}"#
    #expect(tasks("[a,b]") == whole)
    #expect(parse("ecs describe-clusters --clusters a b").inputText == #"{"clusters":["a","b"]}"#)
    #expect(
      parse(
        "ecs run-task --task-definition a --network-configuration awsvpcConfiguration={subnets=[],securityGroups=[a]}"
      )
      .inputText
        == #"{"networkConfiguration":{"awsvpcConfiguration":{"subnets":[],"securityGroups":["a"]}},"taskDefinition":"a"}"#
    )
  }

  /// A comma list at the top goes on until a word is followed by an equals sign.
  @Test func aCommaListEndsBeforeTheNextKey() {
    #expect(
      parse("elbv2 describe-target-health --target-group-arn t --targets Id=a,b,Port=80").refusal?.standardError
        .contains("Invalid type for parameter Targets[0].Id, value: ['a', 'b'], type: <class 'list'>") == true)
  }

  /// awscli `argprocess.py`, the old list case of `elb`.
  @Test func listsOfClassicLoadBalancersTakeBareValues() {
    #expect(
      parse("elb register-instances-with-load-balancer --load-balancer-name gate --instances i-1 i-2").inputText
        == #"{"LoadBalancerName":"gate","Instances":[{"InstanceId":"i-1"},{"InstanceId":"i-2"}]}"#)
    #expect(
      parse("elb remove-tags --load-balancer-names gate --tags team").inputText
        == #"{"LoadBalancerNames":["gate"],"Tags":[{"Key":"team"}]}"#)
  }

  @Test func deepNestingIsRefusedAndNeverTraps() {
    let deep = "a=" + String(repeating: "[", count: 20_000)
    #expect(message(settings(deep)) == "Error parsing parameter '--settings': nested more than 100 deep")
    #expect(
      message(settings("a=" + String(repeating: "{b=", count: 20_000)))?.hasSuffix("nested more than 100 deep") == true)
  }
}
