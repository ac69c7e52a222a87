/// `drydock lesson …`: the flags of the author's bench.
///
/// In: the command line. Out: an exit code; the work is done in `Bench/`.
import ArgumentParser
import Lessons

struct LessonCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "lesson", abstract: "The author's bench.", subcommands: [New.self, Lint.self, Test.self])

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
    func run() throws {
      throw ExitCode(Bench(options).test(lessons, showsTimes: times, showsTranscript: transcript))
    }
  }
}

extension LintReport: ExpressibleByArgument {}
