/// Faults that hit tasks and container instances: codes, reasons and texts. Source: ECS Developer Guide, "Stopped tasks
/// error messages", "CannotPullContainer task errors"; ECS API reference, Failure.
import Cloud
import Documents
import SimulationKit
import Testing

@testable import CloudAPI

@Suite("Faults that hit tasks and instances")
struct FaultTaskTests {
  private static let nginx = #"[{"name":"app","image":"nginx"}]"#
  private static let small = #"[{"name":"app","image":"nginx","memory":100}]"#

  private func fargate(_ containers: String = nginx, images: String = "{}", logGroups: String = "[]") throws
    -> TaskScene
  {
    var scene = try TaskScene(images: images, logGroups: logGroups)
    try scene.registerFargate(containers)
    return scene
  }

  /// The task's and the container's text of a task that is run now and fails.
  private func failure(_ scene: inout TaskScene) throws -> (task: String?, container: String?) {
    let id = try scene.runFargate()
    try scene.advance(until: "STOPPED", id)
    let task = try scene.task(id)
    #expect(task["stopCode"] == "TaskFailedToStart")
    #expect(scene.brokenPromises == [])
    return (task["stoppedReason"]?.string, task.container("app")["reason"]?.string)
  }

  // MARK: - Containers

  @Test func aSideContainerMayDieAlone() throws {
    var scene = try fargate(#"[{"name":"app","image":"nginx"},{"name":"side","image":"nginx","essential":false}]"#)
    let id = try scene.runFargate()
    try scene.advance(until: "RUNNING", id)
    scene.inject("container-killed container=side exit=1")
    scene.cloud.advance(seconds: 60)
    #expect(try scene.status(id) == "RUNNING RUNNING")
    #expect(try scene.task(id).container("side")["exitCode"] == 1)
    do throws(FaultRefusal) { try scene.cloud.tryToInject("container-killed container=side") } catch {
      #expect(error.message == "container 'side' of task \(id) does not run, so nothing can end it")
    }
    do throws(FaultRefusal) { try scene.cloud.tryToInject("container-killed container=apq") } catch {
      #expect(error.message == "there is no container 'apq' here; there is app, side")
    }
  }

  @Test func aTaskThatIsStillStartingCanNotBeKilled() throws {
    var scene = try fargate()
    let id = try scene.runFargate()
    do throws(FaultRefusal) { try scene.cloud.tryToInject("task-killed task=\(id)") } catch {
      #expect(
        error.message == "task \(id) is PROVISIONING and none of its containers runs; wait until it is RUNNING")
    }
  }

  // MARK: - Images

  @Test func aSilentRegistryTimesOut() throws {
    var scene = try fargate()
    scene.inject("registry-down lasts=30m")
    let text =
      "CannotPullContainerError: pull image manifest has been retried 5 time(s): failed to resolve ref "
      + "docker.io/library/nginx:latest: failed to do request: Head "
      + "\"https://registry-1.docker.io/v2/library/nginx/manifests/latest\": dial tcp 34.226.69.105:443: i/o timeout"
    #expect(try failure(&scene) == (text, text))
  }

  /// The attempts go on for three minutes; a registry that is back within them is enough.
  @Test func aRegistryThatIsBackInTimeIsEnough() throws {
    var scene = try fargate()
    scene.inject("registry-down registry=docker.io lasts=2m")
    let id = try scene.runFargate()
    try scene.advance(until: "RUNNING", id)
    let seconds = try scene.task(id).seconds("pullStoppedAt", after: "createdAt")
    // 120 s and the pull of 70 MB: 1.5 + 70/12 = 7.3 s, give or take a tenth.
    #expect((126.5...128.1).contains(seconds))
  }

