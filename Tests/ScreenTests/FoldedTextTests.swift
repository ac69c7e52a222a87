/// Long output folded to what changed.
import Screen
import Testing

@Suite struct FoldedTextTests {
  private func text(_ range: ClosedRange<Int>, changing: [Int: String] = [:]) -> String {
    range.map { (changing[$0] ?? "line \($0)") + "\n" }.joined()
  }

  @Test func whatChangedIsShownWithTwoLinesAround() {
    #expect(
      FoldedText.folded(text(1...20, changing: [10: "other"]), since: text(1...20)) == [
        "  (7 lines as before)", "  line 8", "  line 9", "- line 10", "+ other", "  line 11", "  line 12",
        "  (8 lines as before)",
      ])
  }

  @Test func linesThatCameAndWent() {
    #expect(
      FoldedText.folded(text(1...14), since: text(1...12)) == [
        "  (10 lines as before)", "  line 11", "  line 12", "+ line 13", "+ line 14",
      ])
    #expect(
      FoldedText.folded(text(2...14), since: text(1...14)) == [
        "- line 1", "  line 2", "  line 3", "  (11 lines as before)",
      ])
  }

  @Test func nothingChanged() {
    #expect(
      FoldedText.folded(text(1...12), since: text(1...12)) == ["(12 lines, all as before; `set fold off` shows them)"])
  }

  @Test func shortTextsAndOtherTextsAreShownWhole() {
    #expect(FoldedText.folded(text(1...11, changing: [3: "x"]), since: text(1...11)) == nil)
    #expect(FoldedText.folded(text(100...130), since: text(1...30)) == nil)
  }
}
