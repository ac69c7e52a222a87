/// `cut` and `tr`: pieces of lines, and other characters for characters.
///
/// In: text. Out: text. Characters are Unicode scalars.
extension Filters {
  // MARK: cut

  @Sendable static func cut(_ arguments: [String], _ input: String) -> CommandOutput {
    var delimiter: Unicode.Scalar = "\t"
    var list: (kind: Character, ranges: [ClosedRange<Int>])?
    var rest = arguments[...]
    while let argument = rest.popFirst() {
      guard let kind = argument.dropFirst().first, argument.hasPrefix("-"), "dfc".contains(kind) else {
        return refused("cut", argument)
      }
      let value = argument.count > 2 ? String(argument.dropFirst(2)) : rest.popFirst() ?? ""
      if kind == "d" {
        guard let first = value.unicodeScalars.first, value.unicodeScalars.count == 1 else {
          return .complaint("cut: the delimiter must be a single character", exitCode: 1)
        }
        delimiter = first
      } else {
        guard list == nil, let ranges = ranges(value) else { return refused("cut", argument) }
        list = (kind, ranges)
      }
    }
    guard let list else { return .complaint("cut: give the fields to print, as in -f 1,3", exitCode: 1) }
    func isWanted(_ number: Int) -> Bool { list.ranges.contains { $0.contains(number) } }
    let result = lines(of: input).map { line -> String in
      if list.kind == "c" {
        let kept = line.unicodeScalars.enumerated().filter { isWanted($0.offset + 1) }.map(\.element)
        return String(String.UnicodeScalarView(kept))
      }
      let cells = line.unicodeScalars.split(separator: delimiter, omittingEmptySubsequences: false)
      if cells.count == 1 { return String(line) }
      let kept = cells.enumerated().filter { isWanted($0.offset + 1) }.map { String(Substring($0.element)) }
      return kept.joined(separator: String(delimiter))
    }
    return CommandOutput(joined(result))
  }

  /// `1,3-5,7-`: at most 100 parts. nil where it is none.
  private static func ranges(_ text: String) -> [ClosedRange<Int>]? {
    let parts = text.split(separator: ",", maxSplits: 100, omittingEmptySubsequences: false)
    var ranges: [ClosedRange<Int>] = []
    for part in parts {
      let ends = part.split(separator: "-", omittingEmptySubsequences: false)
      guard ends.count <= 2, part != "-", let first = ends.first, let last = ends.last else { return nil }
      let low = first.isEmpty ? 1 : Int(first) ?? 0
      let high = last.isEmpty ? Int.max : Int(last) ?? 0
      guard low >= 1, high >= low else { return nil }
      ranges.append(low...high)
    }
    return ranges
  }

  // MARK: tr

  @Sendable static func translated(_ arguments: [String], _ input: String) -> CommandOutput {
    var flags = Set<Character>()
    var sets = arguments[...]
    while let argument = sets.first, argument.hasPrefix("-"), argument.count > 1 {
      guard argument.dropFirst().allSatisfy({ "ds".contains($0) }) else { return refused("tr", argument) }
      flags.formUnion(argument.dropFirst())
      sets = sets.dropFirst()
    }
    let expanded = sets.map { CharacterSet.scalars($0) }
    let isRemoving = flags.contains("d")
    guard let from = expanded.first, expanded.count <= 2, isRemoving == (expanded.count == 1) || flags == ["s"] else {
      return .complaint("tr: give two sets, as in `tr a-z A-Z`, or one after -d or -s", exitCode: 1)
    }
    var scalars = Array(input.unicodeScalars)
    if isRemoving {
      let removed = Set(from)
      scalars.removeAll { removed.contains($0) }
    } else if expanded.count == 2 {
      guard let fill = expanded[1].last else { return .complaint("tr: the second set is empty", exitCode: 1) }
      var table: [Unicode.Scalar: Unicode.Scalar] = [:]
      for (index, scalar) in from.enumerated() { table[scalar] = index < expanded[1].count ? expanded[1][index] : fill }
      scalars = scalars.map { table[$0] ?? $0 }
    }
    if flags.contains("s") {
      let squeezed = Set(expanded.last ?? from)
      scalars = scalars.reduce(into: []) { kept, scalar in
        if kept.last != scalar || !squeezed.contains(scalar) { kept.append(scalar) }
      }
    }
    return CommandOutput(String(String.UnicodeScalarView(scalars)))
  }
}

/// A set as `tr` writes it: characters, `a-z`, `[:class:]`, `\n`, in order.
private enum CharacterSet {
  static func scalars(_ text: String) -> [Unicode.Scalar] {
    var result: [Unicode.Scalar] = []
    var rest = text.unicodeScalars.prefix(1000)
    while let next = take(&rest) {
      guard case .one(let first) = next else {
        if case .many(let several) = next { result += several }
        continue
      }
      var after = rest
      if after.popFirst() == "-", case .one(let last)? = take(&after), first.value <= last.value,
        last.value - first.value < 1000
      {
        result += (first.value...last.value).compactMap(Unicode.Scalar.init)
        rest = after
      } else {
        result.append(first)
      }
    }
    return result
  }

  private enum Item {
    case one(Unicode.Scalar)
    case many([Unicode.Scalar])
  }

  private static func take(_ rest: inout Substring.UnicodeScalarView) -> Item? {
    for (name, members) in classes where rest.starts(with: name.unicodeScalars) {
      rest = rest.dropFirst(name.unicodeScalars.count)
      return .many(members)
    }
    guard let first = rest.popFirst() else { return nil }
    guard first == "\\", let escaped = rest.popFirst() else { return .one(first) }
    switch escaped {
    case "n": return .one("\n")
    case "t": return .one("\t")
    case "r": return .one("\r")
    default: return .one(escaped)
    }
  }

  private static let lower = ascii("a"..."z")
  private static let upper = ascii("A"..."Z")
  private static let digits = ascii("0"..."9")
  private static let classes: [(name: String, members: [Unicode.Scalar])] = [
    ("[:lower:]", lower), ("[:upper:]", upper), ("[:digit:]", digits), ("[:alpha:]", upper + lower),
    ("[:alnum:]", digits + upper + lower), ("[:blank:]", ["\t", " "]),
    ("[:space:]", ["\t", "\n", "\u{0B}", "\u{0C}", "\r", " "]),
    ("[:punct:]", ascii("!"..."/") + ascii(":"..."@") + ascii("["..."`") + ascii("{"..."~")),
  ]

  private static func ascii(_ range: ClosedRange<Unicode.Scalar>) -> [Unicode.Scalar] {
    (range.lowerBound.value...range.upperBound.value).compactMap(Unicode.Scalar.init)
  }
}
