/// How a terminal is drawn on: its width and whether it shows colour. Everything in this module gives lines to print.
///
/// In: values. Out: lines without a newline at their end, sanitized. Never writes by itself.
import Text

package struct Canvas: Hashable, Sendable {
  package var columns: Int
  package var usesColour: Bool
  /// Linear text without boxes, for screen readers and pipes.
  package var isPlain: Bool

  package init(columns: Int = 80, usesColour: Bool = false, isPlain: Bool = false) {
    self.columns = max(20, min(columns, 500))
    self.usesColour = usesColour
    self.isPlain = isPlain
  }

  /// Prose is easier to read in shorter lines.
  var proseColumns: Int { min(columns, 84) - 1 }

  func rendered(_ text: StyledText) -> String { text.rendered(colour: usesColour) }
  func rendered(_ lines: [StyledText]) -> [String] { lines.map(rendered) }
}

extension Canvas {
  /// Text that is beside the matter: what happened meanwhile.
  package func dimmed(_ text: String) -> String {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    return lines.map { $0.isEmpty ? "" : rendered(StyledText(String($0), .dim)) }.joined(separator: "\n")
  }
}
