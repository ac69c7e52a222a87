import Testing

@testable import Shell

@Suite struct PastedTextTests {
  @Test(arguments: ["a\nb", "a\rb", "a\r\nb", "a\nb\n", "a\r\nb\r\n\r\n"]) func newlinesOfAnyKind(_ text: String) {
    #expect(PastedText.normalised(text.utf8) == "a\nb")
  }

  @Test func emptyLinesStay() {
    #expect(PastedText.normalised("a\r\n\r\nb".utf8) == "a\n\nb")
    #expect(PastedText.normalised("a\n\nb".utf8) == "a\n\nb")
    #expect(PastedText.normalised("a\n\rb".utf8) == "a\n\nb")
  }

  @Test func controlCharactersGo() {
    #expect(PastedText.normalised("a\u{1B}[31m\u{7}\u{0}\u{7F}\u{9B}b\tc".utf8) == "a[31mb\tc")
  }

  @Test func bytesThatAreNoTextAreReplaced() {
    #expect(PastedText.normalised([0x61, 0xFF, 0xC3, 0x28]) == "a\u{FFFD}\u{FFFD}(")
  }

  @Test func theTerminalsSwapIsUndone() {
    let swapped: [UInt8] = [0x61, 0x0D, 0x0A, 0x62]  // "a\n\r" is how CR LF arrives
    #expect(swapped.map(PastedText.unswapped) == [0x61, 0x0A, 0x0D, 0x62])
  }
}

@Suite struct UTF8AssemblerTests {
  func scalars(_ bytes: [UInt8]) -> String {
    var assembler = UTF8Assembler()
    var out = String.UnicodeScalarView()
    for byte in bytes {
      var again = true
      while again {
        again = false
        switch assembler.take(byte) {
        case .scalar(let scalar): out.append(scalar)
        case .needsMore: break
        case .broken:
          out.append("\u{FFFD}")
          again = true
        }
      }
    }
    return String(out)
  }

  @Test(arguments: ["a", "é", "日本", "\u{1F433}", "a\u{301}\u{200D}"]) func wholeCharacters(_ text: String) {
    #expect(scalars(Array(text.utf8)) == text)
  }

  @Test func brokenBytesNeverSwallowTheNextCharacter() {
    #expect(scalars([0xE6, 0x97, 0x61]) == "\u{FFFD}a")
    #expect(scalars([0xFF, 0x80, 0x61]) == "\u{FFFD}\u{FFFD}a")
    #expect(scalars([0xED, 0xA0, 0x80, 0x61]).hasSuffix("a"))  // a surrogate is no character
    #expect(scalars([0xC3, 0xC3, 0xA9]) == "\u{FFFD}é")
  }
}

@Suite struct KeySequenceTests {
  @Test func keysOfDifferentTerminals() {
    for spelling in ["[A", "OA"] { #expect(KeySequence.action(spelling) == .up) }
    for spelling in ["[H", "OH", "[1~", "[7~"] { #expect(KeySequence.action(spelling) == .lineStart) }
    #expect(KeySequence.action("[200~") == .paste)
    #expect(KeySequence.action("[15~") == nil)
  }

  @Test(arguments: ["[A", "[1;5C", "[200~", "OP", "[[A"]) func wholeSequences(_ text: String) {
    #expect(KeySequence.isWhole(Array(text.utf8)))
  }

  @Test(arguments: ["", "[", "O", "[1", "[1;5", "[["]) func unfinishedSequences(_ text: String) {
    #expect(!KeySequence.isWhole(Array(text.utf8)))
  }
}

@Suite struct EditrcFileTests {
  @Test func onlyLinesForThisProgramCount() {
    let file = EditrcFile(
      text: "# mine\nbind ^T ed-delete-prev-word\n\nsh:bind ^K ed-ignore\ndrydock:bind -v\n", programName: "drydock")
    #expect(file.commands.map(\.lineNumber) == [2, 5])
    #expect(file.commands.map(\.words) == [["bind", "^T", "ed-delete-prev-word"], ["bind", "-v"]])
    #expect(file.mode == .vi)
    #expect(file.bindings.map(\.lineNumber) == [2])
  }

  @Test func theLastModeWins() {
    #expect(EditrcFile(text: "bind -v\nbind -e\n", programName: "drydock").mode == .emacs)
    #expect(EditrcFile(text: "bind ^T ed-ignore\n", programName: "drydock").mode == nil)
  }

  @Test func historyFunctionsAreExchangedForOurs() {
    let file = EditrcFile(text: "bind \"\\e[A\" ed-prev-history\n", programName: "drydock")
    #expect(file.bindings.map(\.words) == [["bind", "\\e[A", "drydock-history-previous"]])
    #expect(file.sequences == ["[A"])
  }

  @Test func sequencesInEverySpelling() {
    let text = "bind \"^[[15~\" ed-ignore\nbind \"\\033OP\" ed-ignore\nbind ^X ed-ignore\nbind \"\\ex\" ed-ignore\n"
    #expect(EditrcFile(text: text, programName: "drydock").sequences == ["[15~", "OP"])
  }
}
