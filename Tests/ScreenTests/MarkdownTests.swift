/// Markdown at 60, 80 and 100 columns, with and without colour, and read aloud.
import Screen
import Testing

@Suite struct MarkdownOnAScreen {
  private static let service =
    "A **service** is a standing order: keep this many copies of this plan running in this cluster. You say the number, and `update-service` changes it."

  @Test func prosesWrapsToTheWidthAndNoWiderThanIsEasyToRead() {
    #expect(
      Canvases.narrow.markdown(text: Self.service) == [
        "A service is a standing order: keep this many copies of",
        "this plan running in this cluster. You say the number, and",
        "`update-service` changes it.",
      ])
    #expect(
      Canvases.usual.markdown(text: Self.service) == [
        "A service is a standing order: keep this many copies of this plan running in",
        "this cluster. You say the number, and `update-service` changes it.",
      ])
    #expect(
      Canvases.wide.markdown(text: Self.service) == [
        "A service is a standing order: keep this many copies of this plan running in this",
        "cluster. You say the number, and `update-service` changes it.",
      ])
  }

  @Test func colourIsAddedAndNeverNeeded() {
    #expect(
      Canvases.coloured.markdown(text: "A **task** is *one* copy. See `map` and [ECS](https://example.org).") == [
        "A \u{1B}[1mtask\u{1B}[0m is \u{1B}[3mone\u{1B}[0m copy. See \u{1B}[36m`map`\u{1B}[0m and "
          + "\u{1B}[4mECS\u{1B}[0m\u{1B}[2m <https://example.org>\u{1B}[0m."
      ])
    #expect(
      Canvases.usual.markdown(text: "A **task** is *one* copy. See `map` and [ECS](https://example.org).") == [
        "A task is one copy. See `map` and ECS <https://example.org>."
      ])
  }

  @Test func listsHangUnderTheirMarks() {
    let text = """
      Bring it to this state:

      * Four tasks run, all of revision 2, and only one deployment is left when the clock has moved on
      * nothing else
        1. one
        2. two
      """
    #expect(
      Canvases.narrow.markdown(text: text) == [
        "Bring it to this state:",
        "",
        "  * Four tasks run, all of revision 2, and only one",
        "    deployment is left when the clock has moved on",
        "  * nothing else",
        "      1. one",
        "      2. two",
      ])
    #expect(
      Canvases.usual.markdown(text: text).prefix(4) == [
        "Bring it to this state:",
        "",
        "  * Four tasks run, all of revision 2, and only one deployment is left when the",
        "    clock has moved on",
      ])
  }

  @Test func listsWithEmptyLinesKeepThem() {
    #expect(Canvases.usual.markdown(text: "* one\n\n* two") == ["  * one", "", "  * two"])
  }

  @Test func longListsAreNumberedInLine() {
    let text = (9...10).map { "\($0). item" }.joined(separator: "\n")
    #expect(Canvases.usual.markdown(text: text) == ["  9.  item", "  10. item"])
  }

  @Test func codeIsNeverWrapped() {
    let command = "aws ecs create-service --cluster harbor --service-name web --task-definition web:1"
    #expect(Canvases.narrow.markdown(text: "```sh\n\(command)\n```") == ["    \(command)"])
  }

  @Test func quotesAndRulesAndHeadings() {
    #expect(
      Canvases.usual.markdown(text: "### Why\n\n> Because.\n>\n> So.\n\n---") == [
        "Why", "", "| Because.", "| ", "| So.", "", String(repeating: "-", count: 40),
      ])
  }

  private static let table = """
    | Word | Meaning |
    |--|--|
    | task | one running copy |
    | service | a standing order that keeps a number of copies running |
    """

  @Test func tablesStandInColumnsWhereTheyFit() {
    #expect(
      Canvases.usual.markdown(text: Self.table) == [
        "  Word     Meaning",
        "  -------  ------------------------------------------------------",
        "  task     one running copy",
        "  service  a standing order that keeps a number of copies running",
      ])
  }

  @Test(arguments: [Canvases.narrow, Canvases.plain])
  func tablesAreReadOutWhereTheyDoNot(canvas: Canvas) {
    let long =
      canvas.columns == 60
      ? ["  Meaning: a standing order that keeps a number of copies", "    running"]
      : ["  Meaning: a standing order that keeps a number of copies running"]
    #expect(
      canvas.markdown(text: Self.table)
        == ["  Word: task", "  Meaning: one running copy", "", "  Word: service"] + long)
  }

  @Test func nothingSteersTheTerminal() {
    #expect(Canvases.usual.markdown(text: "a\u{9B}31mb \u{202E}c") == ["a31mb c"])
  }
}
