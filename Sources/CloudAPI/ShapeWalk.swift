/// Holds a document to a shape of the service model: known members only, in the model's order, of the right type.
///
/// In: a document and a shape's name. Out: the document in the model's order without nulls and unknown members, and
/// what did not fit. Requests lose what the model does not know, as at the real service; for replies it is our mistake.
import Documents
import ServiceModels

struct ShapeWalk {
  enum Problem: Hashable {
    case unknownMember(String)
    case wrongType(String, found: Document, wanted: String)
  }

  let model: ServiceModel
  private(set) var problems: [Problem] = []

  init(_ model: ServiceModel) { self.model = model }

  mutating func object(_ object: Document.Object, as shapeName: String, at path: String = "") -> Document.Object {
    let members = model.members(of: shapeName)
    var kept: [Document.Object.Member] = []
    for member in members {
      guard let value = object[member.name], !value.isNull else { continue }
      kept.append(.init(key: member.name, value: document(value, as: member.shape, at: "\(path).\(member.name)")))
    }
    if kept.count < object.count {
      for member in object.members where !members.contains(where: { $0.name == member.key }) {
        problems.append(.unknownMember("\(path).\(member.key)"))
      }
    }
    return Document.Object(uniqueMembers: kept)
  }

  private mutating func document(_ value: Document, as shapeName: String, at path: String) -> Document {
    guard let shape = model.shape(shapeName), !shape.isDocument else { return value }
    switch (shape.kind, value) {
    case (.structure, .object(let inner)): return .object(object(inner, as: shapeName, at: path))
    case (.list(let element), .list(let elements)):
      return .list(elements.filter { !$0.isNull }.map { document($0, as: element, at: path + "[]") })
    case (.map(_, let valueShape), .object(let entries)):
      return .object(
        Document.Object(
          uniqueMembers: entries.members.filter { !$0.value.isNull }.map {
            .init(key: $0.key, value: document($0.value, as: valueShape, at: "\(path).\($0.key)"))
          }))
    case (.string, .string), (.blob, .string), (.boolean, .boolean), (.integer, .integer), (.long, .integer),
      (.double, .integer), (.double, .decimal), (.float, .integer), (.float, .decimal), (.timestamp, .integer),
      (.timestamp, .decimal):
      return value
    case (.structure, _), (.list, _), (.map, _), (.string, _), (.blob, _), (.boolean, _), (.integer, _), (.long, _),
      (.double, _), (.float, _), (.timestamp, _):
      problems.append(.wrongType(path, found: value, wanted: Self.word(for: shape.kind)))
      return value
    }
  }

  private static func word(for kind: Kind) -> String {
    switch kind {
    case .structure: "Structure"
    case .list: "List"
    case .map: "Map"
    case .string: "String"
    case .blob: "Blob"
    case .boolean: "Boolean"
    case .integer: "Integer"
    case .long: "Long"
    case .double: "Double"
    case .float: "Float"
    case .timestamp: "Timestamp"
    }
  }
}
