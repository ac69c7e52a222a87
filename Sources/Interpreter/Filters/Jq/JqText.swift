/// How jq prints a value.
///
/// In: a value. Out: text: two blanks a level, empty lists and objects on one line.
import Documents

enum JqText {
  static func of(_ value: Document, level: Int = 0) -> String {
    let inner = String(repeating: "  ", count: level + 1)
    let outer = String(repeating: "  ", count: level)
    switch value {
    case .list(let list) where !list.isEmpty:
      return "[\n" + list.map { inner + of($0, level: level + 1) }.joined(separator: ",\n") + "\n\(outer)]"
    case .object(let object) where !object.isEmpty:
      let members = object.members.map { "\(inner)\(Document.quoted($0.key)): \(of($0.value, level: level + 1))" }
      return "{\n" + members.joined(separator: ",\n") + "\n\(outer)}"
    case .null, .boolean, .integer, .decimal, .string, .list, .object: return value.written()
    }
  }
}
