/// What the grammar refuses, word for word, with its place.
import Testing

@testable import Interpreter

@Suite struct GrammarErrorTests {
  struct Case: CustomTestStringConvertible, Sendable {
    let text: String
    let column: Int
    let message: String
    var isIncomplete = false
    var line = 1
    var testDescription: String { text }
  }

  static let finals: [Case] = [
    Case(text: "a ; ; b", column: 5, message: "a command is missing here"),
    Case(text: "; a", column: 1, message: "a command is missing here"),
    Case(text: "a && ; b", column: 6, message: "a command is missing here"),
    Case(text: "a | | b", column: 5, message: "a command is missing after `|`"),
    Case(text: "a ;; b", column: 4, message: "`;;` has no meaning here"),
    Case(
      text: "a &", column: 3, message: "`&` would run a command in the background; this shell runs one after another"),
    Case(text: "a &> f", column: 3, message: "`&>` is not understood here; `> FILE 2>&1` is"),
    Case(text: "a )", column: 3, message: "`)` closes nothing"),
    Case(
      text: "echo (b)", column: 6,
      message: "`(` starts a subshell, which this shell does not have; put quotes around it"),
    Case(text: "a > ", column: 5, message: "`>` needs a name after it"),
    Case(text: "a >> | b", column: 6, message: "`>>` needs a name after it"),
    Case(text: "a < ; b", column: 5, message: "`<` needs a name after it"),
    Case(text: "a 2> ; b", column: 6, message: "`2>` needs a name after it"),
    Case(text: "a 2>&3", column: 5, message: "only `2>&1` is understood here"),
    Case(text: "a >&3", column: 4, message: "only `>&2` and `2>&1` are understood here"),
    Case(
      text: "a 3> f", column: 3, message: "only channels 1 and 2 are known here, as in `> FILE` and `2>&1`"),
    Case(text: "a 3< f", column: 3, message: "only standard input can be read from here, as in `< FILE`"),
    Case(text: "a <<< b", column: 3, message: "`<<<` is not part of this shell; a pipe is, as in `echo TEXT | …`"),
    Case(text: "a << ; b", column: 6, message: "`<<` needs a plain word that ends the here-document"),
    Case(text: "a <<$X", column: 6, message: "`<<` needs a plain word that ends the here-document"),
    Case(text: "echo `date`", column: 6, message: "backticks are the old form of `$(…)`; use `$(…)`"),
    Case(
      text: "aws --query \"x[?y==`1`]\"", column: 20,
      message: "in double quotes a shell runs what stands between backticks; use single quotes around it"),
    Case(text: "echo $((1+1))", column: 7, message: "`$((…))` arithmetic is not part of this shell"),
    Case(text: "echo ${X", column: 6, message: "`${` is not closed by `}`"),
    Case(
      text: "echo ${X/a/b}", column: 6, message: "`${X/a/b}` is not understood; `${NAME}` and `${NAME:-instead}` are"),
    Case(text: "echo ${}", column: 6, message: "`${}` is not understood; `${NAME}` and `${NAME:-instead}` are"),
    Case(text: "echo ${X:-a$(b}", column: 15, message: "`$(` is not closed by `)`"),
    Case(text: "echo Häfen ${X:-${Y}}", column: 17, message: "`${` is not closed by `}`"),
    Case(text: "echo \"${X:-`a`}\"", column: 12, message: "backticks are the old form of `$(…)`; use `$(…)`"),
    Case(text: "echo ${X:-'a}", column: 11, message: "this single quote is not closed"),
    Case(text: "echo ${!X}", column: 6, message: "`${!X}` is not understood; `${NAME}` and `${NAME:-instead}` are"),
    Case(text: "echo a$'b'", column: 7, message: "`$'…'` is not part of this shell; leave out the `$`"),
    Case(text: "echo $\"b\"", column: 6, message: "`$\"…\"` is not part of this shell; leave out the `$`"),
    Case(text: "echo \"$$\"", column: 7, message: "`$$` has no value in this shell; for the text itself write `\\$$`"),
    Case(text: "echo $!", column: 6, message: "`$!` has no value in this shell; for the text itself write `\\$!`"),
    Case(
      text: "echo x={a,b}", column: 8,
      message: "a shell splits `{…,…}` into several words; put the whole value in single quotes: '{…,…}'"),
    Case(
      text: "echo {\"a\":1,\"b\":2}", column: 6,
      message: "a shell splits `{…,…}` into several words; put the whole value in single quotes: '{…,…}'"),
    Case(
      text: "echo web{1..3}", column: 9,
      message: "a shell splits `{…,…}` into several words; put the whole value in single quotes: '{…,…}'"),
    Case(
      text: "for i in 1 2; do echo; done", column: 1,
      message: "'for': loops, conditions and functions are not part of this shell; `&&` and `||` are"),
    Case(
      text: "true && if x", column: 9,
      message: "'if': loops, conditions and functions are not part of this shell; `&&` and `||` are"),
    Case(text: "{ a; }", column: 1, message: "`{` groups commands, which this shell does not do"),
    Case(text: "! a", column: 1, message: "`!` is not part of this shell; `||` runs a command after a failure"),
    Case(
      text: "a $(cat <<E) b", column: 12, message: "the here-document `E` must begin in the line after `<<`"),
    Case(text: "echo Häfen 港 $((1))", column: 15, message: "`$((…))` arithmetic is not part of this shell"),
    Case(text: "echo a\necho 'b\nc' )", column: 4, message: "`)` closes nothing", line: 3),
    Case(text: "cat <<E\nx\ny ${\nE\n", column: 3, message: "`${` is not closed by `}`", line: 3),
    Case(text: "cat <<E\nx $(a\nE\n", column: 1, message: "`$(` is not closed by `)`", line: 3),
    Case(
      text: "cat <<E\n`date`\nE\n", column: 1,
      message: "in a here-document a shell runs what stands between backticks; put the word after `<<` in quotes",
      line: 2),
  ]

