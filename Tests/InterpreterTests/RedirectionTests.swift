/// Redirections into and out of the sandbox's files, here-documents, and the words for files.
import Testing
import Workspace

@testable import Interpreter

@Suite struct RedirectionTests {
  @Test func outputIntoFilesAndBack() throws {
    let session = try makeSession()
    #expect(session.out("echo a > f; echo b >> f; cat < f; cat f; files") == "a\nb\na\nb\nf\n")
    #expect(session.out("> empty; cat empty; files") == "empty\nf\n")
    #expect(session.out("echo x > f > g; cat f; cat g") == "x\n")
  }

  @Test func theSandboxesFilesAreTheOnesOfTheSandbox() throws {
    let session = try makeSession()
    _ = session.run("echo '{\"a\": 1}' > web.json")
    #expect(try session.sandbox.files.read("web.json") == Array("{\"a\": 1}\n".utf8))
    let typed = session.sandbox.entries().last.map(\.typed)
    #expect(typed == "echo '{\"a\": 1}' > web.json")
  }

  /// POSIX 2.7: from left to right, so that the order of `> f` and `2>&1` matters.
  @Test func theOrderOfRedirectionsMatters() throws {
    let session = try makeSession()
    let both = session.run("cat nosuch > all 2>&1")
    #expect(both.chunks.isEmpty)
    #expect(session.out("cat all") == "drydock: cat: nosuch: No such file or directory\n")
    let first = session.run("echo a > f; cat f nosuch 2>&1 > out | tr a-z A-Z")
    #expect(first.standardOutput == "DRYDOCK: CAT: NOSUCH: NO SUCH FILE OR DIRECTORY\n")
    #expect(session.out("cat out") == "a\n")
  }

  @Test func errorsGoWhereTheyAreSent() throws {
    let session = try makeSession()
    #expect(session.err("cat nosuch 2>/dev/null") == "")
    #expect(session.err("cat nosuch 2> e; cat nosuch 2>> e") == "")
    #expect(session.out("wc -l < e") == "2\n")
    let swapped = session.run("echo a >&2")
    #expect(swapped.standardOutput == "")
    #expect(swapped.standardError == "a\n")
    #expect(session.out("echo a > /dev/null; cat < /dev/null") == "")
  }

