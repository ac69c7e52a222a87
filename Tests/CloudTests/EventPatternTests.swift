/// Event patterns: what they match, how they are refused, and that nothing anybody writes stops the reader.
///
/// Expected answers: Amazon EventBridge User Guide, "Comparison operators for use in event patterns" and "Creating Amazon
/// EventBridge event patterns"; the README of AWS's Event Ruler.
import Cloud
import Documents
import SimulationKit
import Testing

private let stopped = #"""
  {"source": "aws.ecs", "detail-type": "ECS Task State Change", "account": "123456789012",
   "resources": ["arn:aws:ecs:us-east-1:123456789012:task/harbor/1"],
   "detail": {"lastStatus": "STOPPED", "stopCode": "EssentialContainerExited", "version": 5, "cpu": 0.25, "none": null,
     "flag": true, "empty": [], "nothing": {}, "address": "10.0.1.7", "path": "dir/file.PNG",
     "containers": [{"name": "web", "exitCode": 0}, {"name": "side", "exitCode": 137}]}}
  """#

@Test(
  "A pattern matches what it names",
  arguments: [
    (#"{"source": ["aws.ecs"]}"#, true), (#"{"source": ["aws.ec2"]}"#, false),
    (#"{"source": ["aws.ec2", "aws.ecs"]}"#, true),
    // All fields, any value.
    (#"{"source": ["aws.ecs"], "detail": {"lastStatus": ["STOPPED"]}}"#, true),
    (#"{"source": ["aws.ecs"], "detail": {"lastStatus": ["RUNNING"]}}"#, false),
    // Exact: letters count, types count.
    (#"{"source": ["AWS.ECS"]}"#, false), (#"{"detail": {"version": [5]}}"#, true),
    (#"{"detail": {"version": [5.0]}}"#, true), (#"{"detail": {"version": ["5"]}}"#, false),
    (#"{"detail": {"flag": [true]}}"#, true), (#"{"detail": {"flag": [false]}}"#, false),
    (#"{"detail": {"none": [null]}}"#, true), (#"{"detail": {"lastStatus": [null]}}"#, false),
    // A list matches where an element does.
    (#"{"resources": [{"prefix": "arn:aws:ecs:us-east-1"}]}"#, true), (#"{"resources": [{"suffix": "/2"}]}"#, false),
    // Prefix, suffix, case, wildcard.
    (#"{"detail": {"stopCode": [{"prefix": "Essential"}]}}"#, true),
    (#"{"detail": {"stopCode": [{"prefix": "essential"}]}}"#, false),
    (#"{"detail": {"stopCode": [{"prefix": {"equals-ignore-case": "essential"}}]}}"#, true),
    (#"{"detail": {"path": [{"suffix": ".PNG"}]}}"#, true), (#"{"detail": {"path": [{"suffix": ".png"}]}}"#, false),
    (#"{"detail": {"path": [{"suffix": {"equals-ignore-case": ".png"}}]}}"#, true),
    (#"{"detail": {"lastStatus": [{"equals-ignore-case": "stopped"}]}}"#, true),
    (#"{"detail": {"path": [{"wildcard": "dir/*.PNG"}]}}"#, true),
    (#"{"detail": {"path": [{"wildcard": "*file*"}]}}"#, true),
    (#"{"detail": {"path": [{"wildcard": "dir/*.JPG"}]}}"#, false),
    (#"{"detail": {"path": [{"wildcard": "dir/file.PNG*"}]}}"#, true),
    (#"{"detail": {"path": [{"wildcard": "file*"}]}}"#, false),
    (#"{"detail": {"path": [{"wildcard": "dir/\\*"}]}}"#, false),
    // Numbers.
    (#"{"detail": {"version": [{"numeric": [">", 0, "<=", 5]}]}}"#, true),
    (#"{"detail": {"version": [{"numeric": [">", 5]}]}}"#, false),
    (#"{"detail": {"version": [{"numeric": ["<", 5]}]}}"#, false),
    (#"{"detail": {"version": [{"numeric": [">=", 5, "<", 6]}]}}"#, true),
    (#"{"detail": {"cpu": [{"numeric": ["=", 0.25]}]}}"#, true),
    (#"{"detail": {"lastStatus": [{"numeric": [">", 0]}]}}"#, false),
    // Anything but.
    (#"{"detail": {"lastStatus": [{"anything-but": "RUNNING"}]}}"#, true),
    (#"{"detail": {"lastStatus": [{"anything-but": ["RUNNING", "STOPPED"]}]}}"#, false),
    (#"{"detail": {"version": [{"anything-but": [5, 6]}]}}"#, false),
    (#"{"detail": {"version": [{"anything-but": 6}]}}"#, true),
    (#"{"detail": {"stopCode": [{"anything-but": {"prefix": "Essential"}}]}}"#, false),
    (#"{"detail": {"stopCode": [{"anything-but": {"suffix": ["Started", "Gone"]}}]}}"#, true),
    (#"{"detail": {"lastStatus": [{"anything-but": {"equals-ignore-case": "stopped"}}]}}"#, false),
    (#"{"detail": {"path": [{"anything-but": {"wildcard": "*.PNG"}}]}}"#, false),
    (#"{"detail": {"none": [{"anything-but": "x"}]}}"#, true),
    // What is not there is not anything but.
    (#"{"detail": {"absent": [{"anything-but": "x"}]}}"#, false),
    // Exists looks at leaves.
    (#"{"detail": {"stopCode": [{"exists": true}]}}"#, true), (#"{"detail": {"absent": [{"exists": true}]}}"#, false),
    (#"{"detail": {"absent": [{"exists": false}]}}"#, true), (#"{"detail": {"stopCode": [{"exists": false}]}}"#, false),
    (#"{"detail": {"empty": [{"exists": true}]}}"#, false), (#"{"detail": {"nothing": [{"exists": false}]}}"#, true),
    (#"{"detail": {"absent": {"deeper": [{"exists": false}]}}}"#, true),
    (#"{"detail": {"none": [{"exists": true}]}}"#, true), (#"{"detail": {"absent": ["x", {"exists": false}]}}"#, true),
    // Addresses.
    (#"{"detail": {"address": [{"cidr": "10.0.0.0/16"}]}}"#, true),
    (#"{"detail": {"address": [{"cidr": "10.1.0.0/16"}]}}"#, false),
    (#"{"detail": {"path": [{"cidr": "0.0.0.0/0"}]}}"#, false),
    // One object of a list has all that is asked for.
    (#"{"detail": {"containers": {"exitCode": [137]}}}"#, true),
    (#"{"detail": {"containers": {"name": ["side"], "exitCode": [137]}}}"#, true),
    (#"{"detail": {"containers": {"name": ["web"], "exitCode": [137]}}}"#, false),
    (#"{"detail": {"containers": {"exitCode": [{"anything-but": 0}]}}}"#, true),
    // Or.
    (#"{"detail": {"$or": [{"lastStatus": ["RUNNING"]}, {"version": [5]}]}}"#, true),
    (#"{"detail": {"$or": [{"lastStatus": ["RUNNING"]}, {"version": [6]}]}}"#, false),
    (#"{"source": ["aws.ecs"], "$or": [{"account": ["1"]}, {"detail": {"flag": [true]}}]}"#, true),
    (#"{"source": ["aws.ec2"], "$or": [{"account": ["1"]}, {"detail": {"flag": [true]}}]}"#, false),
  ] as [(String, Bool)])
func patternMatches(pattern: String, expected: Bool) throws {
  #expect(try EventPattern(pattern).matches(DocumentReader.read(stopped)) == expected)
}

/// Where the mistake is: behind the first quote of a text, behind a bracket, behind the whole of a number or word.
@Test(
  "A pattern that is none is refused with its place",
  arguments: [
    (#"{"source":["a"],"detail":{"id":"LenderA"}}"#, "\"id\" must be an object or an array", 1, 33),
    (#"{"source": ["aws.health"], "detail": {}}"#, "Empty objects are not allowed", 1, 40),
    (#"{"a": []}"#, "Empty arrays are not allowed", 1, 9),
    (#"{"a": [["b"]]}"#, "Match value must be String, number, true, false, or null", 1, 9),
    (#"{"a": [{"foo": "b"}]}"#, "Unrecognized match type foo", 1, 17),
    (#"{"a": [{"suffix": ["b"]}]}"#, "suffix match pattern must be a string", 1, 20),
    (#"{"a": [{"prefix": 12}]}"#, "prefix match pattern must be a string", 1, 21),
    (#"{"a": [{"prefix": "a", "suffix": "b"}]}"#, "Only one key allowed in match expression", 1, 35),
    (#"{"a": [{}]}"#, "Match expression name not found", 1, 10),
    (#"{"a": [{"exists": "yes"}]}"#, "exists match pattern must be either true or false.", 1, 20),
    (#"{"a": [{"numeric": 5}]}"#, "Value of numeric must be an array.", 1, 21),
    (#"{"a": [{"numeric": ["!", 5]}]}"#, "Unrecognized numeric range operator: !", 1, 21),
    (#"{"a": [{"numeric": [">", "x"]}]}"#, "Value of > must be numeric", 1, 21),
    (
      #"{"a": [{"anything-but": true}]}"#, "Value of anything-but must be an array or single string/number value.", 1,
      29
    ),
    (
      #"{"a": [{"anything-but": ["a", 1]}]}"#,
      "Inside anything but list, either all values are number or string, mixed type is not supported", 1, 33
    ),
    (#"{"a": [{"anything-but": {"foo": "a"}}]}"#, "Unsupported anything-but pattern: foo", 1, 34),
    (#"{"a": [{"wildcard": "a**b"}]}"#, "Consecutive wildcard characters at pos 2", 1, 22),
    (#"{"a": [{"wildcard": "a\\b"}]}"#, "Invalid escape character at pos 2", 1, 22),
    (#"{"$or": [{"a": ["b"]}]}"#, "There must have at least 2 Objects in $or relationship.", 1, 23),
    (#"{"$or": {"a": ["b"]}}"#, "It must be an Array followed with $or.", 1, 10),
    ("{\n \"b\": [\"c\"],\n \"a\": 5}", "\"a\" must be an object or an array", 3, 8),
    (#"["a"]"#, "Filter is not an object", 1, 2),
  ] as [(String, String, Int, Int)])
func patternRefusals(text: String, reason: String, line: Int, column: Int) {
  do throws(ServiceFailure) {
    _ = try EventPattern(text)
    Issue.record("\(text) was read")
  } catch {
    #expect(error.code == "InvalidEventPatternException")
    #expect(
      error.message
        == "Event pattern is not valid. Reason: \(reason)\n at [Source: (String)\"\(text)\"; line: \(line), "
        + "column: \(column)]")
  }
}

/// Random JSON-like texts made of the words of patterns, and real patterns with bytes changed.
@Test("Nothing anybody writes stops the reader of patterns or the matching", arguments: UInt64(1)...4)
func patternsNeverTrap(seed: UInt64) throws {
  var chance = SeededStream(seed: seed).split("patterns")
  let event = try DocumentReader.read(stopped)
  let pieces = [
    "{", "}", "[", "]", ":", ",", "\"a\"", "\"$or\"", "\"numeric\"", "\"anything-but\"", "\"wildcard\"", "\"**\"",
    "\"\\\\\"", "\"exists\"", "true", "null", "5", "-1e999", "\"<\"", "\">=\"", "\"prefix\"", "\"cidr\"",
    "\"1.2.3.4/33\"",
    "\"é\"", "\n", " ", "\"equals-ignore-case\"", "\"detail\"", "\"suffix\"",
  ]
  let whole = [
    #"{"detail":{"a":[{"numeric":[">",0,"<",5]},{"anything-but":{"prefix":["a"]}}]},"$or":[{"a":["b"]},{"c":[null]}]}"#,
    #"{"detail": {"x": [{"wildcard": "a*b\\*c"}, {"cidr": "10.0.0.0/8"}, {"exists": false}, {"suffix": {"equals-ignore-case": "x"}}]}}"#,
  ]
  var read = 0
  for round in 0..<3_000 {
    var bytes: [UInt8]
    if round.isMultiple(of: 2) {
      let text = (0..<chance.number(in: 1...30)).map { _ in chance.element(of: pieces) ?? "" }.joined()
      bytes = Array((chance.number(in: 0...2) == 0 ? text : "{\"detail\":{\"a\":[\(text)]}}").utf8)
    } else {
      bytes = Array((chance.element(of: whole) ?? "").utf8)
      for _ in 0..<chance.number(in: 1...3) {
        let place = chance.number(in: 0...bytes.count - 1)
        if chance.number(in: 0...1) == 0 {
          bytes.remove(at: place)
        } else {
          bytes[place] = UInt8(chance.number(in: 32...126))
        }
      }
    }
    do throws(ServiceFailure) {
      let pattern = try EventPattern(String(decoding: bytes, as: UTF8.self))
      _ = pattern.matches(event)
      read += 1
    } catch { #expect(error.code == "InvalidEventPatternException") }
  }
  #expect(read > 20, "hardly anything could be read: \(read)")
}

@Test("A pattern that is nested too deep is refused") func deepPattern() {
  let text = String(repeating: #"{"a":"#, count: 5_000)
  #expect(throws: ServiceFailure.self) { try EventPattern(text) }
}

// MARK: - Paths and templates

@Test(
  "A path finds its part of the event",
  arguments: [
    ("$", nil), ("$.source", "\"aws.ecs\""), ("$.detail-type", "\"ECS Task State Change\""),
    ("$.detail.containers[1].name", "\"side\""), ("$.detail.containers[*].exitCode", "[0,137]"),
    ("$['detail']['version']", "5"), ("$.resources[0]", "\"arn:aws:ecs:us-east-1:123456789012:task/harbor/1\""),
    ("$.detail.absent", ""), ("$.resources[7]", ""),
  ] as [(String, String?)])
func eventPaths(text: String, expected: String?) throws {
  let event = try DocumentReader.read(stopped)
  let path = try #require(EventPath(text))
  let found = path.value(in: event)?.written() ?? ""
  #expect(found == expected ?? event.written())
}

@Test("What is no path is none", arguments: ["", "detail", "$detail", "$..a", "$.", "$[", "$[x]", "$[-1]", "$['']"])
func noEventPaths(text: String) { #expect(EventPath(text) == nil) }
