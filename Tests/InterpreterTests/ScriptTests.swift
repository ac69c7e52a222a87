/// Scripts: how `set -e` ends them, files of lines, and the small words they are made of. The expected values are what
/// bash 5.2 does with the same lines.
import SimulationKit
import Testing

@testable import Interpreter

@Suite struct ScriptTests {
  // MARK: set

  @Test(arguments: [
    ("set -e; echo a; false; echo b", "a", 1), ("set -e; false || echo a; echo b", "a\nb", 0),
    ("set -e; false && echo a; echo b", "b", 0), ("set -e; true && false; echo b", "", 1),
    ("set -e; false | true; echo a", "a", 0), ("set -eo pipefail; false | true; echo a", "", 1),
    ("set -e; X=$(false); echo a", "", 1), ("set -e; echo $(false; echo in); echo a", "in\na", 0),
    ("set -e; set +e; false; echo a", "a", 0), ("set -o errexit; false; echo a", "", 1),
    ("set -e\naws ecs describe-clusters --no-such-option\necho a", "", 252),
    ("false; set -e; echo a", "a", 0), ("set -u; echo a $U b; echo c", "", 1),
    ("set -u; echo a ${U:-b} $#; echo c", "a b 0\nc", 0),
    ("set -o pipefail; true | exit 3 | false | true; echo $?", "1", 0),
  ])
  func options(text: String, expected: String, exitCode: Int32) throws {
    let result = try makeSession().run(text)
    #expect(result.standardOutput == (expected.isEmpty ? "" : expected + "\n"))
    #expect(result.exitCode == exitCode)
    #expect(result.hasFailed == (exitCode != 0))
  }

  @Test func aFailureUnderSetEEndsOneTextAndNotTheSession() throws {
    let session = try makeSession()
    _ = session.run("set -e; false; echo a")
    #expect(session.out("echo b") == "b\n")
    #expect(session.run("false; echo c").standardOutput == "")
  }

