/// The words of lessons and pictures, as commands of the shell.
///
/// In: words. Out: text. Each hands on to `LessonPlay` or to a picture and draws what comes back.
import Course
import Interpreter
import Lessons
import Screen
import Workspace

extension LearnerShell {
  /// Words with a line of help each, in the order that `help` lists them.
  package static let words: [(word: String, usage: String, summary: String)] = [
    ("help", "help [WORD]", "what there is to type"),
    ("hint", "hint [N]", "the next hint; `hint 1` shows the first one again"),
    ("hints", "hints", "all hints opened so far"),
    ("check", "check", "which parts of the step are done, and how to look for yourself"),
    ("answer", "answer [QUESTION] CHOICE", "answer a question"),
    ("next", "next", "go on; an empty line does the same when the step is done"),
    ("back", "back", "the step before, in the state it had"),
    ("skip", "skip", "pass over a step; its solution is played"),
    ("solution", "solution", "show one way to do the step"),
    ("goal", "goal", "the step's text again, and what you have and still want"),
    ("lessons", "lessons", "the course, and how far you are"),
    ("lesson", "lesson NAME", "start or resume a lesson"),
    ("review", "review [--all]", "five minutes with steps of lessons that you finished days ago"),
    ("map", "map", "a picture of what exists"),
    ("watch", "watch [SPEED|off]", "time runs by itself, and you see what happens"),
    ("note", "note TEXT", "write something down; `history` and `transcript` show it"),
    ("edit", "edit FILE", "your own editor on a file of this sandbox"),
    ("history", "history [N]", "the last commands of this world, with their times"),
    ("clear", "clear", "an empty screen"),
    ("!", "!COMMAND", "run a program of your machine, at a terminal alone"),
  ]

  func addWords() {
    var table: [String: Session.AddedWord] = [:]
    func add(_ word: String, _ body: @escaping (LearnerShell, [String]) -> CommandOutput) {
      table[word] = { [weak self] arguments, _ in self.map { body($0, arguments) } ?? CommandOutput() }
    }
    add("help") { shell, arguments in shell.help(arguments) }
    add("map") { shell, _ in
      shell.text(shell.manner.canvas.map(ClusterMap(of: shell.session.sandbox.world, region: Session.defaultRegion)))
    }
    add("lessons") { shell, _ in shell.lessonList() }
    add("lesson") { shell, arguments in shell.lessonWord(arguments) }
    add("watch") { shell, arguments in shell.watch(arguments) }
    add("note") { shell, arguments in shell.note(arguments) }
    add("edit") { shell, arguments in shell.edit(arguments) }
    add("clear") { shell, _ in
      // The first row by itself: terminals that keep a history would push the whole screen into it.
      if shell.canMoveCursor { shell.terminal.output("\u{1B}[H\u{1B}[K\u{1B}[2;1H\u{1B}[J\u{1B}[H") }
      return CommandOutput()
    }
    add("history") { shell, arguments in shell.pastCommands(arguments) }
    add("hint") { shell, arguments in shell.hint(arguments) }
    add("hints") { shell, _ in shell.hints() }
    add("check") { shell, _ in shell.check() }
    add("answer") { shell, arguments in shell.answer(arguments) }
    add("review") { shell, arguments in shell.reviewWord(arguments) }
    add("next") { shell, _ in
      shell.review != nil ? shell.nextReviewed() : shell.move { play throws(LessonPlayError) in try play.next() }
    }
    add("back") { shell, _ in
      guard shell.review == nil else { return shell.text(["A review goes forward: `next`, or `skip`."]) }
      return shell.move { play throws(LessonPlayError) in try play.back() }
    }
    add("skip") { shell, _ in
      shell.review != nil ? shell.skipReviewed() : shell.move { play throws(LessonPlayError) in try play.skip() }
    }
    add("solution") { shell, _ in shell.solution() }
    add("goal") { shell, _ in shell.goal() }
    if play != nil {
      add("reset") { shell, arguments in
        guard arguments.isEmpty || arguments == ["step"] else {
          return .complaint("reset: `reset` begins the lesson again, `reset step` the present step", exitCode: 2)
        }
        return shell.move { play throws(LessonPlayError) in
          try arguments.isEmpty && shell.review == nil ? play.restart() : play.again()
        }
      }
    }
    session.addedWords = table
  }

