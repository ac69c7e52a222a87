import Documents
import Testing

/// The layouts, number text, and equality by value.
@Suite struct WritingTests {
  private let document: Document = [
    "clusters": [["name": "demo", "settings": [], "tags": [:], "count": 0]], "text": "\u{E9}\u{1F6A2}\"\\\n\u{1}",
    "none": .null, "on": true,
  ]

  @Test func compactIsOneLine() {
    #expect(
      document.written(.compact) == #"{"clusters":[{"name":"demo","settings":[],"tags":{},"count":0}],"#
        + "\"text\":\"\u{E9}\u{1F6A2}" + #"\"\\\n\u0001","none":null,"on":true}"#)
  }

  @Test func sortedPutsTheMembersOfEveryObjectInAlphabeticalOrder() {
    let unsorted: Document = ["b": [["d": 1, "c": .decimal(.init(2.5))]], "a": ["z": "y", "B": true], "ab": []]
    #expect(unsorted.written(.sorted) == #"{"a":{"B":true,"z":"y"},"ab":[],"b":[{"c":2.5,"d":1}]}"#)
    #expect(unsorted.bytes(.sorted) == Array(unsorted.written(.sorted).utf8))
  }

  @Test func awsCLIIndentsByFour() {
    #expect(
      document.written(.awsCLI) == """
        {
            "clusters": [
                {
                    "name": "demo",
                    "settings": [],
                    "tags": {},
                    "count": 0
                }
            ],
            "text": "\u{E9}\u{1F6A2}\\"\\\\\\n\\u0001",
            "none": null,
            "on": true
        }
        """)
    #expect(Document.list([]).written(.awsCLI) == "[]")
    #expect(Document.string("ACTIVE").written(.awsCLI) == "\"ACTIVE\"")
  }

  /// Right-hand side: what `repr(float(text))` of Python says, or `repr(int(text))` where the text is whole.
  @Test(arguments: [
    ("1.50", "1.5"), ("1.0", "1.0"), ("100.00", "100.0"), ("1E5", "100000.0"), ("1e15", "1000000000000000.0"),
    ("1e16", "1e+16"), ("12345678901234567890.0", "1.2345678901234567e+19"),
    ("9007199254740993.0", "9007199254740992.0"),
    ("0.0001", "0.0001"), ("0.00001", "1e-05"), ("0.000123", "0.000123"), ("1.5e-7", "1.5e-07"),
    ("-2.5e-300", "-2.5e-300"),
    ("-0.0", "-0.0"), ("1e400", "Infinity"), ("-1e400", "-Infinity"), ("0.1", "0.1"), ("123.456", "123.456"),
    ("12345678901234567890", "12345678901234567890"), ("5e-324", "5e-324"),
    ("1.7976931348623157e308", "1.7976931348623157e+308"),
  ])
  func awsCLIWritesDecimalsAsPython(text: String, expected: String) throws {
    #expect(try DocumentReader.read(text).written(.awsCLI) == expected)
    #expect(try DocumentReader.read(text).written(.compact) == text)
  }

  @Test func whatIsNoNumberIsNeverWrittenAsOne() {
    #expect(Document.decimal(.init(Double.nan)).written() == "null")
    #expect(Document.decimal(.init(Double.infinity)).written() == "null")
    #expect(Document.decimal(.init(1.5)).written() == "1.5")
  }

  /// Expected: `repr(...)` and `json.dumps(..., separators=(",", ":"))` of Python.
  @Test func printsAsPythonDoes() {
    let value: Document = [
      "cluster": "demo", "n": [1, .null, true, .decimal(.init(checkedText: "1.50"))], "q": "it's",
      "b": "'\"\\\u{200B}\u{7}\n",
    ]
    #expect(
      value.pythonRepresentation
        == #"{'cluster': 'demo', 'n': [1, None, True, 1.5], 'q': "it's", 'b': '\'"\\\u200b\x07\n'}"#)
    #expect(Document.string("it's").pythonText == "it's")
    #expect(Document.decimal(.init(Double.infinity)).pythonText == "inf")
    let each: [Document] = ["a", 1, true, .null, [], [:]]
    #expect(
      each.map(\.pythonTypeName) == ["str", "int", "bool", "NoneType", "list", "dict"])
    #expect(Document.decimal(.init(checkedText: "12345678901234567890")).pythonTypeName == "int")
    #expect(Document.list(["\u{E9}\u{1F6A2}\u{7F}", 1]).written(.pythonCompact) == #"["\u00e9\ud83d\udea2\u007f",1]"#)
  }

  @Test func numbersAreEqualByValue() throws {
    func same(_ left: String, _ right: String) throws -> Bool {
      try DocumentReader.read(left).hasSameValue(as: try DocumentReader.read(right))
    }
    #expect(try same("1", "1.0"))
    #expect(try same("1.50", "15e-1"))
    #expect(try same(#"{"a":1,"b":[2.0]}"#, #"{"b":[2],"a":1.0}"#))
    #expect(try !same("9007199254740993", "9007199254740992.0"))
    #expect(try !same("100000000000000000001", "100000000000000000002"))
    #expect(try !same("1", #""1""#))
    #expect(try !same("1", "true"))
    #expect(try !same("[1]", "[1,1]"))
    #expect(try !same(#"{"a":1}"#, #"{"b":1}"#))
    #expect(try !same("0", "null"))
  }
}
