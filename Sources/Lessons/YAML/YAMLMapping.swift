/// Reads a mapping by key: each key says what it wants, and what nobody asked for is an error.
///
/// In: a node, the keys that are allowed and a name for messages. Out: typed values; whatever is missing or of
/// another kind is reported and read as nil. Source: lesson format, sections 1.5 and 7 (DD020).
struct YAMLMapping {
  let node: YAMLNode
  /// With its article, for messages: `a check`.
  let name: String
  let findings: Findings
  /// The code of everything but an unknown key.
  let code: String
  private let members: [YAMLNode.Member]

  /// Reports and gives nil where `node` is no mapping. Reports each key that is not in `keys`.
  init?(_ node: YAMLNode, name: String, keys: [String], findings: Findings, code: String = "DD020") {
    guard let members = node.members else {
      findings.report(code, at: node.position, "\(name) is a mapping (`key: value` lines), not \(node.kindName)")
      return nil
    }
    self.node = node
    self.name = name
    self.findings = findings
    self.code = code
    self.members = members
    for member in members where !keys.contains(member.key) {
      findings.report(
        "DD020", at: member.keyPosition, "unknown key `\(member.key)` in \(name)", mistyped: member.key, among: keys)
    }
  }

  var position: SourcePosition { node.position }
  var keys: [String] { members.map(\.key) }
  subscript(key: String) -> YAMLNode? { members.first { $0.key == key }?.value }
  func keyPosition(_ key: String) -> SourcePosition {
    members.first { $0.key == key }?.keyPosition ?? position
  }

  func report(_ message: String, at position: SourcePosition? = nil) {
    findings.report(code, at: position ?? self.position, message)
  }

  /// The node of a key that must be there; missing and empty are reported.
  func required(_ key: String) -> YAMLNode? {
    guard let value = self[key], !value.isEmpty else {
      report("\(name) needs `\(key)`", at: self[key].map { _ in keyPosition(key) })
      return nil
    }
    return value
  }

  /// Text that is not empty.
  func text(_ key: String) -> String? { self[key].flatMap { text($0, of: key) } }
  func requiredText(_ key: String) -> String? { required(key).flatMap { text($0, of: key) } }

  private func text(_ value: YAMLNode, of key: String) -> String? {
    guard let text = value.scalar, !text.allSatisfy(\.isWhitespace) else {
      return wrong(key, value, "a text")
    }
    return text
  }

  func boolean(_ key: String) -> Bool? {
    guard let value = self[key] else { return nil }
    switch value.scalar {
    case "true": return true
    case "false": return false
    case .some, nil: return wrong(key, value, "`true` or `false`")
    }
  }

  func integer(_ key: String, in range: ClosedRange<Int>) -> Int? {
    guard let value = self[key] else { return nil }
    guard let number = value.scalar.flatMap({ Int($0) }), range.contains(number) else {
      return wrong(key, value, "a whole number from \(range.lowerBound) to \(range.upperBound)")
    }
    return number
  }

  func seed(_ value: YAMLNode, of key: String) -> UInt64? {
    guard let number = value.scalar.flatMap({ UInt64($0) }) else {
      return wrong(key, value, "a whole number from 0 to \(UInt64.max)")
    }
    return number
  }

  func timeSpan(_ key: String) -> TimeSpan? {
    guard let value = self[key] else { return nil }
    guard let text = value.scalar else { return wrong(key, value, "a length of time such as 40s or 3m") }
    do throws(TimeSpanError) {
      return try TimeSpan(parsing: text)
    } catch {
      report("`\(key)` of \(name): \(error.message)", at: value.position)
      return nil
    }
  }

  /// One of the raw values of an enumeration.
  func word<Word: RawRepresentable & CaseIterable>(_ key: String, as: Word.Type) -> Word?
  where Word.RawValue == String {
    guard let value = self[key] else { return nil }
    let known = Word.allCases.map(\.rawValue)
    guard let text = value.scalar, let word = Word(rawValue: text) else {
      let alternatives = Prose.alternatives(known.map { "`\($0)`" })
      guard let text = value.scalar else { return wrong(key, value, alternatives) }
      findings.report(
        code, at: value.position, "`\(key)` of \(name) is \(alternatives), not \(value.kindName)", mistyped: text,
        among: known)
      return nil
    }
    return word
  }

  /// Lower-case words with hyphens, at most 64 characters.
  func identifier(_ key: String, isValid: (String) -> Bool = Identifier.isKebabCase) -> String? {
    guard let value = required(key), let text = text(value, of: key) else { return nil }
    return isValid(text) ? text : identifier(text, of: key, at: value.position)
  }

  func identifier(_ text: String, of key: String, at position: SourcePosition) -> String? {
    guard Identifier.isKebabCase(text) else {
      findings.report(code == "DD001" ? "DD003" : code, at: position, Identifier.message("`\(key)` of \(name)", text))
      return nil
    }
    return text
  }

  /// The elements of a list; a key that is absent or empty has none.
  func elements(_ key: String, most: Int) -> [YAMLNode] {
    guard let value = self[key], !value.isEmpty else { return [] }
    guard let elements = value.sequence else {
      let _: String? = wrong(key, value, "a list")
      return []
    }
    if elements.count > most { report("`\(key)` of \(name) has more than \(most) entries", at: value.position) }
    return Array(elements.prefix(most))
  }

  func texts(_ key: String, most: Int = 100) -> [String] {
    elements(key, most: most).compactMap { text($0, of: key) }
  }

  /// `1.0.0`; another shape is reported with `code`.
  func version(_ key: String, code: String) -> String? {
    guard let version = requiredText(key), let node = self[key] else { return nil }
    guard SemanticVersion.isVersion(version) else {
      findings.report(code, at: node.position, "`\(key)` is three numbers such as 1.0.0, not \(node.kindName)")
      return nil
    }
    return version
  }

  /// A mapping of old ids to new ones.
  func renamings(_ key: String) -> [Renaming] {
    guard let node = self[key] else { return [] }
    guard let members = node.members else {
      report("`\(key)` is a mapping of old ids to new ones, not \(node.kindName)", at: node.position)
      return []
    }
    return members.compactMap { member in
      guard let new = member.value.scalar, !new.isEmpty else {
        report("`\(member.key)` in `\(key)` needs the new id", at: member.keyPosition)
        return nil
      }
      return Renaming(old: member.key, new: new)
    }
  }

  private func wrong<Wanted>(
    _ key: String, _ value: YAMLNode, _ wanted: String
  ) -> Wanted? {
    report("`\(key)` of \(name) is \(wanted), not \(value.kindName)", at: value.position)
    return nil
  }
}
