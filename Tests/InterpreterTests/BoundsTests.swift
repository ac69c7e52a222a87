/// No text fills the memory or runs for ever; whatever is typed gets an answer.
import SimulationKit
import Testing

@testable import Interpreter

@Suite struct BoundsTests {
  @Test func aVariableThatDoublesStopsGrowing() throws {
    let session = try makeSession()
    let doubling = String(repeating: "X=$X$X\n", count: 40)
    let result = session.run("X=0123456789abcdef\n" + doubling)
    #expect(session.variables["X"]?.utf8.count == 1 << 20)
    #expect(result.standardError.hasPrefix("drydock: the words of this command grow beyond 1 MiB\n"))
    #expect(session.run("args $X$X").exitCode == 1)
  }

  @Test func substitutionsThatDoubleStopGrowing() throws {
    let session = try makeSession()
    _ = session.run("X=0123456789abcdef\n" + String(repeating: "X=$(echo $X $X)\n", count: 30))
    #expect(session.variables["X"].map { $0.utf8.count <= 1 << 20 } == true)
  }

  @Test func variablesAreCounted() throws {
    let session = try makeSession()
    let result = session.run((0..<1_100).map { "V\($0)=1" }.joined(separator: "; "))
    #expect(session.variables.count == 1_000)
    #expect(
      result.standardError.hasPrefix(
        "drydock: there are too many variables, or they hold too much; `unset NAME` forgets one\n"))
    #expect(session.run("unset V1; NEW=1").exitCode == 0)
  }

  @Test func variablesHoldAtMostSixteenMebibytes() throws {
    let session = try makeSession()
    session.variables["X"] = String(repeating: "x", count: 1 << 20)
    _ = session.run((0..<40).map { "V\($0)=$X" }.joined(separator: "; "))
    #expect(session.variables.count == 16)
  }

  @Test func aTextThatWritesTooMuchIsCutOff() throws {
    let session = try makeSession()
    #expect(session.mostBytes == 128 << 20)
    session.mostBytes = 2 << 20
    session.variables["X"] = String(repeating: "x", count: 1 << 17)
    let result = session.run(String(repeating: "echo \"$X\"\n", count: 20) + "aws ecs create-cluster --cluster-name x")
    #expect(
      result.standardError == "drydock: this text has written more than 2 MiB; the rest of it is not run\n")
    #expect(result.standardOutput.utf8.count < 3 << 20)
    #expect(result.calls.isEmpty)
    #expect(session.out("echo next") == "next\n")
  }

  @Test func tooManyWords() throws {
    let session = try makeSession()
    session.variables["X"] = String(repeating: "x ", count: 6_000)
    #expect(session.err("args $X $X") == "drydock: the words of this command grow beyond 1 MiB\n")
  }
}

/// Thousands of texts, valid, nearly valid and not at all: each gets an answer, and none traps.
@Suite struct FuzzTests {
  private static let words = [
    "aws", "ecs", "aws ecs", "list-clusters", "describe-services", "--cluster", "harbor", "--query", "'a[?b==`1`]'",
    "--output", "text", "table", "wait", "5s", "until", "steady", "undo", "redo", "reset", "echo", "cat", "grep", "-E",
    "'(a|b)*'", "head", "-n", "-5", "+9", "tail", "sort", "-rnu", "uniq", "-c", "cut", "-f1-", "-d,", "tr", "a-z",
    "A-Z",
    "tee", "wc", "rm", "cp", "mv", "files", "export", "unset", "set", "X=1", "Y=$X", "exit", "9999999999999999999",
    "file://f", "--cli-input-json", "'{\"a\":", "}'", "quit", "true", "false", "f", "g/h", "../x", "/dev/null",
    "timeline", "why", "'#1'", "plan", "fork", "back", "keep", "list", "diff", "last", "step", "probe", "->", "web:80",
    "explain",
    "runningCount", "transcript", "--script", "source", "bash", "return", "set -e", "set +e", "set -u", "-o",
    "pipefail",
    "printf", "%s", "[", "]", "-z", "test", "sleep", "less", "${X##*/}", "${X:-$Y}", "${#X}", "$1", "$@", "./f",
    "list-tasks", "--max-items", "2", "--starting-token", "run-task", "--generate-cli-skeleton", "help", "-", "--",
  ]
  private static let signs = [
    "|", "||", "&&", "&", ";", ";;", "\n", " ", "  ", "\t", "\r\n", "'", "\"", "\\", "$", "$(", ")", "(", "${", "}",
    "{",
    "$X", "$?", "`", "#", ">", ">>", "<", "<<E\n", "\nE\n", "<<'E'\n", "2>&1", "2>", "*", "~", "\u{1B}[31m", "\u{0}",
    "\u{7}", "é", "港", "🚢", "\u{FEFF}", "\u{202E}", "e\u{301}", "\u{2028}", ",", "=", "!",
  ]

