/// Texts and exit codes of lines that never reach the service: the API sheet, sections 3.1 and 3.2.
import AWSCommandLine
import Testing

@Suite struct RefusalTests {
  @Test func aMistypedOperationGetsASuggestion() {
    let refusal = parse("ecs run-tsk").refusal
    #expect(
      refusal?.standardError
        == "\naws: [ERROR]: An error occurred (ParamValidation): argument operation: Found invalid choice 'run-tsk'\n\n"
        + "Maybe you meant:\n\n  * run-task\n\n" + usage + "\n")
    #expect(refusal?.exitCode == 252)
  }

  @Test func aWordLikeNothingGetsTheUsageOnly() {
    #expect(message(parse("ecs x")) == "argument operation: Found invalid choice 'x'\n\n\n" + usage)
    #expect(message(parse("xyz list-tasks")) == "argument command: Found invalid choice 'xyz'\n\n\n" + usage)
  }

  @Test func requiredOptionsAreListed() {
    let refusal = parse("ecs describe-task-definition").refusal
    #expect(
      refusal?.standardError
        == "\naws: [ERROR]: An error occurred (ParamValidation): the following arguments are required: --task-definition"
        + "\n\n" + usage + "\n")
    #expect(refusal?.exitCode == 252)
    #expect(
      message(parse("ecs execute-command --cluster demo"))
        == "the following arguments are required: --command, --task\n\n" + usage)
  }

  /// Source: awscli `toplevelbool.py`.
  @Test func aTruthValueOfEC2IsSaidOneWay() {
    let line = "ec2 modify-subnet-attribute --subnet-id s --map-public-ip-on-launch --no-map-public-ip-on-launch"
    #expect(
      parse(line).refusal?.standardError.contains(
        #"Cannot specify both the "--map-public-ip-on-launch" option and the "--no-map-public-ip-on-launch" option."#)
        == true)
    #expect(parse(line).refusal?.exitCode == 255)
    #expect(
      message(parse("ec2 modify-subnet-attribute --subnet-id s --no-map-public-ip-on-launch=x"))
        == "argument --no-map-public-ip-on-launch: ignored explicit argument 'x'\n\n" + usage)
  }

  @Test func nothingAfterAServiceOrAws() {
    #expect(message(parse("ecs")) == "the following arguments are required: operation\n\n" + usage)
    #expect(message(parse("")) == "the following arguments are required: command\n\n" + usage)
  }

  @Test func unknownOptionsComeAfterTheUsage() {
    let refusal = parse("ecs run-task --task-definition web --foo bar").refusal
    #expect(refusal?.standardError == "\n" + usage + "\n\n\naws: [ERROR]: Unknown options: --foo, bar\n")
    #expect(refusal?.exitCode == 252)
  }

  @Test func theFirstStrayWordComesLast() {
    #expect(
      parse("ecs list-clusters one two --foo").refusal?.standardError.hasSuffix("options: two, --foo, one\n") == true)
  }

  @Test func aNumberThatIsNone() {
    let refusal = parse("ecs run-task --task-definition web --count abc").refusal
    #expect(refusal?.standardError == "\naws: [ERROR]: invalid literal for int() with base 10: 'abc'\n")
    #expect(refusal?.exitCode == 255)
    #expect(
      message(parse("ecs list-tasks --max-items abc")) == "argument --max-items: invalid int value: 'abc'\n\n" + usage)
  }

  @Test(
    arguments: [
      ("ecs run-task --task-definition", "argument --task-definition: expected one argument"),
      ("ecs delete-service --service a --force=true", "argument --force: ignored explicit argument 'true'"),
      ("ecs list-tasks --output xml", "argument --output: Found invalid choice 'xml'\n"),
      ("ecs list-tasks --output jsn", "argument --output: Found invalid choice 'jsn'\n\nMaybe you meant:\n\n  * json"),
      (
        "ecs list-tasks --c demo",
        "ambiguous option: --c could match --color, --ca-bundle, --cli-read-timeout, "
          + "--cli-connect-timeout, --cli-binary-format, --cli-auto-prompt, --cli-error-format"
      ),
      ("ecs wait nonsense", "argument subcommand: Found invalid choice 'nonsense'\n"),
      (
        "ecs wait tasks-runing",
        "argument subcommand: Found invalid choice 'tasks-runing'\n\nMaybe you meant:\n\n  * tasks-running"
      ),
    ])
  func wordsThatDoNotFit(line: String, text: String) {
    #expect(message(parse(line)) == text + "\n\n" + usage)
    #expect(parse(line).refusal?.exitCode == 252)
  }

  @Test func shorthandErrorsShowThePlace() {
    #expect(
      message(parse("ecs create-cluster --tags key"))
        == "Error parsing parameter '--tags': Expected: '=', received: 'EOF' for input:\n key\n   ^")
    #expect(
      message(parse("ecs create-cluster --tags key=a,value=b,value=c"))
        == "Error parsing parameter '--tags': Second instance of key \"value\" encountered for input:\n"
        + "key=a,value=b,value=c\n              ^\n"
        + "This is often because there is a preceding \",\" instead of a space.")
  }

  @Test func brokenJSONIsShownWhole() {
    #expect(
      message(
        Line.parse(
          ["ecs", "run-task", "--task-definition", "web", "--network-configuration", "{\"awsvpcConfiguration\":"],
          environment: Environment()))
        == "Error parsing parameter '--network-configuration': Invalid JSON: Expecting value: line 1 column 24 (char 23)\n"
        + "JSON received: {\"awsvpcConfiguration\":")
    #expect(
      message(Line.parse(["ecs", "create-cluster", "--cli-input-json", "{bad"], environment: Environment()))
        == "Error parsing parameter 'cli-input-json': Invalid JSON received.")
  }

  @Test func filesThatCannotBeRead() {
    #expect(
      message(parse("ecs run-task --task-definition web --overrides file:///x.json"))
        == "Error parsing parameter '--overrides': Unable to load paramfile file:///x.json: "
        + "[Errno 2] No such file or directory: '/x.json'")
    let binary = Environment(readFile: { _ in .success([0xFF, 0xFE]) })
    #expect(
      message(parse("ecs run-task --task-definition web --overrides file://x", binary))
        == "Error parsing parameter '--overrides': Unable to load paramfile (x), text contents could not be decoded.  "
        + "If this is a binary file, please use the fileb:// prefix instead of the file:// prefix.")
  }

  @Test func aQueryThatIsNone() {
    #expect(
      message(parse("ecs list-tasks --query taskArns[?"))
        == "Bad value for --query taskArns[?: Invalid jmespath expression: Incomplete expression:\n"
        + "\"taskArns[?\"\n           ^")
  }

  @Test func theInputAsAWholeIsCheckedLast() {
    let line = "ecs run-task --task-definition web --network-configuration awsvpcConfiguration={} --count -1"
    #expect(
      message(parse(line))
        == "Parameter validation failed:\nMissing required parameter in networkConfiguration.awsvpcConfiguration: \"subnets\""
    )
    #expect(parse(line).refusal?.exitCode == 252)
  }

  @Test func pagingOptionsWithoutPaging() {
    #expect(
      message(parse("ecs list-tasks --no-paginate --max-items 1"))
        == "Cannot specify --no-paginate along with pagination arguments: --max-items")
    #expect(
      message(parse("ecs list-tasks --next-token x --page-size 5 --max-items 1"))
        == "Cannot specify --no-paginate along with pagination arguments: --page-size, --max-items")
  }

  @Test func noRegion() {
    let refusal = parse("ecs list-clusters", Environment(region: nil)).refusal
    #expect(
      refusal?.standardError
        == "\naws: [ERROR]: An error occurred (NoRegion): You must specify a region. You can also configure your region by "
        + "running \"aws configure\".\n")
    #expect(refusal?.exitCode == 253)
    #expect(parse("ecs list-clusters --region eu-west-1", Environment(region: nil)).call?.output.region == "eu-west-1")
  }

  @Test(arguments: ["us_east", "a-", "12", "a/b", "it's"]) func aRegionThatNamesNoHost(region: String) {
    let refusal = parse("ecs list-clusters --region \(region)").refusal
    #expect(
      refusal?.standardError
        == "\naws: [ERROR]: Provided region_name '\(region)' doesn't match a supported format.\n")
    #expect(refusal?.exitCode == 255)
  }

  /// What was typed is read first; observed of the AWS CLI 2.9.19.
  @Test(arguments: [
    ("ecs list-clusterz", "argument operation: Found invalid choice 'list-clusterz'"),
    ("ecs describe-tasks", "the following arguments are required: --tasks"),
    ("ecs list-clusters --bogus x", "Unknown options: --bogus, x"),
    ("ecs update-service --service a --desired-count x", "invalid literal for int() with base 10: 'x'"),
    ("ecs run-task --cli-input-json {bad", "Error parsing parameter 'cli-input-json'"),
    ("ecs run-task --task-definition a --region bad_region", "Provided region_name 'bad_region'"),
    ("ecs list-clusters --query [", "Bad value for --query [: Invalid jmespath expression"),
  ])
  func theProfileIsLookedUpLast(line: String, said: String) {
    #expect(parse(line + " --profile nope").refusal?.standardError.contains(said) == true)
  }

  @Test func theProfileIsLookedUpBeforeTheInputIsChecked() {
    let refusal = parse("ecs run-task --cli-input-json {} --profile nope").refusal
    #expect(refusal?.standardError.contains("The config profile (nope) could not be found") == true)
    guard case .skeleton = parse("ecs run-task --generate-cli-skeleton --profile nope") else {
      Issue.record("a skeleton asks nobody")
      return
    }
  }

  @Test func aWholeInputIsReadBeforeASkeletonIsMade() {
    let refusal = parse("ecs run-task --cli-input-json {bad --generate-cli-skeleton").refusal
    #expect(refusal?.standardError.contains("Error parsing parameter 'cli-input-json'") == true)
  }

  @Test func anAddressWithoutAScheme() {
    #expect(
      message(parse("ecs list-clusters --endpoint-url localhost"))
        == "Bad value for --endpoint-url \"localhost\": scheme is missing.  Must be of the form http://<hostname>/ or "
        + "https://<hostname>/")
    #expect(parse("ecs list-clusters --endpoint-url http://127.0.0.1:8733").call != nil)
  }

  @Test func aTimeoutThatIsNone() {
    let refusal = parse("ecs list-clusters --cli-read-timeout x").refusal
    #expect(refusal?.standardError == "\naws: [ERROR]: invalid literal for int() with base 10: 'x'\n")
    #expect(refusal?.exitCode == 255)
  }

  @Test(arguments: ["--no-paginate --max-items 0", "--next-token x --page-size 0"])
  func aPagingOptionThatSaysNothingIsAnUnknownMember(options: String) {
    #expect(
      parse("ecs list-clusters \(options)").refusal?.standardError.hasSuffix(
        "Parameter validation failed:\nUnknown parameter in input: \"PaginationConfig\", must be one of: nextToken, "
          + "maxResults\n") == true)
  }

  @Test func aSizeOfPagesIsCheckedAsTheMemberItSets() {
    #expect(
      message(parse("iam list-roles --page-size 0"))
        == "Parameter validation failed:\nInvalid value for parameter MaxItems, value: 0, valid min value: 1")
  }

  /// There `--max-items` is the service's own member, and the client's word about its own option is not said.
  @Test func aLimitOfTheServicesOwnBringsNoWarning() {
    #expect(
      message(parse("iam list-role-policies --role-name a --marker b --max-items 0"))
        == "Parameter validation failed:\nInvalid value for parameter MaxItems, value: 0, valid min value: 1")
  }

  @Test func twoWholeInputs() {
    #expect(
      message(parse("ecs list-clusters --cli-input-json {} --cli-input-yaml {}"))
        == "Only one --cli-input- parameter may be specified.")
  }

  @Test func anEmptyYAMLIsNoMap() {
    let reader = Environment(readYAML: { _ in .success(.null) })
    #expect(
      message(Line.parse(["ecs", "list-clusters", "--cli-input-yaml", ""], environment: reader))
        == "Error parsing parameter '--cli-input-yaml': Invalid type: expecting map, received <class 'NoneType'>")
  }

  @Test func aDoubleDashGoesWithTheFirstStrayWord() {
    #expect(parse("ecs list-clusters -- x --").refusal?.standardError.hasSuffix("options: x\n") == true)
    #expect(parse("ecs list-clusters x -- y").refusal?.standardError.hasSuffix("options: y, x\n") == true)
    #expect(parse("ecs list-clusters --").call != nil)
  }

  @Test func aServiceThatIsNotSimulatedIsNeverUnknown() {
    #expect(
      parse("route53 list-hosted-zones").refusal?.standardError
        == "\naws: [ERROR]: not simulated yet: the service route53\n")
    #expect(
      message(parse("esc x")) == "argument command: Found invalid choice 'esc'\n\nMaybe you meant:\n\n  * es\n\n"
        + usage)
  }

  @Test func aProfileThatIsNotThere() {
    let refusal = parse("ecs list-clusters --profile nope").refusal
    #expect(refusal?.standardError == "\naws: [ERROR]: The config profile (nope) could not be found\n")
    #expect(refusal?.exitCode == 255)
  }

  @Test func waitAlone() {
    #expect(
      message(parse("ecs wait"))
        == "usage: aws [options] ecs wait <subcommand> [parameters]\naws: [ERROR]: too few arguments")
    #expect(parse("ecs wait").refusal?.exitCode == 252)
  }

  @Test(arguments: [
    ("s3 ls", "the service s3"), ("ec2 create-volume", "aws ec2 create-volume"),
    ("ecs create-gateway", "aws ecs create-gateway"), ("ecs list-gateways help", "aws ecs list-gateways"),
    ("configure set region x", "aws configure set region"),
  ]) func realThingsThatAreNotHereAreNotCalledUnknown(line: String, what: String) {
    #expect(parse(line).refusal?.standardError == "\naws: [ERROR]: not simulated yet: \(what)\n")
    #expect(parse(line).refusal?.exitCode == 255)
  }

  @Test(arguments: [
    (
      "ecs describe-services --service-name web --services web",
      "describe-services has no --service-name. Did you mean --services?"
    ),
    (
      "ecs describe-tasks --tasks a --desired-status STOPPED",
      "describe-tasks has no --desired-status; list-tasks has it."
    ),
    (
      "ecs delete-service --service a --force true",
      "A flag takes no value: type --force or --no-force, not --force true."
    ),
    ("ecs list-tasks demo", "\"demo\" belongs to no option. Values follow the name of theirs, as in --cluster demo."),
  ]) func aHintComesBesideTheExactText(line: String, hint: String) {
    #expect(parse(line).refusal?.suggestion == hint)
  }
}
