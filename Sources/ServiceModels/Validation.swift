/// The checks that every AWS client makes on an input before it asks the service.
///
/// In: an input and its operation. Out: everything wrong with it, in the client's order. Checks what clients check
/// (required, known names, types, least values and lengths) and never what only the service does (enumerations,
/// patterns, greatest values). Source of the rules: botocore `validate.py`.
import Documents

extension ServiceModel {
  /// - Parameter orderedMembers: the members at the top that were given as JSON on the command line; a message that
  ///   shows an object of theirs shows the kind of dictionary that the CLI reads JSON into.
  package func validate(
    _ input: Document.Object, operation: Operation, orderedMembers: Set<String> = []
  ) -> [ParameterProblem] {
    guard let shape = shape(operation.input) else { return [] }
    var validator = Validator(model: self, orderedMembers: orderedMembers)
    validator.check(.object(input), shape, path: "", depth: 0)
    return validator.problems
  }

  /// Every way in which `document` departs from the shape: used to hold our own replies to the model.
  package func validate(_ document: Document, shape name: String) -> [ParameterProblem] {
    guard let shape = shape(name) else { return [] }
    var validator = Validator(model: self, orderedMembers: [])
    validator.check(document, shape, path: "", depth: 0)
    return validator.problems
  }
}

private struct Validator {
  let model: ServiceModel
  let orderedMembers: Set<String>
  var problems: [ParameterProblem] = []
  private var isOrdered = false
  /// Deeper than any document that the reader lets in.
  private static let maximumDepth = 256

  init(model: ServiceModel, orderedMembers: Set<String>) {
    self.model = model
    self.orderedMembers = orderedMembers
  }

  private mutating func report(_ path: String, _ kind: ParameterProblem.Kind) {
    let shown = path.isEmpty ? "input" : path.hasPrefix(".") ? String(path.dropFirst()) : path
    problems.append(ParameterProblem(path: shown, kind: kind))
  }

  private mutating func reportType(_ value: Document, _ path: String, _ valid: [String]) {
    report(
      path,
      .invalidType(
        value: PythonText.text(value, orderedObjects: isOrdered),
        type: PythonText.type(value, orderedObjects: isOrdered), validTypes: valid))
  }

  mutating func check(_ value: Document, _ shape: Shape, path: String, depth: Int) {
    guard depth < Self.maximumDepth else { return }
    switch shape.kind {
    // Any JSON value will do.
    case .structure where shape.isDocument: return
    case .structure(let members): checkStructure(value, shape, members, path, depth)
    case .list(let element): checkList(value, shape, element, path, depth)
    case .map(let key, let element): checkMap(value, key, element, path, depth)
    case .string:
      guard let text = value.string else { return reportType(value, path, ["<class 'str'>"]) }
      checkLength(text.unicodeScalars.count, shape, path)
    case .integer, .long:
      guard isInteger(value) else { return reportType(value, path, ["<class 'int'>"]) }
      checkRange(value, shape, path)
    case .double, .float:
      guard isInteger(value) || value.double != nil else {
        return reportType(value, path, ["<class 'float'>", "<class 'decimal.Decimal'>", "<class 'int'>"])
      }
      checkRange(value, shape, path)
    case .boolean:
      if value.boolean == nil { reportType(value, path, ["<class 'bool'>"]) }
    case .timestamp:
      if !TimestampText.isTimestamp(value) {
        reportType(value, path, ["<class 'datetime.datetime'>", "timestamp-string"])
      }
    case .blob:
      if value.string == nil {
        reportType(value, path, ["<class 'bytes'>", "<class 'bytearray'>", "file-like object"])
      }
    }
  }

  /// A truth value counts as a number, as it does for the client.
  private func isInteger(_ value: Document) -> Bool {
    switch value {
    case .integer, .boolean: true
    case .decimal(let number): PythonText.isWhole(number)
    case .null, .string, .list, .object: false
    }
  }

  private mutating func checkRange(_ value: Document, _ shape: Shape, _ path: String) {
    guard let minimum = shape.minimum, let least = Double(minimum) else { return }
    let number = value.double ?? (value.boolean == true ? 1 : 0)
    if number < least { report(path, .belowMinimum(value: PythonText.text(value), minimum: minimum)) }
  }

  private mutating func checkLength(_ length: Int, _ shape: Shape, _ path: String) {
    guard let minimum = shape.minimum, let least = Int(minimum), length < least else { return }
    report(path, .tooShort(length: length, minimum: minimum))
  }

  private mutating func checkStructure(
    _ value: Document, _ shape: Shape, _ members: [Member], _ path: String, _ depth: Int
  ) {
    guard let object = value.object else { return reportType(value, path, ["<class 'dict'>"]) }
    let names = members.map(\.name)
    if shape.isUnion, object.isEmpty { report(path, .emptyUnion(members: names)) }
    if shape.isUnion, object.count > 1 { report(path, .crowdedUnion(members: names)) }
    for required in shape.required where object[required] == nil { report(path, .missing(member: required)) }
    var known: [(Document.Object.Member, Shape)] = []
    for given in object.members {
      if let member = members.first(where: { $0.name == given.key }) {
        if let inner = model.shape(member.shape) { known.append((given, inner)) }
      } else {
        report(path, .unknown(member: given.key, known: names))
      }
    }
    for (given, inner) in known {
      if depth == 0 { isOrdered = orderedMembers.contains(given.key) }
      check(given.value, inner, path: path + "." + given.key, depth: depth + 1)
    }
  }

  private mutating func checkList(_ value: Document, _ shape: Shape, _ element: String, _ path: String, _ depth: Int) {
    guard let list = value.list else {
      return reportType(value, path, ["<class 'list'>", "<class 'tuple'>"])
    }
    checkLength(list.count, shape, path)
    guard let inner = model.shape(element) else { return }
    for (index, item) in list.enumerated() { check(item, inner, path: "\(path)[\(index)]", depth: depth + 1) }
  }

  private mutating func checkMap(_ value: Document, _ key: String, _ element: String, _ path: String, _ depth: Int) {
    guard let object = value.object else { return reportType(value, path, ["<class 'dict'>"]) }
    for member in object.members {
      if let inner = model.shape(key) {
        check(.string(member.key), inner, path: "\(path) (key: \(member.key))", depth: depth + 1)
      }
      if let inner = model.shape(element) {
        check(member.value, inner, path: "\(path).\(member.key)", depth: depth + 1)
      }
    }
  }
}