  /// Nobody knew that it would be back: the last of the attempts, after 180 s give or take a tenth, is the one that works,
  /// and the pull of 70 MB takes 7.3 s after it.
  @Test func aRegistryThatIsMendedInTimeIsEnough() throws {
    var scene = try fargate()
    scene.inject("registry-down lasts=forever")
    let id = try scene.runFargate()
    scene.cloud.advance(seconds: 60)
    scene.inject("mend")
    try scene.advance(until: "RUNNING", id)
    let seconds = try scene.task(id).seconds("pullStoppedAt", after: "pullStartedAt")
    #expect((168.5...206.1).contains(seconds))
  }

  @Test func aRegistryThatIsMendedInTimeSaysThatTheImageIsMissing() throws {
    let image = "registry.example/harbor/nowhere:9"
    var scene = try fargate(#"[{"name":"app","image":"\#(image)"}]"#)
    scene.inject("registry-down lasts=forever")
    let id = try scene.runFargate()
    scene.cloud.advance(seconds: 60)
    scene.inject("mend")
    try scene.advance(until: "STOPPED", id)
    #expect(
      try scene.task(id)["stoppedReason"]
        == .string(
          "CannotPullContainerError: pull image manifest has been retried 7 time(s): failed to resolve ref \(image): "
            + "\(image): not found"))
  }

