import Testing
import Text

/// Lines that fit.
@Suite struct WrappingTests {
  @Test func breaksAtBlanks() {
    #expect(
      Wrapping.wrap("A service keeps the number of tasks you asked for.", columns: 20)
        == ["A service keeps the", "number of tasks you", "asked for."])
    #expect(Wrapping.wrap("one two", columns: 7) == ["one two"])
    #expect(Wrapping.wrap("one  two   ", columns: 20) == ["one  two"])
    #expect(Wrapping.wrap("one   two", columns: 5) == ["one", "two"])
  }

  @Test func keepsLineBreaksAndIndents() {
    #expect(
      Wrapping.wrap("first line here\n\nthird", columns: 12, indent: "  ", firstIndent: "- ")
        == ["- first line", "  here", "  ", "  third"])
    #expect(Wrapping.wrap("", columns: 10) == [""])
    #expect(Wrapping.wrap("a\r\nb", columns: 10) == ["a", "b"])
  }

  @Test func cutsOnlyWordsLongerThanALine() {
    #expect(
      Wrapping.wrap("see arn:aws:ecs:us-east-1", columns: 10) == ["see", "arn:aws:ec", "s:us-east-", "1"])
    #expect(Wrapping.wrap("abcdef", columns: 0) == ["a", "b", "c", "d", "e", "f"])
  }

  @Test func breaksBesideWideCharacters() {
    #expect(Wrapping.wrap("日本語のテスト", columns: 6) == ["日本語", "のテス", "ト"])
    #expect(Wrapping.wrap("ab日本", columns: 4) == ["ab日", "本"])
    #expect(Wrapping.wrap("日本", columns: 1) == ["日", "本"])
  }

  @Test func keepsStylesAcrossBreaks() {
    let text = StyledText("run ") + StyledText("aws ecs", .bold) + StyledText(" now")
    let lines = Wrapping.wrap(text, columns: 7)
    #expect(lines.map { $0.rendered(colour: true) } == ["run \u{1B}[1maws\u{1B}[0m", "\u{1B}[1mecs\u{1B}[0m now"])
  }

  @Test func noLineIsWiderThanAsked() {
    let text = "Deployments: the old tasks drain while 新しいタスク start, 👩‍🚀 and averyveryverylongwordthatdoesnotfit too."
    for columns in 2...60 {
      for line in Wrapping.wrap(text, columns: columns) { #expect(DisplayWidth.of(line) <= columns) }
    }
  }
}

/// Nothing that steers a terminal comes through.
@Suite struct SanitizerTests {
  @Test(arguments: [
    ("plain\ttext\n", "plain\ttext\n"), ("a\r\nb\u{0}\u{7}\u{7F}c", "a\nbc"), ("\u{1B}[1;31mred\u{1B}[0m", "red"),
    ("\u{1B}]0;title\u{7}after", "after"), ("\u{1B}]8;;http://x\u{1B}\\link\u{1B}]8;;\u{1B}\\", "link"),
    ("\u{1B}Pq#0\u{1B}\\x", "x"), ("\u{9B}2Jx", "x"), ("\u{9D}0;t\u{9C}x", "x"), ("\u{85}x\u{90}", "x"),
    ("\u{1B}(0lqk\u{1B}(B", "lqk"), ("\u{1B}cx", "x"), ("x\u{1B}", "x"), ("\u{1B}[", ""),
    ("\u{1B}]never closed", "never closed"),
    ("\u{1B}]a\u{1B}[2Jb", "b"), ("a\u{202E}b\u{2066}c\u{200F}", "abc"), ("e\u{301}👩‍🚀", "e\u{301}👩‍🚀"),
    ("\u{1B}[200~x", "x"), ("\u{1B}[\u{1B}[31mx", "x"),
  ])
  func takesOut(text: String, left: String) {
    #expect(Sanitizer.withoutControls(text) == left)
  }

  @Test func longRunsTakeLinearTime() {
    let text = String(repeating: "\u{1B}]", count: 50_000)
    #expect(Sanitizer.withoutControls(text) == "")
  }
}
