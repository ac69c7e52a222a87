/// A line as the grammar sees it: statements of pipelines of simple commands, before anything is looked up or run.
///
/// In: what `ScriptParser` read. Out: data. Expands and runs nothing.
/// Source of the forms: POSIX.1-2017, Shell Command Language, sections 2.2, 2.6, 2.7 and 2.9, as far as this shell goes.
package struct Script: Hashable, Sendable {
  package var statements: [Statement] = []

  /// When a statement runs, given how the one before it ended.
  package enum Connector: Hashable, Sendable { case always, afterSuccess, afterFailure }

  package struct Statement: Hashable, Sendable {
    package var connector: Connector
    /// At least one; each reads what the one before it wrote.
    package var pipeline: [Command]
    /// The statement as typed, without surrounding blanks.
    package var source: String

    /// It begins with `aws` or `ecs`.
    var isCloudCommand: Bool { ["aws", "ecs"].contains(pipeline.first?.words.first?.plainText) }
  }

  /// Whether `&&` or `||` after the statement asks how it ended.
  func isAsked(_ index: Int) -> Bool {
    statements.indices.contains(index + 1) && statements[index + 1].connector != .always
  }

  package struct Command: Hashable, Sendable {
    package var assignments: [Assignment] = []
    package var words: [Word] = []
    package var redirections: [Redirection] = []
    /// Where it begins, in bytes from the start of the text.
    package var offset = 0
  }

  package struct Assignment: Hashable, Sendable {
    package var name: String
    package var value: Word
  }

  package struct Word: Hashable, Sendable {
    package var parts: [Part] = []
    package var offset = 0
    /// The text where the word is a plain literal, nil where something must be expanded.
    package var plainText: String? {
      var text = ""
      for part in parts {
        guard case .literal(let literal, _) = part else { return nil }
        text += literal
      }
      return text
    }
    package var isQuoted: Bool {
      parts.contains { part in
        switch part {
        case .literal(_, let quoted), .variable(_, let quoted), .substitution(_, let quoted): quoted
        }
      }
    }
  }

  package enum Part: Hashable, Sendable {
    case literal(String, quoted: Bool)
    case variable(Parameter, quoted: Bool)
    case substitution(Script, quoted: Bool)
  }

  /// `$NAME`, or `${NAME…}` with what becomes of its value.
  package struct Parameter: Hashable, Sendable {
    /// A name, a number, or one of `?`, `#`, `@`, `*`.
    package var name: String
    package var change: Change?

    package init(_ name: String, _ change: Change? = nil) {
      self.name = name
      self.change = change
    }
  }

  /// POSIX 2.6.2. With a colon in front of its sign, a form takes an empty value for none (`orEmpty`).
  package enum Change: Hashable, Sendable {
    /// `${NAME:-WORD}`
    case instead(Word, orEmpty: Bool)
    /// `${NAME:=WORD}`
    case assigned(Word, orEmpty: Bool)
    /// `${NAME:?WORD}`
    case demanded(Word, orEmpty: Bool)
    /// `${NAME:+WORD}`
    case alternative(Word, orEmpty: Bool)
    /// `${NAME#PATTERN}`, `${NAME##PATTERN}`
    case withoutBeginning(Word, longest: Bool)
    /// `${NAME%PATTERN}`, `${NAME%%PATTERN}`
    case withoutEnd(Word, longest: Bool)
    /// `${#NAME}`
    case length
  }

  package enum Redirection: Hashable, Sendable {
    case write(Word)
    case append(Word)
    case read(Word)
    /// A here-document's body; all literal where its delimiter was quoted.
    case hereDocument(Word)
    /// `2>&1`
    case errorsToOutput
    /// `>&2`
    case outputToErrors
    /// `2>FILE`, `2>>FILE`
    case errors(Word)
    case appendErrors(Word)
  }
}
