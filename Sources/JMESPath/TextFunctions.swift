/// Functions on text, and those that take text or lists: `contains ends_with join length reverse starts_with to_string
/// type`. Lengths and reversal count Unicode scalars, as the specification's code points.
import Documents

extension Function {
  static let textFunctions: [String: Function] = [
    "contains": Function(parameters: [[.array, .string], []]) { _, arguments throws(EvaluationError) in
      try contains(arguments[0], arguments[1])
    },
    "ends_with": Function(parameters: [[.string], [.string]]) { _, arguments in
      .boolean(scalars(arguments[0]).reversed().starts(with: scalars(arguments[1]).reversed()))
    },
    "join": Function(parameters: [[.string], [.strings]]) { evaluator, arguments throws(EvaluationError) in
      let joined = (arguments[1].list ?? []).compactMap(\.string).joined(separator: arguments[0].string ?? "")
      try evaluator.spend(joined.utf8.count)
      return .string(joined)
    },
    "length": Function(parameters: [[.string, .array, .object]]) { _, arguments in
      switch arguments[0] {
      case .list(let elements): .integer(elements.count)
      case .object(let object): .integer(object.count)
      case .string(let text): .integer(text.unicodeScalars.count)
      case .null, .boolean, .integer, .decimal: .null
      }
    },
    "reverse": Function(parameters: [[.array, .string]]) { evaluator, arguments throws(EvaluationError) in
      if let elements = arguments[0].list {
        try evaluator.spend(elements.count)
        return .list(elements.reversed())
      }
      var reversed = String.UnicodeScalarView()
      reversed.append(contentsOf: scalars(arguments[0]).reversed())
      return .string(String(reversed))
    },
    "starts_with": Function(parameters: [[.string], [.string]]) { _, arguments in
      .boolean(scalars(arguments[0]).starts(with: scalars(arguments[1])))
    },
    "to_string": Function(parameters: [[]]) { evaluator, arguments throws(EvaluationError) in
      if case .string = arguments[0] { return arguments[0] }
      let text = arguments[0].written(.pythonCompact)
      try evaluator.spend(text.utf8.count)
      return .string(text)
    },
    "type": Function(parameters: [[]]) { _, arguments in .string(arguments[0].jmespathType) },
  ]

  private static func scalars(_ document: Document) -> String.UnicodeScalarView {
    (document.string ?? "").unicodeScalars
  }

  private static func contains(_ subject: Document, _ wanted: Document) throws(EvaluationError) -> Document {
    if let elements = subject.list { return .boolean(elements.contains { $0.equalsAsInPython(wanted) }) }
    guard case .string(let part) = wanted else {
      throw EvaluationError(
        kind: .invalidType,
        message: "'in <string>' requires string as left operand, not \(wanted.pythonTypeName)")
    }
    return .boolean(contains(Array((subject.string ?? "").utf8), Array(part.utf8)))
  }

  private static func contains(_ bytes: [UInt8], _ part: [UInt8]) -> Bool {
    guard let first = part.first else { return true }
    guard bytes.count >= part.count else { return false }
    return (0...bytes.count - part.count).contains { place in
      bytes[place] == first && bytes[place..<place + part.count].elementsEqual(part)
    }
  }
}
