/// The forms of the grammar, as parsed: what belongs to which word, command, pipeline and statement.
import Testing

@testable import Interpreter

@Suite struct GrammarTests {
  private func statements(_ text: String) throws -> [Script.Statement] { try ScriptParser.parse(text).statements }
  private func words(_ text: String) throws -> [String?] {
    try #require(try statements(text).first?.pipeline.first).words.map(\.plainText)
  }

  @Test func blanksSeparateWords() throws {
    #expect(try words("  aws \t ecs  list-clusters  ") == ["aws", "ecs", "list-clusters"])
  }

  @Test func anEmptyTextIsAnEmptyScript() throws {
    #expect(try statements("").isEmpty)
    #expect(try statements(" \n\t\n # only a comment\n").isEmpty)
  }

  @Test func aBackslashAtALineEndGoesOn() throws {
    #expect(try words("aws ecs \\\n  list-\\\nclusters") == ["aws", "ecs", "list-clusters"])
  }

  @Test func windowsLineEndsAreLineEnds() throws {
    #expect(try words("aws ecs \\\r\n list-clusters\r\n") == ["aws", "ecs", "list-clusters"])
    #expect(try statements("a\r\nb\r\n").count == 2)
  }

  @Test func aCommentBeginsOnlyWhereAWordCould() throws {
    #expect(try words("echo a#b #c d") == ["echo", "a#b"])
    #expect(try words("echo '#'\"#\"\\#") == ["echo", "###"])
  }

  @Test func singleQuotesKeepEverything() throws {
    #expect(try words(#"a '$X `b` \ "' c"#) == ["a", #"$X `b` \ ""#, "c"])
  }

  /// POSIX 2.2.3: in double quotes a backslash is special only before $ ` " \ and a line end.
  @Test func backslashesInDoubleQuotes() throws {
    #expect(try words(#"a "\$ \` \" \\ \q" "#) == ["a", #"$ ` " \ \q"#])
    #expect(try words("a \"b\\\nc\"") == ["a", "bc"])
  }

  @Test func quotesJoinIntoOneWord() throws {
    #expect(try words(#"a'b c'"d e"f\ g"#) == ["ab cd ef g"])
    #expect(try words("a ''") == ["a", ""])
  }

  @Test func multibyteCharactersStayWhole() throws {
    #expect(try words("echo Häfen 港 \\é \"🚢\"") == ["echo", "Häfen", "港", "é", "🚢"])
  }

  @Test func statementsAndTheirConnectors() throws {
    let found = try statements("a; b && c || d\ne &&\n\n f")
    #expect(found.map(\.source) == ["a", "b", "c", "d", "e", "f"])
    #expect(found.map(\.connector) == [.always, .always, .afterSuccess, .afterFailure, .always, .afterSuccess])
  }

