import CLibedit

/// What the editor puts on the screen beside libedit's own drawing: colours, ghost text, and room for other text.
///
/// In: the line and its layout. Out: escape sequences that leave the cursor where libedit believes it is.
/// Never changes which character stands in which cell, except beyond the end of the line.
struct Painting {
  /// Cells of ghost text on the screen, right of the cursor.
  var ghostCells = 0
  /// The ghost text itself, whole.
  var ghost = ""
  /// Whether colours are on the screen.
  var isColoured = false
}

extension LineEditor {
  func layout() -> LineLayout {
    let (scalars, cursor) = buffer
    return LineLayout(
      prompt: shownPrompt, line: scalars, cursor: cursor, columns: columns, width: CharacterCells.of)
  }

  /// The prompt's characters as they take room on the screen.
  private var shownPrompt: String { search?.prompt ?? PromptText.plain(prompt.segments) }

  /// Hands the prompts to libedit. The right one goes without its style, which is painted: libedit keeps the styles
  /// it draws by number, and a prompt that comes and goes makes it reach for one that is no more.
  func refreshPrompts() {
    promptStore.hold(search?.prompt ?? PromptText.marked(prompt.segments, colour: usesColour))
    rightPromptStore.hold(hidesRightPrompt || search != nil ? "" : PromptText.plain(rightPrompt))
  }

  private var rightPromptCells: Int {
    hidesRightPrompt || search != nil ? 0 : CharacterCells.of(PromptText.plain(rightPrompt))
  }

  /// libedit draws the right prompt on the first row, where it leaves a gap.
  func isRightPromptShown(_ layout: LineLayout) -> Bool {
    rightPromptCells > 0 && layout.end.row == 0 && columns - layout.end.column - rightPromptCells > 1
  }

  func visibleRow(_ row: Int) -> Int { min(row, rows - 1) }
  func up(_ count: Int) -> String { count > 0 ? "\u{1B}[\(count)A" : "" }
  func down(_ count: Int) -> String { count > 0 ? "\u{1B}[\(count)B" : "" }
  func right(_ count: Int) -> String { count > 0 ? "\u{1B}[\(count)C" : "" }

  /// Draws everything anew from the cursor's row.
  func redraw() {
    painting = Painting()
    refreshPrompts()
    clibedit_refresh(handle)
  }

  /// Clears the rows of the line and leaves the cursor at the first of them.
  func eraseInput() {
    let layout = layout()
    erase(rowsAbove: visibleRow(layout.cursor.row), rowCount: min(layout.rowCount, rows))
  }

  /// The first row is cleared by itself: tmux moves a screen erased from its corner into its history.
  func erase(rowsAbove: Int, rowCount: Int) {
    write("\(up(rowsAbove))\r\u{1B}[K")
    if rowCount > 1 { write("\u{1B}[1B\u{1B}[J\u{1B}[1A") }
  }

  /// Goes to the start of the row below the line; the line stays, without its right prompt.
  func goBelow(saying text: String = "") {
    let layout = layout()
    if isRightPromptShown(layout) {
      write("\r\(right(layout.end.column))\u{1B}[K")
    } else {
      let rowsDown = visibleRow(layout.end.row) - visibleRow(layout.cursor.row)
      write("\r\(down(rowsDown))\(right(layout.end.column))")
    }
    write(text + "\r\n")
  }

  /// Prints lines below the line being edited and draws it again below them.
  func show(_ lines: [String]) {
    goBelow()
    for line in lines { write(line + "\n") }
    redraw()
  }

  /// Colours and ghost text for the line as it is now.
  func paint() {
    guard usesColour, ending == nil, search == nil else { return }
    let (scalars, cursor) = buffer
    guard scalars.count <= 4096 else { return }
    let layout = layout()
    guard layout.rowCount <= rows else { return }
    let text = String(String.UnicodeScalarView(scalars))
    let colours =
      (coloursSyntax ? painted(EditedLine(text: text, cursor: cursor), scalars, layout) : "")
      + paintedRightPrompt(layout)
    if !colours.isEmpty { write("\u{1B}7\(up(layout.cursor.row))\r\(colours)\u{1B}[0m\u{1B}8") }
    if showsSuggestions, cursor == scalars.count, !scalars.isEmpty { paintGhost(text, layout) }
  }

  /// The line again in its colours, from the first row's start; back at that row's start afterwards.
  private func painted(_ line: EditedLine, _ scalars: [Unicode.Scalar], _ layout: LineLayout) -> String {
    var styles = [TerminalStyle](repeating: .plain, count: scalars.count)
    for styled in outside.colour(line) where styled.style != .plain {
      for index in styled.range.clamped(to: 0..<scalars.count) { styles[index] = styled.style }
    }
    let isColoured = styles.contains { $0 != .plain }
    guard isColoured || painting.isColoured else { return "" }
    painting.isColoured = isColoured
    var out = ""
    var row = 0
    var column = -1
    var style = TerminalStyle.plain
    // Unprintable characters are spelled out by libedit; they keep their plain cells.
    for (index, scalar) in scalars.enumerated()
    where 1...2 ~= layout.cells[index] && !LineText.isControl(scalar) {
      let place = layout.places[index]
      if place.row != row || place.column != column {
        out += "\r\(down(place.row - row))\(right(place.column))"
        row = place.row
      }
      if styles[index] != style {
        style = styles[index]
        out += style.escape
      }
      out.unicodeScalars.append(scalar)
      column = place.column + layout.cells[index]
    }
    return out + "\r\(up(row))"
  }

  private func paintedRightPrompt(_ layout: LineLayout) -> String {
    guard isRightPromptShown(layout), rightPrompt.contains(where: { $0.style != .plain }) else { return "" }
    let segments = rightPrompt.map { $0.style.escape + LineText.withoutControls($0.text) }
    return right(columns - rightPromptCells - 1) + segments.joined() + "\r"
  }

  private func paintGhost(_ text: String, _ layout: LineLayout) {
    guard let suggestion = outside.suggest(text).map(LineText.withoutControls), !suggestion.isEmpty else { return }
    let reserved = isRightPromptShown(layout) ? rightPromptCells + 1 : 0
    let room = columns - layout.end.column - reserved - 1
    var shown = ""
    var cells = 0
    for character in suggestion {
      let width = CharacterCells.of(String(character))
      guard cells + width <= room else { break }
      shown.append(character)
      cells += width
    }
    guard cells > 0 else { return }
    painting.ghostCells = cells
    painting.ghost = suggestion
    write("\u{1B}7\(TerminalStyle.dim.escape)\(shown)\u{1B}[0m\u{1B}8")
  }

  /// Takes the ghost text off the screen; the text itself stays known until the next painting.
  func unpaint() {
    guard painting.ghostCells > 0 else {
      painting.ghost = ""
      return
    }
    write("\u{1B}7" + String(repeating: " ", count: painting.ghostCells) + "\u{1B}8")
    painting.ghostCells = 0
  }
}
