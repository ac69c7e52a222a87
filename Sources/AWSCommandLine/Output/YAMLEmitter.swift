/// `--output yaml`: block style, keys sorted, lists not indented under their key.
///
/// In: a document. Out: YAML text; a document that is one scalar is written as JSON, as the AWS CLI does. Never writes
/// anchors, tags or flow style but `[]` and `{}`.
/// Why not Yams: its layout indents lists under their key and resolves words by YAML 1.1 (`yes`, `12:30`), and neither can
/// be set; AWS CLI v2 writes YAML 1.2 through libyaml's emitter, whose line breaks in long texts a learner will see.
/// Source: YAML 1.2 specification, chapters 7 and 8; libyaml's emitter (folding past column 80), by observation of
/// ruamel.yaml 0.17.21, which AWS CLI v2 uses.
import Documents

struct YAMLEmitter {
  static let bestWidth = 80

  private var output = String.UnicodeScalarView()
  private var column = 0
  private var indent = -2
  /// Whether the last thing written is a blank, an indent or an indicator that needs none after it.
  private var afterBlank = true
  /// Whether only indentation and indicators stand on the line so far.
  private var inIndentation = true

  static func text(of document: Document) -> String {
    if document.isScalar { return document.written(.awsCLI) + "\n" }
    var emitter = YAMLEmitter()
    emitter.emit(document)
    emitter.output.append("\n")
    return String(emitter.output)
  }

  private mutating func emit(_ document: Document, isMappingValue: Bool = false) {
    switch document {
    case .object(let object) where object.isEmpty: indicator("{}", needsBlank: true)
    case .list(let elements) where elements.isEmpty: indicator("[]", needsBlank: true)
    case .object(let object): emit(object)
    case .list(let elements): emit(elements, isMappingValue: isMappingValue)
    case .string(let text): nested { $0.emitScalar(text, style: YAMLScalar(text).style, mayFold: true) }
    case .null: plain("null")
    case .boolean(let value): plain(value ? "true" : "false")
    case .integer(let value): plain(String(value))
    case .decimal(let value): plain(Self.float(value))
    }
  }

  private mutating func emit(_ object: Document.Object) {
    nested { emitter in
      for member in object.members.sortedByKey() {
        let key = YAMLScalar(member.key)
        emitter.breakLine()
        if key.isMultiline || member.key.utf8.count > 128 {
          emitter.indicator("?", needsBlank: true, isIndentation: true)
          emitter.nested { $0.emitScalar(member.key, style: key.style, mayFold: true) }
          emitter.breakLine()
          emitter.indicator(":", needsBlank: true, isIndentation: true)
        } else {
          emitter.emitScalar(member.key, style: member.key.isEmpty ? .singleQuoted : key.style, mayFold: false)
          emitter.indicator(":", needsBlank: false)
        }
        emitter.emit(member.value, isMappingValue: true)
      }
    }
  }

  private mutating func emit(_ elements: [Document], isMappingValue: Bool) {
    let isIndentless = isMappingValue && !inIndentation
    nested(by: isIndentless ? 0 : 2) { emitter in
      for element in elements {
        emitter.breakLine()
        emitter.indicator("-", needsBlank: true, isIndentation: true)
        emitter.emit(element)
      }
    }
  }

  private mutating func nested(by step: Int = 2, _ body: (inout YAMLEmitter) -> Void) {
    indent += step
    body(&self)
    indent -= step
  }

  /// As `repr()` prints it; the infinities and NaN as YAML does.
  private static func float(_ value: Document.Decimal) -> String {
    switch value.pythonRepresentation {
    case "inf": ".inf"
    case "-inf": "-.inf"
    case "nan": ".nan"
    case let text: text
    }
  }

  // MARK: - Writing

  private mutating func put(_ scalar: Unicode.Scalar) {
    output.append(scalar)
    column += 1
  }

  private mutating func newLine() {
    output.append("\n")
    column = 0
  }

  private mutating func breakLine() {
    let target = max(indent, 0)
    if !inIndentation || column > target || (column == target && !afterBlank) { newLine() }
    while column < target { put(" ") }
    afterBlank = true
    inIndentation = true
  }

  private mutating func indicator(_ text: String, needsBlank: Bool, isIndentation: Bool = false) {
    if needsBlank, !afterBlank { put(" ") }
    for scalar in text.unicodeScalars { put(scalar) }
    afterBlank = false
    inIndentation = inIndentation && isIndentation
  }

  private mutating func plain(_ text: String) { emitScalar(text, style: .plain, mayFold: false) }

  private mutating func emitScalar(_ text: String, style: YAMLScalar.Style, mayFold: Bool) {
    let scalars = Array(text.unicodeScalars)
    if !afterBlank { put(" ") }
    switch style {
    case .plain: emitPlain(scalars, mayFold: mayFold)
    case .singleQuoted: emitSingleQuoted(scalars, mayFold: mayFold)
    case .doubleQuoted: emitDoubleQuoted(scalars, mayFold: mayFold)
    }
    afterBlank = false
    inIndentation = false
  }

  private mutating func emitPlain(_ scalars: [Unicode.Scalar], mayFold: Bool) {
    var afterSpace = false
    for (index, scalar) in scalars.enumerated() {
      let nextIsSpace = index + 1 < scalars.count && scalars[index + 1] == " "
      if scalar == " ", mayFold, !afterSpace, column > Self.bestWidth, !nextIsSpace {
        breakLine()
      } else {
        put(scalar)
        if scalar != " " { inIndentation = false }
      }
      afterSpace = scalar == " "
    }
  }

  private mutating func emitSingleQuoted(_ scalars: [Unicode.Scalar], mayFold: Bool) {
    put("'")
    (afterBlank, inIndentation) = (false, false)
    var (afterSpace, afterBreak) = (false, false)
    for (index, scalar) in scalars.enumerated() {
      let isInside = index > 0 && index < scalars.count - 1 && scalars[index + 1] != " "
      if scalar == " " {
        if mayFold, !afterSpace, column > Self.bestWidth, isInside { breakLine() } else { put(scalar) }
      } else if YAMLScalar.isBreak(scalar) {
        if !afterBreak, scalar == "\n" { newLine() }
        output.append(scalar)
        column = 0
        inIndentation = true
      } else {
        if afterBreak { breakLine() }
        if scalar == "'" { put("'") }
        put(scalar)
        inIndentation = false
      }
      afterSpace = scalar == " "
      afterBreak = YAMLScalar.isBreak(scalar)
    }
    if afterBreak { breakLine() }
    put("'")
  }

  private mutating func emitDoubleQuoted(_ scalars: [Unicode.Scalar], mayFold: Bool) {
    put("\"")
    (afterBlank, inIndentation) = (false, false)
    var afterSpace = false
    for (index, scalar) in scalars.enumerated() {
      if let escape = YAMLScalar.escape(scalar) {
        for part in escape.unicodeScalars { put(part) }
      } else if scalar == " ", mayFold, !afterSpace, column > Self.bestWidth, index > 0, index < scalars.count - 1 {
        breakLine()
        if scalars[index + 1] == " " { put("\\") }
      } else {
        put(scalar)
      }
      afterSpace = scalar == " "
    }
    put("\"")
  }
}
