/// Shows how a structure is written in shorthand.
///
/// In: a shape. Out: "key=string,value=string", with " ..." where several words may follow; nil where there is no short
/// way worth showing. Never deeper than two levels.
import ServiceModels

struct ShorthandExample {
  let model: ServiceModel
  private static let maximumDepth = 2
  private static let maximumLength = 400

  func text(_ shape: Shape) -> String? {
    switch shape.kind {
    case .structure, .map: return short(body(shape, depth: 0))
    case .list(let element):
      guard let inner = model.shape(element), isComplex(inner) else { return nil }
      return short(body(inner, depth: 0).map { $0 + " ..." })
    case .string, .integer, .long, .boolean, .double, .float, .timestamp, .blob: return nil
    }
  }

  private func short(_ text: String?) -> String? { text.flatMap { $0.count <= Self.maximumLength ? $0 : nil } }

  private func isComplex(_ shape: Shape) -> Bool {
    switch shape.kind {
    case .structure, .list, .map: true
    case .string, .integer, .long, .boolean, .double, .float, .timestamp, .blob: false
    }
  }

  private func body(_ shape: Shape, depth: Int) -> String? {
    guard depth <= Self.maximumDepth, !shape.isDocument else { return nil }
    switch shape.kind {
    case .structure(let members):
      var parts: [String] = []
      for member in members {
        guard let inner = model.shape(member.shape), let value = value(inner, depth: depth + 1) else { return nil }
        parts.append("\(member.name)=\(value)")
      }
      return parts.joined(separator: ",")
    case .map(_, let element):
      return model.shape(element).flatMap { value($0, depth: depth + 1) }.map { "KeyName1=\($0),KeyName2=\($0)" }
    case .list, .string, .integer, .long, .boolean, .double, .float, .timestamp, .blob:
      return value(shape, depth: depth)
    }
  }

  private func value(_ shape: Shape, depth: Int) -> String? {
    switch shape.kind {
    case .structure, .map: return body(shape, depth: depth).map { "{\($0)}" }
    case .list(let element):
      return model.shape(element).flatMap { value($0, depth: depth + 1) }.map { "[\($0),\($0)]" }
    case .string, .integer, .long, .boolean, .double, .float, .timestamp, .blob:
      return OperationHelp.typeName(shape.kind)
    }
  }
}
