/// The built-in filters, against what GNU coreutils 9.1 and grep 3.8 print in the C locale for the same input.
import Testing

@testable import Interpreter

@Suite struct FilterTests {
  struct Case: CustomTestStringConvertible, Sendable {
    let input: String
    let filter: String
    let expected: String
    var exitCode: Int32 = 0
    init(_ input: String, _ filter: String, _ expected: String, exitCode: Int32 = 0) {
      (self.input, self.filter, self.expected, self.exitCode) = (input, filter, expected, exitCode)
    }
    var testDescription: String { filter }
  }

  static let cases: [Case] = [
    Case("b\na\nc\n", "cat", "b\na\nc\n"), Case("b\na\n", "less", "b\na\n"),
    Case("b\na\nc\n", "head -n 2", "b\na\n"), Case("a\nb\nc\n", "head -n -1", "a\nb\n"),
    Case("a\nb\nc\n", "head -n1", "a\n"), Case("a\nb", "head -1", "a\n"), Case("a\nb", "head", "a\nb"),
    Case("a\nb\nc\n", "tail -n 2", "b\nc\n"), Case("a\nb\nc\n", "tail -n +2", "b\nc\n"),
    Case("a\nb\nc\n", "tail -n +0", "a\nb\nc\n"), Case("a\nb", "tail -n 1", "b"), Case("a\nb\n", "tail -0", ""),
    Case("one two\nthree\n", "wc", "      2       3      14\n"), Case("one two\nthree\n", "wc -l", "2\n"),
    Case("one two\nthree", "wc -lw", "      1       3\n"), Case("café\n", "wc -c", "6\n"),
    Case("café\n", "wc -m", "5\n"),
    Case("", "wc -l", "0\n"),
    Case("10\n9\n2 x\n2\n-1\nabc\n1.5\n", "sort -n", "-1\nabc\n1.5\n2\n2 x\n9\n10\n"),
    Case("10\n9\n2 x\n2\n-1\nabc\n1.5\n", "sort -rn", "10\n9\n2 x\n2\n1.5\nabc\n-1\n"),
    Case("10\n9\n2 x\n2\n2\n", "sort -nu", "2 x\n9\n10\n"), Case("b\na\nB\nA\na\n", "sort", "A\nB\na\na\nb\n"),
    Case("b\na\nB\nA\na\n", "sort -u", "A\nB\na\nb\n"), Case("b\na\nB\nA\na\n", "sort -r", "b\na\na\nB\nA\n"),
    Case("b\na", "sort", "a\nb\n"),
    Case("a\na\nb\na\n", "uniq", "a\nb\na\n"), Case("a\na\nb\na\n", "uniq -c", "      2 a\n      1 b\n      1 a\n"),
    Case("a\na\nb\na\n", "uniq -d", "a\n"), Case("a\na\nb\na\n", "uniq -u", "b\na\n"),
    Case("a\tb\tc\nnone\n", "cut -f 3,1", "a\tc\nnone\n"), Case("a:b:c:d\n", "cut -d: -f2-3", "b:c\n"),
    Case("a:b:c:d\n", "cut -d ':' -f -2,4", "a:b:d\n"), Case("a:b:c:d\n", "cut -d: -f3-", "c:d\n"),
    Case("a:b\n", "cut -d: -f5", "\n"), Case("abcdef\n", "cut -c 2-4", "bcd\n"),
    Case("a\tb\tc\n", "tr '\\t' '\\n'", "a\nb\nc\n"), Case("Hello\n", "tr a-z A-Z", "HELLO\n"),
    Case("Hello\n", "tr '[:upper:]' '[:lower:]'", "hello\n"), Case("a  b   c\n", "tr -s ' '", "a b c\n"),
    Case("[\"a\",\"b\"]\n", "tr -d '[]\"'", "a,b\n"), Case("abc\n", "tr abc x", "xxx\n"),
    Case("aabbcc\n", "tr -s a-c A-C", "ABC\n"), Case("a\r\nb\n", "tr -d '\\r\\n'", "ab"),
    Case("RUNNING\nSTOPPED\nPENDING\n", "grep -E 'RUNNING|PENDING'", "RUNNING\nPENDING\n"),
    Case("RUNNING\nSTOPPED\n", "grep -c N", "1\n"), Case("a.c\nabc\n", "grep a.c", "a.c\nabc\n"),
    Case("a.c\nabc\n", "grep -F a.c", "a.c\n"), Case("ab\nAB\n", "grep -in b", "1:ab\n2:AB\n"),
    Case("ab\ncd\n", "grep -v b", "cd\n"), Case("web\nweb-2\nwebs\n", "grep -w web", "web\nweb-2\n"),
    Case("web\nweb-2\n", "grep -x web", "web\n"), Case("ab\n", "grep z", "", exitCode: 1),
    Case("ab\n", "grep -q a", ""), Case("aab\nab\nb\n", "grep '^a*b$'", "aab\nab\nb\n"),
    Case("aab\nab\nb\n", "grep 'a\\{2\\}'", "aab\n"), Case("x\n", "grep 'a\\|x'", "x\n"),
    Case("-x\n", "grep -e -x", "-x\n"), Case("a\r\nb\r\n", "grep -c .", "2\n"),
  ]

