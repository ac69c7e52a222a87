/// Draws the sections of a table as a box.
///
/// In: sections, the terminal's width. Out: the box's text. Colour, where asked for, makes cells bold blue and the marks
/// of nested sections dim yellow; it changes no width. (A terminal also gets a reset after each of awscli's writes; that
/// changes nothing to see and is left out.)
/// Source: the boxes that awscli 1.45.11 draws, by observation.
struct TableDrawing {
  private let colour: Bool
  private var output = ""

  static func text(of sections: [TableSection], columns: Int, colour: Bool) -> String {
    var sections = sections
    if width(of: sections) > columns { sections = sections.map(\.vertical) }
    let total = width(of: sections)
    var drawing = TableDrawing(colour: colour)
    drawing.output = String(repeating: "-", count: total) + "\n"
    for section in sections { drawing.draw(section, width: total - 2 * section.level) }
    return drawing.output
  }

  private init(colour: Bool) { self.colour = colour }

  private static func width(of sections: [TableSection]) -> Int { sections.map(\.naturalWidth).max() ?? 0 }

  private mutating func draw(_ section: TableSection, width: Int) {
    if let title = section.title, !title.isEmpty {
      line(centred(title, width: width, leftEdge: "|"), section)
      if section.headers.isEmpty, section.rows.isEmpty { line("+" + dashes(width - 2) + "+", section) }
    }
    let widths = section.columnWidths(total: width)
    if widths.isEmpty { return }
    if !section.headers.isEmpty {
      line(rule(widths), section)
      line(cells(section.headers, widths) { centred($0, width: $1, leftEdge: $2) }, section)
    }
    if section.rows.isEmpty { return }
    line(rule(widths), section)
    for row in section.rows { line(cells(row, widths) { leftAligned($0, width: $1, leftEdge: $2) }, section) }
    line(rule(widths), section)
  }

  private mutating func line(_ text: String, _ section: TableSection) {
    let mark = colour ? "\u{1B}[2m\u{1B}[33m|\u{1B}[0m" : "|"
    let marks = String(repeating: mark, count: section.level)
    output += marks + text + marks + "\n"
  }

  private func cells(_ cells: [String], _ widths: [Int], _ cell: (String, Int, String) -> String) -> String {
    zip(cells, widths).enumerated().map { cell($1.0, $1.1, $0 == 0 ? "|" : "") }.joined()
  }

  private func rule(_ widths: [Int]) -> String {
    widths.enumerated().map { $0 == 0 ? "+" + dashes($1 - 2) + "+" : dashes($1 - 1) + "+" }.joined()
  }

  private func centred(_ text: String, width: Int, leftEdge: String) -> String {
    let textWidth = TableSection.width(text)
    let start = width / 2 - textWidth / 2 - 1
    return leftEdge + blanks(start) + text + blanks(width - 1 - leftEdge.utf8.count - start - textWidth) + "|"
  }

  private func leftAligned(_ text: String, width: Int, leftEdge: String) -> String {
    let taken = TableSection.width(text) + leftEdge.utf8.count + 1
    let margin = width - taken - 2 >= 0 ? 2 : 0
    let styled = colour ? "\u{1B}[1m\u{1B}[34m\(text)\u{1B}[0m" : text
    return leftEdge + blanks(margin) + styled + blanks(width - taken - margin) + "|"
  }

  private func blanks(_ count: Int) -> String { String(repeating: " ", count: max(0, count)) }
  private func dashes(_ count: Int) -> String { String(repeating: "-", count: max(0, count)) }
}
