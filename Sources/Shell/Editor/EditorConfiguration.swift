/// Everything the line editor is told from outside: settings, and closures for what it knows nothing about.
///
/// In: values and closures. Out: nothing by itself. Never names a command, a lesson or a service.
package struct EditorConfiguration: Sendable {
  package enum Mode: String, Hashable, Sendable { case emacs, vi }

  /// The name that lines of `~/.editrc` may start with (`drydock:bind …`).
  package var programName = "drydock"
  /// The history file; nil keeps history in memory only.
  package var historyPath: String?
  /// Entries kept in memory and, after a clean-up, in the file.
  package var historyLimit = 10_000
  /// The longest line that can be typed, in bytes of UTF-8.
  package var lineLimitBytes = 64 * 1024
  /// The key bindings to start from; nil leaves it to `~/.editrc` and then to emacs.
  package var mode: Mode?
  /// The file of the user's own bindings; nil reads none.
  package var editrcPath: String? = TerminalFacts.editrcPath()
  /// Colours and suggestions may be shown.
  package var usesColour = TerminalFacts.wantsColour
  package var coloursSyntax = true
  package var showsSuggestions = true

  package init() {}
}

/// What the editor asks the rest of the shell. Every closure is called on the thread that reads the line.
package struct EditorOutside {
  /// What Tab may put at the cursor.
  package var complete: (EditedLine) -> Completions = { _ in Completions(replacing: 0..<0, candidates: []) }
  /// Lines of help for the cursor's place (`?`, F1); none rings the bell.
  package var help: (EditedLine) -> [String] = { _ in [] }
  /// Whether Enter runs the text; otherwise it opens another row.
  package var isComplete: (String) -> Bool = { _ in true }
  /// Begins a command that is read without editing: the closure takes each line and says whether the command is whole.
  package var beginCommand: () -> (_ line: String) -> Bool = { { _ in true } }
  /// The colours of the line; ranges may not overlap.
  package var colour: (EditedLine) -> [StyledRange] = { _ in [] }
  /// What could follow the text, shown dim and taken over by Right or End; never by Enter or Tab.
  package var suggest: (String) -> String? = { _ in nil }
  /// Something woke the reader: the place to add notices, and to change the prompt.
  package var wake: () -> Void = {}

  package init() {}
}

/// What may replace a stretch of the edited line.
package struct Completions: Hashable, Sendable {
  /// The stretch to replace, in Unicode scalars from the start of the text.
  package let replaced: Range<Int>
  package let candidates: [Candidate]

  package init(replacing replaced: Range<Int>, candidates: [Candidate]) {
    self.replaced = replaced
    self.candidates = candidates
  }
}

/// One way to complete a word.
package struct Candidate: Hashable, Sendable {
  /// What is put into the line.
  package let text: String
  /// One line that says what it is; may be empty.
  package let description: String
  /// What follows the text when it is the only candidate.
  package let suffix: String

  package init(_ text: String, description: String = "", suffix: String = " ") {
    self.text = text
    self.description = description
    self.suffix = suffix
  }
}

/// Why this terminal cannot be edited on; `PlainReader` reads from it all the same.
package enum EditorUnavailable: Error, Hashable, Sendable {
  case notATerminal
  case plainTerminal
  case unknownTerminal(String)
  case editingTurnedOff(String)
  case cannotStart

  package var message: String {
    switch self {
    case .notATerminal: "Standard input or output is no terminal, so lines are read as they come."
    case .plainTerminal:
      "TERM is dumb or unset, so lines are read without editing. Set TERM to your terminal's name to edit."
    case .unknownTerminal(let name):
      "The terminal type \"\(name)\" is not known on this machine, so lines are read without editing. "
        + "Try TERM=xterm-256color."
    case .editingTurnedOff(let path): "\(path) says \"edit off\", so lines are read without editing."
    case .cannotStart: "The line editor could not start on this terminal, so lines are read without editing."
    }
  }
}