  @Test func anUnsetVariableIsNamed() throws {
    #expect(
      try err("set -u; echo $CLUTSER")
        == "drydock: CLUTSER: it has no value, and `set -u` refuses that; `${CLUTSER:-}` stands for nothing\n")
  }

  @Test func tracesShowWhatIsRun() throws {
    let result = try makeSession().run("X='a b'; set -x; echo \"$X\" it\\'s web:1")
    #expect(result.standardError == "+ echo 'a b' 'it'\\''s' web:1\n")
    #expect(result.standardOutput == "a b it's web:1\n")
  }

  @Test(arguments: [
    ("set -q", "-q is not part of this shell; there are -e, -u, -x and -o pipefail"),
    ("set -o vi", "-o vi is not part of this shell; there are errexit, nounset, pipefail, xtrace"),
    ("set -o", "-o needs a name: errexit, nounset, pipefail, xtrace"),
    (
      "set a b",
      "'a' is no option; `set -e` and its like switch options, `bash FILE WORD …` runs a script with words of its own"
    ),
  ])
  func unknownOptions(text: String, message: String) throws {
    #expect(try err(text) == "drydock: set: \(message)\n")
  }

  // MARK: Files of lines

  private func session(file: String) throws -> Session {
    let session = try makeSession()
    #expect(session.run("cat > deploy.sh <<'EOF'\n\(file)\nEOF").exitCode == 0)
    return session
  }

  @Test func aSourcedFileLeavesItsVariables() throws {
    let session = try session(file: "X=1\necho in $X")
    #expect(session.out("source deploy.sh; echo $X") == "in 1\n1\n")
    #expect(session.out("X=0; . deploy.sh > f; cat f") == "in 1\n")
  }

  @Test func aScriptOfItsOwnKeepsThem() throws {
    let session = try session(file: "X=1; set -e; false; echo never")
    #expect(session.out("bash deploy.sh; echo $? \"$X\"; false; echo on") == "1 \non\n")
    #expect(session.out("./deploy.sh || echo failed") == "failed\n")
    #expect(!session.run("bash deploy.sh").hasFailed)
    #expect(session.run("source deploy.sh; echo never").hasFailed)
  }

  @Test func wordsOfAScript() throws {
    let session = try session(file: "args $0 $# $1 ${2:-none} \"$@\" \"$*\"")
    #expect(session.out("bash deploy.sh 'a b' c") == "<deploy.sh><2><a><b><c><a b><c><a b c>\n")
    #expect(session.out("bash deploy.sh x") == "<deploy.sh><1><x><none><x><x>\n")
  }

  @Test func exitAndReturn() throws {
    let session = try session(file: "echo a; return 3; echo b")
    #expect(session.out("source deploy.sh; echo $?") == "a\n3\n")
    #expect(session.err("return") == "drydock: return: no script file runs; `exit` leaves the shell\n")
    let leaving = try self.session(file: "exit 4")
    #expect(leaving.out("bash deploy.sh; echo $?") == "4\n")
    #expect(leaving.run("source deploy.sh; echo never").wantsToLeave)
  }

  /// What both channels say stays in its order, and each command is one entry of the journal.
  @Test func aScriptTellsInOrder() throws {
    let session = try session(file: "echo one\naws ecs list-tasks --cluster nowhere\necho two")
    let chunks = session.run("source deploy.sh").chunks.map(\.channel)
    #expect(chunks == [.output, .error, .output])
    #expect(session.sandbox.entries().last?.typed == "aws ecs list-tasks --cluster nowhere")
    #expect(session.out("source deploy.sh | wc -l") == "2\n")
  }

  @Test func whatIsWrongInAFileSaysWhere() throws {
    let session = try session(file: "echo a\necho b )")
    #expect(session.err("source deploy.sh") == "drydock: deploy.sh: line 2, column 8: `)` closes nothing\n")
    #expect(session.err("bash nope.sh") == "drydock: bash: nope.sh: No such file or directory\n")
    #expect(session.err("source") == "drydock: source: say which file, as in `source deploy.sh`\n")
    #expect(session.run("bash nope.sh").exitCode == 127)
  }

  @Test func aScriptThatRunsItselfComesToAnEnd() throws {
    let session = try session(file: "source deploy.sh")
    #expect(session.err("source deploy.sh") == "drydock: source: more than 8 script files that run one another\n")
  }

  @Test func programsOfTheMachineNeverRun() throws {
    let session = try session(file: "!touch /tmp/never")
    #expect(session.run("source deploy.sh").exitCode == 127)
    #expect(
      session.err("!ls").hasPrefix("drydock: `!COMMAND` runs a program of your machine, for a person at a terminal"))
  }

  // MARK: Small words

  @Test(arguments: [
    ("[ a = a ]", 0), ("[ a = b ]", 1), ("[ a != b ]", 0), ("[ -z '' ]", 0), ("[ -n '' ]", 1), ("[ x ]", 0), ("[ ]", 1),
    ("test 2 -lt 10", 0), ("[ 2 -ge 10 ]", 1), ("[ ! a = a ]", 1), ("[ -f nope ]", 1), ("echo x > f; [ -s f ]", 0),
    ("[ a = a", 2), ("[ a ~ b ]", 2), ("[ a -lt b ]", 2),
  ])
  func questions(text: String, exitCode: Int32) throws { #expect(try code(text) == exitCode) }

  @Test func printf() throws {
    #expect(try out("printf '%s is %d%%\\n' web 3 api 4") == "web is 3%\napi is 4%\n")
    #expect(try out("printf 'plain\\n' a b") == "plain\n")
    #expect(try err("printf '%x' 1") == "drydock: printf: only %s, %d and %% are understood here\n")
  }

  @Test func sleepingLetsSimulatedTimePass() throws {
    let session = try makeSession()
    #expect(session.out("\(createWeb) > /dev/null; sleep 5m") == "")
    #expect(session.seconds == 305)
    #expect(session.err("sleep soon") == "drydock: sleep: say how long, as in `sleep 30`; simulated time passes\n")
  }

  @Test func filtersReadFilesToo() throws {
    let session = try makeSession()
    _ = session.run("printf 'web\\napi\\nworker\\n' > names")
    #expect(session.out("grep w names") == "web\nworker\n")
    #expect(session.out("grep -e api names | wc -l; wc -l names; sort names | head -n 1") == "1\n3 names\napi\n")
    #expect(session.out("tail -n 1 names; less names | head -n 1; cut -c 1 names | tr -d '\\n'") == "worker\nweb\nwaw")
    #expect(session.run("less names").chunks.first?.isPaged == true)
  }
}