  /// As in a shell, a target that cannot be opened keeps the command from running.
  @Test func aNameThatIsNoneKeepsTheCommandFromRunning() throws {
    let session = try makeSession()
    let result = session.run("aws ecs create-cluster --cluster-name x > ../x.json")
    #expect(
      result.standardError
        == "drydock: \"../x.json\" cannot name a file of the sandbox: '..' leads out of the sandbox's folder; use a plain "
        + "name such as web.json\n")
    #expect(result.exitCode == 1)
    #expect(result.calls.isEmpty)
    #expect(session.out("aws ecs list-clusters --query 'length(clusterArns)'") == "1\n")
    #expect(session.err("cat < nosuch") == "drydock: nosuch: No such file or directory\n")
    #expect(session.err("cat < nosuch <<E\na\nE\n") == "drydock: nosuch: No such file or directory\n")
    #expect(session.err("echo x > ''").hasPrefix("drydock: \"\" cannot name a file of the sandbox: it is empty"))
  }

  @Test func aFileHasAtMostOneMebibyte() throws {
    let session = try makeSession()
    _ = session.run("echo 1234567 > f")
    for _ in 0..<16 { _ = session.run("cat f f > g; cp g f") }
    _ = session.run("cat f f > g; mv g f")
    #expect(session.out("wc -c < f") == "1048576\n")
    let result = session.run("echo x >> f")
    #expect(result.standardError.contains("\"f\" has 1048578 bytes; a file of the sandbox has at most 1048576"))
    #expect(result.exitCode == 1)
  }

  @Test func hereDocuments() throws {
    let session = try makeSession()
    session.variables["X"] = "a  b"
    #expect(session.out("cat <<E\n$X \"$X\" '$X' \\$X $(echo c)\nE\n") == "a  b \"a  b\" 'a  b' $X c\n")
    #expect(session.out("cat <<'E'\n$X `x` \\\nE\n") == "$X `x` \\\n")
    #expect(session.out("cat <<-E\n\ta\n\t\tb\n\tE\n") == "a\nb\n")
    #expect(session.out("cat <<A; cat <<B\n1\nA\n2\nB\n") == "1\n2\n")
    #expect(session.out("cat <<E | tr a-z A-Z > f\nabc\nE\ncat f") == "ABC\n")
    #expect(session.out("cat <<E\nE\n") == "")
    // A joined line does not end it, as in bash.
    #expect(session.out("cat <<E\na\\\nE\nE\n") == "aE\n")
  }

  @Test func hereDocumentsFeedTheAWSCommandLine() throws {
    let session = try makeSession()
    let text = """
      cat > cluster.json <<'EOF'
      {"clusterName": "from-file", "tags": [{"key": "Team", "value": "Häfen"}]}
      EOF
      aws ecs create-cluster --cli-input-json file://cluster.json --query cluster.clusterName --output text
      """
    #expect(session.out(text) == "from-file\n")
  }

  // MARK: Words for files

  @Test func copyMoveRemove() throws {
    let session = try makeSession()
    #expect(session.out("echo a > f; cp f g; mv g h; files") == "f\nh\n")
    #expect(session.out("rm f h; files") == "")
    #expect(session.err("rm f") == "drydock: rm: there is no file \"f\" in this sandbox; files lists them\n")
    #expect(session.err("cp f g") == "drydock: cp: f: No such file or directory\n")
    #expect(session.err("mv f") == "drydock: mv: use it like this: mv FROM TO\n")
  }

  @Test func movingAFileOntoItselfKeepsIt() throws {
    let session = try makeSession()
    #expect(session.err("echo a > f; mv f ./f") == "drydock: mv: 'f' and './f' are the same file\n")
    #expect(session.out("cat f") == "a\n")
  }

  @Test func catShowsWhatThereIsAndSaysWhatIsMissing() throws {
    let result = try makeSession().run("echo a > f; cat f nosuch f")
    #expect(result.standardOutput == "a\na\n")
    #expect(result.standardError == "drydock: cat: nosuch: No such file or directory\n")
    #expect(result.exitCode == 1)
  }

  @Test func filesOfTheLessonCanBeReadAndNotChanged() throws {
    var outside = Outside()
    outside.readLessonFile = { $0 == "web.json" ? Array("{}".utf8) : nil }
    let session = try makeSession(outside: outside)
    #expect(session.out("cat files/web.json") == "{}")
    #expect(session.run("mv web.json mine.json").exitCode == 1)
    #expect(session.out("files") == "")
    #expect(session.out("cp web.json mine.json; files") == "mine.json\n")
  }

  @Test func teeKeepsACopy() throws {
    let session = try makeSession()
    #expect(session.out("echo a | tee f | tr a b; echo c | tee -a f > /dev/null; cat f") == "b\na\nc\n")
    #expect(session.err("tee f") == "drydock: tee: reads a pipe, as in `aws ecs list-clusters | tee FILE`\n")
  }

  /// `file://` reads the host for the learner at a terminal, never for a line that a lesson runs.
  @Test func onlyTheLearnersOwnLinesReadTheHost() throws {
    var outside = Outside()
    outside.readHostFile = { _ in .success(Array("{\"clusterName\": \"host\"}".utf8)) }
    let session = try makeSession(outside: outside)
    let text = "aws ecs create-cluster --cli-input-json file:///etc/cluster.json --query cluster.clusterName"
    #expect(session.out(text) == "\"host\"\n")
    session.origin = .lesson
    #expect(session.run(text).exitCode == 252)
    session.origin = .shell
    session.outside.readHostFile = nil
    #expect(session.err(text).contains("[Errno 2] No such file or directory: '/etc/cluster.json'"))
  }
}
