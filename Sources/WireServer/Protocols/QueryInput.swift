/// Reads a query form into the document that the border takes.
///
/// In: the form's tree and the model's shapes. Out: members by their names in the model; names that it does not have are
/// ignored. Source: smithy.io, "AWS Query protocol" and "Amazon EC2 Query protocol".
import Cloud
import Documents
import ServiceModels
import SimulationKit

struct QueryInput {
  let model: ServiceModel
  /// The ec2 protocol: lists without `member`, names capitalized.
  let isEC2: Bool

  func structure(_ node: FormBody.Node, as shapeName: String) throws(ServiceFailure) -> Document.Object {
    var object = Document.Object()
    for member in model.members(of: shapeName) {
      guard let child = node.children[wireName(member)] else { continue }
      object[member.name] = try document(child, as: member.shape)
    }
    return object
  }

  private func wireName(_ member: Member) -> String {
    guard isEC2 else { return member.locationName ?? member.name }
    if let name = member.queryName { return name }
    let name = member.locationName ?? member.name
    return name.prefix(1).uppercased() + name.dropFirst()
  }

  private func document(_ node: FormBody.Node, as shapeName: String) throws(ServiceFailure) -> Document {
    guard let shape = model.shape(shapeName) else { return .string(node.value ?? "") }
    switch shape.kind {
    case .structure: return .object(try structure(node, as: shapeName))
    case .list(let element):
      let parent = isEC2 ? node : node.children[shape.elementLocationName ?? "member"] ?? FormBody.Node()
      var elements: [Document] = []
      for child in parent.numbered { elements.append(try document(child, as: element)) }
      return .list(elements)
    case .map(_, let valueShape):
      var object = Document.Object()
      for entry in (node.children["entry"] ?? FormBody.Node()).numbered {
        guard let key = entry.children["key"]?.value else { continue }
        object[key] = try document(entry.children["value"] ?? FormBody.Node(), as: valueShape)
      }
      return .object(object)
    case .string, .blob: return .string(node.value ?? "")
    case .boolean:
      switch node.value {
      case "true": return true
      case "false": return false
      default: throw malformed(node, wanted: "Boolean")
      }
    case .integer, .long, .double, .float:
      guard let value = node.value, let number = try? DocumentReader.read(value), number.double != nil else {
        throw malformed(node, wanted: "Number")
      }
      return number
    case .timestamp:
      guard let value = node.value else { throw malformed(node, wanted: "Timestamp") }
      if let number = try? DocumentReader.read(value), number.double != nil { return number }
      guard let instant = Instant(iso8601: value) else { throw malformed(node, wanted: "Timestamp") }
      return WireTime.document(instant)
    }
  }

  private func malformed(_ node: FormBody.Node, wanted: String) -> ServiceFailure {
    .unreadable("\(Document.quoted(String((node.value ?? "").prefix(80)))) can not be converted to a \(wanted)")
  }
}
