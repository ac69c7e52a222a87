/// Patterns of a shell: `*`, `?`, `[…]`.
///
/// In: a pattern, a text. Out: the text without the part that matches. Texts and patterns are
/// short: it takes time in proportion to the pattern times the text for each place it tries.
/// Source: POSIX.1-2017, Shell Command Language, section 2.13.
struct ShellPattern: Hashable {
  private enum Item: Hashable {
    case one(Unicode.Scalar)
    case anyOne
    case anyMany
    case set([ClosedRange<Unicode.Scalar>], isNegated: Bool)
  }
  private var items: [Item] = []
  static let longestText = 4_096

  var isSmall: Bool { items.count <= 64 }

  mutating func append(_ text: String, isQuoted: Bool) {
    var rest = text.unicodeScalars[...]
    while let scalar = rest.popFirst() {
      switch scalar {
      case "*" where !isQuoted: if items.last != .anyMany { items.append(.anyMany) }
      case "?" where !isQuoted: items.append(.anyOne)
      case "[" where !isQuoted: items.append(Self.set(&rest) ?? .one(scalar))
      default: items.append(.one(scalar))
      }
    }
  }

  /// After `[`; nil where no `]` ends it, and then nothing is taken.
  private static func set(_ rest: inout Substring.UnicodeScalarView) -> Item? {
    var inner = rest
    let isNegated = inner.first == "!" || inner.first == "^"
    if isNegated { inner.removeFirst() }
    var ranges: [ClosedRange<Unicode.Scalar>] = []
    while let first = inner.popFirst() {
      if first == "]", !ranges.isEmpty {
        rest = inner
        return .set(ranges, isNegated: isNegated)
      }
      let after = inner.dropFirst()
      if inner.first == "-", let last = after.first, last != "]", last >= first {
        ranges.append(first...last)
        inner = after.dropFirst()
      } else {
        ranges.append(first...first)
      }
    }
    return nil
  }

  func removingPrefix(from text: String, longest: Bool) -> String {
    let scalars = Array(text.unicodeScalars)
    let lengths = longest ? Array((0...scalars.count).reversed()) : Array(0...scalars.count)
    let found = lengths.first { matches(scalars[..<$0]) } ?? 0
    return String(String.UnicodeScalarView(scalars[found...]))
  }

  func removingSuffix(from text: String, longest: Bool) -> String {
    let scalars = Array(text.unicodeScalars)
    let starts = longest ? Array(0...scalars.count) : Array((0...scalars.count).reversed())
    let found = starts.first { matches(scalars[$0...]) } ?? scalars.count
    return String(String.UnicodeScalarView(scalars[..<found]))
  }

  /// The whole text. Goes back only to the last `*`.
  func matches(_ text: ArraySlice<Unicode.Scalar>) -> Bool {
    var (item, place) = (0, text.startIndex)
    var retry: (item: Int, place: Int)?
    while place < text.endIndex {
      if item < items.count, items[item] == .anyMany {
        retry = (item, place)
        item += 1
      } else if item < items.count, takes(items[item], text[place]) {
        item += 1
        place += 1
      } else if let last = retry {
        retry = (last.item, last.place + 1)
        (item, place) = (last.item + 1, last.place + 1)
      } else {
        return false
      }
    }
    return items[item...].allSatisfy { $0 == .anyMany }
  }

  private func takes(_ item: Item, _ scalar: Unicode.Scalar) -> Bool {
    switch item {
    case .one(let wanted): wanted == scalar
    case .anyOne: true
    case .anyMany: false
    case .set(let ranges, let isNegated): ranges.contains { $0.contains(scalar) } != isNegated
    }
  }
}
