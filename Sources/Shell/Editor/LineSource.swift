/// Where the shell's lines come from: the editor where the terminal can be edited on, otherwise plain reading.
///
/// In: settings. Out: lines. Decides once, at the start.
package enum LineSource {
  case editor(LineEditor)
  case plain(PlainReader, reason: EditorUnavailable?)

  /// `wantsPlain` is `--plain`. The reason is worth a line to a person at a terminal; it is nil for `--plain`.
  package static func open(_ configuration: EditorConfiguration, outside: EditorOutside, wantsPlain: Bool) -> LineSource
  {
    let plain = { PlainReader(beginCommand: outside.beginCommand) }
    guard !wantsPlain else { return .plain(plain(), reason: nil) }
    do throws(EditorUnavailable) {
      return .editor(try LineEditor(configuration, outside: outside))
    } catch {
      return .plain(plain(), reason: error)
    }
  }

  package func readLine(prompt: Prompt, rightPrompt: [Prompt.Segment] = []) -> LineOutcome {
    switch self {
    case .editor(let editor): editor.readLine(prompt: prompt, rightPrompt: rightPrompt)
    case .plain(let reader, _): reader.readLine(prompt: prompt)
    }
  }
}
