/// How a stretch of text looks on a terminal.
///
/// In: parameters of the SGR sequence. Out: escape text. Never decides whether colour is wanted.
/// Source: ECMA-48, section 8.3.117 (Select Graphic Rendition).
package struct TerminalStyle: Hashable, Sendable {
  /// The parameters between `ESC[` and `m`, such as "1;32"; empty for plain text.
  package let parameters: String

  package init(_ parameters: String) {
    self.parameters = parameters.unicodeScalars.allSatisfy { ("0"..."9").contains($0) || $0 == ";" } ? parameters : ""
  }

  package static let plain = TerminalStyle("")
  package static let bold = TerminalStyle("1")
  package static let dim = TerminalStyle("2")
  package static let underlined = TerminalStyle("4")
  package static let red = TerminalStyle("31")
  package static let green = TerminalStyle("32")
  package static let yellow = TerminalStyle("33")
  package static let blue = TerminalStyle("34")
  package static let magenta = TerminalStyle("35")
  package static let cyan = TerminalStyle("36")
  package static let underlinedRed = TerminalStyle("4;31")
  package static let boldCyan = TerminalStyle("1;36")

  /// The sequence that sets this style and no other.
  var escape: String { parameters.isEmpty ? "\u{1B}[0m" : "\u{1B}[0;\(parameters)m" }
}

/// A style for a stretch of the edited text, counted in Unicode scalars.
package struct StyledRange: Hashable, Sendable {
  package let range: Range<Int>
  package let style: TerminalStyle

  package init(_ range: Range<Int>, _ style: TerminalStyle) {
    self.range = range
    self.style = style
  }
}

/// What stands before the cursor of an empty line.
package struct Prompt: Hashable, Sendable {
  package struct Segment: Hashable, Sendable {
    package let text: String
    package let style: TerminalStyle

    package init(_ text: String, _ style: TerminalStyle = .plain) {
      self.text = text
      self.style = style
    }
  }

  package let segments: [Segment]
  /// What stands before the second and later lines where lines are not edited.
  package let continuation: String

  package init(_ segments: [Segment], continuation: String = "> ") {
    self.segments = segments
    self.continuation = continuation
  }

  package init(_ text: String, continuation: String = "> ") {
    self.init([Segment(text)], continuation: continuation)
  }

  /// The text without style or control characters.
  package var plainText: String { segments.map { LineText.withoutControls($0.text) }.joined() }
}

/// A prompt in the form that libedit draws: escape sequences stand between marks, so that they take no room.
struct PromptText {
  /// Encloses a sequence that takes no room.
  static let mark: Unicode.Scalar = "\u{1}"

  /// Neighbouring sequences are merged and none stands at the end, because libedit drops such sequences; so the
  /// text always ends with a plain blank.
  static func marked(_ segments: [Prompt.Segment], colour: Bool) -> String {
    var out = ""
    var current = TerminalStyle.plain
    func switchTo(_ style: TerminalStyle) {
      guard colour, style != current else { return }
      out += "\(mark)\(style.escape)\(mark)"
      current = style
    }
    var last: Character?
    for segment in segments {
      for character in LineText.withoutControls(segment.text) {
        switchTo(segment.style)
        out.append(character)
        last = character
      }
    }
    guard let last else { return "" }
    if last == " " { out.removeLast() }
    switchTo(.plain)
    return out + " "
  }

  /// The same cells without style.
  static func plain(_ segments: [Prompt.Segment]) -> String { marked(segments, colour: false) }
}
