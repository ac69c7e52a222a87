import Testing

@testable import Shell

@Suite struct CompletionLayoutTests {
  func layout(_ columns: Int, _ rows: Int) -> CompletionLayout {
    CompletionLayout(columns: columns, maximumRows: rows) { text in
      text.unicodeScalars.reduce(0) { $0 + ($1.value > 0x2E80 ? 2 : 1) }
    }
  }

  @Test func aFewCandidatesComeWithTheirDescriptions() {
    let candidates = [
      Candidate("create-cluster", description: "Makes a cluster"), Candidate("run", description: "Runs"),
    ]
    #expect(
      layout(80, 20).lines(for: candidates) == ["create-cluster  Makes a cluster", "run             Runs"])
  }

  @Test func aDescriptionIsCutAtTheLastColumn() {
    // 20 columns leave 19: "run" is padded to 3, two blanks, and 14 cells of description.
    let lines = layout(20, 20).lines(for: [Candidate("run", description: "Runs a task on the cluster")])
    #expect(lines == ["run  Runs a task o…"])
    #expect(lines.allSatisfy { $0.count <= 19 })
  }

  @Test func manyCandidatesFillColumnsDownwards() {
    // 20 columns leave 19: three names of five cells with two blanks between take 19.
    let names = ["aaaaa", "bbbbb", "ccccc", "ddddd", "eeeee"]
    #expect(
      layout(20, 20).lines(for: names.map { Candidate($0) }) == ["aaaaa  ccccc  eeeee", "bbbbb  ddddd"])
  }

  @Test func wideNamesAreMeasuredInCells() {
    let lines = layout(12, 20).lines(for: ["日本", "語語", "x"].map { Candidate($0) })
    #expect(lines == ["日本  x", "語語"])
  }

  @Test func aLongListSaysHowManyAreLeft() {
    let lines = layout(20, 3).lines(for: (10..<50).map { Candidate("name\($0)") })
    // Two columns of six cells, two rows, and the last line counts the 36 others.
    #expect(lines == ["name10  name12", "name11  name13", "… and 36 more; typ…"])
  }

  @Test func aNarrowTerminalCutsNames() {
    #expect(layout(8, 20).lines(for: [Candidate("abcdefghij")]) == ["abcdef…"])
    #expect(layout(2, 1).lines(for: (0..<9).map { Candidate("name\($0)") }) == ["…"])
  }

  @Test func controlCharactersAreNotShown() {
    #expect(layout(80, 20).lines(for: [Candidate("a\u{1B}[31mb", description: "c\u{7}d")]) == ["a[31mb  cd"])
  }
}

@Suite struct LineTextTests {
  @Test func theCommonPrefixHasWholeCharacters() {
    #expect(LineText.commonPrefix(["create-cluster", "create-service"]) == "create-")
    #expect(LineText.commonPrefix(["e\u{301}a", "ea"]) == "")
    #expect(LineText.commonPrefix(["same", "same"]) == "same")
    #expect(LineText.commonPrefix([]) == "")
  }

  @Test(arguments: ["'", "a \"b", "a 'b\\", "\"a\\\"", "'a' 'b"]) func quotesAreOpen(_ text: String) {
    #expect(LineText.endsInsideQuotes(text))
  }

  @Test(arguments: ["", "a", "'a'", "\"a\\\"\"", "\\'", "'a\\'"]) func quotesAreClosed(_ text: String) {
    #expect(!LineText.endsInsideQuotes(text))
  }

  @Test(arguments: ["", "aws ", "aws ecs create-", "aws ecs run-task --count 1"])
  func aQuestionMarkAsksForHelp(after text: String) { #expect(LineText.questionMarkAsksForHelp(after: text)) }

  @Test(arguments: ["--query 'a[", "x[", "echo $", "file://a.", "note \"why"])
  func aQuestionMarkIsText(after text: String) { #expect(!LineText.questionMarkAsksForHelp(after: text)) }

  @Test func charactersAreMeasuredWhole() {
    let scalars = Array("a👩‍💻e\u{301}".unicodeScalars)
    #expect(scalars.count == 6)
    #expect(LineText.lengthOfCharacter(endingAt: 6, in: scalars) == 2)
    #expect(LineText.lengthOfCharacter(endingAt: 4, in: scalars) == 3)
    #expect(LineText.lengthOfCharacter(startingAt: 1, in: scalars) == 3)
    #expect(LineText.lengthOfCharacter(startingAt: 6, in: scalars) == 0)
    #expect(LineText.lengthOfCharacter(endingAt: 0, in: scalars) == 0)
  }
}
