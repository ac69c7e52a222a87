/// Variables, `$(…)` and field splitting. The expected values are what bash 5.2 prints for the same lines, with
/// `args` as `printf '<%s>'`.
import Testing

@testable import Interpreter

@Suite struct ExpansionTests {
  /// X=" a b ", E="", U unset.
  @Test(arguments: [
    ("args $X", "<a><b>"), ("args \"$X\"", "< a b >"), ("args a$X", "<a><a><b>"), ("args ${X}c", "<a><b><c>"),
    ("args \"\"$X", "<><a><b>"), ("args $X\"\"", "<a><b><>"), ("args $U", ""), ("args \"$U\"", "<>"),
    ("args a${U}b", "<ab>"), ("args $U\"\"", "<>"), ("args $X$X", "<a><b><a><b>"),
    ("args \"a\"$X\"b\"", "<a><a><b><b>"),
    ("args ''", "<>"), ("args $E", ""), ("args a\"b c\"d", "<ab cd>"), ("args a\\ b", "<a b>"),
    ("args ${U:-x y}", "<x><y>"), ("args ${E:-fallback}", "<fallback>"), ("args \"${U:-x y}\"", "<x y>"),
    ("args ${X:-z}", "<a><b>"), ("args 'a'\"b\"c", "<abc>"), ("args \\$X \"\\$X\" '$X'", "<$X><$X><$X>"),
    ("args \"a\\\"b\" \"a\\qb\" \"a\\\\b\"", "<a\"b><a\\qb><a\\b>"),
    ("args $(echo; echo a; echo; echo b; echo; echo)", "<a><b>"),
    ("args \"$(echo; echo a; echo; echo b; echo; echo)\"", "<\na\n\nb>"),
    ("args a$(echo b)c", "<abc>"), ("args $()", ""), ("args \"$()\"", "<>"),
  ])
  func fields(text: String, expected: String) throws {
    let session = try makeSession()
    _ = session.run("X=' a b '; E=")
    #expect(session.out(text) == expected + "\n")
  }

  @Test func onlyBlanksTabsAndLineEndsSeparateFields() throws {
    let session = try makeSession()
    session.variables["X"] = "a\u{0B}b\u{A0}c\r\nd"
    #expect(session.run("args $X").standardOutput == "<ab\u{A0}c><d>\n")
    #expect(session.run("echo \"$(args $X)\" > f; cat f | tr '\\r' R").standardOutput.contains("cR><d>"))
  }

  @Test func substitutionsNest() throws {
    #expect(try out("echo $(echo a $(echo b \"$(echo 'c  d')\"))") == "a b c d\n")
    #expect(try out("echo \"$(echo a \"$(echo 'b  c')\")\"") == "a b  c\n")
  }

  @Test func whatIsExpandedIsNotReadAgain() throws {
    let session = try makeSession()
    session.variables["X"] = "$Y; echo 'oops' | wc"
    #expect(session.out("args \"$X\"") == "<$Y; echo 'oops' | wc>\n")
  }

  // MARK: Assignments

  @Test func assignmentsStay() throws {
    #expect(try out("A=1; B=$A$A; echo $B") == "11\n")
    #expect(try out("A=1 B=$A; echo $B") == "1\n")
    #expect(try out("D=1 D=2; echo $D") == "2\n")
  }

  @Test func anAssignmentBeforeACommandEndsWithIt() throws {
    let session = try makeSession()
    #expect(session.out("C=old; C=new set; C=1 C=2 true; echo $C") == "C=new\nold\n")
    #expect(session.out("U=1 true; args \"$U\"") == "<>\n")
    #expect(session.variables == ["C": "old"])
  }

  /// The words are expanded before the assignment is made (POSIX 2.9.1).
  @Test func anAssignmentBeforeACommandComesTooLateForItsWords() throws {
    #expect(try out("C=old; C=new echo $C") == "old\n")
  }

