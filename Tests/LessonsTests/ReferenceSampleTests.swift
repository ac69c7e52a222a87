import Testing

@testable import Lessons

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// The sample in the lesson format's own description, section 6, must be read and pass lint.
@Suite struct ReferenceSampleTests {
  @Test func theSampleOfTheFormatIsReadWithoutErrors() throws {
    let root = #filePath.split(separator: "/").dropLast(3).joined(separator: "/")
    let path = "/\(root)/../shared/reference/lesson-format.md"
    guard let data = FileManager.default.contents(atPath: path) else {
      print("not run: ReferenceSampleTests (no reference sheets beside the repository)")
      return
    }
    let parts = String(decoding: data, as: UTF8.self).split(separator: "`````markdown\n")
    let sample = try #require(parts.dropFirst().first?.split(separator: "\n`````\n").first)
    let findings = StructuralLint.findings(in: String(sample), file: "lesson.md")
    #expect(findings.filter { $0.severity == .error }.map(\.description) == [])
    #expect(LessonReader.read(String(sample), file: "lesson.md").lesson?.steps.count == 7)
  }
}
