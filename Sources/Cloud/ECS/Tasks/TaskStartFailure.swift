/// Why tasks fail before they run, in AWS's words.
///
/// In: a task, its container definitions, the images, network, roles and log groups. Out: the texts of the task and of
/// the container, and how long the failure takes. Source: ECS Developer Guide, "Stopped tasks error messages",
/// "CannotPullContainer task errors", "ResourceInitializationError errors".
import SimulationKit

extension ECS {
  package struct StartFailure: Hashable, Sendable {
    /// The task's `stoppedReason`.
    package var taskReason: String
    /// The container's `reason`, where the failure is one container's.
    package var containerReason: String?

    init(taskReason: String) { self.taskReason = taskReason }

    /// A container's failure: Fargate repeats its text at the task, EC2 says only that the task failed.
    init(container text: String, of task: Task) {
      taskReason = task.isOnFargate ? text : "Task failed to start"
      containerReason = text
    }
  }
}

/// What an agent of container instances says before the registry's or the container runtime's own words.
private enum PullHint: String {
  case permissions = "Check that the role has the permissions to pull images from the registry."
  case image = "Check whether the image exists."
  case network = "Check your network configuration."

  var text: String { "The task can\u{2019}t pull the image. \(rawValue) " }
}

extension Region {
  /// What keeps a Fargate task from its secrets and registry credentials.
  func failureBeforePull(of task: ECS.Task) -> (ECS.StartFailure, Duration)? {
    guard task.isOnFargate, let definition = definition(of: task) else { return nil }
    let usesECR = definition.containers.contains { ImageReference($0.image).isECR }
    let secret = definition.secretReferences.first
    guard usesECR || secret != nil else { return nil }
    if !reachesInternet(task) {
      let text =
        if let secret {
          secret.contains(":secretsmanager:")
            ? "unable to retrieve secret from asm: service call has been retried 5 time(s): failed to fetch secret "
              + "\(secret) from secrets manager: RequestCanceled: request context canceled caused by: context "
              + "deadline exceeded. Please check your task network configuration."
            : "unable to retrieve secrets from ssm: service call has been retried 5 time(s): RequestCanceled: request "
              + "context canceled caused by: context deadline exceeded. Please check your task network configuration."
        } else {
          "unable to retrieve ecr registry auth: service call has been retried 3 time(s): RequestError: send request "
            + "failed caused by: Post \"https://api.ecr.\(name).\(partition.hostSuffix)/\": dial tcp 52.46.148.12:443: i/o "
            + "timeout. Please check your task network configuration."
        }
      return (ECS.StartFailure(taskReason: Self.resourcesUnread + text), timing.unreachable)
    }
    return nil
  }

  /// True where the task's interface has a way out, and its security groups let HTTPS out. Tasks on container instances pull
  /// through their host.
  func reachesInternet(_ task: ECS.Task) -> Bool {
    guard task.isOnFargate, let subnet = task.subnetID.flatMap({ network.subnets[$0] }) else { return true }
    let groups = effectiveGroups(task.securityGroups, subnet.vpcID).compactMap { network.securityGroups[$0] }
    guard groups.isEmpty || groups.contains(where: { $0.egress.contains { $0.letsThrough(443, nil, []) } }) else {
      return false
    }
    switch subnet.route {
    case .nat: return true
    case .internet: return task.assignsPublicIP
    case .none: return false
    }
  }

