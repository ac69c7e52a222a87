/// Here-documents: the word after `<<`, and the lines up to it.
///
/// In: bytes after `<<`, or after the line end. Out: a delimiter, a body. Expands nothing.
/// Source: POSIX.1-2017, Shell Command Language, section 2.7.4.
struct HereDocument: Hashable {
  let delimiter: String
  /// The body is taken as it is where any part of the delimiter was quoted.
  let isQuoted: Bool
  let stripsTabs: Bool

  /// Reads the delimiter, which stands in one line. nil where there is none, or a quote in it stays open.
  static func readDelimiter(_ cursor: inout ByteCursor) -> HereDocument? {
    let stripsTabs = cursor.peek == UInt8(ascii: "-")
    if stripsTabs { cursor.position += 1 }
    while let byte = cursor.peek, ByteCursor.isBlank(byte) { cursor.position += 1 }
    var name: [UInt8] = []
    var isQuoted = false
    while let byte = cursor.peek, !ByteCursor.isWordEnd(byte) {
      cursor.position += 1
      switch byte {
      case UInt8(ascii: "'"), UInt8(ascii: "\""):
        isQuoted = true
        while let inner = cursor.peek, inner != byte, inner != UInt8(ascii: "\n") {
          name.append(inner)
          cursor.position += 1
        }
        guard cursor.peek == byte else { return nil }
        cursor.position += 1
      case UInt8(ascii: "\\"):
        isQuoted = true
        guard let escaped = cursor.peek, escaped != UInt8(ascii: "\n") else { return nil }
        name.append(escaped)
        cursor.position += 1
      case UInt8(ascii: "$"), UInt8(ascii: "`"): return nil
      default: name.append(byte)
      }
    }
    if name.isEmpty { return nil }
    return HereDocument(
      delimiter: String(decoding: name, as: UTF8.self), isQuoted: isQuoted, stripsTabs: stripsTabs)
  }

  /// Whether the line ends the document.
  func ends(at line: ArraySlice<UInt8>) -> Bool { withoutTabs(line).elementsEqual(delimiter.utf8) }

  /// Whether the line after this one belongs to it, so that it cannot end the document.
  func goesOn(after line: ArraySlice<UInt8>) -> Bool {
    !isQuoted && line.reversed().prefix { $0 == UInt8(ascii: "\\") }.count % 2 == 1
  }

  private func withoutTabs(_ line: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    stripsTabs ? line.drop { $0 == UInt8(ascii: "\t") } : line
  }

  /// Reads the body and the line that ends it; nil where the text ends before.
  func readBody(_ cursor: inout ByteCursor) -> [UInt8]? {
    var body: [UInt8] = []
    var isJoined = false
    while cursor.position < cursor.bytes.count {
      let start = cursor.position
      cursor.skipToLineEnd()
      let line = cursor.bytes[start..<cursor.position]
      if cursor.peek != nil { cursor.position += 1 }
      if !isJoined, ends(at: line) { return body }
      isJoined = goesOn(after: line)
      body += withoutTabs(line)
      body.append(UInt8(ascii: "\n"))
    }
    return nil
  }
}
