/// How the result of a line is shown: whole, folded to what changed, or in a pager.
///
/// In: what a line printed. Out: the same, or less of it, on the terminal. Decides for a person at a terminal alone; what a
/// script prints is never folded or paged.
import CLibedit
import Interpreter
import Screen

extension LearnerShell {
  var showsNotices: Bool { manner.isInteractive || play != nil }

  // MARK: Pager

  /// nil where the learner wants none. A variable of this session counts before the environment's.
  var pagerCommand: String? {
    Pager.command { session.variables[$0] ?? TerminalFacts.variable($0) }
  }

  /// - Returns: false where it fits the screen, or no pager is wanted or to be had.
  func showInPager(_ result: LineResult) -> Bool {
    let rows = Int(clibedit_rows())
    guard manner.isInteractive, preferences.isOn(.pager), !isLinear, editor != nil, rows > 1,
      !result.chunks.contains(where: { $0.channel == .error || $0.isPaged }),
      !result.calls.contains(where: { $0.words.contains("--no-cli-pager") })
    else { return false }
    let text = result.chunks.map { $0.channel == .notice ? manner.canvas.dimmed($0.text) : $0.text }.joined()
    guard text.utf8.count >= rows, Pager.rows(of: text, columns: manner.canvas.columns) >= rows else { return false }
    let isShown = HostPrograms.page(text, command: pagerCommand)
    // Ctrl-C was meant for the pager; the terminal has shown it as `^C`.
    if Interrupts.wasPressed() { terminal.output("\n") }
    return isShown
  }

  // MARK: Folding

  /// What an `aws` command printed, folded where the same line ran before.
  func folded(_ result: LineResult, of line: String) -> LineResult {
    guard manner.isInteractive, preferences.isOn(.fold), result.calls.count == 1, result.exitCode == 0,
      let answers = session.lastTwoAnswers, answers.command == line, answers.after == result.standardOutput,
      let lines = FoldedText.folded(answers.after, since: answers.before)
    else { return result }
    var folded = result
    folded.chunks =
      [.init(channel: .output, text: lines.joined(separator: "\n") + "\n")]
      + result.chunks.filter { $0.channel != .output }
    return folded
  }

  // MARK: Lines that are not edited

  /// Everything line by line, without redrawing.
  var isLinear: Bool { manner.isInteractive && preferences.isOn(.plain) }

  /// Where no key can ask for help, a line that ends with ` ?` does.
  func asksForHelp(_ line: String) -> Bool {
    manner.isInteractive && (isLinear || editor == nil) && (line == "?" || line.hasSuffix(" ?"))
  }

  func linearHelp(_ line: String) -> [String] {
    let text = String(line.dropLast())
    let end = EditedLine(text: text, cursor: text.unicodeScalars.count)
    let candidates = completions(end).candidates
    let most = 40
    let lines = candidates.prefix(most).map { $0.description.isEmpty ? $0.text : "\($0.text): \($0.description)" }
    let rest = candidates.count > most ? ["and \(candidates.count - most) more"] : []
    return helpLines(end).prefix(candidates.isEmpty ? 12 : 2) + lines + rest
  }
}
