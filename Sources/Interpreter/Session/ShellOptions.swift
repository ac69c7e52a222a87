/// What `set` switches, and what a script is called with.
///
/// In: the words after `set`. Out: the switches. Source: POSIX.1-2017, Shell Command Language, `set`; bash(1), `pipefail`.
///
/// `set -e` ends a script (a file, standard input, `-c`) after the first command that fails, with its exit code. It does
/// not where `&&` or `||` asks how the command ended, in a pipeline for any but the last (see `pipefail`), or inside
/// `$(…)`. At the prompt it ends what was typed, never the shell.
package struct ShellOptions: Hashable, Sendable {
  /// `-e`, `errexit`
  package var stopsAtFailure = false
  /// `-u`, `nounset`
  package var refusesUnset = false
  /// `-x`, `xtrace`: each command is written to standard error before it runs.
  package var traces = false
  /// `pipefail`: a pipeline fails where any of its commands does, with the last one's exit code that is not 0.
  package var failsWithAnyOfPipe = false

  private static let letters: [(letter: Character, name: String)] = [
    ("e", "errexit"), ("u", "nounset"), ("x", "xtrace"),
  ]
  static let names = ["errexit", "nounset", "pipefail", "xtrace"]

  /// Takes words such as `-euo pipefail`, `+e`.
  ///
  /// - Returns: what is wrong, or nil.
  mutating func take(_ words: [String]) -> String? {
    var rest = words[...]
    while let word = rest.popFirst() {
      guard let sign = word.first, sign == "-" || sign == "+", word.count > 1 else {
        return
          "'\(GrammarError.shown(word))' is no option; `set -e` and its like switch options, `bash FILE WORD …` runs a "
          + "script with words of its own"
      }
      for letter in word.dropFirst() {
        if letter == "o" {
          guard let name = rest.popFirst() else { return "-o needs a name: \(Self.names.joined(separator: ", "))" }
          guard turn(name, on: sign == "-") else {
            return
              "-o \(GrammarError.shown(name)) is not part of this shell; there are \(Self.names.joined(separator: ", "))"
          }
        } else {
          let name = Self.letters.first { $0.letter == letter }?.name
          guard let name, turn(name, on: sign == "-") else {
            return "\(sign)\(letter) is not part of this shell; there are -e, -u, -x and -o pipefail"
          }
        }
      }
    }
    return nil
  }

  private mutating func turn(_ name: String, on isOn: Bool) -> Bool {
    switch name {
    case "errexit": stopsAtFailure = isOn
    case "nounset": refusesUnset = isOn
    case "xtrace": traces = isOn
    case "pipefail": failsWithAnyOfPipe = isOn
    default: return false
    }
    return true
  }

  /// The line of a command for `set -x`.
  static func trace(_ words: [String]) -> String {
    words.isEmpty ? "" : "+ " + words.map(quoted).joined(separator: " ") + "\n"
  }

  /// As a shell could read it again.
  static func quoted(_ word: String) -> String {
    let isPlain =
      !word.isEmpty
      && word.utf8.allSatisfy { byte in
        ByteCursor.isNameByte(byte, first: false) || "@%+=:,./-".utf8.contains(byte)
      }
    return isPlain
      ? word : "'" + word.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "'\\''") + "'"
  }
}

/// A script file that runs, with the words it was given.
struct ScriptFrame: Hashable {
  let name: String
  let arguments: [String]
  /// How many script files stand around it.
  let depth: Int
}
