/// A receipt as text: lines that people read and `drydock verify` plays again.
///
/// In: a receipt, or its text. Out: the text, or the receipt. Everything read is untrusted and capped. The last line is a
/// sum over all before it: a change that no replay can see, such as of a typed line, shows too. It is no secret: what makes a
/// receipt true is that it plays. Source: lesson format, section 9.
import Lessons
import SimulationKit
import Workspace

package enum ReceiptText {
  package static let firstLine = "drydock-receipt/1"
  package static let mostBytes = 16 << 20
  static let mostLines = 200_000
  static let mostLessons = 200
  static let mostSteps = 200
  private static let mostWordBytes = 64

  // MARK: Writing

  package static func written(_ receipt: Receipt) -> String {
    var lines = [
      firstLine, "learner: \(receipt.learner)", "engine: \(receipt.engine)", "course: \(receipt.course.text)",
      "written: \(receipt.written)",
    ]
    for lesson in receipt.lessons { lines += self.lines(for: lesson) }
    let text = lines.map { $0 + "\n" }.joined()
    return text + "end: \(sum(of: text))\n"
  }

  private static func lines(for lesson: LessonReceipt) -> [String] {
    var lines = [
      "", "lesson: \(lesson.lesson.text)", "variant: \(lesson.variant.isEmpty ? "-" : lesson.variant)",
      "seed: \(lesson.seed)", "points: \(lesson.points)/\(lesson.possiblePoints)",
    ]
    for step in lesson.steps {
      lines.append(step.line)
      if !step.firstAt.isEmpty { lines.append("clock: \(step.firstAt) \(step.lastAt)") }
    }
    lines.append("journal: \(lesson.journal.count)")
    return lines + lesson.journal.flatMap(EntryText.lines)
  }

  static func sum(of text: String) -> String { String(StableHash.of(text), radix: 16) }

  /// A word without blanks and of printable ASCII; empty where it is none.
  static func plainWord(_ text: String) -> String { isPlainWord(text) ? text : "" }

  static func isPlainWord(_ text: some StringProtocol) -> Bool {
    (1...mostWordBytes).contains(text.utf8.count) && text.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F }
  }

  /// Without what steers a terminal or reorders text.
  static func printable(_ text: String) -> String {
    String(String.UnicodeScalarView(text.unicodeScalars.map { isPrintable($0) ? $0 : "\u{FFFD}" }))
  }

  static func isPrintable(_ scalar: Unicode.Scalar) -> Bool {
    if scalar.isASCII { return scalar.value >= 0x20 && scalar.value != 0x7F }
    switch scalar.properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator: return false
    default: return true
    }
  }

  // MARK: Reading

  /// - Throws: where it is no receipt; the line is named.
  package static func read(_ bytes: [UInt8]) throws(ReceiptProblem) -> ReadReceipt {
    guard bytes.count <= mostBytes else {
      throw ReceiptProblem(line: 1, reason: "it is larger than \(mostBytes >> 20) MiB")
    }
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw ReceiptProblem(line: 1, reason: "it is no UTF-8 text")
    }
    var line = 1
    for scalar in text.unicodeScalars {
      if scalar == "\n" {
        line += 1
      } else if !isPrintable(scalar) {
        throw ReceiptProblem(line: line, reason: "it has a character that cannot be printed")
      }
    }
    var reader = ReceiptReader(text)
    return try reader.read()
  }
}

package struct ReceiptProblem: Error, Hashable, Sendable {
  package let line: Int
  package let reason: String
  package var message: String { "line \(line): \(reason)" }
}

/// A receipt with where its parts stand in the text.
package struct ReadReceipt: Sendable {
  package var receipt: Receipt
  /// By lesson, then by step.
  package var stepLines: [[Int]]
  /// By lesson: of each entry.
  package var entryLines: [[EntryID: Int]]
  package var lessonLines: [Int]
  /// False where something was changed after the receipt was written.
  package var fitsItsSum: Bool
  package var lastLine: Int
}

private struct ReceiptReader {
  private let lines: [Substring]
  private let text: String
  private var index = 0

  init(_ text: String) {
    self.text = text
    lines = text.split(separator: "\n", maxSplits: ReceiptText.mostLines, omittingEmptySubsequences: false)
  }

  mutating func read() throws(ReceiptProblem) -> ReadReceipt {
    guard lines.count <= ReceiptText.mostLines else { throw problem("it has too many lines") }
    guard lines.first == ReceiptText.firstLine[...] else {
      throw problem("it does not begin with `\(ReceiptText.firstLine)`; `drydock receipt` writes such a file")
    }
    index = 1
    let learner = try word("learner")
    guard SandboxName.isValidPart(learner) else { throw problem("a learner's name is that of a profile", back: 1) }
    let engine = try word("engine")
    let course = try mark("course")
    let written = try word("written")
    let receipt = Receipt(learner: learner, engine: engine, course: course, written: written, lessons: [])
    var read = ReadReceipt(
      receipt: receipt, stepLines: [], entryLines: [], lessonLines: [], fitsItsSum: false, lastLine: 0)
    while index < lines.count, lines[index].isEmpty, index + 1 < lines.count {
      index += 1
      guard read.receipt.lessons.count < ReceiptText.mostLessons else { throw problem("it has too many lessons") }
      try lesson(&read)
    }
    try end(&read)
    return read
  }