  static let noLesson = CommandOutput.complaint(
    "no lesson is open; `lessons` lists them, `lesson map` starts the first")

  func text(_ lines: [String]) -> CommandOutput { CommandOutput(lines.map { $0 + "\n" }.joined()) }

  private func move(_ body: (LessonPlay) throws(LessonPlayError) -> MoveFeedback) -> CommandOutput {
    guard let play else { return Self.noLesson }
    guard !session.isForked else {
      return .complaint(
        "you are in a fork, which no lesson grades; `fork back` or `fork keep` returns to the lesson first")
    }
    do throws(LessonPlayError) {
      switch try body(play) {
      case .opened:
        showStep(isIntroduced: false)
        return CommandOutput()
      case .refused(let reason): return text(manner.canvas.markdown(text: reason))
      case .finished: return finished(play)
      }
    } catch { return .complaint(error.message) }
  }

  private func finished(_ play: LessonPlay) -> CommandOutput {
    let course = desk.course(of: play.lesson.id)?.manifest.lessons.map(\.id) ?? []
    let following = course.firstIndex(of: play.lesson.id).map { course.dropFirst($0 + 1).first } ?? nil
    var lines = ["", "You have finished \"\(play.lesson.title)\".", ""]
    lines += play.lesson.objectives.map { "  * \($0.text)" }
    var closing: [String] = []
    let sheet = CheatSheet.commands(in: play.sandbox.entries())
    if !sheet.isEmpty {
      lines += ["", "Your own commands, to keep (`transcript --summary > FILE` writes all of them):"]
      closing = manner.canvas.cheatSheet(sheet.suffix(Self.mostOnSheet).map { ($0.purpose, $0.typed) })
    }
    let last =
      following.map { "The next lesson is `\($0)`: type `lesson \($0)`. Or stay and try things: `help`." }
      ?? "That was the last lesson so far. Stay and try things: `help`."
    return text(
      lines.flatMap { $0.isEmpty ? [""] : manner.canvas.markdown(text: $0) } + closing + [""]
        + manner.canvas.markdown(text: last))
  }

  private static let mostOnSheet = 5

  private func hint(_ arguments: [String]) -> CommandOutput {
    guard let play else { return Self.noLesson }
    let wanted = arguments.first.flatMap { Int($0) }
    if !arguments.isEmpty, wanted == nil {
      return .complaint("hint: `hint` shows the next one, `hint 1` the first again", exitCode: 2)
    }
    if play.step.hints.isEmpty {
      return text(["This step has no hints; everything is in its text. `goal` shows it again."])
    }
    guard let (number, hint) = play.hint(wanted) else {
      return text(["That hint is not open yet. `hint` opens the next one."])
    }
    var lines = manner.canvas.hint(number, hint)
    if number == play.step.hints.count, wanted == nil {
      lines.append("(This was the last hint. `solution` shows a solution.)")
    }
    return text(lines)
  }

  private func hints() -> CommandOutput {
    guard let play else { return Self.noLesson }
    let opened = play.openedHints
    return opened.isEmpty
      ? text(["No hint is open yet. `hint` opens the first."])
      : text(opened.enumerated().flatMap { manner.canvas.hint($0.offset + 1, $0.element) })
  }

  private func check() -> CommandOutput {
    guard let play else { return Self.noLesson }
    do throws(LessonPlayError) {
      guard let feedback = try play.check() else {
        switch play.step.kind {
        case .quiz: return text(["A question: " + (play.isPassed ? "answered." : "not answered yet.")])
        case .predict:
          return text(play.nextQuestion.map(manner.canvas.question) ?? ["Your predictions are in. `next` goes on."])
        case .explain: return text(["There is nothing to check here. `next` goes on."])
        case .do, .goal, .repair, .timed: return text(["This step cannot be checked here; `skip` passes over it."])
        }
      }
      var lines = manner.canvas.checklist(feedback.report, showsLooks: true)
      if feedback.isPassedNow { lines += manner.canvas.debrief(play.step, feedback) }
      return text(lines)
    } catch { return .complaint(error.message) }
  }

