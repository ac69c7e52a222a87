/// CloudWatch's filter patterns, on the examples of the CloudWatch Logs User Guide, "Filter pattern syntax".
import SimulationKit
import Testing

@testable import Cloud

private let event = #"""
  {"eventType": "UpdateTrail", "sourceIPAddress": "111.111.111.111", "arrayKey": ["value", "another value"],
   "objectList": [{"name": "a", "id": 1}, {"name": "b", "id": 2}], "SomeObject": null, "cluster.name": "c", "flag": true,
   "level": 7.5, "text": "12"}
  """#

@Test(arguments: [
  (#"{ $.eventType = "UpdateTrail" }"#, true), (#"{ $.eventType = UpdateTrail }"#, true),
  (#"{ $.eventType != "UpdateTrail" }"#, false), (#"{ $.eventType = "Update*" }"#, true),
  (#"{ $.sourceIPAddress != 123.123.* }"#, true), (#"{ $.arrayKey[0] = "value" }"#, true),
  (#"{ $.arrayKey[2] = "value" }"#, false), (#"{ $.objectList[1].id = 2 }"#, true),
  (#"{ $.objectList[*].id > 1 }"#, true), (#"{ $.objectList[*].id > 2 }"#, false), (#"{ $.level >= 7.5 }"#, true),
  (#"{ $.level < 7 }"#, false), (#"{ $.text = 12 }"#, true), (#"{ $.level = 7* }"#, true),
  (#"{ $.SomeObject IS NULL }"#, true), (#"{ $.other IS NULL }"#, false), (#"{ $.other NOT EXISTS }"#, true),
  (#"{ $.flag NOT EXISTS }"#, false), (#"{ $.flag IS TRUE }"#, true), (#"{ $.flag IS FALSE }"#, false),
  (#"{ $.other != "x" }"#, false), (#"{ $.['cluster.name'] = "c" }"#, true), (#"{ $.eventType = %^Update% }"#, true),
  (#"{ $.eventType = %[0-9]% }"#, false),
  (#"{ ($.level > 1) && ($.flag IS FALSE || $.text = "12") }"#, true),
  (#"{ $.flag IS TRUE || $.level > 9 && $.level < 1 }"#, true), (#"{ $.level > 1 && $.flag IS FALSE }"#, false),
])
func membersOfJSON(pattern: String, isMatched: Bool) throws {
  #expect(try FilterPattern(pattern).matches(event) == isMatched)
  #expect(try !FilterPattern(pattern).matches("no JSON"))
}

private let access = #"127.0.0.1 - frank [10/Oct/2026:13:55:36 -0700] "GET /index.html HTTP/1.0" 404 1534"#

@Test(arguments: [
  ("[ip, id, user, timestamp, request, status_code, size]", true), ("[ip, id, user]", false),
  ("[ip, id, user, timestamp, request, status_code = 404, size]", true),
  ("[ip, id, user, timestamp, request, status_code = 4*, size > 1000]", true),
  ("[ip, id, user, timestamp, request, status_code = 5*, size]", false), ("[..., size > 1600]", false),
  ("[..., status_code = 404 || status_code = 410, size]", true),
  (#"[..., request = "*.html*", status_code = 4*, size]"#, true),
  ("[ip = %127\\.0\\.0\\.[1-9]%, ...]", true), ("[ip, id, user != frank, ...]", false),
  ("[ip != 10.*, ..., size]", true),
  (#"[ip, id, user = "frank" && user != "root", ...]"#, true),
])
func columnsOfALine(pattern: String, isMatched: Bool) throws {
  #expect(try FilterPattern(pattern).matches(access) == isMatched)
}

@Test(arguments: [
  ("%ERROR%", "an ERROR", true), ("%^ERROR%", "an ERROR", false), ("%4[0-9]{2}%", "status 404", true),
  ("%colou?r%", "the color", true), ("%gray|grey%", "a grey one", true),
])
func regularExpressionsInLines(pattern: String, line: String, isMatched: Bool) throws {
  #expect(try FilterPattern(pattern).matches(line) == isMatched)
}

@Test(arguments: [
  "{ $.a }", "{ $.a = }", "{ a = 1 }", "{ $.a = 1", "{ $.a IS MAYBE }", "{ $.a > x }", "{ ($.a = 1 }", "{ $.a[x] = 1 }",
  "{ $.a = 1 } x", "[", "[]", "[a, ..., ...]", "[a = ]", "[a b]", "%a", "%a!%", "%(a)%", "%[%",
  "{ $.a = %a% && $.b = %b% && $.c = %c% }",
])
func patternsThatCannotBeRead(pattern: String) {
  let refusal = #expect(throws: ServiceFailure.self) { try FilterPattern(pattern) }
  #expect(refusal?.message == "Invalid filter pattern")
}

@Test func noFilterPatternTraps() {
  #expect(throws: ServiceFailure.self) { try FilterPattern("{" + String(repeating: "(", count: 900)) }
  var chance = SeededStream(seed: 5)
  let pieces = [
    "{", "}", "[", "]", "$", ".", "a", "=", "!=", ">", "&&", "||", "(", ")", "%", "\"", "'", "*", "1", "...", ",", "IS",
    "NULL", "\\",
  ]
  for _ in 0..<3_000 {
    let opening = chance.element(of: ["{ $.a ", "[a ", "%a", ""]) ?? ""
    let text = (0..<chance.number(in: 0...8)).map { _ in chance.element(of: pieces) ?? "" }.joined(separator: " ")
    _ = try? FilterPattern(opening + text).matches(event)
  }
}
