/// Why a text is no document: what was expected, and where.
///
/// In: a kind and a place, from `DocumentReader`. Out: our own sentence, and the sentence that the AWS CLI prints for the
/// same mistake (it shows CPython's). Never holds the text itself.
/// Source of `pythonMessage`: the wording of CPython 3.13's `json.JSONDecodeError`, which AWS CLI v2 carries.
package struct DocumentReadError: Error, Hashable, Sendable {
  package enum Kind: Hashable, Sendable {
    case expectedValue
    case expectedMemberName
    case expectedColon
    case expectedComma
    case trailingCommaInObject
    case trailingCommaInList
    case extraData
    case unterminatedString
    case controlCharacter
    case invalidEscape
    case invalidUnicodeEscape
    case loneSurrogate
    case duplicateKey(String)
    case byteOrderMark
    case invalidUTF8
    case tooDeep(limit: Int)
    case tooLarge(limitBytes: Int)
  }

  package let kind: Kind
  /// Unicode scalars before the place of the mistake.
  package let offset: Int
  /// Counted from 1; lines end with a line feed, columns count Unicode scalars.
  package let line: Int
  package let column: Int

  /// One sentence in our words, ending with the place.
  package var message: String { "\(sentence) (line \(line), column \(column))" }

  /// CPython's text, e.g. `Expecting value: line 1 column 25 (char 24)`. Where CPython has no such error, our words in its
  /// shape.
  package var pythonMessage: String { "\(pythonSentence): line \(line) column \(column) (char \(offset))" }

  private var sentence: String {
    switch kind {
    case .expectedValue:
      "expected a JSON value here: a string in double quotes, a number, true, false, null, a list or an object"
    case .expectedMemberName: "expected a member name in double quotes"
    case .expectedColon: "expected ':' between a member's name and its value"
    case .expectedComma: "expected ',' or the closing bracket"
    case .trailingCommaInObject: "remove the comma before '}'"
    case .trailingCommaInList: "remove the comma before ']'"
    case .extraData: "the JSON value ends before this; remove what follows"
    case .unterminatedString: "the string that begins here has no closing double quote"
    case .controlCharacter: #"a string cannot hold a raw line break, tab or control character; write \n, \t or \u00XX"#
    case .invalidEscape: #"after \ only one of " \ / b f n r t u can stand"#
    case .invalidUnicodeEscape: #"\u needs four hexadecimal digits"#
    case .loneSurrogate: #"half of a surrogate pair; write both halves (\uD83D\uDEA2) or the character itself"#
    case .duplicateKey(let key): "the name \"\(key)\" is already used in this object; keep one of the two"
    case .byteOrderMark: "remove the byte order mark at the beginning"
    case .invalidUTF8: "the bytes are not UTF-8; save the file as UTF-8"
    case .tooDeep(let limit): "nested deeper than \(limit) levels"
    case .tooLarge(let limitBytes): "larger than \(limitBytes) bytes"
    }
  }

  private var pythonSentence: String {
    switch kind {
    case .expectedValue: "Expecting value"
    case .expectedMemberName: "Expecting property name enclosed in double quotes"
    case .expectedColon: "Expecting ':' delimiter"
    case .expectedComma: "Expecting ',' delimiter"
    case .trailingCommaInObject: "Illegal trailing comma before end of object"
    case .trailingCommaInList: "Illegal trailing comma before end of array"
    case .extraData: "Extra data"
    case .unterminatedString: "Unterminated string starting at"
    case .controlCharacter: "Invalid control character at"
    case .invalidEscape: #"Invalid \escape"#
    case .invalidUnicodeEscape: #"Invalid \uXXXX escape"#
    case .byteOrderMark: "Unexpected UTF-8 BOM (decode using utf-8-sig)"
    case .loneSurrogate: "Unpaired surrogate escape"
    case .duplicateKey(let key): "Duplicate name \"\(key)\" in one object"
    case .invalidUTF8: "Invalid UTF-8"
    case .tooDeep(let limit): "Nested deeper than \(limit) levels"
    case .tooLarge(let limitBytes): "Larger than \(limitBytes) bytes"
    }
  }
}
