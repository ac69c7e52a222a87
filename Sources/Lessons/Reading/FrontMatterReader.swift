/// Reads the front matter of a lesson.
///
/// In: its text, and nothing of the steps. Out: a `LessonHeader`, or nil where a part that every lesson has is missing.
/// Source: lesson format, sections 2, 6, 7 (DD001 to DD005, DD011) and 9.
struct FrontMatterReader {
  let findings: Findings

  static let format = "drydock-lesson/1"
  private static let keys = [
    "format", "id", "version", "title", "level", "minutes", "requires", "objectives", "world", "needs", "renamed",
    "retired", "variants", "review",
  ]

  func read(_ text: String) -> LessonHeader? {
    guard let mapping = mapping(text) else { return nil }
    checkFormat(mapping)
    let id = mapping.identifier("id")
    let version = mapping.version("version", code: "DD005")
    let title = mapping.requiredText("title")
    _ = mapping.required("level")
    let level = mapping.word("level", as: LessonLevel.self)
    _ = mapping.required("minutes")
    let minutes = mapping.integer("minutes", in: 1...600)
    let objectives = readObjectives(mapping)
    let world = readWorld(mapping)
    let requires = mapping.elements("requires", most: 20).compactMap { node in
      node.scalar.flatMap { mapping.identifier($0, of: "requires", at: node.position) }
    }
    let needs = readNeeds(mapping)
    let renamed = mapping.renamings("renamed")
    let retired = mapping.texts("retired")
    let variants = VariantReader(findings: findings).read(mapping)
    let review = readReview(mapping)
    guard let id, let version, let title, let level, let minutes, let world else { return nil }
    return LessonHeader(
      id: id, version: version, title: title, level: level, minutes: minutes, requires: requires,
      objectives: objectives, world: world, needs: needs, renamed: renamed, retired: retired,
      variants: variants, review: review,
      idPosition: mapping.keyPosition("id"), requiresPosition: mapping.keyPosition("requires"))
  }

  private func mapping(_ text: String) -> YAMLMapping? {
    do throws(StrictYAML.Failure) {
      let node = try StrictYAML.read(text, firstLine: 2)
      return YAMLMapping(
        node, name: "the front matter", keys: FrontMatterReader.keys, findings: findings, code: "DD001")
    } catch {
      findings.report("DD020", at: error.position, error.message)
      return nil
    }
  }

  private func checkFormat(_ mapping: YAMLMapping) {
    guard let node = mapping.required("format"), node.scalar != FrontMatterReader.format else { return }
    findings.report(
      "DD002", at: node.position,
      "unknown format \(node.kindName); this version of Drydock reads \(FrontMatterReader.format)")
  }

  private func readObjectives(_ mapping: YAMLMapping) -> [Objective] {
    _ = mapping.required("objectives")
    var ids = UniqueIdentifiers(what: "objective", findings: findings, code: "DD001")
    return mapping.elements("objectives", most: 20).compactMap { node in
      guard
        let objective = YAMLMapping(
          node, name: "an objective", keys: ["id", "text"], findings: findings, code: "DD001"),
        let id = objective.identifier("id"), let text = objective.requiredText("text")
      else { return nil }
      ids.insert(id, at: node.position)
      return Objective(id: id, text: text.trimmed, position: node.position)
    }
  }

  private func readWorld(_ mapping: YAMLMapping) -> LessonWorld? {
    let keys = ["fixture", "seed", "seeds", "pace", "region"]
    guard let node = mapping.required("world"),
      let world = YAMLMapping(node, name: "`world`", keys: keys, findings: findings, code: "DD001"),
      let fixture = world.identifier("fixture")
    else { return nil }
    return LessonWorld(
      fixture: fixture, seed: world["seed"].flatMap { world.seed($0, of: "seed") } ?? 1,
      seeds: world.elements("seeds", most: 20).compactMap { world.seed($0, of: "seeds") },
      pace: world.timeSpan("pace"), region: world.text("region"), position: node.position)
  }

  private func readReview(_ mapping: YAMLMapping) -> [ReviewStep] {
    var ids = UniqueIdentifiers(what: "review step", findings: findings, code: "DD401")
    return mapping.elements("review", most: 6).compactMap { node in
      guard let id = node.scalar.flatMap({ mapping.identifier($0, of: "review", at: node.position) }) else {
        return nil
      }
      ids.insert(id, at: node.position)
      return ReviewStep(id: id, position: node.position)
    }
  }

  private func readNeeds(_ mapping: YAMLMapping) -> LessonNeeds {
    guard let node = mapping["needs"],
      let needs = YAMLMapping(
        node, name: "`needs`", keys: ["drydock", "features"], findings: findings, code: "DD001")
    else { return .nothing }
    var lowest: String?
    if let text = needs.text("drydock"), let value = needs["drydock"] {
      let version = text.hasPrefix(">=") ? text.dropFirst(2).drop(while: \.isWhitespace) : Substring(text)
      if SemanticVersion.isVersionPrefix(String(version)) {
        lowest = String(version)
      } else {
        needs.report("`drydock` of `needs` is a lowest version such as >=0.5, not '\(text)'", at: value.position)
      }
    }
    return LessonNeeds(drydock: lowest, features: needs.texts("features"))
  }
}

/// Versions as lessons and courses write them. Source: Semantic Versioning 2.0.0, without pre-releases.
enum SemanticVersion {
  static func isVersion(_ text: String) -> Bool { numbers(in: text) == 3 }
  /// `1`, `1.2` or `1.2.3`.
  static func isVersionPrefix(_ text: String) -> Bool { (1...3).contains(numbers(in: text)) }

  private static func numbers(in text: String) -> Int {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    let areNumbers = parts.allSatisfy { part in
      (1...9).contains(part.count) && part.allSatisfy { $0.isASCII && $0.isNumber }
        && (part == "0" || part.first != "0")
    }
    return areNumbers ? parts.count : 0
  }
}
