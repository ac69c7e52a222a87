#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// What the environment says about the terminal.
///
/// In: environment variables and file descriptors. Out: answers. Never changes either.
/// Source: no-color.org (NO_COLOR); editline(3) for EDITRC.
package enum TerminalFacts {
  package static func variable(_ name: String) -> String? {
    guard let value = getenv(name) else { return nil }
    return String(cString: value)
  }

  /// Standard input and output are both terminals.
  package static var isInteractive: Bool { isatty(0) == 1 && isatty(1) == 1 }

  /// Escape sequences may be written to standard output.
  package static var wantsColour: Bool {
    let noColour = variable("NO_COLOR") ?? ""
    return isatty(1) == 1 && noColour.isEmpty && !isPlain(variable("TERM"))
  }

  /// A terminal that cannot move its cursor.
  static func isPlain(_ term: String?) -> Bool {
    switch term {
    case nil, "", "dumb", "emacs": true
    default: false
    }
  }

  /// A terminal type to try when this machine does not know `term`: families that all speak xterm's sequences.
  static func relatives(of term: String) -> [String] {
    let families = [
      "xterm", "tmux", "screen", "rxvt", "alacritty", "kitty", "foot", "wezterm", "ghostty", "konsole", "gnome",
      "iterm", "st-", "vte", "contour", "putty", "mintty",
    ]
    guard families.contains(where: term.hasPrefix) else { return [] }
    return ["xterm-256color", "xterm", "vt100"]
  }

  /// `$EDITRC`, else `~/.editrc`.
  package static func editrcPath() -> String? {
    if let path = variable("EDITRC") { return path.isEmpty ? nil : path }
    guard let home = variable("HOME"), !home.isEmpty else { return nil }
    return home + "/.editrc"
  }
}
