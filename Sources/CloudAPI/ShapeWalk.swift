/// Holds a document to a shape of the service model: known members only, in the model's order, of the right type.
///
/// In: a document and a shape's name. Out: the document in the model's order without nulls and unknown members, and
/// what did not fit. Requests lose what the model does not know, as at the real service; for replies it is our mistake,
/// unless the wire is known to have it (`ServiceModel.isUnmodelled`).
import Documents
import ServiceModels

struct ShapeWalk {
  enum Problem: Hashable {
    case unknownMember(String)
    case wrongType(String, found: Document, wanted: String)
  }

  let model: ServiceModel
  private(set) var problems: [Problem] = []
  /// The way to the value at hand; made into text for a problem alone.
  private var steps: [Step] = []

  private enum Step {
    case member(String)
    case element
  }

  init(_ model: ServiceModel) { self.model = model }

  mutating func object(_ object: Document.Object, as shapeName: String) -> Document.Object {
    if model.layouts.fits(object, model.layouts.number(of: shapeName)) { return object }
    let members = model.members(of: shapeName)
    var kept: [Document.Object.Member] = []
    for (member, value) in zip(members, values(of: object, for: members, shapeName)) {
      guard let value, !value.isNull else { continue }
      kept.append(.init(key: member.name, value: document(value, as: member.shape, after: .member(member.name))))
    }
    return Document.Object(uniqueMembers: kept)
  }

  /// The object's values, each at its member's place. Nearly always the next member is the one after the last.
  private mutating func values(
    of object: Document.Object, for members: [Member], _ shapeName: String
  ) -> [Document?] {
    var values = [Document?](repeating: nil, count: members.count)
    var next = 0
    for member in object.members {
      guard
        let place = members[next...].firstIndex(where: { $0.name == member.key })
          ?? members[..<next].firstIndex(where: { $0.name == member.key })
      else {
        if !model.isUnmodelled(member.key, of: shapeName) { problems.append(.unknownMember("\(path).\(member.key)")) }
        continue
      }
      values[place] = member.value
      next = place + 1
    }
    return values
  }

  private mutating func document(_ value: Document, as shapeName: String, after step: Step) -> Document {
    steps.append(step)
    defer { steps.removeLast() }
    guard let shape = model.shape(shapeName), !shape.isDocument else { return value }
    switch (shape.kind, value) {
    case (.structure, .object(let inner)): return .object(object(inner, as: shapeName))
    case (.list(let element), .list(let elements)):
      return .list(elements.filter { !$0.isNull }.map { document($0, as: element, after: .element) })
    case (.map(_, let valueShape), .object(let entries)):
      return .object(
        Document.Object(
          uniqueMembers: entries.members.filter { !$0.value.isNull }.map {
            .init(key: $0.key, value: document($0.value, as: valueShape, after: .member($0.key)))
          }))
    case (.string, .string), (.blob, .string), (.boolean, .boolean), (.integer, .integer), (.long, .integer),
      (.double, .integer), (.double, .decimal), (.float, .integer), (.float, .decimal), (.timestamp, .integer),
      (.timestamp, .decimal):
      return value
    // As command lines give a moment.
    case (.timestamp, .string) where TimestampReading.instant(value) != nil: return value
    case (.structure, _), (.list, _), (.map, _), (.string, _), (.blob, _), (.boolean, _), (.integer, _), (.long, _),
      (.double, _), (.float, _), (.timestamp, _):
      problems.append(.wrongType(path, found: value, wanted: Self.word(for: shape.kind)))
      return value
    }
  }

  /// `.tasks[].containers[].name`
  private var path: String {
    var text = ""
    for step in steps {
      switch step {
      case .member(let name): text += ".\(name)"
      case .element: text += "[]"
      }
    }
    return text
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

extension ShapeLayouts {
  /// Whether a document is already as a walk would leave it: nearly every reply is, and is not built a second time.
  /// O(values).
  fileprivate func fits(_ object: Document.Object, _ number: Int) -> Bool {
    switch self[number] {
    case .structure(let places):
      var next = places.lowerBound
      for index in object.members.indices {
        while next < places.upperBound, members[next].name != object.members[index].key { next += 1 }
        guard next < places.upperBound, fits(object.members[index].value, members[next].shape) else { return false }
        next += 1
      }
      return true
    case .map(let value): return object.members.allSatisfy { fits($0.value, value) }
    case .anything: return true
    case .list, .text, .boolean, .whole, .number: return false
    }
  }

  private func fits(_ value: Document, _ number: Int) -> Bool {
    if case .null = value { return false }
    switch (self[number], value) {
    case (.structure, .object(let object)), (.map, .object(let object)): return fits(object, number)
    case (.list(let element), .list(let elements)): return elements.allSatisfy { fits($0, element) }
    case (.text, .string), (.boolean, .boolean), (.whole, .integer), (.number, .integer), (.number, .decimal),
      (.anything, _):
      return true
    case (.structure, _), (.map, _), (.list, _), (.text, _), (.boolean, _), (.whole, _), (.number, _): return false
    }
  }
}
