/// Strict YAML to `Document`, for fixtures.
///
/// In: text of at most 256 KiB. Out: objects, lists and scalars in the order written, or what is wrong and in which
/// line. Refuses anchors, aliases, tags, merge keys, several documents, duplicate keys and depths over 32. A plain
/// scalar is true, false, null, a whole number or a decimal where it is written as JSON writes one, otherwise text: `no`
/// and `1.10.0` stay what they are.
import Documents
import Yams

enum YAML {
  static let largestBytes = 256 << 10
  private static let deepest = 32

  static func document(_ text: String) throws(FixtureProblem) -> Document {
    guard text.utf8.count <= largestBytes else {
      throw FixtureProblem(reason: "larger than \(largestBytes / 1_024) KiB; a fixture is a short text")
    }
    let nodes: [Node]
    do { nodes = Array(try Yams.compose_all(yaml: text)) } catch {
      throw FixtureProblem(reason: Self.reason(of: error))
    }
    guard nodes.count == 1, let node = nodes.first else {
      throw FixtureProblem(reason: "holds \(nodes.count) YAML documents; a fixture is exactly one")
    }
    return try document(node, depth: 0)
  }

  private static func document(_ node: Node, depth: Int) throws(FixtureProblem) -> Document {
    guard depth < deepest else { throw problem(node, "nested deeper than \(deepest) levels") }
    guard node.anchor == nil else { throw problem(node, "anchors (&) and aliases (*) are not allowed; write it out") }
    switch node {
    case .scalar(let scalar): return try document(scalar, node)
    case .sequence(let sequence):
      guard sequence.tag.isImplicit else { throw problem(node, "tags (!) are not allowed") }
      var elements: [Document] = []
      for element in sequence { elements.append(try document(element, depth: depth + 1)) }
      return .list(elements)
    case .mapping(let mapping):
      guard mapping.tag.isImplicit else { throw problem(node, "tags (!) are not allowed") }
      var object = Document.Object()
      for (key, value) in mapping {
        guard case .scalar(let name) = key, name.string != "<<" else {
          throw problem(key, "a key must be plain text, and merge keys (<<) are not allowed")
        }
        guard object[name.string] == nil else { throw problem(key, "the key \(name.string) stands here twice") }
        object[name.string] = try document(value, depth: depth + 1)
      }
      return .object(object)
    case .alias: throw problem(node, "anchors (&) and aliases (*) are not allowed; write it out")
    }
  }

  private static func document(_ scalar: Node.Scalar, _ node: Node) throws(FixtureProblem) -> Document {
    guard scalar.tag.isImplicit else { throw problem(node, "tags (!) are not allowed") }
    guard scalar.style == .plain else { return .string(scalar.string) }
    switch scalar.string {
    case "true": return true
    case "false": return false
    case "null", "~", "": return .null
    default: break
    }
    guard let first = scalar.string.utf8.first, first == UInt8(ascii: "-") || (0x30...0x39).contains(first),
      let number = try? DocumentReader.read(scalar.string), number.double != nil
    else { return .string(scalar.string) }
    return number
  }

  private static func problem(_ node: Node, _ reason: String) -> FixtureProblem {
    FixtureProblem(reason: (node.mark.map { "line \($0.line): " } ?? "") + reason)
  }

  private static func reason(of error: any Error) -> String {
    guard let error = error as? YamlError else { return "\(error)" }
    switch error {
    case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
      .composer(_, let problem, let mark, _):
      return "line \(mark.line): \(problem)"
    case .duplicatedKeysInMapping(let duplicates, _):
      return "the key \(duplicates.map { "\($0)" }.joined(separator: ", ")) stands twice in one mapping"
    case .no, .memory, .reader, .writer, .emitter, .representer, .dataCouldNotBeDecoded: return "\(error)"
    }
  }
}

extension Tag {
  /// No tag was written.
  fileprivate var isImplicit: Bool { self == .implicit }
}
