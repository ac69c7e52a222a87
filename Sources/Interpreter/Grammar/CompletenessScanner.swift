/// Tells line by line whether a growing text is a whole command: for readers that must not read it all again each time.
///
/// In: physical lines. Out: whether Enter runs what was taken so far. Each line costs time in proportion to itself. What
/// is wrong in the first line is found at once; what is wrong in a later one when the command runs. Holds no text.
package struct CompletenessScanner {
  private var stack: [Frame] = [Frame(isQuote: false)]
  private var isSingleQuoted = false
  private var isFirst = true
  private var isDone = false
  /// A backslash joined the last line to the next.
  private var isJoined = false
  /// The last byte belonged to a word, so that `#` goes on with it.
  private var isInWord = false
  /// `&&`, `||` or `|` waits for its command.
  private var wantsCommand = false
  private var documents: [HereDocument] = []
  private var isBodyJoined = false

  /// What `)` or `"` closes.
  private struct Frame {
    let isQuote: Bool
    var pending: [HereDocument] = []
  }

  package init() {}

  /// Takes the next physical line, without its line end.
  ///
  /// - Returns: true where the text so far is a command, or can become none any more.
  package mutating func take(_ line: String) -> Bool {
    if isDone { return true }
    if isFirst {
      isFirst = false
      isDone = ScriptParser.isComplete(line)
      if isDone { return true }
    }
    var cursor = ByteCursor(bytes: ByteCursor.bytes(of: line))
    if documents.isEmpty {
      scan(&cursor)
      endLine()
    } else {
      takeBody(cursor.bytes[...])
    }
    if !isDone { isDone = isWhole }
    return isDone
  }

  private var isWhole: Bool {
    stack.count == 1 && !isSingleQuoted && !isJoined && !wantsCommand && documents.isEmpty && stack[0].pending.isEmpty
  }

  private mutating func takeBody(_ line: ArraySlice<UInt8>) {
    guard let document = documents.first else { return }
    if !isBodyJoined, document.ends(at: line) {
      documents.removeFirst()
    } else {
      isBodyJoined = document.goesOn(after: line)
    }
  }

  private mutating func endLine() {
    guard !isJoined, !isSingleQuoted, let frame = stack.last, !frame.isQuote else { return }
    isInWord = false
    documents = frame.pending
    isBodyJoined = false
    stack[stack.count - 1].pending = []
  }

  private mutating func scan(_ cursor: inout ByteCursor) {
    isJoined = false
    while let byte = cursor.peek, !isDone {
      cursor.position += 1
      if isSingleQuoted {
        isSingleQuoted = byte != UInt8(ascii: "'")
      } else if stack.last?.isQuote == true {
        takeQuoted(byte, &cursor)
      } else {
        takeBare(byte, &cursor)
      }
    }
  }

  private mutating func takeQuoted(_ byte: UInt8, _ cursor: inout ByteCursor) {
    switch byte {
    case UInt8(ascii: "\""): stack.removeLast()
    case UInt8(ascii: "\\"):
      if let next = cursor.peek, "$`\\\"".utf8.contains(next) { cursor.position += 1 }
    case UInt8(ascii: "$"): takeDollar(&cursor)
    case UInt8(ascii: "`"): isDone = true
    default: break
    }
  }

  private mutating func takeBare(_ byte: UInt8, _ cursor: inout ByteCursor) {
    if byte == UInt8(ascii: "#"), !isInWord {
      cursor.position = cursor.bytes.count
      return
    }
    if ByteCursor.isBlank(byte) {
      isInWord = false
      return
    }
    if byte == UInt8(ascii: "\\"), cursor.peek == nil {
      isJoined = true
      return
    }
    wantsCommand = false
    isInWord = !ByteCursor.isWordEnd(byte)
    switch byte {
    case UInt8(ascii: "'"): isSingleQuoted = true
    case UInt8(ascii: "\""): stack.append(Frame(isQuote: true))
    case UInt8(ascii: "\\"): cursor.position = cursor.characterEnd(cursor.position)
    case UInt8(ascii: "$"): takeDollar(&cursor)
    case UInt8(ascii: "`"), UInt8(ascii: "("): isDone = true
    case UInt8(ascii: ")"): close()
    case UInt8(ascii: "&"): takeDouble(byte, &cursor, alone: false)
    case UInt8(ascii: "|"): takeDouble(byte, &cursor, alone: true)
    case UInt8(ascii: ">"): if cursor.peek == UInt8(ascii: "&") { cursor.position += 1 }
    case UInt8(ascii: "<"): takeInput(&cursor)
    default: break
    }
  }

  private mutating func takeDouble(_ byte: UInt8, _ cursor: inout ByteCursor, alone: Bool) {
    if cursor.peek == byte { cursor.position += 1 } else if !alone { isDone = true }
    wantsCommand = true
  }

  private mutating func takeInput(_ cursor: inout ByteCursor) {
    guard cursor.peek == UInt8(ascii: "<") else { return }
    cursor.position += 1
    guard let document = HereDocument.readDelimiter(&cursor) else {
      isDone = true
      return
    }
    stack[stack.count - 1].pending.append(document)
    isInWord = false
  }

  private mutating func takeDollar(_ cursor: inout ByteCursor) {
    switch cursor.peek {
    case UInt8(ascii: "("):
      cursor.position += 1
      stack.append(Frame(isQuote: false))
      isInWord = false
      isDone = cursor.peek == UInt8(ascii: "(") || stack.count > 2 * ScriptParser.maximumDepth + 2
    case UInt8(ascii: "{"):
      guard let end = cursor.bytes[cursor.position...].firstIndex(of: UInt8(ascii: "}")) else {
        isDone = true
        return
      }
      cursor.position = end + 1
    case nil, .some: break
    }
  }

  /// `)`: of a substitution, or of nothing.
  private mutating func close() {
    guard stack.count > 1, stack.last?.pending.isEmpty == true else {
      isDone = true
      return
    }
    stack.removeLast()
    isInWord = true
  }
}
