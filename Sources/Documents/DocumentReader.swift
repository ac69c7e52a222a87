/// Reads JSON text into a `Document`.
///
/// In: text or bytes. Out: the document, or a `DocumentReadError` that names the mistake and its place. Never traps,
/// never recurses deeper than its limit, never rounds a number, never accepts what RFC 8259 does not (NaN, trailing
/// commas, raw control characters) and refuses duplicate names, which section 4 leaves open, because a document that
/// says two things is a mistake.
/// Source: RFC 8259.
package struct DocumentReader {
  package struct Limits: Hashable, Sendable {
    /// Lists and objects inside one another; at most 256.
    package let depth: Int
    package let bytes: Int
    package init(depth: Int = 128, bytes: Int = 16 << 20) {
      self.depth = min(max(depth, 0), 256)
      self.bytes = bytes
    }
    package static let standard = Limits()
  }

  package static func read(_ text: String, limits: Limits = .standard) throws(DocumentReadError) -> Document {
    var reader = DocumentReader(bytes: Array(text.utf8), limits: limits)
    return try reader.document()
  }

  /// Bytes that are not UTF-8 are an error.
  package static func read(bytes: [UInt8], limits: Limits = .standard) throws(DocumentReadError) -> Document {
    var reader = DocumentReader(bytes: bytes, limits: limits)
    if bytes.count <= limits.bytes, String(validating: bytes, as: UTF8.self) == nil {
      throw reader.error(.invalidUTF8, at: Self.validPrefixCount(of: bytes))
    }
    return try reader.document()
  }

  private let bytes: [UInt8]
  private let limits: Limits
  private var index = 0
  private var depth = 0

  private init(bytes: [UInt8], limits: Limits) {
    self.bytes = bytes
    self.limits = limits
  }

  private mutating func document() throws(DocumentReadError) -> Document {
    guard bytes.count <= limits.bytes else { throw error(.tooLarge(limitBytes: limits.bytes), at: 0) }
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { throw error(.byteOrderMark, at: 0) }
    skipBlanks()
    let result = try value()
    skipBlanks()
    if index < bytes.count { throw error(.extraData, at: index) }
    return result
  }

  private mutating func value() throws(DocumentReadError) -> Document {
    switch current {
    case UInt8(ascii: "{"): return try object()
    case UInt8(ascii: "["): return try list()
    case UInt8(ascii: "\""): return .string(try string())
    case UInt8(ascii: "t"): return try word("true", .boolean(true))
    case UInt8(ascii: "f"): return try word("false", .boolean(false))
    case UInt8(ascii: "n"): return try word("null", .null)
    default: return try number()
    }
  }

  private mutating func object() throws(DocumentReadError) -> Document {
    try enter()
    var members: [Document.Object.Member] = []
    var names: Set<String> = []
    skipBlanks()
    if current == UInt8(ascii: "}") { return leave(.object(.init())) }
    while true {
      let nameIndex = index
      guard current == UInt8(ascii: "\"") else { throw error(.expectedMemberName, at: index) }
      let name = try string()
      guard names.insert(name).inserted else { throw error(.duplicateKey(name), at: nameIndex) }
      skipBlanks()
      guard current == UInt8(ascii: ":") else { throw error(.expectedColon, at: index) }
      index += 1
      skipBlanks()
      members.append(.init(key: name, value: try value()))
      if try closes(with: UInt8(ascii: "}"), trailingComma: .trailingCommaInObject) {
        return leave(.object(.init(uniqueMembers: members)))
      }
    }
  }

  private mutating func list() throws(DocumentReadError) -> Document {
    try enter()
    var elements: [Document] = []
    skipBlanks()
    if current == UInt8(ascii: "]") { return leave(.list([])) }
    while true {
      elements.append(try value())
      if try closes(with: UInt8(ascii: "]"), trailingComma: .trailingCommaInList) { return leave(.list(elements)) }
    }
  }

  /// Steps over the comma after an element and answers false, or stops at the closing bracket and answers true.
  private mutating func closes(
    with bracket: UInt8, trailingComma: DocumentReadError.Kind
  ) throws(DocumentReadError) -> Bool {
    skipBlanks()
    if current == bracket { return true }
    guard current == UInt8(ascii: ",") else { throw error(.expectedComma, at: index) }
    let commaIndex = index
    index += 1
    skipBlanks()
    if current == bracket { throw error(trailingComma, at: commaIndex) }
    return false
  }

  private mutating func enter() throws(DocumentReadError) {
    guard depth < limits.depth else { throw error(.tooDeep(limit: limits.depth), at: index) }
    depth += 1
    index += 1
  }

  private mutating func leave(_ result: Document) -> Document {
    depth -= 1
    index += 1
    return result
  }

  private mutating func word(_ word: String, _ meaning: Document) throws(DocumentReadError) -> Document {
    guard bytes[index...].starts(with: word.utf8) else { throw error(.expectedValue, at: index) }
    index += word.utf8.count
    return meaning
  }

  private mutating func number() throws(DocumentReadError) -> Document {
    let start = index
    if current == UInt8(ascii: "-") { index += 1 }
    if current == UInt8(ascii: "0") {
      index += 1
    } else if skipDigits() == 0 {
      throw error(.expectedValue, at: start)
    }
    var isWhole = true
    if current == UInt8(ascii: "."), isDigit(at: index + 1) {
      isWhole = false
      index += 1
      skipDigits()
    }
    if current == UInt8(ascii: "e") || current == UInt8(ascii: "E") {
      let signed = byte(at: index + 1) == UInt8(ascii: "+") || byte(at: index + 1) == UInt8(ascii: "-")
      if isDigit(at: index + (signed ? 2 : 1)) {
        isWhole = false
        index += signed ? 2 : 1
        skipDigits()
      }
    }
    let text = String(decoding: bytes[start..<index], as: UTF8.self)
    if isWhole, let integer = Int(text) { return .integer(integer) }
    return .decimal(.init(checkedText: text))
  }

  private var current: UInt8? { byte(at: index) }
  private func byte(at place: Int) -> UInt8? { place < bytes.count ? bytes[place] : nil }
  private func isDigit(at place: Int) -> Bool {
    guard let byte = byte(at: place) else { return false }
    return byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9")
  }

  @discardableResult
  private mutating func skipDigits() -> Int {
    let start = index
    while isDigit(at: index) { index += 1 }
    return index - start
  }

  private mutating func skipBlanks() {
    while let byte = current, byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 { index += 1 }
  }
}

