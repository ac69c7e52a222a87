/// Whether a query can find anything at all in documents of a known form.
///
/// In: an expression and what documents may look like. Out: the first name that no such document has. Says nothing about
/// values: a filter that never matches is no mistake that can be seen here. Used by whoever checks queries before there is
/// a document, such as the lint of lessons.
import Documents

/// What documents may look like.
package indirect enum Outline: Sendable {
  case anything
  /// A text, number, truth value or null.
  case scalar
  case list(Outline)
  /// Any key may be there.
  case map(Outline)
  /// - Parameters:
  ///   - names: of its members, for messages.
  ///   - member: gives a member's own outline, nil where there is no such member.
  case object(names: [String], member: @Sendable (String) -> Outline?)
}

/// A name in a query that finds nothing, whatever the values are.
package struct UnknownName: Error, Hashable, Sendable {
  package let name: String
  /// What stands in that place: its members, sorted; empty where nothing has members there.
  package let known: [String]
}

extension Expression {
  /// - Throws: `UnknownName` for the first name that cannot be reached.
  package func checkNames(in outline: Outline) throws(UnknownName) { _ = try outline.after(root) }
}

extension Expression {
  /// Whether it may give `false` where a value was meant: `a > b && c` does where the first part does not hold.
  package var mayGiveFalse: Bool {
    guard case .and(let nodes) = root.kind, let last = nodes.last, !last.isTruthValue else { return false }
    return nodes.dropLast().contains(where: \.isTruthValue)
  }
}

extension Node {
  fileprivate var isTruthValue: Bool {
    switch kind {
    case .comparison, .not: true
    case .function(let name, _): ["contains", "starts_with", "ends_with"].contains(name)
    case .and(let nodes), .or(let nodes): nodes.allSatisfy(\.isTruthValue)
    case .current, .field, .literal, .index, .slice, .chain, .indexChain, .projection, .valueProjection,
      .filterProjection, .flatten, .multiSelectList, .multiSelectHash, .reference:
      false
    }
  }
}

extension Outline {
  /// What evaluating `node` on such a document may give.
  fileprivate func after(_ node: Node) throws(UnknownName) -> Outline {
    switch node.kind {
    case .current: return self
    case .field(let name): return try field(name)
    case .literal: return .anything
    case .index: return element ?? .anything
    case .slice: return self
    case .chain(let nodes), .indexChain(let nodes):
      var result = self
      for node in nodes { result = try result.after(node) }
      return result
    case .projection(let base, let each): return .list(try projected(base).after(each))
    case .filterProjection(let base, let condition, let each):
      let element = try projected(base)
      _ = try element.after(condition)
      return .list(try element.after(each))
    case .valueProjection(let base, let each): return .list(try after(base).value.after(each))
    case .flatten(let inner):
      guard case .list(let element) = try after(inner) else { return .list(.anything) }
      if case .list = element { return element }
      return .list(element)
    case .or(let nodes), .and(let nodes):
      for node in nodes { _ = try after(node) }
      return .anything
    case .not(let inner):
      _ = try after(inner)
      return .scalar
    case .comparison(_, let left, let right):
      _ = try after(left)
      _ = try after(right)
      return .scalar
    case .multiSelectList(let nodes):
      for node in nodes { _ = try after(node) }
      return .list(.anything)
    case .multiSelectHash(let members):
      var results: [String: Outline] = [:]
      for member in members { results[member.key] = try after(member.value) }
      let outlines = results
      return .object(names: members.map(\.key)) { outlines[$0] }
    case .function(let name, let arguments): return try function(name, arguments)
    case .reference: return .anything
    }
  }

  private func projected(_ base: Node) throws(UnknownName) -> Outline { try after(base).element ?? .anything }

  /// What a function gives is not followed, but for those that give an element or a list back as it was.
  private func function(_ name: String, _ arguments: [Node]) throws(UnknownName) -> Outline {
    var outlines: [Outline] = []
    for argument in arguments { outlines.append(try after(argument)) }
    guard let first = outlines.first else { return .anything }
    switch name {
    case "sort_by", "reverse", "sort":
      try element(of: first, named: arguments.dropFirst().first)
      return first
    case "max_by", "min_by":
      try element(of: first, named: arguments.dropFirst().first)
      return first.element ?? .anything
    default: return .anything
    }
  }

  private func element(of list: Outline, named reference: Node?) throws(UnknownName) {
    guard let element = list.element, case .reference(let node)? = reference?.kind else { return }
    _ = try element.after(node)
  }

  private func field(_ name: String) throws(UnknownName) -> Outline {
    switch self {
    case .anything: return .anything
    case .map(let value): return value
    case .object(let names, let member):
      guard let found = member(name) else { throw UnknownName(name: name, known: names.sorted()) }
      return found
    case .scalar, .list: throw UnknownName(name: name, known: [])
    }
  }

  private var element: Outline? { if case .list(let element) = self { element } else { nil } }

  private var value: Outline {
    switch self {
    case .map(let value): value
    case .anything, .scalar, .list, .object: .anything
    }
  }
}
