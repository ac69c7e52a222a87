import Testing

@testable import Shell

@Suite struct LineLayoutTests {
  /// One cell each, two for what is East Asian, two for control characters (`^X`), seven for U+200B (`\U+200B`).
  func width(_ scalar: Unicode.Scalar) -> Int {
    switch scalar.value {
    case ..<0x20: 2
    case 0x200B: 7
    case 0x2E80...: 2
    default: 1
    }
  }

  func layout(_ prompt: String, _ line: String, cursor: Int? = nil, columns: Int) -> LineLayout {
    let scalars = Array(line.unicodeScalars)
    return LineLayout(
      prompt: prompt, line: scalars, cursor: cursor ?? scalars.count, columns: columns, width: width)
  }

  @Test func aShortLineStandsBehindThePrompt() {
    let layout = layout("> ", "abc", cursor: 1, columns: 10)
    #expect(layout.cursor == .init(row: 0, column: 3))
    #expect(layout.end == .init(row: 0, column: 5))
    #expect(layout.rowCount == 1)
  }

  @Test func aFullRowMovesTheCursorToTheNext() {
    #expect(layout("> ", "abcdefgh", columns: 10).end == .init(row: 1, column: 0))
    #expect(layout("> ", "abcdefghi", columns: 10).end == .init(row: 1, column: 1))
  }

  @Test func aWideCharacterIsNeverSplit() {
    // Columns 2 to 8 hold seven letters; the wide one needs two cells where one is left.
    let layout = layout("> ", "abcdefg日", columns: 10)
    #expect(layout.places.last == .init(row: 1, column: 0))
    #expect(layout.end == .init(row: 1, column: 2))
  }

  @Test func aNewlineOpensARow() {
    let layout = layout("> ", "ab\ncd", cursor: 3, columns: 10)
    #expect(layout.cursor == .init(row: 1, column: 0))
    #expect(layout.end == .init(row: 1, column: 2))
  }

  @Test func aNewlineAfterAFullRowLeavesAnEmptyOne() {
    #expect(layout("> ", "abcdefgh\nx", columns: 10).end == .init(row: 2, column: 1))
  }

  @Test func aTabGoesToTheNextMultipleOfEight() {
    #expect(layout("> ", "\tx", columns: 20).places.last == .init(row: 0, column: 8))
    #expect(layout("> ", "\tx", columns: 7).places.last == .init(row: 1, column: 0))  // the row's end stops it
  }

  @Test func spelledOutCharactersMayBreak() {
    #expect(layout("> ", "abcdefg\u{1}", columns: 10).end == .init(row: 1, column: 1))
    #expect(layout("> ", "\u{200B}", columns: 5).end == .init(row: 1, column: 4))
  }

  @Test func aJoinerTakesNoRoom() {
    let layout = LineLayout(
      prompt: "", line: ["a", "\u{301}", "b"], cursor: 3, columns: 10, width: { $0 == "\u{301}" ? 0 : 1 })
    #expect(layout.cells == [1, 0, 1])
    #expect(layout.end.column == 2)
  }
}

@Suite struct PromptTests {
  @Test func stylesStandBetweenMarks() {
    let text = PromptText.marked([.init("dry", .green), .init("> ")], colour: true)
    #expect(text == "\u{1}\u{1B}[0;32m\u{1}dry\u{1}\u{1B}[0m\u{1}> ")
  }

  @Test func neighbouringStylesAreMerged() {
    let text = PromptText.marked([.init("a", .green), .init("", .red), .init("b", .blue)], colour: true)
    #expect(text == "\u{1}\u{1B}[0;32m\u{1}a\u{1}\u{1B}[0;34m\u{1}b\u{1}\u{1B}[0m\u{1} ")
    #expect(!text.contains("\u{1}\u{1}"))
  }

  @Test func noStyleStandsAtTheEnd() {
    #expect(PromptText.marked([.init("a ", .green)], colour: true) == "\u{1}\u{1B}[0;32m\u{1}a\u{1}\u{1B}[0m\u{1} ")
  }

  @Test func withoutColourOnlyTextIsLeft() {
    #expect(PromptText.marked([.init("dry", .green), .init(">")], colour: false) == "dry> ")
    #expect(PromptText.plain([]) == "")
  }

  @Test func promptsCarryNoControlCharacters() {
    #expect(PromptText.plain([.init("a\u{1B}[31m\u{1}b\n")]) == "a[31mb ")
    #expect(TerminalStyle("31m\u{1B}]0;x").parameters == "")
  }
}

@Suite struct EditedLineTests {
  @Test func theCursorCountsScalars() {
    let line = EditedLine(text: "é日b", cursor: 2)
    #expect(line.beforeCursor == "é日")
    #expect(line.afterCursor == "b")
    #expect(EditedLine(text: "ab", cursor: 9).cursor == 2)
    #expect(EditedLine(text: "ab", cursor: -1).cursor == 0)
  }

  @Test func aSuggestionIsTakenWordByWord() {
    #expect(LineEditor.firstWord(of: " create-cluster --x") == " create-cluster")
    #expect(LineEditor.firstWord(of: "uster --x") == "uster")
  }
}

@Suite struct HistorySearchTests {
  @Test func thePromptShowsThePattern() {
    var search = HistorySearch(original: EditedLine(text: "", cursor: 0), pattern: "app")
    #expect(search.prompt == "(history) 'app': ")
    search.hasFailed = true
    #expect(search.prompt == "(failed history) 'app': ")
  }

  @Test func otherKeysEndIt() {
    for scalar in "a é\u{8}\u{7F}\u{12}\u{13}\u{7}".unicodeScalars { #expect(HistorySearch.takes(scalar)) }
    for scalar in "\r\n\t\u{1B}\u{1}".unicodeScalars { #expect(!HistorySearch.takes(scalar)) }
  }
}
