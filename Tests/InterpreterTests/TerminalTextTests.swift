/// Nothing that is typed or stored can steer the terminal; pipes and files keep it.
import Testing
import Workspace

@testable import Interpreter

@Suite struct TerminalTextTests {
  private let evil = "a\u{1B}]0;title\u{07}b\u{1B}[2Jc\u{9B}31md\u{202E}e\u{00}f\tg\u{7F}"
  /// Every control is gone; what is left of a sequence is plain text.
  private let tame = "a]0;titleb[2Jc31mdef\tg"

  @Test func outputErrorsAndNotices() throws {
    let session = try makeSession()
    #expect(session.out("echo '\(evil)'") == tame + "\n")
    #expect(session.err("'\u{1B}[31mx'") == "drydock: 'x' is no command here. `help` lists what there is.\n")
    #expect(session.err("echo ${\u{1B}X}").contains("`${X}` is not understood"))
    #expect(session.err("aws ecs '\u{1B}c'").contains("Found invalid choice 'c'"))
  }

  @Test func pipesSubstitutionsAndFilesKeepWhatWasWritten() throws {
    let session = try makeSession()
    session.variables["EVIL"] = evil
    _ = session.run("echo \"$EVIL\" | cat > f; echo \"$(cat f)\" > g")
    #expect(try session.sandbox.files.read("f") == Array((evil + "\n").utf8))
    #expect(try session.sandbox.files.read("g") == Array((evil + "\n").utf8))
    #expect(session.out("cat g") == tame + "\n")
  }

  /// json escapes by itself; text does not.
  @Test func whatTheServiceHasStored() throws {
    let session = try makeSession()
    let register = #"""
      aws ecs register-task-definition --family t --container-definitions \
      '{"name": "t", "image": "web", "memory": 128, "environment": [{"name": "A", "value": "a\u001b[2Jb"}]}' > /dev/null
      """#
    #expect(session.run(register).exitCode == 0)
    let value =
      "aws ecs describe-task-definition --task-definition t "
      + "--query 'taskDefinition.containerDefinitions[0].environment[0].value'"
    #expect(session.out(value + " --output text") == "a[2Jb\n")
    #expect(session.out(value) == "\"a\\u001b[2Jb\"\n")
    #expect(!session.out(value).unicodeScalars.contains("\u{1B}"))
    #expect(!session.out(value + " --output table").unicodeScalars.contains("\u{1B}"))
  }

  @Test func ownPicturesKeepTheirColoursOnATerminalAlone() throws {
    let session = try makeSession()
    session.addedWords["picture"] = { _, _ in CommandOutput("\u{1B}[1;32mgreen\u{1B}[0m \u{1B}[2J\u{1B}]8;;x\u{07}\n") }
    #expect(session.out("picture") == "\u{1B}[1;32mgreen\u{1B}[0m [2J]8;;x\n")
    #expect(session.out("picture | grep green") == "green [2J]8;;x\n")
    #expect(session.out("echo \"$(picture)\"") == "green [2J]8;;x\n")
    _ = session.run("picture > f")
    #expect(try session.sandbox.files.read("f") == Array("green \u{1B}[2J\u{1B}]8;;x\u{07}\n".utf8))
  }

  @Test func colouredTablesAreForTheTerminal() throws {
    var outside = Outside()
    outside.usesColour = true
    let session = try makeSession(outside: outside)
    let table = "aws ecs list-clusters --output table"
    #expect(session.out(table).contains("\u{1B}["))
    #expect(!session.out(table + " | cat").contains("\u{1B}["))
  }
}