  /// What keeps a container's image from being pulled; nil where it can be.
  /// - Parameter registryAnswers: what is asked for is the time when registries that are silent now answer again.
  func pullFailure(
    of container: ECS.ContainerDefinition, _ task: ECS.Task, registryAnswers: Bool = false
  ) -> (ECS.StartFailure, Duration)? {
    let image = ImageReference(container.image)
    func failure(_ text: String, _ delay: Duration, _ hint: PullHint? = nil) -> (ECS.StartFailure, Duration) {
      let beginning = "CannotPullContainerError: " + (task.isOnFargate ? "" : hint?.text ?? "")
      return (ECS.StartFailure(container: beginning + text, of: task), delay)
    }
    guard reachesInternet(task), registryAnswers || !isRegistryDown(image) else {
      let registry = image.host == "docker.io" ? "registry-1.docker.io" : image.host
      guard task.isOnFargate else {
        return failure(
          "API error (500): Get https://\(registry)/v2/: net/http: request canceled while waiting for connection",
          timing.unreachable, .network)
      }
      return failure(
        "pull image manifest has been retried 5 time(s): failed to resolve ref \(image.canonicalText): failed to do "
          + "request: Head \"https://\(registry)/v2/\(image.repository)/manifests/"
          + "\(image.digest ?? image.effectiveTag)\": dial tcp 34.226.69.105:443: i/o timeout", timing.unreachable)
    }
    if let text = pullLimitAnswer(image) { return failure(text, timing.accessDenied) }
    if let (text, delay) = troubleAtPull(of: image, task) { return failure(text, delay) }
    let isDenied = images.isPullDenied(image, at: now)
    if image.isECR, let text = accessDenied(to: image, task, isDenied) {
      return failure(text, timing.accessDenied, .permissions)
    }
    let asOf = imagePin(of: container, task)?.pulledAt ?? now
    switch isDenied ? .unknownRepository : images.find(image, at: asOf) {
    case .found(let behaviour, _):
      if let text = operatingSystemMismatch(of: behaviour, task) { return failure(text, timing.imageNotFound) }
      let architecture = task.cpuArchitecture == "arm64" ? "ARM64" : "X86_64"
      if behaviour.architectures.contains(architecture) { return nil }
      return failure(
        "pull image manifest has been retried 7 time(s): image Manifest does not contain descriptor matching platform "
          + "'linux/\(architecture == "ARM64" ? "arm64" : "amd64")'", timing.imageNotFound)
    case .unknownRepository where isDenied || image.host == "docker.io", .unknownTag where image.host == "docker.io":
      return failure(
        "inspect image has been retried 1 time(s): failed to resolve ref \"\(image.canonicalText)\": pull access "
          + "denied, repository does not exist or may require authorization: server message: insufficient_scope: "
          + "authorization failed", isDenied ? timing.accessDenied : timing.imageNotFound, .permissions)
    case .unknownRepository where !task.isOnFargate:
      return failure(
        "API error (404): repository \(image.host)/\(image.repository) not found", timing.imageNotFound,
        .image)
    case .unknownRepository, .unknownTag:
      return failure(
        "pull image manifest has been retried 7 time(s): failed to resolve ref \(image.canonicalText): "
          + "\(image.canonicalText): not found", timing.imageNotFound, .image)
    }
  }

  /// A container shares its host's kernel: Linux, or a release of Windows. nil where they fit.
  private func operatingSystemMismatch(of behaviour: ImageCatalogue.Behaviour, _ task: ECS.Task) -> String? {
    let host = operatingSystem(of: task)
    switch (behaviour.windows, WindowsRelease(family: host)) {
    case (nil, nil): return nil
    case (let image?, let release?) where image.runs(on: release): return nil
    case (_, let release?):
      return "no matching manifest for windows/amd64 \(release.build) in the manifest list entries"
    case (_, nil):
      return "pull image manifest has been retried 7 time(s): image Manifest does not contain descriptor matching "
        + "platform 'linux/amd64'"
    }
  }

  private func accessDenied(to image: ImageReference, _ task: ECS.Task, _ isDenied: Bool) -> String? {
    // Without a role of its own a task pulls as its host.
    guard let role = executionRole(of: task) ?? (isDenied ? "ecsInstanceRole" : nil),
      isDenied || !identity.mayPullFromECR(role)
    else { return nil }
    return "pull image manifest has been retried 1 time(s): failed to resolve ref \(image.canonicalText): "
      + denial(of: "ecr:GetAuthorizationToken", on: "*", to: role, task)
  }

  /// The role with which ECS itself acts for the task; nil where it has none.
  func executionRole(of task: ECS.Task) -> String? {
    ECS.Overrides(document: task.overrides).executionRoleARN ?? definition(of: task)?.executionRoleARN
  }

  private func denial(
    of action: String, on resource: String, to role: String, _ task: ECS.Task, code: String = "AccessDeniedException"
  ) -> String {
    let name = role.split(separator: "/").last.map(String.init) ?? role
    let isForbidden =
      identity.role(role)?.inlinePolicies.values.contains { $0.denies(action, on: resource) } ?? false
    let user = arn(service: "sts", "assumed-role/\(name)/\(task.id)")
    return "\(code): User: \(user) is not authorized to perform: \(action) on resource: \(resource) "
      + (isForbidden
        ? "with an explicit deny in an identity-based policy"
        : "because no identity-based policy allows the \(action) action")
  }

