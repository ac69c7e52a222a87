/// How AWS clients turn a name of the model into a word of the command line.
///
/// In: "enableECSManagedTags". Out: "enable-ecs-managed-tags". Rules: botocore `xform_name`.

package enum CommandName {
  /// Lower case with a dash before each new word; a plural acronym at the end ("ARNs") is one word.
  package static func kebab(_ name: String) -> String {
    var characters = Array(name.utf8)
    guard !characters.contains(dash) else { return name }
    if let start = pluralAcronymStart(characters) {
      let tail = characters[start...].map(lowercased)
      characters = characters[..<start] + [dash] + tail
    }
    characters = separatingCapitalizedWords(characters)
    characters = separatingLowerFromUpper(characters)
    return String(decoding: characters.map(lowercased), as: UTF8.self)
  }

  private static let dash = UInt8(ascii: "-")

  /// Where `[A-Z]{2,}s$` begins.
  private static func pluralAcronymStart(_ characters: [UInt8]) -> Int? {
    guard characters.last == UInt8(ascii: "s") else { return nil }
    var start = characters.count - 1
    while start > 0, isUpper(characters[start - 1]) { start -= 1 }
    return characters.count - 1 - start >= 2 ? start : nil
  }

  /// `(.)([A-Z][a-z]+)` gets a dash between its groups.
  private static func separatingCapitalizedWords(_ characters: [UInt8]) -> [UInt8] {
    var result: [UInt8] = []
    var index = 0
    while index < characters.count {
      let word = index + 1
      var end = word + 1
      if word < characters.count, isUpper(characters[word]) {
        while end < characters.count, isLower(characters[end]) { end += 1 }
      }
      if word < characters.count, isUpper(characters[word]), end > word + 1 {
        result.append(characters[index])
        result.append(dash)
        result += characters[word..<end]
        index = end
      } else {
        result.append(characters[index])
        index += 1
      }
    }
    return result
  }

  /// `([a-z0-9])([A-Z])` gets a dash between its groups.
  private static func separatingLowerFromUpper(_ characters: [UInt8]) -> [UInt8] {
    var result: [UInt8] = []
    for character in characters {
      if let last = result.last, isUpper(character), isLower(last) || isDigit(last) { result.append(dash) }
      result.append(character)
    }
    return result
  }

  private static func isUpper(_ byte: UInt8) -> Bool { byte >= UInt8(ascii: "A") && byte <= UInt8(ascii: "Z") }
  private static func isLower(_ byte: UInt8) -> Bool { byte >= UInt8(ascii: "a") && byte <= UInt8(ascii: "z") }
  private static func isDigit(_ byte: UInt8) -> Bool { byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9") }
  private static func lowercased(_ byte: UInt8) -> UInt8 { isUpper(byte) ? byte | 0x20 : byte }
}
