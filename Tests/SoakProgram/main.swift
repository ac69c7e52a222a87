/// The soak test as a program: many histories, each from a fresh seed, on all processors.
///
/// In: `--events N` (in all), `--history N` (each), `--audit N`, `--jobs N`, `--seed N` (that one history only), `--name TEXT`
/// (seeds that follow from the text: the same histories for the same text). Out: the seeds and what came of them; exit code
/// 1 and a report for the first that breaks a promise. Not installed.
import Foundation
import SimulationKit
import Soak

struct Options {
  var events = 1_000_000
  var history = 25_000
  var audit = 1_000
  var jobs = ProcessInfo.processInfo.activeProcessorCount
  var seed: UInt64?
  var name: String?

  /// The seed of a history, by its number.
  func seed(of number: Int) -> UInt64 {
    guard let name else { return .random(in: 1...999_999_999) }
    return StableHash.of("\(name)/\(number)") % 999_999_999 + 1
  }

  init(_ words: [String]) throws {
    var words = words[...]
    while let word = words.popFirst() {
      let value = words.popFirst()
      if word == "--name", let value {
        name = value
        continue
      }
      guard let value, let number = UInt64(value) else {
        throw Refusal(text: "\(word) takes a number")
      }
      let count = max(1, Int(clamping: number))
      switch word {
      case "--events": events = count
      case "--history": history = count
      case "--audit": audit = count
      case "--jobs": jobs = count
      case "--seed": seed = number
      default: throw Refusal(text: "there is no option \(word); see `make help`")
      }
    }
  }
  struct Refusal: Error { let text: String }
}

struct Outcome: Sendable {
  let history: SoakHistory
  let seconds: Double
}

func play(_ seed: UInt64, _ options: Options, events: Int) async throws -> Outcome {
  let clock = ContinuousClock()
  let began = clock.now
  var history = try SoakHistory(seed: seed, auditEvery: options.audit)
  history.play(events: events)
  let span = began.duration(to: clock.now)
  let (seconds, rest) = span.components
  return Outcome(history: history, seconds: Double(seconds) + Double(rest) / 1e18)
}

func say(_ outcome: Outcome) {
  defer { fflush(nil) }
  let history = outcome.history
  print(
    "seed \(history.seed): \(history.events) events, \(history.journal.count) commands, \(history.calms) calms, "
      + "\(history.rollouts) rollouts, \(String(format: "%.1f", outcome.seconds)) s")
}

do {
  let options = try Options(Array(CommandLine.arguments.dropFirst()))
  var total = 0
  var isBroken = false
  if let seed = options.seed {
    let outcome = try await play(seed, options, events: options.events)
    say(outcome)
    isBroken = !outcome.history.broken.isEmpty
    if isBroken { print(outcome.history.report) }
    for (name, count) in outcome.history.accepted.sorted(by: { $0.key < $1.key }) {
      print("  \(name): \(count) accepted, \(outcome.history.refused[name, default: 0]) refused")
    }
  } else {
    let share = min(options.history, options.events)
    let count = (options.events + share - 1) / share
    try await withThrowingTaskGroup(of: Outcome.self) { group in
      var begun = 0
      func begin() {
        guard begun < count else { return }
        let seed = options.seed(of: begun)
        begun += 1
        group.addTask { try await play(seed, options, events: share) }
      }
      for _ in 0..<options.jobs { begin() }
      while let outcome = try await group.next() {
        say(outcome)
        total += outcome.history.events
        if !outcome.history.broken.isEmpty {
          isBroken = true
          print(outcome.history.report)
          group.cancelAll()
          break
        }
        begin()
      }
    }
    print("\(total) events in all")
  }
  exit(isBroken ? 1 : 0)
} catch let refusal as Options.Refusal {
  FileHandle.standardError.write(Data((refusal.text + "\n").utf8))
  exit(2)
}
