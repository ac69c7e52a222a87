/// Strict YAML to `Document`, for fixtures.
///
/// In: text of at most 256 KiB. Out: objects, lists and scalars in the order written, or what is wrong and in which
/// line. Refuses anchors, aliases, tags, merge keys, several documents, duplicate keys and depths over 32, the costly ones
/// before the parser sees them. A plain scalar is true, false, null, a whole number or a decimal where it is written as
/// JSON writes one, otherwise text: `no` and `1.10.0` stay what they are.
import Documents
import Yams

enum YAML {
  static let largestBytes = 256 << 10
  private static let longestLineBytes = 1_000
  private static let deepest = 32

  static func document(_ text: String) throws(FixtureProblem) -> Document {
    try checkShape(text)
    var nodes: [Node] = []
    do {
      // Words become values below: the library's own rules are those of YAML 1.1, and take milliseconds to load.
      let parser = try Parser(yaml: text, resolver: .basic)
      while nodes.count < 2, let node = try parser.nextRoot() { nodes.append(node) }
    } catch { throw FixtureProblem(reason: reason(of: error)) }
    guard nodes.count == 1, let node = nodes.first else {
      throw FixtureProblem(reason: "holds \(nodes.isEmpty ? "no" : "several") YAML documents; a fixture is exactly one")
    }
    return try document(node, depth: 0)
  }

  // MARK: Before parsing

  /// What could make the parser work without bound: refused by its looks, even where it stands in quotes.
  private static func checkShape(_ text: String) throws(FixtureProblem) {
    guard text.utf8.count <= largestBytes else {
      throw FixtureProblem(reason: "is larger than \(largestBytes / 1_024) KiB; a fixture is a short text")
    }
    var depth = 0
    for (index, line) in text.utf8.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).enumerated() {
      let place = "line \(index + 1): "
      guard line.count <= longestLineBytes else {
        throw FixtureProblem(reason: place + "longer than \(longestLineBytes) bytes; break it")
      }
      var last = UInt8(ascii: " ")
      for (byte, next) in zip(line, line.dropFirst() + [UInt8(ascii: " ")]) {
        if " \t[{,".utf8.contains(last), isNamePart(next) {
          if byte == UInt8(ascii: "&") || byte == UInt8(ascii: "*") {
            throw FixtureProblem(reason: place + "anchors (&) and aliases (*) are not allowed; write it out")
          }
          if byte == UInt8(ascii: "!") { throw FixtureProblem(reason: place + "tags (!) are not allowed") }
        }
        if byte == UInt8(ascii: "[") || byte == UInt8(ascii: "{") { depth += 1 }
        if byte == UInt8(ascii: "]") || byte == UInt8(ascii: "}") { depth = max(0, depth - 1) }
        guard depth <= deepest else { throw FixtureProblem(reason: place + "nested deeper than \(deepest) levels") }
        last = byte
      }
    }
  }

  private static func isNamePart(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"): true
    case UInt8(ascii: "0")...UInt8(ascii: "9"), 0x80...0xFF: true
    default: "_-!<".utf8.contains(byte)
    }
  }

  // MARK: After parsing

  private static func document(_ node: Node, depth: Int) throws(FixtureProblem) -> Document {
    guard depth < deepest else { throw problem(node, "nested deeper than \(deepest) levels") }
    switch node {
    case .scalar(let scalar): return document(scalar)
    case .sequence(let sequence):
      var elements: [Document] = []
      for element in sequence { elements.append(try document(element, depth: depth + 1)) }
      return .list(elements)
    case .mapping(let mapping):
      var object = Document.Object()
      for (key, value) in mapping {
        guard case .scalar(let name) = key, name.string != "<<" else {
          throw problem(key, "a key must be plain text, and merge keys (<<) are not allowed")
        }
        object[name.string] = try document(value, depth: depth + 1)
      }
      return .object(object)
    case .alias: throw problem(node, "anchors (&) and aliases (*) are not allowed; write it out")
    }
  }

  private static func document(_ scalar: Node.Scalar) -> Document {
    guard scalar.style == .plain else { return .string(scalar.string) }
    switch scalar.string {
    case "true": return true
    case "false": return false
    case "null", "~", "": return .null
    default: break
    }
    guard let number = try? DocumentReader.read(scalar.string), number.double != nil else {
      return .string(scalar.string)
    }
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
    case .duplicatedKeysInMapping(let duplicates, let context):
      return "line \(context.mark.line): the key \(duplicates.joined(separator: ", ")) stands here twice"
    case .no, .memory, .reader, .writer, .emitter, .representer, .dataCouldNotBeDecoded: return "\(error)"
    }
  }
}