  /// A service's answer to a role that may not; nil where it may.
  /// - Parameter code: what the service calls it.
  func denial(
    of action: String, on resource: String, to role: String, _ task: ECS.Task, _ managed: Set<String>,
    code: String = "AccessDeniedException"
  ) -> String? {
    identity.role(role)?.may(action, on: resource, byManaged: managed) == true
      ? nil : denial(of: action, on: resource, to: role, task, code: code)
  }

  /// What keeps a container with its image from starting; nil where it can.
  /// - Parameter logsAnswer: what is asked for is the time when CloudWatch Logs, silent now, answers again.
  func createFailure(
    of container: ECS.ContainerDefinition, _ task: ECS.Task, logsAnswer: Bool = false
  ) -> (ECS.StartFailure, Duration)? {
    if let trouble = troubleAtCreation(of: ImageReference(container.image), task) { return trouble }
    if let failure = logFailure(of: container, task, logsAnswer: logsAnswer) { return failure }
    guard let text = program(of: container, in: task)?.program.startError else { return nil }
    return (
      ECS.StartFailure(container: "CannotStartContainerError: " + text, of: task), task.delays(timing).createAndStart
    )
  }

  /// What keeps a container's log driver from coming up; nil where it does.
  private func logFailure(
    of container: ECS.ContainerDefinition, _ task: ECS.Task, logsAnswer: Bool
  ) -> (ECS.StartFailure, Duration)? {
    let (onFargate, onEC2): (String, String)
    var delay = timing.logGroupMissing
    if let configuration = container.logConfiguration,
      let trouble = configuration.trouble(mode: logDriverMode(configuration))
    {
      onFargate = "failed to initialize logging driver: \(trouble)"
      onEC2 = "CannotCreateContainerError: Error response from daemon: \(trouble)"
    } else if !logsAnswer, areLogsDown(for: container) {
      onFargate = ECS.logsOutOfReach
      onEC2 =
        "CannotStartContainerError: Error response from daemon: failed to initialize logging driver: failed to create "
        + "Cloudwatch log stream: RequestError: send request failed caused by: Post "
        + "\"https://logs.\(name).\(partition.hostSuffix)/\": dial tcp 3.236.94.218:443: i/o timeout"
      delay = timing.unreachable
    } else if let log = awslogs(of: container), let words = whyNoLogStream(log, of: container, task) {
      onFargate = "failed to validate logger args: create stream has been retried 1 times: \(words) : exit status 1"
      onEC2 = "CannotStartContainerError: Error response from daemon: failed to initialize logging driver: \(words)"
    } else {
      return nil
    }
    let text = task.isOnFargate ? "ResourceInitializationError: " + onFargate : onEC2
    return (ECS.StartFailure(container: text, of: task), delay)
  }

  /// What the driver says where CloudWatch Logs makes it no group or no stream. Without a role of its own a task logs as its
  /// host.
  private func whyNoLogStream(_ log: AWSLogs, of plan: ECS.ContainerDefinition, _ task: ECS.Task) -> String? {
    let beginning = "failed to create Cloudwatch log "
    if let role = executionRole(of: task), let container = task.container(plan.name) {
      if log.createsGroup, logs.groups[log.group] == nil {
        let denial = denial(
          of: "logs:CreateLogGroup", on: log.arn(ofStream: "", in: self), to: role, task,
          ManagedPolicy.creatingLogGroups)
        if let denial { return beginning + "group: " + denial }
      }
      let denial = denial(
        of: "logs:CreateLogStream", on: log.arn(of: container, in: task, self), to: role, task, ManagedPolicy.logging)
      if let denial { return beginning + "stream: " + denial }
    }
    return log.isMissing(in: logs)
      ? beginning + "stream: ResourceNotFoundException: The specified log group does not exist." : nil
  }

  /// Whether lines of a container come to their stream: its driver writes as the task's execution role, or as the host.
  func mayWriteLogs(_ log: AWSLogs, of container: ECS.Container, _ task: ECS.Task) -> Bool {
    guard let role = executionRole(of: task).flatMap(identity.role) else { return true }
    return role.may("logs:PutLogEvents", on: log.arn(of: container, in: task, self), byManaged: ManagedPolicy.logging)
  }

  /// Lets a whole task fail after `delay`.
  mutating func failLater(_ task: ECS.Task, _ failure: ECS.StartFailure, after delay: Duration) {
    let name = task.containers.first?.name ?? ""
    schedule(
      .container(task.id, name: name, .failsToStart(failure)),
      after: timing.jittered(delay, id: task.id, phase: "failure"))
  }
}
