/// The built-in functions: which there are, what they take, and what is said of anything else.
///
/// In: a name and unevaluated arguments. Out: the function's result, or an `EvaluationError`. The functions' bodies stand
/// in the files beside this one.
/// Source: the JMESPath specification, "Built-in Functions"; jmespath.py 1.1.0 for the messages.
import Documents

struct Function: Sendable {
  /// By the specification's names, which the messages show.
  enum Parameter: String, Sendable {
    case number, string, array, object
    case reference = "expref"
    case numbers = "array-number"
    case strings = "array-string"
  }

  /// For each parameter the kinds it takes; none means any.
  let parameters: [[Parameter]]
  /// More arguments than parameters may follow; they are taken as they are.
  var isVariadic = false
  let body: @Sendable (inout Evaluator, Arguments) throws(EvaluationError) -> Document
}

/// Evaluated arguments of one call; those that are expression references keep their expression.
struct Arguments {
  enum Argument {
    case value(Document)
    case reference(Node)
  }
  let function: String
  var list: [Argument] = []

  /// The value at `place`; null for a reference or where there is none, which the check has ruled out.
  subscript(place: Int) -> Document {
    guard list.indices.contains(place), case .value(let value) = list[place] else { return .null }
    return value
  }
  func reference(_ place: Int) -> Node {
    guard list.indices.contains(place), case .reference(let node) = list[place] else { return .current }
    return node
  }
}

extension Evaluator {
  mutating func call(_ name: String, _ nodes: [Node], in document: Document) throws(EvaluationError) -> Document {
    var arguments = Arguments(function: name)
    for node in nodes {
      if case .reference(let inner) = node.kind {
        arguments.list.append(.reference(inner))
      } else {
        arguments.list.append(.value(try value(of: node, in: document)))
      }
    }
    guard let function = Function.named(name) else {
      throw EvaluationError(kind: .unknownFunction, message: "Unknown function: \(name)()")
    }
    try function.check(arguments)
    return try function.body(&self, arguments)
  }
}

extension Function {
  static func named(_ name: String) -> Function? {
    numberFunctions[name] ?? textFunctions[name] ?? listFunctions[name] ?? objectFunctions[name]
  }

  fileprivate func check(_ arguments: Arguments) throws(EvaluationError) {
    let count = arguments.list.count
    if isVariadic ? count < parameters.count : count != parameters.count {
      let few = isVariadic ? "at least " : ""
      let noun = parameters.count == 1 ? "argument" : "arguments"
      throw EvaluationError(
        kind: .invalidArity,
        message: "Expected \(few)\(parameters.count) \(noun) for function \(arguments.function)(), received \(count)")
    }
    for (place, argument) in arguments.list.enumerated() {
      let kinds = place < parameters.count ? parameters[place] : parameters.last ?? []
      switch argument {
      case .value(let value): try check(value, kinds, function: arguments.function)
      case .reference:
        if !kinds.contains(.reference) {
          throw Self.typeError(
            arguments.function, "<jmespath.visitor._Expression object>", kinds.map(\.rawValue), received: "expref")
        }
      }
    }
  }

  private func check(_ value: Document, _ kinds: [Parameter], function: String) throws(EvaluationError) {
    if kinds.isEmpty { return }
    guard kinds.contains(where: { $0.outerName == value.jmespathType }) else {
      throw Self.typeError(function, value.pythonText, kinds.map(\.rawValue), received: value.jmespathType)
    }
    let elementKinds = kinds.compactMap(\.elementName)
    guard let elements = value.list, let first = elements.first, !elementKinds.isEmpty else { return }
    let wanted = elementKinds.contains(first.jmespathType) ? first.jmespathType : nil
    if let culprit = elements.first(where: { $0.jmespathType != wanted }) {
      throw Self.typeError(function, culprit.pythonText, kinds.map(\.rawValue), received: culprit.pythonTypeName)
    }
  }

  /// - Parameter value: as Python prints it.
  static func typeError(
    _ function: String, _ value: String, _ expected: [String], received: String
  ) -> EvaluationError {
    let expected = Document.list(expected.map(Document.string)).pythonText
    return EvaluationError(
      kind: .invalidType,
      message: "In function \(function)(), invalid type for value: \(value), expected one of: \(expected), "
        + "received: \"\(received)\"")
  }
}

extension Function.Parameter {
  fileprivate var outerName: String {
    switch self {
    case .number, .string, .array, .object, .reference: rawValue
    case .numbers, .strings: "array"
    }
  }
  fileprivate var elementName: String? {
    switch self {
    case .numbers: "number"
    case .strings: "string"
    case .number, .string, .array, .object, .reference: nil
    }
  }
}

extension Document {
  /// The specification's name of the value's type.
  var jmespathType: String {
    switch self {
    case .null: "null"
    case .boolean: "boolean"
    case .integer, .decimal: "number"
    case .string: "string"
    case .list: "array"
    case .object: "object"
    }
  }
}
