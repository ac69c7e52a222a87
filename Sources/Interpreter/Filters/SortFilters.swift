/// `sort` and `uniq`.
///
/// In: lines. Out: the same lines in order, or without repeats. Lines are compared byte by byte (C locale).
extension Filters {
  @Sendable static func sorted(_ arguments: [String], _ input: String) -> CommandOutput {
    var flags = Set<Character>()
    for argument in arguments {
      guard argument.hasPrefix("-"), argument.count > 1, argument.dropFirst().allSatisfy({ "rnu".contains($0) }) else {
        return refused("sort", argument)
      }
      flags.formUnion(argument.dropFirst())
    }
    let isReversed = flags.contains("r")
    var keyed = lines(of: input).enumerated().map { place, line in
      SortLine(line: line, number: flags.contains("n") ? number(line) : nil, place: place)
    }
    // With -u the first of equal lines stays; without, lines with equal numbers are put in order as texts.
    keyed.sort { left, right in
      let order = left.compared(to: right, byTextToo: !flags.contains("u"))
      return order == 0 ? left.place < right.place : (order < 0) != isReversed
    }
    if flags.contains("u") {
      keyed = keyed.reduce(into: []) { kept, line in
        if kept.last.map({ $0.compared(to: line, byTextToo: false) != 0 }) ?? true { kept.append(line) }
      }
    }
    return CommandOutput(joined(keyed.map(\.line)))
  }

  private struct SortLine {
    let line: Substring
    let number: Double?
    let place: Int

    /// Negative, zero or positive.
    func compared(to other: SortLine, byTextToo: Bool) -> Int {
      if let number, let second = other.number {
        if number != second { return number < second ? -1 : 1 }
        if !byTextToo { return 0 }
      }
      if line.utf8.elementsEqual(other.line.utf8) { return 0 }
      return line.utf8.lexicographicallyPrecedes(other.line.utf8) ? -1 : 1
    }
  }

  /// The number that a line begins with after blanks: a sign, digits, a point, digits; 0 where there is none.
  private static func number(_ line: Substring) -> Double {
    var rest = line.utf8.drop { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") }
    var text = ""
    func takeDigits() {
      let digits = rest.prefix { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
      text += String(Substring(digits))
      rest = rest.dropFirst(digits.count)
    }
    let isNegative = rest.first == UInt8(ascii: "-")
    if isNegative { rest = rest.dropFirst() }
    takeDigits()
    if rest.first == UInt8(ascii: ".") {
      rest = rest.dropFirst()
      text += text.isEmpty ? "0." : "."
      takeDigits()
      if text.hasSuffix(".") { text += "0" }
    }
    let value = Double(text) ?? 0
    return isNegative ? -value : value
  }

  @Sendable static func unique(_ arguments: [String], _ input: String) -> CommandOutput {
    let runs: [(line: Substring, count: Int)] = lines(of: input).reduce(into: []) { runs, line in
      if let last = runs.last, last.line.utf8.elementsEqual(line.utf8) {
        runs[runs.count - 1].count += 1
      } else {
        runs.append((line, 1))
      }
    }
    switch arguments {
    case []: return CommandOutput(joined(runs.map(\.line)))
    case ["-c"]: return CommandOutput(joined(runs.map { run in "\(padded(run.count)) \(run.line)" }))
    case ["-d"]: return CommandOutput(joined(runs.filter { $0.count > 1 }.map(\.line)))
    case ["-u"]: return CommandOutput(joined(runs.filter { $0.count == 1 }.map(\.line)))
    default: return refused("uniq", arguments[0])
    }
  }
}
