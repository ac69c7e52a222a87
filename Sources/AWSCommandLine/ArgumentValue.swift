/// Turns the words of one option into the value of its member.
///
/// In: words, the member's shape, a way to read files. Out: a document that the check of the input may still refuse.
/// Rules: awscli `argprocess.py` and `paramfile.py`.
import Documents
import ServiceModels

struct ArgumentValue {
  let model: ServiceModel
  let environment: Environment
  /// "--network-configuration", for messages.
  let option: String

  /// - Returns: the value, and whether it was read as JSON.
  func read(_ words: [String], _ shape: Shape) throws(ValueProblem) -> (value: Document, isJSON: Bool) {
    guard shape.kind.isList else { return try readOne(words.last ?? "", shape) }
    if words.count == 1, let text = try fileText(words[0]) { return try readListText(text, shape) }
    return try readList(words, shape)
  }

  private func readOne(_ word: String, _ shape: Shape) throws(ValueProblem) -> (value: Document, isJSON: Bool) {
    let text = try fileText(word) ?? word
    switch shape.kind {
    case .structure, .map:
      let looksLikeJSON = Self.startsLikeJSON(text)
      if !looksLikeJSON, takesShorthand(shape) { return (try shorthand(text, shape), false) }
      guard Self.firstCharacter(text) == "{" || shape.isDocument else {
        throw .unparsable(option: option, message: "Invalid JSON:\n\(text)")
      }
      return (try json(text), true)
    case .list: return try readListText(text, shape)
    case .string, .integer, .long, .boolean, .double, .float, .timestamp, .blob: return (try scalar(text, shape), false)
    }
  }

  // MARK: Lists

  /// The text of a file: JSON, or one shorthand value; a list of strings falls apart into its characters, as it does
  /// in the real CLI.
  private func readListText(_ text: String, _ shape: Shape) throws(ValueProblem) -> (value: Document, isJSON: Bool) {
    if Self.startsLikeJSON(text) {
      if Self.firstCharacter(text) == "[" { return (try json(text), true) }
    } else if let list = oldList(text.map { String($0) }, shape) {
      return (list, false)
    } else if takesShorthand(shape) {
      return (try shorthand(text, shape), false)
    }
    return try readElements(text.map { String($0) }, shape)
  }

  private func readList(_ words: [String], _ shape: Shape) throws(ValueProblem) -> (value: Document, isJSON: Bool) {
    if words.first.map(Self.startsLikeJSON) != true, takesShorthand(shape) {
      var items: [Document] = []
      if let list = oldList(words, shape) { return (list, false) }
      for word in words { items.append(.object(try parseShorthand(word))) }
      return (try typed(.list(items), shape), false)
    }
    if words.count == 1, Self.firstCharacter(words[0]) == "[" { return (try json(words[0]), true) }
    return try readElements(words, shape)
  }

  /// Lists of `elb` whose structures have one member take its bare value: `--instances i-1 i-2`.
  private func oldList(_ words: [String], _ shape: Shape) -> Document? {
    guard model.name == "elb", case .list(let element) = shape.kind, let members = model.shape(element)?.members,
      members.count == 1
    else { return nil }
    return .list(words.map { [members[0].name: .string($0)] })
  }

  private func readElements(_ words: [String], _ shape: Shape) throws(ValueProblem) -> (value: Document, isJSON: Bool) {
    guard case .list(let elementName) = shape.kind, let element = model.shape(elementName) else {
      return (.list(words.map { .string($0) }), false)
    }
    var items: [Document] = []
    var isJSON = false
    for word in words {
      switch element.kind {
      case .structure, .map:
        // What Python says where the real CLI looks at the first letter of nothing.
        guard !word.isEmpty else { throw .failed("string index out of range") }
        guard Self.firstCharacter(word) == "{" || element.isDocument else {
          throw .unparsable(option: option, message: "Invalid JSON:\n\(word)")
        }
        items.append(try json(word))
        isJSON = true
      case .list: items.append(try json(word))
      case .string, .integer, .long, .boolean, .double, .float, .timestamp, .blob:
        do {
          items.append(try scalar(word, element))
        } catch {
          throw .unparsable(option: option, message: words.first ?? "")
        }
      }
    }
    return (.list(items), isJSON)
  }

