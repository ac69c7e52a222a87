/// A place in a text that is read byte by byte, and the kinds of bytes that the grammar tells apart.
///
/// In: the text as UTF-8. Out: bytes, pieces of text, places for messages. Knows no form of the grammar.
/// Source: POSIX.1-2017, Shell Command Language, section 2.3 (token recognition).
struct ByteCursor {
  let bytes: [UInt8]
  var position = 0

  var peek: UInt8? { position < bytes.count ? bytes[position] : nil }
  var peekNext: UInt8? { position + 1 < bytes.count ? bytes[position + 1] : nil }

  func text(from start: Int, to end: Int) -> String {
    String(decoding: bytes[start..<max(start, end)], as: UTF8.self)
  }

  /// Where the character that begins at `start` ends.
  func characterEnd(_ start: Int) -> Int {
    var end = start + 1
    while end < bytes.count, bytes[end] & 0xC0 == 0x80 { end += 1 }
    return min(end, bytes.count)
  }

  /// Line and column of an offset, both from 1; columns in characters.
  func place(of offset: Int) -> (line: Int, column: Int) {
    let before = bytes[..<min(offset, bytes.count)]
    let lineStart = before.lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0
    return (before.count { $0 == UInt8(ascii: "\n") } + 1, text(from: lineStart, to: before.endIndex).count + 1)
  }

  /// The end of the name that begins here; the position itself where none does.
  var nameEnd: Int {
    var end = position
    while end < bytes.count, Self.isNameByte(bytes[end], first: end == position) { end += 1 }
    return end
  }

  static func isNameByte(_ byte: UInt8, first: Bool) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "_"): true
    case UInt8(ascii: "0")...UInt8(ascii: "9"): !first
    default: false
    }
  }

  static func isBlank(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") || byte == UInt8(ascii: "\r")
  }

  /// True at the end of the text, too.
  static func isWordEnd(_ byte: UInt8?) -> Bool {
    switch byte {
    case nil, UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\r"), UInt8(ascii: "\n"), UInt8(ascii: ";"),
      UInt8(ascii: "|"), UInt8(ascii: "&"), UInt8(ascii: ">"), UInt8(ascii: "<"), UInt8(ascii: "("), UInt8(ascii: ")"):
      true
    case .some: false
    }
  }

  /// Blanks, line continuations and comments.
  mutating func skipBlanks() {
    while let byte = peek {
      if Self.isBlank(byte) {
        position += 1
      } else if byte == UInt8(ascii: "\\"), peekNext == UInt8(ascii: "\n") {
        position += 2
      } else if byte == UInt8(ascii: "#") {
        skipToLineEnd()
      } else {
        return
      }
    }
  }

  mutating func skipToLineEnd() {
    while position < bytes.count, bytes[position] != UInt8(ascii: "\n") { position += 1 }
  }

  /// Bytes of the text without the carriage returns of Windows line ends.
  static func bytes(of text: String) -> [UInt8] {
    var bytes = Array(text.utf8)
    guard bytes.contains(UInt8(ascii: "\r")) else { return bytes }
    var kept = 0
    for index in bytes.indices {
      let isLineEnd =
        bytes[index] == UInt8(ascii: "\r") && index + 1 < bytes.count
        && bytes[index + 1] == UInt8(ascii: "\n")
      if isLineEnd { continue }
      bytes[kept] = bytes[index]
      kept += 1
    }
    bytes.removeLast(bytes.count - kept)
    return bytes
  }
}
