import JMESPath
import Testing

/// What the AWS CLI prints for an expression it cannot read. The expected texts are jmespath.py 1.1.0's.
@Suite struct SyntaxErrorTests {
  @Test(arguments: [
    ("", "Invalid JMESPath expression: cannot be empty."),
    ("  ", "Invalid jmespath expression: Incomplete expression:\n\"  \"\n   ^"),
    ("taskArns[?", "Invalid jmespath expression: Incomplete expression:\n\"taskArns[?\"\n           ^"),
    ("foo[1", "Invalid jmespath expression: Incomplete expression:\n\"foo[1\"\n      ^"),
    ("a || ", "Invalid jmespath expression: Incomplete expression:\n\"a || \"\n      ^"),
    ("length(", "Invalid jmespath expression: Incomplete expression:\n\"length(\"\n        ^"),
    ("a.{b", "Invalid jmespath expression: Incomplete expression:\n\"a.{b\"\n     ^"),
    ("a.[b,", "Invalid jmespath expression: Incomplete expression:\n\"a.[b,\"\n      ^"),
    ("!", "Invalid jmespath expression: Incomplete expression:\n\"!\"\n  ^"),
  ])
  func anIncompleteExpressionPointsPastItsEnd(expression: String, expected: String) { hold(expression, expected) }

  @Test(arguments: [
    ("foo[-", "Bad jmespath expression: Unknown token '-':\nfoo[-\n    ^"),
    ("a=", "Bad jmespath expression: Unknown token '=':\na=\n ^"),
    ("a=b", "Bad jmespath expression: Unknown token '=':\na=b\n ^"),
    ("'abc", "Bad jmespath expression: Unclosed ' delimiter:\n'abc\n^"),
    ("foo[? a == `1", "Bad jmespath expression: Unclosed ` delimiter:\nfoo[? a == `1\n           ^"),
    ("\"abc", "Bad jmespath expression: Unclosed \" delimiter:\n\"abc\n^"),
    ("`\\`", "Bad jmespath expression: Unclosed ` delimiter:\n`\\`\n^"),
    ("\"a\tb\"", "Bad jmespath expression: Invalid control character at:\n\"a\tb\"\n^"),
    ("\"\\x\"", "Bad jmespath expression: Invalid \\escape:\n\"\\x\"\n^"),
    ("foo.$", "Bad jmespath expression: Unknown token $:\nfoo.$\n    ^"),
    ("foo.\u{E9}", "Bad jmespath expression: Unknown token \u{E9}:\nfoo.\u{E9}\n    ^"),
    (
      "foo[?bar==`[\"foo`bar\"]`]",
      "Bad jmespath expression: Bad token [\"foo:\nfoo[?bar==`[\"foo`bar\"]`]\n          ^"
    ),
  ])
  func anUnknownTokenIsPointedAt(expression: String, expected: String) { hold(expression, expected) }

  @Test(arguments: [
    ("foo bar", "Unexpected token: bar", "bar", "UNQUOTED_IDENTIFIER", 4),
    ("foo]", "Unexpected token: ]", "]", "RBRACKET", 3),
    ("a & b", "Unexpected token: &", "&", "EXPREF", 2),
    ("a[0]-1", "Unexpected token: -1", "-1", "NUMBER", 4),
    ("a[0]-007", "Unexpected token: -7", "-7", "NUMBER", 4),
    (
      "@`{\"a\":[1,null,true,\"it's\"]}`", "Unexpected token: {'a': [1, None, True, \"it's\"]}",
      "{'a': [1, None, True, \"it's\"]}", "LITERAL", 1
    ),
    ("@`1.50`", "Unexpected token: 1.5", "1.5", "LITERAL", 1),
    ("@`\"x\\ny\"`", "Unexpected token: x\ny", "x\ny", "LITERAL", 1),
    (".foo", "invalid token", ".", "DOT", 0),
    ("a{", "invalid token", "{", "LBRACE", 1),
    ("foo[?==bar]", "invalid token", "==", "EQ", 5),
    ("a[*]*", "syntax error", "*", "STAR", 4),
    ("foo[1:2:3:4]", "syntax error", ":", "COLON", 9),
    ("foo[:a]", "syntax error", "a", "UNQUOTED_IDENTIFIER", 5),
    ("foo[::", "syntax error", "", "EOF", 6),
    ("foo[\"a\"]", "Expecting: star, got: quoted_identifier", "a", "QUOTED_IDENTIFIER", 4),
    ("foo[0, 1]", "Expecting: rbracket, got: comma", ",", "COMMA", 5),
    ("{a:b,}", "Expecting: ['quoted_identifier', 'unquoted_identifier'], got: rbrace", "}", "RBRACE", 5),
    ("a.{foo}", "Expecting: colon, got: rbrace", "}", "RBRACE", 6),
    ("a.b.", "Expecting: ['quoted_identifier', 'unquoted_identifier', 'lbracket', 'lbrace'], got: eof", "", "EOF", 4),
    (
      "foo.1", "Expecting: ['quoted_identifier', 'unquoted_identifier', 'lbracket', 'lbrace'], got: number", "1",
      "NUMBER", 4
    ),
    ("@(a)", "Invalid function name '@'", "@", "CURRENT", 0),
    ("a[0](b)", "Invalid function name ']'", "]", "RBRACKET", 3),
    ("a || \"b\"(c)", "Quoted identifier not allowed for function names.", "(", "LPAREN", 0),
  ])
  func aMisplacedTokenIsNamedAndPointedAt(
    expression: String, message: String, token: String, kind: String, column: Int
  ) {
    hold(
      expression,
      "\(message): Parse error at column \(column), token \"\(token)\" (\(kind)), for expression:\n"
        + "\"\(expression)\"\n" + String(repeating: " ", count: column + 1) + "^")
  }

  @Test func nestingIsLimited() {
    for opening in ["(", "[", "{a:", "!", "& ", "[*].[", "[?", "a(", "*.{a:", "`1`==(", "[][?"] {
      let text = String(repeating: opening, count: 100_000)
      #expect(kind(text) == .tooLong)
      #expect(kind(String(repeating: opening, count: 150)) == .tooDeep, "\(opening)")
    }
    #expect(kind("a" + String(repeating: "[]", count: 400)) == .tooDeep)
    #expect(kind("a" + String(repeating: " == b", count: 400)) == .tooDeep)
    #expect(kind("a" + String(repeating: " || b", count: 400)) == nil)
    #expect(kind("a" + String(repeating: ".b", count: 400)) == nil)
    #expect(kind("a" + String(repeating: " | b", count: 400)) == nil)
    #expect(kind("a" + String(repeating: "[0]", count: 400)) == nil)
    #expect(kind(String(repeating: "(", count: 100) + "a" + String(repeating: ")", count: 100)) == nil)
  }

  private func kind(_ expression: String) -> SyntaxError.Kind? {
    do {
      _ = try Expression(expression)
      return nil
    } catch { return error.kind }
  }

  private func hold(_ expression: String, _ expected: String) {
    do {
      _ = try Expression(expression)
      Issue.record("parsed \(expression)")
    } catch {
      #expect(error.awsCLIMessage == expected)
      #expect(error.position <= expression.unicodeScalars.count)
    }
  }
}
