import Testing

@testable import Lessons

/// Every code of the front matter, with the sentence an author reads (DD001 to DD005, DD008, DD020).
@Suite struct FrontMatterTests {
  static let step = "## See {#see kind=explain}\n\nText."

  static func findings(_ frontMatter: String) -> [String] {
    LessonReader.read(Samples.lesson(frontMatter: frontMatter, step), file: "lesson.md").findings.map(\.description)
  }

  static func changed(_ line: String, to other: String) -> [String] {
    findings(Samples.frontMatter.replacing(line, with: other))
  }

  @Test func aWholeOneIsRead() {
    #expect(FrontMatterTests.findings(Samples.frontMatter) == [])
  }

  @Test(arguments: [
    ("title: A sample\n", "", "2:1: DD001 error: the front matter needs `title`"),
    ("title: A sample", "title:", "5:1: DD001 error: the front matter needs `title`"),
    ("title: A sample", "title: [a]", "5:8: DD001 error: `title` of the front matter is a text, not a list"),
    (
      "format: drydock-lesson/1", "format: drydock-lesson/9",
      "2:9: DD002 error: unknown format 'drydock-lesson/9'; this version of Drydock reads drydock-lesson/1"
    ),
    (
      "id: sample", "id: My Sample",
      "3:5: DD003 error: `id` of the front matter is lower-case words joined by hyphens, such as two-running, not 'My Sample'"
    ),
    ("version: 1.0.0", "version: 1.0", "4:10: DD005 error: `version` is three numbers such as 1.0.0, not '1.0'"),
    ("version: 1.0.0", "version: 1.01.0", "4:10: DD005 error: `version` is three numbers such as 1.0.0, not '1.01.0'"),
    (
      "level: beginner", "level: beginer",
      "6:8: DD001 error: `level` of the front matter is `beginner`, `intermediate` or `advanced`, not 'beginer'. Did you mean `beginner`?"
    ),
    (
      "minutes: 10", "minutes: ten",
      "7:10: DD001 error: `minutes` of the front matter is a whole number from 1 to 600, not 'ten'"
    ),
    (
      "minutes: 10", "minuets: 10\nminutes: 10",
      "7:1: DD020 error: unknown key `minuets` in the front matter. Did you mean `minutes`?"
    ),
    ("    text: Tell the counts apart\n", "", "9:5: DD001 error: an objective needs `text`"),
    (
      "  fixture: harbor", "  fixture: harbor\n  seed: -1",
      "13:9: DD001 error: `seed` of `world` is a whole number from 0 to 18446744073709551615, not '-1'"
    ),
    (
      "  fixture: harbor", "  fixture: harbor\n  pace: 5",
      "13:9: DD001 error: `pace` of `world`: '5' is no length of time; write days, hours, minutes and seconds in this order, such as 40s, 3m or 1h30m"
    ),
    (
      "  fixture: harbor", "  fixture: harbor\nneeds: { drydock: new }",
      "13:19: DD001 error: `drydock` of `needs` is a lowest version such as >=0.5, not 'new'"
    ),
    (
      "id: sample", "id: &a sample",
      "3:5: DD020 error: anchors (`&name`) and aliases (`*name`) are outside of the YAML that lessons use; write the value out"
    ),
    ("id: sample", "id: sample\nid: other", "3:1: DD020 error: the key `id` is there twice; keep one"),
  ])
  func isWrong(line: String, other: String, said: String) {
    #expect(FrontMatterTests.changed(line, to: other) == ["lesson.md:" + said])
  }

  @Test func optionalKeysAreRead() throws {
    let frontMatter =
      Samples.frontMatter + "\n  region: eu-west-1\n  seeds: [2, 3]\nneeds: { drydock: \">=0.5\", features: [undo] }\n"
      + "renamed: { make: create }\nretired: [old, old/check]\nrequires: [a, b]"
    let reading = LessonReader.read(Samples.lesson(frontMatter: frontMatter, FrontMatterTests.step), file: "lesson.md")
    let header = try #require(reading.lesson?.header)
    #expect(header.world.seed == 1)
    #expect(header.world.seeds == [2, 3])
    #expect(header.world.region == "eu-west-1")
    #expect(header.world.pace == nil)
    #expect(header.needs == LessonNeeds(drydock: "0.5", features: ["undo"]))
    #expect(header.renamed == [Renaming(old: "make", new: "create")])
    #expect(header.retired == ["old", "old/check"])
    #expect(header.requires == ["a", "b"])
  }

  @Test(arguments: [
    ("# Title\n", "1:1: DD001 error: a lesson begins with front matter: YAML between two lines `---`"),
    ("---\nid: x\n", "1:1: DD001 error: a lesson begins with front matter: YAML between two lines `---`"),
    (
      "---\nid: \u{1B}[31m\n---\n", "2:5: DD008 error: control character U+001B is not allowed in a lesson; take it out"
    ),
    (
      "---\nid: a\n---\nx\u{202E}y",
      "4:2: DD008 error: control character U+202E is not allowed in a lesson; take it out"
    ),
  ])
  func aFileThatIsNoLesson(text: String, said: String) {
    #expect(LessonReader.read(text, file: "lesson.md").findings.map(\.description) == ["lesson.md:" + said])
  }

  @Test func bytesAreUTF8AndNotTooMany() {
    let noText = LessonReader.read(bytes: [0xFF, 0xFE], file: "lesson.md")
    #expect(noText.findings.map(\.message) == ["this file is no UTF-8 text; save it as UTF-8"])
    let large = LessonReader.read(bytes: [UInt8](repeating: 0x61, count: 262_145), file: "lesson.md")
    #expect(large.findings.map(\.message) == ["a lesson is at most 256 KiB; split it into two lessons"])
  }

  @Test func lineEndsAndByteOrderMarkOfOtherSystemsAreRead() {
    let text = "\u{FEFF}" + Samples.whole.replacing("\n", with: "\r\n")
    let reading = LessonReader.read(text, file: "lesson.md")
    #expect(reading.findings == [])
    #expect(reading.lesson == LessonReader.read(Samples.whole, file: "lesson.md").lesson)
  }

  @Test func theHeaderAloneNeedsNoSteps() {
    let (header, findings) = LessonReader.readHeader(bytes: Array(Samples.lesson("").utf8), file: "lesson.md")
    #expect(header?.id == "sample")
    #expect(findings == [])
  }
}
