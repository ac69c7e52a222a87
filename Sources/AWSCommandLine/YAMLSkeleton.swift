/// A blank input as YAML: what has to be there is marked, and each member has a line of ours beside it.
///
/// In: an operation. Out: YAML text. Source of the form (where blanks and comments stand): AWS CLI v2, by observation.
import Documents
import ServiceModels

struct YAMLSkeleton {
  let model: ServiceModel
  let operation: Operation
  let help: ServiceHelp?
  private var lines: [String] = []

  static func text(_ model: ServiceModel, _ operation: Operation) -> String {
    var skeleton = YAMLSkeleton(model: model, operation: operation, help: ServiceHelp.named(operation.service))
    guard let object = Skeleton.input(model, operation).object, !object.isEmpty else { return "{}\n" }
    skeleton.write(object, operation.input, indent: "")
    return skeleton.lines.joined(separator: "\n") + "\n"
  }

  private init(model: ServiceModel, operation: Operation, help: ServiceHelp?) {
    self.model = model
    self.operation = operation
    self.help = help
  }

  /// - Parameter firstIndent: what stands before the first member where that is not `indent`: "- " in a list.
  private mutating func write(
    _ object: Document.Object, _ shapeName: String, indent: String, firstIndent: String? = nil
  ) {
    let shape = model.shape(shapeName)
    for (index, member) in object.members.enumerated() {
      let head = (index == 0 ? firstIndent ?? indent : indent) + member.key + ":"
      let inner = shape?.members.first { $0.name == member.key }?.shape ?? shape?.elementShape ?? ""
      let comment = comment(member.key, shapeName, isRequired: shape?.required.contains(member.key) ?? false)
      let gap = index == 0 ? "  " : " "
      write(head, member.value, inner, indent: indent, comment: comment.isEmpty ? "" : gap + "# " + comment)
    }
  }

  private mutating func write(
    _ head: String, _ value: Document, _ shapeName: String, indent: String, comment: String
  ) {
    switch value {
    case .object(let object) where !object.isEmpty:
      lines.append(head + comment)
      write(object, shapeName, indent: indent + "  ")
    case .list(let items) where !items.isEmpty:
      lines.append(head + comment)
      for item in items { write(item: item, model.shape(shapeName)?.elementShape ?? "", indent: indent) }
    default: lines.append(head + " " + Self.scalar(value) + comment)
    }
  }

  private mutating func write(item: Document, _ shapeName: String, indent: String) {
    switch item {
    case .object(let object) where !object.isEmpty:
      write(object, shapeName, indent: indent + "  ", firstIndent: indent + "- ")
    case .list(let items) where !items.isEmpty:
      lines.append(indent + "-")
      for inner in items { write(item: inner, model.shape(shapeName)?.elementShape ?? "", indent: indent + "  ") }
    default: lines.append(indent + "- " + Self.scalar(item))
    }
  }

  private func comment(_ member: String, _ shapeName: String, isRequired: Bool) -> String {
    let summary =
      shapeName == operation.input
      ? help?.summary(operation, member: member) : help?.glossary(member, in: shapeName)
    return [isRequired ? "[REQUIRED]" : nil, summary].compactMap { $0 }.joined(separator: " ")
  }

  /// Names of the model are plain words; a timestamp needs quotes to stay text.
  private static func scalar(_ value: Document) -> String {
    switch value {
    case .string(let text): text.isEmpty || YAMLScalar(text).style != .plain ? "'\(text)'" : text
    case .object: "{}"
    case .list: "[]"
    case .null, .boolean, .integer, .decimal: value.written(.compact)
    }
  }
}

extension Shape {
  /// The shape of a list's elements or of a map's values.
  fileprivate var elementShape: String? {
    switch kind {
    case .list(let element), .map(_, let element): element
    case .structure, .string, .integer, .long, .boolean, .double, .float, .timestamp, .blob: nil
    }
  }
}
