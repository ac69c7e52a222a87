/// When a text is shown in a pager, and in which.
///
/// In: a text, the screen's size, the environment. Out: a command for `HostPrograms`, or nil. Runs nothing by itself.
/// Source: AWS CLI User Guide, "Using the pagination options" (AWS_PAGER; an empty value turns it off; less with FRX).
import Text

enum Pager {
  /// The command; nil where the learner wants none. `DRYDOCK_PAGER` comes before `AWS_PAGER`, then `PAGER`, then less.
  static func command(_ variable: (String) -> String?) -> String? {
    for name in ["DRYDOCK_PAGER", "AWS_PAGER"] {
      if let command = variable(name) { return isBlank(command) ? nil : command }
    }
    if let command = variable("PAGER"), !isBlank(command) { return command }
    // Quiet where there is no less: then the text is printed.
    return "command -v less >/dev/null || exit 127; less"
  }

  private static func isBlank(_ text: String) -> Bool { text.allSatisfy(\.isWhitespace) }

  /// The rows that `text` takes, where a longer line goes on in the next.
  static func rows(of text: String, columns: Int) -> Int {
    let columns = max(1, columns)
    var rows = 0
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      // A line of few bytes is no wider than they are; styles take no room.
      let cells =
        line.utf8.count <= columns ? line.utf8.count : DisplayWidth.of(Sanitizer.withoutControls(String(line)))
      rows += max(1, (cells + columns - 1) / columns)
    }
    return text.hasSuffix("\n") ? rows - 1 : rows
  }
}
