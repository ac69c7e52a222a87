/// Courses of others: copied whole, within bounds, or refused with nothing left behind.
import Foundation
import Testing

@testable import Lessons

@Suite final class CourseShelfTests {
  private let home: String
  private let shelf: CourseShelf
  private let files = FileManager.default

  init() throws {
    home = FileManager.default.temporaryDirectory.appending(path: "shelf-\(UUID().uuidString)").path
    shelf = CourseShelf(root: home + "/data/courses")
    try FileManager.default.createDirectory(atPath: home, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(atPath: home) }

  private func write(_ path: String, _ text: String) throws {
    let url = URL(filePath: home + "/" + path)
    try files.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(text.utf8).write(to: url)
  }

  private func writeCourse() throws {
    try write(
      "mine/course.yaml",
      """
      format: drydock-course/1
      id: mine
      version: 1.0.0
      title: Mine
      tracks:
        - id: all
          title: All
          lessons: [01-sample]
      """)
    try write("mine/01-sample/lesson.md", CourseTests.lesson("sample"))
    try write("mine/01-sample/files/web.json", "{}")
    try write("mine/README.md", "Read me")
    try write("mine/.git/config", "not copied")
  }

  private func add(_ path: String, taken: [String: String] = [:]) -> String {
    do throws(ShelfProblem) {
      _ = try shelf.add(path, taken: { taken[$0] }, lint: { _ in [] })
      return ""
    } catch { return error.message }
  }

  private var leftBehind: [String] { (try? files.contentsOfDirectory(atPath: home + "/data/courses")) ?? [] }

  @Test func aCourseIsCopiedWhole() throws {
    try writeCourse()
    #expect(add(home + "/mine/") == "")
    #expect(shelf.courses.map(\.manifest.id) == ["mine"])
    try files.removeItem(atPath: home + "/mine")
    let lesson = try #require(shelf.courses.first).lesson("sample")
    #expect(lesson.files.map(\.name) == ["web.json"])
    #expect(!files.fileExists(atPath: home + "/data/courses/mine/.git"))
    #expect(files.fileExists(atPath: home + "/data/courses/mine/README.md"))
  }

  @Test func aLessonByItselfIsACourseOfOne() throws {
    try write("a/lesson.md", CourseTests.lesson("sample"))
    try write("a/files/x.json", "[]")
    #expect(add(home + "/a") == "")
    #expect(try #require(shelf.courses.first).lesson("sample").files.map(\.name) == ["x.json"])
    try shelf.remove("sample")
    #expect(add(home + "/a/lesson.md") == "")
    #expect(try #require(shelf.courses.first).lesson("sample").files.isEmpty)
  }

  @Test func whatIsThereIsNotWrittenOver() throws {
    try writeCourse()
    #expect(add(home + "/mine") == "")
    #expect(
      add(home + "/mine")
        == "the course `mine` is there already; `drydock course remove mine` takes it away, and progress in "
        + "it stays")
    try shelf.remove("mine")
    #expect(shelf.items().isEmpty)
    #expect(throws: ShelfProblem("no course `mine` was added; none was, so there is nothing to take away")) {
      try shelf.remove("mine")
    }
    #expect(throws: ShelfProblem.self) { try shelf.remove("../data") }
  }

  @Test func idsOfOtherCoursesAreTaken() throws {
    try writeCourse()
    #expect(
      add(home + "/mine", taken: ["sample": "From zero"])
        == "its lesson `sample` has the id of one in \"From zero\"; progress hangs on ids, so give it another one")
    #expect(leftBehind == [])
  }

  @Test func linksLeadNowhere() throws {
    try writeCourse()
    try files.createSymbolicLink(atPath: home + "/mine/01-sample/files/etc", withDestinationPath: "/etc")
    #expect(add(home + "/mine") == "`01-sample/files/etc` is a link; put the file itself there")
    try files.createSymbolicLink(atPath: home + "/b", withDestinationPath: home + "/mine")
    #expect(add(home + "/b").hasSuffix("is no folder; give a course's folder, or a lesson's file"))
    #expect(leftBehind == [])
  }

  @Test func sizesAreBounded() throws {
    try writeCourse()
    try write("mine/01-sample/files/large.json", String(repeating: "x", count: CourseShelf.mostFileBytes + 1))
    #expect(add(home + "/mine").hasSuffix("large.json is larger than 1 MiB; make it smaller"))
    try files.removeItem(atPath: home + "/mine/01-sample/files/large.json")
    try write("mine/a/b/c/d/e/f/g", "deep")
    #expect(add(home + "/mine") == "`a/b/c/d/e/f` is deeper than 6 folders; move its files up")
    #expect(leftBehind == [])
  }

  @Test func whatHasErrorsIsRefused() throws {
    try writeCourse()
    try write("mine/01-sample/lesson.md", CourseTests.lesson("sample").replacing("is: ACTIVE", with: "iss: ACTIVE"))
    #expect(
      add(home + "/mine").contains(
        "has errors, and was not added; `drydock lesson lint` shows all:\n01-sample/lesson.md:"))
    #expect(add(home + "/nothing").hasSuffix("is no folder; give a course's folder, or a lesson's file"))
    try write("empty/x", "")
    #expect(add(home + "/empty").contains("has neither a course.yaml nor a lesson.md"))
    try write("bad.md", "# no lesson")
    #expect(add(home + "/bad.md").contains("is no lesson; `drydock lesson lint "))
    #expect(leftBehind == [])
  }
}