  private func answer(_ arguments: [String]) -> CommandOutput {
    guard let play else { return Self.noLesson }
    do throws(LessonPlayError) {
      let feedback = try play.answer(arguments)
      return text(manner.canvas.answer(feedback, step: play.step))
    } catch { return .complaint(error.message) }
  }

  func solution() -> CommandOutput {
    guard let play else { return Self.noLesson }
    switch play.step.kind {
    case .quiz:
      let right = play.step.choices.filter(\.isCorrect)
      return text(right.flatMap { manner.canvas.markdown(text: "`\($0.id)`: \($0.why)") })
    case .predict:
      return text(["A prediction has no solution to show: commit to an answer, and Drydock runs the command."])
    case .explain: return text(["There is nothing to solve here. `next` goes on."])
    case .do, .goal, .repair, .timed: break
    }
    guard let solution = play.showSolution() else { return text(["This step has no solution to show."]) }
    return text(manner.canvas.solution(solution))
  }

  private func lessonWord(_ arguments: [String]) -> CommandOutput {
    guard let id = arguments.first else { return lessonList() }
    do throws(ShellError) {
      try open(lesson: id)
      return CommandOutput()
    } catch { return .complaint(error.message) }
  }

  // MARK: Lists and help

  package func lessonList() -> CommandOutput {
    guard !desk.courses.isEmpty else { return .complaint(desk.courseProblem) }
    var lines: [String] = []
    do throws(ShellError) {
      let store = try desk.progressStore()
      for course in desk.courses { lines += list(of: course, store) }
    } catch { return .complaint(error.message) }
    if let due = (try? desk.reviewPlan())?.due, due > 0 {
      lines += [due == 1 ? "One step is due in `review`." : "\(due) steps are due in `review`.", ""]
    }
    return text(lines + ["`lesson NAME` starts or resumes one."])
  }

  private func list(of course: CourseFolder, _ store: ProgressStore) -> [String] {
    var lines = [course.manifest.title, ""]
    for item in course.headers() {
      guard let header = item.header else {
        lines.append("  \(item.listed.id)  (cannot be read: `drydock lesson lint` says why)")
        continue
      }
      let done = (try? store.steps(lesson: header.id).count { $0.progress.isSolved }) ?? 0
      let count = (try? desk.lesson(header.id).steps.count) ?? 0
      let mark = done == 0 ? "   " : done >= count ? "[x]" : "[.]"
      let progress = done == 0 ? "" : "  \(min(done, count)) of \(count) steps"
      let here = play?.lesson.id == header.id ? "  <- you are here" : ""
      let line = "  \(mark) \(header.id.padded(to: 16)) \(header.title) (\(header.minutes) min)\(progress)\(here)"
      lines.append(manner.isInteractive ? Fitting.fitted(line, columns: manner.canvas.columns - 1) : line)
    }
    return lines + [""]
  }

  private func help(_ arguments: [String]) -> CommandOutput {
    if let word = arguments.first {
      let all = Self.words + Session.ownWords
      if word == "aws" || word == "ecs" { return session.run("aws ecs help").asOutput }
      guard let entry = all.first(where: { $0.word == word }) else {
        return session.run("aws ecs \(Self.quoted(word)) help").asOutput
      }
      return text(page(of: entry))
    }
    return text(helpList())
  }

  private func page(of entry: (word: String, usage: String, summary: String)) -> [String] {
    var lines = [entry.usage, "    \(entry.summary)"]
    guard let page = Session.ownPages[entry.word] ?? Self.pages[entry.word] else { return lines }
    for paragraph in page.text { lines += [""] + manner.canvas.markdown(text: paragraph) }
    return lines + ["", page.examples.count == 1 ? "For example:" : "Examples:"] + page.examples.map { "    \($0)" }
  }

  private static func quoted(_ word: String) -> String {
    word.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-") } ? word : "help"
  }
}

extension LineResult {
  /// The result of a line inside another word.
  var asOutput: CommandOutput { CommandOutput(standardOutput, error: standardError, exitCode: exitCode) }
}
