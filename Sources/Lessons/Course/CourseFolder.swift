/// A course on disk: its manifest at once, its lessons when asked for.
///
/// In: a folder. Out: the manifest, headers for the list of lessons, whole lessons with their files, the text of the
/// course's own fixtures, and lint over all of it. Everything read is untrusted and capped. Writes nothing.
/// Source: lesson format, section 2 "File layout".
package struct CourseFolder: Sendable {
  package let manifest: CourseManifest
  let folder: Folder
  /// Where it is on the host; nil for a course that is not.
  package private(set) var hostPath: String?

  package static let lessonFileName = "lesson.md"
  package static let mostCourseFileBytes = 64 * 1024
  package static let mostFixtureBytes = 256 * 1024

  /// - Throws: where there is no readable `course.yaml`.
  package static func open(_ folder: Folder) throws(CourseFolderError) -> CourseFolder {
    let (manifest, findings) = try readManifest(folder)
    guard let manifest else { throw .unreadableManifest(findings) }
    return CourseFolder(manifest: manifest, folder: folder)
  }

  package static func open(path: String) throws(CourseFolderError) -> CourseFolder {
    do throws(CourseFolderError) {
      var course = try open(Folder.onDisk(path))
      course.hostPath = path
      return course
    } catch .noManifest(path: _) {
      throw .noManifest(path: path)
    }
  }

  /// Everything wrong with the course, sorted by file and place.
  package static func lint(_ folder: Folder) throws(CourseFolderError) -> [LintFinding] {
    let (manifest, findings) = try readManifest(folder)
    guard let manifest else { return findings }
    return (findings + CourseFolder(manifest: manifest, folder: folder).lint()).sorted()
  }

  private static func readManifest(
    _ folder: Folder
  ) throws(CourseFolderError) -> (manifest: CourseManifest?, findings: [LintFinding]) {
    switch folder.read(CourseManifest.fileName, mostCourseFileBytes) {
    case .missing: throw .noManifest(path: ".")
    case .tooLarge: throw .tooLarge(file: CourseManifest.fileName, mostBytes: mostCourseFileBytes)
    case .bytes(let bytes):
      guard let text = String(validating: bytes, as: UTF8.self) else { throw .notText(file: CourseManifest.fileName) }
      return CourseManifest.read(text)
    }
  }

  /// The front matters in the order of the course, steps unread: fast enough for a list. A lesson that cannot be read
  /// has no header.
  package func headers() -> [ListedHeader] {
    manifest.lessons.map { listed in
      guard case .bytes(let bytes) = lessonFile(of: listed) else {
        return ListedHeader(listed: listed, header: nil)
      }
      return ListedHeader(listed: listed, header: LessonReader.readHeader(bytes: bytes, file: path(of: listed)).header)
    }
  }

  package struct ListedHeader: Hashable, Sendable {
    package let listed: CourseManifest.ListedLesson
    package let header: LessonHeader?
  }

  /// A lesson to play, with its files.
  ///
  /// - Parameter variant: by its id; nil, or one that the lesson has no more: the first.
  /// - Throws: where the course does not list it, or it has errors.
  package func lesson(_ id: String, variant: String? = nil) throws(CourseFolderError) -> Lesson {
    guard let listed = manifest.lessons.first(where: { $0.id == id }) else {
      throw .unknownLesson(id, nearest: NearestWord.to(id, among: manifest.lessons.map(\.id)))
    }
    let reading = read(listed)
    guard var lesson = reading.lesson else { throw .brokenLesson(id, reading.findings) }
    let files = LessonFiles.read(folder, lessonFolder: listed.folder)
    guard files.findings.isEmpty else { throw .brokenLesson(id, files.findings) }
    lesson.files = files.files
    guard let variant, variant != lesson.variant, lesson.header.variants.contains(where: { $0.id == variant }) else {
      return lesson
    }
    let other = read(listed, variant: variant)
    guard let varied = other.lesson else { throw .brokenLesson(id, other.findings) }
    return varied.asVariant(of: lesson)
  }

  /// The text of one of the course's own fixtures; nil where the course does not list it.
  package func fixtureText(_ name: String) throws(CourseFolderError) -> String? {
    guard manifest.fixtures.contains(name) else { return nil }
    let file = "fixtures/\(name).yaml"
    switch folder.read(file, CourseFolder.mostFixtureBytes) {
    case .missing: throw .missingFile(file)
    case .tooLarge: throw .tooLarge(file: file, mostBytes: CourseFolder.mostFixtureBytes)
    case .bytes(let bytes):
      guard let text = String(validating: bytes, as: UTF8.self) else { throw .notText(file: file) }
      return text
    }
  }

  /// What reading, the structural rules and the rules over the course find, sorted.
  package func lint() -> [LintFinding] {
    var findings: [LintFinding] = []
    var drafts: [CourseRules.Draft] = []
    for listed in manifest.lessons {
      let reading = read(listed)
      findings += reading.findings + LessonFiles.read(folder, lessonFolder: listed.folder).findings
      guard let lesson = reading.draft else { continue }
      findings += StructuralLint.findings(in: lesson, file: path(of: listed))
      findings += variantFindings(of: lesson, listed)
      drafts.append(CourseRules.Draft(listed: listed, lesson: lesson, file: path(of: listed)))
    }
    let rules = CourseRules(manifest: manifest, drafts: drafts)
    findings += rules.findings() + rules.folderFindings(folder) + lockFindings(drafts)
    return findings.sorted()
  }

  /// What `lessons.lock` has of a lesson and the lesson has no more (DD011); nothing where the course has no lock.
  package func lockFindings(of lesson: Lesson, file: String) -> [LintFinding] {
    lock?.findings(for: [(lesson, file)], manifest: manifest).filter { $0.file == file } ?? []
  }

  /// The text of `lessons.lock` for the course as it is.
  ///
  /// - Throws: `idsGone` where the present lock has ids that the course has no more, `brokenLesson`.
  package func lockText() throws(CourseFolderError) -> String {
    var lessons: [Lesson] = []
    for listed in manifest.lessons { lessons.append(try lesson(listed.id)) }
    let gone = lock?.findings(for: lessons.map { ($0, $0.id) }, manifest: manifest) ?? []
    guard gone.isEmpty else { throw .idsGone(gone.map(\.message)) }
    return LessonLock.text(for: lessons)
  }

  private var lock: LessonLock? {
    guard case .bytes(let bytes) = folder.read(LessonLock.fileName, CourseFolder.mostFixtureBytes) else { return nil }
    return LessonLock(text: String(decoding: bytes, as: UTF8.self))
  }

  private func lockFindings(_ drafts: [CourseRules.Draft]) -> [LintFinding] {
    lock?.findings(for: drafts.map { ($0.lesson, $0.file) }, manifest: manifest) ?? []
  }

  package func lists(_ lesson: String) -> Bool { manifest.lessons.contains { $0.id == lesson } }

  /// Where a lesson stands, for messages.
  package func path(of listed: CourseManifest.ListedLesson) -> String {
    listed.folder + "/" + CourseFolder.lessonFileName
  }

  func lessonFile(of listed: CourseManifest.ListedLesson) -> Folder.Content {
    folder.read(path(of: listed), LessonSource.mostBytes)
  }

  /// What is wrong with the further variants of a lesson and not with its first.
  private func variantFindings(of lesson: Lesson, _ listed: CourseManifest.ListedLesson) -> [LintFinding] {
    guard lesson.header.variants.count > 1, case .bytes(let bytes) = lessonFile(of: listed) else { return [] }
    return LessonVariants.findings(in: bytes, file: path(of: listed), first: lesson)
  }

  private func read(_ listed: CourseManifest.ListedLesson, variant: String? = nil) -> LessonReading {
    switch lessonFile(of: listed) {
    case .bytes(let bytes): return LessonReader.read(bytes: bytes, file: path(of: listed), variant: variant)
    case .missing:
      let finding = LintFinding(
        file: CourseManifest.fileName, position: listed.position, code: "DD009",
        message: "`\(listed.folder)` has no \(CourseFolder.lessonFileName); write it or take the line out")
      return LessonReading(draft: nil, findings: [finding])
    case .tooLarge:
      let finding = LintFinding(
        file: path(of: listed), position: .start, code: "DD008",
        message: "a lesson is at most \(LessonSource.mostBytes / 1024) KiB; split it into two lessons")
      return LessonReading(draft: nil, findings: [finding])
    }
  }
}

