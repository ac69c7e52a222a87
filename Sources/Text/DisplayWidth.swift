/// How many terminal cells a text takes.
///
/// In: text without escape sequences. Out: cells. Never counts a control character, and counts what a reader sees as one
/// character (base and marks, an emoji sequence) once.
/// Source: Unicode Standard Annexes 11 (East Asian Width), 29 (grapheme clusters) and Technical Standard 51 (emoji).
package enum DisplayWidth {
  package static func of(_ text: some StringProtocol) -> Int {
    var width = 0
    for character in text { width += of(character) }
    return width
  }

  /// 0, 1 or 2; more only for clusters of several spacing letters.
  package static func of(_ character: Character) -> Int {
    if let byte = character.asciiValue { return byte < 0x20 || byte == 0x7F ? 0 : 1 }
    if isEmoji(character) { return 2 }
    var width = 0
    for scalar in character.unicodeScalars { width += of(scalar) }
    return width
  }

  private static func isEmoji(_ character: Character) -> Bool {
    let scalars = character.unicodeScalars
    guard let base = scalars.first, base.properties.isEmoji else { return false }
    if base.properties.isEmojiPresentation { return scalars.count > 1 || EastAsianWidth.isWide(base) }
    return scalars.dropFirst().contains { $0 == "\u{FE0F}" || $0.properties.isEmojiModifier }
  }

  private static func of(_ scalar: Unicode.Scalar) -> Int {
    if scalar == "\u{AD}" { return 1 }
    switch scalar.properties.generalCategory {
    case .control, .format, .nonspacingMark, .enclosingMark, .lineSeparator, .paragraphSeparator: return 0
    default: break
    }
    let isJoiningJamo = (0x1160...0x11FF).contains(scalar.value) || (0xD7B0...0xD7FF).contains(scalar.value)
    if isJoiningJamo { return 0 }
    return EastAsianWidth.isWide(scalar) ? 2 : 1
  }
}

extension String {
  /// The text with blanks after it up to `columns` cells; unchanged where it is as wide already.
  package func padded(to columns: Int) -> String {
    self + String(repeating: " ", count: max(0, columns - DisplayWidth.of(self)))
  }

  /// The text cut to `columns` cells, the last of them `…` where something was cut.
  package func truncated(to columns: Int) -> String {
    if DisplayWidth.of(self) <= columns { return self }
    if columns <= 0 { return "" }
    var width = 0
    var result = ""
    for character in self {
      width += DisplayWidth.of(character)
      if width > columns - 1 { break }
      result.append(character)
    }
    return result + "…"
  }
}
