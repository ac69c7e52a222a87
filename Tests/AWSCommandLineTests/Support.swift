/// What the tests of the command line share.
import AWSCommandLine
import Documents

typealias Line = AWSCommandLine.CommandLine

/// Parses a line that has no quotes in it.
func parse(_ line: String, _ environment: Environment = Environment()) -> Parsed {
  Line.parse(line.split(separator: " ").map(String.init), environment: environment)
}

extension Parsed {
  var call: ServiceCall? { if case .call(let call) = self { call } else { nil } }
  var refusal: Refusal? { if case .refusal(let refusal) = self { refusal } else { nil } }
  var wait: WaiterCall? { if case .wait(let wait) = self { wait } else { nil } }
  var help: HelpTopic? { if case .help(let topic) = self { topic } else { nil } }
  /// The input of a call as JSON.
  var inputText: String? { call.map { Document.object($0.input).written(.compact) } }
}

/// The text of a refusal that the word parser or a check gives, without the frame.
func message(_ parsed: Parsed) -> String? {
  guard let refusal = parsed.refusal else { return nil }
  let frame = "\naws: [ERROR]: An error occurred (ParamValidation): "
  guard refusal.standardError.hasPrefix(frame) else { return nil }
  return String(refusal.standardError.dropFirst(frame.count).dropLast())
}

let usage = """
  usage: aws [options] <command> <subcommand> [<subcommand> ...] [parameters]
  To see help text, you can run:

    aws help
    aws <command> help
    aws <command> <subcommand> help
  """

/// Small numbers in a fixed order: the tests' own chance.
struct Dice {
  private var state: UInt64
  init(_ seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 | 1 }
  mutating func roll(_ count: Int) -> Int {
    state ^= state << 13
    state ^= state >> 7
    state ^= state << 17
    return Int(state >> 33) % max(1, count)
  }
  mutating func pick<Element>(_ from: [Element]) -> Element { from[roll(from.count)] }
}
