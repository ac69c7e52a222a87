import CLibedit

/// Completion and help at the cursor.
///
/// In: what the outside knows about the line. Out: a longer line, or lines printed below it; the line itself stays.
extension LineEditor {
  /// Tab: puts in what all candidates share, and lists them where there is nothing to put in.
  func complete() -> Reply {
    let line = self.line
    let completions = outside.complete(line)
    let count = line.text.unicodeScalars.count
    let range = completions.replaced.clamped(to: 0..<count)
    guard let first = completions.candidates.first else { return .bell }
    let scalars = Array(line.text.unicodeScalars)
    let typed = String(String.UnicodeScalarView(scalars[range]))
    let isOnly = completions.candidates.count == 1
    let shared =
      isOnly ? first.text + suffix(first, before: line) : LineText.commonPrefix(completions.candidates.map(\.text))
    if shared != typed, isOnly || shared.count > typed.count {
      return put(LineText.withoutControls(shared), in: range, of: scalars)
    }
    guard !isOnly, listedFor != line else { return .bell }
    listedFor = line
    let layout = CompletionLayout(columns: columns, maximumRows: max(1, rows - 3), width: CharacterCells.of)
    show(layout.lines(for: completions.candidates))
    return .nothing
  }

  /// No second blank where one follows already.
  private func suffix(_ candidate: Candidate, before line: EditedLine) -> String {
    line.afterCursor.hasPrefix(candidate.suffix) ? "" : candidate.suffix
  }

  private func put(_ text: String, in range: Range<Int>, of scalars: [Unicode.Scalar]) -> Reply {
    let before = String(String.UnicodeScalarView(scalars[..<range.lowerBound]))
    let after = String(String.UnicodeScalarView(scalars[range.upperBound...]))
    let whole = before + text + after
    guard whole.utf8.count <= configuration.lineLimitBytes else { return insertText(text) }
    replace(with: whole, cursor: range.lowerBound + text.unicodeScalars.count)
    return .refresh
  }

  func showHelp() -> Reply {
    let lines = outside.help(line)
    guard !lines.isEmpty else { return .bell }
    show(lines)
    return .nothing
  }

  /// `?`: help, or the character itself inside quotes and where a pattern or a query is being typed.
  func question() -> Reply {
    if isReplacing || !LineText.questionMarkAsksForHelp(after: line.beforeCursor) { return insertTyped("?") }
    return showHelp()
  }
}
