/// Runs a jq program on a value.
///
/// In: a program, a value. Out: values, or why a value cannot be used so. Bounded: at most 100,000 values come of it.
import Documents

struct JqRun {
  private var left = 100_000

  mutating func results(of program: JqProgram, on value: Document) throws(JqFailure) -> [Document] {
    left -= 1
    guard left > 0 else { throw JqFailure(message: "this program gives too many values") }
    switch program {
    case .identity: return [value]
    case .literal(let literal): return [literal]
    case .member(let inner, let name):
      return try each(inner, value) { found throws(JqFailure) in [try Self.member(name, of: found)] }
    case .element(let inner, let index):
      var all: [Document] = []
      for key in try results(of: index, on: value) {
        all += try each(inner, value) { found throws(JqFailure) in [try Self.element(key, of: found)] }
      }
      return all
    case .slice(let inner, let from, let to):
      return try each(inner, value) { found throws(JqFailure) in [try Self.slice(found, from, to)] }
    case .each(let inner): return try each(inner, value) { found throws(JqFailure) in try Self.elements(of: found) }
    case .attempt(let inner):
      do throws(JqFailure) { return try results(of: inner, on: value) } catch { return [] }
    case .pipe(let first, let second):
      var all: [Document] = []
      for found in try results(of: first, on: value) { all += try results(of: second, on: found) }
      return all
    case .comma(let first, let second): return try results(of: first, on: value) + results(of: second, on: value)
    case .operation(let sign, let first, let second): return try operation(sign, first, second, value)
    case .call(let name, let arguments): return try call(name, arguments, value)
    case .list(let inner):
      return [.list(try inner.map { program throws(JqFailure) in try results(of: program, on: value) } ?? [])]
    case .object(let members): return try objects(members[...], value)
    }
  }

  private mutating func each(
    _ program: JqProgram, _ value: Document, _ body: (Document) throws(JqFailure) -> [Document]
  ) throws(JqFailure) -> [Document] {
    var all: [Document] = []
    for found in try results(of: program, on: value) { all += try body(found) }
    return all
  }

  private mutating func objects(_ members: ArraySlice<JqMember>, _ value: Document) throws(JqFailure) -> [Document] {
    guard let last = members.last else { return [.object([:])] }
    var all: [Document] = []
    for before in try objects(members.dropLast(), value) {
      for key in try results(of: last.key, on: value) {
        guard let name = key.string else { throw JqFailure(message: "Object keys must be strings") }
        for found in try results(of: last.value, on: value) {
          var object = before.object ?? [:]
          object[name] = found
          all.append(.object(object))
        }
      }
    }
    return all
  }

  // MARK: Paths

  private static func member(_ name: String, of value: Document) throws(JqFailure) -> Document {
    switch value {
    case .null: .null
    case .object(let object): object[name] ?? .null
    case .boolean, .integer, .decimal, .string, .list:
      throw JqFailure(message: "Cannot index \(type(value)) with \"\(GrammarError.shown(name))\"")
    }
  }

  private static func element(_ key: Document, of value: Document) throws(JqFailure) -> Document {
    if let name = key.string { return try member(name, of: value) }
    guard let index = key.integer, value.isNull || value.list != nil else {
      throw JqFailure(message: "Cannot index \(type(value)) with \(type(key))")
    }
    let list = value.list ?? []
    let place = index < 0 ? list.count &+ index : index
    return list.indices.contains(place) ? list[place] : .null
  }

  private static func slice(_ value: Document, _ from: Int?, _ to: Int?) throws(JqFailure) -> Document {
    func bounds(_ count: Int) -> Range<Int> {
      func place(_ index: Int) -> Int { min(max(index < 0 ? count &+ index : index, 0), count) }
      let start = place(from ?? 0)
      return start..<max(start, place(to ?? count))
    }
    switch value {
    case .null: return .null
    case .list(let list): return .list(Array(list[bounds(list.count)]))
    case .string(let text):
      let scalars = Array(text.unicodeScalars)
      return .string(String(String.UnicodeScalarView(scalars[bounds(scalars.count)])))
    case .boolean, .integer, .decimal, .object: throw JqFailure(message: "Cannot index \(type(value)) with object")
    }
  }

  static func elements(of value: Document) throws(JqFailure) -> [Document] {
    switch value {
    case .list(let list): list
    case .object(let object): object.members.map(\.value)
    case .null, .boolean, .integer, .decimal, .string: throw JqFailure(message: "Cannot iterate over \(type(value))")
    }
  }

