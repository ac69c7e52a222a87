/// Breaks text into lines that fit.
///
/// In: text, line breaks included. Out: lines without line breaks, each at most `columns` cells wide (a single wide
/// character may be wider than one column). Breaks at blanks and beside wide characters; only a word longer than a line is
/// cut. Blanks at a break vanish, other blanks stay.
package enum Wrapping {
  /// - Parameters:
  ///   - indent: stands before each line; `firstIndent`, where given, before the first.
  package static func wrap(
    _ text: String, columns: Int, indent: String = "", firstIndent: String? = nil
  ) -> [String] {
    wrap(
      StyledText(text), columns: columns, indent: StyledText(indent), firstIndent: firstIndent.map { StyledText($0) }
    )
    .map(\.plain)
  }

  package static func wrap(
    _ text: StyledText, columns: Int, indent: StyledText = "", firstIndent: StyledText? = nil
  ) -> [StyledText] {
    var builder = LineBuilder(columns: columns, indent: indent, firstIndent: firstIndent ?? indent)
    for piece in text.pieces {
      for character in piece.text { builder.add(character, piece.style) }
    }
    return builder.finished()
  }
}

private struct LineBuilder {
  let columns: Int
  let indent: StyledText
  var lines: [StyledText] = []
  /// What is settled on the line at hand, then blanks that may vanish, then the word that may move to the next line.
  private var line: StyledText
  private var lineWidth = 0
  private var lineIsFresh = true
  private var blanks = StyledText()
  private var blankWidth = 0
  private var word = StyledText()
  private var wordWidth = 0

  init(columns: Int, indent: StyledText, firstIndent: StyledText) {
    self.columns = columns
    self.indent = indent
    line = firstIndent
    lineWidth = firstIndent.width
  }

  mutating func add(_ character: Character, _ style: Style) {
    if character.isNewline {
      settleWord()
      breakLine()
    } else if character == " " || character == "\t" {
      settleWord()
      blanks.append(String(character == "\t" ? " " : character), style)
      blankWidth += 1
    } else {
      let width = DisplayWidth.of(character)
      if width == 2 { settleWord() }
      if wordWidth > 0, roomForWord < wordWidth + width, indent.width + wordWidth + width > columns { settleWord() }
      word.append(String(character), style)
      wordWidth += width
      if width == 2 { settleWord() }
    }
  }

  mutating func finished() -> [StyledText] {
    settleWord()
    lines.append(line)
    return lines
  }

  private var roomForWord: Int { columns - lineWidth - blankWidth }

  private mutating func settleWord() {
    if word.isEmpty { return }
    if roomForWord < wordWidth, !lineIsFresh { breakLine() }
    line.append(blanks)
    line.append(word)
    lineWidth += blankWidth + wordWidth
    lineIsFresh = false
    (blanks, blankWidth, word, wordWidth) = (StyledText(), 0, StyledText(), 0)
  }

  private mutating func breakLine() {
    lines.append(line)
    line = indent
    lineWidth = indent.width
    lineIsFresh = true
    (blanks, blankWidth) = (StyledText(), 0)
  }
}
