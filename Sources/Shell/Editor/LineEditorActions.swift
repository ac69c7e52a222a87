import CLibedit

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// What the keys do.
///
/// In: an action or a typed character. Out: a changed line and libedit's next step. Never loses the line: what does
/// not fit is refused with a message.
extension LineEditor {
  /// Carries out what the private key code stands for.
  func act() -> Reply {
    guard let action = pending else { return .bell }
    pending = nil
    return perform(action)
  }

  func actInCommandMode() -> Reply {
    if case .insert = pending { return .bell }
    return act()
  }

  func perform(_ action: KeyAction) -> Reply {
    if case .searchKey(let scalar) = action { return searchKey(scalar) }
    endSearch()
    switch action {
    case .up: return isOnFirstRow || history.isBrowsing(line.text) ? olderEntry() : moveVertically(by: -1)
    case .down: return isOnLastRow || history.isBrowsing(line.text) ? newerEntry() : moveVertically(by: 1)
    case .left: return moveLeft()
    case .right: return moveRight()
    case .wordLeft: return moveByWord(forwards: false)
    case .wordRight: return moveByWord(forwards: true)
    case .lineStart: return moveToLineStart()
    case .lineEnd: return moveToLineEnd()
    case .delete: return deleteForwards()
    case .help: return showHelp()
    case .paste: return paste()
    case .insert(let scalar): return insertTyped(scalar)
    case .nothing, .endSearch, .searchKey: return .refresh
    }
  }

  /// Inserts a typed character, and with it what is waiting behind it (in vi's modes each key counts for `.`).
  func insertTyped(_ scalar: Unicode.Scalar) -> Reply {
    if isReplacing { return overwrite(with: scalar) }
    var text = String(scalar)
    if !usesVi {
      while text.utf8.count < 4096,
        let next = reader.readyScalar(where: { !LineText.isControl($0) && $0 != "?" })
      {
        text.unicodeScalars.append(next)
      }
    }
    return insertText(text)
  }

  func insertText(_ text: String) -> Reply {
    insert(text) ? .refresh : refuse("That does not fit: a line holds \(configuration.lineLimitBytes / 1024) KiB.")
  }

  private func refuse(_ reason: String) -> Reply {
    let isTall = layout().rowCount > rows - 4
    goBelow()
    write(reason + " Write longer JSON to a file with `edit NAME` and pass file://NAME. The line is kept.\n\u{7}")
    if isTall {
      // Drawing such a line again would push the message off the screen; that can wait for the next key.
      clibedit_flush(handle)
      reader.waitForAnything()
    }
    redraw()
    return .nothing
  }

  /// Enter: finishes the line, or opens a row where it is unfinished.
  func accept() -> Reply {
    guard lengthInBytes <= configuration.lineLimitBytes else {
      return refuse("The line is longer than \(configuration.lineLimitBytes / 1024) KiB.")
    }
    guard outside.isComplete(line.text) else { return insertText("\n") }
    hidesRightPrompt = true
    refreshPrompts()
    move(to: buffer.scalars.count)
    push(PrivateCode.newline)
    return .refresh
  }

  func deleteOrEnd() -> Reply {
    if buffer.scalars.isEmpty {
      goBelow()
      ending = .endOfFile
      return .endOfInput
    }
    return deleteForwards()
  }

  private func deleteForwards() -> Reply {
    let (scalars, cursor) = buffer
    let length = LineText.lengthOfCharacter(startingAt: cursor, in: scalars)
    guard length > 0 else { return .bell }
    el_cursor(handle, Int32(clamping: length))
    deleteBefore(length)
    return .refresh
  }

  func backspace() -> Reply {
    let (scalars, cursor) = buffer
    let length = LineText.lengthOfCharacter(endingAt: cursor, in: scalars)
    guard length > 0 else { return .bell }
    deleteBefore(length)
    return .refresh
  }

  func clearScreen() -> Reply {
    write("\u{1B}[H\u{1B}[2J")
    redraw()
    return .nothing
  }

  /// ^V: the next key goes into the line as it is, NUL excepted.
  func insertQuoted() -> Reply {
    paint()
    clibedit_flush(handle)
    switch nextKey() {
    case .scalar("\0"), .endOfInput: return .bell
    case .scalar(let scalar): return insertText(String(scalar))
    case .sequence(let sequence): return insertText("\u{1B}" + sequence)
    case .signal, .wake: return .refresh
    }
  }

  /// The next key of a command that takes one. Notices and other sizes of the window come after it; what ends the line
  /// ends the command too.
  private func nextKey() -> KeyReader.Event {
    var later: [Int32] = []
    var isWoken = false
    defer {
      for number in later { reader.putBack(signal: number) }
      if isWoken { reader.putBackWake() }
    }
    while true {
      let event = reader.next()
      switch event {
      case .scalar, .sequence, .endOfInput: return event
      case .wake: isWoken = true
      case .signal(let number):
        later.append(number)
        if number == SIGINT || number == SIGTERM || number == SIGHUP { return event }
      }
    }
  }

  /// vi's `r`.
  func replaceCharacter() -> Reply {
    guard buffer.cursor < buffer.scalars.count else { return .bell }
    clibedit_flush(handle)
    guard case .scalar(let scalar) = nextKey(), !LineText.isControl(scalar) else { return .bell }
    let reply = overwrite(with: scalar)
    el_cursor(handle, -1)
    return reply
  }

  /// vi's `.`, but not out of itself: libedit may play back a `.` that was typed as text, and would never end.
  func repeatChange() -> Reply {
    guard !isRepeating else { return .bell }
    isRepeating = true
    push(PrivateCode.viRedo)
    return .nothing
  }

  /// vi's `R`.
  func beginReplacing() -> Reply {
    isReplacing = true
    push(PrivateCode.viInsert)
    return .refresh
  }

  private func overwrite(with scalar: Unicode.Scalar) -> Reply {
    let (scalars, cursor) = buffer
    if cursor < scalars.count, scalars[cursor] != "\n" { _ = deleteForwards() }
    return insertText(String(scalar))
  }

  /// A bracketed paste: read to its end mark, then put in as a whole or not at all.
  func paste() -> Reply {
    let mark = Array("\u{1B}[201~".utf8)
    var bytes: [UInt8] = []
    var total = 0
    var later: [Int32] = []
    var isWoken = false
    defer {
      for number in later { reader.putBack(signal: number) }
      if isWoken { reader.putBackWake() }
    }
    reading: while true {
      switch reader.nextByte(timeoutMilliseconds: -1) {
      case .byte(let byte):
        total += 1
        bytes.append(PastedText.unswapped(byte))
        if bytes.suffix(mark.count) == mark[...] { break reading }
        // Beyond the limit only the end mark is of interest.
        if bytes.count > 4 * configuration.lineLimitBytes { bytes.removeFirst(2 * configuration.lineLimitBytes) }
      case .signal(let number):
        later.append(number)
        if number == SIGINT || number == SIGTERM || number == SIGHUP { return .refresh }
      case .wake: isWoken = true
      case .endOfInput: break reading
      case .nothing: continue
      }
    }
    let fits = total - mark.count <= 2 * configuration.lineLimitBytes
    let text = fits ? PastedText.normalised(bytes.dropLast(mark.count)) : ""
    guard fits, insert(text) else {
      return refuse(
        "The paste of \((total + 1023) / 1024) KiB does not fit: a line holds "
          + "\(configuration.lineLimitBytes / 1024) KiB.")
    }
    return .refresh
  }
}
