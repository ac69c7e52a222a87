/// Reads the text of a regular expression, basic or extended.
///
/// In: text. Out: a tree, or nil for what is not understood (back references, classes of letters that POSIX does not name).
/// Nests at most 20 groups. Source: POSIX.1-2017, Base Definitions, sections 9.3 and 9.4; GNU grep's `\+ \? \| \w \s`.
indirect enum PatternNode {
  case characters(Characters)
  case start, end
  case sequence([PatternNode])
  case choice([PatternNode])
  case repeated(PatternNode, least: Int, most: Int?)

  struct Characters {
    var ranges: [ClosedRange<Character>] = []
    var includesWords = false, includesBlanks = false
    var isNegated = false

    func contains(_ character: Character) -> Bool {
      let isIn =
        ranges.contains { $0.contains(character) } || (includesWords && LinePattern.isWord(character))
        || (includesBlanks && character.isWhitespace)
      return isIn != isNegated
    }
    static let any = Characters(isNegated: true)
    static func one(_ character: Character) -> Characters { Characters(ranges: [character...character]) }
  }

  static func read(_ text: String, _ syntax: LinePattern.Syntax) -> PatternNode? {
    if syntax == .fixed { return .sequence(text.map { .characters(.one($0)) }) }
    var reader = PatternReader(rest: Substring(text), isExtended: syntax == .extended)
    guard let node = reader.choice(depth: 0), reader.rest.isEmpty else { return nil }
    return node
  }
}

private struct PatternReader {
  var rest: Substring
  let isExtended: Bool

  /// A sign that is special bare in extended, and after a backslash in basic expressions.
  private func isNext(_ sign: Character) -> Bool {
    isExtended ? rest.first == sign : rest.first == "\\" && rest.dropFirst().first == sign
  }
  private mutating func skipSign() { rest = rest.dropFirst(isExtended ? 1 : 2) }

  mutating func choice(depth: Int) -> PatternNode? {
    guard depth <= 20 else { return nil }
    var branches: [PatternNode] = []
    while true {
      guard let branch = sequence(depth: depth) else { return nil }
      branches.append(branch)
      guard isNext("|") else { return branches.count == 1 ? branches[0] : .choice(branches) }
      skipSign()
    }
  }

  private mutating func sequence(depth: Int) -> PatternNode? {
    var nodes: [PatternNode] = []
    while !rest.isEmpty, !isNext("|"), !(isNext(")") && depth > 0) {
      guard let node = atom(depth: depth, isFirst: nodes.isEmpty), let repeated = repetition(of: node) else {
        return nil
      }
      nodes.append(repeated)
    }
    return .sequence(nodes)
  }

  private mutating func atom(depth: Int, isFirst: Bool) -> PatternNode? {
    if isNext("(") {
      skipSign()
      guard let inside = choice(depth: depth + 1), isNext(")") else { return nil }
      skipSign()
      return inside
    }
    guard let character = rest.popFirst() else { return nil }
    switch character {
    case "^" where isExtended || isFirst: return .start
    case "$" where isExtended || rest.isEmpty || isNext("|") || isNext(")"): return .end
    case ".": return .characters(.any)
    case "[": return set()
    case "\\": return escaped()
    case "*" where isFirst && !isExtended: return .characters(.one("*"))
    case "*", "+", "?", "{", ")": return isExtended ? nil : .characters(.one(character))
    default: return .characters(.one(character))
    }
  }

  private mutating func escaped() -> PatternNode? {
    guard let character = rest.popFirst() else { return nil }
    switch character {
    case "w", "W": return .characters(.init(includesWords: true, isNegated: character == "W"))
    case "s", "S": return .characters(.init(includesBlanks: true, isNegated: character == "S"))
    case "(", ")", "{", "}", "|": return isExtended ? .characters(.one(character)) : nil
    case "<", ">": return nil
    default: return character.isLetter || character.isNumber ? nil : .characters(.one(character))
    }
  }

  private mutating func repetition(of node: PatternNode) -> PatternNode? {
    var node = node
    while true {
      if rest.first == "*" {
        if case .start = node { return node }
        rest.removeFirst()
        node = .repeated(node, least: 0, most: nil)
      } else if isNext("+") {
        skipSign()
        node = .repeated(node, least: 1, most: nil)
      } else if isNext("?") {
        skipSign()
        node = .repeated(node, least: 0, most: 1)
      } else if isNext("{") {
        skipSign()
        guard let (least, most) = interval() else { return nil }
        node = .repeated(node, least: least, most: most)
      } else {
        return node
      }
    }
  }

  /// After `{`: `3}`, `3,}`, `3,5}`; at most 100 times.
  private mutating func interval() -> (Int, Int?)? {
    let inside = rest.prefix { $0.isASCII && ($0.isNumber || $0 == ",") }
    rest = rest.dropFirst(inside.count)
    guard isNext("}") else { return nil }
    skipSign()
    let ends = inside.split(separator: ",", omittingEmptySubsequences: false)
    guard ends.count <= 2, let first = ends.first, let least = Int(first), least <= 100 else { return nil }
    guard ends.count == 2 else { return (least, least) }
    if ends[1].isEmpty { return (least, nil) }
    guard let most = Int(ends[1]), most >= least, most <= 100 else { return nil }
    return (least, most)
  }

  /// After `[`.
  private mutating func set() -> PatternNode? {
    var set = PatternNode.Characters()
    if rest.first == "^" {
      set.isNegated = true
      rest.removeFirst()
    }
    var isFirst = true
    while let character = rest.popFirst() {
      if character == "]", !isFirst { return .characters(set) }
      isFirst = false
      if character == "[", rest.first == ":" {
        guard let end = rest.firstRange(of: ":]"),
          add(rest[rest.index(after: rest.startIndex)..<end.lowerBound], to: &set)
        else { return nil }
        rest = rest[end.upperBound...]
      } else if rest.first == "-", let last = rest.dropFirst().first, last != "]" {
        guard character <= last else { return nil }
        set.ranges.append(character...last)
        rest = rest.dropFirst(2)
      } else {
        set.ranges.append(character...character)
      }
    }
    return nil
  }

  private func add(_ name: Substring, to set: inout PatternNode.Characters) -> Bool {
    switch name {
    case "alpha": set.ranges += ["a"..."z", "A"..."Z"]
    case "lower": set.ranges.append("a"..."z")
    case "upper": set.ranges.append("A"..."Z")
    case "digit": set.ranges.append("0"..."9")
    case "alnum": set.ranges += ["a"..."z", "A"..."Z", "0"..."9"]
    case "space": set.includesBlanks = true
    case "blank": set.ranges += [" "..." ", "\t"..."\t"]
    case "punct": set.ranges += ["!"..."/", ":"..."@", "["..."`", "{"..."~"]
    default: return false
    }
    return true
  }
}
