/// `aws ecs deploy`, step by step: the API sheet, section 3.5.
import AWSCommandLine
import Documents
import Testing

@Suite struct DeployTests {
  private let files = Environment(readFile: { path in
    switch path {
    case "task.json": .success(Array(#"{"family": "web"}"#.utf8))
    case "plan.json": .success(Array(#"{"resources": []}"#.utf8))
    case "whole.json":
      .success(
        Array(#"{"version": 0.0, "Resources": [{"TargetService": {"Properties": {"TaskDefinition": "x"}}}]}"#.utf8))
    case "bare.json": .success(Array("{}".utf8))
    case "empty.json": .success(Array(#"{"resources": [{"TargetService": {}}]}"#.utf8))
    case "broken.json": .success(Array("{".utf8))
    default: .failure(.missing)
    }
  })

  private func typed(_ more: String = "", plan: String = "plan.json") -> DeployCall? {
    guard
      case .deploy(let deploy) = parse(
        "ecs deploy --service web --task-definition task.json --codedeploy-appspec \(plan)\(more)", files)
    else {
      Issue.record("no deploy")
      return nil
    }
    return deploy
  }

  private let reply: Document.Object = [
    "services": [
      [
        "serviceName": "web", "serviceArn": "arn:aws:ecs:us-east-1:123456789012:service/harbor/web",
        "clusterArn": "arn:aws:ecs:us-east-1:123456789012:cluster/harbor",
      ]
    ]
  ]
  private let application: Document.Object = ["application": ["computePlatform": "ECS"]]

  private func group(
    service: String = "web", cluster: String = "harbor", ready: Int = 0, termination: Int = 5, platform: String = "ECS"
  ) -> Document.Object {
    [
      "deploymentGroupInfo": [
        "computePlatform": .string(platform),
        "ecsServices": [["serviceName": .string(service), "clusterName": .string(cluster)]],
        "blueGreenDeploymentConfiguration": [
          "deploymentReadyOption": ["waitTimeInMinutes": .integer(ready)],
          "terminateBlueInstancesOnDeploymentSuccess": ["terminationWaitTimeInMinutes": .integer(termination)],
        ],
      ]
    ]
  }

  /// What a refusal says, without its frame.
  private func said<Value>(_ body: () throws(Refusal) -> Value) -> String? {
    do throws(Refusal) {
      _ = try body()
      return nil
    } catch { return String(error.standardError.dropFirst("\naws: [ERROR]: ".count).dropLast()) }
  }

  @Test func itAsksForTheServiceFirst() throws {
    let deploy = try #require(typed())
    #expect(deploy.describeService?.operation.name == "DescribeServices")
    #expect(deploy.describeService?.input == ["cluster": "default", "services": ["web"]])
    #expect(
      said { () throws(Refusal) in try deploy.target(in: ["services": []]) }
        == "Error: Service 'web' not found in cluster 'default'")
  }

  @Test func namesInCodeDeployFollowFromClusterAndService() throws {
    let deploy = try #require(typed())
    let target = try deploy.target(in: reply)
    #expect(target.application == "AppECS-harbor-web")
    #expect(target.deploymentGroup == "DgpECS-harbor-web")
    let named = try #require(
      self.typed(" --cluster harbor --codedeploy-application shop --codedeploy-deployment-group blue"))
    #expect(try named.target(in: reply).application == "shop")
    #expect(try named.target(in: reply).deploymentGroup == "blue")
    // Each part is cut to 46 characters.
    var long = reply
    let name = String(repeating: "s", count: 60)
    long["services"] = [
      ["serviceName": .string(name), "serviceArn": "a", "clusterArn": "arn:aws:ecs:us-east-1:1:cluster/harbor"]
    ]
    #expect(try deploy.target(in: long).application == "AppECS-harbor-" + String(repeating: "s", count: 46))
  }

  @Test func theDeploymentGroupMustBeOfThatService() throws {
    let deploy = try #require(typed())
    let target = try deploy.target(in: reply)
    func says(_ group: Document.Object, of application: Document.Object) -> String? {
      said { () throws(Refusal) in try deploy.minutes(target, application: application, deploymentGroup: group) }
    }
    #expect(
      says(group(), of: ["application": ["computePlatform": "Lambda"]])
        == "Error: Application 'AppECS-harbor-web' must support 'ECS' compute platform")
    #expect(
      says(group(platform: "Server"), of: application)
        == "Error: Deployment Group 'DgpECS-harbor-web' must support 'ECS' compute platform")
    #expect(
      says(group(service: "api"), of: application)
        == "Error: deployment group 'DgpECS-harbor-web' does not target ECS service 'web'")
    #expect(
      says(group(cluster: "demo"), of: application)
        == "Error: deployment group 'DgpECS-harbor-web' does not target ECS cluster 'harbor'")
    #expect(says(group(service: target.service), of: application) == nil)
    #expect(says(group(service: "arn:aws:ecs:us-east-1:123456789012:service/harbor/web"), of: application) == nil)
  }

  /// Ten minutes more than the group's own waits, at least 30, at most 360.
  @Test(arguments: [(0, 5, 30), (0, 20, 30), (10, 15, 35), (1_440, 60, 360)])
  func itWaitsAsLongAsTheGroup(ready: Int, termination: Int, minutes: Int) throws {
    let deploy = try #require(typed())
    let target = try deploy.target(in: reply)
    let found = try deploy.minutes(
      target, application: application, deploymentGroup: group(ready: ready, termination: termination))
    #expect(found == minutes)
    let wait = try #require(deploy.wait(for: "d-1", minutes: minutes))
    #expect(wait.waiter.delaySeconds == 15)
    #expect(wait.waiter.maximumAttempts == minutes * 4)
  }

  @Test func theNewRevisionTakesThePlaceOfTheOldOneInThePlan() throws {
    let deploy = try #require(typed(plan: "whole.json"))
    let plan = try deploy.plan(naming: "arn:new")
    #expect(
      plan.pythonJSON
        == #"{"version": 0.0, "Resources": [{"TargetService": {"Properties": {"TaskDefinition": "arn:new"}}}]}"#)
    let call = try #require(deploy.createDeployment(try deploy.target(in: reply), plan))
    // `printf '%s' '…' | sha256sum` of the line above.
    #expect(
      call.input["revision"]?["appSpecContent"]?["sha256"]
        == "1055cf66920397488b3fbc16608e77f0dea889831b5fa48d09df3660308d491a")
    #expect(
      said { () throws(Refusal) in try self.typed(plan: "bare.json")?.plan(naming: "arn:new") }
        == "Error: Resource 'codedeploy-appspec' must include property 'resources'")
    #expect(
      said { () throws(Refusal) in try self.typed(plan: "empty.json")?.plan(naming: "arn:new") }
        == "Error: Resource 'TargetService' must include property 'properties'")
  }

  @Test func aFileThatIsNoTaskDefinitionIsRefusedByTheClient() throws {
    let deploy = try #require(typed())
    do throws(Refusal) {
      _ = try deploy.registerTaskDefinition()
      Issue.record("registered")
    } catch {
      #expect(
        error.standardError
          == "\naws: [ERROR]: An error occurred (ParamValidation): Parameter validation failed:\n"
          + "Missing required parameter in input: \"containerDefinitions\"\n")
      #expect(error.exitCode == 252)
    }
  }

  @Test func whatIsMissingIsNamed() {
    #expect(
      message(parse("ecs deploy --service web", files))
        == "the following arguments are required: --task-definition, --codedeploy-appspec\n\n" + usage)
    #expect(
      message(
        parse(
          "ecs deploy --service web --task-definition task.json --codedeploy-appspec plan.json --foo bar stray", files))
        == "Unknown options: --foo,bar,stray")
    #expect(
      parse("ecs deploy --service web --task-definition no --codedeploy-appspec plan.json", files).refusal?
        .standardError
        == "\naws: [ERROR]: Error: Unable to load file at no: [Errno 2] No such file or directory: 'no'\n")
    #expect(
      parse("ecs deploy --service web --task-definition broken.json --codedeploy-appspec plan.json", files).refusal?
        .exitCode == 255)
  }
}
