import CLibedit

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// The user's own key bindings.
///
/// In: the text of `~/.editrc` or `$EDITRC`. Out: its commands for this program, in order, and the mode it asks for.
/// Never sets a mode itself: libedit forgets every binding of ours when it does. Source: editrc(5).
struct EditrcFile {
  struct Command: Hashable {
    let lineNumber: Int
    /// The words as libedit wants them, the program's prefix taken off.
    let words: [String]
  }

  let commands: [Command]

  static let sizeLimitBytes = 256 * 1024

  init(text: String, programName: String) {
    var found: [Command] = []
    for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
      var words = Self.words(String(line))
      guard let first = words.first, !first.hasPrefix("#") else { continue }
      if let colon = first.firstIndex(of: ":") {
        guard first[..<colon] == programName else { continue }
        words[0] = String(first[first.index(after: colon)...])
      }
      found.append(Command(lineNumber: index + 1, words: words))
    }
    commands = found
  }

  /// What the file says, empty where it cannot be read.
  static func text(atPath path: String) -> String {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return "" }
    defer { close(descriptor) }
    var bytes = [UInt8](repeating: 0, count: sizeLimitBytes)
    let count = read(descriptor, &bytes, bytes.count)
    return count > 0 ? String(decoding: bytes[..<count], as: UTF8.self) : ""
  }

  /// The mode of the last `bind -v` or `bind -e`.
  var mode: EditorConfiguration.Mode? {
    commands.reversed().lazy.compactMap(Self.mode).first
  }

  static func mode(of command: Command) -> EditorConfiguration.Mode? {
    guard command.words.first == "bind" else { return nil }
    if command.words.contains("-v") { return .vi }
    return command.words.contains("-e") ? .emacs : nil
  }

  /// The commands to carry out after our own bindings; libedit's functions that would bypass the editor's history,
  /// search or insertion are exchanged for ours.
  var bindings: [Command] {
    commands.filter { Self.mode(of: $0) == nil }.map { command in
      guard command.words.first == "bind" else { return command }
      return Command(
        lineNumber: command.lineNumber, words: command.words.map { Self.replacements[$0] ?? $0 })
    }
  }

  private static let replacements = [
    "ed-insert": "drydock-insert", "ed-newline": "drydock-accept", "ed-prev-history": "drydock-history-previous",
    "ed-next-history": "drydock-history-next", "ed-search-prev-history": "drydock-up",
    "ed-search-next-history": "drydock-down", "em-inc-search-prev": "drydock-search",
    "em-inc-search-next": "drydock-search", "vi-search-prev": "drydock-search", "vi-search-next": "drydock-search",
    "ed-quoted-insert": "drydock-quoted-insert", "ed-clear-screen": "drydock-clear", "rl_complete": "drydock-complete",
    "em-delete-or-list": "drydock-delete-or-end", "vi-list-or-eof": "drydock-delete-or-end",
  ]

  /// The key sequences (after ESC) that the file binds and that would otherwise be taken for our own keys.
  var sequences: Set<String> {
    var found: Set<String> = []
    for command in commands where command.words.first == "bind" {
      guard let key = command.words.dropFirst().first(where: { !$0.hasPrefix("-") }) else { continue }
      for spelling in ["\\e", "\\E", "^[", "\\033", "\u{1B}"] where key.hasPrefix(spelling) {
        let rest = key.dropFirst(spelling.count)
        if rest.hasPrefix("[") || rest.hasPrefix("O") { found.insert(String(rest)) }
      }
    }
    return found
  }

  /// The words of a line by libedit's own tokenizer.
  private static func words(_ line: String) -> [String] {
    guard let tokenizer = tok_init(nil) else { return [] }
    defer { tok_end(tokenizer) }
    var count: Int32 = 0
    var words: UnsafeMutablePointer<UnsafePointer<CChar>?>?
    guard tok_str(tokenizer, line, &count, &words) == 0, let words else { return [] }
    return (0..<Int(count)).compactMap { index in words[index].map { String(cString: $0) } }
  }
}
