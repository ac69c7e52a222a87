/// The course file `course.yaml`: which lessons, in which order, in which tracks.
///
/// In: the file's text. Out: a `CourseManifest`, and findings. The file is YAML in the lessons' strict subset:
/// ```yaml
/// format: drydock-course/1        # required, exactly this
/// id: ecs                         # required; lower-case words with hyphens
/// version: 1.0.0                  # required; three numbers
/// title: Amazon ECS from zero     # required
/// language: en                    # of the lessons' text; `en` where left out
/// tracks:                         # required, at least one; the order of the course is that of this list
///   - id: idea
///     title: The idea
///     summary: What runs where    # optional, one sentence
///     lessons:                    # folders beside this file, each with a lesson.md; a track may still be empty
///       - 01-map                  # NN-ID: digits, a hyphen, and the id of the lesson in it
///       - 02-cli
/// fixtures: [festival]            # optional: starting worlds of the course's own, `fixtures/NAME.yaml`
/// cast:                           # optional: who and what appears in the lessons
///   - name: Harbor
///     text: The company that all lessons play at
/// renamed: { task: one-task }     # optional: old lesson id to new one
/// retired: [old-lesson]           # optional: lesson ids taken out on purpose
/// ```
/// Beside it, optional: `lessons.lock` (see `LessonLock`). Every folder with a `lesson.md` must be listed.
/// Source: lesson format, section 2 "File layout"; DD009.
package struct CourseManifest: Hashable, Sendable {
  package struct Track: Hashable, Sendable {
    package let id: String
    package let title: String
    package let summary: String?
    /// In order.
    package let lessons: [ListedLesson]
    package let position: SourcePosition
  }
  package struct ListedLesson: Hashable, Sendable {
    /// `01-map`
    package let folder: String
    /// `map`
    package let id: String
    package let position: SourcePosition
  }
  package struct CastMember: Hashable, Sendable {
    package let name: String
    package let text: String
  }

  package let id: String
  package let version: String
  package let title: String
  package let language: String
  package let tracks: [Track]
  package let fixtures: [String]
  package let cast: [CastMember]
  package let renamed: [Renaming]
  package let retired: [String]

  package static let fileName = "course.yaml"
  package static let format = "drydock-course/1"

  /// Of all tracks, in the order of the course.
  package var lessons: [ListedLesson] { tracks.flatMap(\.lessons) }
  package func track(ofLesson id: String) -> Track? { tracks.first { $0.lessons.contains { $0.id == id } } }

  /// - Parameter text: of `course.yaml`; untrusted.
  package static func read(_ text: String) -> (manifest: CourseManifest?, findings: [LintFinding]) {
    let findings = Findings(file: fileName)
    let manifest = CourseManifestReader(findings: findings).read(text)
    return (findings.hasErrors ? nil : manifest, findings.list.sorted())
  }
}

private struct CourseManifestReader {
  let findings: Findings
  private static let keys = [
    "format", "id", "version", "title", "language", "tracks", "fixtures", "cast", "renamed", "retired",
  ]

  func read(_ text: String) -> CourseManifest? {
    guard let mapping = mapping(text) else { return nil }
    if let format = mapping.required("format"), format.scalar != CourseManifest.format {
      mapping.report(
        "unknown format \(format.kindName); this version of Drydock reads \(CourseManifest.format)", at: format.position
      )
    }
    let id = mapping.identifier("id")
    let version = mapping.version("version", code: "DD009")
    let title = mapping.requiredText("title")
    let tracks = readTracks(mapping)
    let fixtures = mapping.elements("fixtures", most: 50).compactMap { node in
      node.scalar.flatMap { mapping.identifier($0, of: "fixtures", at: node.position) }
    }
    let cast = readCast(mapping)
    let renamed = mapping.renamings("renamed")
    guard let id, let version, let title else { return nil }
    return CourseManifest(
      id: id, version: version, title: title, language: mapping.text("language") ?? "en", tracks: tracks,
      fixtures: fixtures, cast: cast, renamed: renamed, retired: mapping.texts("retired"))
  }

  private func mapping(_ text: String) -> YAMLMapping? {
    do throws(StrictYAML.Failure) {
      let node = try StrictYAML.read(text, firstLine: 1)
      return YAMLMapping(
        node, name: "the course file", keys: CourseManifestReader.keys, findings: findings, code: "DD009")
    } catch {
      findings.report("DD020", at: error.position, error.message)
      return nil
    }
  }

  private func readTracks(_ mapping: YAMLMapping) -> [CourseManifest.Track] {
    _ = mapping.required("tracks")
    var trackIDs = UniqueIdentifiers(what: "track", findings: findings, code: "DD009")
    var folders = UniqueIdentifiers(what: "lesson", findings: findings, code: "DD009")
    return mapping.elements("tracks", most: 50).compactMap { node in
      let keys = ["id", "title", "summary", "lessons"]
      guard let track = YAMLMapping(node, name: "a track", keys: keys, findings: findings, code: "DD009"),
        let id = track.identifier("id"), let title = track.requiredText("title")
      else { return nil }
      trackIDs.insert(id, at: node.position)
      let lessons = track.elements("lessons", most: 200).compactMap { listed($0, track) }
      for lesson in lessons { folders.insert(lesson.id, at: lesson.position) }
      return CourseManifest.Track(
        id: id, title: title.trimmed, summary: track.text("summary")?.trimmed, lessons: lessons,
        position: node.position)
    }
  }

  private func listed(_ node: YAMLNode, _ track: YAMLMapping) -> CourseManifest.ListedLesson? {
    guard let folder = node.scalar, let id = CourseManifest.lessonID(ofFolder: folder) else {
      track.report(
        "a lesson's folder is digits, a hyphen and its id, such as 01-map, not \(node.kindName)", at: node.position)
      return nil
    }
    return CourseManifest.ListedLesson(folder: folder, id: id, position: node.position)
  }

  private func readCast(_ mapping: YAMLMapping) -> [CourseManifest.CastMember] {
    mapping.elements("cast", most: 50).compactMap { node in
      guard
        let member = YAMLMapping(
          node, name: "a cast member", keys: ["name", "text"], findings: findings, code: "DD009"),
        let name = member.requiredText("name"), let text = member.requiredText("text")
      else { return nil }
      return CourseManifest.CastMember(name: name.trimmed, text: text.trimmed)
    }
  }
}

extension CourseManifest {
  /// `map` for `01-map`; nil where the name has another shape.
  static func lessonID(ofFolder folder: String) -> String? {
    let digits = folder.prefix { $0.isASCII && $0.isNumber }
    let rest = folder.dropFirst(digits.count)
    guard (1...4).contains(digits.count), rest.first == "-" else { return nil }
    let id = String(rest.dropFirst())
    return Identifier.isKebabCase(id) ? id : nil
  }
}
