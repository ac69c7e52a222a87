/// The classroom: what its commands share. Each command has a file of its own.
///
/// In: options, paths of receipts. Out: receipts that were read, the courses to hold them against, files that were written.
import Course
import Lessons
import Shell
import Workspace

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

struct Classroom {
  static let receiptSuffix = ".receipt"
  private static let mostReceipts = 2_000

  let options: Drydock.Options
  let program: Program

  init(_ options: Drydock.Options) {
    self.options = options
    program = Program(options)
  }

  struct ReceiptFile {
    let path: String
    let read: ReadReceipt
  }

  /// - Returns: nil, and said, where it is no receipt.
  func receipt(_ path: String) -> ReceiptFile? {
    let bytes: [UInt8]
    switch HostFiles.read(path, mostBytes: ReceiptText.mostBytes) {
    case .success(let read): bytes = read
    case .failure(let problem):
      _ = fail(problem.said(of: path, mostBytes: ReceiptText.mostBytes))
      return nil
    }
    do throws(ReceiptProblem) { return ReceiptFile(path: path, read: try ReceiptText.read(bytes)) } catch {
      _ = fail("\(path): \(error.message)")
      return nil
    }
  }

  /// The files that are named, and those called `….receipt` in the folders that are.
  func receiptPaths(_ names: [String]) -> [String] {
    let paths = names.flatMap { name -> [String] in
      var isFolder: Bool {
        (try? FileManager.default.attributesOfItem(atPath: name))?[.type] as? FileAttributeType == .typeDirectory
      }
      guard isFolder, let inside = try? FileManager.default.contentsOfDirectory(atPath: name) else { return [name] }
      let folder = name.hasSuffix("/") ? name : name + "/"
      return inside.filter { $0.hasSuffix(Self.receiptSuffix) }.sorted().map { folder + $0 }
    }
    return Array(paths.prefix(Self.mostReceipts))
  }

  /// Against the course of this machine and those that were added.
  func verifier(_ courses: [CourseFolder], seeds: SeedRule) -> ReceiptVerifier {
    var known: [String: (lesson: Lesson, mark: CourseMark)] = [:]
    var verifier = ReceiptVerifier(
      engine: Program.version,
      lesson: { id, variant in
        let key = id + " " + variant
        if let found = known[key] { return found }
        guard let course = courses.first(where: { $0.lists(id) }),
          let found = Self.lesson(id, variant: variant, of: course), found.lesson.variant ?? "" == variant
        else { return nil }
        known[key] = found
        return found
      },
      fixture: { name, lesson throws(WorkspaceError) in
        try Desk.fixture(name, of: courses.first { $0.lists(lesson) })
      })
    verifier.seeds = seeds
    return verifier
  }

  /// - Parameter variant: empty for the first.
  static func lesson(
    _ id: String, variant: String = "", of course: CourseFolder
  ) -> (lesson: Lesson, mark: CourseMark)? {
    do throws(CourseFolderError) {
      let lesson = try course.lesson(id, variant: variant.isEmpty ? nil : variant)
      return (lesson, CourseMark(id: id, version: lesson.version, digest: course.digest(ofLesson: id) ?? 0))
    } catch { return nil }
  }

  /// - Returns: nil, and said, where there is no course.
  func courses() -> [CourseFolder]? {
    let (course, problem) = program.findCourse()
    let all = [course].compactMap { $0 } + (program.shelf?.courses ?? [])
    guard !all.isEmpty else {
      _ = fail(problem)
      return nil
    }
    return all
  }

  /// To a file, or to standard output where it is called `-`. - Returns: false, and said, where it cannot be written.
  func write(_ text: String, to path: String) -> Bool {
    if path == "-" {
      Standard.output(text)
      return true
    }
    do {
      try Data(text.utf8).write(to: URL(fileURLWithPath: path), options: .atomic)
      return true
    } catch {
      _ = fail("\(path) cannot be written")
      return false
    }
  }

  func failWithoutReceipts() -> Int32 {
    fail("there is no receipt: folders are looked through for files called `….receipt`")
  }

  func fail(_ message: String) -> Int32 {
    Standard.error("drydock: \(message)\n")
    return 2
  }
}
