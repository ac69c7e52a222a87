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

  static func input(_ model: ServiceModel, _ operation: Operation) -> Document {
    var stack: [String] = []
    return Skeleton(model: model, namesStrings: false).value(operation.input, name: "", &stack)
  }

  static func output(_ model: ServiceModel, _ operation: Operation) -> Document {
    guard let output = operation.output else { return [:] }
    var stack: [String] = []
    return Skeleton(model: model, namesStrings: true).value(output, name: "", &stack)
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
    case .timestamp: return namesStrings ? 0 : "1970-01-01T00:00:00"
    case .blob: return ""
    }
  }

  // MARK: YAML

  /// The blank input as YAML: `# [REQUIRED]` beside what has to be there, and our line of help.
  static func yaml(_ model: ServiceModel, _ operation: Operation) -> String {
    let required = Set(model.shape(operation.input)?.required ?? [])
    let help = ServiceHelp.named(operation.service)
    var lines: [String] = []
    for member in input(model, operation).object?.members ?? [] {
      let notes = [required.contains(member.key) ? "[REQUIRED]" : nil, help?.summary(operation, member: member.key)]
      let comment = notes.compactMap { $0 }.joined(separator: " ")
      var own = yamlLines(member.key + ":", member.value, indent: "")
      if !comment.isEmpty, let first = own.first { own[0] = first + "  # " + comment }
      lines += own
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private static func yamlLines(_ head: String, _ value: Document, indent: String) -> [String] {
    switch value {
    case .object(let object) where !object.isEmpty:
      return [indent + head]
        + object.members.flatMap { yamlLines($0.key + ":", $0.value, indent: indent + "  ") }
    case .list(let items) where !items.isEmpty:
      return [indent + head] + items.flatMap { listLines($0, indent: indent) }
    case .object: return [indent + head + " {}"]
    case .list: return [indent + head + " []"]
    case .string(let text): return [indent + head + (text.isEmpty ? " ''" : " " + yamlScalar(text))]
    case .null, .boolean, .integer, .decimal: return [indent + head + " " + value.written(.compact)]
    }
  }

  private static func listLines(_ item: Document, indent: String) -> [String] {
    guard let object = item.object, !object.isEmpty else { return yamlLines("-", item, indent: indent) }
    var lines = object.members.flatMap { yamlLines($0.key + ":", $0.value, indent: indent + "  ") }
    lines[0] = indent + "- " + lines[0].dropFirst(indent.count + 2)
    return lines
  }

  /// Names of the model are plain words; a timestamp needs quotes to stay text.
  private static func yamlScalar(_ text: String) -> String {
    text.utf8.allSatisfy { ($0 | 0x20) >= 0x61 && ($0 | 0x20) <= 0x7A || $0 == 0x5F } ? text : "'\(text)'"
  }
}