  @Test func anAssignedValueIsNotSplit() throws {
    #expect(try out("X=$(echo 'a   b'); args \"$X\"; export Y=$(echo 'c   d'); args \"$Y\"") == "<a   b>\n<c   d>\n")
  }

  @Test func regionsCanBeSetForOneCommand() throws {
    let session = try makeSession()
    #expect(session.out("AWS_REGION=eu-west-1 aws ecs list-clusters --query 'length(clusterArns)'") == "0\n")
    #expect(session.out("aws ecs list-clusters --query 'length(clusterArns)'") == "1\n")
  }

  @Test func exportSetAndUnset() throws {
    let session = try makeSession()
    #expect(session.out("export A=1 B='2 3'; set") == "A=1\nB=2 3\n")
    #expect(session.out("unset A; set") == "B=2 3\n")
    #expect(session.err("export 1a=b") == "drydock: export: '1a=b' is no name; use letters, digits and `_`\n")
  }

  // MARK: Subshells

  @Test func variablesOfASubstitutionStayInIt() throws {
    #expect(try out("V=1; args $(V=9; echo $V) $V") == "<9><1>\n")
  }

  @Test func variablesOfAPipelineStayInIt() throws {
    #expect(try out("V=1; V=2 | cat; echo $V") == "1\n")
  }

  @Test func leavingASubstitutionIsNotLeavingTheShell() throws {
    let result = try makeSession().run("X=$(exit 3; echo no); echo $? \"$X\"")
    #expect(result.standardOutput == "3 \n")
    #expect(!result.wantsToLeave)
    #expect(try !makeSession().run("exit 3 | cat").wantsToLeave)
  }

  // MARK: Exit codes

  @Test(arguments: [
    ("false; V=1; echo $?", "0"), ("V=$(false); echo $?", "1"), ("V=$(exit 7); echo $?", "7"),
    ("V=$(exit 3)$(true); echo $?", "0"), ("$(false); echo $?", "1"), ("export V=$(false); echo $?", "0"),
    ("echo $(false) x > f; echo $?", "0"), ("false; V=$(); echo $?", "0"), ("V=$(false) true; echo $?", "0"),
    ("false | true; echo $?", "0"), ("true | false; echo $?", "1"), ("nosuchword; echo $?", "127"),
    ("(exit 2); echo $?", ""), ("true && echo a || echo b", "a"), ("false && echo a || echo b", "b"),
    ("false || false; echo $?", "1"), ("false || echo a && echo b", "a\nb"), ("true || echo a && echo b", "b"),
    ("false && echo a; echo b", "b"), ("false; echo $(echo $?)", "1"), ("V=$(false) W=$?; echo $W", "1"),
  ])
  func exitCodes(text: String, expected: String) throws {
    #expect(try out(text) == (expected.isEmpty ? "" : expected + "\n"))
  }

  @Test func theExitCodeOfALineIsThatOfItsLastCommand() throws {
    #expect(try code("true; false") == 1)
    #expect(try code("false; true") == 0)
    #expect(try code("aws ecs describe-clusters --no-such-option") == 252)
    #expect(try code("aws ecs list-tasks --cluster nowhere") == 254)
    #expect(try code("echo 'open") == 2)
  }

  @Test func quitAndExit() throws {
    for (text, code) in [("quit", 0), ("exit 3", 3), ("false; exit", 1), ("false; quit", 0)] as [(String, Int32)] {
      let result = try makeSession().run(text + "; echo not reached")
      #expect(result.wantsToLeave)
      #expect(result.exitCode == code)
      #expect(result.standardOutput == "")
    }
    #expect(try err("exit 300") == "drydock: exit: takes an exit code from 0 to 255\n")
    #expect(try !makeSession().run("exit soon").wantsToLeave)
  }

  @Test func errorsOfASubstitutionAreShown() throws {
    let result = try makeSession().run("X=$(nosuchword) 2>/dev/null; echo \"<$X>\"")
    #expect(result.standardOutput == "<>\n")
    #expect(result.standardError == "drydock: 'nosuchword' is no command here. `help` lists what there is.\n")
  }
}
