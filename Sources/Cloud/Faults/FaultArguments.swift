/// A fault's arguments as given, held against its description.
///
/// In: a document with one member for each argument. Out: typed values with defaults filled in, or a refusal that names
/// the argument, the rule and the way out. Looks nothing up.
import Documents
import SimulationKit

struct FaultArguments {
  static let maximumLength = 512

  let description: FaultDescription
  private var texts: [String: String] = [:]
  /// Every argument with its value, defaults included, in the catalogue's order.
  let document: Document.Object

  init(_ given: Document.Object, of description: FaultDescription) throws(FaultRefusal) {
    self.description = description
    let known = description.arguments.map(\.name)
    for member in given.members {
      guard known.contains(member.key) else {
        throw FaultRefusal(
          "\(description.name.rawValue) takes no argument '\(member.key)'; it takes \(known.joined(separator: ", "))",
          mistyped: member.key, candidates: known)
      }
      texts[member.key] = try Self.text(member.value, member.key)
    }
    var document: Document.Object = [:]
    for argument in description.arguments {
      let value = texts[argument.name] ?? argument.standard
      if value == nil, argument.isRequired {
        throw FaultRefusal(
          "\(description.name.rawValue) needs \(argument.name): \(argument.summary), as in \(argument.usage)")
      }
      texts[argument.name] = value
      if let value { document[argument.name] = .string(value) }
    }
    self.document = document
  }

  /// nil where the argument was left out and has no default.
  subscript(name: String) -> String? { texts[name] }

  func required(_ name: String) -> String { texts[name] ?? "" }

  func number(_ name: String) throws(FaultRefusal) -> Int {
    let (text, range) = (required(name), range(of: name))
    guard let number = Int(text), range.contains(number) else {
      throw FaultRefusal(
        "\(name)='\(text)' is no whole number from \(range.lowerBound) to \(range.upperBound)")
    }
    return number
  }

  func word(_ name: String) throws(FaultRefusal) -> String {
    guard case .word(let words) = description.arguments.first(where: { $0.name == name })?.kind else { return "" }
    let text = required(name)
    guard let word = words.first(where: { $0.lowercased() == text.lowercased() }) else {
      throw FaultRefusal(
        "\(name)='\(text)' is neither of \(words.joined(separator: ", "))", mistyped: text.uppercased(),
        candidates: words)
    }
    return word
  }

  func span(_ name: String) throws(FaultRefusal) -> Duration {
    let text = required(name)
    guard let span = Duration(sleepText: text), span <= .days(365) else {
      throw FaultRefusal("\(name)='\(text)' is no length of time; write one such as 90s, 5m or 2h")
    }
    return span
  }

  /// nil: for ever.
  var lasts: Duration? {
    get throws(FaultRefusal) {
      guard texts["lasts"] != "forever" else { return nil }
      let span = try span("lasts")
      guard span > .zero else {
        throw FaultRefusal("lasts='\(required("lasts"))' is no time at all; write one such as 90s or 5m, or forever")
      }
      return span
    }
  }

  private func range(of name: String) -> ClosedRange<Int> {
    guard case .number(let range) = description.arguments.first(where: { $0.name == name })?.kind else { return 0...0 }
    return range
  }

  private static func text(_ value: Document, _ name: String) throws(FaultRefusal) -> String {
    let text: String
    switch value {
    case .string(let value): text = value
    case .integer(let number): text = String(number)
    case .null, .boolean, .decimal, .list, .object: throw FaultRefusal("\(name) must be text or a whole number")
    }
    guard !text.isEmpty else { throw FaultRefusal("\(name) is empty; write \(name)=VALUE, or leave it out") }
    guard text.utf8.count <= maximumLength else {
      throw FaultRefusal("\(name) is longer than \(maximumLength) bytes")
    }
    guard text.unicodeScalars.allSatisfy(isPlain) else {
      throw FaultRefusal("\(name) holds a control character; names consist of letters, digits and signs")
    }
    return text
  }

  static func isPlain(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate, .unassigned, .privateUse: false
    default: true
    }
  }
}
