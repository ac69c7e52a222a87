/// The list that Tab shows: as many columns as fit, descriptions where there is room.
///
/// In: candidates, the terminal's size, a measure of width. Out: lines no wider than the terminal. Never writes.
struct CompletionLayout {
  let columns: Int
  let maximumRows: Int
  /// The cells that a text takes.
  let width: (String) -> Int

  func lines(for candidates: [Candidate]) -> [String] {
    let names = candidates.map { LineText.withoutControls($0.text) }
    let room = max(1, columns - 1)
    let rows = max(1, maximumRows)
    let widest = names.map(width).max() ?? 0
    if candidates.count <= rows, candidates.contains(where: { !$0.description.isEmpty }) {
      return zip(names, candidates).map { name, candidate in
        described(name, LineText.withoutControls(candidate.description), widest: min(widest, room / 2), room: room)
      }
    }
    let places = room / Self.widthWithDescription
    if places > 1, candidates.count <= rows * places, candidates.contains(where: { !$0.description.isEmpty }) {
      return describedColumns(names, candidates, places: places, room: room)
    }
    let perRow = max(1, (room + 2) / (widest + 2))
    let neededRows = (names.count + perRow - 1) / perRow
    guard neededRows > rows else { return table(names, rows: neededRows, widest: widest, room: room) }
    let shown = (rows - 1) * perRow
    guard shown > 0 else { return [fitted("\(names.count) choices; type more letters.", room)] }
    return table(Array(names.prefix(shown)), rows: rows - 1, widest: widest, room: room)
      + [fitted("… and \(names.count - shown) more; type more letters.", room)]
  }

  private func described(_ name: String, _ description: String, widest: Int, room: Int) -> String {
    let shown = fitted(name, description.isEmpty ? room : max(widest, min(width(name), room)))
    guard !description.isEmpty else { return shown }
    let padding = String(repeating: " ", count: max(0, widest - width(shown)) + 2)
    let left = room - width(shown) - padding.count
    return left < 4 ? shown : shown + padding + fitted(description, left)
  }

  /// A name with its description takes so much where several stand in a row.
  private static let widthWithDescription = 60

  /// Several columns of names with their descriptions, down the columns first.
  private func describedColumns(
    _ names: [String], _ candidates: [Candidate], places: Int, room: Int
  ) -> [String] {
    let rows = (names.count + places - 1) / places
    let cell = (room + 2) / places - 2
    return (0..<rows).map { row in
      var line = ""
      for index in stride(from: row, to: names.count, by: rows) {
        let column = index / rows * rows
        let widest = names[column..<min(names.count, column + rows)].map(width).max() ?? 0
        let text = described(
          names[index], LineText.withoutControls(candidates[index].description), widest: min(widest, cell / 2),
          room: cell)
        let isLast = index + rows >= names.count
        line += isLast ? text : text + String(repeating: " ", count: max(0, cell - width(text)) + 2)
      }
      return line
    }
  }

  /// Down the columns first, as `ls` does.
  private func table(_ names: [String], rows: Int, widest: Int, room: Int) -> [String] {
    (0..<rows).map { row in
      var line = ""
      for index in stride(from: row, to: names.count, by: rows) {
        let name = fitted(names[index], room)
        let isLast = index + rows >= names.count
        line += isLast ? name : name + String(repeating: " ", count: max(0, widest - width(name)) + 2)
      }
      return line
    }
  }

  /// The text, cut with … where it is wider than `limit`.
  func fitted(_ text: String, _ limit: Int) -> String {
    guard width(text) > limit else { return text }
    var out = ""
    var used = 0
    for character in text {
      used += width(String(character))
      guard used < limit else { break }
      out.append(character)
    }
    return limit > 0 ? out + "…" : ""
  }
}
