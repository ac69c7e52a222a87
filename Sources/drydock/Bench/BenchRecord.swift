/// `drydock lesson record`: the author types a solution; its block and checks are written into the lesson.
///
/// In: a lesson, a step's id, lines until `done`. Out: the file with the solution and the checks that the author wants. At
/// a terminal each check is asked about; from a script all are taken.
import Course
import Interpreter
import Lessons
import Shell
import Workspace

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

extension Bench {
  func record(_ name: String, step: String) -> Int32 {
    guard let subject = subjects([name])?.first else { return 2 }
    guard case .success(let bytes) = HostFiles.read(subject.path) else { return fail("\(subject.path) cannot be read") }
    // A step without its solution yet is a draft.
    guard let lesson = subject.lesson ?? LessonReader.read(bytes: bytes, file: subject.file).draft else {
      for finding in subject.findings { Standard.output(finding.description + "\n") }
      return 1
    }
    if let problem = StepWriting.problem(step, of: lesson) { return fail(problem.message) }
    do throws(ShellError) {
      let recording = Recording(try playAtStep(step, lesson, subject))
      let source = LineSource.open(EditorConfiguration(), outside: EditorOutside(), wantsPlain: options.plain)
      Standard.output("Type the solution of `\(step)`. `undo` takes back, `done` writes it, `quit` leaves.\n")
      guard readLines(source, recording) else { return 1 }
      let chosen = choose(recording.proposals, source)
      let text = String(decoding: bytes, as: UTF8.self)
      switch StepWriting.adding(
        solution: recording.solution, checks: chosen.map(\.yaml), toStep: step, of: lesson, text: text)
      {
      case .failure(let problem): return fail(problem.message)
      case .success(let written):
        do { try Data(written.utf8).write(to: URL(fileURLWithPath: subject.path), options: .atomic) } catch {
          return fail("\(subject.path) cannot be written")
        }
        Standard.output("Wrote \(recording.solution.count) lines and \(chosen.count) checks to \(subject.path).\n")
        return 0
      }
    } catch { return fail(error.message) }
  }

  /// At the step where the lesson has it, else behind its last one.
  private func playAtStep(_ step: String, _ lesson: Lesson, _ subject: Subject) throws(ShellError) -> LessonPlay {
    let sandbox: Sandbox
    do throws(WorkspaceError) {
      let fixture = try subject.fixture(lesson.world.fixture)
      sandbox = try Sandbox.rehearsal(fixture: fixture, seed: options.seed ?? lesson.world.seed)
    } catch { throw .workspace(error) }
    do throws(LessonPlayError) {
      let play = try LessonPlay(lesson: lesson, session: Session(sandbox: sandbox), progress: .inMemory())
      if lesson.stepIndex(step) != nil {
        try play.skip(to: step)
      } else {
        for _ in lesson.steps where !play.isFinished { _ = try play.skip() }
      }
      return play
    } catch { throw .play(error) }
  }

  /// - Returns: false where the author left without `done`.
  private func readLines(_ source: LineSource, _ recording: Recording) -> Bool {
    while true {
      switch source.readLine(prompt: Prompt([.init("record", .green), .init("> ", .bold)])) {
      case .line(let line):
        let word = line.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        if word == "done" { return true }
        if word == "quit" || word == "exit" { return false }
        if word.isEmpty { continue }
        for chunk in recording.type(line).chunks {
          chunk.channel == .error ? Standard.error(chunk.text) : Standard.output(chunk.text)
        }
      case .interrupted, .tooLong: continue
      case .endOfFile: return true
      case .terminated: return false
      }
    }
  }

  private func choose(_ proposals: [ProposedCheck], _ source: LineSource) -> [ProposedCheck] {
    proposals.filter { check in
      Standard.output(check.yaml)
      guard TerminalFacts.isInteractive else { return true }
      let prompt = Prompt([.init("take this check? [Y/n] ", .bold)])
      guard case .line(let line) = source.readLine(prompt: prompt) else { return false }
      return !line.lowercased().hasPrefix("n")
    }
  }
}
