/// Text in pieces that each have a style.
///
/// In: pieces. Out: the same text measured, wrapped, cut, and written with or without escape sequences. Never lets through
/// a control character that was in a piece: what reaches the terminal besides text comes from `Style` alone.
package struct StyledText: Hashable, Sendable, ExpressibleByStringInterpolation {
  package struct Piece: Hashable, Sendable {
    package let text: String
    package let style: Style
  }
  package private(set) var pieces: [Piece] = []

  package init() {}
  package init(_ text: String, _ style: Style = .plain) { append(text, style) }
  package init(stringLiteral value: String) { append(value) }

  /// Adds text without its control characters (see `Sanitizer`).
  package mutating func append(_ text: String, _ style: Style = .plain) {
    let clean = Sanitizer.withoutControls(text)
    if clean.isEmpty { return }
    if let last = pieces.last, last.style == style {
      pieces[pieces.count - 1] = Piece(text: last.text + clean, style: style)
    } else {
      pieces.append(Piece(text: clean, style: style))
    }
  }
  package mutating func append(_ other: StyledText) {
    for piece in other.pieces { append(piece.text, piece.style) }
  }
  package static func + (left: StyledText, right: StyledText) -> StyledText {
    var result = left
    result.append(right)
    return result
  }

  package var isEmpty: Bool { pieces.isEmpty }
  /// The text alone.
  package var plain: String { pieces.map(\.text).joined() }
  /// In cells, as if it were one line.
  package var width: Int { pieces.reduce(0) { $0 + DisplayWidth.of($1.text) } }

  /// Every piece with `style` under its own.
  package func over(_ style: Style) -> StyledText {
    var result = StyledText()
    for piece in pieces { result.append(piece.text, style.union(piece.style)) }
    return result
  }

  /// The text for a terminal. Each styled piece is closed by a reset, and no style crosses a line's end.
  package func rendered(colour: Bool) -> String {
    if !colour { return plain }
    var result = ""
    for piece in pieces {
      let parameters = piece.style.parameters
      for (index, line) in piece.text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
        if index > 0 { result += "\n" }
        result += parameters.isEmpty || line.isEmpty ? String(line) : "\u{1B}[\(parameters)m\(line)\u{1B}[0m"
      }
    }
    return result
  }

  /// With blanks after it up to `columns` cells.
  package func padded(to columns: Int) -> StyledText {
    self + StyledText(String(repeating: " ", count: max(0, columns - width)))
  }

  /// Cut to `columns` cells, the last of them `…` where something was cut.
  package func truncated(to columns: Int) -> StyledText {
    if width <= columns { return self }
    var result = StyledText()
    var room = max(0, columns - 1)
    for piece in pieces {
      let pieceWidth = DisplayWidth.of(piece.text)
      if pieceWidth > room {
        result.append((piece.text + " ").truncated(to: min(room + 1, columns)), piece.style)
        return result
      }
      result.append(piece.text, piece.style)
      room -= pieceWidth
    }
    return result
  }
}
