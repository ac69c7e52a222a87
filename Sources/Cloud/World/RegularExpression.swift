/// Regular expressions of the cluster query language, of log drivers and of filter patterns.
///
/// In: a pattern. Out: whether a whole text, or a part of it, matches. Time is bounded by pattern length times text
/// length: states advance together, nothing is ever tried twice. Covers literals, `.`, classes, groups, `|`, `^`, `$`,
/// `* + ? {m,n}`, `\d \w \s` and their opposites; look-around and back-references are refused by name.
/// Source: java.util.regex.Pattern, "Summary of regular-expression constructs"; Thompson, "Regular Expression Search
/// Algorithm", CACM 11(6), 1968.

struct RegularExpression: Hashable, Sendable {
  struct SyntaxError: Error, Hashable {
    let message: String
    /// Characters before the place of the mistake.
    let offset: Int
    /// True for what others may know, and this reader does not.
    var isUnknownHere = false
  }
  static let maximumStates = 10_000
  static let maximumDepth = 50

  fileprivate enum Step: Hashable, Sendable {
    case one(CharacterClass)
    case start, end
    case split(Int, Int)
    case jump(Int)
    case accept
  }
  fileprivate let steps: [Step]

  init(_ text: String) throws(SyntaxError) {
    var compiler = PatternCompiler(Array(text))
    steps = try compiler.compile()
  }

  /// True where the whole text matches.
  func matches(_ text: String) -> Bool { run(text, isWhole: true) }

  /// True where a part of the text matches.
  func isFound(in text: String) -> Bool { run(text, isWhole: false) }

  private func run(_ text: String, isWhole: Bool) -> Bool {
    var (waiting, rest) = ([0], text[...])
    while true {
      let states = closure(of: waiting, isStart: rest.startIndex == text.startIndex, isEnd: rest.isEmpty)
      if !isWhole || rest.isEmpty, states.contains(where: { steps[$0] == .accept }) { return true }
      guard let character = rest.popFirst() else { return false }
      waiting = isWhole ? [] : [0]
      for state in states {
        if case .one(let set) = steps[state], set.contains(character) { waiting.append(state + 1) }
      }
      if waiting.isEmpty { return false }
    }
  }

  private func closure(of starts: [Int], isStart: Bool, isEnd: Bool) -> [Int] {
    var isSeen = Array(repeating: false, count: steps.count)
    var found: [Int] = []
    var waiting = starts
    while let state = waiting.popLast() {
      guard !isSeen[state] else { continue }
      isSeen[state] = true
      switch steps[state] {
      case .split(let left, let right): waiting += [left, right]
      case .jump(let target): waiting.append(target)
      case .start: if isStart { waiting.append(state + 1) }
      case .end: if isEnd { waiting.append(state + 1) }
      case .one, .accept: found.append(state)
      }
    }
    return found
  }
}

private struct CharacterClass: Hashable, Sendable {
  var ranges: [ClosedRange<Character>] = []
  var isNegated = false

  func contains(_ character: Character) -> Bool { ranges.contains { $0.contains(character) } != isNegated }

  static let any = CharacterClass(ranges: [], isNegated: true)
  static func named(_ letter: Character) -> CharacterClass? {
    switch letter {
    case "d", "D": CharacterClass(ranges: ["0"..."9"], isNegated: letter == "D")
    case "w", "W": CharacterClass(ranges: ["a"..."z", "A"..."Z", "0"..."9", "_"..."_"], isNegated: letter == "W")
    case "s", "S": CharacterClass(ranges: [" "..." ", "\t"..."\t", "\n"..."\n", "\r"..."\r"], isNegated: letter == "S")
    default: nil
    }
  }
}

private struct PatternCompiler {
  private typealias SyntaxError = RegularExpression.SyntaxError
  private let characters: [Character]
  private var index = 0
  private var depth = 0
  private var size = 0

  init(_ characters: [Character]) { self.characters = characters }

  /// A piece of the program with addresses counted from its own start.
  private typealias Piece = [RegularExpression.Step]

  mutating func compile() throws(RegularExpression.SyntaxError) -> [RegularExpression.Step] {
    let piece = try alternatives()
    guard current == nil else { throw error("unmatched ')'") }
    return piece + [.accept]
  }

  private var current: Character? { index < characters.count ? characters[index] : nil }
  private func error(_ message: String, isUnknownHere: Bool = false) -> SyntaxError {
    SyntaxError(message: message, offset: index, isUnknownHere: isUnknownHere)
  }

  private mutating func alternatives() throws(RegularExpression.SyntaxError) -> Piece {
    var left = try sequence()
    while current == "|" {
      index += 1
      let right = try sequence()
      left =
        [.split(1, left.count + 2)] + moved(left, by: 1) + [.jump(left.count + 2 + right.count)]
        + moved(right, by: left.count + 2)
    }
    return left
  }

