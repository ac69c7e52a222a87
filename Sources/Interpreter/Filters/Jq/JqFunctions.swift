/// The functions of the built-in jq.
///
/// In: a name, arguments as programs, a value. Out: values.
import Documents

extension JqRun {
  mutating func call(_ name: String, _ arguments: [JqProgram], _ value: Document) throws(JqFailure) -> [Document] {
    guard let argument = arguments.first else { return try Self.call(name, value) }
    switch name {
    case "select": return try results(of: argument, on: value).filter(Self.isTrue).map { _ in value }
    case "map":
      var all: [Document] = []
      for element in try Self.elements(of: value) { all += try results(of: argument, on: element) }
      return [.list(all)]
    case "sort_by":
      var keyed: [(key: Document, place: Int, element: Document)] = []
      for (place, element) in try Self.elements(of: value).enumerated() {
        keyed.append((.list(try results(of: argument, on: element)), place, element))
      }
      keyed.sort { left, right in
        let order = JqOrder.compare(left.key, right.key)
        return order == 0 ? left.place < right.place : order < 0
      }
      return [.list(keyed.map(\.element))]
    default:
      var all: [Document] = []
      for given in try results(of: argument, on: value) { all.append(try Self.call(name, given, value)) }
      return all
    }
  }

  private static func call(_ name: String, _ value: Document) throws(JqFailure) -> [Document] {
    switch name {
    case "empty": return []
    case "not": return [.boolean(!isTrue(value))]
    case "type": return [.string(type(value))]
    case "length": return [try length(value)]
    case "keys":
      if let object = value.object { return [.list(object.keys.sorted().map(Document.string))] }
      if let list = value.list { return [.list(list.indices.map(Document.integer))] }
      throw JqFailure(message: "\(type(value)) has no keys")
    case "tostring": return [value.string == nil ? .string(value.written()) : value]
    case "tonumber":
      if value.double != nil { return [value] }
      guard let text = value.string, let number = try? DocumentReader.read(text), number.double != nil else {
        throw JqFailure(message: "\(type(value)) cannot be parsed as a number")
      }
      return [number]
    default: return [try ofList(name, value)]
    }
  }

  private static func ofList(_ name: String, _ value: Document) throws(JqFailure) -> Document {
    if value.isNull, name == "first" || name == "last" || name == "add" { return .null }
    guard let list = value.list else { throw JqFailure(message: "\(type(value)) is no array, and \(name) wants one") }
    switch name {
    case "first": return list.first ?? .null
    case "last": return list.last ?? .null
    case "reverse": return .list(list.reversed())
    case "add":
      var total = Document.null
      for element in list { total = try sum(total, element) }
      return total
    default:  // sort, unique
      let sorted = list.enumerated().sorted { left, right in
        let order = JqOrder.compare(left.element, right.element)
        return order == 0 ? left.offset < right.offset : order < 0
      }.map(\.element)
      guard name == "unique" else { return .list(sorted) }
      return .list(
        sorted.reduce(into: []) { kept, element in
          if kept.last.map({ JqOrder.compare($0, element) != 0 }) ?? true { kept.append(element) }
        })
    }
  }

  private static func length(_ value: Document) throws(JqFailure) -> Document {
    switch value {
    case .null: .integer(0)
    case .boolean: throw JqFailure(message: "boolean has no length")
    case .integer(let number): .integer(number == .min ? .max : abs(number))
    case .decimal: value
    case .string(let text): .integer(text.unicodeScalars.count)
    case .list(let list): .integer(list.count)
    case .object(let object): .integer(object.count)
    }
  }

  private static func call(_ name: String, _ given: Document, _ value: Document) throws(JqFailure) -> Document {
    switch name {
    case "has":
      if let object = value.object, let key = given.string { return .boolean(object[key] != nil) }
      if let list = value.list, let index = given.integer { return .boolean(list.indices.contains(index)) }
    case "join":
      if let list = value.list, let separator = given.string {
        return .string(list.map { $0.isNull ? "" : $0.string ?? $0.written() }.joined(separator: separator))
      }
    case "split":
      if let text = value.string, let separator = given.string, !separator.isEmpty {
        return .list(text.split(separator: separator, omittingEmptySubsequences: false).map { .string(String($0)) })
      }
    case "startswith": if let text = value.string, let other = given.string { return .boolean(text.hasPrefix(other)) }
    case "endswith": if let text = value.string, let other = given.string { return .boolean(text.hasSuffix(other)) }
    case "contains":
      if let text = value.string, let other = given.string { return .boolean(other.isEmpty || text.contains(other)) }
    default:  // test
      if let text = value.string, let pattern = given.string {
        guard let compiled = LinePattern(pattern, syntax: .extended, extent: .anywhere, ignoresCase: false) else {
          throw JqFailure(message: "this pattern is not understood here: \(GrammarError.shown(pattern))")
        }
        return .boolean(compiled.matches(text[...]))
      }
    }
    throw JqFailure(message: "\(name) cannot be used on \(type(value)) with \(type(given))")
  }
}
