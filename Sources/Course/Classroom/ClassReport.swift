/// What a class has come to: how far everybody is, who is stuck where, and which wrong tries no diagnosis spoke to.
///
/// In: receipts with their verdicts. Out: a table as text, or CSV. Counts only what was verified; names what was not.
/// Source: lesson format, section 9.
import Lessons
import SimulationKit

package struct ClassReport {
  package struct Item {
    package let file: String
    package let receipt: Receipt
    package let verdicts: [LessonVerdict]
    package init(file: String, receipt: Receipt, verdicts: [LessonVerdict]) {
      self.file = file
      self.receipt = receipt
      self.verdicts = verdicts
    }
  }

  private struct Seen {
    let file: String
    let learner: String
    let lesson: String
    /// By the wall clock of the learner's machine.
    let written: String
    let records: [StepRecord]

    /// Who came further comes later: steps done, then points, then when it was written.
    func isBehind(_ other: Seen) -> Bool {
      (done, points, written) < (other.done, other.points, other.written)
    }

    private var done: Int {
      records.count {
        switch $0.status {
        case .solved, .shown, .read: true
        case .skipped, .open: false
        }
      }
    }
    private var points: Int { records.map(\.points).reduce(0, +) }
  }

  private let seen: [Seen]
  private let problems: [String]
  /// Receipts that say less than another one of the same learner.
  private let remarks: [String]
  private let lessons: [String]
  private static let mostTries = 3

  /// - Parameter unreadable: what was no receipt, as sentences.
  package init(_ items: [Item], unreadable: [String]) {
    var (seen, problems, lessons) = ([Seen](), unreadable, [String]())
    for item in items {
      for (part, verdict) in zip(item.receipt.lessons, item.verdicts) {
        if !lessons.contains(part.lesson.id) { lessons.append(part.lesson.id) }
        switch verdict {
        case .verified(let records):
          seen.append(
            Seen(
              file: item.file, learner: item.receipt.learner, lesson: part.lesson.id, written: item.receipt.written,
              records: records))
        case .differs(let line, let reason), .otherSeed(let line, let reason):
          problems.append("\(item.file):\(line): `\(part.lesson.id)` is not counted: \(reason)")
        case .unusable(let reason): problems.append("\(item.file): `\(part.lesson.id)` cannot be judged: \(reason)")
        }
      }
    }
    (self.seen, remarks) = Self.onceEach(seen)
    (self.problems, self.lessons) = (problems, lessons)
  }

  /// Of several receipts of one learner for one lesson the one that came furthest counts. Those without a name may be of
  /// several learners.
  private static func onceEach(_ all: [Seen]) -> (kept: [Seen], remarks: [String]) {
    var (kept, remarks) = ([Seen](), [String]())
    for item in all {
      let place = kept.firstIndex { other in
        other.learner == item.learner && other.lesson == item.lesson && item.learner != ReceiptVerifier.namelessLearner
      }
      guard let place else {
        kept.append(item)
        continue
      }
      let isBetter = !item.isBehind(kept[place])
      let (counted, left) = isBetter ? (item, kept[place]) : (kept[place], item)
      kept[place] = counted
      remarks.append(
        "\(left.file): `\(left.lesson)` of \(left.learner) is not counted: \(counted.file) has come as far, or further")
    }
    return (kept, remarks)
  }

  package var hasProblems: Bool { !problems.isEmpty }

  // MARK: Text

  package var text: String {
    var lines: [String] = []
    for lesson in lessons {
      let those = seen.filter { $0.lesson == lesson }
      guard let first = those.first else { continue }
      lines += ["\(lesson): \(those.count) \(those.count == 1 ? "learner" : "learners")", ""]
      let width = max(4, first.records.map(\.id.count).max() ?? 4)
      lines.append("  \("step".padded(width))  solved  shown  skipped  open  tries  hints")
      for index in first.records.indices {
        lines.append(row(those.map { $0.records[index] }, width))
      }
      lines += stuck(those) + undiagnosed(those) + [""]
    }
    if seen.isEmpty { lines += ["No receipt was counted.", ""] }
    let notes = problems + remarks
    return (lines + notes).joined(separator: "\n") + (notes.isEmpty ? "" : "\n")
  }

  /// Tries and hints are means.
  private func row(_ records: [StepRecord], _ width: Int) -> String {
    func count(_ status: StepRecord.Status) -> Int { records.count { $0.status == status } }
    func mean(_ total: Int) -> String { GradeReport.number(total * 10 / max(1, records.count) * 10) }
    let numbers = [
      ("\(count(.solved) + count(.read))", 6), ("\(count(.shown))", 5), ("\(count(.skipped))", 7),
      ("\(count(.open))", 4),
      (mean(records.map(\.attempts).reduce(0, +)), 5), (mean(records.map(\.hints).reduce(0, +)), 5),
    ]
    let cells = numbers.map { text, width in String(repeating: " ", count: max(0, width - text.count)) + text }
    return "  \((records.first?.id ?? "").padded(width))  " + cells.joined(separator: "  ")
  }

  /// The step that each learner has come to and not done, those who tried most first.
  private func stuck(_ those: [Seen]) -> [String] {
    let open = those.compactMap { learner -> (name: String, step: String, record: StepRecord)? in
      guard let record = learner.records.first(where: { $0.status == .open && $0.attempts > 0 }) else { return nil }
      return (learner.learner, record.id, record)
    }
    let sorted = open.enumerated().sorted {
      ($1.element.record.attempts, $0.offset) < ($0.element.record.attempts, $1.offset)
    }.map(\.element)
    guard !sorted.isEmpty else { return [] }
    return ["", "  Stuck:"]
      + sorted.map {
        "    \($0.name) at `\($0.step)`: \($0.record.attempts) tries, \($0.record.hints) hints, "
          + "\($0.record.simulated.milliseconds / 60_000) simulated minutes"
      }
  }

  private func undiagnosed(_ those: [Seen]) -> [String] {
    guard let first = those.first else { return [] }
    var lines: [String] = []
    for (index, step) in first.records.enumerated() {
      let tries = Self.counted(those.flatMap { $0.records[index].undiagnosed })
      guard !tries.isEmpty else { continue }
      lines.append("    `\(step.id)`:")
      lines += tries.prefix(Self.mostTries).map { "      \($0.count) x  \($0.text)" }
      if tries.count > Self.mostTries { lines.append("      and \(tries.count - Self.mostTries) more") }
    }
    return lines.isEmpty ? [] : ["", "  Wrong tries that no diagnosis spoke to:"] + lines
  }

  /// The most frequent first; among equals in the order in which they came.
  private static func counted(_ texts: [String]) -> [(text: String, count: Int)] {
    var counts: [(text: String, count: Int)] = []
    for text in texts.map({ $0.split(whereSeparator: \.isWhitespace).joined(separator: " ") }) {
      if let index = counts.firstIndex(where: { $0.text == text }) {
        counts[index].count += 1
      } else {
        counts.append((text, 1))
      }
    }
    return counts.enumerated().sorted { ($1.element.count, $0.offset) < ($0.element.count, $1.offset) }.map(\.element)
  }

  // MARK: CSV

  package var csv: String {
    var rows = [
      [
        "learner", "lesson", "step", "kind", "status", "attempts", "hints", "points", "possible", "simulated_seconds",
        "undiagnosed",
      ]
    ]
    for learner in seen {
      for record in learner.records {
        rows.append([
          learner.learner, learner.lesson, record.id, record.kind.rawValue, record.status.rawValue,
          "\(record.attempts)", "\(record.hints)", "\(record.points)", "\(record.possiblePoints)",
          "\(record.simulated.milliseconds / 1_000)", record.undiagnosed.joined(separator: "; "),
        ])
      }
    }
    return CSV.text(rows)
  }
}

extension String {
  fileprivate func padded(_ width: Int) -> String { self + String(repeating: " ", count: max(0, width - count)) }
}
