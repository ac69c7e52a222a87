/// The courses that were added on this machine: each copied whole into one folder.
///
/// In: a course's folder, a lesson's folder or a lesson's file, from anywhere. Out: a copy below the shelf's root, once it
/// has been read, bounded and linted; the courses that are there. Follows no link, copies plain files of plain names alone,
/// runs nothing. A course that is refused leaves nothing behind. Source: design, principle 4.
#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

package struct CourseShelf: Sendable {
  package static let mostFiles = 2_000
  package static let mostFileBytes = 1 << 20
  package static let mostBytes = 64 << 20
  static let greatestDepth = 6
  static let mostCourses = 100

  private let root: String

  /// - Parameter root: a folder; made when a course is added.
  package init(root: String) { self.root = root }

  package struct Item: Sendable {
    package let id: String
    /// nil where it cannot be read.
    package let course: CourseFolder?
    package let problem: String
  }

  /// In order of their ids.
  package func items() -> [Item] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: root)) ?? []
    return names.filter(Identifier.isKebabCase).sorted().prefix(Self.mostCourses).map { name in
      do throws(CourseFolderError) {
        return Item(id: name, course: try CourseFolder.open(path: root + "/" + name), problem: "")
      } catch { return Item(id: name, course: nil, problem: error.message) }
    }
  }

  package var courses: [CourseFolder] { items().compactMap(\.course) }

  /// Copies a course onto the shelf.
  ///
  /// - Parameters:
  ///   - taken: whose lesson that id is already, by the title of its course; nil: nobody's.
  ///   - lint: the rules that this module does not know.
  /// - Throws: why it was not added; nothing is left behind.
  package func add(
    _ path: String, taken: (_ lesson: String) -> String?, lint: (CourseFolder) -> [LintFinding]
  ) throws(ShelfProblem) -> CourseFolder {
    let files = try ShelfReading.files(of: path)
    guard items().count < Self.mostCourses else {
      throw ShelfProblem("there are \(Self.mostCourses) courses already; `drydock course remove ID` takes one away")
    }
    let draft = root + "/.new-\(ProcessInfo.processInfo.processIdentifier)"
    defer { try? FileManager.default.removeItem(atPath: draft) }
    do {
      try? FileManager.default.removeItem(atPath: draft)
      for file in files { try Self.write(file, below: draft) }
    } catch { throw ShelfProblem("the folder \(root) cannot be written") }
    let course: CourseFolder
    do throws(CourseFolderError) { course = try CourseFolder.open(path: draft) } catch {
      throw ShelfProblem("\(path) is no course that can be read: \(error.message)")
    }
    try check(course, path, taken: taken, findings: course.lint() + lint(course))
    let place = root + "/" + course.manifest.id
    guard !FileManager.default.fileExists(atPath: place) else {
      throw ShelfProblem(
        "the course `\(course.manifest.id)` is there already; `drydock course remove \(course.manifest.id)` takes it "
          + "away, and progress in it stays")
    }
    do { try FileManager.default.moveItem(atPath: draft, toPath: place) } catch {
      throw ShelfProblem("the folder \(place) cannot be written")
    }
    do throws(CourseFolderError) { return try CourseFolder.open(path: place) } catch {
      throw ShelfProblem(error.message)
    }
  }

  private func check(
    _ course: CourseFolder, _ path: String, taken: (String) -> String?, findings: [LintFinding]
  ) throws(ShelfProblem) {
    let errors = findings.filter { $0.severity == .error }
    guard errors.isEmpty else {
      throw ShelfProblem(
        "\(path) has errors, and was not added; `drydock lesson lint` shows all:\n"
          + errors.prefix(5).map(\.description).joined(separator: "\n"))
    }
    for lesson in course.manifest.lessons {
      guard let owner = taken(lesson.id) else { continue }
      throw ShelfProblem(
        "its lesson `\(lesson.id)` has the id of one in \"\(owner)\"; progress hangs on ids, so give it another one")
    }
  }

  private static func write(_ file: ShelfReading.File, below folder: String) throws {
    let path = folder + "/" + file.path
    let parent = path.split(separator: "/", omittingEmptySubsequences: false).dropLast().joined(separator: "/")
    try FileManager.default.createDirectory(
      atPath: parent, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    try Data(file.bytes).write(to: URL(fileURLWithPath: path))
  }

  /// Takes a course away. Progress in it stays.
  package func remove(_ id: String) throws(ShelfProblem) {
    let known = items().map(\.id)
    guard known.contains(id) else {
      let question = NearestWord.question(id, among: known)
      let which = known.isEmpty ? "; none was, so there is nothing to take away" : question
      throw ShelfProblem(
        "no course `\(id)` was added" + (which.isEmpty ? "; `drydock course list` shows which" : which))
    }
    do { try FileManager.default.removeItem(atPath: root + "/" + id) } catch {
      throw ShelfProblem("the folder \(root)/\(id) cannot be removed")
    }
  }
}

