/// Words that are none, words that others add, and the nearest word.
import Testing

@testable import Interpreter

@Suite struct WordTests {
  @Test func unknownWordsNameTheNearest() throws {
    #expect(try err("esc list-clusters") == "drydock: 'esc' is no command here. Did you mean `ecs`?\n")
    #expect(try err("lsit-clusters") == "drydock: 'lsit-clusters' is no command here. Did you mean `list-clusters`?\n")
    #expect(try err("wiat 5s") == "drydock: 'wiat' is no command here. Did you mean `wait`?\n")
    #expect(try err("terraform") == "drydock: 'terraform' is no command here. `help` lists what there is.\n")
    #expect(
      try err("kubectl")
        == "drydock: 'kubectl' is no command here: this is Amazon ECS; `aws ecs help` lists its operations.\n")
    #expect(
      try err("vim task.json") == "drydock: 'vim' is no command here: `edit FILE` opens your own editor.\n")
    #expect(try code("kubectl") == 127)
    #expect(try err("''") == "drydock: '' is no command here. `help` lists what there is.\n")
  }

  @Test func nearestTexts() {
    let words = ["list-clusters", "list-services", "run-task", "wait"]
    #expect(NearestText.to("lst-clusters", among: words) == "list-clusters")
    #expect(NearestText.to("RUN-TASK", among: words) == "run-task")
    #expect(NearestText.to("wati", among: words) == "wait")
    #expect(NearestText.to("w", among: words) == nil)
    #expect(NearestText.to("describe", among: words) == nil)
    #expect(NearestText.to("", among: words) == nil)
    #expect(NearestText.to(String(repeating: "x", count: 1_000), among: words) == nil)
    #expect(NearestText.to("ab", among: []) == nil)
  }

  @Test func addedWordsComeBeforeTheInterpretersOwnButNotBeforeAWS() throws {
    let session = try makeSession()
    session.addedWords["reset"] = { words, _ in CommandOutput("mine \(words)\n") }
    session.addedWords["aws"] = { _, _ in CommandOutput("never\n") }
    #expect(session.out("reset a") == "mine [\"a\"]\n")
    #expect(session.out("aws --version").hasPrefix("aws-cli/2.36.7"))
    #expect(session.knownWords.contains("reset"))
  }

  @Test func echo() throws {
    #expect(try out("echo") == "\n")
    #expect(try out("echo a  'b  c'") == "a b  c\n")
    #expect(try out("echo -n a") == "a")
    #expect(try out("echo -e 'a\\tb\\nc'; echo 'a\\tb'; echo -x") == "a\tb\nc\na\\tb\n-x\n")
  }

  @Test func aFaultSaysWhatItNeeds() throws {
    #expect(
      try err("inject zone-outage")
        == "drydock: inject: zone-outage needs zone: the zone, or the letter at its end, as in zone=ZONE\n")
  }

  // MARK: A word that runs another text

  /// As `help WORD` does. What the inner text does is in its own result alone.
  @Test func aWordMayRunAText() throws {
    let session = try makeSession()
    var inner: LineResult?
    session.addedWords["inner"] = { _, session in
      inner = session.run("aws ecs list-clusters > /dev/null; aws ecs nope; exit 9")
      return CommandOutput("inside\n", exitCode: 4)
    }
    let line = "aws ecs list-services --cluster harbor --output text; inner; aws ecs list-tasks --cluster nowhere"
    let result = session.run(line)
    #expect(inner?.calls.map(\.command) == ["ecs list-clusters", nil])
    #expect(inner?.exitCode == 9)
    #expect(inner?.wantsToLeave == true)
    #expect(result.calls.map(\.command) == ["ecs list-services", "ecs list-tasks"])
    #expect(result.standardOutput == "inside\n")
    #expect(!result.wantsToLeave)
    #expect(result.exitCode == 254)
    #expect(
      session.sandbox.entries().map(\.typed).suffix(4) == [
        "aws ecs list-services --cluster harbor --output text", "aws ecs list-clusters > /dev/null", "aws ecs nope",
        "aws ecs list-tasks --cluster nowhere",
      ])
    #expect(session.out("inner; echo $?") == "inside\n4\n")
    #expect(session.out("X=$(inner)$(echo a); echo \"$X\"") == "insidea\n")
  }

  @Test func aWordThatRunsItselfComesToAnEnd() throws {
    let session = try makeSession()
    session.addedWords["again"] = { _, session in
      let result = session.run("again")
      return CommandOutput(result.standardOutput, error: result.standardError, exitCode: result.exitCode)
    }
    #expect(session.err("again") == "drydock: words that run one another are nested too deep\n")
    #expect(session.out("echo fine") == "fine\n")
  }
}
