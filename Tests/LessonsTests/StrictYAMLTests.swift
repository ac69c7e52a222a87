import Testing

@testable import Lessons

@Suite struct StrictYAMLTests {
  static let anchors =
    "anchors (`&name`) and aliases (`*name`) are outside of the YAML that lessons use; write the value out"

  @Test(arguments: [
    ("a: &x 1", 10, 4, anchors),
    ("a: &x 1\nb: *x", 10, 4, anchors),
    ("a: *x", 10, 4, anchors),
    ("a: !!str 1", 10, 4, "tags (`!name`) are outside of the YAML that lessons use; leave the tag out"),
    ("a: !!str \"1\"", 10, 4, "tags (`!name`) are outside of the YAML that lessons use; leave the tag out"),
    ("- !mine [a]", 10, 3, "tags (`!name`) are outside of the YAML that lessons use; leave the tag out"),
    ("b: 1\n<<: { a: 1 }", 11, 1, "merge keys (`<<`) are outside of the YAML that lessons use; write the keys out"),
    ("a: 1\n---\nb: 2", 11, 1, "more than one YAML document (`---`); a block holds one"),
    ("a: 1\nb: 2\na: 3", 10, 1, "the key `a` is there twice; keep one"),
    ("1: a\n\"1\": b", 10, 1, "the key `1` is there twice; keep one"),
    ("{ [a]: b }", 10, 3, "a key is a word, not a list"),
    ("a: \"\\e[31m\"", 10, 4, "control character U+001B is not allowed in a lesson; take it out"),
    ("a: \"\\u202e\"", 10, 4, "control character U+202E is not allowed in a lesson; take it out"),
    ("a: [1", 11, 1, "this is no YAML: did not find expected ',' or ']'"),
    ("a: b: c", 10, 5, "this is no YAML: mapping values are not allowed in this context"),
    ("a:\n\t- b", 11, 1, "this is no YAML: found character that cannot start any token"),
  ])
  func isRefused(text: String, line: Int, column: Int, said: String) {
    do {
      _ = try StrictYAML.read(text, firstLine: 10)
      Issue.record("read \(text)")
    } catch {
      #expect(error.message == said)
      #expect(error.position == SourcePosition(line: line, column: column))
    }
  }

  /// What YAML 1.1 would turn into something else stays as it is written.
  @Test(arguments: ["no", "yes", "on", "1.10", "0x1F", "012", "~", "2026-01-05", "1_000", "1e3", ".inf", "<="])
  func aPlainScalarKeepsItsText(text: String) throws {
    let node = try StrictYAML.read("a: \(text)", firstLine: 1)
    let value = try #require(node.members?.first?.value)
    guard case .scalar(let read, isPlain: true) = value.content else {
      Issue.record("\(value.content)")
      return
    }
    #expect(read == text)
    #expect(value.position == SourcePosition(line: 1, column: 4))
  }

  @Test(arguments: [
    "sort_by(services, &serviceName)", "a && b", "*", "services[*].name", "'x'", "a | b",
  ])
  func aQueryIsNoAnchor(query: String) throws {
    let quoted = query.hasPrefix("*") || query.hasPrefix("'") ? "\"\(query)\"" : query
    let node = try StrictYAML.read("query: \(quoted)\nsay: a *strong* **word**", firstLine: 1)
    #expect(node.members?.first?.value.scalar == query)
  }

  @Test func depthAndSizeAreCapped() {
    let deep = String(repeating: "[", count: 30) + String(repeating: "]", count: 30)
    expectRefusal(deep, "this YAML is nested deeper than 24; flatten it")
    expectRefusal(String(repeating: "[", count: 3000), nil)
    expectRefusal(String(repeating: "- ", count: 1900) + "a", nil)
    expectRefusal(String(repeating: "a\n", count: 40_000), "this YAML is larger than 64 KiB; split it")
    expectRefusal("a: " + String(repeating: "b", count: 5000), "this line is longer than 4000 bytes; break it")
  }

  /// Nine levels of nine copies would be 387 million values.
  @Test func copiesOfCopiesAreRefusedBeforeTheyAreMade() {
    var text = "a0: &a0 [x, x, x, x, x, x, x, x, x]\n"
    for level in 1..<9 {
      let copies = Array(repeating: "*a\(level - 1)", count: 9).joined(separator: ", ")
      text += "a\(level): &a\(level) [\(copies)]\n"
    }
    expectRefusal(text + "? *a8\n: b\n", StrictYAMLTests.anchors)
  }

  private func expectRefusal(_ text: String, _ said: String?) {
    do {
      _ = try StrictYAML.read(text, firstLine: 1)
      Issue.record("read \(text.prefix(40))")
    } catch { if let said { #expect(error.message == said) } }
  }
}
