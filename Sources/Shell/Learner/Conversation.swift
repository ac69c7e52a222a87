/// The loop of the prompt, and what is said before it begins.
///
/// In: lines of `LineSource`. Out: an exit code: the last command's; 130 after Ctrl-C ended the shell, 128 + n after a
/// signal.
import AWSCommandLine
import Course
import Interpreter
import Lessons
import Screen
import Text
import Workspace

extension LearnerShell {
  package var isFinished: Bool { hasFinished }

  /// Greets a newcomer and opens the first lesson, or resumes the lesson that was left.
  package func welcome() throws(ShellError) {
    guard let lesson = resumableLesson else {
      print(
        manner.canvas.markdown(
          text: """
            **Drydock**: learn Amazon ECS by typing the real commands, at a cluster that only exists here.

            Nothing costs money and nothing can break. `help` lists what you can type, Tab completes, `quit` leaves; \
            everything is kept.
            """))
      guard let first = desk.course?.manifest.lessons.first?.id else { return print(["", desk.courseProblem]) }
      return try open(lesson: first)
    }
    print(["Welcome back. `lessons` lists the course, `help` what you can type."])
    try open(lesson: lesson)
  }

  /// The lesson that was left, where it still exists.
  package var resumableLesson: String? {
    do throws(ShellError) {
      let store = try desk.progressStore()
      guard let place = try? store.place(),
        desk.courses.contains(where: { $0.lists(place.lesson) })
      else { return nil }
      return place.lesson
    } catch { return nil }
  }

  package func greetSandbox() {
    guard manner.isInteractive else { return }
    let sandbox = session.sandbox
    print(
      Wrapping.wrap(
        "A sandbox of your own (\(sandbox.name), fixture \(sandbox.fixture.name)). `map` shows what exists, "
          + "`help` what you can type.", columns: terminal.columns()))
  }

  /// Decides how lines are read, before anything is said: where the terminal cannot be edited on, nothing but text is
  /// written.
  package func openLines(wantsPlain: Bool, historyPath: String?) -> LineSource {
    var configuration = EditorConfiguration()
    configuration.historyPath = manner.isInteractive ? historyPath : nil
    configuration.usesColour = manner.canvas.usesColour
    let source = LineSource.open(configuration, outside: editorOutside(), wantsPlain: wantsPlain)
    if case .editor(let editor) = source {
      canMoveCursor = true
      self.editor = editor
      editor.outside.suggest = { [weak editor, weak self] text in
        let found = self?.shownCommand(startingWith: text) ?? editor?.history.newest(startingWith: text)
        return found.map { String($0.dropFirst(text.count)) }
      }
    }
    if case .plain(_, let reason) = source {
      canShowColour = false
      if let reason, manner.isInteractive { print(["(\(reason.message))"]) }
    }
    usePreferences()
    return source
  }

  /// Reads and runs lines until the learner leaves.
  package func converse(_ source: LineSource) -> Int32 {
    var code: Int32 = 0
    let linear = LineSource.plain(PlainReader(beginCommand: editorOutside().beginCommand), reason: nil)
    while !hasFinished {
      manner.canvas.columns = max(20, terminal.columns())
      session.outside.columns = manner.canvas.columns
      editor?.history.enter(session.sandbox.name)
      switch (isLinear ? linear : source).readLine(prompt: prompt, rightPrompt: rightPrompt) {
      case .line(let line):
        beforeLine()
        print(catchUpWatchedTime().map(manner.canvas.dimmed))
        defer { goOnWatching() }
        if line.allSatisfy(\.isWhitespace) {
          if session.innerPrompt == nil { runEmptyLine() }
        } else if asksForHelp(line) {
          print(linearHelp(line))
        } else if let command = hostCommand(line) {
          code = Interrupts.noting { HostPrograms.run(command) }
        } else {
          code = Interrupts.noting { run(line) }
        }
      case .interrupted:
        code = 130
        print(catchUpWatchedTime().map(manner.canvas.dimmed))
        if watched != nil { run("watch off") }
      case .tooLong(let limit):
        complain(
          "a line here may have \(limit / 1024) KiB; put long values into a file with `edit` or `>` and use file://NAME"
        )
        code = 2
      case .endOfFile where session.innerPrompt != nil && manner.isInteractive: run("exit")
      case .endOfFile:
        if manner.isInteractive { print([""]) }
        return code
      case .terminated(let signal): return 128 + signal
      }
    }
    return code
  }

  /// What stands after `!`, for a person at a terminal; nil for any other line.
  private func hostCommand(_ line: String) -> String? {
    guard manner.isInteractive, session.innerPrompt == nil, line.hasPrefix("!"), line.count > 1, !line.hasPrefix("!!")
    else { return nil }
    return String(line.dropFirst())
  }

  var prompt: Prompt {
    if let inner = session.innerPrompt { return Prompt([.init(inner, .bold)], continuation: "> ") }
    let clock = (watched?.instant ?? session.sandbox.now).timeOfDay
    let name = session.isForked ? session.sandbox.name : place?.lesson ?? session.sandbox.name
    return Prompt([.init(name, .green), .init(" "), .init(clock, .dim), .init("> ", .bold)], continuation: "… ")
  }

  private var rightPrompt: [Prompt.Segment] {
    guard let place else { return [] }
    return [.init("step \(place.number)/\(place.of)\(place.isPassed ? " done" : "")", .dim)]
  }

  /// A command that the text of the step shows, up to its first blank; never one of its solution.
  private func shownCommand(startingWith text: String) -> String? {
    guard let play, !play.isPassed else { return nil }
    let commands: [Command] = play.step.body.flatMap { item -> [Command] in
      switch item {
      case .demonstration(let shown): shown.commands
      case .blanks(let shown): shown.commands
      case .prose, .diagram, .ordering: []
      }
    }
    return commands.lazy.map { String($0.text.prefixBeforeBlank) }.first { $0.hasPrefix(text) && $0.count > text.count }
  }

  private func editorOutside() -> EditorOutside {
    var outside = EditorOutside()
    outside.isComplete = ScriptParser.isComplete
    outside.beginCommand = {
      var scanner = CompletenessScanner()
      return { scanner.take($0) }
    }
    outside.complete = { [weak self] line in self?.completions(line) ?? Completions(replacing: 0..<0, candidates: []) }
    outside.help = { [weak self] line in self?.helpLines(line) ?? [] }
    outside.wake = { [weak self] in self?.lookAtWatchedTime() }
    outside.colour = { [weak self] line in self?.colours(line) ?? [] }
    return outside
  }
}

extension String {
  /// The text up to the blank that a learner fills in.
  fileprivate var prefixBeforeBlank: Substring {
    var rest = self[...]
    while let underscore = rest.firstIndex(of: "_") {
      let after = index(after: underscore)
      if after < endIndex, self[after] == "_" { return self[..<underscore] }
      rest = self[after...]
    }
    return self[...]
  }
}
