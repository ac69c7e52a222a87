/// A small pattern for `grep`: literals, `.`, `*`, `^`, `$` and `[...]` (POSIX.1-2017, basic regular expressions,
/// section 9.3, without groups and intervals).
///
/// Cost: the line's length times the pattern's, which is capped at 200 characters.
struct LinePattern {
  private enum Atom {
    case literal(Character), any
    case set([ClosedRange<Character>], isNegated: Bool)
  }
  private var atoms: [(atom: Atom, repeats: Bool)] = []
  private var startsAtStart = false
  private var endsAtEnd = false
  private let ignoresCase: Bool

  /// nil where the text uses a form that is not understood.
  init?(_ text: String, isFixed: Bool, ignoresCase: Bool) {
    self.ignoresCase = ignoresCase
    var rest = Substring(ignoresCase ? text.lowercased() : text)
    guard rest.count <= 200 else { return nil }
    if isFixed {
      atoms = rest.map { (.literal($0), false) }
      return
    }
    if rest.first == "^" {
      startsAtStart = true
      rest.removeFirst()
    }
    while let character = rest.popFirst() {
      switch character {
      case "$" where rest.isEmpty: endsAtEnd = true
      case ".": atoms.append((.any, false))
      case "*" where !atoms.isEmpty: atoms[atoms.count - 1].repeats = true
      case "\\":
        guard let next = rest.popFirst(), !next.isLetter, !next.isNumber, !"(){}|".contains(next) else { return nil }
        atoms.append((.literal(next), false))
      case "[":
        guard let set = Self.set(&rest) else { return nil }
        atoms.append((set, false))
      default: atoms.append((.literal(character), false))
      }
    }
  }

  private static func set(_ rest: inout Substring) -> Atom? {
    var ranges: [ClosedRange<Character>] = []
    let isNegated = rest.first == "^"
    if isNegated { rest.removeFirst() }
    while let first = rest.popFirst() {
      if first == "]", !ranges.isEmpty { return .set(ranges, isNegated: isNegated) }
      if rest.first == "-", let last = rest.dropFirst().first, last != "]" {
        guard first <= last else { return nil }
        ranges.append(first...last)
        rest = rest.dropFirst(2)
      } else {
        ranges.append(first...first)
      }
    }
    return nil
  }

  /// Walks the line once with the set of atoms that could come next.
  func matches(_ line: Substring) -> Bool {
    var live: Set<Int> = closure(of: 0)
    if live.contains(atoms.count), !endsAtEnd { return true }
    for character in ignoresCase ? line.lowercased() : String(line) {
      var next: Set<Int> = startsAtStart ? [] : closure(of: 0)
      for index in live where index < atoms.count && accepts(atoms[index].atom, character) {
        next.formUnion(closure(of: atoms[index].repeats ? index : index + 1))
      }
      if next.contains(atoms.count), !endsAtEnd { return true }
      live = next
    }
    return live.contains(atoms.count)
  }

  /// The atom and those that can follow it without a character, `*` allowing none.
  private func closure(of start: Int) -> Set<Int> {
    var reached: Set<Int> = [start]
    var index = start
    while index < atoms.count, atoms[index].repeats {
      index += 1
      reached.insert(index)
    }
    return reached
  }

  private func accepts(_ atom: Atom, _ character: Character) -> Bool {
    switch atom {
    case .literal(let wanted): wanted == character
    case .any: true
    case .set(let ranges, let isNegated): ranges.contains { $0.contains(character) } != isNegated
    }
  }
}
