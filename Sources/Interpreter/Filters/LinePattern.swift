/// A pattern for `grep`, ready to match lines.
///
/// In: a pattern's text, lines. Out: yes or no. A line costs its length times the pattern's size, whatever the pattern:
/// all ways to match are followed at once, none is tried again.
/// Source: POSIX.1-2017, Base Definitions, chapter 9 (regular expressions).
struct LinePattern {
  enum Syntax { case fixed, basic, extended }
  enum Extent { case anywhere, wholeWord, wholeLine }

  static let maximumCharacters = 200
  private static let maximumSteps = 2_000

  /// One step of the matching.
  private enum Step {
    case character(PatternNode.Characters)
    case start, end
    case split(Int, Int)
    case jump(Int)
    case match
  }
  private var steps: [Step] = []
  private let extent: Extent
  private let ignoresCase: Bool

  /// nil where the text uses a form that is not understood, or is too large.
  init?(_ text: String, syntax: Syntax, extent: Extent = .anywhere, ignoresCase: Bool = false) {
    self.extent = extent
    self.ignoresCase = ignoresCase
    let text = ignoresCase ? text.lowercased() : text
    guard text.count <= Self.maximumCharacters, let node = PatternNode.read(text, syntax) else { return nil }
    guard write(node) else { return nil }
    steps.append(.match)
  }

  /// False where the pattern grows too large.
  private mutating func write(_ node: PatternNode) -> Bool {
    guard steps.count < Self.maximumSteps else { return false }
    switch node {
    case .characters(let characters): steps.append(.character(characters))
    case .start: steps.append(.start)
    case .end: steps.append(.end)
    case .sequence(let nodes):
      for node in nodes where !write(node) { return false }
    case .choice(let nodes): return writeChoice(nodes[...])
    case .repeated(let node, let least, let most):
      for _ in 0..<least where !write(node) { return false }
      guard let most else { return writeLoop(node) }
      for _ in least..<max(least, most) {
        let split = steps.count
        steps.append(.match)
        guard write(node) else { return false }
        steps[split] = .split(split + 1, steps.count)
      }
    }
    return true
  }

  private mutating func writeLoop(_ node: PatternNode) -> Bool {
    let split = steps.count
    steps.append(.match)
    guard write(node) else { return false }
    steps.append(.jump(split))
    steps[split] = .split(split + 1, steps.count)
    return true
  }

  private mutating func writeChoice(_ nodes: ArraySlice<PatternNode>) -> Bool {
    guard let first = nodes.first else { return true }
    guard nodes.count > 1 else { return write(first) }
    let split = steps.count
    steps.append(.match)
    guard write(first) else { return false }
    let jump = steps.count
    steps.append(.match)
    steps[split] = .split(split + 1, steps.count)
    guard writeChoice(nodes.dropFirst()) else { return false }
    steps[jump] = .jump(steps.count)
    return true
  }

  // MARK: Matching

  func matches(_ line: Substring) -> Bool {
    let characters = Array(ignoresCase ? Substring(line.lowercased()) : line)
    var live = States(count: steps.count)
    var next = States(count: steps.count)
    for place in 0...characters.count {
      if mayStart(at: place, in: characters) { add(0, at: place, characters.count, to: &live) }
      if live.hasMatched, mayEnd(at: place, in: characters) { return true }
      guard place < characters.count else { return false }
      for index in live.list {
        if case .character(let set) = steps[index], set.contains(characters[place]) {
          add(index + 1, at: place + 1, characters.count, to: &next)
        }
      }
      swap(&live, &next)
      next.clear()
    }
    return false
  }

  private func mayStart(at place: Int, in line: [Character]) -> Bool {
    switch extent {
    case .anywhere: true
    case .wholeLine: place == 0
    case .wholeWord: place == 0 || !Self.isWord(line[place - 1])
    }
  }

  private func mayEnd(at place: Int, in line: [Character]) -> Bool {
    switch extent {
    case .anywhere: true
    case .wholeLine: place == line.count
    case .wholeWord: place == line.count || !Self.isWord(line[place])
    }
  }

  static func isWord(_ character: Character) -> Bool { character.isLetter || character.isNumber || character == "_" }

  /// The steps that wait for a character.
  private struct States {
    var list: [Int] = []
    var hasMatched = false
    private var marks: [Bool]
    private var marked: [Int] = []
    init(count: Int) { marks = Array(repeating: false, count: count) }
    mutating func mark(_ index: Int) -> Bool {
      if marks[index] { return false }
      marks[index] = true
      marked.append(index)
      return true
    }
    mutating func clear() {
      for index in marked { marks[index] = false }
      marked.removeAll(keepingCapacity: true)
      list.removeAll(keepingCapacity: true)
      hasMatched = false
    }
  }

  /// Follows splits and jumps without recursion.
  private func add(_ first: Int, at place: Int, _ count: Int, to states: inout States) {
    var open = [first]
    while let index = open.popLast() {
      guard states.mark(index) else { continue }
      switch steps[index] {
      case .character: states.list.append(index)
      case .start: if place == 0 { open.append(index + 1) }
      case .end: if place == count { open.append(index + 1) }
      case .split(let one, let other): open += [other, one]
      case .jump(let target): open.append(target)
      case .match: states.hasMatched = true
      }
    }
  }
}
