import Testing

@testable import Lessons

@Suite struct MarkdownTests {
  @Test func inlineMarkupBecomesATree() {
    #expect(
      MarkdownReader.blocks(of: "A **service** keeps *this* `web:1` [here](https://example.org).\\\nnext\nline") == [
        .paragraph([
          .text("A "), .strong([.text("service")]), .text(" keeps "), .emphasis([.text("this")]), .text(" "),
          .code("web:1"), .text(" "), .link(destination: "https://example.org", [.text("here")]), .text("."),
          .lineBreak, .text("next"), .softBreak, .text("line"),
        ])
      ])
  }

  @Test func blocksBecomeATree() {
    let text = """
      ### Head

      1. one
      2. two
         - inner

      > said

      ---

      ```json
      { "a": 1 }
      ```
      """
    #expect(
      MarkdownReader.blocks(of: text) == [
        .heading(level: 3, [.text("Head")]),
        .list(
          MarkdownList(
            firstNumber: 1, isTight: true,
            items: [
              [.paragraph([.text("one")])],
              [
                .paragraph([.text("two")]),
                .list(MarkdownList(firstNumber: nil, isTight: true, items: [[.paragraph([.text("inner")])]])),
              ],
            ])),
        .quote([.paragraph([.text("said")])]),
        .rule,
        .codeBlock(language: "json", text: "{ \"a\": 1 }"),
      ])
  }

  @Test func aTableKeepsItsAlignments() {
    #expect(
      MarkdownReader.blocks(of: "| a | b | c |\n|:--|:-:|--:|\n| 1 | `2` | 3 |") == [
        .table(
          MarkdownTable(
            alignments: [.left, .center, .right], header: [[.text("a")], [.text("b")], [.text("c")]],
            rows: [[[.text("1")], [.code("2")], [.text("3")]]]))
      ])
  }

  @Test func htmlIsLeftOutAndReported() {
    let reading = MarkdownReader.read("<!-- a note -->\n\nA <b>word</b>\n\n<div>\nx\n</div>")
    #expect(reading.blocks.map(\.block) == [.paragraph([.text("A "), .text("word")])] || reading.blocks.count == 1)
    #expect(reading.problems.map(\.line) == [3, 3, 5])
    #expect(reading.problems.first?.message == "raw HTML is not shown in a terminal; write Markdown")
  }

  @Test func entitiesMakeNoControlCharacters() {
    #expect(MarkdownReader.blocks(of: "a&#27;[31mb&#x202e;c") == [.paragraph([.text("a[31mbc")])])
  }

  @Test func aPlaceholderIsReplacedAsText() {
    let blocks = MarkdownReader.blocks(of: "It is {{value}}, `{{value}}`, **{{value}}**.")
    #expect(
      blocks.replacingPlaceholder("value", with: "*2* {{value}}") == [
        .paragraph([
          .text("It is *2* {{value}}, "), .code("*2* {{value}}"), .text(", "), .strong([.text("*2* {{value}}")]),
          .text("."),
        ])
      ])
  }

  @Test func sizeAndDepthAreCapped() {
    let wide = "|" + String(repeating: "a|", count: 200) + "\n|" + String(repeating: "-|", count: 200)
    #expect(
      MarkdownReader.read(wide).problems.map(\.message) == ["this line has more than 100 `|`; make the table narrower"])
    let long = String(repeating: "a", count: 5000)
    #expect(MarkdownReader.read(long).problems.map(\.message) == ["this line is longer than 4000 bytes; break it"])
    let deep = String(repeating: ">", count: 1000) + "a"
    #expect(MarkdownReader.read(deep).problems.map(\.message) == ["this is nested deeper than 20; flatten it"])
  }
}
