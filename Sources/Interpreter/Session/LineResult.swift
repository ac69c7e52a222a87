/// What running a line gave: text for both channels in the order it was written, and what a grader wants to know.
import Documents

/// The text and exit code of one command.
package struct CommandOutput: Hashable, Sendable {
  package var standardOutput = ""
  package var standardError = ""
  package var exitCode: Int32 = 0
  /// What happened in the world meanwhile: beside the command's own text, and never in `$(…)` or a pipe.
  package var notices: [String] = []
  /// True where the text holds SGR sequences of our own (colours); they are kept on a terminal and left out elsewhere.
  package var isStyled = false
  /// To be shown page by page where a person reads it.
  package var isPaged = false
  /// The same text as the three above, as it was written in turn: of a script, whose commands write to both channels.
  /// Empty where the order does not matter.
  package var inOrder: [LineResult.Chunk] = []

  package init(_ standardOutput: String = "", error: String = "", exitCode: Int32 = 0, notices: [String] = []) {
    self.standardOutput = standardOutput
    standardError = error
    self.exitCode = exitCode
    self.notices = notices
  }
  /// Puts in front what was written before it.
  mutating func precede(errors: String, notices before: [String]) {
    guard !errors.isEmpty || !before.isEmpty else { return }
    standardError = errors + standardError
    notices = before + notices
    guard !inOrder.isEmpty else { return }
    var chunks: [LineResult.Chunk] = []
    if !errors.isEmpty { chunks.append(.init(channel: .error, text: errors)) }
    if !before.isEmpty { chunks.append(.init(notices: before)) }
    inOrder = chunks + inOrder
  }

  /// One line of complaint from the shell itself.
  package static func complaint(_ message: String, exitCode: Int32 = 1) -> CommandOutput {
    CommandOutput(error: "drydock: \(message)\n", exitCode: exitCode)
  }
}

package struct LineResult: Sendable {
  package enum Channel: Hashable, Sendable { case output, error, notice }
  package struct Chunk: Hashable, Sendable {
    package let channel: Channel
    package let text: String
    /// See `CommandOutput.isPaged`.
    package let isPaged: Bool

    package init(channel: Channel, text: String, isPaged: Bool = false) {
      self.channel = channel
      self.text = text
      self.isPaged = isPaged
    }
    init(notices: [String]) { self.init(channel: .notice, text: notices.map { $0 + "\n" }.joined()) }
  }

  /// As it was typed.
  package var text = ""
  package var chunks: [Chunk] = []
  package var exitCode: Int32 = 0
  /// Each `aws` command of the line, in the order they ran.
  package var calls: [CallTrace] = []
  /// The host's files that it read behind `file://`, by their paths as they were typed.
  package var hostFiles: [String: [UInt8]] = [:]
  /// True after `quit`, `exit`.
  package var wantsToLeave = false
  /// The line could not be read; nothing of it ran.
  package var grammarError: GrammarError?
  /// A command failed under `set -e`, or `set -u` found no value: the rest was not run, and a script ends here.
  package var hasFailed = false

  package var standardOutput: String { text(of: .output) }
  package var standardError: String { text(of: .error) }
  /// One line each.
  package var notices: [String] { text(of: .notice).split(separator: "\n").map(String.init) }
  private func text(of channel: Channel) -> String {
    chunks.filter { $0.channel == channel }.map(\.text).joined()
  }

  mutating func append(_ output: CommandOutput) {
    exitCode = output.exitCode
    if !output.inOrder.isEmpty {
      chunks += output.inOrder
      return
    }
    if !output.standardOutput.isEmpty {
      chunks.append(Chunk(channel: .output, text: output.standardOutput, isPaged: output.isPaged))
    }
    if !output.standardError.isEmpty { chunks.append(Chunk(channel: .error, text: output.standardError)) }
    if !output.notices.isEmpty { chunks.append(Chunk(notices: output.notices)) }
  }
}

/// One `aws` command as it ran: what diagnoses and hints look at.
package struct CallTrace: Sendable {
  package enum Outcome: Hashable, Sendable {
    case ok
    /// The service refused; `why` is our own sentence about it.
    case failed(code: String, message: String?, why: String?)
    /// The command line refused before the service was asked.
    case refused(message: String, suggestion: String?)
  }
  /// The words after `aws`, expanded.
  package var words: [String]
  /// `ecs create-service`; nil where the line did not parse that far.
  package var command: String?
  package var input: Document.Object
  package var outcome: Outcome
}