  @Test func aStatementKnowsItsSource() throws {
    let text = "aws ecs list-clusters \\\n  --output text | wc -l  ; echo 'a;b'"
    #expect(
      try statements(text).map(\.source) == ["aws ecs list-clusters \\\n  --output text | wc -l", "echo 'a;b'"])
  }

  @Test func pipelines() throws {
    let pipeline = try #require(try statements("a 1 | b 2 |\n c").first).pipeline
    #expect(pipeline.map { $0.words.map(\.plainText) } == [["a", "1"], ["b", "2"], ["c"]])
  }

  @Test func assignmentsStandBeforeTheCommand() throws {
    let command = try #require(try statements("A=1 _b2='x y' C= cmd D=4").first?.pipeline.first)
    #expect(command.assignments.map(\.name) == ["A", "_b2", "C"])
    #expect(command.assignments.map { $0.value.plainText } == ["1", "x y", ""])
    #expect(command.words.map(\.plainText) == ["cmd", "D=4"])
  }

  @Test func aQuotedOrNumberedNameIsNoAssignment() throws {
    #expect(try words("\"A\"=1") == ["A=1"])
    #expect(try words("1A=1") == ["1A=1"])
    #expect(try words("A-b=1") == ["A-b=1"])
  }

  @Test func variablesAndTheirNames() throws {
    let command = try #require(try statements("a $X_1.y ${Y}z \"$?\" ${Z:-no such} $").first?.pipeline.first)
    let parts = command.words.dropFirst().map(\.parts)
    #expect(parts[0] == [.variable(.init("X_1"), quoted: false), .literal(".y", quoted: false)])
    #expect(parts[1] == [.variable(.init("Y"), quoted: false), .literal("z", quoted: false)])
    #expect(parts[2] == [.variable(.init("?"), quoted: true)])
    let instead = Script.Word(parts: [.literal("no such", quoted: false)], offset: 25)
    #expect(parts[3] == [.variable(.init("Z", .instead(instead, orEmpty: true)), quoted: false)])
    #expect(parts[4] == [.literal("$", quoted: false)])
  }

  @Test func substitutionsNest() throws {
    let command = try #require(try statements("a \"$(b $(c 'd)') \")\")\"").first?.pipeline.first)
    guard case .substitution(let outer, quoted: true)? = command.words.last?.parts.first else {
      Issue.record("no substitution")
      return
    }
    let inner = try #require(outer.statements.first?.pipeline.first)
    #expect(inner.words.first?.plainText == "b")
    #expect(inner.words.last?.plainText == ")")
    guard case .substitution(let innermost, quoted: false)? = inner.words[1].parts.first else {
      Issue.record("no inner substitution")
      return
    }
    #expect(innermost.statements.first?.pipeline.first?.words.map(\.plainText) == ["c", "d)"])
  }

  @Test func redirections() throws {
    func word(_ text: String, _ offset: Int) -> Script.Word {
      Script.Word(parts: [.literal(text, quoted: false)], offset: offset)
    }
    let command = try #require(try statements("a >b >> c <d 2>e 2>>f 2>&1 >&2 1>g").first?.pipeline.first)
    #expect(
      command.redirections == [
        .write(word("b", 3)), .append(word("c", 8)), .read(word("d", 11)), .errors(word("e", 15)),
        .appendErrors(word("f", 20)), .errorsToOutput, .outputToErrors, .write(word("g", 33)),
      ])
    #expect(command.words.map(\.plainText) == ["a"])
  }

  @Test func aDigitIsAChannelOnlyDirectlyBeforeTheSign() throws {
    let command = try #require(try statements("echo 2 >x").first?.pipeline.first)
    #expect(command.words.map(\.plainText) == ["echo", "2"])
    #expect(command.redirections.count == 1)
  }

  /// bash splits only where a comma stands between two matching braces outside of quotes.
  @Test func bracesThatBashWouldLeaveAlone() throws {
    #expect(try words("echo {a} {} a{b '{a,b}' \"{a,b}\" {a\\,b} {1.3}").dropFirst().count == 7)
    #expect(try statements("NETWORK={subnets=[a,b]}").count == 1)
  }

  @Test func hereDocuments() throws {
    let script = try ScriptParser.parse("cat <<A | wc <<'B C' && echo done\n1 $X\nA\n2 $X\nB C\necho after\n")
    #expect(script.statements.map(\.source) == ["cat <<A | wc <<'B C'", "echo done", "echo after"])
    let pipeline = script.statements[0].pipeline
    guard case .hereDocument(let first)? = pipeline[0].redirections.first,
      case .hereDocument(let second)? = pipeline[1].redirections.first
    else {
      Issue.record("no here-document")
      return
    }
    #expect(
      first.parts == [
        .literal("1 ", quoted: true), .variable(.init("X"), quoted: true), .literal("\n", quoted: true),
      ])
    #expect(second.plainText == "2 $X\n")
  }

  @Test func aHereDocumentBeginsAfterTheLineEndWhateverStandsBetween() throws {
    for text in ["cat <<E &&\nbody\nE\necho", "cat <<E |\nbody\nE\nwc", "cat <<E # note\nbody\nE\n"] {
      let script = try ScriptParser.parse(text)
      guard case .hereDocument(let word)? = script.statements.first?.pipeline.first?.redirections.first else {
        Issue.record("no here-document in \(text)")
        continue
      }
      #expect(word.plainText == "body\n")
    }
  }
}
