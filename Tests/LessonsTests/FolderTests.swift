import Testing

@testable import Lessons

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// The host's disk, in a folder that is made for the test and taken away again.
@Suite struct FolderTests {
  @Test func nothingOutsideOfTheFolderIsRead() throws {
    let manager = FileManager.default
    let base = manager.temporaryDirectory.path + "/drydock-folder-test-\(UInt64.random(in: 0 ... .max))"
    let root = base + "/course"
    try manager.createDirectory(atPath: root + "/01-map/files", withIntermediateDirectories: true)
    defer { try? manager.removeItem(atPath: base) }
    func write(_ text: String, _ path: String) { _ = manager.createFile(atPath: path, contents: Data(text.utf8)) }
    write("secret", base + "/secret")
    write("a", root + "/01-map/files/a.txt")
    write("b", root + "/01-map/files/.hidden")
    try manager.createSymbolicLink(atPath: root + "/01-map/files/link", withDestinationPath: base + "/secret")
    try manager.createSymbolicLink(atPath: root + "/outside", withDestinationPath: base)

    let folder = Folder.onDisk(root)
    #expect(folder.items("01-map/files") == [Folder.Item(name: "a.txt", kind: .file)])
    #expect(folder.items("") == [Folder.Item(name: "01-map", kind: .folder)])
    #expect(folder.items("outside") == [])
    #expect(folder.passedOver("01-map/files") == ["link"] && folder.passedOver("") == ["outside"])
    #expect(
      LessonFiles.read(folder, lessonFolder: "01-map").findings.map(\.description) == [
        "01-map/files:1:1: DD008 error: `link` is a link, or no plain file; put the file itself there"
      ])
    #expect(folder.read("01-map/files/a.txt", 10) == .bytes([0x61]))
    #expect(folder.read("01-map/files/a.txt", 0) == .tooLarge)
    for path in [
      "../secret", "01-map/../../secret", "01-map/files/link", "outside/secret", "/etc/passwd", "", "01-map",
    ] {
      #expect(folder.read(path, 1000) == .missing, "\(path)")
    }
  }
}
