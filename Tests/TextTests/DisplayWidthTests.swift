import Testing
import Text

/// Cells on a terminal. Expected widths: Unicode's East Asian Width classes and what a reader sees as one character.
@Suite struct DisplayWidthTests {
  @Test(arguments: [
    ("", 0), ("web", 3), ("\u{E9}", 1), ("e\u{301}", 1), ("日本", 4), ("ｱ", 1), ("Ａ", 2), ("한", 2),
    ("\u{1112}\u{1161}\u{11AB}", 2), ("🚢", 2), ("👩‍🚀", 2), ("👍🏽", 2), ("🇩🇪", 2), ("❤\u{FE0F}", 2), ("❤", 1),
    ("1\u{FE0F}\u{20E3}", 2), ("a\nb\u{7}", 2), ("\u{200B}", 0), ("─│┌", 3), ("✓", 1), ("…", 1), ("क्षि", 3),
  ])
  func countsWhatAReaderSees(text: String, cells: Int) {
    #expect(DisplayWidth.of(text) == cells)
  }

  @Test func knowsTheClassesEnds() {
    #expect(EastAsianWidth.isWide("\u{1100}") && EastAsianWidth.isWide("\u{115F}"))
    #expect(!EastAsianWidth.isWide("\u{10FF}") && !EastAsianWidth.isWide("\u{1160}"))
    #expect(EastAsianWidth.isWide("\u{3FFFD}") && !EastAsianWidth.isWide("\u{40000}"))
    #expect(EastAsianWidth.isAmbiguous("\u{A1}") && EastAsianWidth.isAmbiguous("\u{10FFFD}"))
    #expect(!EastAsianWidth.isAmbiguous("a") && !EastAsianWidth.isAmbiguous("\u{A2}"))
  }

  @Test func cutsAndPads() {
    #expect("web-service".truncated(to: 5) == "web-…")
    #expect("web".truncated(to: 3) == "web")
    #expect("日本語".truncated(to: 4) == "日…")
    #expect("日本語".truncated(to: 5) == "日本…")
    #expect("web".truncated(to: 0) == "")
    #expect("web".truncated(to: 1) == "…")
    #expect("日".padded(to: 4) == "日  ")
    #expect("long".padded(to: 2) == "long")
  }
}
