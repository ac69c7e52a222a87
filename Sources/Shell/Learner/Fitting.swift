/// Lines of our own words that are wider than the screen, broken at words.
///
/// In: what a line printed, the screen's width. Out: the same in lines that fit; what goes on stands below the column where
/// its sentence began. Leaves alone what AWS commands, files and filters print, because it is copied and compared; a script
/// gets whole lines.
import Interpreter
import Text

enum Fitting {
  /// Words that explain; the others print data.
  private static let explaining: Set<String> = [
    "advance", "diff", "explain", "fork", "help", "inject", "note", "plan", "probe", "redo", "reset", "set", "step",
    "timeline", "undo", "wait", "watch", "why",
  ]

  static func fitted(_ chunk: LineResult.Chunk, of line: String, columns: Int) -> String {
    let explains: Bool
    switch chunk.channel {
    case .notice: explains = true
    case .error: explains = chunk.text.hasPrefix("drydock: ")
    case .output:
      let first = line.split(whereSeparator: \.isWhitespace).first.map(String.init) ?? ""
      explains = self.explaining.contains(first) && !line.contains(where: { ";|&>\n".contains($0) })
    }
    return explains ? fitted(chunk.text, columns: columns) : chunk.text
  }

  static func fitted(_ text: String, columns: Int) -> String {
    text.split(separator: "\n", omittingEmptySubsequences: false).map { line in
      // A line of few bytes is no wider than they are.
      guard line.utf8.count > columns, DisplayWidth.of(String(line)) > columns, !isCommand(line) else {
        return String(line)
      }
      let indent = String(repeating: " ", count: sentenceColumn(of: line, columns: columns))
      return Wrapping.wrap(String(line), columns: columns, indent: indent, firstIndent: "").joined(separator: "\n")
    }
    .joined(separator: "\n")
  }

  /// A command stays in one piece, so that it can be copied.
  private static func isCommand(_ line: Substring) -> Bool {
    let text = line.drop { $0 == " " }
    return ["aws ", "look: ", "$ "].contains(where: text.hasPrefix) || text.contains("  $ ")
  }

  /// Where the last column begins that is set off by two blanks; else two beyond the line's own margin.
  private static func sentenceColumn(of line: Substring, columns: Int) -> Int {
    let margin = line.prefix { $0 == " " }.count
    var (column, blanks, sentence): (Int, Int, Int?) = (0, 0, nil)
    for character in line {
      if character == " " {
        blanks += 1
      } else {
        if blanks >= 2, column > margin, column <= columns / 2 { sentence = column }
        blanks = 0
      }
      column += DisplayWidth.of(character)
    }
    return sentence ?? min(margin + 2, columns / 2)
  }
}
