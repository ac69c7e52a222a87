/// What was typed in this session and what came of it, to be kept or given to somebody.
///
/// In: lines with their results, notes, headings. Out: Markdown, or the commands alone as a script. Holds at most 2 MiB; the
/// oldest goes first. Nothing of it is written anywhere by itself.
import SimulationKit

package struct Transcript: Sendable {
  private enum Item: Sendable {
    case heading(String)
    case note(String)
    case command(Instant, String, output: String, exitCode: Int32)

    var bytes: Int {
      switch self {
      case .heading(let text), .note(let text): text.utf8.count
      case .command(_, let typed, let output, _): typed.utf8.count + output.utf8.count
      }
    }
  }
  private var items: [Item] = []
  private var bytes = 0
  private var hasLost = false
  private static let mostBytes = 2 << 20
  /// Where it began, for the heading.
  private let name: String

  init(of name: String) { self.name = name }

  package mutating func heading(_ text: String) { append(.heading(text)) }
  package mutating func note(_ text: String) { append(.note(text)) }
  mutating func command(_ typed: String, at instant: Instant, output: String, exitCode: Int32) {
    append(.command(instant, typed, output: output, exitCode: exitCode))
  }

  private mutating func append(_ item: Item) {
    items.append(item)
    bytes += item.bytes
    while bytes > Self.mostBytes, items.count > 1 {
      bytes -= items.removeFirst().bytes
      hasLost = true
    }
  }

  package var markdown: String {
    var blocks = ["# Session in `\(name)`"]
    if hasLost { blocks.append("(The beginning is not kept any more.)") }
    for item in items {
      switch item {
      case .heading(let text): blocks.append("## \(text)")
      case .note(let text): blocks.append(text.split(separator: "\n").map { "> \($0)" }.joined(separator: "\n"))
      case .command(let instant, let typed, let output, let exitCode):
        let fence = Self.fence(around: typed + output)
        let code = exitCode == 0 ? "" : "(exit code \(exitCode))\n"
        let end = output.isEmpty || output.hasSuffix("\n") ? "" : "\n"
        blocks.append("\(fence)console\n\(instant.timeOfDay)> \(typed)\n\(output)\(end)\(code)\(fence)")
      }
    }
    return blocks.joined(separator: "\n\n") + "\n"
  }

  /// Longer than any row of backticks inside.
  private static func fence(around text: String) -> String {
    var (longest, row) = (2, 0)
    for byte in text.utf8 {
      row = byte == UInt8(ascii: "`") ? row + 1 : 0
      longest = max(longest, row)
    }
    return String(repeating: "`", count: longest + 1)
  }

  /// The commands as a script that could be run again; what failed is a comment.
  package var script: String {
    let lines = items.map { item in
      switch item {
      case .heading(let text), .note(let text): Self.comment(text)
      case .command(_, let typed, _, let exitCode):
        exitCode == 0 ? typed : Self.comment("exit code \(exitCode): \(typed)")
      }
    }
    return (["#!/bin/bash"] + lines).map { $0 + "\n" }.joined()
  }

  private static func comment(_ text: String) -> String {
    text.split(separator: "\n", omittingEmptySubsequences: false).map { "# \($0)" }.joined(separator: "\n")
  }
}

extension Session {
  /// `transcript`, `transcript --script`, `transcript --summary`.
  func transcriptWord(_ arguments: [String]) -> CommandOutput {
    switch arguments {
    case []: CommandOutput(transcript.markdown)
    case ["--script"]: CommandOutput(transcript.script)
    case ["--summary"]: CommandOutput(summary)
    default:
      .complaint(
        "transcript: `transcript` is Markdown, `transcript --script` the commands alone, `transcript --summary` one of each "
          + "kind; `> FILE` keeps it", exitCode: 2)
    }
  }

  /// A line that only asks for the transcript is no part of it; a note is, but not as a command.
  func writeDown(_ text: String, at instant: Instant, _ result: LineResult) {
    guard let first = text.split(whereSeparator: \.isWhitespace).first, first != "transcript", first != "note" else {
      return
    }
    let output = result.chunks.map { TerminalText.plain($0.text) }.joined()
    transcript.command(text, at: instant, output: output, exitCode: result.exitCode)
  }
}
