/// `drydock lesson …`: the flags of the author's bench.
///
/// In: the command line. Out: an exit code; the work is done in `Bench/`.
import ArgumentParser
import Lessons

struct LessonCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "lesson", abstract: "The author's bench.",
    subcommands: [New.self, Lint.self, Test.self, Play.self, Record.self, Lock.self])

  struct New: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "new", abstract: "Write a small lesson that passes lint and test, to begin with.")
    @OptionGroup var options: Drydock.Options
    @Argument(help: "The lesson's id: lower-case words with hyphens.") var id: String
    @Option(help: ArgumentHelp("Its title.", valueName: "text")) var title: String?
    func run() throws { throw ExitCode(Bench(options).new(id, title: title)) }
  }

  struct Lint: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "lint", abstract: "Check lessons for mistakes: file:line:column: code.")
    @OptionGroup var options: Drydock.Options
    @Argument(help: "Lesson files or names; without any, the whole course.") var lessons: [String] = []
    @Option(help: "text, json, sarif or junit.") var format: LintReport = .text
    @Flag(help: "Put right what was mistyped, where that is safe.") var fix = false
    func run() throws { throw ExitCode(Bench(options).lint(lessons, format: format, fixes: fix)) }
  }

  struct Test: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "test", abstract: "Play lessons by their own solutions and wrong tries, and hold them to T1 to T14.")
    @OptionGroup var options: Drydock.Options
    @Argument(help: "Lesson files or names; without any, the whole course.") var lessons: [String] = []
    @Flag(help: "Say how long each lesson took, and hold the course to a minute (T14).") var times = false
    @Flag(help: "Print what was typed and answered, with the lesson's own seed.") var transcript = false
    @Flag(help: "Test again whenever a file is saved.") var watch = false
    @Flag(
      help: "Instead, take out each check, solution line and diagnosis in turn, and say which of them nothing misses.")
    var deletions = false
    func run() throws {
      let bench = Bench(options)
      if deletions { throw ExitCode(bench.testDeletions(lessons)) }
      throw ExitCode(
        watch ? bench.testWatching(lessons) : bench.test(lessons, showsTimes: times, showsTranscript: transcript))
    }
  }
}

extension LessonCommand {
  struct Lock: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "lock", abstract: "Write lessons.lock: the ids of lessons, steps and checks, which are for ever.")
    @OptionGroup var options: Drydock.Options
    func run() throws { throw ExitCode(Bench(options).lock()) }
  }

  struct Play: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "play", abstract: "See a lesson as its learners do, from any step; nothing is kept.")
    @OptionGroup var options: Drydock.Options
    @Argument(help: "A lesson's file or name.") var lesson: String
    @Option(help: ArgumentHelp("The step to begin at; those before are skipped.", valueName: "step")) var at: String?
    @Option(help: ArgumentHelp("Which of the lesson's variants; without it, the first.", valueName: "variant"))
    var variant: String?
    @Flag(help: "Take the lesson up again whenever its file is saved.") var watch = false
    func run() throws { throw ExitCode(Bench(options).play(lesson, at: at, variant: variant, watches: watch)) }
  }

  struct Record: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "record",
      abstract: "Type a solution; it is written into the lesson, with checks for what it changes.")
    @OptionGroup var options: Drydock.Options
    @Argument(help: "A lesson's file or name.") var lesson: String
    @Option(help: ArgumentHelp("The step it is for; a new id makes a new step.", valueName: "step")) var step: String
    func run() throws { throw ExitCode(Bench(options).record(lesson, step: step)) }
  }
}

extension LintReport: ExpressibleByArgument {}
