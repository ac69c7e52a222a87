/// Markdown as lines of a terminal.
///
/// In: Markdown blocks of a lesson. Out: styled lines, wrapped to the canvas. Meaning never hangs on style alone: code
/// keeps its backticks, lists their bullets. Code blocks are never wrapped, so that they can be copied.
import Lessons
import Text

extension Canvas {
  /// - Parameter indent: cells before each line.
  package func markdown(_ blocks: [MarkdownBlock], indent: Int = 0) -> [String] {
    let space = StyledText(String(repeating: " ", count: indent))
    let lines = MarkdownLines(columns: proseColumns - indent, isPlain: isPlain).lines(blocks)
    return rendered(lines.map { $0.isEmpty ? $0 : space + $0 })
  }

  /// Markdown text, as diagnoses and choices hold it.
  package func markdown(text: String, indent: Int = 0) -> [String] {
    markdown(MarkdownReader.blocks(of: text), indent: indent)
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

  /// One line of Markdown, such as the text of a check.
  static func styled(text: String) -> StyledText { styled(MarkdownReader.inlines(of: text)) }
}

private struct MarkdownLines {
  let columns: Int
  let isPlain: Bool

  init(columns: Int, isPlain: Bool) {
    self.columns = max(16, columns)
    self.isPlain = isPlain
  }

  private func narrower(by cells: Int) -> MarkdownLines { MarkdownLines(columns: columns - cells, isPlain: isPlain) }

  /// - Parameter isTight: no empty line between the blocks, as in a list without empty lines.
  func lines(_ blocks: [MarkdownBlock], isTight: Bool = false) -> [StyledText] {
    var lines: [StyledText] = []
    for block in blocks {
      if !lines.isEmpty, !isTight { lines.append(StyledText()) }
      lines += self.lines(block)
    }
    return lines
  }

  private func lines(_ block: MarkdownBlock) -> [StyledText] {
    switch block {
    case .heading(_, let inlines): Wrapping.wrap(Canvas.styled(inlines).over(.bold), columns: columns)
    case .paragraph(let inlines): Wrapping.wrap(Canvas.styled(inlines), columns: columns)
    case .list(let list): self.lines(list)
    case .codeBlock(_, let text):
      text.split(separator: "\n", omittingEmptySubsequences: false).map { StyledText("    " + $0, .cyan) }
    case .quote(let inner): narrower(by: 2).lines(inner).map { StyledText("| ", .dim) + $0 }
    case .table(let table): self.lines(table)
    case .rule: [StyledText(String(repeating: "-", count: min(columns, 40)), .dim)]
    }
  }

  private func lines(_ list: MarkdownList) -> [StyledText] {
    var lines: [StyledText] = []
    let last = list.firstNumber.map { $0 + list.items.count - 1 }
    let width = last.map { "\($0). ".count } ?? 2
    for (index, item) in list.items.enumerated() {
      let mark = list.firstNumber.map { "\($0 + index). " } ?? "* "
      if !list.isTight, index > 0 { lines.append(StyledText()) }
      for (number, line) in narrower(by: width + 2).lines(item, isTight: list.isTight).enumerated() {
        lines.append(line.isEmpty ? line : StyledText("  " + (number == 0 ? mark : "").padded(to: width)) + line)
      }
    }
    return lines
  }

  // MARK: Tables

  /// A table that is too wide, or is read aloud, becomes a list of its cells with their headings.
  private func lines(_ table: MarkdownTable) -> [StyledText] {
    let header = table.header.map(Canvas.styled)
    let rows = table.rows.map { $0.map(Canvas.styled) }
    let widths = header.indices.map { column in
      ([header] + rows).map { column < $0.count ? $0[column].width : 0 }.max() ?? 0
    }
    let width = 2 + widths.reduce(0, +) + 2 * max(0, widths.count - 1)
    if isPlain || width > columns { return read(header, rows) }
    let rule = widths.map { String(repeating: "-", count: $0) }.joined(separator: "  ")
    return [line(header.map { $0.over(.bold) }, widths), StyledText("  " + rule, .dim)] + rows.map { line($0, widths) }
  }

  private func line(_ cells: [StyledText], _ widths: [Int]) -> StyledText {
    var line = StyledText("  ")
    for (index, cell) in cells.prefix(widths.count).enumerated() {
      line.append(index == widths.count - 1 ? cell : cell.padded(to: widths[index] + 2))
    }
    return line
  }

  private func read(_ header: [StyledText], _ rows: [[StyledText]]) -> [StyledText] {
    rows.enumerated().flatMap { number, row in
      (number > 0 ? [StyledText()] : [])
        + zip(header, row).filter { !$0.1.isEmpty }.flatMap { heading, cell in
          let text = heading.isEmpty ? cell : heading.over(.bold) + StyledText(": ") + cell
          return Wrapping.wrap(text, columns: columns, indent: "    ", firstIndent: "  ")
        }
    }
  }
}
