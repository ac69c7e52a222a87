/// Where in JSON text a value stands.
///
/// In: text that was read without a mistake, and the way to a value in it. Out: a line and a column, as AWS's parser
/// counts them: behind the last character that it has taken in, a text's quote, a bracket or a whole number. Never reads
/// beyond the text.

struct JSONPlace: Hashable, Sendable {
  /// Both from 1.
  let line: Int
  let column: Int

  init(line: Int, column: Int) {
    self.line = line
    self.column = column
  }

  /// - Parameter path: from the top, which member of an object, which element of a list.
  /// - Parameter isAtEnd: behind the value's last character instead of its first.
  init?(of path: [Int], in text: String, isAtEnd: Bool) {
    var walk = Walk(bytes: Array(text.utf8))
    for step in path {
      walk.skipBlanks()
      guard let opening = walk.current, opening == UInt8(ascii: "{") || opening == UInt8(ascii: "[") else { return nil }
      walk.index += 1
      for place in 0...max(0, step) {
        walk.skipBlanks()
        if opening == UInt8(ascii: "{") {
          walk.skipValue()
          walk.skipBlanks()
          walk.index += 1  // the colon
        }
        guard place < step else { break }
        walk.skipValue()
        walk.skipBlanks()
        walk.index += 1  // the comma
      }
    }
    walk.skipBlanks()
    guard let first = walk.current else { return nil }
    if isAtEnd || !"{[\"".utf8.contains(first) { walk.skipValue() } else { walk.index += 1 }
    let before = String(decoding: walk.bytes.prefix(walk.index), as: UTF8.self)
    let lines = before.split(separator: "\n", omittingEmptySubsequences: false)
    line = lines.count
    column = (lines.last?.unicodeScalars.count ?? 0) + 1
  }

  private struct Walk {
    let bytes: [UInt8]
    var index = 0

    var current: UInt8? { index < bytes.count ? bytes[index] : nil }

    mutating func skipBlanks() {
      while let byte = current, " \n\r\t".utf8.contains(byte) { index += 1 }
    }

    /// A text, a number, a word, or everything between two brackets.
    mutating func skipValue() {
      skipBlanks()
      var depth = 0
      repeat {
        guard let byte = current else { return }
        switch byte {
        case UInt8(ascii: "\""): skipText()
        case UInt8(ascii: "{"), UInt8(ascii: "["):
          depth += 1
          index += 1
        case UInt8(ascii: "}"), UInt8(ascii: "]"):
          depth -= 1
          index += 1
        default:
          index += 1
          guard depth == 0 else { continue }
          while let next = current, !",:]} \n\r\t".utf8.contains(next) { index += 1 }
        }
      } while depth > 0
    }

    private mutating func skipText() {
      index += 1
      while let byte = current, byte != UInt8(ascii: "\"") { index += byte == UInt8(ascii: "\\") ? 2 : 1 }
      index += 1
    }
  }
}