  private mutating func sequence() throws(RegularExpression.SyntaxError) -> Piece {
    var piece: Piece = []
    while let character = current, character != "|", character != ")" {
      let atom = try atom()
      let repeated = try repeated(atom)
      size += repeated.count
      guard size <= RegularExpression.maximumStates else { throw error("the pattern is too large") }
      piece += moved(repeated, by: piece.count)
    }
    return piece
  }

  private func moved(_ piece: Piece, by distance: Int) -> Piece {
    piece.map { step in
      switch step {
      case .split(let left, let right): .split(left + distance, right + distance)
      case .jump(let target): .jump(target + distance)
      case .one, .start, .end, .accept: step
      }
    }
  }

  private mutating func atom() throws(RegularExpression.SyntaxError) -> Piece {
    let character = characters[index]
    index += 1
    switch character {
    case ".": return [.one(.any)]
    case "^": return [.start]
    case "$": return [.end]
    case "[": return [.one(try characterClass())]
    case "(": return try group()
    case "*", "+", "?", "{":
      index -= 1
      throw error("nothing to repeat before '\(character)'")
    case "\\": return [.one(try escaped())]
    default: return [.one(CharacterClass(ranges: [character...character]))]
    }
  }

  private mutating func group() throws(RegularExpression.SyntaxError) -> Piece {
    depth += 1
    defer { depth -= 1 }
    guard depth <= RegularExpression.maximumDepth else { throw error("groups are nested too deeply") }
    if current == "?" {
      guard index + 1 < characters.count, characters[index + 1] == ":" else {
        throw error("'(?' is only known as '(?:'", isUnknownHere: true)
      }
      index += 2
    }
    let piece = try alternatives()
    guard current == ")" else { throw error("')' is missing") }
    index += 1
    return piece
  }

  private mutating func escaped() throws(RegularExpression.SyntaxError) -> CharacterClass {
    guard let character = current else { throw error("nothing follows '\\'") }
    index += 1
    if let known = CharacterClass.named(character) { return known }
    guard !(character.isASCII && (character.isLetter || character.isNumber)) else {
      index -= 1
      throw error("'\\\(character)' is not known", isUnknownHere: true)
    }
    return CharacterClass(ranges: [character...character])
  }

  private mutating func characterClass() throws(RegularExpression.SyntaxError) -> CharacterClass {
    var result = CharacterClass()
    if current == "^" {
      result.isNegated = true
      index += 1
    }
    var isFirst = true
    while let character = current, character != "]" || isFirst {
      isFirst = false
      index += 1
      if character == "\\" {
        let known = try escaped()
        guard !known.isNegated else { throw error("an opposite inside '[' is not known", isUnknownHere: true) }
        result.ranges += known.ranges
        continue
      }
      if current == "-", index + 1 < characters.count, characters[index + 1] != "]" {
        let last = characters[index + 1]
        guard character <= last else { throw error("the range \(character)-\(last) is the wrong way round") }
        result.ranges.append(character...last)
        index += 2
      } else {
        result.ranges.append(character...character)
      }
    }
    guard current == "]" else { throw error("']' is missing") }
    index += 1
    return result
  }

  private mutating func repeated(_ atom: Piece) throws(RegularExpression.SyntaxError) -> Piece {
    guard let character = current else { return atom }
    let count = atom.count
    let piece: Piece
    switch character {
    case "*": piece = [.split(1, count + 2)] + moved(atom, by: 1) + [.jump(0)]
    case "+": piece = atom + [.split(0, count + 1)]
    case "?": piece = [.split(1, count + 1)] + moved(atom, by: 1)
    case "{":
      index += 1
      return try counted(atom)
    default: return atom
    }
    index += 1
    if current == "?" || current == "+" { index += 1 }  // lazy and possessive match the same whole values here
    return piece
  }

  private mutating func counted(_ atom: Piece) throws(RegularExpression.SyntaxError) -> Piece {
    guard let least = number() else { throw error("a number is missing after '{'") }
    var most: Int? = least
    if current == "," {
      index += 1
      most = current == "}" ? nil : number()
    }
    guard current == "}", least <= most ?? least,
      (most ?? least) * max(1, atom.count) <= RegularExpression.maximumStates
    else { throw error("'{' needs a count such as {2} or {1,3}") }
    index += 1
    var piece: Piece = []
    for _ in 0..<least { piece += moved(atom, by: piece.count) }
    guard let most else {
      return piece + moved([.split(1, atom.count + 2)] + moved(atom, by: 1) + [.jump(0)], by: piece.count)
    }
    for _ in least..<most { piece += moved([.split(1, atom.count + 1)] + moved(atom, by: 1), by: piece.count) }
    return piece
  }

  private mutating func number() -> Int? {
    let start = index
    while let character = current, character.isASCII, character.isNumber, index - start < 5 { index += 1 }
    return Int(String(characters[start..<index]))
  }
}
