/// What a careless hand may take out of a lesson: one check, one line of a solution, or one diagnosis.
///
/// In: a lesson and its bytes. Out: each of them in turn, with the bytes of the lesson without it. Reads no other file.
import Lessons

package struct Deletion: Sendable {
  package enum What: Hashable, Sendable {
    case check(String)
    case diagnosis(String)
    case line(String, solution: String)
  }
  package let what: What
  package let step: String
  package let position: SourcePosition
  /// The lesson without it.
  package let bytes: [UInt8]

  /// As the lesson's test must name it; what names a line is its solution.
  var name: String {
    switch what {
    case .check(let id), .diagnosis(let id), .line(_, let id): "`\(id)`"
    }
  }

  var description: String {
    switch what {
    case .check(let id): "the check `\(id)`"
    case .diagnosis(let id): "the diagnosis `\(id)`"
    case .line(let text, let solution): "the line `\(Rehearsal.short(text))` of the solution `\(solution)`"
    }
  }
}

extension Deletion {
  static func all(of step: Step, in bytes: [UInt8]) -> [Deletion] {
    let text = LessonText(bytes)
    func deletion(_ what: What, at position: SourcePosition, lines: Int) -> Deletion {
      Deletion(what: what, step: step.id, position: position, bytes: text.without(lines, from: position.line))
    }
    let checks = step.checks.map { check in
      deletion(.check(check.id), at: check.position, lines: text.linesOfEntry(at: check.position.line))
    }
    let diagnoses = step.diagnoses.map { diagnosis in
      deletion(.diagnosis(diagnosis.id), at: diagnosis.position, lines: text.linesOfEntry(at: diagnosis.position.line))
    }
    let lines = step.solutions.flatMap { solution in
      solution.commands.map { command in
        deletion(
          .line(command.text, solution: solution.id), at: command.position,
          lines: command.text.split(separator: "\n", omittingEmptySubsequences: false).count)
      }
    }
    return checks + diagnoses + lines
  }
}

/// A lesson's lines, numbered from 1.
private struct LessonText {
  private let lines: [ArraySlice<UInt8>]
  private static let newline = UInt8(ascii: "\n")

  init(_ bytes: [UInt8]) { lines = bytes.split(separator: Self.newline, omittingEmptySubsequences: false) }

  func without(_ count: Int, from number: Int) -> [UInt8] {
    Array((lines.prefix(number - 1) + lines.dropFirst(number - 1 + count)).joined(separator: [Self.newline]))
  }

  /// An entry of a YAML list: up to the next line that is indented no deeper, the fence's end at the latest.
  func linesOfEntry(at number: Int) -> Int {
    guard lines.indices.contains(number - 1) else { return 0 }
    let depth = indent(of: lines[number - 1])
    let inner = lines.dropFirst(number).prefix { line in
      line.allSatisfy { $0 == UInt8(ascii: " ") } || indent(of: line) > depth
    }
    return inner.count + 1
  }

  private func indent(of line: ArraySlice<UInt8>) -> Int { line.prefix { $0 == UInt8(ascii: " ") }.count }
}