  @Test func aRegistryThatIsBackInTimeSaysThatTheImageIsMissing() throws {
    let image = "registry.example/harbor/nowhere:9"
    var scene = try fargate(#"[{"name":"app","image":"\#(image)"}]"#)
    scene.inject("registry-down lasts=2m")
    let text =
      "CannotPullContainerError: pull image manifest has been retried 7 time(s): failed to resolve ref \(image): "
      + "\(image): not found"
    #expect(try failure(&scene) == (text, text))
  }

  @Test func dockerHubHasALimitOfPulls() throws {
    var scene = try fargate()
    scene.inject("registry-limited lasts=30m")
    let text =
      "CannotPullContainerError: inspect image has been retried 5 time(s): httpReaderSeeker: failed open: unexpected "
      + "status code https://registry-1.docker.io/v2/library/nginx/manifests/latest: 429 Too Many Requests - Server "
      + "message: toomanyrequests: You have reached your pull rate limit. You may increase the limit by authenticating "
      + "and upgrading: https://www.docker.com/increase-rate-limit"
    #expect(try failure(&scene) == (text, text))
    try scene.registerFargate(#"[{"name":"app","image":"registry.example/harbor/web:1.0"}]"#, family: "own")
    let id = try scene.runFargate("own")
    scene.cloud.advance(seconds: 60)
    #expect(try scene.status(id) == "RUNNING RUNNING", "only Docker Hub counts")
  }

  /// Source: runtime sheet, sections 1.11 and 1.12.
  @Test(
    arguments: [
      ("storage", "Timeout waiting for EphemeralStorage provisioning to complete", nil),
      ("device", "Unable to attach network interface to unused device index", nil),
      (
        "killed",
        "ResourceInitializationError: unable to pull secrets or registry auth: pull command failed: : signal: killed",
        nil
      ),
      (
        "efs",
        "ResourceInitializationError: failed to invoke EFS utils commands to set up EFS volumes: stderr: mount.nfs4: "
          + "Connection timed out : unsuccessful EFS utils command execution; code: 1", nil
      ),
      ("strategy", "The selected task definition is not compatible with the selected compute strategy", nil),
      ("internal", "InternalError: The task could not be started.", nil),
      (
        "parameters",
        "ResourceInitializationError: unable to pull secrets or registry auth: The task cannot pull secrets from AWS "
          + "Systems Manager Parameter Store. Check your network connection between the task and AWS Systems Manager.",
        nil
      ),
      (
        "logs", nil,
        "ResourceInitializationError: failed to validate logger args: The task cannot find the Amazon CloudWatch log "
          + "group defined in the task definition. There is a connection issue between the task and Amazon CloudWatch. "
          + "Check your network configuration. : signal: killed"
      ),
      (
        "disk", nil,
        "CannotPullContainerError: write /var/lib/docker/tmp/GetImageBlob170453967: no space left on device"
      ),
      (
        "volume", nil,
        "CannotCreateVolumeError: Error response from daemon: error looking up volume plugin rexray/ebs: plugin "
          + "\"rexray/ebs\" not found"
      ),
      (
        "timeout", nil,
        "ContainerRuntimeTimeoutError: Could not transition to running; timed out after waiting 3m0s"
      ),
    ] as [(String, String?, String?)])
  func aStartFailsForWhatNoSettingShows(why: String, task: String?, container: String?) throws {
    var scene = try fargate()
    try scene.registerFargate(
      #"[{"name":"app","image":"nginx"}]"#,
      more: #","volumes":[{"name":"files","efsVolumeConfiguration":{"fileSystemId":"fs-1"}}]"#)
    scene.inject("start-failing image=nginx why=\(why)")
    let (said, reason) = try failure(&scene)
    #expect(said == task ?? container, "Fargate repeats at the task what the container says")
    #expect(reason == container)
    scene.inject("mend fault=start-failing")
    let id = try scene.runFargate()
    scene.cloud.advance(seconds: 60)
    #expect(try scene.status(id) == "RUNNING RUNNING")
  }

  @Test(arguments: [
    ("layer", "CannotPullContainerError: ref pull has been retried 5 time(s): failed to copy: httpReaderSeeker: "),
    ("create", "CannotCreateContainerError: API error (500): devmapper: Thin Pool has "),
    ("inspect", "CannotInspectContainerError: "), ("runtime", "ContainerRuntimeError: "),
  ])
  func anErrorsDetailFollowsItsName(why: String, beginning: String) throws {
    var scene = try fargate()
    scene.inject("start-failing image=nginx why=\(why)")
    #expect(try failure(&scene).container?.hasPrefix(beginning) == true)
  }

  /// A fault of what a task does not have leaves it alone.
  @Test(arguments: ["storage", "device", "killed", "efs"])
  func aTaskWithoutThePartThatFailsStarts(why: String) throws {
    var scene = try TaskScene(zones: ["a"])
    try scene.registerEC2(#"[{"name":"app","image":"nginx","memory":64}]"#)
    scene.inject("start-failing image=nginx why=\(why)")
    let id = try scene.runEC2().first ?? ""
    scene.cloud.advance(seconds: 60)
    #expect(try scene.status(id) == "RUNNING RUNNING")
  }

  @Test func anotherImageStarts() throws {
    var scene = try fargate(#"[{"name":"app","image":"registry.example/harbor/web:1.0"}]"#)
    scene.inject("start-failing image=nginx why=disk")
    let id = try scene.runFargate()
    scene.cloud.advance(seconds: 60)
    #expect(try scene.status(id) == "RUNNING RUNNING")
  }

  @Test func anotherRegistryIsNotConcerned() throws {
    var scene = try fargate()
    scene.inject("registry-down registry=registry.example")
    let id = try scene.runFargate()
    scene.cloud.advance(seconds: 40)
    #expect(try scene.status(id) == "RUNNING RUNNING")
  }

  /// What was pulled runs on and stops in good order; what is to be pulled fails.
  @Test func aMissingTagKeepsNewTasksAway() throws {
    let image = "registry.example/harbor/web:1.0"
    var scene = try fargate(#"[{"name":"app","image":"\#(image)"}]"#)
    let first = try scene.runFargate()
    try scene.advance(until: "RUNNING", first)
    scene.inject("registry-tag-missing image=\(image)")
    let text =
      "CannotPullContainerError: pull image manifest has been retried 7 time(s): failed to resolve ref \(image): "
      + "\(image): not found"
    #expect(try failure(&scene) == (text, text))
    #expect(try scene.status(first) == "RUNNING RUNNING")
    try scene.cloud.call("StopTask", #"{"cluster":"harbor","task":"\#(first)"}"#)
    try scene.advance(until: "STOPPED", first)
    #expect(try scene.task(first).container("app")["exitCode"] == 0, "its process still hears SIGTERM")
  }

  @Test(arguments: [
    (
      "nginx", "nginx",
      "CannotPullContainerError: inspect image has been retried 1 time(s): failed to resolve ref "
        + "\"docker.io/library/nginx:latest\": pull access denied, repository does not exist or may require "
        + "authorization: server message: insufficient_scope: authorization failed"
    ),
    (
      "123456789012.dkr.ecr.us-east-1.amazonaws.com/web:1", "web:1",
      "CannotPullContainerError: pull image manifest has been retried 1 time(s): failed to resolve ref "
        + "123456789012.dkr.ecr.us-east-1.amazonaws.com/web:1: AccessDeniedException: User: "
        + "arn:aws:sts::123456789012:assumed-role/ecsTaskExecutionRole/TASK is not authorized to perform: "
        + "ecr:GetAuthorizationToken on resource: * because no identity-based policy allows the "
        + "ecr:GetAuthorizationToken action"
    ),
  ])
  func deniedPulls(image: String, argument: String, expected: String) throws {
    var scene = try fargate(
      #"[{"name":"app","image":"\#(image)"}]"#,
      images: #"{"123456789012.dkr.ecr.us-east-1.amazonaws.com/web": {"1": {}}}"#)
    let whole = argument == "nginx" ? argument : image
    scene.inject("registry-denied image=\(whole)")
    let id = try scene.runFargate()
    try scene.advance(until: "STOPPED", id)
    let text = try scene.task(id)["stoppedReason"]?.string ?? ""
    #expect(text == expected.split(separator: "TASK", maxSplits: 1).joined(separator: id))
  }

  // MARK: - Stops

  /// Runtime sheet, section 1.12.
  @Test func aStopSignalThatDoesNotGetThrough() throws {
    var scene = try fargate()
    let id = try scene.runFargate()
    scene.cloud.advance(seconds: 60)
    scene.inject("stop-failing image=nginx")
    try scene.cloud.call("StopTask", #"{"cluster":"harbor","task":"\#(id)"}"#)
    try scene.advance(until: "STOPPED", id)
    let task = try scene.task(id)
    #expect(
      task.container("app")["reason"]
        == "CannotStopContainerError: failed sending SIGTERM to container: context deadline exceeded")
    #expect(task.container("app")["exitCode"] == 137)
    #expect(task["stoppedReason"] == "Task stopped by user")
    // 0.3 s to the signal, the stop timeout of 30 s, 1 s to be killed.
    #expect(abs(task.seconds("executionStoppedAt", after: "stoppingAt") - 31.3) < 0.01)
  }

  /// Runtime sheet, section 1.11.
  @Test func anAgentThatIsStuckSaysSo() throws {
    var scene = try fargate()
    let id = try scene.runFargate()
    scene.cloud.advance(seconds: 60)
    scene.inject("stop-failing image=nginx why=agent")
    scene.inject("task-killed")
    try scene.advance(until: "STOPPED", id)
    let task = try scene.task(id)
    #expect(task["stoppedReason"] == "TaskStateError: Agent could not progress task's state to stopped")
    #expect(task["stopCode"] == "EssentialContainerExited")
  }

  /// Runtime sheet, section 1.11.
  @Test func aTaskThatNobodyReplacesEndsWhenItIsRetired() throws {
    var scene = try fargate()
    let id = try scene.runFargate()
    scene.cloud.advance(seconds: 60)
    try scene.cloud.retireAtOnce()
    scene.inject("task-retirement")
    try scene.advance(until: "STOPPED", id)
    let task = try scene.task(id)
    #expect(task["stopCode"] == "TerminationNotice")
    #expect(
      task["stoppedReason"] == "ECS is performing maintenance on the underlying infrastructure hosting the task")
    #expect(task.container("app")["exitCode"] == 0, "it was sent SIGTERM")
    #expect(throws: FaultRefusal.self) { try scene.cloud.tryToInject("task-retirement") }
  }

  /// An agent falls back to the copy it has.
  @Test func aCachedImageNeedsNoRegistry() throws {
    var scene = try TaskScene(zones: ["a"])
    try scene.registerEC2(Self.small)
    try scene.registerEC2(#"[{"name":"app","image":"registry.example/harbor/web:1.0","memory":100}]"#, family: "other")
    let first = try #require(try scene.runEC2().first)
    try scene.advance(until: "RUNNING", first)
    scene.inject("registry-down lasts=30m")
    let second = try #require(try scene.runEC2().first)
    let third = try #require(try scene.runEC2("other").first)
    scene.cloud.advance(seconds: 300)
    #expect(try scene.status(second) == "RUNNING RUNNING")
    let failed = try scene.task(third)
    #expect(failed["stoppedReason"] == "Task failed to start")
    #expect(
      failed.container("app")["reason"]?.string
        == "CannotPullContainerError: The task can\u{2019}t pull the image. Check your network configuration. API error "
        + "(500): Get https://registry.example/v2/: net/http: request canceled "
        + "while waiting for connection")
  }

  // MARK: - Secrets and logs

  /// Secret `prod/db` is there, and the container asks for it.
  /// - Parameter part: what follows its ARN.
  private func reading(_ part: String) throws -> (TaskScene, arn: String) {
    var scene = try TaskScene()
    try scene.cloud.putPolicy()
    let made = try scene.cloud.call(
      "CreateSecret", #"{"Name":"prod/db","SecretString":"{\"password\":\"x\"}"}"#, service: "secretsmanager")
    let arn = made["ARN"]?.string ?? ""
    try scene.registerFargate(
      #"[{"name":"app","image":"nginx","secrets":[{"name":"DB","valueFrom":"\#(arn)\#(part)"}]}]"#)
    return (scene, arn)
  }

  private static func notFound(_ valueFrom: String) -> String {
    "ResourceInitializationError: unable to pull secrets or registry auth: execution resource retrieval failed: unable "
      + "to retrieve secret from asm: service call has been retried 1 time(s): failed to fetch secret \(valueFrom) from "
      + "secrets manager: ResourceNotFoundException: Secrets Manager can't find the specified secret."
  }

  @Test(arguments: [("name", ":password::"), ("end of the ARN", ""), ("ARN", "")])
  func aMissingSecretStopsTheTaskBeforeItsContainers(kind: String, part: String) throws {
    var (scene, arn) = try reading(part)
    let names = ["name": "prod/db", "end of the ARN": String(arn.split(separator: ":").last ?? ""), "ARN": arn]
    scene.inject("secret-missing secret=\(names[kind] ?? "")")
    #expect(try failure(&scene) == (Self.notFound(arn + part), nil))
    scene.inject("mend")
    let id = try scene.runFargate()
    scene.cloud.advance(seconds: 60)
    #expect(try scene.status(id) == "RUNNING RUNNING")
  }

  @Test func anotherSecretIsNotConcerned() throws {
    var (scene, _) = try reading("")
    for name in ["prod/d", "db", "prod/db-Ab"] { scene.inject("secret-missing secret=\(name)") }
    let id = try scene.runFargate()
    scene.cloud.advance(seconds: 60)
    #expect(try scene.status(id) == "RUNNING RUNNING")
  }

  /// Runtime sheet, section 1.12. Nobody ever made them.
  @Test(arguments: [
    ("arn:aws:secretsmanager:us-east-1:123456789012:secret:prod/db-AbCdEf", nil),
    (
      "/web/key",
      "ResourceInitializationError: unable to pull secrets or registry auth: execution resource retrieval failed: unable "
        + "to retrieve secrets from ssm: service call has been retried 1 time(s): invalid ssm parameters: /web/key"
    ),
  ])
  func aSecretThatNeverWas(valueFrom: String, said: String?) throws {
    var scene = try fargate(
      #"[{"name":"app","image":"nginx","secrets":[{"name":"DB","valueFrom":"\#(valueFrom)"}]}]"#)
    try scene.cloud.putPolicy()
    #expect(try failure(&scene) == (said ?? Self.notFound(valueFrom), nil))
  }

  /// Runtime sheet, section 1.12: the agent's words, with all that are missing.
  @Test func onAnInstanceAllMissingParametersAreNamed() throws {
    var scene = try TaskScene(zones: ["a"])
    try scene.cloud.putPolicy()
    let secrets = ["/a", "/b"].map { #"{"name":"X","valueFrom":"\#($0)"}"# }.joined(separator: ",")
    try scene.registerEC2(
      #"[{"name":"app","image":"nginx","memory":100,"secrets":[\#(secrets)]}]"#,
      more: #", "executionRoleArn":"arn:aws:iam::123456789012:role/ecsTaskExecutionRole""#)
    let id = try #require(try scene.runEC2().first)
    try scene.advance(until: "STOPPED", id)
    #expect(
      try scene.task(id)["stoppedReason"]
        == "Fetching secret data from SSM Parameter Store in us-east-1: invalid parameters: /a,/b")
  }

  /// The agent's own words, before the service's.
  @Test func onAnInstanceAMissingSecretIsNamed() throws {
    var scene = try TaskScene(zones: ["a"])
    try scene.cloud.putPolicy()
    let arn = "arn:aws:secretsmanager:us-east-1:123456789012:secret:gone-AbCdEf"
    try scene.registerEC2(
      #"[{"name":"app","image":"nginx","memory":100,"secrets":[{"name":"X","valueFrom":"\#(arn)"}]}]"#,
      more: #", "executionRoleArn":"arn:aws:iam::123456789012:role/ecsTaskExecutionRole""#)
    let id = try #require(try scene.runEC2().first)
    try scene.advance(until: "STOPPED", id)
    #expect(
      try scene.task(id)["stoppedReason"]?.string
        == "Fetching secret data from AWS Secrets Manager in region us-east-1: secret \(arn): ResourceNotFoundException: "
        + "The task can't retrieve the secret with ARN '\(arn)' from AWS Secrets Manager. Check whether the secret exists "
        + "in the specified Region: ResourceNotFoundException: Secrets Manager can't find the specified secret.")
  }

  @Test func aMissingLogGroup() throws {
    let log =
      #""logConfiguration":{"logDriver":"awslogs","options":{"awslogs-group":"/ecs/web","awslogs-region":"us-east-1","#
      + #""awslogs-stream-prefix":"web"}}"#
    var scene = try fargate(#"[{"name":"app","image":"nginx",\#(log)}]"#, logGroups: #"["/ecs/web"]"#)
    scene.inject("log-group-missing group=/ecs/web")
    let text =
      "ResourceInitializationError: failed to validate logger args: create stream has been retried 1 times: failed to "
      + "create Cloudwatch log stream: ResourceNotFoundException: The specified log group does not exist. : exit status 1"
    #expect(try failure(&scene) == (text, text))
  }

  // MARK: - Network

  @Test func aFullSubnet() throws {
    var scene = try fargate()
    scene.inject("subnet-full subnet=subnet-a")
    #expect(
      try failure(&scene) == (
        "Unexpected EC2 error while attempting to Create Network Interface with public IP assignment enabled in subnet "
          + "'subnet-a': InsufficientFreeAddressesInSubnet", nil
      ))
  }

  /// Five times slower: the interface takes 60 s instead of 12, the pull 36.7 s instead of 7.3, give or take a tenth.
  @Test func aSlowNetwork() throws {
    var scene = try fargate()
    scene.inject("network-slow lasts=1h")
    let id = try scene.runFargate()
    try scene.advance(until: "RUNNING", id)
    let task = try scene.task(id)
    #expect((54...66).contains(task.seconds("connectivityAt", after: "createdAt")))
    #expect((33...40.4).contains(task.seconds("pullStoppedAt", after: "pullStartedAt")))
  }

  /// A hundred times slower: the interface is created after 480 s and would attach after 720 s more, which is too long.
  @Test func anInterfaceThatNeverAttaches() throws {
    var scene = try fargate()
    scene.inject("network-slow factor=100 lasts=1h")
    #expect(
      try failure(&scene) == ("Timeout waiting for network interface provisioning to complete.", nil))
  }

  @Test func noCapacityIsAFailureOfRunTask() throws {
    var scene = try fargate()
    scene.inject("capacity-refused lasts=1m")
    let input =
      #"{"cluster":"harbor","taskDefinition":"web","count":3,"launchType":"FARGATE",\#(TaskScene.publicNetwork)}"#
    let reply = try scene.cloud.call("RunTask", input)
    #expect(reply["tasks"] == [])
    #expect(
      reply["failures"] == [
        ["reason": "Capacity is unavailable at this time. Please try again later or in a different availability zone"]
      ])
    scene.cloud.advance(seconds: 60)
    #expect(try scene.cloud.call("RunTask", input)["tasks"]?.list?.count == 3)
  }

  /// As users saw it of RunTask.
  @Test func aBlockedAccountRunsNothingOnFargate() throws {
    var scene = try fargate()
    scene.inject("capacity-refused why=blocked lasts=1m")
    let input = #"{"cluster":"harbor","taskDefinition":"web","launchType":"FARGATE",\#(TaskScene.publicNetwork)}"#
    #expect(
      try scene.cloud.refusal("RunTask", input) == "BlockedException: Your account is currently blocked.")
    scene.cloud.advance(seconds: 60)
    #expect(try scene.cloud.call("RunTask", input)["tasks"]?.list?.count == 1)
  }

  @Test func oneZoneWithoutCapacityLeavesTheOther() throws {
    var scene = try fargate()
    scene.inject("capacity-refused zone=a")
    let id = try scene.runFargate(
      network: #""networkConfiguration": {"awsvpcConfiguration": {"subnets": ["subnet-a", "subnet-b"]}}"#)
    #expect(try scene.task(id)["availabilityZone"] == "us-east-1b")
  }

  // MARK: - Container instances

  private func instances(_ zones: [String], tasks: Int) throws -> (TaskScene, [String]) {
    var scene = try TaskScene(zones: zones)
    try scene.registerEC2(Self.small)
    let ids = try scene.runEC2(
      count: tasks, more: #","placementStrategy":[{"type":"spread","field":"instanceId"}]"#)
    scene.cloud.advance(seconds: 20)
    for id in ids { #expect(try scene.status(id) == "RUNNING RUNNING") }
    return (scene, ids)
  }

  private func machine(_ host: String, in scene: TaskScene) -> ECS.ContainerInstance? {
    scene.cloud.region?.ecs.containerInstances.values.first { $0.ec2InstanceID == host }
  }

  @Test(arguments: [
    ("instance-terminated", "terminated", ECS.ContainerInstance.Status.inactive),
    ("instance-stopped", "stopped", ECS.ContainerInstance.Status.active),
  ])
  func aLostHostTakesItsTasksAlong(fault: String, word: String, status: ECS.ContainerInstance.Status) throws {
    var (scene, ids) = try instances(["a", "b"], tasks: 2)
    let lost = try #require(ids.first { scene.cloud.region?.ecs.tasks[$0]?.availabilityZone == "us-east-1a" })
    scene.inject("\(fault) instance=i-1")
    let task = try scene.task(lost)
    #expect(task["lastStatus"] == "STOPPED")
    #expect(task["stopCode"] == "TerminationNotice")
    #expect(task["stoppedReason"]?.string == "Host EC2 (instance i-1) \(word).")
    let instance = try #require(machine("i-1", in: scene))
    #expect(instance.status == status && !instance.isAgentConnected)
    #expect(ids.count { scene.cloud.region?.ecs.tasks[$0]?.lastStatus == .running } == 1)
    #expect(scene.brokenPromises == [])
  }

  @Test func aStoppedHostComesBackEmpty() throws {
    var (scene, _) = try instances(["a"], tasks: 1)
    scene.inject("instance-stopped lasts=2m")
    let refused = try scene.cloud.call("RunTask", #"{"cluster":"harbor","taskDefinition":"app"}"#)
    #expect(refused["failures"]?[0]?["reason"] == "AGENT")
    scene.cloud.advance(seconds: 121)
    let id = try #require(try scene.runEC2().first)
    scene.cloud.advance(seconds: 20)
    #expect(try scene.status(id) == "RUNNING RUNNING")
    #expect(
      scene.cloud.faultStory().map { $0.split(separator: " ", maxSplits: 1).last } == [
        "EC2 instance i-1 is stopped until 09:02:20, with 1 task", "EC2 instance i-1 runs again",
      ])
  }

  /// The agent is cut off from 20 s to 80 s: what happens meanwhile is known when it is back.
  @Test func anAgentThatIsCutOffTellsAndHearsNothing() throws {
    var scene = try TaskScene(images: #"{"job": {"latest": {"exits-after": "30s", "exit-code": 4}}}"#, zones: ["a"])
    try scene.registerEC2(Self.small)
    try scene.registerEC2(#"[{"name":"app","image":"job","memory":100}]"#, family: "job")
    let web = try #require(try scene.runEC2().first)
    let job = try #require(try scene.runEC2("job").first)
    scene.cloud.advance(seconds: 20)
    scene.inject("agent-disconnected instance=i-1 lasts=60s")
    #expect(try scene.task(web)["connectivity"] == "DISCONNECTED")
    #expect(machine("i-1", in: scene)?.status == .active)
    try scene.cloud.call("StopTask", #"{"cluster":"harbor","task":"\#(web)"}"#)
    scene.cloud.advance(seconds: 59)
    #expect(try scene.status(web) == "RUNNING STOPPED")
    #expect(try scene.status(job) == "RUNNING RUNNING", "its process ended after 30 s, and nobody knows")
    #expect(scene.brokenPromises == [])
    scene.cloud.advance(seconds: 10)
    #expect(try scene.status(web) == "STOPPED STOPPED")
    #expect(try scene.status(job) == "STOPPED STOPPED")
    #expect(try scene.task(job).container("app")["exitCode"] == 4)
    #expect(try scene.task(web)["connectivity"] == "CONNECTED")
    #expect(scene.cloud.region?.faultLines == [])
    #expect(scene.brokenPromises == [])
  }

  @Test func aContainerKilledUnseenIsToldLater() throws {
    var (scene, ids) = try instances(["a"], tasks: 1)
    scene.inject("agent-disconnected lasts=60s")
    scene.inject("task-killed exit=9")
    scene.cloud.advance(seconds: 59)
    #expect(try scene.status(ids[0]) == "RUNNING RUNNING")
    scene.cloud.advance(seconds: 5)
    #expect(try scene.task(ids[0]).container("app")["exitCode"] == 9)
  }

  @Test func nothingIsPlacedInAZoneThatIsLost() throws {
    var (scene, _) = try instances(["a"], tasks: 1)
    scene.inject("zone-outage zone=a lasts=5m")
    #expect(machine("i-1", in: scene)?.status == .inactive)
    try scene.addInstance(zone: "a", host: "i-9")
    let refused = try scene.cloud.call("RunTask", #"{"cluster":"harbor","taskDefinition":"app"}"#)
    #expect(refused["failures"]?[0]?["reason"] == "AGENT")
    scene.cloud.advance(seconds: 300)
    #expect(try scene.runEC2().count == 1)
    #expect(
      scene.cloud.faultStory().first == "20 zone us-east-1a fails until 09:05:20, with 1 task and 1 container instance")
  }

  @Test func theDigestKnowsFaultsThatShowNowhereElse() throws {
    let scene = try fargate()
    let before = CloudAPI.digest(of: scene.cloud.world)
    for line in [
      "image-broken image=nginx", "secret-missing secret=x", "registry-down lasts=forever",
      "role-missing role=taskRole",
      "capacity-refused lasts=forever",
    ] {
      var copy = scene
      copy.inject(line)
      #expect(CloudAPI.digest(of: copy.cloud.world) != before, "\(line)")
    }
  }
}
