/// Evaluates a parsed expression in a document.
///
/// In: a node and a document. Out: a document, or an `EvaluationError`. Never changes the document; spends at most
/// `budget` values on one evaluation, so that a short expression cannot build an endless result.
/// Source: the JMESPath specification; jmespath.py 1.1.0 where the two leave room.
import Documents

struct Evaluator {
  static let budget = 2_000_000
  static let depthLimit = 512

  private var spent = 0

  mutating func value(of node: Node, in document: Document) throws(EvaluationError) -> Document {
    switch node.kind {
    case .current: return document
    case .field(let name): return document[name] ?? .null
    case .literal(let literal): return literal
    case .index(let index): return element(index, of: document)
    case .slice(let start, let stop, let step): return try slice(document, start, stop, step ?? 1)
    case .chain(let links), .indexChain(let links):
      var result = document
      for link in links { result = try value(of: link, in: result) }
      return result
    case .projection(let base, let each):
      guard let elements = try value(of: base, in: document).list else { return .null }
      return try projected(elements, each)
    case .valueProjection(let base, let each):
      guard let object = try value(of: base, in: document).object else { return .null }
      return try projected(object.members.map(\.value), each)
    case .filterProjection(let base, let condition, let each):
      guard let elements = try value(of: base, in: document).list else { return .null }
      return try projected(elements, each, where: condition)
    case .flatten(let base): return try flattened(try value(of: base, in: document))
    case .or(let choices):
      return try firstResult(of: choices, in: document) { !$0.isFalse }
    case .and(let conditions):
      return try firstResult(of: conditions, in: document) { $0.isFalse }
    case .not(let operand): return .boolean(try value(of: operand, in: document).isFalse)
    case .comparison(let comparator, let left, let right):
      return try compare(comparator, try value(of: left, in: document), try value(of: right, in: document))
    case .multiSelectList(let elements): return try multiSelectList(elements, in: document)
    case .multiSelectHash(let members): return try multiSelectHash(members, in: document)
    case .function(let name, let arguments): return try call(name, arguments, in: document)
    case .reference:
      throw EvaluationError(
        kind: .invalidType, message: "An expression reference (&...) can stand only as an argument of a function.")
    }
  }

  /// - Throws: `tooLarge` once the whole evaluation has made more than `budget` values.
  mutating func spend(_ count: Int) throws(EvaluationError) {
    spent += count
    if spent > Self.budget {
      throw EvaluationError(kind: .tooLarge, message: "The result of the query is too large.")
    }
  }

  /// Spends what `document` weighs as a whole, and refuses one that is nested too deeply.
  mutating func spend(on document: Document, level: Int = 0) throws(EvaluationError) {
    try spend(1)
    if level > Self.depthLimit {
      throw EvaluationError(kind: .tooLarge, message: "The result of the query is nested too deeply.")
    }
    switch document {
    case .list(let elements): for element in elements { try spend(on: element, level: level + 1) }
    case .object(let object): for member in object.members { try spend(on: member.value, level: level + 1) }
    case .null, .boolean, .integer, .decimal, .string: break
    }
  }

  private mutating func projected(
    _ elements: [Document], _ each: Node, where condition: Node? = nil
  ) throws(EvaluationError) -> Document {
    try spend(elements.count)
    if condition == nil, case .current = each.kind { return .list(elements.filter { !$0.isNull }) }
    var results: [Document] = []
    for element in elements {
      if let condition, try value(of: condition, in: element).isFalse { continue }
      let result = try value(of: each, in: element)
      if !result.isNull { results.append(result) }
    }
    return .list(results)
  }

  private mutating func flattened(_ document: Document) throws(EvaluationError) -> Document {
    guard let elements = document.list else { return .null }
    var results: [Document] = []
    for element in elements {
      if let inner = element.list { results += inner } else { results.append(element) }
      try spend(1 + (element.list?.count ?? 0))
    }
    return .list(results)
  }

  /// The first result that decides, or the last one.
  private mutating func firstResult(
    of nodes: [Node], in document: Document, decides: (Document) -> Bool
  ) throws(EvaluationError) -> Document {
    var result = Document.null
    for node in nodes {
      result = try value(of: node, in: document)
      if decides(result) { return result }
    }
    return result
  }

  private mutating func multiSelectList(_ elements: [Node], in document: Document) throws(EvaluationError) -> Document {
    if document.isNull { return .null }
    var results: [Document] = []
    for element in elements { results.append(try value(of: element, in: document)) }
    try spend(on: .list(results))
    return .list(results)
  }

  private mutating func multiSelectHash(
    _ members: [(key: String, value: Node)], in document: Document
  ) throws(EvaluationError) -> Document {
    if document.isNull { return .null }
    var result = Document.Object()
    for member in members { result[member.key] = try value(of: member.value, in: document) }
    try spend(on: .object(result))
    return .object(result)
  }
}

// MARK: - Indexes and slices

extension Evaluator {
  private func element(_ index: Int, of document: Document) -> Document {
    guard let elements = document.list else { return .null }
    let place = index < 0 ? index + elements.count : index
    return elements.indices.contains(place) ? elements[place] : .null
  }

  private mutating func slice(
    _ document: Document, _ start: Int?, _ stop: Int?, _ step: Int
  ) throws(EvaluationError) -> Document {
    guard let elements = document.list else { return .null }
    if step == 0 { throw EvaluationError(kind: .invalidValue, message: "slice step cannot be zero") }
    let lowest = step > 0 ? 0 : -1
    let highest = step > 0 ? elements.count : elements.count - 1
    func bound(_ asked: Int) -> Int { min(max(asked < 0 ? asked + elements.count : asked, lowest), highest) }
    let first = start.map(bound) ?? (step > 0 ? lowest : highest)
    let end = stop.map(bound) ?? (step > 0 ? highest : lowest)
    var results: [Document] = []
    var place = first
    while step > 0 ? place < end : place > end {
      results.append(elements[place])
      let (next, overflow) = place.addingReportingOverflow(step)
      if overflow { break }
      place = next
    }
    try spend(results.count)
    return .list(results)
  }
}
