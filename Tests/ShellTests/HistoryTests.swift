import Testing

@testable import Shell

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// A folder of its own that goes away with the test.
struct Folder: ~Copyable {
  let path: String

  init() {
    var template = Array("/tmp/drydock-history-XXXXXX".utf8CString)
    path = template.withUnsafeMutableBufferPointer { buffer in
      buffer.baseAddress.flatMap { mkdtemp($0) }.map { String(cString: $0) } ?? "/tmp"
    }
  }

  deinit {
    for name in ["history", "history.new", "history.play", "history.lesson-map"] { unlink("\(path)/\(name)") }
    rmdir(path)
  }

  func write(_ text: String) {
    guard let file = fopen("\(path)/history", "w") else { return }
    fputs(text, file)
    fclose(file)
  }

  var text: String { EditrcFile.text(atPath: "\(path)/history") }
}

@Suite struct HistoryFileTests {
  @Test func anEntryIsOneLine() {
    #expect(HistoryFile.line(for: "aws ecs list-clusters") == "aws ecs list-clusters")
    #expect(HistoryFile.line(for: "cat <<E\na\\b\r\nE") == "cat <<E\\na\\\\b\\r\\nE")
    #expect(HistoryFile.line(for: "a\0b") == "ab")
  }

  @Test(arguments: ["", "a", "\\", "\\n", "a\nb", "\r\n", "\\\\n\\", "é日\u{1F433}", "\t'\"$"])
  func whatIsWrittenIsReadBack(_ entry: String) {
    #expect(HistoryFile.entry(from: HistoryFile.line(for: entry)) == entry)
  }

  @Test func anyTextIsReadBack() {
    var state: UInt64 = 7
    for _ in 0..<500 {
      var entry = ""
      for _ in 0..<20 {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        entry.unicodeScalars.append(["\\", "n", "r", "\n", "\r", "a", "é", "\u{301}"][Int(state >> 61)])
      }
      let line = HistoryFile.line(for: entry)
      #expect(!line.unicodeScalars.contains("\n"))
      #expect(Array(HistoryFile.entry(from: line).unicodeScalars) == Array(entry.unicodeScalars))
    }
  }

  @Test func aBackslashBeforeAnotherLetterStandsForItself() {
    #expect(HistoryFile.entry(from: "a\\x\\") == "a\\x\\")
  }

  @Test func entriesOfSeveralShellsFollowOneAnother() {
    let folder = Folder()
    let (first, second) = (HistoryFile(path: folder.path + "/history"), HistoryFile(path: folder.path + "/history"))
    first.append("one")
    second.append("two\nrows")
    first.append("three")
    #expect(first.entries(limit: 10) == ["one", "two\nrows", "three"])
    #expect(second.entries(limit: 2) == ["two\nrows", "three"])
  }

  @Test func aLineCutShortDoesNotSwallowTheNext() {
    let folder = Folder()
    folder.write("one\ntw")
    HistoryFile(path: folder.path + "/history").append("three")
    #expect(folder.text == "one\ntw\nthree\n")
  }

  @Test func aFileThatCannotBeReadIsEmpty() {
    #expect(HistoryFile(path: "/nowhere/at/all").entries(limit: 5) == [])
    #expect(!HistoryFile(path: "/nowhere/at/all").append("one"))
  }

  @Test func aFileBeyondTheLimitKeepsItsNewestEntries() {
    let folder = Folder()
    let long = String(repeating: "x", count: 1_000_000)
    folder.write((0..<10).map { "\($0) \(long)\n" }.joined())
    let file = HistoryFile(path: folder.path + "/history")
    file.trim(to: 3)
    #expect(file.entries(limit: 10).map { $0.prefix(1) } == ["7", "8", "9"])
  }
}

@Suite struct HistoryTests {
  func history(_ entries: String...) -> History {
    let history = History(path: nil, limit: 100)
    for entry in entries { history.add(entry) }
    return history
  }

  @Test func blankLinesAndRepetitionsAreLeftOut() {
    #expect(history("a", "a", " ", "", "b", "a").entries == ["a", "b", "a"])
  }

  @Test func theOldestEntriesGoFirst() {
    let history = History(path: nil, limit: 2)
    for entry in ["a", "b", "c"] { history.add(entry) }
    #expect(history.entries == ["b", "c"])
  }

  @Test func olderAndNewerFollowThePrefix() {
    let history = history("aws one", "ls", "aws two", "pwd")
    #expect(history.older(current: "aws", prefix: "aws") == "aws two")
    #expect(history.older(current: "aws two", prefix: "aws two") == "aws one")
    #expect(history.older(current: "aws one", prefix: "aws one") == nil)
    #expect(history.newer(current: "aws one") == "aws two")
    #expect(history.newer(current: "aws two") == "aws")
    #expect(history.newer(current: "aws") == nil)
  }

  @Test func aChangedLineStartsANewWalk() {
    let history = history("aws one", "ls")
    #expect(history.older(current: "", prefix: "") == "ls")
    #expect(history.isBrowsing("ls"))
    #expect(!history.isBrowsing("lsx"))
    #expect(history.older(current: "a", prefix: "a") == "aws one")
  }

  @Test func searchGoesBothWays() {
    let history = history("apple one", "pear", "apple two")
    #expect(history.lastMatch(of: "apple", before: 3) == 2)
    #expect(history.lastMatch(of: "apple", before: 2) == 0)
    #expect(history.lastMatch(of: "apple", before: 0) == nil)
    #expect(history.firstMatch(of: "apple", after: 0) == 2)
    #expect(history.lastMatch(of: "", before: 3) == nil)
  }

  @Test func aSuggestionIsTheNewestLongerEntry() {
    let history = history("aws one", "aws one two", "aws")
    #expect(history.newest(startingWith: "aws") == "aws one two")
    #expect(history.newest(startingWith: "") == nil)
  }

  // MARK: Rooms

  @Test func upBringsTheLinesOfTheRoomAndSearchingThoseOfAll() {
    let folder = Folder()
    let path = folder.path + "/history"
    let history = History(path: path, limit: 100)
    history.enter("play")
    history.add("note in play")
    history.enter("lesson/map")
    history.add("note in the lesson")
    #expect(history.older(current: "", prefix: "") == "note in the lesson")
    #expect(history.older(current: "note in the lesson", prefix: "") == nil)
    #expect(history.lastMatch(of: "in play", before: history.entries.count) == 0)
    #expect(history.newest(startingWith: "note in p") == "note in play")
    history.enter("play")
    #expect(history.older(current: "", prefix: "") == "note in play")
  }

  @Test func theLinesOfARoomAreKept() {
    let folder = Folder()
    let path = folder.path + "/history"
    let first = History(path: path, limit: 100)
    first.enter("lesson/map")
    first.add("note one")
    first.enter("play")
    first.add("note two")
    let second = History(path: path, limit: 100)
    second.enter("lesson/map")
    #expect(second.older(current: "", prefix: "") == "note one")
    #expect(second.older(current: "note one", prefix: "") == nil)
    #expect(second.entries == ["note one", "note two"])
  }
}
