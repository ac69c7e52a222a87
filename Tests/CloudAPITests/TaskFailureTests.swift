/// Tasks that never run, and the words for it. Texts: ECS Developer Guide, "Stopped tasks error messages".
import Cloud
import CloudAPI
import Documents
import SimulationKit
import Testing

@Suite("Tasks that fail to start")
struct TaskFailureTests {
  /// The task's and the container's text, the moment the failure was known after the pull began.
  private func fargateFailure(
    _ containers: String, network: String = TaskScene.publicNetwork, more: String = ""
  ) throws -> (task: String, container: String?) {
    var scene = try TaskScene()
    try scene.registerFargate(containers, more: more)
    let id = try scene.runFargate(network: network)
    try scene.advance(until: "STOPPED", id)
    let task = try scene.task(id)
    #expect(task["stopCode"] == "TaskFailedToStart")
    #expect(task["startedAt"] == nil)
    #expect(task["executionStoppedAt"] != nil)
    #expect(task.container("app")["exitCode"] == nil)
    #expect(scene.brokenPromises == [])
    return (task["stoppedReason"]?.string ?? "", task.container("app")["reason"]?.string)
  }

  @Test func imageMissingFromDockerHub() throws {
    let text =
      "CannotPullContainerError: inspect image has been retried 1 time(s): failed to resolve ref "
      + "\"docker.io/library/ngnix:latest\": pull access denied, repository does not exist or may require "
      + "authorization: server message: insufficient_scope: authorization failed"
    let failure = try fargateFailure(#"[{"name":"app","image":"ngnix"}]"#)
    #expect(failure == (text, text))
  }

  /// Runtime sheet, section 1.5, a failed pull on Fargate: execution stopped 18.5 s after creation, the task is stopping at
  /// 28.5 s, and is PENDING in between.
  @Test func fargateReportsAFailedPullTenSecondsLater() throws {
    var scene = try TaskScene()
    try scene.registerFargate(
      #"[{"name":"app","image":"ngnix"},"#
        + #"{"name":"log","image":"nginx","dependsOn":[{"containerName":"app","condition":"START"}]}]"#)
    let id = try scene.runFargate(network: TaskScene.publicNetwork)
    try scene.advance(until: "PENDING", id)
    scene.cloud.advance(seconds: 13)
    var task = try scene.task(id)
    #expect((task["lastStatus"], task["desiredStatus"]) == ("PENDING", "RUNNING"))
    #expect(task["executionStoppedAt"] != nil && task["stoppingAt"] == nil)
    #expect(task.container("log")["lastStatus"] == "STOPPED")
    try scene.advance(until: "STOPPED", id)
    task = try scene.task(id)
    #expect(abs(task.seconds("stoppingAt", after: "executionStoppedAt") - 10) < 0.01)
    #expect(scene.brokenPromises == [])
  }

  @Test func tagMissingFromAPrivateRegistry() throws {
    let image = "registry.example/harbor/web:1.5"
    let failure = try fargateFailure(#"[{"name":"app","image":"\#(image)"}]"#)
    #expect(
      failure.task
        == "CannotPullContainerError: pull image manifest has been retried 7 time(s): failed to resolve ref "
        + "\(image): \(image): not found")
  }

  @Test(arguments: [
    #""networkConfiguration": {"awsvpcConfiguration": {"subnets": ["subnet-dark"], "assignPublicIp": "ENABLED"}}"#,
    #""networkConfiguration": {"awsvpcConfiguration": {"subnets": ["subnet-a"]}}"#,
  ])
  func registryOutOfReach(network: String) throws {
    let failure = try fargateFailure(#"[{"name":"app","image":"nginx:latest"}]"#, network: network)
    #expect(
      failure.task
        == "CannotPullContainerError: pull image manifest has been retried 5 time(s): failed to resolve ref "
        + "docker.io/library/nginx:latest: failed to do request: Head "
        + "\"https://registry-1.docker.io/v2/library/nginx/manifests/latest\": dial tcp 34.226.69.105:443: i/o timeout")
  }

  @Test func natLeadsOut() throws {
    var scene = try TaskScene()
    try scene.registerFargate(#"[{"name":"app","image":"nginx"}]"#)
    let id = try scene.runFargate(
      network: #""networkConfiguration": {"awsvpcConfiguration": {"subnets": ["subnet-nat"]}}"#)
    scene.cloud.advance(seconds: 60)
    #expect(try scene.status(id) == "RUNNING RUNNING")
  }

  @Test func credentialsOutOfReach() throws {
    let failure = try fargateFailure(
      #"[{"name":"app","image":"123456789012.dkr.ecr.us-east-1.amazonaws.com/web:1"}]"#,
      network: #""networkConfiguration": {"awsvpcConfiguration": {"subnets": ["subnet-dark"]}}"#)
    #expect(
      failure.task
        == "ResourceInitializationError: unable to pull secrets or registry auth: execution resource retrieval failed: "
        + "unable to retrieve ecr registry auth: service call has been retried 3 time(s): RequestError: send request "
        + "failed caused by: Post \"https://api.ecr.us-east-1.amazonaws.com/\": dial tcp 52.46.148.12:443: i/o timeout. "
        + "Please check your task network configuration.")
    #expect(failure.container == nil)
  }

  static let logs = #"""
    [{"name":"app","image":"nginx","logConfiguration":{"logDriver":"awslogs","options":{"awslogs-group":"/ecs/none",
      "awslogs-region":"us-east-1","awslogs-stream-prefix":"web"}}}]
    """#

  @Test func logGroupMissing() throws {
    #expect(
      try fargateFailure(Self.logs).task
        == "ResourceInitializationError: failed to validate logger args: create stream has been retried 1 times: failed "
        + "to create Cloudwatch log stream: ResourceNotFoundException: The specified log group does not exist. : exit "
        + "status 1")
  }

  /// Runtime sheet, sections 1.12 (the form) and 6.7 (awslogs needs the execution role).
  @Test func logsThatTheExecutionRoleMayNotWrite() throws {
    var scene = try TaskScene(logGroups: #"["/ecs/none"]"#)
    try scene.cloud.putPolicy("Deny", ["logs:CreateLogStream"])
    try scene.registerFargate(Self.logs)
    let id = try scene.runFargate()
    try scene.advance(until: "STOPPED", id)
    #expect(
      try scene.task(id)["stoppedReason"]?.string
        == "ResourceInitializationError: failed to validate logger args: create stream has been retried 1 times: failed "
        + "to create Cloudwatch log stream: AccessDeniedException: User: "
        + "arn:aws:sts::123456789012:assumed-role/ecsTaskExecutionRole/\(id) is not authorized to perform: "
        + "logs:CreateLogStream on resource: "
        + "arn:aws:logs:us-east-1:123456789012:log-group:/ecs/none:log-stream:web/app/\(id) with an explicit deny in an "
        + "identity-based policy : exit status 1")
  }

  // MARK: - What only a role can have: runtime sheet, section 6.7

  private static let gone = "arn:aws:secretsmanager:us-east-1:123456789012:secret:gone-AbCdEf"

  @Test(arguments: [
    (
      #""logConfiguration":{"logDriver":"splunk","options":{"splunk-url":"https://splunk.example"},"#
        + #""secretOptions":[{"name":"splunk-token","valueFrom":"\#(gone)"}]}"#,
      "unable to retrieve secret from asm: service call has been retried 1 time(s): failed to fetch secret "
    ),
    (
      #""repositoryCredentials":{"credentialsParameter":"\#(gone)"}"#,
      "unable to get registry auth from asm: service call has been retried 1 time(s): asm fetching secret from the "
    ),
  ])
  func secretsBesideThoseOfContainersHaveToBeThere(member: String, said: String) throws {
    var scene = try TaskScene()
    try scene.cloud.putPolicy()
    try scene.registerFargate(#"[{"name":"app","image":"nginx",\#(member)}]"#)
    let id = try scene.runFargate()
    try scene.advance(until: "STOPPED", id)
    let reason = try scene.task(id)["stoppedReason"]?.string ?? ""
    #expect(
      reason.hasPrefix(
        "ResourceInitializationError: unable to pull secrets or registry auth: execution resource retrieval failed: "
          + said))
    #expect(
      reason.hasSuffix("ResourceNotFoundException: Secrets Manager can't find the specified secret."))
  }

  @Test(arguments: [
    #""environmentFiles":[{"value":"arn:aws:s3:::harbor/web.env","type":"s3"}]"#,
    #""repositoryCredentials":{"credentialsParameter":"\#(gone)"}"#,
  ])
  func filesAndCredentialsNeedAnExecutionRole(member: String) throws {
    var scene = try TaskScene(zones: ["a"])
    try scene.registerEC2(#"[{"name":"app","image":"nginx","memory":100,\#(member)}]"#)
    let id = try #require(try scene.runEC2().first)
    try scene.advance(until: "STOPPED", id)
    #expect(
      try scene.task(id)["stoppedReason"]?.string?.hasSuffix(": unable to find execution role credentials") == true)
  }

  @Test(arguments: [("", "STOPPED"), (#", "taskRoleArn": "arn:aws:iam::123456789012:role/taskRole""#, "RUNNING")])
  func aFileSystemThatAsksForTheTaskRoleNeedsOne(role: String, status: String) throws {
    var scene = try TaskScene()
    try scene.registerFargate(
      #"[{"name":"app","image":"nginx"}]"#,
      more: #", "volumes": [{"name": "v", "efsVolumeConfiguration": {"fileSystemId": "fs-1", "#
        + #""transitEncryption": "ENABLED", "authorizationConfig": {"iam": "ENABLED"}}}]\#(role)"#)
    let id = try scene.runFargate()
    scene.cloud.advance(seconds: 60)
    let task = try scene.task(id)
    #expect(task["lastStatus"]?.string == status)
    let said = "ResourceInitializationError: failed to invoke EFS utils commands to set up EFS volumes: stderr: "
    #expect(task["stoppedReason"]?.string?.hasPrefix(said) == (status == "STOPPED" ? true : nil))
  }

  /// What Docker says of its options. Where no mode is given, the account's setting stands: non-blocking by default.
  @Test(arguments: [
    (#""mode":"sometimes""#, "logger: logging mode not supported: sometimes"),
    (
      #""mode":"blocking","max-buffer-size":"25m""#,
      "logger: max-buffer-size option is only supported with 'mode=non-blocking'"
    ),
    (#""max-buffer-size":"25 bottles""#, "error parsing option max-buffer-size: invalid size: '25 bottles'"),
    (
      #""awslogs-create-group":"yes""#,
      #"must specify valid value for log opt 'awslogs-create-group': strconv.ParseBool: parsing "yes": invalid syntax"#
    ),
    (
      #""awslogs-datetime-format":"%Y","awslogs-multiline-pattern":"^x""#,
      "you cannot configure log opt 'awslogs-datetime-format' and 'awslogs-multiline-pattern' at the same time"
    ),
    (
      #""awslogs-multiline-pattern":"^[a""#,
      #"awslogs could not parse multiline pattern key "^[a": error parsing regexp: ']' is missing"#
    ),
  ])
  func logOptionsThatTheDriverDoesNotTake(options: String, said: String) throws {
    #expect(
      try fargateFailure(Self.logs.replacing(#""awslogs-region""#, with: options + #","awslogs-region""#)).task
        == "ResourceInitializationError: failed to initialize logging driver: \(said)")
  }

  @Test(arguments: [(nil, "RUNNING"), ("blocking", "STOPPED")])
  func aBufferNeedsTheModeThatTheAccountSets(mode: String?, status: String) throws {
    var scene = try TaskScene(logGroups: #"["/ecs/none"]"#)
    if let mode {
      try scene.cloud.call("PutAccountSettingDefault", #"{"name":"defaultLogDriverMode","value":"\#(mode)"}"#)
    }
    try scene.registerFargate(
      Self.logs.replacing(#""awslogs-region""#, with: #""max-buffer-size":"1.5GiB","awslogs-region""#))
    let id = try scene.runFargate()
    scene.cloud.advance(seconds: 120)
    #expect(try scene.task(id)["lastStatus"]?.string == status)
  }

  /// Runtime sheet, section 1.10: 126, not executable.
  @Test func commandThatIsNoProgram() throws {
    #expect(
      try fargateFailure(#"[{"name":"app","image":"nginx","command":["/etc/passwd"]}]"#).task
        .hasSuffix(#"exec: "/etc/passwd": permission denied: unknown"#))
  }

  @Test func commandMissingFromTheImage() throws {
    #expect(
      try fargateFailure(#"[{"name":"app","image":"nginx","command":["serve","--fast"]}]"#).task
        == "CannotStartContainerError: Error response from daemon: failed to create shim task: OCI runtime create "
        + "failed: runc create failed: unable to start container process: exec: \"serve\": executable file not found in "
        + "$PATH: unknown")
  }

  @Test func architectureMissing() throws {
    var scene = try TaskScene(images: #"{"arm": {"latest": {"architectures": ["ARM64"]}}}"#)
    try scene.registerFargate(#"[{"name":"app","image":"arm"}]"#)
    let id = try scene.runFargate()
    scene.cloud.advance(seconds: 90)
    #expect(
      try scene.task(id)["stoppedReason"]
        == "CannotPullContainerError: pull image manifest has been retried 7 time(s): image Manifest does not contain descriptor matching platform 'linux/amd64'"
    )
  }

  @Test func noAddressLeftInTheSubnet() throws {
    var scene = try TaskScene()
    try scene.registerFargate(#"[{"name":"app","image":"nginx"}]"#)
    // 10.0.5.0/29 has eight addresses, five of them AWS's own.
    let network = #""networkConfiguration": {"awsvpcConfiguration": {"subnets": ["subnet-tiny"]}}"#
    var ids: [String] = []
    for _ in 0..<4 { ids.append(try scene.runFargate(network: network)) }
    scene.cloud.advance(seconds: 90)
    let last = try scene.task(try #require(ids.first { id in (try? scene.status(id)) == "STOPPED STOPPED" }))
    #expect(
      last["stoppedReason"]
        == "Unexpected EC2 error while attempting to Create Network Interface with public IP assignment disabled in subnet 'subnet-tiny': InsufficientFreeAddressesInSubnet"
    )
    #expect(scene.brokenPromises == [])
  }

  /// Runtime sheet, section 1.12: Docker's words for a repository that is not there.
  @Test func onAnInstanceARepositoryIsMissing() throws {
    var scene = try TaskScene(zones: ["a"])
    try scene.registerEC2(#"[{"name":"app","image":"registry.example/harbor/wbe:1.0","memory":100}]"#)
    let id = try #require(try scene.runEC2().first)
    scene.cloud.advance(seconds: 60)
    #expect(
      try scene.task(id).container("app")["reason"]?.string
        == "CannotPullContainerError: The task can\u{2019}t pull the image. Check whether the image exists. API error (404): "
        + "repository registry.example/harbor/wbe not found")
  }

  @Test func onAnInstanceTheContainerSaysWhy() throws {
    var scene = try TaskScene(zones: ["a"])
    try scene.registerEC2(#"[{"name":"app","image":"ngnix","memory":100}]"#)
    let id = try #require(try scene.runEC2().first)
    scene.cloud.advance(seconds: 30)
    let task = try scene.task(id)
    #expect(scene.statuses(id) == ["PENDING", "STOPPED"])
    #expect(task["stoppedReason"] == "Task failed to start")
    #expect(
      task.container("app")["reason"]?.string?.hasPrefix(
        "CannotPullContainerError: The task can\u{2019}t pull the image. Check that the role has the permissions to pull "
          + "images from the registry. inspect image") == true)
    #expect(scene.brokenPromises == [])
  }

  @Test func roleWithoutPullPermission() throws {
    var scene = try TaskScene()
    try scene.cloud.call(
      "RegisterTaskDefinition",
      #"""
      {"family":"web","networkMode":"awsvpc","cpu":"256","memory":"512","requiresCompatibilities":["FARGATE"],
       "executionRoleArn":"arn:aws:iam::123456789012:role/bareRole",
       "containerDefinitions":[{"name":"app","image":"123456789012.dkr.ecr.us-east-1.amazonaws.com/web:1"}]}
      """#)
    let id = try scene.runFargate()
    scene.cloud.advance(seconds: 90)
    #expect(
      try scene.task(id)["stoppedReason"]?.string?.contains("is not authorized to perform: ecr:GetAuthorizationToken")
        == true)
  }
}
