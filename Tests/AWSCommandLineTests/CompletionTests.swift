/// What a half-typed line goes on with.
import AWSCommandLine
import Testing

@Suite struct CompletionTests {
  private let live = LiveNames(
    names: { resource, context in
      switch resource {
      case .cluster: [LiveName("demo"), LiveName("harbor", "2 services")]
      case .service:
        context["--cluster"] == "harbor" ? [LiveName("web"), LiveName("api")] : [LiveName("other")]
      case .subnet: [LiveName("subnet-1"), LiveName("subnet-2")]
      case .task: [LiveName("0123")]
      case .container: context["--task-definition"] == "web:1" ? [LiveName("app"), LiveName("proxy")] : []
      default: []
      }
    },
    files: { prefix in ["run.json", "task.json"].filter { $0.hasPrefix(prefix) }.map { LiveName($0) } })

  private func candidates(_ line: String) -> [Candidate] { Completion.list(line, live: live).candidates }

  private func texts(_ line: String) -> [String] { candidates(line).map(\.text) }

  /// The lines that Tab may make of it.
  private func lines(_ line: String) -> [String] {
    let list = Completion.list(line, live: live)
    return list.candidates.map { String(line.prefix(list.start)) + $0.text }
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
      for candidate in candidates(line) {
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
    #expect(lines("aws ecs run-task --launch-type=F") == ["aws ecs run-task --launch-type=FARGATE"])
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
    #expect(texts(option) == ["'awsvpcConfiguration=", "file://"])
    #expect(texts(option + "aws") == ["awsvpcConfiguration="])
    #expect(lines(option + "'awsvpcConfiguration=") == [option + "'awsvpcConfiguration={"])
    #expect(lines(option + "'awsvpcConfiguration={su") == [option + "'awsvpcConfiguration={subnets="])
    #expect(texts(option + "'awsvpcConfiguration={subnets=[subnet-1,") == ["subnet-1", "subnet-2"])
    #expect(texts(option + "awsvpcConfiguration={subnets=[subnet-1],assignPublicIp=E") == ["ENABLED"])
    #expect(lines("aws ecs create-cluster --tags key=a,") == ["aws ecs create-cluster --tags key=a,value="])
  }

  @Test func keysAndValuesOfJSON() {
    let option = "aws ecs run-task --network-configuration '"
    #expect(lines(option + "{") == [option + #"{"awsvpcConfiguration": {"#])
    #expect(lines(option + #"{"aws"#) == [option + #"{"awsvpcConfiguration": {"#])
    #expect(texts(option + #"{"awsvpcConfiguration": {"#).first == #""subnets": [""#)
    #expect(
      lines(option + #"{"awsvpcConfiguration": {"subnets": ["subnet-1", "s"#)
        == ["1", "2"].map { option + #"{"awsvpcConfiguration": {"subnets": ["subnet-1", "subnet-\#($0)""# })
    #expect(
      !texts(option + #"{"awsvpcConfiguration": {"subnets": [], "#).contains { $0.hasPrefix(#""subnets""#) })
    #expect(texts(option + #"{"awsvpcConfiguration": {"assignPublicIp": "E"#) == [#""ENABLED""#])
    #expect(texts(option + #"{"awsvpcConfiguration": {"subnets": ["x"]"#) == [", ", "}"])
    #expect(texts(option + #"{"nonsense": {"#) == [])
  }

  @Test func containersOfTheTaskDefinitionThatIsTyped() {
    let line = "aws ecs run-task --task-definition web:1 --overrides '"
    #expect(texts(line + #"{"containerOverrides": [{"name": "a"#) == [#""app""#])
    #expect(texts(line + "containerOverrides=[{name=") == ["app", "proxy"])
    let definition = "aws ecs register-task-definition --container-definitions '"
    #expect(
      texts(definition + #"[{"name": "first"}, {"name": "second", "dependsOn": [{"containerName": "f"#)
        == [#""first""#])
    #expect(texts(definition + #"[{"name": "x"#) == [])
  }

  @Test func insideDoubleQuotesJSONIsEscaped() {
    let line = #"aws ecs run-task --overrides "{\"containerOv"#
    #expect(lines(line) == [#"aws ecs run-task --overrides "{\"containerOverrides\": [{"#])
  }

  @Test func fieldsOfTheReplyInsideAQuery() {
    let list = "aws ecs describe-services --query "
    #expect(texts(list) == ["'services", "'failures"])
    #expect(texts(list + "'ser") == ["services"])
    #expect(lines(list + "'services") == ["[]", "[0]", "[?"].map { list + "'services" + $0 })
    #expect(texts(list + "'services[].desi") == ["desiredCount"])
    #expect(texts(list + "'services[0].deployments[*].rolloutS") == ["rolloutState", "rolloutStateReason"])
    #expect(texts(list + "'services[?launchType==") == ["`EC2`", "`FARGATE`", "`EXTERNAL`", "`MANAGED_INSTANCES`"])
    #expect(texts(list + "'services[?runningC") == ["runningCount"])
    #expect(texts(list + "'services[].{name: serviceN") == ["serviceName"])
    #expect(texts(list + "'services[].[serviceName, desi") == ["desiredCount"])
    #expect(texts(list + "'sort_by(services, &serviceN") == ["serviceName"])
    #expect(texts(list + "'leng") == ["length("])
    #expect(texts(list + "'services[].events[] | [0].mess") == ["message"])
    #expect(texts(list + "'services[].serviceName.x") == [])
    #expect(texts(list + "'services[].tags[].k") == ["key"])
  }

  @Test func filesByName() {
    #expect(texts("aws ecs run-task --cli-input-json ") == ["file://"])
    #expect(texts("aws ecs run-task --overrides fi") == ["file://"])
    #expect(texts("aws ecs run-task --overrides file://r") == ["file://run.json"])
  }

  @Test func theWordAtTheCursorIsReplaced() {
    let line = "aws ecs run-task --cluster 'ha"
    #expect(texts(line) == ["harbor"])
    #expect(Completion.list(line, live: live).start == 27)
    #expect(texts("aws ec").first == "ecs")
  }

  @Test func theCommandAtTheCursorIsMeant() {
    #expect(texts("X=$(aws ecs list-tasks --cluster h") == ["harbor"])
    #expect(texts("quit; aws ecs list-tasks --cluster d") == ["demo"])
    #expect(texts("aws ecs list-tasks && ecs stop-t") == ["stop-task"])
    #expect(texts("aws ecs describe-tasks --cluster harbor --tasks $(aws ecs list-tasks) --inc") == ["--include"])
  }

  @Test func nearestWordsWhereNoneBeginsSo() {
    #expect(texts("aws ecs definition").contains("describe-task-definition"))
    #expect(texts("aws ecs rgstr-tsk").first == "register-task-definition")
    #expect(texts("aws ecs run-task --ltype") == ["--launch-type"])
    #expect(texts("aws ecs zzz") == [])
  }

  @Test func stateOfLiveNames() {
    #expect(candidates("aws ecs list-tasks --cluster h").map(\.description) == ["2 services"])
    #expect(candidates("aws ecs list-tasks --cluster d").map(\.description) == ["Cluster"])
  }
}

@Suite struct LineRolesTests {
  private let roles = LineRoles(words: ["help", "wait"], filters: ["grep"])

  /// Each word of the line that has a role, with the role.
  private func read(_ line: String, cursor: Int? = nil) -> [String] {
    let scalars = Array(line.unicodeScalars)
    return roles.roles(scalars, cursor: cursor ?? 0).map {
      "\(String(String.UnicodeScalarView(scalars[$0.range]))) \($0.role)"
    }
  }

  @Test func knownWords() {
    #expect(
      read("aws ecs run-task --cluster demo | grep x # why")
        == [
          "aws word", "ecs service", "run-task operation", "--cluster option", "| control", "grep word",
          "# why comment",
        ])
    #expect(read("list-clusters --query 'a b'") == ["list-clusters operation", "--query option", "'a b' quoted"])
    #expect(read("wait 30s && help") == ["wait word", "&& control", "help word"])
  }

  @Test func unknownWords() {
    #expect(read("awz ecs") == ["awz unknownWord"])
    #expect(read("aws esc list-tasks") == ["aws word", "esc unknownService"])
    #expect(read("aws ecs run-tsk --x") == ["aws word", "ecs service", "run-tsk unknownOperation"])
    #expect(read("ecs run-task --clutser a") == ["ecs word", "run-task operation", "--clutser unknownOption"])
    #expect(read("help | sed") == ["help word", "| control", "sed unknownWord"])
    #expect(read("aws s3 ls") == ["aws word", "s3 notSimulated"])
  }

  @Test func aWordThatIsBeingTypedIsNotUnknownYet() {
    #expect(read("aws ecs run-t", cursor: 13) == ["aws word", "ecs service"])
    #expect(read("aws ecs run-x", cursor: 13) == ["aws word", "ecs service", "run-x unknownOperation"])
    #expect(read("aws ecs run-task --clus", cursor: 23) == ["aws word", "ecs service", "run-task operation"])
    #expect(read("aws ecs run-task --clus", cursor: 3).last == "--clus unknownOption")
  }

  @Test func insideSubstitutions() {
    #expect(
      read("X=$(aws ecs list-tasks --bad) echo \"$X\"")
        == [
          "aws word", "ecs service", "list-tasks operation", "--bad unknownOption", "echo unknownWord", "\" quoted",
          "$X variable", "\" quoted",
        ])
  }
}
