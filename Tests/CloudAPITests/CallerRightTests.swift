/// What callers of ECS are asked for: Service Authorization Reference, "Actions, resources, and condition keys for Amazon
/// ECS"; the API sheet, section 5, for the words.
import Cloud
import Documents
import SimulationKit
import Testing

@testable import CloudAPI

private let user = "User: arn:aws:iam::123456789012:user/learner is not authorized to perform: "
private func denied(_ action: String, _ resource: String) -> String {
  "AccessDeniedException: \(user)\(action) on resource: \(resource) because no identity-based policy allows the "
    + "\(action) action"
}
private let role = "arn:aws:iam::123456789012:role/ecsTaskExecutionRole"

extension TestCloud {
  /// What a caller is answered: `CODE: MESSAGE`, empty where it is carried out.
  fileprivate mutating func answer(_ operation: String, _ input: String) throws -> String {
    let document = try #require(try DocumentReader.read(input).object)
    let request = ServiceRequest(operation: operation, input: document)
    if case .failure(let failure) = CloudAPI.answer(request, on: &world, cause: .command(1)) { return failure.line }
    return ""
  }
}

@Suite struct CallerRightTests {
  private static let web =
    #"{"family":"web","networkMode":"awsvpc","cpu":"256","memory":"512","requiresCompatibilities":["FARGATE"],"#
    + #""executionRoleArn":"\#(role)","containerDefinitions":[{"name":"app","image":"nginx"}]}"#
  private static let run =
    #"{"cluster":"harbor","taskDefinition":"web","launchType":"FARGATE",\#(TaskScene.publicNetwork)}"#
  private static let service =
    #"{"cluster":"harbor","serviceName":"web","taskDefinition":"web","desiredCount":1,"launchType":"FARGATE","#
    + #"\#(TaskScene.publicNetwork)}"#

  private func cloud() throws -> TestCloud {
    var scene = try TaskScene()
    try scene.cloud.call("RegisterTaskDefinition", Self.web)
    return scene.cloud
  }

  /// iam:PassRole is asked of whoever registers a definition with roles, and of whoever has it run.
  @Test(arguments: [
    ("RegisterTaskDefinition", web), ("RunTask", run), ("CreateService", service),
  ])
  func rolesHaveToBePassed(operation: String, input: String) throws {
    var cloud = try cloud()
    cloud.inject("access-denied action=iam:PassRole lasts=5m")
    #expect(try cloud.answer(operation, input) == denied("iam:PassRole", role))
    #expect(cloud.region?.ecs.families["web"]?.lastRevision == 1)
    cloud.advance(seconds: 300)
    #expect(try cloud.answer(operation, input) == "")
  }

  @Test func anotherRoleMayBePassed() throws {
    var cloud = try cloud()
    cloud.inject("access-denied action=iam:PassRole resource=taskRole")
    #expect(try cloud.answer("RunTask", Self.run) == "")
    let override = Self.run.dropLast() + #","overrides":{"taskRoleArn":"arn:aws:iam::123456789012:role/taskRole"}}"#
    #expect(
      try cloud.answer("RunTask", String(override))
        == denied("iam:PassRole", "arn:aws:iam::123456789012:role/taskRole"))
  }

  @Test(arguments: [
    ("RunTask", run, "arn:aws:ecs:us-east-1:123456789012:task-definition/web:1"),
    ("CreateService", service, "arn:aws:ecs:us-east-1:123456789012:service/harbor/web"),
    ("DescribeClusters", #"{"clusters":["harbor"]}"#, "arn:aws:ecs:us-east-1:123456789012:cluster/harbor"),
    (
      "UpdateCluster", #"{"cluster":"harbor","settings":[{"name":"containerInsights","value":"enabled"}]}"#,
      "arn:aws:ecs:us-east-1:123456789012:cluster/harbor"
    ),
    ("ListClusters", "{}", "*"),
  ])
  func anOperationIsDenied(operation: String, input: String, resource: String) throws {
    var cloud = try cloud()
    cloud.inject("access-denied action=ecs:\(operation)")
    #expect(try cloud.answer(operation, input) == denied("ecs:\(operation)", resource))
    #expect(try cloud.answer("ListTaskDefinitions", "{}") == "")
    cloud.inject("mend fault=access-denied")
    #expect(try cloud.answer(operation, input) == "")
  }

  /// ECS Developer Guide, "Grant permission to tag resources on creation": while tagResourceAuthorization is on.
  @Test func tagsOfWhatIsMadeNeedTheirOwnRight() throws {
    var cloud = try cloud()
    cloud.inject("access-denied action=ecs:TagResource")
    let tagged = #"{"clusterName":"quay","tags":[{"key":"team","value":"web"}]}"#
    #expect(try cloud.answer("CreateCluster", #"{"clusterName":"bare"}"#) == "")
    #expect(
      try cloud.answer("CreateCluster", tagged)
        == denied("ecs:TagResource", "arn:aws:ecs:us-east-1:123456789012:cluster/quay"))
    try cloud.call("PutAccountSettingDefault", #"{"name":"tagResourceAuthorization","value":"off"}"#)
    #expect(try cloud.answer("CreateCluster", tagged) == "")
  }

  @Test func onlyActionsThatAreAskedForCanBeDenied() throws {
    var cloud = try cloud()
    #expect(throws: FaultRefusal.self) { try cloud.tryToInject("access-denied action=s3:GetObject") }
  }
}

