/// What a half-typed line goes on with.
import AWSCommandLine
import Testing

@Suite struct CompletionTests {
  private let live = LiveNames(
    names: { resource, context in
      switch resource {
      case .cluster: ["demo", "harbor"]
      case .service: context["--cluster"] == "harbor" ? ["web", "api"] : ["other"]
      case .subnet: ["subnet-1", "subnet-2"]
      case .task: ["0123"]
      default: []
      }
    },
    files: { prefix in ["run.json", "task.json"].filter { $0.hasPrefix(prefix) } })

  private func texts(_ line: String) -> [String] {
    Completion.candidates(line: line, cursor: line.count, live: live).map(\.text)
  }

  @Test func servicesAndOperations() {
    #expect(texts("aws e").prefix(3) == ["ecs", "ec2", "elbv2"])
    #expect(texts("aws ecs run") == ["run-task"])
    #expect(texts("aws ecs describe-task") == ["describe-task-definition", "describe-task-sets", "describe-tasks"])
    #expect(texts("ecs stop-") == ["stop-service-deployment", "stop-task"])
    #expect(texts("aws --region us-east-1 ecs wait tasks") == ["tasks-running", "tasks-stopped"])
    #expect(texts("aws ecs definition").contains("describe-task-definition"))
  }

  @Test func everyCandidateHasALine() {
    for line in ["aws ", "aws ecs ", "aws ecs run-task ", "aws ecs wait ", "aws ecs create-service --cluster demo --"] {
      for candidate in Completion.candidates(line: line, cursor: line.count, live: live) {
        #expect(!candidate.description.isEmpty, "\(line): \(candidate.text)")
      }
    }
  }

  @Test func requiredOptionsComeFirstAndTypedOnesNotAgain() {
    #expect(texts("aws ecs stop-task --").first == "--task")
    let rest = texts("aws ecs delete-service --service a --force --")
    #expect(!rest.contains("--service") && !rest.contains("--force") && !rest.contains("--no-force"))
    #expect(rest.contains("--cluster"))
    #expect(!texts("aws ecs list-tasks --").contains("--next-token"))
    #expect(texts("aws ecs list-tasks --").contains("--max-items"))
  }

  @Test func valuesOfEnumerationsAndSwitches() {
    #expect(texts("aws ecs run-task --launch-type F") == ["FARGATE"])
    #expect(texts("aws ecs run-task --launch-type=F") == ["--launch-type=FARGATE"])
    #expect(texts("aws ecs describe-clusters --include S") == ["SETTINGS", "STATISTICS"])
    #expect(texts("aws ecs list-tasks --output t") == ["text", "table"])
    #expect(texts("aws ecs run-task --generate-cli-skeleton ") == ["input", "output", "yaml-input"])
  }

  @Test func liveNamesOfTheClusterThatIsTyped() {
    #expect(texts("aws ecs list-tasks --cluster ") == ["demo", "harbor"])
    #expect(texts("aws ecs describe-services --cluster harbor --services ") == ["web", "api"])
    #expect(texts("aws ecs describe-services --services ") == ["other"])
    #expect(texts("aws ecs describe-services --cluster harbor --services web ").first == "api")
    #expect(texts("stop-task --task ") == ["0123"])
  }

  @Test func keysAndValuesOfShorthand() {
    let option = "aws ecs run-task --network-configuration "
    #expect(texts(option + "aws") == ["awsvpcConfiguration="])
    #expect(texts(option + "awsvpcConfiguration=") == ["awsvpcConfiguration={"])
    #expect(texts(option + "awsvpcConfiguration={su") == ["awsvpcConfiguration={subnets="])
    #expect(
      texts(option + "awsvpcConfiguration={subnets=[subnet-1,")
        == ["awsvpcConfiguration={subnets=[subnet-1,subnet-1", "awsvpcConfiguration={subnets=[subnet-1,subnet-2"])
    #expect(
      texts(option + "awsvpcConfiguration={subnets=[subnet-1],assignPublicIp=E")
        == ["awsvpcConfiguration={subnets=[subnet-1],assignPublicIp=ENABLED"])
    #expect(texts("aws ecs create-cluster --tags key=a,") == ["key=a,value="])
  }

  @Test func filesByName() {
    #expect(texts("aws ecs run-task --cli-input-json ") == ["file://"])
    #expect(texts("aws ecs run-task --overrides fi") == ["file://"])
    #expect(texts("aws ecs run-task --overrides file://r") == ["file://run.json"])
  }

  @Test func theWordAtTheCursorIsReplaced() {
    let line = "aws ecs run-task --cluster 'ha"
    #expect(texts(line) == ["harbor"])
    #expect(Completion.wordStart(line: line, cursor: line.count) == 27)
    #expect(Completion.candidates(line: "aws ec list", cursor: 6, live: live).first?.text == "ecs")
  }
}
