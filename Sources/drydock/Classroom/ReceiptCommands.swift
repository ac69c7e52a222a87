/// `drydock receipt` and `drydock verify`: what was reached, as a file that plays; and whether it does.
///
/// In: lessons, or receipts. Out: a receipt; verdicts. Exit code of verify: 0 all is verified, 1 something is not, 2 something
/// cannot be judged here, and that is not the learner's fault.
import ArgumentParser
import Course
import Lessons
import Shell
import Workspace

struct ReceiptCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "receipt", abstract: "Write down what you have reached, with all you did, for your instructor.",
    discussion: """
      Anybody can play a receipt again with `drydock verify`. Play under a name of your own (--profile NAME, or \
      DRYDOCK_PROFILE): your world is then yours alone.
      """)
  @OptionGroup var options: Drydock.Options
  @Argument(help: "Lessons; without any, all that you have begun.") var lessons: [String] = []
  @Option(help: ArgumentHelp("Where to; without it, standard output.", valueName: "file")) var out: String?
  func run() throws { throw ExitCode(Classroom(options).receipt(lessons, out: out)) }
}

struct Verify: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "verify", abstract: "Play receipts again, and say whether they are what they say.",
    discussion: "Exit code 0: all verified; 1: something is not; 2: made with another Drydock or course, or no receipt."
  )
  @OptionGroup var options: Drydock.Options
  @Argument(help: "Receipts, or folders of them.") var files: [String]
  func run() throws { throw ExitCode(Classroom(options).verify(files)) }
}

extension Classroom {
  func receipt(_ names: [String], out: String?) -> Int32 {
    do throws(ShellError) {
      let desk = try program.desk()
      guard let course = desk.course ?? desk.courses.first else { return fail(desk.courseProblem) }
      var parts: [LessonReceipt] = []
      var hasProblem = false
      for id in try begun(names, desk) {
        do throws(ReceiptRefusal) { parts.append(try receipt(of: id, desk)) } catch {
          hasProblem = true
          Standard.error("drydock: no receipt for `\(id)`: \(error.reason)\n")
        }
      }
      guard !parts.isEmpty else {
        if !hasProblem { _ = fail("no lesson was begun by `\(desk.profile)`; `drydock learn` begins one") }
        return hasProblem ? 1 : 2
      }
      let mark = CourseMark(id: course.manifest.id, version: course.manifest.version, digest: course.digest)
      let text = ReceiptText.written(
        Receipt(
          learner: desk.profile, engine: Program.version, course: mark, written: Standard.now(), lessons: parts))
      guard text.utf8.count <= ReceiptText.mostBytes else {
        return fail("the receipt is larger than \(ReceiptText.mostBytes >> 20) MiB; name some lessons only")
      }
      guard write(text, to: out ?? "-") else { return 2 }
      tell(parts, desk, out)
      return hasProblem ? 1 : 0
    } catch { return fail(error.message) }
  }

  private struct ReceiptRefusal: Error { let reason: String }

  private func begun(_ names: [String], _ desk: Desk) throws(ShellError) -> [String] {
    for name in names { _ = try desk.lesson(name) }
    let sandboxes: [String]
    do throws(WorkspaceError) { sandboxes = try Sandbox.names(in: desk.store, profile: desk.profile) } catch {
      throw .workspace(error)
    }
    let wanted = names.isEmpty ? desk.courses.flatMap { $0.manifest.lessons.map(\.id) } : names
    return wanted.filter { !names.isEmpty || sandboxes.contains("lesson/" + $0) }
  }

  private func receipt(of id: String, _ desk: Desk) throws(ReceiptRefusal) -> LessonReceipt {
    do {
      let lesson = try desk.lesson(id)
      let mark = CourseMark(id: id, version: lesson.version, digest: desk.course(of: id)?.digest(ofLesson: id) ?? 0)
      let options = SandboxOptions(name: "lesson/" + id, profile: desk.profile, client: desk.client)
      guard try Sandbox.names(in: desk.store, profile: desk.profile).contains(options.name) else {
        throw ReceiptRefusal(reason: "you have not begun it")
      }
      let sandbox = try Sandbox.open(options, in: desk.store)
      let known = try desk.progressStore().steps(lesson: id)
      return try LessonReceipt.made(
        of: lesson, mark: mark, journal: sandbox.allEntries(), fixture: desk.fixture(for: lesson)
      ) { step in
        known.last { $0.key.step == step.id && $0.key.checks == String(lesson.checksHash(of: step), radix: 16) }?
          .progress
          ?? StepProgress()
      }
    } catch let problem as ReplayProblem {
      throw ReceiptRefusal(
        reason: "the lesson, its world or Drydock has changed since you began it (entry \(problem.entry): "
          + "\(problem.reason)); `drydock learn \(id)` and `reset` begin it again")
    } catch let error as ReceiptRefusal { throw error } catch let error as WorkspaceError {
      throw ReceiptRefusal(reason: error.message)
    } catch let error as ShellError { throw ReceiptRefusal(reason: error.message) } catch {
      throw ReceiptRefusal(reason: "it cannot be read")
    }
  }

  /// On standard error, so that the receipt itself can be piped.
  private func tell(_ parts: [LessonReceipt], _ desk: Desk, _ out: String?) {
    for part in parts {
      let done = part.steps.count { $0.status == .solved || $0.status == .shown || $0.status == .read }
      Standard.error(
        "\(part.lesson.id): \(done) of \(part.steps.count) steps, \(part.points) of \(part.possiblePoints) points\n")
    }
    if desk.profile == ReceiptVerifier.namelessLearner {
      Standard.error(
        "This receipt has no name, and its world is the one that all have who gave none. For a grade, play with "
          + "--profile NAME.\n")
    }
    if let out, out != "-" { Standard.error("Written to \(out).\n") }
  }

  // MARK: Verifying

  func verify(_ names: [String]) -> Int32 {
    guard let courses = courses() else { return 2 }
    let verifier = verifier(courses, seeds: options.seed.map { .given($0) } ?? .own)
    var (differs, isUnusable) = (false, false)
    let paths = receiptPaths(names)
    if paths.isEmpty { return failWithoutReceipts() }
    for path in paths {
      guard let file = receipt(path) else {
        isUnusable = true
        continue
      }
      for (part, verdict) in zip(file.read.receipt.lessons, verifier.verdicts(on: file.read)) {
        let head = "\(path): \(file.read.receipt.learner), `\(part.lesson.id)`"
        switch verdict {
        case .verified:
          Standard.output("\(head): verified, \(part.points) of \(part.possiblePoints) points\n")
        case .differs(let line, let reason), .otherSeed(let line, let reason):
          differs = true
          Standard.output("\(head): NOT verified: line \(line): \(reason)\n")
        case .unusable(let reason):
          isUnusable = true
          Standard.output("\(head): cannot be judged: \(reason)\n")
        }
      }
      if file.read.receipt.lessons.isEmpty {
        isUnusable = true
        Standard.output("\(path): there is no lesson in it\n")
      }
    }
    return differs ? 1 : isUnusable ? 2 : 0
  }
}
