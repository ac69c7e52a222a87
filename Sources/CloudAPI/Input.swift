/// Typed reading of an input document, checked against the service model.
///
/// In: the members of a request, with the shape that describes them. Out: Swift values, nil where a member is absent
/// or null. A value of the wrong JSON type is a `SerializationException`, as on the real wire. Reading a member that
/// the model does not have is our own mistake and stops a debug build: it stands in for typed tokens per member.
import Cloud
import Documents
import ServiceModels

struct Input {
  let object: Document.Object
  /// The input's shape in the model, so the operation's own; empty where the model does not know it.
  let shapeName: String
  private let model: ServiceModel?

  init(_ object: Document.Object, shape shapeName: String, model: ServiceModel?) {
    self.object = object
    self.shapeName = shapeName
    self.model = model
  }

  /// True where the model has the member in this structure: for reading what several operations share.
  func knows(_ member: String) -> Bool { modelMember(member) != nil }

  func has(_ member: String) -> Bool { value(member) != nil }

  func string(_ member: String) throws(ServiceFailure) -> String? {
    guard let value = value(member) else { return nil }
    guard case .string(let text) = value else { throw wrongType(value, wanted: "String") }
    return text
  }

  func integer(_ member: String) throws(ServiceFailure) -> Int? {
    guard let value = value(member) else { return nil }
    guard case .integer(let number) = value, Int(Int32.min)...Int(Int32.max) ~= number else {
      throw wrongType(value, wanted: "Integer")
    }
    return number
  }

  func boolean(_ member: String) throws(ServiceFailure) -> Bool? {
    guard let value = value(member) else { return nil }
    guard case .boolean(let flag) = value else { throw wrongType(value, wanted: "Boolean") }
    return flag
  }

  func strings(_ member: String) throws(ServiceFailure) -> [String]? {
    guard let value = value(member) else { return nil }
    guard case .list(let elements) = value else { throw wrongType(value, wanted: "List") }
    var texts: [String] = []
    for element in elements {
      guard case .string(let text) = element else { throw wrongType(element, wanted: "String") }
      texts.append(text)
    }
    return texts
  }

  func integers(_ member: String) throws(ServiceFailure) -> [Int]? {
    guard let value = value(member) else { return nil }
    guard case .list(let elements) = value else { throw wrongType(value, wanted: "List") }
    var numbers: [Int] = []
    for element in elements {
      guard case .integer(let number) = element else { throw wrongType(element, wanted: "Integer") }
      numbers.append(number)
    }
    return numbers
  }

  /// A nested structure.
  func structure(_ member: String) throws(ServiceFailure) -> Input? {
    guard let value = value(member) else { return nil }
    guard case .object(let object) = value else { throw wrongType(value, wanted: "Structure") }
    return Input(object, shape: memberShape(member), model: model)
  }

  /// A list of nested structures.
  func structures(_ member: String) throws(ServiceFailure) -> [Input]? {
    guard let value = value(member) else { return nil }
    guard case .list(let elements) = value else { throw wrongType(value, wanted: "List") }
    var structures: [Input] = []
    for element in elements {
      guard case .object(let object) = element else { throw wrongType(element, wanted: "Structure") }
      structures.append(Input(object, shape: elementShape(member), model: model))
    }
    return structures
  }

  /// The member as it is, for echo.
  func document(_ member: String) -> Document? { value(member) }

  private func value(_ member: String) -> Document? {
    assert(model == nil || modelMember(member) != nil, "\(shapeName) has no member \(member)")
    guard let value = object[member], !value.isNull else { return nil }
    return value
  }

  private func modelMember(_ name: String) -> Member? {
    guard case .structure(let members)? = model?.shape(shapeName)?.kind else { return nil }
    return members.first { $0.name == name }
  }
  private func memberShape(_ name: String) -> String { modelMember(name)?.shape ?? "" }
  private func elementShape(_ name: String) -> String {
    guard case .list(let element)? = model?.shape(memberShape(name))?.kind else { return "" }
    return element
  }

  private func wrongType(_ value: Document, wanted: String) -> ServiceFailure {
    .serialization(of: value, as: wanted)
  }
}
