/// How options become an input: the API sheet, section 3.3.
import AWSCommandLine
import Documents
import Testing

@Suite struct ServiceCallTests {
  @Test(arguments: [
    ("ecs list-clusters", "{}"),
    ("ecs run-task --cluster demo --task-definition web", #"{"cluster":"demo","taskDefinition":"web"}"#),
    ("ecs run-task --task-def=web --cluster=demo", #"{"cluster":"demo","taskDefinition":"web"}"#),
    (
      "ecs create-service --service-name a --task-definition web --desired-count -1",
      #"{"serviceName":"a","taskDefinition":"web","desiredCount":-1}"#
    ),
    ("ecs run-task --task-definition web --launch-type FARGTE", #"{"launchType":"FARGTE","taskDefinition":"web"}"#),
    (
      "ecs run-task --task-definition web --enable-ecs-managed-tags",
      #"{"enableECSManagedTags":true,"taskDefinition":"web"}"#
    ),
    (
      "ecs run-task --task-definition web --disable-execute-command",
      #"{"enableExecuteCommand":false,"taskDefinition":"web"}"#
    ),
    ("ecs delete-service --service a --force --no-force", #"{"service":"a","force":false}"#),
    ("ecs delete-service --service a --no-force --force", #"{"service":"a","force":true}"#),
    ("ecs describe-tasks --tasks a b c", #"{"tasks":["a","b","c"]}"#),
    ("ecs describe-tasks --tasks", #"{"tasks":[]}"#),
    (#"ecs describe-tasks --tasks ["a","b"]"#, #"{"tasks":["a","b"]}"#),
    (
      "ecs create-cluster --tags key=team,value=core key=env,value=",
      #"{"tags":[{"key":"team","value":"core"},{"key":"env","value":""}]}"#
    ),
    (#"ecs create-cluster --tags [{"key":"team"}]"#, #"{"tags":[{"key":"team"}]}"#),
    (#"ecs create-cluster --tags {"key":"a"} {"key":"b"}"#, #"{"tags":[{"key":"a"},{"key":"b"}]}"#),
    (
      "ecs run-task --task-definition web --network-configuration awsvpcConfiguration={subnets=[a,b],securityGroups=[c],assignPublicIp=ENABLED}",
      #"{"networkConfiguration":{"awsvpcConfiguration":{"subnets":["a","b"],"securityGroups":["c"],"assignPublicIp":"ENABLED"}},"taskDefinition":"web"}"#
    ),
    (
      "ecs create-service --service-name a --deployment-configuration deploymentCircuitBreaker={enable=true,rollback=True},maximumPercent=200",
      #"{"serviceName":"a","deploymentConfiguration":{"deploymentCircuitBreaker":{"enable":true,"rollback":true},"maximumPercent":200}}"#
    ),
    (
      "ecs create-service --service-name a --load-balancers targetGroupArn=t,containerName=web,containerPort=80",
      #"{"serviceName":"a","loadBalancers":[{"targetGroupArn":"t","containerName":"web","containerPort":80}]}"#
    ),
    (
      "ecs put-cluster-capacity-providers --cluster c --capacity-providers FARGATE --default-capacity-provider-strategy capacityProvider=FARGATE,weight=1",
      #"{"cluster":"c","capacityProviders":["FARGATE"],"defaultCapacityProviderStrategy":[{"capacityProvider":"FARGATE","weight":1}]}"#
    ),
    ("logs create-log-group --log-group-name g --tags a=1,b=2", #"{"logGroupName":"g","tags":{"a":"1","b":"2"}}"#),
    ("deploy get-deployment --deployment-id d-1", #"{"deploymentId":"d-1"}"#),
    (
      "ec2 modify-subnet-attribute --subnet-id s --map-public-ip-on-launch",
      #"{"MapPublicIpOnLaunch":{"Value":true},"SubnetId":"s"}"#
    ),
    (
      "ec2 modify-subnet-attribute --map-public-ip-on-launch Value=false --subnet-id s",
      #"{"MapPublicIpOnLaunch":{"Value":false},"SubnetId":"s"}"#
    ),
    (
      "ec2 modify-vpc-attribute --no-enable-dns-hostnames --vpc-id v",
      #"{"EnableDnsHostnames":{"Value":false},"VpcId":"v"}"#
    ),
  ]) func optionsBecomeMembers(line: String, input: String) {
    let parsed = parse(line)
    #expect(parsed.inputText == input, "\(parsed)")
  }

  @Test func valuesWithBlanksStayWhole() {
    let parsed = Line.parse(
      ["ecs", "stop-task", "--task", "a", "--reason", "-for a change"], environment: Environment())
    #expect(parsed.inputText == #"{"task":"a","reason":"-for a change"}"#)
  }

  @Test func theECSRenamesHideThePlainNegative() {
    #expect(
      parse("ecs run-task --task-definition web --no-enable-execute-command").refusal?.standardError
        .hasSuffix("Unknown options: --no-enable-execute-command\n") == true)
    #expect(
      parse("ecs execute-command --task a --command ls --non-interactive").inputText
        == #"{"command":"ls","interactive":false,"task":"a"}"#)
  }

  @Test func globalOptionsStandAnywhere() throws {
    for line in [
      "--region eu-west-1 --output text ecs list-clusters", "ecs --region eu-west-1 --output=text list-clusters",
      "ecs list-clusters --reg eu-west-1 --out text",
    ] {
      let call = try #require(parse(line).call, "\(line)")
      #expect(call.output.region == "eu-west-1" && call.output.format == .text)
    }
    #expect(parse("ecs list-clusters", Environment(outputFormat: "yaml")).call?.output.format == .yaml)
    #expect(parse("ecs list-clusters --query clusterArns[0]").call?.output.query?.text == "clusterArns[0]")
  }

  // MARK: Files and whole inputs

  private let files = Environment(readFile: { path in
    switch path {
    case "tags.json": .success(Array("[{\"key\": \"a\", \"value\": \"b\"}]\r\n".utf8))
    case "name.txt": .success(Array("demo\r\nx".utf8))
    case "run.json": .success(Array(#"{"taskDefinition": "api", "count": 3}"#.utf8))
    default: .failure(.missing)
    }
  })

  @Test func aFileTakesThePlaceOfTheValue() {
    #expect(
      parse("ecs create-cluster --tags file://tags.json", files).inputText
        == #"{"tags":[{"key":"a","value":"b"}]}"#)
    #expect(
      parse("ecs create-cluster --cluster-name file://name.txt", files).inputText == #"{"clusterName":"demo\nx"}"#)
    #expect(
      parse("ecs create-cluster --tags key=a,value@=file://name.txt", files).inputText
        == #"{"tags":[{"key":"a","value":"demo\nx"}]}"#)
  }

  @Test func optionsComeBeforeTheWholeInput() {
    #expect(
      parse("ecs run-task --cli-input-json file://run.json --count 1", files).inputText
        == #"{"count":1,"taskDefinition":"api"}"#)
  }

  @Test func aWholeInputIsCheckedToo() {
    #expect(
      message(parse(#"ecs run-task --cli-input-json {"count":1}"#))
        == "Parameter validation failed:\nMissing required parameter in input: \"taskDefinition\"")
    #expect(
      message(parse("ecs run-task --cli-input-json [1]"))
        == "Error parsing parameter '--cli-input-json': Invalid type: expecting map, received <class 'list'>")
  }

  @Test func wholeInputsInYAMLGoThroughTheReader() {
    let reader = Environment(readYAML: { text in
      text == "cluster: demo" ? .success(["cluster": "demo"]) : .failure(YAMLProblem(message: "no"))
    })
    func parsed(_ text: String) -> Parsed {
      Line.parse(["ecs", "list-tasks", "--cli-input-yaml", text], environment: reader)
    }
    #expect(parsed("cluster: demo").inputText == #"{"cluster":"demo"}"#)
    #expect(message(parsed("[")) == "Error parsing parameter 'cli-input-yaml': Invalid YAML received.")
    #expect(
      Line.parse(
        ["ecs", "list-tasks", "--cli-input-yaml", "a", "--cli-input-json", "{}"], environment: reader
      ).refusal?.standardError.contains("Only one --cli-input- parameter may be specified.") == true)
  }

  // MARK: Types of shorthand

  @Test(arguments: [
    ("weight=abc", "invalid literal for int() with base 10: 'abc'"),
    ("weight=[1]", "int() argument must be a string, a bytes-like object or a real number, not 'list'"),
    ("weight={a=1}", "int() argument must be a string, a bytes-like object or a real number, not 'dict'"),
  ]) func numbersInShorthand(value: String, text: String) {
    let refusal = parse("ecs run-task --task-definition a --capacity-provider-strategy capacityProvider=x,\(value)")
      .refusal
    #expect(refusal?.standardError == "\naws: [ERROR]: \(text)\n")
    #expect(refusal?.exitCode == 255)
  }

  @Test func aLoneValueBecomesAList() {
    #expect(
      parse("ecs run-task --task-definition a --network-configuration awsvpcConfiguration={subnets=s}").inputText
        == #"{"networkConfiguration":{"awsvpcConfiguration":{"subnets":["s"]}},"taskDefinition":"a"}"#)
  }

  @Test func membersThatTakeAnyValueWantJSON() {
    #expect(
      message(
        parse(
          "ecs create-service --service-name a --deployment-configuration lifecycleHooks=[{hookTargetArn=a,roleArn=b,hookDetails={a=1}}]"
        ))
        == "Error parsing parameter '--deployment-configuration': Shorthand syntax does not support document types. Use JSON "
        + "input for top-level argument to specify nested parameter: hookDetails")
  }

  // MARK: Paging

  @Test func listsAreWalkedUnlessAPageIsAskedFor() throws {
    let walked = try #require(
      parse("ecs list-tasks --max-items 5 --page-size 2 --starting-token abc").call?.output.paging)
    #expect(walked == Paging(isAutomatic: true, maximumItems: 5, startingToken: "abc", pageSize: 2))
    #expect(parse("ecs list-tasks --no-paginate").call?.output.paging == Paging())
    #expect(parse("ecs list-tasks --next-token x").call?.output.paging == Paging())
    #expect(parse("ecs list-tasks --max-results 5").inputText == #"{"maxResults":5}"#)
    #expect(parse(#"ecs list-tasks --cli-input-json {"maxResults":5}"#).call?.output.paging.isAutomatic == false)
    #expect(parse("ecs describe-tasks --tasks a").call?.output.paging == Paging())
  }

  @Test func limitsOfNoSenseAreWarnedOf() {
    #expect(
      parse("ecs list-tasks --max-items 0").call?.warning
        == "warning: Non-positive values for --max-items may result in undefined behavior.\n")
    #expect(parse("ecs list-tasks --max-items 1").call?.warning == "")
  }

  // MARK: Other commands

  @Test(arguments: [
    ("help", HelpTopic.everything), ("ecs help", .service("ecs")),
    ("ecs run-task help", .operation(service: "ecs", operation: "RunTask")),
    ("ecs wait help", .waiting(service: "ecs")),
    ("ecs wait tasks-running help", .waiter(service: "ecs", waiter: "TasksRunning")),
    ("ecs list-tasks --cluster demo help", .operation(service: "ecs", operation: "ListTasks")),
  ]) func helpStandsAtTheEnd(line: String, topic: HelpTopic) {
    #expect(parse(line).help == topic)
  }

  @Test func versionAndConfiguration() {
    guard case .text(let version) = parse("--version") else { return #expect(Bool(false)) }
    #expect(version.hasPrefix("aws-cli/2.36.7 "))
    guard case .text(let list) = parse("configure list") else { return #expect(Bool(false)) }
    #expect(
      list == """
        NAME       : VALUE                    : TYPE             : LOCATION
        profile    : <not set>                : None             : None
        access_key : <not set>                : None             : None
        secret_key : <not set>                : None             : None
        region     : us-east-1                : env              : AWS_REGION

        """)
  }
}
