/// A blank input or a sample reply, made from the service's model.
///
/// In: an operation. Out: a document to fill in. Where the real CLI picks a value of an enumeration at random, the first
/// one stands. Rules: botocore `ArgumentGenerator`; for YAML, AWS CLI v2's comments with our own lines of help.
import Documents
import ServiceModels

struct Skeleton {
  let model: ServiceModel
  /// Whether a string shows its member's name rather than nothing: so in replies.
  let namesStrings: Bool
  /// What a time looks like: the client prints its own sample, which has no zone.
  var sampleTime = "1970-01-01T00:00:00"

  static func input(_ model: ServiceModel, _ operation: Operation) -> Document {
    var stack: [String] = []
    return Skeleton(model: model, namesStrings: false).value(operation.input, name: "", &stack)
  }

  static func output(_ model: ServiceModel, _ operation: Operation, for format: OutputFormat) -> Document {
    guard let output = operation.output else { return [:] }
    var stack: [String] = []
    var skeleton = Skeleton(model: model, namesStrings: true)
    if format != .json { skeleton.sampleTime = "1970-01-01 00:00:00" }
    return skeleton.value(output, name: "", &stack)
  }

  private func value(_ shapeName: String, name: String, _ stack: inout [String]) -> Document {
    guard let shape = model.shape(shapeName) else { return .null }
    stack.append(shapeName)
    defer { stack.removeLast() }
    switch shape.kind {
    case .structure(let members):
      guard stack.count(where: { $0 == shapeName }) == 1 else { return [:] }
      return .object(
        Document.Object(
          uniqueMembers: members.map { .init(key: $0.name, value: value($0.shape, name: $0.name, &stack)) }))
    case .list(let element): return .list([value(element, name: namesStrings ? element : "", &stack)])
    case .map(_, let element): return ["KeyName": value(element, name: "", &stack)]
    case .string: return .string(namesStrings ? name : shape.enumeration.first ?? "")
    case .integer, .long: return 0
    case .double, .float: return .decimal(Document.Decimal(0))
    case .boolean: return true
    case .timestamp: return .string(sampleTime)
    case .blob: return ""
    }
  }
}
