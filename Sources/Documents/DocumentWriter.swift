/// Writes a `Document` as JSON text.
///
/// In: a document. Out: text in one of its layouts, without a final line break. Keeps the order of members in all but
/// `.sorted`, never escapes what UTF-8 can hold.
/// Source: RFC 8259; for `.awsCLI` the layout of AWS CLI v2's `--output json`.
extension Document {
  package enum Style: Hashable, Sendable {
    /// One line, no blanks; decimals by their source text.
    case compact
    /// `.compact` with the members of every object in alphabetical order: what AWS's JSON services send.
    case sorted
    /// Four blanks per level, `": "`, empty lists and objects on one line; decimals as Python writes a float.
    case awsCLI
    /// One line, no blanks, `\uXXXX` for everything outside printable ASCII; decimals as Python writes a float. What
    /// JMESPath's `to_string` gives in the AWS CLI.
    case pythonCompact
  }

  package func written(_ style: Style = .compact) -> String { String(decoding: bytes(style), as: UTF8.self) }

  /// The text in UTF-8.
  package func bytes(_ style: Style = .compact) -> [UInt8] {
    var writer = DocumentWriter(style: style)
    writer.output.reserveCapacity(512)
    writer.write(self)
    return writer.output
  }

  /// The text in double quotes, as JSON writes it.
  package static func quoted(_ text: String) -> String { Document.string(text).written() }
}

/// The text that grows while documents are written into it.
package struct DocumentWriter {
  private let style: Document.Style
  /// The text so far in UTF-8.
  package var output: [UInt8] = []

  package init(style: Document.Style) { self.style = style }

  /// - Parameter level: how many objects and lists the document stands in, which indents it in `.awsCLI`.
  package mutating func write(_ document: Document, level: Int = 0) {
    switch document {
    case .null: append("null")
    case .boolean(let value): append(value ? "true" : "false")
    case .integer(let value): append(String(value))
    case .decimal(let value): append(text(of: value))
    case .string(let value): writeString(value)
    case .list(let elements):
      output.append(UInt8(ascii: "["))
      for index in elements.indices {
        separate(index, level: level)
        write(elements[index], level: level + 1)
      }
      close("]", isEmpty: elements.isEmpty, level: level)
    case .object(let object): write(object, level: level)
    }
  }

  private mutating func write(_ object: Document.Object, level: Int) {
    output.append(UInt8(ascii: "{"))
    let members = style == .sorted ? object.members.sorted { $0.key < $1.key } : object.members
    for index in members.indices { write(members[index], index, level: level) }
    close("}", isEmpty: members.isEmpty, level: level)
  }

  private mutating func write(_ member: Document.Object.Member, _ index: Int, level: Int) {
    separate(index, level: level)
    writeString(member.key)
    output.append(UInt8(ascii: ":"))
    if style == .awsCLI { output.append(UInt8(ascii: " ")) }
    write(member.value, level: level + 1)
  }

  private mutating func separate(_ index: Int, level: Int) {
    if index > 0 { output.append(UInt8(ascii: ",")) }
    lineBreak(level: level + 1)
  }

  private mutating func close(_ bracket: Unicode.Scalar, isEmpty: Bool, level: Int) {
    if !isEmpty { lineBreak(level: level) }
    output.append(UInt8(ascii: bracket))
  }

  private mutating func lineBreak(level: Int) {
    guard style == .awsCLI else { return }
    output.append(UInt8(ascii: "\n"))
    output.append(contentsOf: repeatElement(UInt8(ascii: " "), count: 4 * level))
  }

  private func text(of value: Document.Decimal) -> String {
    switch style {
    case .awsCLI, .pythonCompact: value.pythonText
    case .compact, .sorted: value.isNumberText ? value.text : "null"
    }
  }

  private mutating func writeString(_ text: String) {
    output.append(UInt8(ascii: "\""))
    if style == .pythonCompact {
      for unit in text.utf16 {
        if unit < 0x7F { writeStringByte(UInt8(unit)) } else { writeEscape(of: Int(unit)) }
      }
    } else {
      writePlainRuns(of: text)
    }
    output.append(UInt8(ascii: "\""))
  }

  private static func needsEscape(_ byte: UInt8) -> Bool {
    byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\")
  }

  /// What needs no escape, which is nearly all there is, in as few pieces as possible.
  private mutating func writePlainRuns(of text: String) {
    var text = text
    text.withUTF8 { bytes in
      // Without a way out of the loop it is done for many bytes at once.
      var escapes = false
      for byte in bytes { escapes = Self.needsEscape(byte) || escapes }
      guard escapes else { return output.append(contentsOf: bytes) }
      var start = 0
      for index in bytes.indices {
        let byte = bytes[index]
        guard Self.needsEscape(byte) else { continue }
        output.append(contentsOf: UnsafeBufferPointer(rebasing: bytes[start..<index]))
        writeStringByte(byte)
        start = index + 1
      }
      output.append(contentsOf: UnsafeBufferPointer(rebasing: bytes[start...]))
    }
  }

  private mutating func writeStringByte(_ byte: UInt8) {
    switch byte {
    case UInt8(ascii: "\""): append("\\\"")
    case UInt8(ascii: "\\"): append("\\\\")
    case 0x08: append("\\b")
    case 0x0C: append("\\f")
    case 0x0A: append("\\n")
    case 0x0D: append("\\r")
    case 0x09: append("\\t")
    case 0..<0x20: writeEscape(of: Int(byte))
    default: output.append(byte)
    }
  }

  private mutating func writeEscape(of unit: Int) {
    let digits = String(unit, radix: 16)
    append("\\u")
    append(String(repeating: "0", count: 4 - digits.count))
    append(digits)
  }

  private mutating func append(_ piece: String) { output.append(contentsOf: piece.utf8) }
}
