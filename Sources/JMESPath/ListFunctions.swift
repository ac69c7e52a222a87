/// Functions on lists: `map max max_by min min_by not_null sort sort_by to_array`. Sorting is stable; the first of equal
/// extremes is taken.
import Documents

extension Function {
  static let listFunctions: [String: Function] = [
    "map": Function(parameters: [[.reference], [.array]]) { evaluator, arguments throws(EvaluationError) in
      .list(try evaluator.values(of: arguments.reference(0), inEach: arguments[1].list ?? []))
    },
    "max": Function(parameters: [[.numbers, .strings]]) { _, arguments in
      extreme(arguments[0].list ?? [], keys: arguments[0].list ?? []) { $1.isLess(than: $0) }
    },
    "max_by": Function(parameters: [[.array], [.reference]]) { evaluator, arguments throws(EvaluationError) in
      let keys = try evaluator.keys(arguments, kinds: ["number", "string"])
      return extreme(arguments[0].list ?? [], keys: keys) { $1.isLess(than: $0) }
    },
    "min": Function(parameters: [[.numbers, .strings]]) { _, arguments in
      extreme(arguments[0].list ?? [], keys: arguments[0].list ?? []) { $0.isLess(than: $1) }
    },
    "min_by": Function(parameters: [[.array], [.reference]]) { evaluator, arguments throws(EvaluationError) in
      let keys = try evaluator.keys(arguments, kinds: ["number", "string"])
      return extreme(arguments[0].list ?? [], keys: keys) { $0.isLess(than: $1) }
    },
    "not_null": Function(parameters: [[]], isVariadic: true) { _, arguments in
      arguments.list.indices.lazy.map { arguments[$0] }.first { !$0.isNull } ?? .null
    },
    "sort": Function(parameters: [[.strings, .numbers]]) { evaluator, arguments throws(EvaluationError) in
      let elements = arguments[0].list ?? []
      try evaluator.spend(elements.count)
      return sorted(elements, keys: elements)
    },
    "sort_by": Function(parameters: [[.array], [.reference]]) { evaluator, arguments throws(EvaluationError) in
      guard let elements = arguments[0].list, let first = elements.first else { return arguments[0] }
      let kind = try evaluator.value(of: arguments.reference(1), in: first).jmespathType
      guard kind == "number" || kind == "string" else {
        throw typeError(arguments.function, first.pythonText, ["string", "number"], received: kind)
      }
      return sorted(elements, keys: try evaluator.keys(arguments, kinds: [kind]))
    },
    "to_array": Function(parameters: [[]]) { evaluator, arguments throws(EvaluationError) in
      if case .list = arguments[0] { return arguments[0] }
      try evaluator.spend(on: .list([arguments[0]]))
      return .list([arguments[0]])
    },
  ]

  private static func extreme(
    _ elements: [Document], keys: [Document], isBetter: (Document, Document) -> Bool
  ) -> Document {
    guard var best = keys.indices.first else { return .null }
    for place in keys.indices where isBetter(keys[place], keys[best]) { best = place }
    return elements[best]
  }

  /// Swift's sort is stable only in practice, so the place decides among equals.
  private static func sorted(_ elements: [Document], keys: [Document]) -> Document {
    let order = keys.indices.sorted { left, right in
      if keys[left].isLess(than: keys[right]) { return true }
      return left < right && !keys[right].isLess(than: keys[left])
    }
    return .list(order.map { elements[$0] })
  }
}

extension Evaluator {
  fileprivate mutating func values(
    of node: Node, inEach elements: [Document]
  ) throws(EvaluationError) -> [Document] {
    try spend(elements.count)
    var results: [Document] = []
    for element in elements { results.append(try value(of: node, in: element)) }
    return results
  }

  /// The keys to order the first argument's elements by; each of one of the `kinds`.
  fileprivate mutating func keys(_ arguments: Arguments, kinds: [String]) throws(EvaluationError) -> [Document] {
    let keys = try values(of: arguments.reference(1), inEach: arguments[0].list ?? [])
    if let culprit = keys.first(where: { !kinds.contains($0.jmespathType) }) {
      throw Function.typeError(arguments.function, culprit.pythonText, kinds, received: culprit.jmespathType)
    }
    if let first = keys.first, let culprit = keys.first(where: { $0.jmespathType != first.jmespathType }) {
      let types = "'\(culprit.pythonTypeName)' and '\(first.pythonTypeName)'"
      let symbol = arguments.function == "max_by" ? ">" : "<"
      throw EvaluationError(kind: .invalidType, message: "'\(symbol)' not supported between instances of \(types)")
    }
    return keys
  }
}
