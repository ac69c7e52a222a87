/// `drydock lesson play`: a lesson as its learners see it, from any step, taken up again when its file is saved.
///
/// In: a lesson, a step. Out: the learner's prompt, in a world and with progress in memory alone.
import Course
import Dispatch
import Interpreter
import Lessons
import Shell
import Synchronization
import Workspace

extension Bench {
  func play(_ name: String, at step: String?, variant: String?, watches: Bool) -> Int32 {
    guard let subject = subjects([name])?.first else { return 2 }
    guard let first = subject.lesson else {
      for finding in subject.findings { Standard.output(finding.description + "\n") }
      return 1
    }
    guard let lesson = Self.variant(variant, of: first, subject) else {
      let known = first.header.variants.map(\.id)
      return fail(
        known.isEmpty
          ? "the lesson `\(first.id)` has no variants"
          : "the lesson `\(first.id)` has no such variant; it has \(known.joined(separator: ", "))")
    }
    if let step, lesson.step(step) == nil { return fail(Self.missing(step, in: lesson)) }
    do throws(ShellError) {
      var alone = options
      alone.fresh = true
      let program = Program(alone)
      let desk = try program.desk(course: subject.course)
      let shell = try program.shell(desk)
      let lines = shell.openLines(wantsPlain: options.plain, historyPath: nil)
      try shell.open(lesson, at: step)
      let saved = Mutex(false)
      if watches {
        let watch = FileWatch(subject.watchedPaths)
        var notices: NoticeQueue?
        if case .editor(let editor) = lines { notices = editor.notices }
        Self.follow(watch, notices) { saved.withLock { $0 = true } }
        shell.beforeLine = { [weak shell] in
          guard
            saved.withLock({ flag in
              defer { flag = false }
              return flag
            }), let shell
          else { return }
          self.takeUp(subject, variant, in: shell, program)
        }
      }
      return shell.converse(lines)
    } catch { return fail(error.message) }
  }

  private static func follow(_ watch: FileWatch, _ notices: NoticeQueue?, _ note: @escaping @Sendable () -> Void) {
    DispatchQueue.global().async {
      while true {
        FileWatch.rest()
        guard watch.hasChanged() else { continue }
        note()
        notices?.post("(the lesson was saved; Enter takes it up)")
      }
    }
  }

  private static func missing(_ step: String, in lesson: Lesson) -> String {
    let known = lesson.steps.map(\.id)
    let question = NearestWord.question(step, among: known)
    let steps = "; its steps are " + known.map { "`\($0)`" }.joined(separator: ", ")
    return "the lesson has no step `\(step)`" + (question.isEmpty ? steps : question)
  }

  /// nil where there is none of that name.
  private static func variant(_ id: String?, of first: Lesson, _ subject: Subject) -> Lesson? {
    guard let id else { return first }
    return ([first] + subject.furtherVariants).first { $0.variant == id }
  }

  /// The same step of the lesson as it is now, in a new world.
  private func takeUp(_ subject: Subject, _ variant: String?, in shell: LearnerShell, _ program: Program) {
    guard let now = subjects([subject.path])?.first else { return }
    guard let first = now.lesson, let lesson = Self.variant(variant, of: first, now) ?? now.lesson else {
      for finding in now.findings { Standard.output(finding.description + "\n") }
      Standard.output("(the lesson goes on as it was; save it again once this is mended)\n")
      return
    }
    do throws(ShellError) {
      let step = shell.play?.step.id
      try shell.begin(lesson, at: lesson.steps.contains { $0.id == step } ? step : nil)
    } catch { Standard.error("drydock: \(error.message)\n") }
  }
}
