import Testing

@testable import Shell

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

@Suite struct PlainReaderTests {
  /// Reads everything that `bytes`, written to a file, come to.
  func outcomes(of bytes: [UInt8], limitBytes: Int = 1024 * 1024) -> [LineOutcome] {
    var template = Array("/tmp/drydock-plain-XXXXXX".utf8CString)
    let descriptor = template.withUnsafeMutableBufferPointer { buffer -> Int32 in
      guard let start = buffer.baseAddress else { return -1 }
      defer { unlink(start) }
      return mkstemp(start)
    }
    defer { close(descriptor) }
    var rest = bytes[...]
    while !rest.isEmpty { rest = rest.dropFirst(rest.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }) }
    lseek(descriptor, 0, SEEK_SET)
    let reader = PlainReader(descriptor: descriptor, showsPrompts: false, limitBytes: limitBytes) {
      var lines: [String] = []
      return { line in
        lines.append(line)
        return !LineText.endsInsideQuotes(lines.joined(separator: "\n"))
      }
    }
    var found: [LineOutcome] = []
    while found.last != .endOfFile, found.count < 100 { found.append(reader.readLine(prompt: Prompt("> "))) }
    return found
  }

  func outcomes(of text: String, limitBytes: Int = 1024 * 1024) -> [LineOutcome] {
    outcomes(of: Array(text.utf8), limitBytes: limitBytes)
  }

  @Test func linesOfAnyEnding() {
    #expect(outcomes(of: "one\r\n\ntwo") == [.line("one"), .line(""), .line("two"), .endOfFile])
  }

  @Test func linesThatBelongTogether() {
    #expect(outcomes(of: "a 'b\nc' d\ne\n") == [.line("a 'b\nc' d"), .line("e"), .endOfFile])
  }

  @Test func anUnfinishedCommandComesAsItIs() {
    #expect(outcomes(of: "a 'b\nc") == [.line("a 'b\nc"), .endOfFile])
  }

  @Test func aLineAtTheLimitIsReadAndOneBeyondIsAnswered() {
    let (at, beyond) = (String(repeating: "x", count: 100), String(repeating: "y", count: 101))
    #expect(
      outcomes(of: "\(at)\n\(beyond)\nnext\n", limitBytes: 100)
        == [.line(at), .tooLong(limitBytes: 100), .line("next"), .endOfFile])
  }

  @Test func theLimitCountsAllLinesOfACommand() {
    #expect(
      outcomes(of: "'aaaa\nbbbb\ncccc'\nnext\n", limitBytes: 12)
        == [.tooLong(limitBytes: 12), .line("next"), .endOfFile])
  }

  @Test func theRestOfACommandThatIsTooLongIsNotRun() {
    #expect(
      outcomes(of: "'aaaa\nbbbb\ncccc\nrm\ndddd'\nnext\n", limitBytes: 12)
        == [.tooLong(limitBytes: 12), .line("next"), .endOfFile])
    #expect(outcomes(of: "'aaaa\nbbbb\ncccc\nrm\n", limitBytes: 12) == [.tooLong(limitBytes: 12), .endOfFile])
  }

  @Test func aLineLongerThanSeveralBlocks() {
    let long = String(repeating: "x", count: 200_000)
    #expect(outcomes(of: long + "\nnext\n") == [.line(long), .line("next"), .endOfFile])
    #expect(outcomes(of: long, limitBytes: 1000) == [.tooLong(limitBytes: 1000), .endOfFile])
  }

  @Test func bytesThatAreNoTextAreReplaced() {
    #expect(outcomes(of: [0x61, 0xFF, 0x00, 0x62, 0x0A]) == [.line("a\u{FFFD}b"), .endOfFile])
  }
}

@Suite struct UnavailableTests {
  @Test func theReasonNamesTheWayOut() {
    #expect(
      EditorUnavailable.unknownTerminal("no-such").message
        == "The terminal type \"no-such\" is not known on this machine, so lines are read without editing. "
        + "Try TERM=xterm-256color.")
    #expect(
      EditorUnavailable.editingTurnedOff("/home/me/.editrc").message
        == "/home/me/.editrc says \"edit off\", so lines are read without editing.")
  }

  @Test func relativesOfKnownFamiliesAreTried() {
    #expect(TerminalFacts.relatives(of: "xterm-ghostty") == ["xterm-256color", "xterm", "vt100"])
    #expect(TerminalFacts.relatives(of: "no-such-terminal") == [])
    #expect(TerminalFacts.isPlain("dumb") && TerminalFacts.isPlain(nil) && !TerminalFacts.isPlain("xterm"))
  }
}
