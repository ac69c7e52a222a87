import CLibedit

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// The learner's prompt: one line (or several that belong together) typed, edited and given back.
///
/// In: keys from the terminal; prompts; closures for completion, help, colours and suggestions (`EditorOutside`).
/// Out: a `LineOutcome`. Never runs a command, never keeps the terminal raw between lines, never lets libedit's own
/// insert touch the screen (it writes past its display when the line is taller than the window).
/// One editor belongs to one thread, the one that calls `readLine`; only `notices` may be used from others.
/// Source: editline(3), editrc(5).
package final class LineEditor {
  package let history: History
  package let notices = NoticeQueue()
  package var outside: EditorOutside
  /// Ghost text after the cursor.
  package var showsSuggestions: Bool
  /// Colours for what is typed.
  package var coloursSyntax: Bool
  /// Colours and ghost text at all; never more than the terminal was found to show.
  package var usesColour: Bool

  let configuration: EditorConfiguration
  let handle: OpaquePointer
  let reader = KeyReader()
  var usesVi = false
  var hasFunctions = false
  /// Key sequences (after ESC) that the user's own file binds; they go to libedit as they come.
  var userSequences: Set<String> = []

  /// What the next private key code stands for.
  var pending: KeyAction?
  /// Characters that go to libedit uninterpreted.
  var raw: [Unicode.Scalar] = []
  var ending: LineOutcome?
  var isReplacing = false
  /// libedit plays back a change; no key is read before it has ended.
  var isRepeating = false
  var search: HistorySearch?
  /// What was searched for last; ^R ^R looks for it again.
  var lastPattern = ""
  /// The text whose completions are on the screen already.
  var listedFor: EditedLine?
  var painting = Painting()
  var columns = 80
  var rows = 24

  let promptStore = WideStore()
  let rightPromptStore = WideStore()
  /// What stands before the line; the closure `wake` may change it while the line is edited.
  package var prompt = Prompt("")
  var rightPrompt: [Prompt.Segment] = []
  var hidesRightPrompt = false

  /// Takes the terminal on standard input and output; says why where that cannot be edited on.
  package init(_ configuration: EditorConfiguration, outside: EditorOutside) throws(EditorUnavailable) {
    guard TerminalFacts.isInteractive else { throw .notATerminal }
    let term = TerminalFacts.variable("TERM")
    guard !TerminalFacts.isPlain(term), let term else { throw .plainTerminal }
    CharacterCells.prepareLocale()
    guard let handle = clibedit_open(configuration.programName) else { throw .cannotStart }
    self.handle = handle
    self.configuration = configuration
    self.outside = outside
    showsSuggestions = configuration.showsSuggestions
    coloursSyntax = configuration.coloursSyntax
    usesColour = configuration.usesColour
    history = History(path: configuration.historyPath, limit: configuration.historyLimit)
    let movesCursor = clibedit_capability(handle, "up") != nil
    let relative = TerminalFacts.relatives(of: term).contains { clibedit_set_terminal(handle, $0) == 0 }
    guard movesCursor || relative else { throw .unknownTerminal(term) }
    clibedit_set_owner(handle, Unmanaged.passUnretained(self).toOpaque())
    setUp(mode: configuration.mode)
    // For good: Ctrl-C between two lines must not end the shell.
    clibedit_catch(SIGINT)
    guard clibedit_is_editing(handle) != 0 else { throw .editingTurnedOff(configuration.editrcPath ?? ".editrc") }
  }

  deinit {
    // Without this el_end throws away what was typed ahead.
    clibedit_set_editing(handle, 0)
    clibedit_close(handle)
    clibedit_release(SIGINT)
  }

  /// Reads one line. Blocks; the terminal is raw meanwhile and as before afterwards.
  package func readLine(prompt: Prompt, rightPrompt: [Prompt.Segment] = []) -> LineOutcome {
    fflush(nil)
    self.prompt = prompt
    self.rightPrompt = rightPrompt
    begin()
    defer { end() }
    for _ in 0..<4 {
      // A line starts as vi's `i` does; otherwise `.` would play back what was typed as commands.
      if usesVi { push(PrivateCode.viCommand, PrivateCode.viInsert) }
      var count: Int32 = 0
      let line = el_wgets(handle, &count)
      if let ending { return ending }
      if line != nil, count > 0 {
        var scalars = LineEditor.scalars(from: line, count: Int(count))
        if scalars.last == "\n" { scalars.removeLast() }
        let text = String(String.UnicodeScalarView(scalars))
        history.add(text)
        return .line(text)
      }
    }
    return .endOfFile
  }

  /// Shows `text` above the line being edited, or before the next prompt.
  package func notify(_ text: String) { notices.post(text) }

  /// Changes the key bindings; the user's own file is applied again on top. nil leaves the mode to that file.
  package func use(_ mode: EditorConfiguration.Mode?) { setUp(mode: mode ?? configuration.mode) }

  package var mode: EditorConfiguration.Mode { usesVi ? .vi : .emacs }

  private static let caught = [SIGTSTP, SIGWINCH, SIGCONT, SIGTERM, SIGHUP]

  private func begin() {
    ending = nil
    pending = nil
    raw = []
    search = nil
    listedFor = nil
    isReplacing = false
    hidesRightPrompt = false
    painting = Painting()
    takeSize()
    refreshPrompts()
    for text in notices.takeAll() { write(finished(text)) }
    reader.forget()
    _ = clibedit_take_interrupt()
    catchSignals()
    // Before the prompt shows, so that nothing is typed into a terminal that still edits by itself.
    clibedit_set_raw(handle, 1)
    write("\u{1B}[?2004h")
  }

  private func end() {
    write("\u{1B}[?2004l")
    clibedit_flush(handle)
    releaseSignals()
  }

  func catchSignals() {
    for number in Self.caught { clibedit_catch(number) }
    clibedit_ignore(SIGQUIT)
  }

  func releaseSignals() {
    for number in Self.caught { clibedit_release(number) }
    clibedit_release(SIGQUIT)
  }

  func write(_ text: String) {
    var text = text
    text.withUTF8 { bytes in
      bytes.withMemoryRebound(to: CChar.self) { clibedit_write(handle, $0.baseAddress, $0.count) }
    }
  }

  /// A notice ends with exactly one newline of its own.
  func finished(_ text: String) -> String { text.hasSuffix("\n") ? text : text + "\n" }

  func takeSize() {
    let (wide, high) = (Int(clibedit_columns()), Int(clibedit_rows()))
    columns = wide < 2 ? 80 : wide
    rows = high < 1 ? 24 : high
  }

  static func owner(of handle: OpaquePointer?) -> LineEditor? {
    guard let handle, let owner = clibedit_owner(handle) else { return nil }
    return Unmanaged<LineEditor>.fromOpaque(owner).takeUnretainedValue()
  }
}

/// Wide text at an address that stays valid while libedit draws it.
final class WideStore {
  private(set) var start = UnsafeMutablePointer<wchar_t>.allocate(capacity: 1)

  init() { start.initialize(to: 0) }
  deinit { start.deallocate() }

  func hold(_ text: String) {
    let scalars = text.unicodeScalars.filter { $0 != "\0" }
    let fresh = UnsafeMutablePointer<wchar_t>.allocate(capacity: scalars.count + 1)
    for (index, scalar) in scalars.enumerated() { (fresh + index).initialize(to: wchar_t(bitPattern: scalar.value)) }
    (fresh + scalars.count).initialize(to: 0)
    start.deallocate()
    start = fresh
  }
}
