/// What a learner prefers at the prompt, kept with the profile.
///
/// In: `set NAME VALUE`. Out: settings, and the text that `set` alone shows of them. Knows no terminal: what a setting does
/// is for the shell to carry out.
import Workspace

package struct Preferences: Hashable, Sendable {
  package enum Name: String, CaseIterable, Sendable { case suggestions, color, pager, fold, plain, editor }

  package private(set) var values: [Name: String] = [:]

  package init() {}

  package subscript(name: Name) -> String { values[name] ?? Self.standard(name) }

  package func isOn(_ name: Name) -> Bool { self[name] == "on" }

  /// nil leaves it to `~/.editrc`.
  package var editorMode: EditorConfiguration.Mode? { values[.editor].flatMap(EditorConfiguration.Mode.init) }

  static func choices(_ name: Name) -> [(value: String, summary: String)] {
    switch name {
    case .suggestions, .color, .pager, .fold, .plain: [("on", about(name)), ("off", "not so")]
    case .editor: [("emacs", "keys as in emacs"), ("vi", "keys as in vi")]
    }
  }

  static func about(_ name: Name) -> String {
    switch name {
    case .suggestions: "show dim text that Right takes over"
    case .color: "show colours"
    case .pager: "show what is longer than the screen in a pager"
    case .fold: "show only what changed since the same command was last run"
    case .plain: "line by line, without redrawing: for screen readers"
    case .editor: "which keys edit the line"
    }
  }

  private static func standard(_ name: Name) -> String {
    switch name {
    case .suggestions, .color, .pager: "on"
    case .fold, .plain: "off"
    case .editor: "emacs"
    }
  }

  /// - Returns: what is wrong with it; nil where it is set.
  mutating func set(_ text: String, _ value: String) -> String? {
    guard let name = Name(rawValue: text) else {
      return "there is no preference '\(LineText.withoutControls(text))'; there are "
        + Name.allCases.map(\.rawValue).joined(separator: ", ")
    }
    let choices = Self.choices(name).map(\.value)
    guard choices.contains(value) else {
      return "\(text) is \(choices.joined(separator: " or ")), not '\(LineText.withoutControls(value))'"
    }
    values[name] = value
    return nil
  }

  /// One line each, with what it means.
  var lines: [String] {
    Name.allCases.map { name in
      "set \(name.rawValue) \(self[name])".padded(to: 20) + "# " + Self.about(name)
        + " (" + Self.choices(name).map(\.value).joined(separator: ", ") + ")"
    }
  }

  // MARK: Keeping

  private static let prefix = "prompt."

  /// Those of the profile; what cannot be read is as if it had never been set.
  static func kept(in store: ProgressStore) -> Preferences {
    var preferences = Preferences()
    for name in Name.allCases {
      if let value = try? store.preference(prefix + name.rawValue) { _ = preferences.set(name.rawValue, value) }
    }
    return preferences
  }

  func keep(_ name: Name, in store: ProgressStore) throws(WorkspaceError) {
    try store.setPreference(Self.prefix + name.rawValue, values[name])
  }
}
