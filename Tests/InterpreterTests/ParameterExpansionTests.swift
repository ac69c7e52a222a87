/// `${NAME…}`: what becomes of a value. The expected values are what bash 5.2 prints for the same lines, with `args` as
/// `printf '<%s>'`.
import Testing

@testable import Interpreter

@Suite struct ParameterExpansionTests {
  /// A is the ARN of a task, E="", U unset, S="a b", F=deploy.tar.gz.
  @Test(arguments: [
    ("args ${A##*/}", "<0f3c>"), ("args ${A#*/}", "<harbor/0f3c>"), ("args ${A%/*}", "<arn:aws:ecs:task/harbor>"),
    ("args ${A%%:*}", "<arn>"), ("args ${F%.*} ${F%%.*} ${F#*.} ${F##*.}", "<deploy.tar><deploy><tar.gz><gz>"),
    ("args ${F#nothing} ${F%nothing}", "<deploy.tar.gz><deploy.tar.gz>"), ("args ${F%?}", "<deploy.tar.g>"),
    ("args ${F#[a-e]}", "<eploy.tar.gz>"), ("args ${F#[!a-e]}", "<deploy.tar.gz>"),
    ("args ${F#'*'} ${F#\"*\"}", "<deploy.tar.gz><deploy.tar.gz>"),
    ("P='*.'; args ${F#$P} ${F#\"$P\"}", "<tar.gz><deploy.tar.gz>"),
    ("args ${#F} ${#E} ${#U}", "<13><0><0>"), ("args ${U-x} ${E-x} ${U:-x} ${E:-x}", "<x><x><x>"),
    ("args ${U+x} ${E+x} ${E:+x} ${F:+x}", "<x><x>"), ("args ${U:=new} $U", "<new><new>"),
    ("args ${U:-$F}", "<deploy.tar.gz>"), ("args ${U:-\"$S\"} ${U:-$S}", "<a b><a><b>"),
    ("args \"${U:-$S}\"", "<a b>"), ("args \"${U:-'x'}\" ${U:-'x y'}", "<'x'><x y>"),
    ("args ${U:-$(echo a b)}", "<a><b>"), ("args ${U:-\\$F}", "<$F>"), ("args \"${A##*/}\"", "<0f3c>"),
  ])
  func changes(text: String, expected: String) throws {
    let session = try makeSession()
    _ = session.run("A=arn:aws:ecs:task/harbor/0f3c E= S='a b' F=deploy.tar.gz")
    #expect(session.out(text) == expected + "\n")
  }

  @Test func aValueThatIsDemandedEndsTheText() throws {
    let result = try makeSession().run("echo ${CLUSTER:?name the cluster}; echo not reached")
    #expect(result.standardOutput == "")
    #expect(result.standardError == "drydock: CLUSTER: name the cluster\n")
    #expect(result.exitCode == 1)
    #expect(result.hasFailed)
  }

  @Test func wordsOfAScriptOutsideOfOne() throws {
    #expect(
      try err("echo $5.00")
        == "drydock: `$5` has no value here: only a script file has words, as in `bash FILE WORD`; for the text itself write "
        + "`\\$5`\n")
    #expect(try out("args ${1:-harbor} $# \"$@\"") == "<harbor><0>\n")
  }

  @Test func longValuesAreNotCut() throws {
    let session = try makeSession()
    session.variables["X"] = String(repeating: "x", count: 5_000)
    #expect(
      session.err("echo ${X#x}")
        == "drydock: X: only values of at most 4096 characters can be cut by a pattern\n")
    let pattern = String(repeating: "a*", count: 40)
    #expect(
      session.err("Y=aaa; echo ${Y#\(pattern)}") == "drydock: a pattern in `${…}` has at most 64 characters here\n")
  }
}
