/// `echo`, `printf`, `test`, `sleep`: small words that scripts are made of.
///
/// In: words. Out: text, or an exit code. `sleep` lets simulated time pass. Source: POSIX.1-2017, Utilities, `echo`,
/// `printf`, `test`; bash(1), `echo -e`.
import SimulationKit
import Workspace

extension Session {
  /// `-n`: no line end; `-e`: `\\n` and `\\t` are a line end and a tab.
  func echo(_ arguments: [String]) -> CommandOutput {
    var words = arguments[...]
    var flags = Set<Character>()
    while let first = words.first, first.count > 1, first.hasPrefix("-"), first.dropFirst().allSatisfy("neE".contains) {
      flags.formUnion(first.dropFirst())
      words.removeFirst()
    }
    let text = words.joined(separator: " ")
    return CommandOutput((flags.contains("e") ? Self.unescaped(text) : text) + (flags.contains("n") ? "" : "\n"))
  }

  private static func unescaped(_ text: String) -> String {
    guard text.utf8.contains(UInt8(ascii: "\\")) else { return text }
    var result = String.UnicodeScalarView()
    var rest = text.unicodeScalars[...]
    while let scalar = rest.popFirst() {
      guard scalar == "\\", let next = rest.popFirst() else {
        result.append(scalar)
        continue
      }
      switch next {
      case "n": result.append("\n")
      case "t": result.append("\t")
      case "\\": result.append("\\")
      default: result.append(contentsOf: [scalar, next])
      }
    }
    return String(result)
  }

  // MARK: printf

  /// `%s`, `%d` and `%%`; the format is used again while words are left.
  func printFormatted(_ arguments: [String]) -> CommandOutput {
    guard let format = arguments.first else {
      return .complaint("printf: give a format, as in `printf '%s\\n' TEXT`", exitCode: 2)
    }
    var words = arguments.dropFirst()
    var text = ""
    repeat {
      let before = words.count
      var rest = Self.unescaped(format)[...]
      while let character = rest.popFirst() {
        guard character == "%" else {
          text.append(character)
          continue
        }
        switch rest.popFirst() {
        case "%": text += "%"
        case "s": text += words.popFirst() ?? ""
        case "d":
          let word = words.popFirst() ?? "0"
          guard let number = Int(word) else {
            return .complaint("printf: '\(GrammarError.shown(word))' is no whole number")
          }
          text += "\(number)"
        case .some, nil: return .complaint("printf: only %s, %d and %% are understood here", exitCode: 2)
        }
      }
      if words.count == before { break }
    } while !words.isEmpty && text.utf8.count <= Expansion.maximumBytes
    return CommandOutput(text)
  }

  // MARK: test

  /// `test …` and `[ … ]`: texts, whole numbers, and whether a file is there.
  func test(_ word: String, _ arguments: [String]) -> CommandOutput {
    var words = arguments[...]
    if word == "[", words.popLast() != "]" { return .complaint("[: `]` is missing at the end", exitCode: 2) }
    var isNegated = false
    while words.first == "!", words.count > 1 {
      isNegated.toggle()
      words.removeFirst()
    }
    guard let holds = holds(Array(words)) else {
      return .complaint(
        "\(word): not understood; `[ -z TEXT ]`, `[ -n TEXT ]`, `[ A = B ]`, `[ A != B ]`, `[ 1 -lt 2 ]` and `[ -f FILE ]` are",
        exitCode: 2)
    }
    return CommandOutput(exitCode: holds != isNegated ? 0 : 1)
  }

  /// nil where the words are no question.
  private func holds(_ words: [String]) -> Bool? {
    switch words.count {
    case 0: return false
    case 1: return !words[0].isEmpty
    case 2:
      switch words[0] {
      case "-z": return words[1].isEmpty
      case "-n": return !words[1].isEmpty
      case "-f", "-e", "-r": return (try? readSandboxFile(words[1]).get()) != nil
      case "-s": return (try? readSandboxFile(words[1]).get())?.isEmpty == false
      default: return nil
      }
    case 3:
      if words[1] == "=" || words[1] == "==" { return words[0] == words[2] }
      if words[1] == "!=" { return words[0] != words[2] }
      guard let left = Int(words[0]), let right = Int(words[2]) else { return nil }
      switch words[1] {
      case "-eq": return left == right
      case "-ne": return left != right
      case "-lt": return left < right
      case "-le": return left <= right
      case "-gt": return left > right
      case "-ge": return left >= right
      default: return nil
      }
    default: return nil
    }
  }

  // MARK: sleep

  /// As in a script: simulated time passes, and nothing is printed.
  func sleep(_ arguments: [String]) -> CommandOutput {
    guard let text = arguments.first, arguments.count == 1, let span = SpanText.parse(text) else {
      return .complaint("sleep: say how long, as in `sleep 30`; simulated time passes", exitCode: 2)
    }
    do throws(WorkspaceError) {
      let advanced = try sandbox.advance(to: sandbox.now + span, typed: progress.typed, origin: origin) { [self] _, _ in
        isCancelled() ? .stop : .goOn
      }
      return CommandOutput(
        exitCode: advanced.outcome == .reached ? 0 : 130, notices: Notices.whileWaiting(advanced.events))
    } catch { return .complaint("sleep: \(error.message)") }
  }
}
