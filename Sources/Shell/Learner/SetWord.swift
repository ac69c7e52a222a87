/// `set NAME VALUE`: changes a preference at once and keeps it; `set` alone shows all of them after the variables.
///
/// In: the words after it, without shell options. Out: text. Carries a preference out on the editor and the canvas.
import Interpreter
import Workspace

extension LearnerShell {
  func setPreference(_ arguments: [String]) -> CommandOutput {
    switch arguments.count {
    case 0:
      guard manner.isInteractive else { return CommandOutput() }
      return text([session.variables.isEmpty ? "" : nil, "Preferences:"].compactMap { $0 } + preferences.lines)
    case 1:
      guard let name = Preferences.Name(rawValue: arguments[0]) else { break }
      let choices = Preferences.choices(name).map { "\($0.value) (\($0.summary))" }
      return text(["\(name.rawValue) is \(preferences[name]). It can be " + choices.joined(separator: " or ") + "."])
    case 2:
      var changed = preferences
      if let problem = changed.set(arguments[0], arguments[1]) {
        return .complaint("set: \(problem)", exitCode: 2)
      }
      preferences = changed
      usePreferences()
      guard let name = Preferences.Name(rawValue: arguments[0]), let store = try? desk.progressStore(),
        (try? preferences.keep(name, in: store)) != nil
      else {
        return .complaint("set: it holds for now, but could not be kept")
      }
      return CommandOutput()
    default: break
    }
    return .complaint(
      "set: a preference takes a value, as in `set suggestions off`; `set` alone shows them; a variable is set by NAME=VALUE",
      exitCode: 2)
  }

  /// Brings editor and canvas in line with the preferences.
  func usePreferences() {
    let hasColour = canShowColour && preferences.isOn(.color) && !isLinear
    manner.canvas.usesColour = hasColour
    manner.canvas.isPlain = isLinear || isPlainFromStart
    session.outside.usesColour = hasColour
    guard let editor else { return }
    editor.showsSuggestions = preferences.isOn(.suggestions)
    editor.usesColour = hasColour
    if usedMode != preferences.editorMode {
      usedMode = preferences.editorMode
      editor.use(preferences.editorMode)
    }
  }
}
