/// When Enter runs a text, and when it asks for another line; for whole texts and line by line.
import SimulationKit
import Testing

@testable import Interpreter

@Suite struct CompletenessTests {
  @Test(arguments: [
    "", "a", "a 'b\nc'", "a \\\nb", "a &&\nb", "a | b", "a # 'x", "cat <<E\nE", "cat <<E\nx\nE\n", "a $(b)", "a ;",
    "a )", "a `b", "a &", "a >", "echo ${X", "for x in", "cat <<-E\n\tx\n\tE",
  ])
  func complete(_ text: String) { #expect(ScriptParser.isComplete(text)) }

  @Test(arguments: [
    "a '", "a \"b", "a \\", "a &&", "a ||\n", "a |", "a | # x", "cat <<E", "cat <<E\nx", "cat <<E\n E", "a $(b",
    "a $(b \"c)\"", "a \"$(b", "a 'b\nc", "cat <<E &&\nx\nE", "cat <<A <<B\nA\n", "cat <<E\nx\\\nE",
  ])
  func incomplete(_ text: String) { #expect(!ScriptParser.isComplete(text)) }

  /// Takes line by line until the scanner has enough. After each line, `compare` sees the text so far and the answer.
  private func takeLines(of text: String, _ compare: (_ before: String, _ isComplete: Bool) -> Void) {
    var scanner = CompletenessScanner()
    var before = ""
    for (number, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
      before += (number == 0 ? "" : "\n") + line
      let isComplete = scanner.take(String(line))
      compare(before, isComplete)
      if isComplete { return }
    }
  }

  @Test func lineByLineAsInOnePiece() {
    for text in ["a 'b\nc'", "a \\\n#b", "a\\\n#b'", "cat <<E\nit's\nE", "a \"$(b\nc)\"", "a &&\n# x\n\nb"] {
      takeLines(of: text) { before, isComplete in #expect(isComplete == ScriptParser.isComplete(before), "\(before)") }
    }
  }

  /// Random texts of the grammar's own signs. Where the parser finds a whole command or an unfinished one, the scanner says
  /// the same; what the parser refuses may show only when the command runs, but never hold it up where quotes are closed.
  @Test func theScannerAgreesWithTheParser() {
    let pieces = [
      "a", "b c", " ", " ", "\n", "\n", "'", "\"", "\\", "$(", ")", "|", "||", "&&", ";", "#", "<<E", "<<'E'", "<<-E",
      "\nE\n", "\tE", ">f", "2>&1", "$X", "${X}", "{", "é", "\\\n", "E",
    ]
    var stream = SeededStream(seed: 20_260_105)
    var compared = 0
    for _ in 0..<20_000 {
      let text = (0..<stream.number(in: 1...14)).map { _ in stream.element(of: pieces) ?? "" }.joined()
      takeLines(of: text) { before, isComplete in
        do throws(GrammarError) {
          _ = try ScriptParser.parse(before)
          #expect(isComplete, "\(before.debugDescription)")
        } catch {
          guard error.isIncomplete else { return }
          #expect(!isComplete, "\(before.debugDescription)")
        }
        compared += 1
      }
    }
    #expect(compared > 3_000)
  }

  /// 1 MiB in 60,000 lines inside one open quote: each line is looked at once.
  @Test func aLongOpenQuoteCostsItsLength() {
    var scanner = CompletenessScanner()
    var answers = [scanner.take("echo '")]
    for _ in 0..<60_000 { answers.append(scanner.take("seventeen letters")) }
    #expect(!answers.contains(true))
    let last = scanner.take("'")
    #expect(last)
  }
}
