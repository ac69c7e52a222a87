import CLibedit

/// Moving the cursor and walking the history.
///
/// In: the line. Out: the cursor's new place or another line. A row here is a line of the text, not of the screen.
extension LineEditor {
  private func rowStart(_ scalars: [Unicode.Scalar], _ cursor: Int) -> Int {
    (scalars[..<cursor].lastIndex(of: "\n") ?? -1) + 1
  }

  private func rowEnd(_ scalars: [Unicode.Scalar], _ cursor: Int) -> Int {
    scalars[cursor...].firstIndex(of: "\n") ?? scalars.count
  }

  var isOnFirstRow: Bool {
    let (scalars, cursor) = buffer
    return !scalars[..<cursor].contains("\n")
  }

  var isOnLastRow: Bool {
    let (scalars, cursor) = buffer
    return !scalars[cursor...].contains("\n")
  }

  func moveVertically(by direction: Int) -> Reply {
    let (scalars, cursor) = buffer
    let start = rowStart(scalars, cursor)
    let column = cursor - start
    if direction < 0 {
      guard start > 0 else { return .bell }
      let above = rowStart(scalars, start - 1)
      move(to: min(above + column, start - 1))
    } else {
      let end = rowEnd(scalars, cursor)
      guard end < scalars.count else { return .bell }
      move(to: min(end + 1 + column, rowEnd(scalars, end + 1)))
    }
    return .refresh
  }

  func moveLeft() -> Reply {
    let (scalars, cursor) = buffer
    let length = LineText.lengthOfCharacter(endingAt: cursor, in: scalars)
    guard length > 0 else { return .bell }
    el_cursor(handle, Int32(clamping: -length))
    return .refresh
  }

  func moveRight() -> Reply {
    let (scalars, cursor) = buffer
    guard cursor < scalars.count else { return takeSuggestion { $0 } }
    el_cursor(handle, Int32(clamping: LineText.lengthOfCharacter(startingAt: cursor, in: scalars)))
    return .refresh
  }

  func moveToLineStart() -> Reply {
    let (scalars, cursor) = buffer
    let start = rowStart(scalars, cursor)
    move(to: start == cursor ? 0 : start)
    return .refresh
  }

  func moveToLineEnd() -> Reply {
    let (scalars, cursor) = buffer
    if cursor == scalars.count, !painting.ghost.isEmpty { return takeSuggestion { $0 } }
    let end = rowEnd(scalars, cursor)
    move(to: end == cursor ? scalars.count : end)
    return .refresh
  }

  func moveByWord(forwards: Bool) -> Reply {
    let (scalars, cursor) = buffer
    func isBlank(_ index: Int) -> Bool { scalars[index] == " " || scalars[index] == "\n" || scalars[index] == "\t" }
    var target = cursor
    if forwards {
      if cursor == scalars.count, !painting.ghost.isEmpty { return takeSuggestion(Self.firstWord) }
      while target < scalars.count, isBlank(target) { target += 1 }
      while target < scalars.count, !isBlank(target) { target += 1 }
    } else {
      while target > 0, isBlank(target - 1) { target -= 1 }
      while target > 0, !isBlank(target - 1) { target -= 1 }
    }
    move(to: target)
    return .refresh
  }

  /// Blanks and the word after them.
  static func firstWord(of text: String) -> String {
    let blanks = text.prefix { $0 == " " }
    return String(blanks + text.dropFirst(blanks.count).prefix { $0 != " " })
  }

  /// Takes the ghost text, or a part of it, into the line.
  private func takeSuggestion(_ part: (String) -> String) -> Reply {
    let ghost = painting.ghost
    guard !ghost.isEmpty else { return .bell }
    painting.ghost = ""
    return insertText(part(ghost))
  }

  func olderEntry() -> Reply {
    let line = self.line
    guard let entry = history.older(current: line.text, prefix: line.beforeCursor) else { return .bell }
    replace(with: entry)
    return .refresh
  }

  func newerEntry() -> Reply {
    guard let entry = history.newer(current: line.text) else { return .bell }
    replace(with: entry)
    return .refresh
  }
}
