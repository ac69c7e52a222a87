import CLibedit

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Which key does what.
///
/// In: the mode and the user's own file. Out: libedit's key maps. Names that a user may bind start with `drydock-`.
/// Never binds libedit's own insert, history or search functions: the editor has its own.
/// Source: editline(3) for the order of calls, editrc(5) for the syntax of keys.
extension LineEditor {
  /// What a function tells libedit to do next (CC_… of editline(3)).
  enum Reply: UInt8 {
    case nothing = 0
    case endOfInput = 2
    case refresh = 4
    case bell = 6
  }

  func setUp(mode wanted: EditorConfiguration.Mode?) {
    let path = configuration.editrcPath
    let file = EditrcFile(text: path.map(EditrcFile.text) ?? "", programName: configuration.programName)
    let mode = wanted ?? file.mode ?? .emacs
    usesVi = mode == .vi
    userSequences = file.sequences
    clibedit_set_editor(handle, mode.rawValue)
    clibedit_ignore_signals(handle)
    clibedit_free_flow_control_keys(handle)
    clibedit_set_prompt(handle, { LineEditor.owner(of: $0)?.promptStore.start }, wchar_t(PromptText.mark.value))
    clibedit_set_right_prompt(
      handle, { LineEditor.owner(of: $0)?.rightPromptStore.start }, wchar_t(PromptText.mark.value))
    clibedit_set_reader(handle) { handle, key in
      guard let key, let editor = LineEditor.owner(of: handle) else { return 0 }
      return editor.readKey(into: key)
    }
    if !hasFunctions { addFunctions() }
    bindInsertion()
    bind(Self.commonKeys)
    bind(usesVi ? Self.viKeys : Self.emacsKeys)
    if usesVi { for (key, function) in Self.viCommandKeys { clibedit_bind_command_mode(handle, key, function) } }
    for command in file.bindings { carryOut(command, path: path ?? "") }
  }

  private func bind(_ keys: [(String, String)]) {
    for (key, function) in keys { clibedit_bind(handle, key, function) }
  }

  private func bindInsertion() {
    for code in Array(0x20...0x7E) + Array(0xA0...0xFF) { clibedit_bind(handle, Self.octal(code), "drydock-insert") }
    clibedit_bind(handle, "?", "drydock-question")
    for (code, function) in [(0x80, "drydock-act"), (0x81, "ed-newline"), (0x82, "vi-command-mode")] {
      clibedit_bind(handle, Self.octal(code), function)
    }
    guard usesVi else { return }
    let inCommandMode = [
      (0x80, "drydock-act-command"), (0x81, "ed-newline"), (0x82, "vi-command-mode"), (0x83, "vi-insert"),
      (0x84, "vi-redo"),
    ]
    for (code, function) in inCommandMode { clibedit_bind_command_mode(handle, Self.octal(code), function) }
  }

  private static func octal(_ code: Int) -> String {
    let digits = String(code, radix: 8)
    return "\\" + String(repeating: "0", count: 3 - digits.count) + digits
  }

  private func carryOut(_ command: EditrcFile.Command, path: String) {
    var words = command.words.map { word in word.withCString { UnsafePointer(strdup($0)) } }
    defer { for word in words { free(UnsafeMutablePointer(mutating: word)) } }
    clibedit_report_errors(handle, 1)
    let status = el_parse(handle, Int32(words.count), &words)
    clibedit_report_errors(handle, 0)
    guard status != 0 else { return }
    let line = command.words.joined(separator: " ")
    notices.post(
      "\(path), line \(command.lineNumber): \"\(LineText.withoutControls(line))\" is not understood; see editrc(5).")
  }

  private static let commonKeys = [
    ("^I", "drydock-complete"), ("^M", "drydock-accept"), ("^J", "drydock-accept"), ("^D", "drydock-delete-or-end"),
    ("^R", "drydock-search"), ("^S", "drydock-search"), ("^L", "drydock-clear"), ("^V", "drydock-quoted-insert"),
    ("^P", "drydock-up"), ("^N", "drydock-down"), ("^A", "drydock-line-start"), ("^E", "drydock-line-end"),
    ("^B", "drydock-left"), ("^F", "drydock-right"), ("^H", "drydock-backspace"), ("^?", "drydock-backspace"),
    ("^K", "ed-kill-line"), ("^W", "ed-delete-prev-word"),
  ]

  private static let emacsKeys = [
    ("^U", "em-kill-line"), ("^O", "ed-ignore"), ("^Q", "ed-ignore"), ("^C", "ed-ignore"), ("^Z", "ed-ignore"),
    ("\\e?", "drydock-help"), ("\\eh", "drydock-help"), ("\\e^M", "drydock-newline"), ("\\e^J", "drydock-newline"),
    ("\\ep", "drydock-up"), ("\\en", "drydock-down"), ("\\eP", "drydock-up"), ("\\eN", "drydock-down"),
    ("\\ex", "ed-unassigned"), ("\\eX", "ed-unassigned"), ("\\e<", "ed-unassigned"), ("\\e>", "ed-unassigned"),
  ]

