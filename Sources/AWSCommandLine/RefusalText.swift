/// The AWS CLI's own words for lines that never reach a service, with its exit codes.
///
/// In: what went wrong. Out: a `Refusal`, whole. Source: AWS CLI 2.36.7; the sheet of its texts and exit codes.
import ServiceModels

enum RefusalText {
  static let usage = """
    usage: aws [options] <command> <subcommand> [<subcommand> ...] [parameters]
    To see help text, you can run:

      aws help
      aws <command> help
      aws <command> <subcommand> help
    """

  enum ExitCode {
    static let parameterValidation: Int32 = 252
    static let configuration: Int32 = 253
    static let general: Int32 = 255
  }

  /// Something wrong with an option or its value, found before or by the check of the input.
  /// - Parameter warning: what was printed before.
  static func validation(_ message: String, suggestion: String? = nil, after warning: String = "") -> Refusal {
    let refusal = coded("ParamValidation", message, ExitCode.parameterValidation, suggestion)
    return Refusal(
      standardError: warning + refusal.standardError, exitCode: refusal.exitCode, suggestion: refusal.suggestion)
  }

  /// A line that the word parser cannot make sense of.
  static func usage(_ message: String, suggestion: String? = nil) -> Refusal {
    validation(message + "\n\n" + usage, suggestion: suggestion)
  }

  static func general(_ message: String, suggestion: String? = nil) -> Refusal {
    Refusal(
      standardError: "\naws: [ERROR]: " + stripped(message) + "\n", exitCode: ExitCode.general, suggestion: suggestion)
  }

  static func unknownOptions(_ words: [String], suggestion: String?) -> Refusal {
    Refusal(
      standardError: "\n" + usage + "\n\n\naws: [ERROR]: Unknown options: " + words.joined(separator: ", ") + "\n",
      exitCode: ExitCode.parameterValidation, suggestion: suggestion)
  }

  /// As the commands say it that the client adds to a service's operations; observed of the AWS CLI 2.9.19.
  static func unknownOptions(ofAddedCommand words: [String]) -> Refusal {
    validation("Unknown options: " + words.joined(separator: ","))
  }

  static var noRegion: Refusal {
    coded(
      "NoRegion",
      "You must specify a region. You can also configure your region by running \"aws configure\".",
      ExitCode.configuration, nil)
  }

  static func invalidRegion(_ name: String) -> Refusal {
    general("Provided region_name '\(name)' doesn't match a supported format.")
  }

  static func unknownProfile(_ name: String) -> Refusal {
    general(
      "The config profile (\(name)) could not be found",
      suggestion: "There are no profiles here: leave --profile out.")
  }

  /// Our own: something that exists in the real CLI and not here.
  static func notSimulatedYet(_ what: String, suggestion: String? = nil) -> Refusal {
    general("not simulated yet: " + what, suggestion: suggestion)
  }

  /// The word parser's text for a word that is none of the choices.
  static func invalidChoice(_ word: String, among choices: [String]) -> String {
    var lines = ["Found invalid choice '\(word)'\n"]
    let close = CloseMatches.of(word, among: choices)
    if !close.isEmpty { lines += ["Maybe you meant:\n"] + close.map { "  * " + $0 } }
    return lines.joined(separator: "\n")
  }

  private static func coded(_ code: String, _ message: String, _ exitCode: Int32, _ suggestion: String?) -> Refusal {
    Refusal(
      standardError: "\naws: [ERROR]: An error occurred (\(code)): " + stripped(message) + "\n", exitCode: exitCode,
      suggestion: suggestion)
  }

  private static func stripped(_ text: String) -> String {
    var scalars = Substring(text).unicodeScalars
    while let first = scalars.first, first.properties.isWhitespace { scalars.removeFirst() }
    while let last = scalars.last, last.properties.isWhitespace { scalars.removeLast() }
    return String(scalars)
  }
}

/// What is wrong with one option's value: the AWS CLI's two ways of saying so.
enum ValueProblem: Error, Hashable {
  /// "Error parsing parameter '--tags': …", exit code 252.
  case unparsable(option: String, message: String)
  /// A text that stands by itself, exit code 252.
  case unreadable(String)
  /// The bare text of an error inside the CLI, exit code 255.
  case failed(String)
  /// A text of the word parser, followed by the usage, exit code 252.
  case unusable(String)

  var refusal: Refusal {
    switch self {
    case .unparsable(let option, let message):
      RefusalText.validation("Error parsing parameter '\(option)': \(message)")
    case .unreadable(let message): RefusalText.validation(message)
    case .failed(let message): RefusalText.general(message)
    case .unusable(let message): RefusalText.usage(message)
    }
  }
}
