/// Takes out of a text what could steer a terminal.
///
/// In: any text. Out: the same without control characters (line feed and tab stay), escape sequences with their
/// arguments, and the characters that reorder text. Never changes anything else.
/// Source: ECMA-48 (fifth edition), sections 5.3 to 5.6; Unicode Standard Annex 9, section 2 (explicit formatting).
package enum Sanitizer {
  package static func withoutControls(_ text: String) -> String {
    if !text.unicodeScalars.contains(where: isUnwanted) { return text }
    var result = String.UnicodeScalarView()
    var rest = text.unicodeScalars[...]
    while let scalar = rest.popFirst() {
      switch scalar {
      case "\u{1B}": dropEscapeSequence(&rest)
      case "\u{9B}": dropControlSequence(&rest)
      case "\u{90}", "\u{98}", "\u{9D}", "\u{9E}", "\u{9F}": dropControlString(&rest)
      default: if !isUnwanted(scalar) { result.append(scalar) }
      }
    }
    return String(result)
  }

  private static func isUnwanted(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x09, 0x0A: false
    case 0..<0x20, 0x7F...0x9F: true
    case 0x061C, 0x200E, 0x200F, 0x202A...0x202E, 0x2066...0x2069: true
    default: false
    }
  }

  private typealias Rest = Substring.UnicodeScalarView

  /// What follows `ESC`.
  private static func dropEscapeSequence(_ rest: inout Rest) {
    switch rest.first {
    case "[":
      rest.removeFirst()
      dropControlSequence(&rest)
    case "]", "P", "X", "^", "_":
      rest.removeFirst()
      dropControlString(&rest)
    default:
      dropAll(&rest, in: 0x20...0x2F)
      drop(&rest, in: 0x30...0x7E)
    }
  }

  /// What follows `ESC [`: parameters, intermediates, one final.
  private static func dropControlSequence(_ rest: inout Rest) {
    dropAll(&rest, in: 0x30...0x3F)
    dropAll(&rest, in: 0x20...0x2F)
    drop(&rest, in: 0x40...0x7E)
  }

  /// What follows `ESC ]` and its like, up to its terminator. Where none comes before the next control that ends it,
  /// nothing more is dropped.
  private static func dropControlString(_ rest: inout Rest) {
    guard let end = rest.firstIndex(where: { $0 == "\u{07}" || $0 == "\u{9C}" || $0 == "\u{1B}" }) else { return }
    let after = rest.index(after: end)
    if rest[end] != "\u{1B}" {
      rest = rest[after...]
    } else if after < rest.endIndex, rest[after] == "\\" {
      rest = rest[rest.index(after: after)...]
    } else {
      rest = rest[end...]
    }
  }

  private static func drop(_ rest: inout Rest, in range: ClosedRange<UInt32>) {
    if let scalar = rest.first, range.contains(scalar.value) { rest.removeFirst() }
  }

  private static func dropAll(_ rest: inout Rest, in range: ClosedRange<UInt32>) {
    rest = rest.drop { range.contains($0.value) }
  }
}
