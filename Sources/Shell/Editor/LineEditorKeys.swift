import CLibedit

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// The keys on their way into libedit.
///
/// In: `KeyReader`'s events. Out: the characters that libedit looks up in its bindings; whatever it must not see
/// itself (characters beyond ASCII, whole key sequences) goes in as one private code, with its meaning in `pending`.
/// Here alone the screen is painted, signals are answered and notices shown: libedit has just flushed.
extension LineEditor {
  /// Codes that no key sends: C1 control characters are dropped on their way in.
  enum PrivateCode {
    static let act: wchar_t = 0x80
    static let newline: wchar_t = 0x81
    static let viCommand: wchar_t = 0x82
    static let viInsert: wchar_t = 0x83
    static let viRedo: wchar_t = 0x84
  }

  /// libedit's reader: 1 with a character, 0 at the end of input, -1 when the line is given up.
  func readKey(into key: UnsafeMutablePointer<wchar_t>) -> Int32 {
    pending = nil
    isRepeating = false
    repairCursor()
    while ending == nil {
      if !raw.isEmpty {
        key.pointee = wchar_t(bitPattern: raw.removeFirst().value)
        return 1
      }
      if !reader.hasInput {
        paint()
        clibedit_flush(handle)
      }
      let event = reader.next()
      unpaint()
      switch event {
      case .signal(let number): answer(signal: number)
      case .wake:
        let before = prompt
        outside.wake()
        showNotices(promptChanged: prompt != before)
      case .endOfInput: ending = .endOfFile
      case .sequence(let sequence):
        if userSequences.contains(sequence), search == nil {
          raw = ["\u{1B}"] + sequence.unicodeScalars
        } else if let action = KeySequence.action(sequence) {
          key.pointee = code(for: action)
          return 1
        }
      case .scalar(let scalar):
        guard let code = code(for: scalar) else { continue }
        key.pointee = code
        return 1
      }
    }
    key.pointee = 0
    guard ending != .endOfFile else { return 0 }
    errno = EINTR
    return -1
  }

  /// Has libedit look these codes up before any key.
  func push(_ codes: wchar_t...) {
    (codes + [0]).withUnsafeBufferPointer { el_wpush(handle, $0.baseAddress) }
  }

  private func code(for action: KeyAction) -> wchar_t {
    pending = action
    return PrivateCode.act
  }

  /// The code for one character, nil for one that is dropped.
  private func code(for scalar: Unicode.Scalar) -> wchar_t? {
    if search != nil {
      if HistorySearch.takes(scalar) { return code(for: .searchKey(scalar)) }
      if scalar != "\u{1B}" || reader.hasInput { reader.putBack(Array(String(scalar).utf8)) }
      return code(for: .endSearch)
    }
    switch scalar.value {
    // Control-space, or a Control-D typed while a command ran. libedit sets its mark, and then puts the next private code
    // into the line as a character.
    case 0: return nil
    case 0x1B where usesVi:
      isReplacing = false
      return PrivateCode.viCommand
    case ..<0x80: return wchar_t(bitPattern: scalar.value)
    case 0x80...0x9F: return nil
    default: return code(for: .insert(scalar))
    }
  }

  func answer(signal number: Int32) {
    switch number {
    case SIGINT: interrupt()
    case SIGWINCH: resize()
    case SIGTSTP: suspend()
    case SIGCONT: takeTerminalAgain()
    case SIGTERM, SIGHUP:
      goBelow()
      ending = .terminated(signal: number)
    default: break
    }
  }

  private func interrupt() {
    _ = clibedit_take_interrupt()
    goBelow(saying: "^C")
    reader.forget()
    ending = .interrupted
  }

  private func suspend() {
    goBelow()
    write("\u{1B}[?2004l")
    clibedit_flush(handle)
    clibedit_set_raw(handle, 0)
    releaseSignals()
    raise(SIGTSTP)
    catchSignals()
    takeTerminalAgain()
  }

  private func takeTerminalAgain() {
    clibedit_set_raw(handle, 0)
    clibedit_set_raw(handle, 1)
    write("\u{1B}[?2004h")
    takeSize()
    el_resize(handle)
    write("\r\u{1B}[K")
    redraw()
  }

  private func resize() {
    let before = layout()
    let hadRightPrompt = isRightPromptShown(before)
    takeSize()
    let after = layout()
    let used = hadRightPrompt ? (before.columns + columns - 1) / columns : after.rowCount
    erase(rowsAbove: min(after.cursor.row, rows - 1), rowCount: min(used, rows))
    el_resize(handle)
    redraw()
  }

  private func showNotices(promptChanged: Bool) {
    let texts = notices.takeAll()
    guard !texts.isEmpty || promptChanged && search == nil else { return }
    eraseInput()
    if promptChanged { refreshPrompts() }
    for text in texts { write(finished(text)) }
    redraw()
  }
}