  private mutating func lesson(_ read: inout ReadReceipt) throws(ReceiptProblem) {
    read.lessonLines.append(index + 1)
    let lesson = try mark("lesson")
    guard !read.receipt.lessons.contains(where: { $0.lesson.id == lesson.id }) else {
      throw problem("the lesson `\(lesson.id)` is there twice", back: 1)
    }
    let variant = try word("variant")
    guard let seed = UInt64(try word("seed")) else { throw problem("a seed is a whole number", back: 1) }
    let points = try value("points")
    let pointsLine = index
    var part = LessonReceipt(
      lesson: lesson, variant: variant == "-" ? "" : String(variant), seed: seed, steps: [], journal: [])
    var stepLines: [Int] = []
    while index < lines.count, lines[index].hasPrefix("step: ") {
      guard part.steps.count < ReceiptText.mostSteps else { throw problem("a lesson has at most 200 steps") }
      part.steps.append(try step())
      stepLines.append(index)
    }
    guard points == "\(part.points)/\(part.possiblePoints)" else {
      throw ReceiptProblem(line: pointsLine, reason: "the points are not the sum of the steps' points")
    }
    var entryLines: [EntryID: Int] = [:]
    part.journal = try journal(&entryLines)
    read.receipt.lessons.append(part)
    read.stepLines.append(stepLines)
    read.entryLines.append(entryLines)
  }

  private mutating func step() throws(ReceiptProblem) -> StepClaim {
    let line = lines[index]
    let words = line.split(separator: " ", omittingEmptySubsequences: false).map(String.init)
    guard words.count == 9, ReceiptText.isPlainWord(words[1]), let kind = StepKind(rawValue: words[2]),
      let status = StepRecord.Status(rawValue: words[3]), words[8].hasPrefix("medal=")
    else { throw problem("it is no line of a step") }
    let numbers = words[4...7].flatMap { word in
      word.drop { $0 != "=" }.dropFirst().split(separator: "/").compactMap { Int($0) }
    }
    let medal = Medal.Grade(rawValue: String(words[8].dropFirst(6)))
    guard numbers.count == 5, numbers.allSatisfy({ (0...1_000_000_000_000).contains($0) }) else {
      throw problem("it is no line of a step")
    }
    var claim = StepClaim(id: words[1], kind: kind, status: status, numbers: numbers, medal: medal)
    guard claim.line == line else { throw problem("it is no line of a step") }
    index += 1
    if index < lines.count, lines[index].hasPrefix("clock: ") {
      let times = lines[index].dropFirst(7).split(separator: " ", omittingEmptySubsequences: false)
      guard times.count == 2, times.allSatisfy({ ReceiptText.isPlainWord($0) }) else {
        throw problem("it is no line of a clock")
      }
      (claim.firstAt, claim.lastAt) = (String(times[0]), String(times[1]))
      index += 1
    }
    return claim
  }

  private mutating func journal(_ entryLines: inout [EntryID: Int]) throws(ReceiptProblem) -> [Entry] {
    guard let count = Int(try word("journal")), (1...JournalReplay.mostEntries).contains(count) else {
      throw problem("a journal has 1 to \(JournalReplay.mostEntries) entries", back: 1)
    }
    var entries: [Entry] = []
    while entries.count < count {
      var typed: [Substring] = []
      while index < lines.count, lines[index].hasPrefix("> ") {
        typed.append(lines[index].dropFirst(2))
        index += 1
      }
      guard index < lines.count, let entry = EntryText.read(lines[index], typed: typed) else {
        throw problem("it is no entry of a journal")
      }
      if let last = entries.last, entry.id != last.id + 1 { throw problem("an entry before it is missing") }
      entries.append(entry)
      entryLines[entry.id] = index + 1
      index += 1
    }
    return entries
  }

  private mutating func end(_ read: inout ReadReceipt) throws(ReceiptProblem) {
    let sum = try word("end")
    read.lastLine = index
    guard index == lines.count - 1, lines[index].isEmpty else { throw problem("there is something after its end") }
    let before = lines[..<(index - 1)].map { $0 + "\n" }.joined()
    read.fitsItsSum = ReceiptText.sum(of: before) == sum
  }

  // MARK: Lines

  private mutating func value(_ name: String) throws(ReceiptProblem) -> Substring {
    let prefix = name + ": "
    guard index < lines.count, lines[index].hasPrefix(prefix) else {
      throw problem("`\(name): …` is wanted here; `drydock receipt` writes it")
    }
    index += 1
    return lines[index - 1].dropFirst(prefix.count)
  }

  private mutating func word(_ name: String) throws(ReceiptProblem) -> String {
    let word = try value(name)
    guard ReceiptText.isPlainWord(word) else { throw problem("`\(name)` is one plain word", back: 1) }
    return String(word)
  }

  private mutating func mark(_ name: String) throws(ReceiptProblem) -> CourseMark {
    let words = try value(name).split(separator: " ", omittingEmptySubsequences: false)
    guard words.count == 3, words.allSatisfy({ ReceiptText.isPlainWord($0) }), let digest = UInt64(words[2], radix: 16)
    else { throw problem("`\(name)` is an id, a version and a digest", back: 1) }
    return CourseMark(id: String(words[0]), version: String(words[1]), digest: digest)
  }

  private func problem(_ reason: String, back: Int = 0) -> ReceiptProblem {
    ReceiptProblem(line: index - back + 1, reason: reason)
  }
}
