/// Whatever is typed, the command line answers.
import AWSCommandLine
import ServiceModels
import Testing

@Suite struct NeverTrapsTests {
  private static let pieces = [
    "ecs", "logs", "wait", "run-task", "list-tasks", "describe-services", "create-service", "help", "--", "-",
    "--cluster", "--tags",
    "--tasks", "--count", "--query", "--output", "--cli-input-json", "--generate-cli-skeleton", "--max-items",
    "--force",
    "--network-configuration", "--overrides", "--launch-type=", "=", "a=b", "{", "[", "{}", "[]", "key=[",
    "a={b=[c,{d=", "'", "\"",
    "\\", "😀", "\u{0}", "\u{202E}", "é", "-1", "1e999", "99999999999999999999999", "file://", "file://x",
    "fileb://\u{0}", "[?", "@",
    "a,b,c=d", " ", "", "key=a,key=b", "null", "true", "\n", "{\"a\":", "[1,2", "--no-paginate", "--starting-token",
    "____", "e30=",
  ]

  @Test(arguments: 0..<8) func randomWords(seed: UInt64) {
    var dice = Dice(seed + 1)
    let environment = Environment(readFile: { $0.isEmpty ? .failure(.isDirectory) : .success([0x7B, 0xFF]) })
    for _ in 0..<250 {
      var words = dice.roll(3) == 0 ? [] : ["ecs", dice.pick(["run-task", "list-tasks", "create-service", "wait"])]
      for _ in 0..<dice.roll(8) {
        words.append((0...dice.roll(3)).map { _ in dice.pick(Self.pieces) }.joined())
      }
      switch Line.parse(words, environment: environment) {
      case .call(let call): #expect(!call.operation.name.isEmpty)
      case .wait(let wait): #expect(!wait.waiter.name.isEmpty)
      case .tail(let tail): #expect(!tail.call.input.isEmpty)
      case .loginPassword(let login): #expect(!login.call.operation.name.isEmpty)
      case .deploy(let deploy): #expect(deploy.describeService != nil)
      case .skeleton(let text), .text(let text): #expect(text.hasSuffix("\n"))
      case .help(let topic): #expect(!HelpPage.text(for: topic, columns: dice.roll(200)).isEmpty)
      case .refusal(let refusal):
        #expect(refusal.standardError.hasSuffix("\n") && [252, 253, 255].contains(refusal.exitCode))
      }
    }
  }

  @Test(arguments: 0..<4) func randomCompletions(seed: UInt64) {
    var dice = Dice(seed + 100)
    for _ in 0..<150 {
      let line =
        "aws ecs " + (0..<dice.roll(8)).map { _ in dice.pick(Self.pieces) }.joined(separator: dice.pick([" ", ""]))
      let cursor = dice.roll(line.count + 1)
      let list = Completion.list(String(line.prefix(cursor)), live: LiveNames())
      #expect(list.start >= 0 && list.start <= line.prefix(cursor).unicodeScalars.count)
      _ = LineRoles(words: ["help"], filters: ["grep"]).roles(Array(line.unicodeScalars), cursor: cursor)
      _ = CursorHelp(columns: 60).lines(TypedCommand(line.unicodeScalars.prefix(cursor)), live: LiveNames())
    }
  }

  @Test func hugeWordsAreRefused() {
    let long = String(repeating: "a", count: Line.maximumWordBytes + 1)
    #expect(parse("ecs list-tasks --cluster " + long).refusal?.exitCode == 255)
    let many = [String](repeating: "a", count: Line.maximumWordCount + 1)
    #expect(Line.parse(many, environment: Environment()).refusal?.exitCode == 255)
    let whole = String(repeating: "[", count: Line.maximumWordBytes)
    #expect(Line.parse(["ecs", "run-task", "--overrides", whole], environment: Environment()).refusal?.exitCode == 252)
    #expect(Line.parse(["ecs", "x" + whole.dropLast()], environment: Environment()).refusal?.exitCode == 252)
  }

  @Test func everyOperationHasAPageASkeletonAndCompletions() throws {
    for name in ["ecs", "sts", "logs", "elbv2"] {
      let model = try #require(ServiceModel.named(name))
      for operation in model.operations {
        let topic = HelpTopic.operation(service: name, operation: operation.name)
        let page = HelpPage.text(for: topic)
        #expect(page.hasPrefix("NAME\n") && page.contains("\nSYNOPSIS\n") && page.contains("\nOPTIONS\n"))
        #expect(page.split(separator: "\n").allSatisfy { !$0.hasSuffix(" ") })
        guard case .skeleton(let text) = parse("\(name) \(operation.commandName) --generate-cli-skeleton") else {
          Issue.record("\(operation.name) has no skeleton")
          continue
        }
        #expect(text.hasPrefix("{"))
      }
    }
  }
}
