/// Markdown as lines of a terminal.
///
/// In: Markdown blocks of a lesson. Out: styled lines, wrapped to the canvas. Meaning never hangs on style alone: code
/// keeps its backticks, lists their bullets.
import Lessons
import Text

extension Canvas {
  package func markdown(_ blocks: [MarkdownBlock]) -> [String] {
    rendered(Self.lines(blocks, columns: proseColumns))
  }

  /// Markdown text, as diagnoses and choices hold it.
  package func markdown(text: String) -> [String] { markdown(MarkdownReader.blocks(of: text)) }

  static func lines(_ blocks: [MarkdownBlock], columns: Int) -> [StyledText] {
    var lines: [StyledText] = []
    for block in blocks {
      if !lines.isEmpty { lines.append(StyledText()) }
      lines += self.lines(block, columns: max(20, columns))
    }
    return lines
  }

  private static func lines(_ block: MarkdownBlock, columns: Int) -> [StyledText] {
    switch block {
    case .heading(_, let inlines): return Wrapping.wrap(styled(inlines).over(.bold), columns: columns)
    case .paragraph(let inlines): return Wrapping.wrap(styled(inlines), columns: columns)
    case .list(let list): return listLines(list, columns: columns)
    case .codeBlock(_, let text):
      return text.split(separator: "\n", omittingEmptySubsequences: false).map { StyledText("    " + $0, .cyan) }
    case .quote(let inner): return self.lines(inner, columns: columns - 2).map { StyledText("| ", .dim) + $0 }
    case .table(let table): return tableLines(table, columns: columns)
    case .rule: return [StyledText(String(repeating: "-", count: min(columns, 40)), .dim)]
    }
  }

  private static func listLines(_ list: MarkdownList, columns: Int) -> [StyledText] {
    var lines: [StyledText] = []
    for (index, item) in list.items.enumerated() {
      let mark = list.firstNumber.map { "\($0 + index). " } ?? "* "
      let indent = String(repeating: " ", count: mark.count)
      if !list.isTight, index > 0 { lines.append(StyledText()) }
      for (number, line) in self.lines(item, columns: columns - mark.count - 2).enumerated() {
        lines.append(StyledText("  " + (number == 0 ? mark : indent)) + line)
      }
    }
    return lines
  }

  private static func tableLines(_ table: MarkdownTable, columns: Int) -> [StyledText] {
    let rows = ([table.header] + table.rows).map { $0.map(styled) }
    let count = rows.map(\.count).max() ?? 0
    let widths = (0..<count).map { column in rows.map { $0.count > column ? $0[column].width : 0 }.max() ?? 0 }
    return rows.enumerated().flatMap { index, row in
      let line = row.enumerated().reduce(StyledText("  ")) { line, cell in
        line + (index == 0 ? cell.element.over(.bold) : cell.element).padded(to: widths[cell.offset] + 2)
      }
      let rule = widths.map { String(repeating: "-", count: $0) }.joined(separator: "  ")
      return index == 0 ? [line.truncated(to: columns), StyledText("  " + rule, .dim)] : [line.truncated(to: columns)]
    }
  }

  static func styled(_ inlines: [MarkdownInline]) -> StyledText {
    inlines.reduce(StyledText()) { text, inline in
      switch inline {
      case .text(let part): text + StyledText(part)
      case .code(let part): text + StyledText("`\(part)`", .cyan)
      case .emphasis(let inner): text + styled(inner).over(.italic)
      case .strong(let inner): text + styled(inner).over(.bold)
      case .link(let destination, let inner):
        text + styled(inner).over(.underline) + StyledText(" <\(destination)>", .dim)
      case .softBreak: text + StyledText(" ")
      case .lineBreak: text + StyledText("\n")
      }
    }
  }
}
