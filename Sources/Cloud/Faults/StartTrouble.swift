/// Starts that fail for what no setting of the account shows: a disk that is full, a runtime that hangs.
///
/// In: the word of the fault `start-failing`; a task, its containers. Out: AWS's texts, and how long the failure takes.
/// Changes nothing. Source: ECS Developer Guide, "Stopped tasks error messages", "CannotPullContainer task errors",
/// "CannotCreateContainerError"; runtime sheet, sections 1.11 and 1.12.
import SimulationKit

extension ECS {
  package enum StartTrouble: String, Hashable, Sendable, CaseIterable {
    // Before any image is pulled.
    case storage, device, killed, efs, strategy, parameters
    case `internal`
    // While the image is pulled.
    case layer, disk, stall
    // When the container is made.
    case create, volume, timeout, inspect, runtime, logs
    case createTimeout = "create-timeout"

    /// What stands while the fault does, after the image's name.
    var beginning: String {
      switch self {
      case .storage: "gets no ephemeral storage in time"
      case .device: "finds no free device index for its network interface"
      case .killed: "has its pull helper killed"
      case .efs: "cannot mount its EFS volume"
      case .strategy: "has a task definition that the compute strategy does not take"
      case .internal: "fails with an internal error"
      case .parameters: "has no way to Systems Manager"
      case .logs: "has no way to CloudWatch Logs"
      case .layer: "has a layer that cannot be fetched"
      case .disk: "finds no space left on the host's disk"
      case .stall: "has a pull that comes to a standstill"
      case .create: "has containers that cannot be created"
      case .volume: "has volumes that cannot be created"
      case .timeout: "has containers that do not start in time"
      case .createTimeout: "has containers that are not created in time"
      case .inspect: "has containers that cannot be inspected"
      case .runtime: "has containers that the host's runtime fails at"
      }
    }

    /// The task's reason where the whole task fails before its images are pulled.
    fileprivate var taskReason: String? {
      let initialization = "ResourceInitializationError: "
      return switch self {
      case .storage: "Timeout waiting for EphemeralStorage provisioning to complete"
      case .device: "Unable to attach network interface to unused device index"
      case .killed: initialization + "unable to pull secrets or registry auth: pull command failed: : signal: killed"
      case .efs: ECS.fileSystemNotMounted("mount.nfs4: Connection timed out")
      case .strategy:
        "The selected task definition is not compatible with the selected compute strategy"
      case .internal: "InternalError: The task could not be started."
      case .parameters:
        initialization
          + "unable to pull secrets or registry auth: The task cannot pull secrets from AWS Systems Manager "
          + "Parameter Store. Check your network connection between the task and AWS Systems Manager."
      case .layer, .disk, .stall, .create, .volume, .timeout, .createTimeout, .inspect, .runtime, .logs: nil
      }
    }
  }
}

extension ECS {
  /// What follows `ResourceInitializationError: ` where no way leads to CloudWatch Logs.
  static let logsOutOfReach =
    "failed to validate logger args: The task cannot find the Amazon CloudWatch log group defined in the task definition. "
    + "There is a connection issue between the task and Amazon CloudWatch. Check your network configuration. : signal: killed"
}

extension Region {
  private func startTrouble(_ image: ImageReference) -> ECS.StartTrouble? {
    faults.standing.lazy.compactMap { fault in
      if case .startFailing(let images, let trouble) = fault.kind, images.selects(image) { trouble } else { nil }
    }.first
  }

  /// What lets the whole task fail before its images are pulled.
  func troubleBeforePull(of task: ECS.Task) -> (ECS.StartFailure, Duration)? {
    for container in task.containers {
      guard let trouble = startTrouble(ImageReference(container.image)), let reason = trouble.taskReason,
        has(task, whatFailsBy: trouble)
      else { continue }
      let delay = trouble == .storage ? timing.networkInterfaceTimeout : timing.accessDenied
      return (ECS.StartFailure(taskReason: reason), delay)
    }
    return nil
  }