  // MARK: Scalars and JSON

  private func scalar(_ text: String, _ shape: Shape) throws(ValueProblem) -> Document {
    switch shape.kind {
    case .integer, .long:
      guard let number = PythonNumber.integer(text) else { throw .failed(PythonNumber.integerMessage(text)) }
      return number
    case .double, .float:
      guard let number = PythonNumber.decimal(text) else { throw .failed(PythonNumber.decimalMessage(text)) }
      return number
    case .boolean: return .boolean(text.lowercased() != "false" && !text.isEmpty)
    case .structure, .list, .map, .string, .timestamp, .blob: return .string(text)
    }
  }

  private func json(_ text: String) throws(ValueProblem) -> Document {
    do {
      return try DocumentReader.read(text)
    } catch {
      throw .unparsable(option: option, message: "Invalid JSON: \(error.pythonMessage)\nJSON received: \(text)")
    }
  }

  // MARK: Shorthand

  /// Structures, maps and lists of them, unless they take any JSON value.
  private func takesShorthand(_ shape: Shape) -> Bool {
    switch shape.kind {
    case .structure: return !shape.isDocument
    case .map(_, let value): return model.shape(value)?.isDocument != true
    case .list(let element):
      guard let inner = model.shape(element) else { return false }
      switch inner.kind {
      case .structure, .list, .map: return !inner.isDocument
      case .string, .integer, .long, .boolean, .double, .float, .timestamp, .blob: return false
      }
    case .string, .integer, .long, .boolean, .double, .float, .timestamp, .blob: return false
    }
  }

  private func shorthand(_ text: String, _ shape: Shape) throws(ValueProblem) -> Document {
    let parsed = Document.object(try parseShorthand(text))
    // A lone value for a list stays as it is; the check of the input reports it.
    return shape.kind.isList ? parsed : try typed(parsed, shape)
  }

  private func typed(_ value: Document, _ shape: Shape) throws(ValueProblem) -> Document {
    do {
      return try ShorthandTypes(model: model).typed(value, shape.name)
    } catch {
      throw error.valueProblem(option)
    }
  }

  private func parseShorthand(_ text: String) throws(ValueProblem) -> Document.Object {
    do throws(ShorthandParser.Problem) {
      return try ShorthandParser.parse(text) { word in
        do throws(ValueProblem) {
          return .success(try fileText(word))
        } catch {
          return .failure(error)
        }
      }
    } catch {
      if case .unreadable(let message) = error { throw .failed(message) }
      throw .unparsable(option: option, message: error.message(for: text))
    }
  }

  // MARK: Files

  /// The text behind `file://` or `fileb://`; nil where the word is neither.
  func fileText(_ word: String) throws(ValueProblem) -> String? {
    let isBinary = word.hasPrefix("fileb://")
    guard isBinary || word.hasPrefix("file://") else { return nil }
    let path = String(word.dropFirst(isBinary ? 8 : 7))
    switch environment.readFile(path) {
    case .failure(let problem):
      throw .unparsable(
        option: option, message: "Unable to load paramfile \(word): \(problem.text): \(quoted(path))")
    case .success(let bytes):
      guard let text = String(validating: bytes, as: UTF8.self) else {
        throw .unparsable(
          option: option,
          message: "Unable to load paramfile (\(path)), text contents could not be decoded.  If this is a binary "
            + "file, please use the fileb:// prefix instead of the file:// prefix.")
      }
      return isBinary ? text : text.replacingLineEnds
    }
  }

  private static func firstCharacter(_ text: String) -> Character? { text.first { !$0.isWhitespace } }

  private static func startsLikeJSON(_ text: String) -> Bool {
    let first = firstCharacter(text)
    return first == "[" || first == "{"
  }
}

extension String {
  /// CR LF and lone CR become LF, as in a file opened as text.
  fileprivate var replacingLineEnds: String {
    guard utf8.contains(0x0D) else { return self }
    var result = String.UnicodeScalarView()
    var wasReturn = false
    for scalar in unicodeScalars {
      if scalar != "\n" || !wasReturn { result.append(scalar == "\r" ? "\n" : scalar) }
      wasReturn = scalar == "\r"
    }
    return String(result)
  }
}
