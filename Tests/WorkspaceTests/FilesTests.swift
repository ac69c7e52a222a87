import Documents
import Foundation
import Testing

@testable import Workspace

/// The names that a sandbox's files may have.
@Suite struct FilePathTests {
  @Test func aPlainNameIsItself() throws {
    #expect(try FilePath("web.json").text == "web.json")
    #expect(try FilePath("./plans/web.json").text == "plans/web.json")
    #expect(try FilePath("Schiff größer 🚢.json").text == "Schiff größer 🚢.json")
  }

  @Test(arguments: [
    ("", "\"\" cannot name a file of the sandbox: it is empty; use a plain name such as web.json"),
    (
      "../drydock.sqlite",
      "\"../drydock.sqlite\" cannot name a file of the sandbox: '..' leads out of the sandbox's folder; use a plain name "
        + "such as web.json"
    ),
    (
      "/etc/passwd",
      "\"/etc/passwd\" cannot name a file of the sandbox: it begins with '/', and only files of the sandbox can be named; "
        + "use a plain name such as web.json"
    ),
    (
      "~/.aws/credentials",
      "\"~/.aws/credentials\" cannot name a file of the sandbox: it begins with '~', and only files of the sandbox can be "
        + "named; use a plain name such as web.json"
    ),
    (
      "a//b", "\"a//b\" cannot name a file of the sandbox: a part of it is empty; use a plain name such as web.json"
    ),
    (
      ".profile",
      "\".profile\" cannot name a file of the sandbox: a part of it begins with '.'; use a plain name such as web.json"
    ),
    (
      "a\u{1B}[2Jb",
      "\"a\u{FFFD}[2Jb\" cannot name a file of the sandbox: it has a backslash or an invisible character; use a plain name "
        + "such as web.json"
    ),
    (
      "a/b/c/d/e",
      "\"a/b/c/d/e\" cannot name a file of the sandbox: it has more than 4 parts; use a plain name such as web.json"
    ),
  ])
  func whatLeadsElsewhereIsRefused(name: String, expected: String) {
    #expect(message { _ = try FilePath(name) } == expected)
  }
}

/// Files: journaled, mirrored, and kept inside their folder.
@Suite struct SandboxFilesTests {
  private let json = Array(#"{"family": "web"}"#.utf8)

  @Test func whatIsWrittenIsReadOnDiskInTheJournalAndAfterOpeningAgain() throws {
    let folder = try TemporaryFolder()
    let sandbox = try folder.open()
    try sandbox.files.write("plans/web.json", json)
    #expect(try sandbox.files.read("plans/web.json") == json)
    #expect(sandbox.entries().last?.kind == .file(path: "plans/web.json", bytes: json))
    let path = folder.data.path + "/sandboxes/play/files/plans/web.json"
    #expect(FileManager.default.contents(atPath: path) == Data(json))
    #expect(try folder.open().files.list().map(\.name) == ["plans/web.json"])
  }

  @Test func whatTheEditorChangedIsJournaledBeforeItIsRead() throws {
    let folder = try TemporaryFolder()
    let sandbox = try folder.open()
    try sandbox.files.write("web.json", json)
    let path = try #require(sandbox.files.folderPath)
    try Data("edited".utf8).write(to: URL(fileURLWithPath: path + "/web.json"))
    try Data("new".utf8).write(to: URL(fileURLWithPath: path + "/new.json"))
    #expect(try sandbox.files.read("web.json") == Array("edited".utf8))
    #expect(sandbox.entries().last?.kind == .file(path: "web.json", bytes: Array("edited".utf8)))
    #expect(try sandbox.files.list().map(\.name) == ["new.json", "web.json"])
    try FileManager.default.removeItem(atPath: path + "/web.json")
    #expect(try sandbox.files.list().map(\.name) == ["new.json"])
    #expect(sandbox.entries().last?.kind == .file(path: "web.json", bytes: nil))
  }

  @Test func undoLeavesFilesAlone() throws {
    let sandbox = try newSandbox()
    try sandbox.create("web")
    try sandbox.files.write("web.json", json)
    try sandbox.undo()
    #expect(try sandbox.files.read("web.json") == json)
  }

  @Test func aMissingFolderIsFilledFromTheJournal() throws {
    let folder = try TemporaryFolder()
    let sandbox = try folder.open()
    try sandbox.files.write("web.json", json)
    try FileManager.default.removeItem(atPath: folder.data.path + "/sandboxes")
    #expect(try sandbox.files.read("web.json") == json)
    #expect(try sandbox.files.list().map(\.name) == ["web.json"])
  }

  @Test func noLinkIsFollowed() throws {
    let folder = try TemporaryFolder()
    let sandbox = try folder.open()
    try sandbox.files.write("web.json", json)
    let path = try #require(sandbox.files.folderPath)
    let secret = folder.path + "/secret"
    try Data("secret".utf8).write(to: URL(fileURLWithPath: secret))
    try FileManager.default.createSymbolicLink(atPath: path + "/link.json", withDestinationPath: secret)
    try FileManager.default.createSymbolicLink(atPath: path + "/out", withDestinationPath: folder.path)
    #expect(
      message { _ = try sandbox.files.read("link.json") }
        == "the file \"link.json\" cannot be used: it is a symbolic link; repair or remove it in the sandbox's folder")
    #expect(
      message { _ = try sandbox.files.read("out/secret") }
        == "the file \"out/secret\" cannot be used: a part of its path is no folder, or a symbolic link; repair or remove "
        + "it in the sandbox's folder")
    #expect(message { try sandbox.files.write("out/secret", json) }.contains("symbolic link"))
    #expect(try sandbox.files.list().map(\.name) == ["web.json"])
    try sandbox.files.write("link.json", json)
    #expect(FileManager.default.contents(atPath: secret) == Data("secret".utf8))
    #expect(try sandbox.files.read("link.json") == json)
  }

  @Test func sizesAndNumbersAreCapped() throws {
    let sandbox = try newSandbox()
    try sandbox.files.write("most.bin", [UInt8](repeating: 1, count: 1 << 20))
    #expect(
      message { try sandbox.files.write("more.bin", [UInt8](repeating: 1, count: (1 << 20) + 1)) }
        == "\"more.bin\" has 1048577 bytes; a file of the sandbox has at most 1048576")
    for number in 2...200 { try sandbox.files.write("\(number).txt", []) }
    #expect(
      message { try sandbox.files.write("201.txt", []) } == "a sandbox has at most 200 files; remove one first")
    try sandbox.files.remove("2.txt")
    try sandbox.files.write("201.txt", [])
    #expect(
      message { _ = try sandbox.files.read("2.txt") } == "there is no file \"2.txt\" in this sandbox; files lists them")
  }
}
