/// The program: its flags, the wiring of the house, its exit codes.
///
/// In: the command line and the environment. Out: a shell, a list, a test report. Holds no rule of its own.
import ArgumentParser

@main
enum Main {
  static func main() { Drydock.main(ArgumentOrder.commandFirst(Array(Swift.CommandLine.arguments.dropFirst()))) }
}

/// Lets the common options stand before the command too: `drydock --data DIR learn map`.
enum ArgumentOrder {
  private static let commands: Set = [
    "learn", "lessons", "sandbox", "lesson", "resume", "serve", "export", "import", "receipt", "verify", "grade",
    "report", "course",
    "review",
  ]
  /// Have a command of their own behind them.
  private static let groups: Set = ["lesson", "course"]
  private static let takeValue: Set = ["-c", "--sandbox", "--fixture", "--profile", "--seed", "--data", "--course"]

  /// The same words with the command in front, where options came before it.
  static func commandFirst(_ words: [String]) -> [String] {
    var index = 0
    while index < words.count, words[index].hasPrefix("-"), words[index] != "--" {
      index += takeValue.contains(words[index]) ? 2 : 1
    }
    guard index > 0, index < words.count, commands.contains(words[index]) else { return words }
    var command = [words[index]]
    if groups.contains(words[index]), index + 1 < words.count, !words[index + 1].hasPrefix("-") {
      command.append(words[index + 1])
    }
    return command + words[..<index] + words[(index + command.count)...]
  }
}

struct Drydock: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "drydock",
    abstract: "Learn Amazon ECS at a simulated cluster: real aws commands, no AWS account.",
    discussion: """
      Without a command: resumes the lesson where you left it, or welcomes you. Commands are read from standard input \
      when it is no terminal. At the prompt, `help` lists what there is.
      """,
    version: Program.version,
    subcommands: [
      Resume.self, Learn.self, Lessons.self, SandboxCommand.self, LessonCommand.self, Serve.self, Export.self,
      Import.self, ReceiptCommand.self, Verify.self, Grade.self, Report.self, CourseCommand.self, Review.self,
    ],
    defaultSubcommand: Resume.self
  )

  /// The common options.
  struct Options: ParsableArguments {
    @Option(
      name: .customShort("c"), parsing: .unconditionalSingleValue, help: "Run a command, print, exit (repeatable).")
    var command: [String] = []
    @Option(help: ArgumentHelp("The sandbox to work in (default: play).", valueName: "name"))
    var sandbox: String?
    @Option(help: ArgumentHelp("The world to begin with: account or harbor.", valueName: "name"))
    var fixture: String?
    @Flag(help: "A throw-away world in memory: nothing is kept.")
    var fresh = false
    @Option(help: ArgumentHelp("Whose progress and sandboxes these are; else DRYDOCK_PROFILE.", valueName: "name"))
    var profile: String?
    @Option(help: ArgumentHelp("The seed of a new world.", valueName: "number"))
    var seed: UInt64?
    @Option(help: ArgumentHelp("Where everything is kept.", valueName: "folder"))
    var data: String?
    @Option(help: ArgumentHelp("The folder of the course.", valueName: "folder"))
    var course: String?
    @Flag(help: "No line editing, no redraw: for screen readers and slow terminals.")
    var plain = false
    @Flag(name: .customLong("no-color"), help: "No colours.")
    var noColor = false
  }
}

/// `drydock` alone: resume, or the welcome.
struct Resume: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "resume", abstract: "Go on where you left (the default).", shouldDisplay: false)
  @OptionGroup var options: Drydock.Options
  func run() throws { throw ExitCode(Program(options).run(opening: .whatWasLeft)) }
}

struct Learn: ParsableCommand {
  static let configuration = CommandConfiguration(commandName: "learn", abstract: "Start or resume a lesson.")
  @OptionGroup var options: Drydock.Options
  @Argument(help: "The lesson's name; without one, the lesson you left or the first.") var lesson: String?
  func run() throws { throw ExitCode(Program(options).run(opening: .lesson(lesson))) }
}

struct Lessons: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "lessons", abstract: "The course, and how far you are.")
  @OptionGroup var options: Drydock.Options
  func run() throws { throw ExitCode(Program(options).listLessons()) }
}

struct SandboxCommand: ParsableCommand {
  static let configuration = CommandConfiguration(commandName: "sandbox", abstract: "Free play, without a lesson.")
  @OptionGroup var options: Drydock.Options
  func run() throws { throw ExitCode(Program(options).run(opening: .sandbox)) }
}

struct Review: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "review", abstract: "Five minutes with steps of lessons that you finished days ago.")
  @OptionGroup var options: Drydock.Options
  @Flag(help: "For practice: whatever you have finished, due or not.") var all = false
  func run() throws { throw ExitCode(Program(options).run(opening: .review(all: all))) }
}
