/// The author's bench: what its commands share. Each command has a file of its own.
///
/// In: names of lessons or paths of their files. Out: lessons with their course; exit code 0 where all is well, 1 where
/// something is not, 2 where nothing could be read.
import Course
import Lessons
import Shell
import Workspace

struct Bench {
  let options: Drydock.Options
  let program: Program

  init(_ options: Drydock.Options) {
    self.options = options
    program = Program(options)
  }

  /// A lesson to work on.
  struct Subject {
    /// As the author named it, or relative to the course.
    let file: String
    /// On the host.
    let path: String
    let lesson: Lesson?
    let findings: [LintFinding]
    /// Where its fixtures and its lock are; nil for a lesson by itself.
    let course: CourseFolder?

    func fixture(_ name: String) throws(WorkspaceError) -> Fixture { try Desk.fixture(name, of: course) }

    /// - Parameter variant: instead of the lesson's first one.
    func rehearsal(of variant: Lesson? = nil, seed: UInt64? = nil) throws(WorkspaceError) -> Rehearsal? {
      guard let lesson = variant ?? lesson else { return nil }
      return try Rehearsal(lesson, seed: seed) { name throws(WorkspaceError) in try fixture(name) }
    }

    /// Its file, and what else it is made of.
    var watchedPaths: [String] {
      let folder = path.split(separator: "/", omittingEmptySubsequences: false).dropLast().map { $0 + "/" }.joined()
      let files = lesson?.files.map { folder + "files/" + $0.name } ?? []
      let ofCourse = course?.hostPath.map { course in
        [course + "/" + LessonLock.fileName] + (lesson.map { ["\(course)/fixtures/\($0.world.fixture).yaml"] } ?? [])
      }
      return [path] + files + (ofCourse ?? [])
    }

    /// The lesson's variants but the first, as far as they can be played.
    var furtherVariants: [Lesson] {
      guard let lesson, lesson.header.variants.count > 1, case .success(let bytes) = HostFiles.read(path) else {
        return []
      }
      return Array(LessonVariants.all(of: lesson, bytes: bytes, file: file).dropFirst())
    }

    /// What the lines of the further variants have wrong and those of the first have not.
    var variantFindings: [LintFinding] {
      guard let lesson, lesson.header.variants.count > 1, case .success(let bytes) = HostFiles.read(path) else {
        return []
      }
      return LessonVariants.findings(in: bytes, file: file, first: lesson)
    }
  }

  /// All of the course where no names are given. - Returns: nil, and said, where one cannot be found.
  func subjects(_ names: [String]) -> [Subject]? {
    let (course, problem) = program.findCourse()
    if names.isEmpty {
      guard let course else {
        _ = fail(problem)
        return nil
      }
      return subjects(of: course)
    }
    var found: [Subject] = []
    for name in names {
      guard let subject = subject(name, course) else {
        _ = fail(Self.missing(name, course))
        return nil
      }
      found.append(subject)
    }
    return found
  }

  func subjects(of course: CourseFolder) -> [Subject] { course.manifest.lessons.map { subject($0, of: course) } }

  private func subject(_ listed: CourseManifest.ListedLesson, of course: CourseFolder, file: String? = nil) -> Subject {
    let path = file ?? (course.hostPath.map { $0 + "/" } ?? "") + course.path(of: listed)
    let file = file ?? course.path(of: listed)
    do throws(CourseFolderError) {
      return Subject(file: file, path: path, lesson: try course.lesson(listed.id), findings: [], course: course)
    } catch {
      if case .brokenLesson(_, let findings) = error {
        return Subject(file: file, path: path, lesson: nil, findings: findings.map { $0.inFile(file) }, course: course)
      }
      let finding = LintFinding(file: file, position: .start, code: "DD009", message: error.message)
      return Subject(file: file, path: path, lesson: nil, findings: [finding], course: course)
    }
  }

  private func subject(_ name: String, _ course: CourseFolder?) -> Subject? {
    if let listed = course?.manifest.lessons.first(where: { $0.id == name }), let course {
      return subject(listed, of: course)
    }
    let path = name.hasSuffix(".md") ? name : name + "/" + CourseFolder.lessonFileName
    guard case .success(let bytes) = HostFiles.read(path) else { return nil }
    if let (course, listed) = Self.course(around: path) { return subject(listed, of: course, file: path) }
    let reading = LessonReader.read(bytes: bytes, file: path)
    var lesson = reading.lesson
    let files = LessonFiles.read(besideLesson: path)
    lesson?.files = files.files
    let findings = reading.findings + files.findings
    return Subject(
      file: path, path: path, lesson: files.findings.isEmpty ? lesson : nil, findings: findings, course: course)
  }

  /// Why there is no lesson of that name.
  private static func missing(_ name: String, _ course: CourseFolder?) -> String {
    let wayOut = "give a lesson's id, or the path of its file"
    switch HostFiles.read(name) {
    case .success: return "'\(name)' is no lesson: its file is called \(CourseFolder.lessonFileName), or ends in .md"
    case .failure(.isDirectory): return "the folder '\(name)' has no \(CourseFolder.lessonFileName); \(wayOut)"
    case .failure(.missing):
      let known = course?.manifest.lessons.map(\.id) ?? []
      let question = NearestWord.question(name, among: known)
      return "there is no lesson `\(name)`" + (question.isEmpty ? "; \(wayOut)" : question)
    case .failure(let problem): return problem.said(of: name, mostBytes: HostFiles.mostBytes)
    }
  }

  /// The course that a lesson's file stands in, where it lists the lesson's folder.
  private static func course(around path: String) -> (CourseFolder, CourseManifest.ListedLesson)? {
    let parts = path.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
    guard parts.last == CourseFolder.lessonFileName, parts.count >= 2 else { return nil }
    let outer = parts.dropLast(2).joined(separator: "/")
    let folder = parts.count == 2 ? "." : outer.isEmpty ? "/" : outer
    do throws(CourseFolderError) {
      let course = try CourseFolder.open(path: folder)
      let listed = course.manifest.lessons.first { $0.folder == parts[parts.count - 2] }
      return listed.map { (course, $0) }
    } catch { return nil }
  }

  func fail(_ message: String) -> Int32 {
    Standard.error("drydock: \(message)\n")
    return 2
  }
}