package enum CourseFolderError: Error, Hashable, Sendable {
  case noManifest(path: String)
  case unreadableManifest([LintFinding])
  case notText(file: String)
  case tooLarge(file: String, mostBytes: Int)
  case missingFile(String)
  case unknownLesson(String, nearest: String?)
  case brokenLesson(String, [LintFinding])
  case idsGone([String])

  package var message: String {
    switch self {
    case .noManifest(let path):
      "no course in '\(path)': it has no \(CourseManifest.fileName); name a folder with --course"
    case .unreadableManifest(let findings): "the course cannot be read:\n" + CourseFolderError.lines(findings)
    case .notText(let file): "\(file) is no UTF-8 text; save it as UTF-8"
    case .tooLarge(let file, let mostBytes): "\(file) is larger than \(mostBytes / 1024) KiB; make it smaller"
    case .missingFile(let file): "\(file) is not there; write it or take it out of \(CourseManifest.fileName)"
    case .unknownLesson(let id, let nearest):
      "no lesson is called '\(id)'" + (nearest.map { ". Did you mean `\($0)`?" } ?? "; `drydock lessons` lists them")
    case .idsGone(let messages):
      "ids that learners' progress hangs on are gone:\n" + messages.prefix(10).joined(separator: "\n")
    case .brokenLesson(let id, let findings):
      "the lesson `\(id)` has errors; `drydock lesson lint` shows all:\n" + CourseFolderError.lines(findings)
    }
  }

  private static func lines(_ findings: [LintFinding]) -> String {
    findings.filter { $0.severity == .error }.prefix(5).map(\.description).joined(separator: "\n")
  }
}
