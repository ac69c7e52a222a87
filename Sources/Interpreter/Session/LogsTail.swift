/// `aws logs tail`: the newest lines of a log group, from the world as it is now.
///
/// In: a parsed tail. Out: lines, and a word on how time goes on where they are to be followed.
import AWSCommandLine
import Documents
import SimulationKit

extension Session {
  func carryOut(_ tail: TailCall, words: [String]) -> CommandOutput {
    let start: Instant?
    switch tail.since {
    case .ago(let milliseconds): start = sandbox.now + Duration(milliseconds: -milliseconds)
    case .moment(let text): start = Instant(iso8601: text) ?? Instant(iso8601: text + "Z")
    }
    guard let start else {
      return CommandOutput(
        error: "\naws: [ERROR]: write --since as 2026-01-05T09:00:00Z here, or as a span such as 10m\n", exitCode: 255)
    }
    var call = tail.call
    call.input["startTime"] = .integer(max(0, start.milliseconds))
    var output = carryOut(call, words: words, command: "logs tail") { walk in
      tail.text(of: walk.fullResult["events"]?.list ?? []) { Instant(milliseconds: $0).wholeSeconds }
    }
    if tail.follows, output.exitCode == 0 {
      output.notices.append(
        "(time stands still here: `wait 30s` or `watch` lets it go on, then ask again for newer lines)")
    }
    return output
  }
}

extension Instant {
  /// `2026-01-05T09:00:00`
  fileprivate var wholeSeconds: String { String(iso8601().dropLast()) }
}