  static let incompletes: [Case] = [
    Case(text: "echo 'a", column: 6, message: "this single quote is not closed", isIncomplete: true),
    Case(text: "echo \"a", column: 6, message: "this double quote is not closed", isIncomplete: true),
    Case(text: "echo a\\", column: 8, message: "the line ends in a backslash", isIncomplete: true),
    Case(text: "a &&", column: 5, message: "the line ends where a command should follow", isIncomplete: true),
    Case(text: "a || ", column: 6, message: "the line ends where a command should follow", isIncomplete: true),
    Case(text: "a |", column: 4, message: "a command is missing after `|`", isIncomplete: true),
    Case(text: "echo $(a", column: 9, message: "`$(` is not closed by `)`", isIncomplete: true),
    Case(
      text: "cat <<EOF\nx\n", column: 1, message: "the here-document has no line `EOF` that ends it",
      isIncomplete: true, line: 3),
    Case(
      text: "cat <<EOF", column: 10, message: "the here-document has no line `EOF` that ends it", isIncomplete: true),
  ]

  @Test(arguments: finals + incompletes) func refused(_ expected: Case) {
    #expect {
      try ScriptParser.parse(expected.text)
    } throws: { error in
      guard let error = error as? GrammarError else { return false }
      #expect(error.message == expected.message)
      #expect(error.column == expected.column)
      #expect(error.line == expected.line)
      #expect(error.isIncomplete == expected.isIncomplete)
      return true
    }
  }

  @Test func substitutionsNestSixteenDeep() throws {
    func nested(_ depth: Int) -> String {
      "echo " + String(repeating: "$(echo ", count: depth) + "x" + String(repeating: ")", count: depth)
    }
    _ = try ScriptParser.parse(nested(16))
    #expect {
      try ScriptParser.parse(nested(17))
    } throws: {
      ($0 as? GrammarError)?.message == "more than 16 `$(…)` inside one another"
    }
  }

  @Test func aTextHasAtMostTenThousandCommands() throws {
    _ = try ScriptParser.parse(String(repeating: "a\n", count: 10_000))
    #expect {
      try ScriptParser.parse(String(repeating: "a\n", count: 10_001))
    } throws: {
      ($0 as? GrammarError)?.message == "more than 10000 commands in one text"
    }
  }

  @Test func nothingOfARefusedTextRuns() throws {
    let session = try makeSession()
    let result = session.run("echo before; echo `date`")
    #expect(result.standardOutput == "")
    #expect(result.standardError == "drydock: column 19: backticks are the old form of `$(…)`; use `$(…)`\n")
    #expect(result.exitCode == 2)
    #expect(session.out("echo $?") == "2\n")
  }

  @Test func aTextOfSeveralLinesSaysWhichOne() throws {
    #expect(
      try err("echo a\nif true\nthen\n  echo b\nfi")
        == "drydock: line 2, column 1: 'if': loops, conditions and functions are not part of this shell; `&&` and `||` are\n"
    )
  }

  @Test func messagesHoldOnlyTheBeginningOfALongWord() throws {
    let long = String(repeating: "x", count: 100_000)
    #expect(try err("echo ${\(long)/}").count < 200)
    #expect(try err("cat <<\(long)").count < 200)
    #expect(try err(long).count < 200)
    #expect(try err("wait \(long)").count < 300)
    #expect(try err("grep \(long)").count < 200)
  }
}
