/// Gives the strings of a shorthand value the types of the service's model.
///
/// In: what `ShorthandParser` read, and its shape. Out: the same with numbers, truth values and one-element lists in
/// place. Leaves what does not fit as it is, for the check of the input to report. Rules: awscli `BackCompatVisitor`.
import Documents
import ServiceModels

struct ShorthandTypes {
  let model: ServiceModel

  enum Problem: Error, Hashable {
    /// An error inside the CLI, by its text.
    case failed(String)
    /// A member that takes any JSON value; nil until the structure around it has named it.
    case documentType(member: String?)

    var valueProblem: (String) -> ValueProblem {
      switch self {
      case .failed(let message): { _ in .failed(message) }
      case .documentType(let member):
        { option in
          .unparsable(
            option: option,
            message: "Shorthand syntax does not support document types. Use JSON input for top-level argument to "
              + "specify nested parameter: \(member ?? "")")
        }
      }
    }
  }

  func typed(_ value: Document, _ shapeName: String) throws(Problem) -> Document {
    guard let shape = model.shape(shapeName) else { return value }
    switch shape.kind {
    case .structure(let members):
      if shape.isDocument { throw .documentType(member: nil) }
      return try typedStructure(value, members)
    case .list(let element):
      guard case .list(let items) = value else { return .list([value]) }
      var result: [Document] = []
      for item in items { result.append(try typed(item, element)) }
      return .list(result)
    case .map(_, let element):
      guard case .object(var object) = value else { return value }
      for member in object.members { object[member.key] = try typed(member.value, element) }
      return .object(object)
    case .integer, .long: return try integer(value)
    case .double, .float: return try decimal(value)
    case .boolean: return try boolean(value)
    case .string, .timestamp, .blob: return value
    }
  }

  private func typedStructure(_ value: Document, _ members: [Member]) throws(Problem) -> Document {
    guard case .object(var object) = value else { return value }
    for member in members {
      guard let inner = object[member.name] else { continue }
      do {
        object[member.name] = try typed(inner, member.shape)
      } catch {
        if case .documentType(member: nil) = error { throw .documentType(member: member.name) }
        throw error
      }
    }
    return .object(object)
  }

  private func integer(_ value: Document) throws(Problem) -> Document {
    guard let text = value.string else {
      throw .failed(
        "int() argument must be a string, a bytes-like object or a real number, not '\(Self.typeName(value))'")
    }
    guard let number = PythonNumber.integer(text) else { throw .failed(PythonNumber.integerMessage(text)) }
    return number
  }

  private func decimal(_ value: Document) throws(Problem) -> Document {
    guard let text = value.string else {
      throw .failed("float() argument must be a string or a real number, not '\(Self.typeName(value))'")
    }
    guard let number = PythonNumber.decimal(text) else { throw .failed(PythonNumber.decimalMessage(text)) }
    return number
  }

  private func boolean(_ value: Document) throws(Problem) -> Document {
    guard let text = value.string else {
      throw .failed("'\(Self.typeName(value))' object has no attribute 'lower'")
    }
    switch text.lowercased() {
    case "true": return .boolean(true)
    case "false": return .boolean(false)
    default: return value
    }
  }

  private static func typeName(_ value: Document) -> String { value.list != nil ? "list" : "dict" }
}