  @Test(arguments: cases) func asTheRealTools(_ example: Case) throws {
    let session = try makeSession()
    session.addedWords["given"] = { _, _ in CommandOutput(example.input) }
    let result = session.run("given | \(example.filter) > f; echo $? > code; cat f")
    #expect(result.standardOutput == example.expected.split(separator: "\r").joined())
    #expect(session.out("cat code") == "\(example.exitCode)\n")
  }

  @Test(arguments: [
    ("head -c 3", "drydock: head: '-c' is not understood by this built-in head\n"),
    ("head file", "drydock: head: file: No such file or directory\n"),
    ("tail -f", "drydock: tail: '-f' is not understood by this built-in tail\n"),
    ("wc -L", "drydock: wc: '-L' is not understood by this built-in wc\n"),
    ("sort -k2", "drydock: sort: '-k2' is not understood by this built-in sort\n"),
    ("uniq -i", "drydock: uniq: '-i' is not understood by this built-in uniq\n"),
    ("cut -f 0", "drydock: cut: '-f' is not understood by this built-in cut\n"),
    ("cut -d: ", "drydock: cut: give the fields to print, as in -f 1,3\n"),
    ("cut -d ab -f1", "drydock: cut: the delimiter must be a single character\n"),
    ("tr a", "drydock: tr: give two sets, as in `tr a-z A-Z`, or one after -d or -s\n"),
    ("tr a ''", "drydock: tr: the second set is empty\n"),
    ("grep -o a", "drydock: grep: '-o' is not understood by this built-in grep\n"),
    ("grep", "drydock: grep: one pattern is needed, as in `grep web` or `grep web FILE`\n"),
    ("grep a file", "drydock: grep: file: No such file or directory\n"),
    ("head a b", "drydock: head: one file at a time is read here\n"),
    ("grep '['", "drydock: grep: this pattern is not understood here: [\n"),
    ("grep -E '(a'", "drydock: grep: this pattern is not understood here: (a\n"),
    ("grep '\\(a\\)\\1'", "drydock: grep: this pattern is not understood here: \\(a\\)\\1\n"),
  ])
  func refusedByName(filter: String, message: String) throws {
    let result = try makeSession().run("echo a | \(filter)")
    #expect(result.standardError == message)
    #expect(result.standardOutput == "")
    #expect(result.exitCode != 0)
  }

  @Test func aFilterNeedsAPipe() throws {
    #expect(try err("grep a") == "drydock: grep: reads a pipe or a file, as in `aws ecs list-clusters | grep`\n")
    #expect(try err("cat") == "drydock: cat: reads a pipe or a file, as in `aws ecs list-clusters | cat`\n")
    #expect(try out("grep b <<E\na\nb\nE\n") == "b\n")
  }
}

@Suite struct PatternTests {
  private func matches(_ pattern: String, _ line: String, _ syntax: LinePattern.Syntax = .basic) -> Bool? {
    LinePattern(pattern, syntax: syntax)?.matches(line[...])
  }

  @Test func basicExpressions() {
    #expect(matches("", "") == true)
    #expect(matches("a*", "") == true)
    #expect(matches("^$", "") == true)
    #expect(matches("^$", "x") == false)
    #expect(matches("*a", "*a") == true)
    #expect(matches("a+b", "a+b") == true)
    #expect(matches("a\\+b", "aab") == true)
    #expect(matches("(a|b)", "(a|b)") == true)
    #expect(matches("\\(ab\\)*c$", "xababc") == true)
    #expect(matches("a^b$c", "a^b$c") == true)
    #expect(matches("[]a]", "]") == true)
    #expect(matches("[^]a]", "a]") == false)
    #expect(matches("[a-c-]", "-") == true)
    #expect(matches("[[:digit:]]\\{3\\}", "12 123") == true)
    #expect(matches("\\.", "abc") == false)
    #expect(matches("\\w\\s\\w", "a b") == true)
  }

  @Test func extendedExpressions() {
    #expect(matches("^(web|api)-[0-9]+$", "api-42", .extended) == true)
    #expect(matches("^(web|api)-[0-9]+$", "db-42", .extended) == false)
    #expect(matches("colou?r", "color", .extended) == true)
    #expect(matches("a{2,3}b", "ab", .extended) == false)
    #expect(matches("^a{2,}$", "aaaa", .extended) == true)
    #expect(matches("\\(a\\)", "(a)", .extended) == true)
    #expect(matches("a||b", "", .extended) == true)
  }

  @Test func refusedForms() {
    for pattern in ["[", "[a", "[z-a]", "\\", "\\1", "\\<a", "[[:nope:]]", "\\(a", "a\\{1"] {
      #expect(matches(pattern, "a") == nil, "\(pattern)")
    }
    for pattern in ["(", "a)", "+", "a{200}", "a{3,1}", "((((((((((((((((((((((a))))))))))))))))))))))"] {
      #expect(matches(pattern, "a", .extended) == nil, "\(pattern)")
    }
    #expect(LinePattern(String(repeating: "a", count: 201), syntax: .basic) == nil)
    #expect(LinePattern("((a{99}){99}){99}", syntax: .extended) == nil)
  }

  /// The pattern that takes a backtracking matcher 2^30 steps.
  @Test func noPatternIsTriedAgainAndAgain() {
    #expect(matches("(a+)+b", String(repeating: "a", count: 2_000), .extended) == false)
    #expect(matches("(a|a)*(a|a)*b", String(repeating: "a", count: 2_000), .extended) == false)
  }
}