  static func type(_ value: Document) -> String {
    switch value {
    case .null: "null"
    case .boolean: "boolean"
    case .integer, .decimal: "number"
    case .string: "string"
    case .list: "array"
    case .object: "object"
    }
  }

  static func isTrue(_ value: Document) -> Bool { value != .null && value != .boolean(false) }

  // MARK: Operators

  private mutating func operation(
    _ sign: String, _ first: JqProgram, _ second: JqProgram, _ value: Document
  ) throws(JqFailure) -> [Document] {
    if sign == "//" {
      var found: [Document] = []
      do throws(JqFailure) { found = try results(of: first, on: value).filter(Self.isTrue) } catch { found = [] }
      return found.isEmpty ? try results(of: second, on: value) : found
    }
    var all: [Document] = []
    for right in try results(of: second, on: value) {
      for left in try results(of: first, on: value) { all.append(try Self.applied(sign, left, right)) }
    }
    return all
  }

  private static func applied(_ sign: String, _ left: Document, _ right: Document) throws(JqFailure) -> Document {
    switch sign {
    case "and": .boolean(isTrue(left) && isTrue(right))
    case "or": .boolean(isTrue(left) || isTrue(right))
    case "==": .boolean(JqOrder.compare(left, right) == 0)
    case "!=": .boolean(JqOrder.compare(left, right) != 0)
    case "<": .boolean(JqOrder.compare(left, right) < 0)
    case "<=": .boolean(JqOrder.compare(left, right) <= 0)
    case ">": .boolean(JqOrder.compare(left, right) > 0)
    case ">=": .boolean(JqOrder.compare(left, right) >= 0)
    case "+": try sum(left, right)
    default: try difference(left, right)
    }
  }

  static func sum(_ left: Document, _ right: Document) throws(JqFailure) -> Document {
    switch (left, right) {
    case (.null, let other), (let other, .null): return other
    case (.integer(let first), .integer(let second)):
      let (sum, overflows) = first.addingReportingOverflow(second)
      if !overflows { return .integer(sum) }
    case (.string(let first), .string(let second)):
      if first.utf8.count + second.utf8.count <= Expansion.maximumBytes { return .string(first + second) }
    case (.list(let first), .list(let second)): return .list(first + second)
    case (.object(let first), .object(let second)):
      var object = first
      for member in second.members { object[member.key] = member.value }
      return .object(object)
    case (_, _): break
    }
    throw JqFailure(message: "\(type(left)) and \(type(right)) cannot be added")
  }

  private static func difference(_ left: Document, _ right: Document) throws(JqFailure) -> Document {
    if let first = left.integer, let second = right.integer, !first.subtractingReportingOverflow(second).overflow {
      return .integer(first - second)
    }
    if let first = left.list, let second = right.list { return .list(first.filter { !second.contains($0) }) }
    throw JqFailure(message: "\(type(left)) and \(type(right)) cannot be subtracted")
  }
}

/// jq's order: null, false, true, numbers, texts, lists, objects.
enum JqOrder {
  static func compare(_ left: Document, _ right: Document) -> Int {
    if rank(left) != rank(right) { return rank(left) - rank(right) }
    switch (left, right) {
    case (.string(let first), .string(let second)): return order(Array(first.utf8), Array(second.utf8))
    case (.list(let first), .list(let second)):
      for (one, other) in zip(first, second) {
        let found = compare(one, other)
        if found != 0 { return found }
      }
      return first.count - second.count
    case (.object(let first), .object(let second)):
      let (keys, others) = (first.keys.sorted(), second.keys.sorted())
      if keys != others { return compare(.list(keys.map(Document.string)), .list(others.map(Document.string))) }
      for key in keys {
        let found = compare(first[key] ?? .null, second[key] ?? .null)
        if found != 0 { return found }
      }
      return 0
    case (_, _):
      guard let first = left.double, let second = right.double else { return 0 }
      return first == second ? 0 : first < second ? -1 : 1
    }
  }

  private static func order(_ left: [UInt8], _ right: [UInt8]) -> Int {
    left == right ? 0 : left.lexicographicallyPrecedes(right) ? -1 : 1
  }

  private static func rank(_ value: Document) -> Int {
    switch value {
    case .null: 0
    case .boolean(let flag): flag ? 2 : 1
    case .integer, .decimal: 3
    case .string: 4
    case .list: 5
    case .object: 6
    }
  }
}
