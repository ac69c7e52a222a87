/// One incremental search through the history.
///
/// In: keys. Out: the entry found and the prompt to show. Never changes the history.
struct HistorySearch {
  /// What the line was before; ^G brings it back.
  let original: EditedLine
  var pattern = ""
  /// The entry found last.
  var index: Int?
  var hasFailed = false

  /// Always ends with a blank, as every prompt here does.
  var prompt: String { "(\(hasFailed ? "failed " : "")history) '\(LineText.withoutControls(pattern))': " }

  /// Whether the search itself answers this key; any other ends it.
  static func takes(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x07, 0x08, 0x12, 0x13, 0x15, 0x7F: true
    default: !LineText.isControl(scalar)
    }
  }
}

extension LineEditor {
  func beginSearch() -> Reply {
    changePrompt { search = HistorySearch(original: line) }
    return .nothing
  }

  func endSearch() {
    guard let search else { return }
    if !search.pattern.isEmpty { lastPattern = search.pattern }
    changePrompt { self.search = nil }
  }

  /// Draws everything anew: libedit must not compare a prompt that has styles with one that has none.
  private func changePrompt(_ change: () -> Void) {
    eraseInput()
    change()
    redraw()
  }

  func searchKey(_ scalar: Unicode.Scalar) -> Reply {
    guard var state = search else { return .bell }
    switch scalar.value {
    case 0x07:
      endSearch()
      replace(with: state.original.text, cursor: state.original.cursor)
      return .refresh
    case 0x12:
      if state.pattern.isEmpty { state.pattern = lastPattern }
      find(&state, history.lastMatch(of: state.pattern, before: state.index ?? history.entries.count))
    case 0x13:
      find(&state, history.firstMatch(of: state.pattern, after: state.index ?? history.entries.count))
    case 0x15:
      state.pattern = ""
      state.hasFailed = false
    case 0x08, 0x7F:
      if !state.pattern.isEmpty { state.pattern.removeLast() }
      find(&state, history.lastMatch(of: state.pattern, before: history.entries.count))
    default:
      state.pattern.unicodeScalars.append(scalar)
      find(&state, history.lastMatch(of: state.pattern, before: (state.index ?? history.entries.count) + 1))
    }
    search = state
    refreshPrompts()
    return .refresh
  }

  private func find(_ state: inout HistorySearch, _ index: Int?) {
    state.hasFailed = index == nil && !state.pattern.isEmpty
    guard let index else { return }
    state.index = index
    let entry = history.entries[index]
    let before = entry.ranges(of: state.pattern).last.map { entry[..<$0.lowerBound].unicodeScalars.count }
    replace(with: entry, cursor: before)
  }
}