/// What roles of tasks may, by resource as well as by action: IAM User Guide, "IAM JSON policy elements: Resource".
@Suite struct RoleRightTests {
  private func policy(_ action: String, on resource: String) -> String {
    let document: Document = [
      "Version": "2012-10-17",
      "Statement": ["Effect": "Allow", "Action": .string(action), "Resource": .string(resource)],
    ]
    let text = Document.string(document.written()).written()
    return #"{"RoleName":"ecsTaskExecutionRole","PolicyName":"p","PolicyDocument":\#(text)}"#
  }

  /// The status after two minutes, and why a task stopped.
  private func outcome(
    _ container: String, _ policy: String?, logGroups: String = "[]", parameter: String? = nil
  ) throws -> (status: String?, reason: String, scene: TaskScene, id: String) {
    var scene = try TaskScene(logGroups: logGroups)
    try scene.cloud.call(
      "CreateSecret", #"{"Name":"prod/db","SecretString":"x"}"#, service: "secretsmanager")
    if let parameter {
      try scene.cloud.call(
        "PutParameter", #"{"Name":"\#(parameter)","Value":"x","Type":"String"}"#, service: "ssm")
    }
    if let policy { try scene.cloud.call("PutRolePolicy", policy, service: "iam") }
    try scene.registerFargate("[\(container)]")
    let id = try scene.runFargate()
    scene.cloud.advance(seconds: 120)
    let task = try scene.task(id)
    return (task["lastStatus"]?.string, task["stoppedReason"]?.string ?? "", scene, id)
  }

  @Test(arguments: [
    ("arn:aws:ssm:us-east-1:123456789012:parameter/web/*", "RUNNING"),
    ("arn:aws:ssm:us-east-1:123456789012:parameter/api/*", "STOPPED"),
  ])
  func aParameterIsReadWhereItsOwnARNIsAllowed(resource: String, status: String) throws {
    let found = try outcome(
      #"{"name":"app","image":"nginx","secrets":[{"name":"K","valueFrom":"/web/key"}]}"#,
      policy("ssm:GetParameters", on: resource), parameter: "/web/key")
    #expect(found.status == status)
    let said =
      "is not authorized to perform: ssm:GetParameters on resource: "
      + "arn:aws:ssm:us-east-1:123456789012:parameter/web/key because no identity-based policy allows the "
      + "ssm:GetParameters action"
    #expect(found.reason.hasSuffix(said) == (status == "STOPPED"))
  }

  /// AmazonECSTaskExecutionRolePolicy makes streams and no groups.
  @Test(arguments: [(nil, "STOPPED"), ("arn:aws:logs:us-east-1:123456789012:log-group:/ecs/new:*", "RUNNING")])
  func aLogGroupIsMadeByWhoMay(resource: String?, status: String) throws {
    let log =
      #""logConfiguration":{"logDriver":"awslogs","options":{"awslogs-group":"/ecs/new","awslogs-create-group":"true","#
      + #""awslogs-region":"us-east-1","awslogs-stream-prefix":"web"}}"#
    let found = try outcome(
      #"{"name":"app","image":"nginx",\#(log)}"#, resource.map { policy("logs:CreateLogGroup", on: $0) })
    #expect(found.status == status)
    guard status == "STOPPED" else { return }
    #expect(
      found.reason
        == "ResourceInitializationError: failed to validate logger args: create stream has been retried 1 times: failed "
        + "to create Cloudwatch log group: AccessDeniedException: User: "
        + "arn:aws:sts::123456789012:assumed-role/ecsTaskExecutionRole/\(found.id) is not authorized to perform: "
        + "logs:CreateLogGroup on resource: arn:aws:logs:us-east-1:123456789012:log-group:/ecs/new:log-stream: because no "
        + "identity-based policy allows the logs:CreateLogGroup action : exit status 1")
  }

  /// Without the right to put them, lines are lost and the container runs on.
  @Test(arguments: [false, true])
  func linesNeedTheRightToBePut(isDenied: Bool) throws {
    var scene = try TaskScene(
      images: #"{"talker":{"latest":{"log":["hello"]}}}"#, logGroups: #"["/ecs/web"]"#)
    if isDenied { try scene.cloud.putPolicy("Deny", ["logs:PutLogEvents"]) }
    let log =
      #""logConfiguration":{"logDriver":"awslogs","options":{"awslogs-group":"/ecs/web","awslogs-region":"us-east-1","#
      + #""awslogs-stream-prefix":"web"}}"#
    try scene.registerFargate(#"[{"name":"app","image":"talker",\#(log)}]"#)
    let id = try scene.runFargate()
    scene.cloud.advance(seconds: 120)
    #expect(try scene.status(id) == "RUNNING RUNNING")
    let events = try scene.cloud.call("FilterLogEvents", #"{"logGroupName":"/ecs/web"}"#, service: "logs")["events"]
    #expect(events?.list?.count == (isDenied ? 0 : 1))
  }

  @Test(arguments: [
    (nil, "STOPPED"), ("arn:aws:s3:::harbor/other.env", "STOPPED"), ("arn:aws:s3:::harbor/*", "RUNNING"),
  ])
  func anEnvironmentFileIsReadByWhoMay(resource: String?, status: String) throws {
    let found = try outcome(
      #"{"name":"app","image":"nginx","environmentFiles":[{"value":"arn:aws:s3:::harbor/web.env","type":"s3"}]}"#,
      resource.map { policy("s3:GetObject", on: $0) })
    #expect(found.status == status)
    guard status == "STOPPED" else { return }
    #expect(
      found.reason
        == "ResourceInitializationError: failed to download env files: file download command: non empty error stream: "
        + "AccessDenied: User: arn:aws:sts::123456789012:assumed-role/ecsTaskExecutionRole/\(found.id) is not authorized "
        + "to perform: s3:GetObject on resource: arn:aws:s3:::harbor/web.env because no identity-based policy allows the "
        + "s3:GetObject action")
  }
}
