import Documents
import JMESPath
import SimulationKit
import Testing

/// What expressions find, beyond the compliance suite: exact numbers, jmespath.py's readings, and limits.
@Suite struct EvaluationTests {
  private func search(_ expression: String, _ document: String = "null") throws -> String {
    try Expression(expression).search(try DocumentReader.read(document)).written(.awsCLI)
  }

  private func failure(_ expression: String, _ document: String = "null") -> String {
    do { return "gave \(try search(expression, document))" } catch let error as EvaluationError {
      return "\(error.kind.rawValue): \(error.message)"
    } catch { return "\(error)" }
  }

  @Test func findsWhatAnECSReplyHolds() throws {
    let reply = """
      {"services": [
        {"serviceName": "web", "desiredCount": 2, "deployments": [{"status": "PRIMARY"}, {"status": "ACTIVE"}]},
        {"serviceName": "api", "desiredCount": 1, "deployments": [{"status": "PRIMARY"}]}]}
      """
    #expect(
      try search("sort_by(services, &desiredCount)[].[serviceName, length(deployments)]", reply)
        == search("`[[\"api\", 1], [\"web\", 2]]`"))
    #expect(try search("services[?deployments[1]].serviceName | [0]", reply) == "\"web\"")
    #expect(try search("services[].deployments[].status | join(',', @)", reply) == "\"PRIMARY,ACTIVE,PRIMARY\"")
    #expect(try search("{b: services[0].desiredCount, a: nothing}", reply) == search("`{\"b\": 2, \"a\": null}`"))
  }

  @Test func keepsNumbersExact() throws {
    #expect(try search("`1.0`") == "1.0")
    #expect(try search("`1.50`") == "1.5")
    #expect(try search("sum(`[9223372036854775807, 9223372036854775807]`)") == "18446744073709551614")
    #expect(try search("sum(`[1, 2]`)") == "3")
    #expect(try search("sum(`[]`)") == "0")
    #expect(try search("sum(`[0.1,0.1,0.1,0.1,0.1,0.1,0.1,0.1,0.1,0.1]`)") == "1.0")
    #expect(try search("sum(`[1, 0.5]`)") == "1.5")
    #expect(try search("avg(`[1, 2, 3]`)") == "2.0")
    #expect(try search("abs(`-9223372036854775808`)") == "9223372036854775808")
    #expect(try search("ceil(`1.2`)") == "2")
    #expect(try search("floor(`-1.2`)") == "-2")
    #expect(try search("ceil(`1e300`)") == "1e+300")
    #expect(try search("`9007199254740993` > `9007199254740992`") == "true")
    #expect(try search("max(`[1, 1.0, 0]`)") == "1")
  }

  /// Python: int("1_000") is 1000, int("0x1F") and float("1__0") are errors, float("1e3") is 1000.0.
  @Test(arguments: [
    ("1_000", "1000"), (" 12 ", "12"), ("+5", "5"), ("-0", "0"), ("007", "7"), ("1e3", "1000.0"), (".5", "0.5"),
    ("5.", "5.0"), ("-1.50", "-1.5"), ("12345678901234567890", "12345678901234567890"), ("inf", "Infinity"),
    ("-INFINITY", "-Infinity"), ("NaN", "NaN"), ("0x1F", "null"), ("1__0", "null"), ("_1", "null"), ("", "null"),
    ("1 2", "null"), ("+-1", "null"), (".", "null"), ("e5", "null"), ("abc", "null"), ("--1", "null"),
  ])
  func readsNumbersInTextAsPython(text: String, expected: String) throws {
    #expect(try search("to_number('\(text)')") == expected)
  }

  @Test func readsWhatTheGrammarLeavesOpenAsTheAWSCLI() throws {
    #expect(try search("{a: @ b: @}", "1") == search("`{\"a\": 1, \"b\": 1}`"))
    #expect(try search("length(@,)", "[1]") == "1")
    #expect(try search("foo[0][0:1].a", #"{"foo": [[{"a": 1}]]}"#) == "null")
    #expect(try search("contains(`[1]`, `true`)") == "true")
    #expect(try search("`1` == `true`") == "false")
    #expect(try search("`foo`") == "\"foo\"")
    #expect(try search(#"to_string(`["\u00e9", 1.50, null]`)"#) == #""[\"\\u00e9\",1.5,null]""#)
    #expect(try search("reverse('ab\u{E9}')") == "\"\u{E9}ba\"")
    #expect(try search("length('\u{1F469}\u{200D}\u{1F680}')") == "3")
    #expect(try search("foo[99999999999999999999]", #"{"foo": [1]}"#) == "null")
    #expect(try search("foo[:99999999999999999999]", #"{"foo": [1]}"#) == search("`[1]`"))
    #expect(try search("foo[::-99999999999999999999]", #"{"foo": [1, 2]}"#) == search("`[2]`"))
  }

  @Test func errorsSayWhatTheAWSCLISays() {
    #expect(failure("nope(@)") == "unknown-function: Unknown function: nope()")
    #expect(failure("length()") == "invalid-arity: Expected 1 argument for function length(), received 0")
    #expect(failure("contains(@)") == "invalid-arity: Expected 2 arguments for function contains(), received 1")
    #expect(
      failure("not_null()") == "invalid-arity: Expected at least 1 argument for function not_null(), received 0")
    #expect(failure("foo[::0]", #"{"foo": []}"#) == "invalid-value: slice step cannot be zero")
    #expect(
      failure("length(taskArns)", "{}")
        == "invalid-type: In function length(), invalid type for value: None, "
        + "expected one of: ['string', 'array', 'object'], received: \"null\"")
    #expect(
      failure("avg(@)", #"[1, "a"]"#)
        == "invalid-type: In function avg(), invalid type for value: a, "
        + "expected one of: ['array-number'], received: \"str\"")
    #expect(
      failure("keys(@)", #"[{"a": "it's"}]"#)
        == "invalid-type: In function keys(), invalid type for value: [{'a': \"it's\"}], "
        + "expected one of: ['object'], received: \"array\"")
    #expect(
      failure("sort_by(@, &a)", #"[{"b": 1}]"#)
        == "invalid-type: In function sort_by(), invalid type for value: {'b': 1}, "
        + "expected one of: ['string', 'number'], received: \"null\"")
    #expect(
      failure("`1` < 'a'") == "invalid-type: '<' not supported between instances of 'int' and 'str'")
    #expect(
      failure("contains('abc', `1`)") == "invalid-type: 'in <string>' requires string as left operand, not int")
  }

  @Test func aShortExpressionCannotBuildAnEndlessResult() {
    for doubling in ["{a:@,b:@}", "[@,@][]", "join('',[to_string(@),to_string(@)])"] {
      let expression = Array(repeating: doubling, count: 60).joined(separator: " | ")
      #expect(failure(expression, "[1]").hasPrefix("too-large: "), "\(doubling)")
    }
    #expect(
      failure(Array(repeating: "[@]", count: 2_000).joined(separator: "|"), "1")
        == "too-large: The result of the query is nested too deeply.")
  }

  @Test func randomTextNeverTraps() {
    var stream = SeededStream(seed: 4)
    let pieces = [
      "a", "foo", "[", "]", "[]", "[?", "{", "}", "(", ")", ".", "*", "@", "&", "|", "||", "&&", "!", "==", "<", "`1`",
      "'x'", "\"q\"", "0", "-1", ":", ",", "length", "sort_by", " ", "\u{E9}", "`", "\\",
    ]
    for _ in 0..<3_000 {
      let text = (0..<stream.number(in: 0...12)).map { _ in stream.element(of: pieces) ?? "" }.joined()
      _ = failure(text, #"{"a": [1, {"foo": "x"}], "foo": {"a": [[2]]}}"#)
    }
  }
}