// MARK: - Strings

extension DocumentReader {
  private mutating func string() throws(DocumentReadError) -> String {
    let start = index
    index += 1
    var characters: [UInt8] = []
    while let byte = current {
      if byte == UInt8(ascii: "\"") {
        index += 1
        return String(decoding: characters, as: UTF8.self)
      }
      if byte == UInt8(ascii: "\\") {
        try appendEscape(to: &characters, stringStart: start)
      } else if byte < 0x20 {
        throw error(.controlCharacter, at: index)
      } else {
        characters.append(byte)
        index += 1
      }
    }
    throw error(.unterminatedString, at: start)
  }

  private mutating func appendEscape(to characters: inout [UInt8], stringStart: Int) throws(DocumentReadError) {
    let backslash = index
    guard let letter = byte(at: index + 1) else { throw error(.unterminatedString, at: stringStart) }
    index += 2
    switch letter {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): characters.append(letter)
    case UInt8(ascii: "b"): characters.append(0x08)
    case UInt8(ascii: "f"): characters.append(0x0C)
    case UInt8(ascii: "n"): characters.append(0x0A)
    case UInt8(ascii: "r"): characters.append(0x0D)
    case UInt8(ascii: "t"): characters.append(0x09)
    case UInt8(ascii: "u"): characters.append(contentsOf: UTF8.encode(try unicodeEscape(from: backslash)) ?? .init())
    default: throw error(.invalidEscape, at: backslash)
    }
  }

  /// The scalar of `\uXXXX` or of a surrogate pair; `index` stands after the `u`.
  private mutating func unicodeEscape(from backslash: Int) throws(DocumentReadError) -> Unicode.Scalar {
    let first = try codeUnit(from: backslash)
    if let scalar = Unicode.Scalar(first) { return scalar }
    guard UTF16.isLeadSurrogate(UInt16(first)), byte(at: index) == UInt8(ascii: "\\"),
      byte(at: index + 1) == UInt8(ascii: "u")
    else { throw error(.loneSurrogate, at: backslash) }
    let secondBackslash = index
    index += 2
    let second = try codeUnit(from: secondBackslash)
    guard UTF16.isTrailSurrogate(UInt16(second)),
      let scalar = Unicode.Scalar(0x10000 + (first - 0xD800) << 10 + (second - 0xDC00))
    else { throw error(.loneSurrogate, at: backslash) }
    return scalar
  }

  /// Four hexadecimal digits; at most 0xFFFF. CPython wants one more character after them before it looks at them.
  private mutating func codeUnit(from backslash: Int) throws(DocumentReadError) -> UInt32 {
    var unit: UInt32 = 0
    guard index + 4 < bytes.count else { throw error(.invalidUnicodeEscape, at: backslash + 1) }
    for _ in 0..<4 {
      guard let byte = current, let digit = Character(Unicode.Scalar(byte)).hexDigitValue, byte < 0x80 else {
        throw error(.invalidUnicodeEscape, at: backslash + 1)
      }
      unit = unit << 4 | UInt32(digit)
      index += 1
    }
    return unit
  }
}

// MARK: - Places

extension DocumentReader {
  private func error(_ kind: DocumentReadError.Kind, at byteOffset: Int) -> DocumentReadError {
    var offset = 0
    var line = 1
    var column = 1
    for byte in bytes[..<min(byteOffset, bytes.count)] where byte & 0xC0 != 0x80 {
      offset += 1
      column += 1
      if byte == 0x0A {
        line += 1
        column = 1
      }
    }
    return DocumentReadError(kind: kind, offset: offset, line: line, column: column)
  }

  /// How many bytes at the beginning are UTF-8.
  private static func validPrefixCount(of bytes: [UInt8]) -> Int {
    var decoder = UTF8()
    var iterator = bytes.makeIterator()
    var count = 0
    while case .scalarValue(let scalar) = decoder.decode(&iterator) { count += UTF8.width(scalar) }
    return count
  }
}
