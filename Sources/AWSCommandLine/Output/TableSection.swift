/// One section of a table: a title, headers, rows, and how wide its columns are.
///
/// In: cells. Out: widths. Never draws.
/// Source: the widths that awscli 1.45.11 gives its tables, by observation: two cells of margin on either side of the
/// longest cell, then all columns scaled to the table's width.
import Text

struct TableSection {
  /// Nil for rows that have no title of their own; counted as four cells, as Python's `None` is.
  let title: String?
  /// How deep the section stands.
  let level: Int
  private(set) var headers: [String] = []
  private(set) var rows: [[String]] = []
  private var columnCount: Int?
  private var longest: [Int] = []

  init(title: String?, level: Int) {
    self.title = title
    self.level = level
  }

  mutating func addHeader(_ cells: [String]) throws(LayoutError) {
    try widen(by: cells)
    if columnCount == nil { columnCount = cells.count }
    headers = cells
  }

  mutating func addRow(_ cells: [String]) throws(LayoutError) {
    let count = columnCount ?? cells.count
    columnCount = count
    if cells.count != count {
      throw LayoutError(message: "Row should have \(count) elements, instead it has \(cells.count)")
    }
    rows.append(cells)
    try widen(by: cells)
  }

  private mutating func widen(by cells: [String]) throws(LayoutError) {
    let widths = cells.map(Self.width)
    if longest.isEmpty {
      longest = widths
    } else if widths.count > longest.count {
      throw LayoutError(message: "list index out of range")
    } else {
      for (column, width) in widths.enumerated() { longest[column] = max(longest[column], width) }
    }
  }

  /// The section's width with its border and the marks of its level, before any scaling.
  var naturalWidth: Int {
    let edges = 2 + 2 * level
    let titleWidth = title.map(Self.width) ?? 4
    return max(titleWidth + edges, longest.reduce(0) { $0 + $1 + 4 } + edges)
  }

  /// The columns' widths, stretched so that they make up `total`.
  func columnWidths(total: Int) -> [Int] {
    let natural = longest.map { $0 + 4 }
    if natural.isEmpty { return [] }
    let factor = Double(total) / Double(natural.reduce(0, +))
    var widths = natural.map { Int((factor * Double($0)).rounded(.toNearestOrEven)) }
    var excess = widths.reduce(0, +) - total
    while excess != 0 {
      let order = excess > 0 ? Array(widths.indices) : widths.indices.reversed()
      for column in order where excess != 0 {
        widths[column] -= excess.signum()
        excess -= excess.signum()
      }
    }
    return widths
  }

  /// The section with a row for each header, where it has headers and a single row; for terminals too narrow for it.
  var vertical: TableSection {
    guard rows.count == 1, !headers.isEmpty else { return self }
    var result = TableSection(title: title, level: level)
    result.rows = zip(headers, rows[0]).map { [$0, $1] }
    result.longest = [headers, rows[0]].map { $0.map(Self.width).max() ?? 0 }
    return result
  }

  /// Two cells for wide and ambiguous characters, one for any other: not what a terminal shows, but what the AWS CLI counts.
  static func width(_ text: String) -> Int {
    text.unicodeScalars.reduce(0) {
      $0 + (EastAsianWidth.isWide($1) || EastAsianWidth.isAmbiguous($1) ? 2 : 1)
    }
  }
}
