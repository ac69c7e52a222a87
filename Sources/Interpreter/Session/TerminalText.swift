/// What may reach a terminal: text, line ends, tabs, and the styles of our own pictures.
///
/// In: a command's output. Out: the same without characters that could steer a terminal or turn text around. The rule
/// holds where a session gives its result; pipes, `$(…)` and files keep what was written, but no styles.
/// Source: ECMA-48 (fifth edition), sections 5.4 and 8.3.117 (SGR); Unicode Standard Annex 9, section 2.
enum TerminalText {
  static func harmless(_ output: CommandOutput) -> CommandOutput {
    var output = output
    output.standardOutput = filtered(output.standardOutput, keepsStyles: output.isStyled)
    output.standardError = filtered(output.standardError, keepsStyles: output.isStyled)
    output.notices = output.notices.map { filtered($0, keepsStyles: false) }
    output.inOrder = output.inOrder.map { chunk in
      .init(channel: chunk.channel, text: filtered(chunk.text, keepsStyles: output.isStyled), isPaged: chunk.isPaged)
    }
    return output
  }

  /// For pipes and files: as real tools, which show no colour there.
  static func unstyled(_ output: CommandOutput) -> CommandOutput {
    guard output.isStyled else { return output }
    var output = output
    output.standardOutput = filtered(output.standardOutput, keepsStyles: false, keepsControls: true)
    output.standardError = filtered(output.standardError, keepsStyles: false, keepsControls: true)
    output.inOrder = []
    output.isStyled = false
    return output
  }

  /// Neither controls nor styles.
  static func plain(_ text: String) -> String { filtered(text, keepsStyles: false) }

  private static func filtered(_ text: String, keepsStyles: Bool, keepsControls: Bool = false) -> String {
    guard text.utf8.contains(where: mayBeControl), text.unicodeScalars.contains(where: isControl) else { return text }
    var result = String.UnicodeScalarView()
    var rest = text.unicodeScalars[...]
    while let scalar = rest.first {
      if let end = styleEnd(rest) {
        if keepsStyles { result.append(contentsOf: rest[..<end]) }
        rest = rest[end...]
      } else {
        rest.removeFirst()
        if keepsControls || !isControl(scalar) { result.append(scalar) }
      }
    }
    return String(result)
  }

  /// The end of the SGR sequence that `text` begins with: `ESC [`, at most 40 digits and semicolons, `m`.
  private static func styleEnd(_ text: Substring.UnicodeScalarView) -> Substring.UnicodeScalarView.Index? {
    guard text.first == "\u{1B}" else { return nil }
    let rest = text.dropFirst()
    guard rest.first == "[" else { return nil }
    let end = rest.dropFirst().prefix(40).drop { ("0"..."9").contains($0) || $0 == ";" }
    return end.first == "m" ? end.indices.dropFirst().first ?? end.endIndex : nil
  }

  /// Bytes of plain ASCII text are none, and that is most of what is ever shown.
  private static func mayBeControl(_ byte: UInt8) -> Bool {
    byte < 0x20 ? byte != UInt8(ascii: "\n") && byte != UInt8(ascii: "\t") : byte >= 0x7F
  }

  private static func isControl(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x09, 0x0A: false
    case 0..<0x20, 0x7F...0x9F: true
    case 0x061C, 0x200E, 0x200F, 0x202A...0x202E, 0x2066...0x2069: true
    default: false
    }
  }
}
