/// Wires the rooms of the house together for one run of the program.
///
/// In: parsed options. Out: an exit code. Everything that touches the machine (terminal, clock, environment, disk) is
/// handed in from here.
import AWSCommandLine
import Course
import Interpreter
import Lessons
import Screen
import Shell
import Workspace
import Yams

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif
#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

struct Program {
  static let version = "0.1.0"

  enum Opening {
    case whatWasLeft, sandbox
    case lesson(String?)
    case review(all: Bool)
  }

  let options: Drydock.Options
  let environment = ProcessInfo.processInfo.environment

  init(_ options: Drydock.Options) { self.options = options }

  /// `--profile`, else `DRYDOCK_PROFILE`, else the one without a name.
  var profile: String {
    options.profile ?? environment["DRYDOCK_PROFILE"].flatMap { $0.isEmpty ? nil : $0 } ?? Profile.defaultName
  }

  // MARK: Running

  func run(opening: Opening) -> Int32 {
    signal(SIGPIPE, SIG_IGN)
    do throws(ShellError) {
      let desk = try desk()
      let shell = try shell(desk)
      if !options.command.isEmpty {
        return try run(options.command, opening, shell)
      }
      return try converse(opening, shell, desk)
    } catch {
      Standard.error("drydock: \(error.message)\n")
      return 1
    }
  }

  /// `-c`: each in turn; the exit code is the last one's.
  private func run(_ commands: [String], _ opening: Opening, _ shell: LearnerShell) throws(ShellError) -> Int32 {
    if case .lesson(let id?) = opening { try shell.open(lesson: id) }
    if case .review(let all) = opening, try !shell.openReview(all: all) { return 0 }
    var code: Int32 = 0
    for command in commands where !shell.isFinished { code = shell.run(command) }
    return code
  }

  private func converse(_ opening: Opening, _ shell: LearnerShell, _ desk: Desk) throws(ShellError) -> Int32 {
    let lines = shell.openLines(wantsPlain: options.plain, historyPath: historyPath)
    switch opening {
    case .sandbox: shell.greetSandbox()
    case .lesson(let id):
      try shell.open(lesson: id ?? shell.resumableLesson ?? desk.course?.manifest.lessons.first?.id ?? "map")
    case .review(let all): if try !shell.openReview(all: all) { return 0 }
    case .whatWasLeft:
      if shell.manner.isInteractive, options.sandbox == nil, options.fixture == nil, !options.fresh {
        try shell.welcome()
      } else {
        shell.greetSandbox()
      }
    }
    return shell.converse(lines)
  }

  func listLessons() -> Int32 {
    do throws(ShellError) {
      let output = try shell(desk()).lessonList()
      Standard.output(output.standardOutput)
      Standard.error(output.standardError)
      return output.exitCode
    } catch {
      Standard.error("drydock: \(error.message)\n")
      return 1
    }
  }

  // MARK: Wiring

  /// - Parameter course: instead of the one that is found.
  func desk(course given: CourseFolder? = nil) throws(ShellError) -> Desk {
    do throws(WorkspaceError) {
      let store: Store
      if options.fresh {
        store = try Store.open(.inMemory)
      } else {
        store = try Store.open(.directory(DataFolder.locate(option: options.data, environment: environment)))
      }
      let (course, problem) = given.map { ($0, "") } ?? findCourse()
      return Desk(
        store: store, profile: profile, course: course, added: given == nil ? shelf?.courses ?? [] : [],
        courseProblem: problem,
        client: "\(getpid())", seed: options.seed, now: { Standard.now() })
    } catch { throw .workspace(error) }
  }

  func shell(_ desk: Desk) throws(ShellError) -> LearnerShell {
    do throws(WorkspaceError) {
      var wanted = SandboxOptions(
        name: options.sandbox ?? "play", seed: options.seed, profile: profile, client: desk.client)
      if let name = options.fixture { wanted.fixture = try desk.fixture(name) }
      let sandbox = try Sandbox.open(wanted, in: desk.store)
      let isInteractive = options.command.isEmpty && TerminalFacts.isInteractive
      let canvas = Canvas(
        columns: Standard.columns(), usesColour: !options.noColor && TerminalFacts.wantsColour,
        isPlain: options.plain || !isInteractive)
      let session = Session(sandbox: sandbox, outside: outside(canvas: canvas, isInteractive: isInteractive))
      return LearnerShell(
        desk: desk, session: session, manner: .init(isInteractive: isInteractive, canvas: canvas),
        terminal: Terminal(output: Standard.output, error: Standard.error, columns: Standard.columns))
    } catch { throw .workspace(error) }
  }

  private func outside(canvas: Canvas, isInteractive: Bool) -> Outside {
    var outside = Outside(columns: canvas.columns, usesColour: canvas.usesColour)
    if isInteractive || !options.command.isEmpty { outside.readHostFile = { HostFiles.read($0) } }
    outside.isCancelled = { Interrupts.wasPressed() }
    outside.readYAML = { YAMLText.read($0) }
    return outside
  }

  private var historyPath: String? {
    guard !options.fresh else { return nil }
    do throws(WorkspaceError) {
      return try DataFolder.locate(option: options.data, environment: environment).historyPath(of: profile)
    } catch { return nil }
  }

  /// The courses that were added; nil where there is no data folder.
  var shelf: CourseShelf? {
    let folder = try? DataFolder.locate(option: options.data, environment: environment)
    return folder.map { CourseShelf(root: $0.path + "/courses") }
  }

  /// `--course`, `DRYDOCK_COURSE`, `../share/drydock/lessons` beside the program, `./lessons`.
  func findCourse() -> (CourseFolder?, String) {
    var folders = [options.course, environment["DRYDOCK_COURSE"]].compactMap { $0 }.filter { !$0.isEmpty }
    if folders.isEmpty {
      let program =
        (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? Swift.CommandLine.arguments
        .first ?? ""
      let folder = program.split(separator: "/", omittingEmptySubsequences: false).dropLast(2).joined(separator: "/")
      folders = [folder + "/share/drydock/lessons", "lessons"]
    }
    var problem = ""
    for folder in folders {
      do throws(CourseFolderError) { return (try CourseFolder.open(path: folder), "") } catch {
        problem = error.message
        if case .noManifest = error { problem = "'\(folder)' has no \(CourseManifest.fileName)" }
      }
    }
    return (nil, "no course was found: \(problem) (say where it is with --course FOLDER)")
  }
}