  /// False where the task has no such part: the fault passes it by.
  private func has(_ task: ECS.Task, whatFailsBy trouble: ECS.StartTrouble) -> Bool {
    switch trouble {
    case .storage, .killed: task.isOnFargate
    case .device: task.attachment != nil
    case .efs:
      definition(of: task)?.document["volumes"]?.list?.contains { $0["efsVolumeConfiguration"] != nil } ?? false
    case .strategy, .internal, .parameters, .layer, .disk, .stall, .create, .volume, .timeout, .createTimeout, .inspect,
      .runtime, .logs:
      true
    }
  }

  /// What follows `CannotPullContainerError: `, and how long it takes.
  func troubleAtPull(of image: ImageReference, _ task: ECS.Task) -> (String, Duration)? {
    switch startTrouble(image) {
    case .layer:
      let registry = image.host == "docker.io" ? "registry-1.docker.io" : image.host
      let digest = image.digest ?? ImageCatalogue.digest(of: image, tag: image.effectiveTag)
      return (
        "ref pull has been retried 5 time(s): failed to copy: httpReaderSeeker: failed open: unexpected status "
          + "code https://\(registry)/v2/\(image.repository)/blobs/\(digest): 403 Forbidden", timing.accessDenied
      )
    case .disk:
      return ("write /var/lib/docker/tmp/GetImageBlob170453967: no space left on device", timing.accessDenied)
    case .stall:
      let wait = agent(of: task).pullInactivityTimeout ?? timing.pullInactivity
      return ("inactivity time exceeded timeout while pulling image", wait * timing.pullAttempts)
    case .storage, .device, .killed, .efs, .strategy, .internal, .parameters, .create, .volume, .timeout,
      .createTimeout,
      .inspect, .runtime, .logs, nil:
      return nil
    }
  }

  /// What keeps a container with its image from being made or from starting. A runtime that hangs makes none.
  func troubleAtCreation(of image: ImageReference, _ task: ECS.Task) -> (ECS.StartFailure, Duration)? {
    let usual = task.delays(timing).createAndStart
    let (text, delay): (String, Duration)
    switch startTrouble(image) ?? (hasImpairedRuntime(task) ? .createTimeout : nil) {
    case .create:
      text =
        "CannotCreateContainerError: API error (500): devmapper: Thin Pool has 4350 free data blocks which is less than "
        + "minimum required 4454 free data blocks. Create more free space in thin pool or use dm.min_free_space option "
        + "to change behavior"
      delay = usual
    case .volume:
      text =
        "CannotCreateVolumeError: Error response from daemon: error looking up volume plugin rexray/ebs: plugin "
        + "\"rexray/ebs\" not found"
      delay = usual
    case .timeout:
      let isWindows = operatingSystem(of: task).hasPrefix("WINDOWS")
      delay = agent(of: task).startTimeout ?? (isWindows ? timing.windowsContainerStart : timing.containerStart)
      text = timeout(task, "running", delay)
    case .createTimeout:
      delay = agent(of: task).createTimeout ?? timing.containerCreate
      text = timeout(task, "created", delay)
    case .inspect:
      delay = .seconds(30)  // fact: the agent's `inspectContainerTimeout`
      text = "CannotInspectContainerError: Could not transition to inspecting; timed out after waiting \(delay.goText)"
    case .runtime:
      text = "ContainerRuntimeError: Could not transition to created: context deadline exceeded"
      delay = usual
    case .logs:
      text = "ResourceInitializationError: " + ECS.logsOutOfReach
      delay = timing.unreachable
    case .storage, .device, .killed, .efs, .strategy, .internal, .parameters, .layer, .disk, .stall, nil: return nil
    }
    return (ECS.StartFailure(container: text, of: task), delay)
  }

  private func timeout(_ task: ECS.Task, _ state: String, _ delay: Duration) -> String {
    "\(task.isOnFargate ? "ContainerRuntimeTimeoutError" : "DockerTimeoutError"): Could not transition to \(state); "
      + "timed out after waiting \(delay.goText)"
  }
}
