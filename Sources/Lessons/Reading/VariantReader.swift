/// Reads the variants of a lesson, and puts one of them into its text.
///
/// In: `variants:` of the front matter, the lesson's lines, which variant. Out: the lines with each `{{name}}` replaced,
/// before anything of them is parsed; findings for parameters that are unknown, unused or left out. Values are of few
/// characters, so that they cannot change the structure of the file; lines keep their numbers.
/// Source: this project's own: DD014; lesson format, section 4, for `{{value}}`, which is never replaced here.
struct VariantReader {
  static let most = 8
  static let mostParameters = 20
  static let longestValue = 80
  private static let reserved: Set = ["id", "value"]

  let findings: Findings

  func read(_ mapping: YAMLMapping) -> [LessonVariant] {
    var ids = UniqueIdentifiers(what: "variant", findings: findings, code: "DD014")
    var variants: [LessonVariant] = []
    for node in mapping.elements("variants", most: Self.most) {
      guard let variant = variant(node, like: variants.first) else { continue }
      ids.insert(variant.id, at: node.position)
      variants.append(variant)
    }
    return variants
  }

  private func variant(_ node: YAMLNode, like first: LessonVariant?) -> LessonVariant? {
    guard let members = node.members else {
      report(node.position, "a variant is a mapping of `id` and parameters, not \(node.kindName)")
      return nil
    }
    guard let named = members.first(where: { $0.key == "id" }), let id = named.value.scalar else {
      report(node.position, "a variant needs `id`")
      return nil
    }
    guard Identifier.isKebabCase(id) else {
      report(named.value.position, Identifier.message("`id` of a variant", id))
      return nil
    }
    let given = members.filter { $0.key != "id" }
    if given.isEmpty || given.count > Self.mostParameters {
      report(
        node.position, "the variant `\(id)` has \(given.count) parameters; from 1 to \(Self.mostParameters) it may")
    }
    let parameters = given.prefix(Self.mostParameters).compactMap(parameter)
    if let first { compare(parameters.map { ($0.name, $0.position) }, of: id, at: node.position, with: first) }
    return LessonVariant(id: id, parameters: parameters, position: node.position)
  }

  private func parameter(_ member: YAMLNode.Member) -> LessonVariant.Parameter? {
    guard Identifier.isKebabCase(member.key), !Self.reserved.contains(member.key) else {
      report(
        member.keyPosition,
        Self.reserved.contains(member.key)
          ? "`\(member.key)` cannot be the name of a parameter: it has a meaning of its own"
          : Identifier.message("the name of a parameter", member.key))
      return nil
    }
    guard let value = member.value.scalar, Self.isValue(value) else {
      report(
        member.value.position,
        "the value of `\(member.key)` is of letters, digits and `. _ : / -`, begins with a letter or digit, has no space at "
          + "its end and at most \(Self.longestValue) characters; \(member.value.kindName) is not")
      return nil
    }
    return LessonVariant.Parameter(name: member.key, value: value, position: member.keyPosition)
  }

  /// Nothing that Markdown, YAML or the shell takes for more than a word.
  static func isValue(_ text: String) -> Bool {
    func isWord(_ byte: UInt8) -> Bool {
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"):
        true
      default: false
      }
    }
    guard (1...longestValue).contains(text.utf8.count), let first = text.utf8.first, let last = text.utf8.last,
      isWord(first), last != UInt8(ascii: " "), last != UInt8(ascii: ":")
    else { return false }
    return text.utf8.allSatisfy { isWord($0) || "._:/ -".utf8.contains($0) }
  }

  /// Every variant has the parameters of the first.
  private func compare(
    _ names: [(name: String, position: SourcePosition)], of id: String, at position: SourcePosition,
    with first: LessonVariant
  ) {
    let wanted = first.parameters.map(\.name)
    for (name, position) in names where !wanted.contains(name) {
      findings.report(
        "DD014", at: position, "the variant `\(id)` has the parameter `\(name)`, which the first variant does not have",
        mistyped: name, among: wanted)
    }
    for name in wanted where !names.contains(where: { $0.name == name }) {
      report(position, "the variant `\(id)` has no `\(name)`; every variant has the parameters of the first")
    }
  }

  private func report(_ position: SourcePosition, _ message: String) {
    findings.report("DD014", at: position, message)
  }
}

extension LessonSource {
  /// The body as that variant has it.
  ///
  /// - Parameters:
  ///   - variant: nil where the lesson has none: then nothing is replaced, and every placeholder is reported.
  ///   - reportsUnused: whether a parameter that stands nowhere is reported.
  func filled(by variant: LessonVariant?, reportsUnused: Bool, _ findings: Findings) -> LessonSource {
    var used: Set<String> = []
    let known = variant?.parameters ?? []
    var number = frontMatterLines
    let filled = withBodyLines { line in
      number += 1
      guard line.contains("{{") else { return line }
      var result = ""
      var rest = line
      while let (open, name, after) = Self.nextPlaceholder(in: rest) {
        result += rest[..<open]
        if let parameter = known.first(where: { $0.name == name }) {
          used.insert(parameter.name)
          result += parameter.value
        } else {
          result += "{{\(name)}}"
          if name != "value" {
            let column = line.distance(from: line.startIndex, to: open) + 1
            Self.report(name, SourcePosition(line: number, column: column), known: known.map(\.name), findings)
          }
        }
        rest = after
      }
      return Substring(result) + rest
    }
    for parameter in known where reportsUnused && !used.contains(parameter.name) {
      findings.report(
        "DD014", at: parameter.position, "no step uses `{{\(parameter.name)}}`; use it, or take the parameter out",
        severity: .warning)
    }
    return filled
  }

  private static func report(_ name: String, _ position: SourcePosition, known: [String], _ findings: Findings) {
    if known.isEmpty {
      findings.report(
        "DD014", at: position,
        "`{{\(name)}}` stands for nothing: a lesson without `variants` has only `{{value}}`, in diagnoses")
    } else {
      findings.report(
        "DD014", at: position, "`{{\(name)}}` is no parameter of this lesson's variants", mistyped: name, among: known)
    }
  }

  /// The next `{{name}}`, where the name is one that a parameter may have.
  private static func nextPlaceholder(in text: Substring) -> (open: String.Index, name: String, after: Substring)? {
    var from = text.startIndex
    while let open = text[from...].firstRange(of: "{{") {
      guard let close = text[open.upperBound...].firstRange(of: "}}") else { return nil }
      let name = String(text[open.upperBound..<close.lowerBound])
      if Identifier.isKebabCase(name) { return (open.lowerBound, name, text[close.upperBound...]) }
      from = text.index(after: open.lowerBound)
    }
    return nil
  }
}
