/// Small questions about text that the editor asks in several places.
///
/// In: text. Out: text and numbers. Never touches a terminal.
enum LineText {
  /// The text without C0 and C1 control characters, DEL included.
  static func withoutControls(_ text: String) -> String {
    String(String.UnicodeScalarView(text.unicodeScalars.filter { !isControl($0) }))
  }

  static func isControl(_ scalar: Unicode.Scalar) -> Bool {
    scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value)
  }

  /// The longest text that every candidate starts with; whole characters only.
  static func commonPrefix(_ texts: [String]) -> String {
    guard var prefix = texts.first.map(Array.init) else { return "" }
    for text in texts.dropFirst() {
      let matching = zip(prefix, text).prefix { $0 == $1 }.count
      prefix.removeLast(prefix.count - matching)
      if prefix.isEmpty { break }
    }
    return String(prefix)
  }

  /// Whether the end of `text` stands inside quotes, by the rules of a shell.
  static func endsInsideQuotes(_ text: String) -> Bool {
    var quote: Unicode.Scalar?
    var escaped = false
    for scalar in text.unicodeScalars {
      if escaped {
        escaped = false
      } else if scalar == "\\", quote != "'" {
        escaped = true
      } else if let open = quote {
        if scalar == open { quote = nil }
      } else if scalar == "'" || scalar == "\"" {
        quote = scalar
      }
    }
    return quote != nil
  }

  /// Whether `?` asks for help after `text`: outside quotes, after a blank or a plain word.
  static func questionMarkAsksForHelp(after text: String) -> Bool {
    guard !endsInsideQuotes(text), let last = text.unicodeScalars.last else { return text.isEmpty }
    switch last {
    case " ", "\n", "-", "a"..."z", "A"..."Z", "0"..."9": return true
    default: return false
    }
  }

  /// The length in scalars of the character that ends at `offset`.
  static func lengthOfCharacter(endingAt offset: Int, in scalars: [Unicode.Scalar]) -> Int {
    guard offset > 0, offset <= scalars.count else { return 0 }
    let window = scalars[Swift.max(0, offset - 32)..<offset]
    return String(String.UnicodeScalarView(window)).last?.unicodeScalars.count ?? 1
  }

  /// The length in scalars of the character that starts at `offset`.
  static func lengthOfCharacter(startingAt offset: Int, in scalars: [Unicode.Scalar]) -> Int {
    guard offset >= 0, offset < scalars.count else { return 0 }
    let window = scalars[offset..<Swift.min(scalars.count, offset + 32)]
    return String(String.UnicodeScalarView(window)).first?.unicodeScalars.count ?? 1
  }
}
