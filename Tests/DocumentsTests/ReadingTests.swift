import Documents
import Testing

/// What the reader takes, and what it makes of it (RFC 8259).
@Suite struct ReadingTests {
  @Test func keepsMembersInOrder() throws {
    let document = try DocumentReader.read(#" {"b": [1, true, null], "a": {"x": "y"}} "#)
    #expect(document == ["b": [1, true, .null], "a": ["x": "y"]])
    #expect(document.object?.keys == ["b", "a"])
    #expect(document["b"]?[0]?.integer == 1)
    #expect(document["b"]?[3] == nil)
  }

  @Test func keepsNumbersExactly() throws {
    #expect(try DocumentReader.read("9223372036854775807") == .integer(.max))
    #expect(try DocumentReader.read("-9223372036854775808") == .integer(.min))
    #expect(try DocumentReader.read("9223372036854775808") == .decimal(.init(checkedText: "9223372036854775808")))
    for text in ["1.50", "1e400", "-0.0", "1E+5", "0.1"] {
      #expect(try DocumentReader.read(text).written() == text)
    }
    #expect(try DocumentReader.read("-0") == 0)
  }

  @Test func readsEscapes() throws {
    #expect(
      try DocumentReader.read(#""\"\\\/\b\f\n\r\t\u0041\ud83d\uDEA2""#).string == "\"\\/\u{8}\u{C}\n\r\tA\u{1F6A2}")
  }

  @Test func readsBytes() throws {
    #expect(try DocumentReader.read(bytes: Array("[\"\u{E9}\"]".utf8)) == ["\u{E9}"])
  }

  @Test func stopsAtItsLimits() throws {
    let limits = DocumentReader.Limits(depth: 3, bytes: 10)
    #expect(try DocumentReader.read("[[[1]]]", limits: limits) == [[[1]]])
    #expect(failure("[[[[1]]]]", limits: limits)?.message == "nested deeper than 3 levels (line 1, column 4)")
    #expect(failure("[1,2,3,4,5]", limits: limits)?.message == "larger than 10 bytes (line 1, column 1)")
    let brackets = String(repeating: "[", count: 100_000)
    #expect(failure(brackets)?.kind == .tooDeep(limit: 128))
    #expect(failure(String(repeating: #"{"a":"#, count: 100_000))?.kind == .tooDeep(limit: 128))
    #expect(DocumentReader.Limits(depth: .max, bytes: 1).depth == 256)
  }

  @Test func refusesWhatIsNoJSONThoughPythonTakesIt() {
    #expect(failure("NaN")?.kind == .expectedValue)
    #expect(failure("[-Infinity]")?.kind == .expectedValue)
    #expect(
      failure(#"{"a": 1, "b": 2, "a": 3}"#)?.message
        == #"the name "a" is already used in this object; keep one of the two (line 1, column 18)"#)
    #expect(failure(#"{"a": 1, "\u0061": 2}"#)?.kind == .duplicateKey("a"))
    for half in [#""\ud83d""#, #""\ud83dx""#, #""\udea2""#, #""\ud83d\u0041""#] {
      #expect(failure(half)?.kind == .loneSurrogate, "\(half)")
    }
  }

  @Test func namesTheFirstByteThatIsNotUTF8() {
    do {
      _ = try DocumentReader.read(bytes: [0x5B, 0x22, 0xC3, 0xA9, 0xFF, 0x22, 0x5D])
      Issue.record("read bytes that are not UTF-8")
    } catch {
      #expect(error.message == "the bytes are not UTF-8; save the file as UTF-8 (line 1, column 4)")
    }
  }

  private func failure(_ text: String, limits: DocumentReader.Limits = .standard) -> DocumentReadError? {
    do {
      _ = try DocumentReader.read(text, limits: limits)
      return nil
    } catch { return error }
  }
}

/// The AWS CLI shows CPython's words for a mistake in JSON. Each expected text is what `json.loads` of CPython says; the
/// two about trailing commas are CPython 3.13's.
@Suite struct PythonMessageTests {
  @Test(arguments: [
    ("", "Expecting value: line 1 column 1 (char 0)"),
    ("{", "Expecting property name enclosed in double quotes: line 1 column 2 (char 1)"),
    ("[", "Expecting value: line 1 column 2 (char 1)"),
    (#"{"a""#, "Expecting ':' delimiter: line 1 column 5 (char 4)"),
    (#"{"awsvpcConfiguration": "#, "Expecting value: line 1 column 25 (char 24)"),
    (#"{"a":1"#, "Expecting ',' delimiter: line 1 column 7 (char 6)"),
    (#"{"a":1,"#, "Expecting property name enclosed in double quotes: line 1 column 8 (char 7)"),
    (#"{"a":1 , }"#, "Illegal trailing comma before end of object: line 1 column 8 (char 7)"),
    ("[1,", "Expecting value: line 1 column 4 (char 3)"),
    ("[1,]", "Illegal trailing comma before end of array: line 1 column 3 (char 2)"),
    ("[1 2]", "Expecting ',' delimiter: line 1 column 4 (char 3)"),
    ("nul", "Expecting value: line 1 column 1 (char 0)"),
    ("{a:1}", "Expecting property name enclosed in double quotes: line 1 column 2 (char 1)"),
    (#"{"a":tru}"#, "Expecting value: line 1 column 6 (char 5)"),
    (#"{"a" 1}"#, "Expecting ':' delimiter: line 1 column 6 (char 5)"),
    (#"{"a":1 "b":2}"#, "Expecting ',' delimiter: line 1 column 8 (char 7)"),
    ("{,}", "Expecting property name enclosed in double quotes: line 1 column 2 (char 1)"),
    ("[,]", "Expecting value: line 1 column 2 (char 1)"),
    (#""abc"#, "Unterminated string starting at: line 1 column 1 (char 0)"),
    (#""a\"#, "Unterminated string starting at: line 1 column 1 (char 0)"),
    (#""a\x""#, #"Invalid \escape: line 1 column 3 (char 2)"#),
    (#""a\u12""#, #"Invalid \uXXXX escape: line 1 column 4 (char 3)"#),
    (#""a\u12G4""#, #"Invalid \uXXXX escape: line 1 column 4 (char 3)"#),
    (#""\u1234"#, #"Invalid \uXXXX escape: line 1 column 3 (char 2)"#),
    ("\"a\tb\"", "Invalid control character at: line 1 column 3 (char 2)"),
    ("1 2", "Extra data: line 1 column 3 (char 2)"),
    ("01", "Extra data: line 1 column 2 (char 1)"),
    ("1.", "Extra data: line 1 column 2 (char 1)"),
    ("1e+", "Extra data: line 1 column 2 (char 1)"),
    ("-", "Expecting value: line 1 column 1 (char 0)"),
    ("+1", "Expecting value: line 1 column 1 (char 0)"),
    ("\u{FEFF}1", "Unexpected UTF-8 BOM (decode using utf-8-sig): line 1 column 1 (char 0)"),
    ("\n\n {\"\u{E9}\": x}", "Expecting value: line 3 column 8 (char 9)"),
    (#"{"a":1,"a":2}"#, #"Duplicate name "a" in one object: line 1 column 8 (char 7)"#),
  ])
  func saysWhatTheAWSCLISays(text: String, expected: String) {
    do {
      _ = try DocumentReader.read(text)
      Issue.record("read \(text)")
    } catch {
      #expect(error.pythonMessage == expected)
    }
  }
}
