import Testing
import Text

/// Styles as escape sequences (ECMA-48, SGR), or not at all.
@Suite struct StyledTextTests {
  @Test func rendersWithAndWithoutColour() {
    var text = StyledText("service ")
    text.append("web", [.bold, .green])
    text.append(" is\nsteady", .dim)
    #expect(text.rendered(colour: false) == "service web is\nsteady")
    #expect(
      text.rendered(colour: true)
        == "service \u{1B}[1;32mweb\u{1B}[0m\u{1B}[2m is\u{1B}[0m\n\u{1B}[2msteady\u{1B}[0m")
    #expect(text.width == 20)
  }

  @Test func knowsAllStyles() {
    let all: Style = [.bold, .dim, .italic, .underline, .inverse, .red, .brightCyan, Style(background: .brightBlack)]
    #expect(all.parameters == "1;2;3;4;7;96;100")
    #expect(Style.black.parameters == "30")
    #expect(Style.white.parameters == "37")
    #expect(Style.brightWhite.parameters == "97")
    #expect(Style(background: .white).parameters == "47")
    #expect(Style.plain.parameters == "")
  }

  @Test func laysAStyleUnderThePiecesOwn() {
    let text = StyledText("a", .red) + StyledText("b")
    #expect(text.over([.bold, .blue]).pieces.map(\.style) == [[.bold, .red], [.bold, .blue]])
  }

  @Test func cutsAcrossPieces() {
    let text = StyledText("desired ", .dim) + StyledText("running", .bold)
    #expect(text.truncated(to: 11).rendered(colour: true) == "\u{1B}[2mdesired \u{1B}[0m\u{1B}[1mru…\u{1B}[0m")
    #expect(text.truncated(to: 9).plain == "desired …")
    #expect(text.truncated(to: 8).plain == "desired…")
    #expect(text.truncated(to: 15) == text)
    #expect(text.truncated(to: 0).plain == "")
    for columns in 0...16 { #expect(text.truncated(to: columns).width <= columns) }
    #expect(text.padded(to: 17).plain == "desired running  ")
  }

  @Test func letsNoControlThrough() {
    let text = StyledText("\u{1B}[31mred\u{1B}]0;title\u{7}\u{8}", .bold)
    #expect(text.rendered(colour: true) == "\u{1B}[1mred\u{1B}[0m")
  }

  @Test func colourIsChosenByFlagVariableAndTerminal() {
    #expect(ColourChoice.automatic.wantsColour(isTerminal: true, environment: [:]))
    #expect(ColourChoice.automatic.wantsColour(isTerminal: true, environment: ["NO_COLOR": ""]))
    #expect(!ColourChoice.automatic.wantsColour(isTerminal: true, environment: ["NO_COLOR": "1"]))
    #expect(!ColourChoice.automatic.wantsColour(isTerminal: true, environment: ["TERM": "dumb"]))
    #expect(!ColourChoice.automatic.wantsColour(isTerminal: false, environment: [:]))
    #expect(ColourChoice.always.wantsColour(isTerminal: false, environment: ["NO_COLOR": "1"]))
    #expect(!ColourChoice.never.wantsColour(isTerminal: true, environment: [:]))
  }
}
