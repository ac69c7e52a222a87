/// `aws ecs deploy` as far as it goes: the API sheet, section 3.5.
import AWSCommandLine
import Documents
import Testing

@Suite struct DeployTests {
  private let files = Environment(readFile: { path in
    switch path {
    case "task.json": .success(Array(#"{"family": "web"}"#.utf8))
    case "plan.json": .success(Array(#"{"resources": []}"#.utf8))
    case "broken.json": .success(Array("{".utf8))
    default: .failure(.missing)
    }
  })

  @Test func itAsksForTheServiceFirst() {
    guard
      case .deploy(let deploy) = parse(
        "ecs deploy --service web --task-definition task.json --codedeploy-appspec plan.json", files)
    else {
      Issue.record("no deploy")
      return
    }
    #expect(deploy.call.operation.name == "DescribeServices")
    #expect(deploy.call.input == ["cluster": "default", "services": ["web"]])
    #expect(
      deploy.serviceNotFound.standardError == "\naws: [ERROR]: Error: Service 'web' not found in cluster 'default'\n")
  }

  @Test func whatIsMissingIsNamed() {
    #expect(
      message(parse("ecs deploy --service web", files))
        == "the following arguments are required: --task-definition, --codedeploy-appspec\n\n" + usage)
    #expect(
      parse("ecs deploy --service web --task-definition no --codedeploy-appspec plan.json", files).refusal?
        .standardError
        == "\naws: [ERROR]: Error: Unable to load file at no: [Errno 2] No such file or directory: 'no'\n")
    #expect(
      parse("ecs deploy --service web --task-definition broken.json --codedeploy-appspec plan.json", files).refusal?
        .exitCode == 255)
  }
}