  private static let viKeys =
    [("^U", "vi-kill-line-prev"), ("^O", "ed-ignore"), ("^Q", "ed-ignore")]
    + ["^@", "^G", "^T", "^X", "^Y", "^]", "^_", "^\\^"].map { ($0, "ed-unassigned") }

  private static let viCommandKeys =
    [
      ("^M", "drydock-accept"), ("^J", "drydock-accept"), ("^D", "drydock-delete-or-end"), ("^R", "drydock-search"),
      ("^L", "drydock-clear"), ("/", "drydock-search"), ("?", "drydock-search"), ("k", "drydock-up"),
      ("j", "drydock-down"), ("\\055", "drydock-up"), ("+", "drydock-down"), ("^P", "drydock-up"),
      ("^N", "drydock-down"),
      ("r", "drydock-replace-character"), ("R", "drydock-replace-mode"), (".", "drydock-repeat"),
    ]
    // These reach for libedit's own history, start another program, or take the line away.
    + ["G", "J", "K", "N", "U", "n", "_", "@", "#", ":", "v", "^V"].map { ($0, "ed-unassigned") }

  private func addFunctions() {
    hasFunctions = true
    func add(_ name: String, _ help: String, _ function: clibedit_function) {
      clibedit_add_function(handle, name, help, function)
    }
    add("drydock-insert", "Insert the character typed") { run($0, $1) { $0.insertTyped($1) } }
    add("drydock-act", "Do what the key pressed stands for") { run($0, $1) { editor, _ in editor.act() } }
    add("drydock-act-command", "The same in command mode") { run($0, $1) { editor, _ in editor.actInCommandMode() } }
    add("drydock-complete", "Complete the word or list its completions") {
      run($0, $1) { editor, _ in editor.complete() }
    }
    add("drydock-accept", "Run the line, or open a row where it is unfinished") {
      run($0, $1) { editor, _ in editor.accept() }
    }
    add("drydock-newline", "Open a row") { run($0, $1) { editor, _ in editor.insertText("\n") } }
    add("drydock-delete-or-end", "Delete a character, or leave where the line is empty") {
      run($0, $1) { editor, _ in editor.deleteOrEnd() }
    }
    add("drydock-help", "Show help for the cursor's place") { run($0, $1) { editor, _ in editor.showHelp() } }
    add("drydock-question", "Show help, or insert a question mark inside quotes") {
      run($0, $1) { editor, _ in editor.question() }
    }
    add("drydock-search", "Search the history") { run($0, $1) { editor, _ in editor.beginSearch() } }
    add("drydock-up", "The row above, or the entry before that starts like this") {
      run($0, $1) { editor, _ in editor.perform(.up) }
    }
    add("drydock-down", "The row below, or the entry after") { run($0, $1) { editor, _ in editor.perform(.down) } }
    add("drydock-history-previous", "The entry before") { run($0, $1) { editor, _ in editor.olderEntry() } }
    add("drydock-history-next", "The entry after") { run($0, $1) { editor, _ in editor.newerEntry() } }
    add("drydock-left", "One character left") { run($0, $1) { editor, _ in editor.perform(.left) } }
    add("drydock-right", "One character right, or take the suggestion") {
      run($0, $1) { editor, _ in editor.perform(.right) }
    }
    add("drydock-line-start", "The start of the row") { run($0, $1) { editor, _ in editor.perform(.lineStart) } }
    add("drydock-line-end", "The end of the row, or take the suggestion") {
      run($0, $1) { editor, _ in editor.perform(.lineEnd) }
    }
    add("drydock-backspace", "Delete the character before the cursor") {
      run($0, $1) { editor, _ in editor.backspace() }
    }
    add("drydock-clear", "Clear the screen") { run($0, $1) { editor, _ in editor.clearScreen() } }
    add("drydock-quoted-insert", "Insert the next key as it is") { run($0, $1) { editor, _ in editor.insertQuoted() } }
    add("drydock-replace-character", "Replace the character at the cursor") {
      run($0, $1) { editor, _ in editor.replaceCharacter() }
    }
    add("drydock-repeat", "Make the last change again") { run($0, $1) { editor, _ in editor.repeatChange() } }
    add("drydock-replace-mode", "Overwrite what follows") { run($0, $1) { editor, _ in editor.beginReplacing() } }
  }
}

/// Carries out a key function on the editor that libedit's handle belongs to.
private func run(
  _ handle: OpaquePointer?, _ character: wint_t, _ body: (LineEditor, Unicode.Scalar) -> LineEditor.Reply
) -> UInt8 {
  guard let editor = LineEditor.owner(of: handle) else { return LineEditor.Reply.bell.rawValue }
  return body(editor, Unicode.Scalar(UInt32(character)) ?? "\u{FFFD}").rawValue
}
