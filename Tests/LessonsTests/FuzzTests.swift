import Foundation
import Testing

@testable import Lessons

/// The lessons of this repository, as files.
enum BundledLessons {
  private static let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().appending(path: "lessons")

  static let files: [String] = ((try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []).filter {
    FileManager.default.fileExists(atPath: folder.appending(path: $0 + "/lesson.md").path)
  }.sorted()

  static func bytes(_ file: String) throws -> [UInt8] {
    Array(try Data(contentsOf: folder.appending(path: file + "/lesson.md")))
  }

  static let mutations = ProcessInfo.processInfo.environment["DRYDOCK_FUZZ"].flatMap { Int($0) } ?? 3
  static let seed = ProcessInfo.processInfo.environment["DRYDOCK_FUZZ_SEED"] ?? ""
}

/// Lessons come from strangers: whatever stands in one, reading and lint come to an end and say something.
@Suite struct FuzzTests {
  /// SplitMix64: the same mutations on every run.
  struct Chance: RandomNumberGenerator {
    var state: UInt64
    mutating func next() -> UInt64 {
      state &+= 0x9E37_79B9_7F4A_7C15
      var z = state
      z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
      z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
      return z ^ (z >> 31)
    }
  }

  static let scraps = [
    "{", "[", "]", "}", ": ", "- ", "&a ", "*a", "!!x ", "---\n", "```", "```yaml check\n", "## ", "{#x kind=do}", "'",
    "\"", "\\", "|",
    "\t", "\n\n", "%", "@", "`", "<<EOF", "****", "[[[[", "<b>", "&#27;", "\u{1B}[2J", "\u{0}", "\u{FEFF}", "é", "👩‍👩‍👧",
    "/(a+)+$/", "is: ",
    "not: ", "all: [", "9999999999999999999", "-1", "null", "{{value}}", "file://../", "? ", "<< : ", "> ", "1) ",
  ]

  static func mutated(_ text: [UInt8], _ chance: inout Chance) -> [UInt8] {
    var bytes = text
    for _ in 0..<Int.random(in: 1...6, using: &chance) {
      let place = Int.random(in: 0..<bytes.count, using: &chance)
      switch Int.random(in: 0..<5, using: &chance) {
      case 0: bytes[place] = UInt8.random(in: 0...255, using: &chance)
      case 1: bytes.removeSubrange(place..<min(bytes.count, place + Int.random(in: 1...80, using: &chance)))
      case 2: bytes.insert(contentsOf: Array(scraps.randomElement(using: &chance)?.utf8 ?? "x".utf8), at: place)
      case 3:
        let from = Int.random(in: 0..<bytes.count, using: &chance)
        bytes.insert(contentsOf: Array(bytes[from..<min(bytes.count, from + 200)]), at: place)
      default:
        let scrap = Array((scraps.randomElement(using: &chance) ?? "x").utf8)
        bytes.insert(contentsOf: (0..<Int.random(in: 2...300, using: &chance)).flatMap { _ in scrap }, at: place)
      }
      if bytes.isEmpty { bytes = [0x61] }
    }
    return bytes
  }

  @Test(arguments: 0..<8)
  func aMutatedLessonIsReadOrRefused(seed: Int) throws {
    let original = Array(try Fixture.text("services-heal.md").utf8)
    var chance = Chance(state: UInt64(seed) &* 7919 &+ 1)
    for _ in 0..<20 {
      let bytes = FuzzTests.mutated(original, &chance)
      FuzzTests.readAndJudge(bytes)
    }
  }

  /// The lessons of this repository, each mutated. `DRYDOCK_FUZZ=20000` tries so many of each, `DRYDOCK_FUZZ_SEED=7` others.
  @Test(arguments: BundledLessons.files)
  func aMutatedLessonOfTheCourseIsReadOrRefused(file: String) throws {
    let original = try BundledLessons.bytes(file)
    var chance = Chance(state: Fingerprint.hash(of: [file, BundledLessons.seed]))
    for _ in 0..<BundledLessons.mutations {
      FuzzTests.readAndJudge(FuzzTests.mutated(original, &chance))
    }
  }

  /// Front matter, where variants and review lists stand: mutated more densely than its share of a file.
  @Test func aMutatedFrontMatterIsReadOrRefused() {
    let front = Array((Samples.frontMatter + "\n" + VariantTests.variants + "\nreview: [have]").utf8)
    var chance = Chance(state: 3)
    for _ in 0..<60 {
      let mutated = FuzzTests.mutated(front, &chance)
      let text = Array("---\n".utf8) + mutated + Array("\n---\n\(VariantTests.body)\n".utf8)
      FuzzTests.readAndJudge(text)
    }
  }

  static func readAndJudge(_ bytes: [UInt8]) {
    let reading = LessonReader.read(bytes: bytes, file: "lesson.md")
    #expect(reading.findings == reading.findings.sorted())
    guard let draft = reading.draft else {
      #expect(!reading.findings.isEmpty)
      return
    }
    let variants = LessonVariants.findings(in: bytes, file: "lesson.md", first: draft)
    for finding in reading.findings + StructuralLint.findings(in: draft, file: "lesson.md") + variants {
      #expect(TextSafety.firstForbidden(in: finding.description) == nil)
    }
    for text in draft.texts { #expect(TextSafety.firstForbidden(in: text.content.plainText) == nil) }
    _ = draft.withChoicesMixed(7).steps.map(\.checksHash)
  }

  /// Shapes that have cost Markdown and YAML libraries quadratic time or a stack.
  @Test(arguments: [
    "*a ", "_a __a ", "[a](", "![", "`", "<a ", "> ", "- ", "[", "{a: ", "|", "a_", "\\", "&", "<!--", "1. ", "**a*",
  ])
  func repetitionComesToAnEnd(scrap: String) {
    let lines = Array(repeating: String(repeating: scrap, count: 1900 / scrap.utf8.count), count: 30).joined(
      separator: "\n")
    let text = Samples.lesson("## See {#see kind=do}\n\n\(lines)\n\n```yaml check\n\(lines)\n```\n")
    let reading = LessonReader.read(text, file: "lesson.md")
    if let draft = reading.draft { _ = StructuralLint.findings(in: draft, file: "lesson.md") }
    #expect(reading.findings.count <= Findings.most)
  }
}
