import Yams

/// The part of YAML that lessons may use, read by Yams and then passed strictly.
///
/// In: text, and where it starts in the file. Out: a tree of `YAMLNode`, or one error with its place. Refuses anchors,
/// aliases, tags, merge keys, several documents, keys that are no text, duplicate keys, control characters, and what
/// is larger or deeper than the caps. Turns no scalar into a number or truth value.
/// Source: lesson format, section 1.5; YAML 1.2.2, sections 6.9 and 7.1.
enum StrictYAML {
  static let mostBytes = 64 * 1024
  static let longestLineBytes = 4000
  static let greatestDepth = 24
  /// Aliases can make copies of copies, and the library compares keys before the strict pass sees them.
  static let mostPossibleAliases = 24

  struct Failure: Error {
    let position: SourcePosition
    let message: String
  }

  /// - Parameters:
  ///   - firstLine: the line of the file that the text starts in.
  ///   - columnOffset: how many columns were taken off each line.
  static func read(_ text: String, firstLine: Int, columnOffset: Int = 0) throws(Failure) -> YAMLNode {
    let pass = StrictPass(text: text, firstLine: firstLine, columnOffset: columnOffset)
    try pass.checkShape()
    let root: Node?
    do {
      root = try Yams.compose(yaml: text, .basic, .default, .utf8)
    } catch let error as YamlError {
      throw pass.failure(for: error)
    } catch {
      throw pass.failure(nil, "this is no YAML")
    }
    guard let root else { return YAMLNode(content: .scalar("", isPlain: true), position: pass.place(nil)) }
    return try pass.node(root, depth: 0)
  }
}

/// One text on its way through.
private struct StrictPass {
  let firstLine: Int
  let columnOffset: Int
  private let byteCount: Int
  private let lines: [Substring]

  private static let anchorMessage =
    "anchors (`&name`) and aliases (`*name`) are outside of the YAML that lessons use; write the value out"

  init(text: String, firstLine: Int, columnOffset: Int) {
    self.firstLine = firstLine
    self.columnOffset = columnOffset
    byteCount = text.utf8.count
    lines = text.split(separator: "\n", omittingEmptySubsequences: false)
  }

  func place(_ mark: Mark?) -> SourcePosition {
    place(line: mark?.line ?? 1, column: mark?.column ?? 1)
  }

  private func place(line: Int, column: Int) -> SourcePosition {
    SourcePosition(line: firstLine + max(0, line - 1), column: max(1, column) + columnOffset)
  }

  func failure(_ mark: Mark?, _ message: String) -> StrictYAML.Failure {
    StrictYAML.Failure(position: place(mark), message: message)
  }

  /// Before the library sees the text: what could cost it time without bound.
  func checkShape() throws(StrictYAML.Failure) {
    guard byteCount <= StrictYAML.mostBytes else {
      throw failure(nil, "this YAML is larger than \(StrictYAML.mostBytes / 1024) KiB; split it")
    }
    var anchors = 0
    var aliases = 0
    for (index, line) in lines.enumerated() {
      guard line.utf8.count <= StrictYAML.longestLineBytes else {
        throw StrictYAML.Failure(
          position: place(line: index + 1, column: 1),
          message: "this line is longer than \(StrictYAML.longestLineBytes) bytes; break it")
      }
      if let (scalar, position) = TextSafety.firstForbidden(in: String(line)) {
        throw StrictYAML.Failure(
          position: place(line: index + 1, column: position.column), message: StrictPass.forbidden(scalar))
      }
      anchors += StrictPass.count(of: "&", in: line)
      aliases += StrictPass.count(of: "*", in: line)
    }
    guard anchors == 0 || aliases <= StrictYAML.mostPossibleAliases else {
      throw failure(nil, StrictPass.anchorMessage)
    }
  }

  /// How often `mark` stands where an anchor or alias could begin: before a name and after nothing that is one.
  private static func count(of mark: Unicode.Scalar, in line: Substring) -> Int {
    var count = 0
    var beforeLast: Unicode.Scalar = " "
    var last: Unicode.Scalar = " "
    for scalar in line.unicodeScalars {
      if last == mark, isNamePart(scalar), !isNamePart(beforeLast) { count += 1 }
      beforeLast = last
      last = scalar
    }
    return count
  }

