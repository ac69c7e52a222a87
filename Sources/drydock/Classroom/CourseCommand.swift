/// `drydock course add`, `list` and `remove`: courses of others on this machine.
///
/// In: paths, ids. Out: copies in the data folder; lines. Adding runs nothing of the course but its lint.
import ArgumentParser
import Course
import Lessons
import Shell
import Workspace

struct CourseCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "course", abstract: "Add courses and lessons of others.",
    subcommands: [Add.self, List.self, Remove.self])

  struct Add: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "add", abstract: "Copy a course's folder, or one lesson, into your data folder.")
    @OptionGroup var options: Drydock.Options
    @Argument(help: "A folder with a course.yaml, a lesson's folder, or a lesson's file.") var path: String
    func run() throws { throw ExitCode(Classroom(options).addCourse(path)) }
  }

  struct List: ParsableCommand {
    static let configuration = CommandConfiguration(commandName: "list", abstract: "The courses that are there.")
    @OptionGroup var options: Drydock.Options
    func run() throws { throw ExitCode(Classroom(options).listCourses()) }
  }

  struct Remove: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "remove", abstract: "Take an added course away; progress in it stays.")
    @OptionGroup var options: Drydock.Options
    @Argument(help: "The course's id.") var id: String
    func run() throws { throw ExitCode(Classroom(options).removeCourse(id)) }
  }
}

extension Classroom {
  func addCourse(_ path: String) -> Int32 {
    guard let shelf = program.shelf else { return fail(WorkspaceError.noDataFolder.message) }
    let others = [program.findCourse().0].compactMap { $0 } + shelf.courses
    do throws(ShelfProblem) {
      let course = try shelf.add(
        path, taken: { id in others.first { $0.lists(id) }?.manifest.title }, lint: { Self.serviceFindings($0) })
      let lessons = course.manifest.lessons.map(\.id)
      Standard.output(
        "Added \"\(course.manifest.title)\" (\(course.manifest.id)), \(Self.count(course)).\n")
      if let first = lessons.first { Standard.output("`drydock learn \(first)` begins it.\n") }
      return 0
    } catch {
      _ = fail(error.message)
      return 1
    }
  }

  /// The rules that need the service; those that only advise are left to authors.
  private static func serviceFindings(_ course: CourseFolder) -> [LintFinding] {
    course.manifest.lessons.flatMap { listed in
      lesson(listed.id, of: course).map { ServiceLint.findings(in: $0.lesson, file: course.path(of: listed)) } ?? []
    }
  }

  private static func count(_ course: CourseFolder) -> String {
    let count = course.manifest.lessons.count
    return count == 1 ? "1 lesson" : "\(count) lessons"
  }

  func listCourses() -> Int32 {
    let (own, problem) = program.findCourse()
    if let own {
      Standard.output("\(own.manifest.id)  \(own.manifest.title)  (\(Self.count(own)))\n")
    } else {
      Standard.error("drydock: \(problem)\n")
    }
    for item in program.shelf?.items() ?? [] {
      let what = item.course.map { "\($0.manifest.title)  (\(Self.count($0)), added)" }
      Standard.output("\(item.id)  \(what ?? "cannot be read: \(item.problem)")\n")
    }
    return 0
  }

  func removeCourse(_ id: String) -> Int32 {
    guard let shelf = program.shelf else { return fail(WorkspaceError.noDataFolder.message) }
    do throws(ShelfProblem) {
      try shelf.remove(id)
      Standard.output("Removed `\(id)`. Progress in it stays.\n")
      return 0
    } catch {
      _ = fail(error.message)
      return 1
    }
  }
}