  private func text(_ stream: inout SeededStream) -> String {
    var text = ""
    for _ in 0..<stream.number(in: 1...24) {
      switch stream.number(in: 0...9) {
      case 0...4: text += (stream.element(of: Self.words) ?? "") + " "
      case 5...8: text += stream.element(of: Self.signs) ?? ""
      default: text.unicodeScalars.append(Unicode.Scalar(UInt32(stream.number(in: 0...0xD7FF))) ?? "x")
      }
    }
    return text
  }

  @Test(arguments: 0..<8) func randomTexts(part: Int) throws {
    var stream = SeededStream(seed: UInt64(part) + 1)
    let session = try makeSession()
    for _ in 0..<500 {
      let text = text(&stream)
      let result = session.run(text)
      let shown = result.chunks.map(\.text).joined()
      #expect(!shown.unicodeScalars.contains { $0.value == 0x1B || $0.value == 0 || $0.value == 0x202E })
      if let error = result.grammarError {
        let lines = String(decoding: ByteCursor.bytes(of: text), as: UTF8.self).split(
          separator: "\n", omittingEmptySubsequences: false)
        #expect((1...lines.count).contains(error.line), "\(text.debugDescription): line \(error.line)")
        let length = lines[min(max(error.line, 1), lines.count) - 1].count
        #expect((1...length + 1).contains(error.column), "\(text.debugDescription): column \(error.column)")
      }
      if result.exitCode != 0, result.exitCode != 130, result.standardOutput.isEmpty, !text.contains("exit"),
        result.grammarError != nil || (try? ScriptParser.parse(text))?.statements.isEmpty == false,
        !text.contains("false"), !text.contains("grep"), !text.contains("2>"), !text.contains("$?"),
        !text.contains("||"), !text.contains("test"), !text.contains("[ ")
      {
        #expect(!shown.isEmpty, "\(text.debugDescription) failed without a word")
      }
    }
  }

  @Test func randomBytes() throws {
    var stream = SeededStream(seed: 99)
    let session = try makeSession()
    for _ in 0..<500 {
      let bytes = (0..<stream.number(in: 0...60)).map { _ in UInt8(stream.number(in: 0...255)) }
      _ = session.run(String(decoding: bytes, as: UTF8.self))
    }
  }

  /// The same text in two equal worlds gives the same answer, byte for byte.
  @Test func theSameTextsGiveTheSameAnswers() throws {
    func answers() throws -> [String] {
      var stream = SeededStream(seed: 4)
      let session = try makeSession()
      return (0..<200).map { _ in session.run(text(&stream)).chunks.map(\.text).joined() }
    }
    #expect(try answers() == answers())
  }

  @Test func deepNesting() throws {
    let session = try makeSession()
    for open in ["$(", "\"$(", "(", "{", "'", "${", "$(echo ", "\\", "[", "$(cat <<E\n"] {
      for count in [16, 17, 1_000, 100_000] {
        let result = session.run("echo " + String(repeating: open, count: count))
        #expect(result.exitCode != 0 || !result.standardOutput.isEmpty)
      }
    }
  }

  @Test func hugeWordsAndLines() throws {
    let session = try makeSession()
    let long = String(repeating: "x", count: 64 << 10)
    #expect(session.out("echo \(long) | wc -c") == "\(long.count + 1)\n")
    #expect(session.run("aws ecs describe-clusters --clusters \(long)x").exitCode == 255)
    #expect(session.run("\(long)=1; \(long)").exitCode == 127)
    let mega = String(repeating: "0123456789 ", count: 90_000)
    #expect(session.err("echo \(mega)") == "drydock: the words of this command grow beyond 1 MiB\n")
    #expect(session.out("echo '\(mega)' | wc -w") == "90000\n")
    for text in [
      String(repeating: "{", count: 1 << 20), String(repeating: "\\a", count: 500_000),
      String(repeating: "a;", count: 9_999), String(repeating: "a|", count: 9_999) + "a",
    ] {
      _ = session.run("echo " + text)
    }
  }
}