  private static func isNamePart(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar {
    case "a"..."z", "A"..."Z", "0"..."9", "_", "-": true
    default: false
    }
  }

  func node(_ node: Node, depth: Int) throws(StrictYAML.Failure) -> YAMLNode {
    guard depth < StrictYAML.greatestDepth else {
      throw failure(node.mark, "this YAML is nested deeper than \(StrictYAML.greatestDepth); flatten it")
    }
    guard node.anchor == nil else { throw failure(node.mark, StrictPass.anchorMessage) }
    try refuseProperty(at: node.mark)
    switch node {
    case .alias: throw failure(node.mark, StrictPass.anchorMessage)
    case .scalar(let scalar): return YAMLNode(content: try text(of: scalar), position: place(scalar.mark))
    case .sequence(let sequence):
      var elements: [YAMLNode] = []
      for element in sequence { elements.append(try self.node(element, depth: depth + 1)) }
      return YAMLNode(content: .sequence(elements), position: place(sequence.mark))
    case .mapping(let mapping):
      return YAMLNode(content: .mapping(try members(of: mapping, depth: depth)), position: place(mapping.mark))
    }
  }

  private func text(of scalar: Node.Scalar) throws(StrictYAML.Failure) -> YAMLNode.Content {
    // An escape such as "\e" makes control characters out of harmless ones.
    if let (forbidden, _) = TextSafety.firstForbidden(in: scalar.string) {
      throw failure(scalar.mark, StrictPass.forbidden(forbidden))
    }
    return .scalar(scalar.string, isPlain: scalar.style == .plain)
  }

  private func members(of mapping: Node.Mapping, depth: Int) throws(StrictYAML.Failure) -> [YAMLNode.Member] {
    var members: [YAMLNode.Member] = []
    for (keyNode, value) in mapping {
      let key = try node(keyNode, depth: depth + 1)
      guard case .scalar(let name, let isPlain) = key.content else {
        throw failure(keyNode.mark, "a key is a word, not \(key.kindName)")
      }
      guard name != "<<" || !isPlain else {
        throw failure(keyNode.mark, "merge keys (`<<`) are outside of the YAML that lessons use; write the keys out")
      }
      members.append(
        YAMLNode.Member(key: name, keyPosition: key.position, value: try node(value, depth: depth + 1)))
    }
    return members
  }

  /// A tag or anchor stands before its value, so the value's mark points at it.
  private func refuseProperty(at mark: Mark?) throws(StrictYAML.Failure) {
    guard let mark, lines.indices.contains(mark.line - 1) else { return }
    switch lines[mark.line - 1].unicodeScalars.dropFirst(mark.column - 1).first {
    case "!": throw failure(mark, "tags (`!name`) are outside of the YAML that lessons use; leave the tag out")
    case "&", "*": throw failure(mark, StrictPass.anchorMessage)
    case .some, nil: return
    }
  }

  private static func forbidden(_ scalar: Unicode.Scalar) -> String {
    "control character \(TextSafety.name(of: scalar)) is not allowed in a lesson; take it out"
  }

  func failure(for error: YamlError) -> StrictYAML.Failure {
    switch error {
    case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _):
      return failure(mark, "this is no YAML: \(problem)")
    case .composer(_, let problem, let mark, _):
      guard problem.contains("another document") else { return failure(mark, StrictPass.anchorMessage) }
      return failure(mark, "more than one YAML document (`---`); a block holds one")
    case .duplicatedKeysInMapping(let keys, let context):
      return failure(context.mark, "the key `\(keys.first ?? "")` is there twice; keep one")
    case .reader(let problem, _, _, _), .writer(let problem), .emitter(let problem), .representer(let problem):
      return failure(nil, "this is no YAML: \(problem)")
    case .no, .memory, .dataCouldNotBeDecoded: return failure(nil, "this is no YAML")
    }
  }
}