package struct ShelfProblem: Error, Hashable, Sendable {
  package let message: String
  init(_ message: String) { self.message = TextSafety.withoutForbidden(message) }
}

/// Reads what is to be added, within bounds.
enum ShelfReading {
  struct File {
    let path: String
    let bytes: [UInt8]
  }

  static func files(of path: String) throws(ShelfProblem) -> [File] {
    if path.hasSuffix(".md") { return try lesson(path, folder: nil) }
    let trimmed = path.count > 1 && path.hasSuffix("/") ? String(path.dropLast()) : path
    guard kind(of: trimmed) == .typeDirectory else {
      throw ShelfProblem("'\(path)' is no folder; give a course's folder, or a lesson's file")
    }
    if kind(of: trimmed + "/" + CourseManifest.fileName) == .typeRegular {
      var files: [File] = []
      try walk(trimmed, "", 1, &files)
      return files
    }
    guard kind(of: trimmed + "/" + CourseFolder.lessonFileName) == .typeRegular else {
      throw ShelfProblem(
        "\(path) has neither a \(CourseManifest.fileName) nor a \(CourseFolder.lessonFileName); give a course's folder, or "
          + "a lesson's")
    }
    return try lesson(trimmed + "/" + CourseFolder.lessonFileName, folder: trimmed)
  }

  /// A lesson by itself becomes a course of one.
  private static func lesson(_ path: String, folder: String?) throws(ShelfProblem) -> [File] {
    guard kind(of: path) == .typeRegular else { throw ShelfProblem("\(path) is no plain file; give a lesson's file") }
    let bytes = try read(path)
    guard let header = LessonReader.readHeader(bytes: bytes, file: path).header else {
      throw ShelfProblem("\(path) is no lesson; `drydock lesson lint \(path)` says why")
    }
    let manifest = """
      format: \(CourseManifest.format)
      id: \(header.id)
      version: \(header.version)
      title: \(quoted(header.title))
      tracks:
        - id: added
          title: Added
          lessons: [01-\(header.id)]

      """
    var files = [
      File(path: CourseManifest.fileName, bytes: Array(manifest.utf8)),
      File(path: "01-\(header.id)/\(CourseFolder.lessonFileName)", bytes: bytes),
    ]
    if let folder, kind(of: folder + "/files") == .typeDirectory {
      try walk(folder, "files", 2, &files, under: "01-\(header.id)/")
    }
    return files
  }

  private static func quoted(_ text: String) -> String {
    "\"" + text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"") + "\""
  }

  /// - Parameter path: below `root`; empty for it itself.
  private static func walk(
    _ root: String, _ path: String, _ depth: Int, _ files: inout [File], under prefix: String = ""
  ) throws(ShelfProblem) {
    guard depth <= CourseShelf.greatestDepth else {
      throw ShelfProblem("`\(path)` is deeper than \(CourseShelf.greatestDepth) folders; move its files up")
    }
    let folder = path.isEmpty ? root : root + "/" + path
    let names = ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []).sorted()
    // What begins with a dot belongs to other tools.
    for name in names where !name.hasPrefix(".") {
      let inner = path.isEmpty ? name : path + "/" + name
      guard FolderPath.isName(name) else {
        throw ShelfProblem("`\(inner)` is no plain name: letters, digits, `-`, `_` and `.`; rename it")
      }
      switch kind(of: root + "/" + inner) {
      case .typeDirectory: try walk(root, inner, depth + 1, &files, under: prefix)
      case .typeRegular:
        guard files.count < CourseShelf.mostFiles else {
          throw ShelfProblem("a course has at most \(CourseShelf.mostFiles) files; take some out")
        }
        files.append(File(path: prefix + inner, bytes: try read(root + "/" + inner)))
        guard files.reduce(0, { $0 + $1.bytes.count }) <= CourseShelf.mostBytes else {
          throw ShelfProblem("a course is at most \(CourseShelf.mostBytes >> 20) MiB; make its files smaller")
        }
      case .typeSymbolicLink: throw ShelfProblem("`\(inner)` is a link; put the file itself there")
      default: throw ShelfProblem("`\(inner)` is no plain file; take it out")
      }
    }
  }

  /// Of the thing itself, not of what a link leads to.
  private static func kind(of path: String) -> FileAttributeType? {
    (try? FileManager.default.attributesOfItem(atPath: path))?[.type] as? FileAttributeType
  }

  private static func read(_ path: String) throws(ShelfProblem) -> [UInt8] {
    let attributes = try? FileManager.default.attributesOfItem(atPath: path)
    let size = attributes?[.size] as? Int ?? 0
    guard size <= CourseShelf.mostFileBytes else {
      throw ShelfProblem("\(path) is larger than \(CourseShelf.mostFileBytes >> 20) MiB; make it smaller")
    }
    guard let data = FileManager.default.contents(atPath: path), data.count <= CourseShelf.mostFileBytes else {
      throw ShelfProblem("\(path) cannot be read")
    }
    return Array(data)
  }
}
