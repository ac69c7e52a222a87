/// The catalogue of faults, in the order in which help lists them.
package enum FaultCatalogue {
  package static func named(_ name: String) -> FaultDescription? { all.first { $0.name.rawValue == name } }
  package static var names: [String] { all.map(\.name.rawValue) }

  package static let all: [FaultDescription] = lost + capacity + images + surroundings

  private static let lost: [FaultDescription] = [
    FaultDescription(
      name: .taskKilled, summary: "the first essential container of a task is killed, and the task with it",
      evidence: "stopCode EssentialContainerExited, the container's exitCode; a service starts another task",
      arguments: [
        .task, .service, .cluster,
        .optional("exit", .number(0...255), "the exit code: 137 killed, 139 crashed, 1 its own error", standard: "137"),
      ]),
    FaultDescription(
      name: .containerKilled, summary: "one container of a task is killed",
      evidence: "the container's exitCode; where it is essential, its task stops too",
      arguments: [
        .task, .service, .cluster, .required("container", .container, "the container's name"),
        .optional("exit", .number(0...255), "the exit code", standard: "137"),
      ]),
    FaultDescription(
      name: .outOfMemory, summary: "a container needs more memory than it may have, and is killed for it",
      evidence: "the container's reason OutOfMemoryError and exitCode 137",
      arguments: [
        .task, .service, .cluster, .optional("container", .container, "the first essential one unless given"),
      ]),
    FaultDescription(
      name: .taskUnhealthy, summary: "a task stops answering its health checks, until its containers start anew",
      evidence: "healthStatus UNHEALTHY; a service replaces the task",
      arguments: [.task, .service, .cluster]),
    FaultDescription(
      name: .taskRetirement,
      summary: "AWS gives notice that it retires the infrastructure under tasks on Fargate, and does so",
      evidence:
        "stoppedReason: ECS is performing maintenance ..., once the account's fargateTaskRetirementWaitPeriod is over (7 "
        + "days unless set; 0: at once); a service starts others first, as its maximumPercent lets it",
      arguments: [
        .optional("task", .task, "the task: its id, or the beginning of it; else all that are named by"),
        .optional("service", .service, "the service whose tasks they are"), .cluster,
      ]),
    FaultDescription(
      name: .instanceTerminated, summary: "the EC2 host of a container instance ends, and its tasks with it",
      evidence: "stopCode TerminationNotice; the container instance becomes INACTIVE",
      arguments: [.instance, .serviceOnInstance, .cluster]),
    FaultDescription(
      name: .instanceStopped, summary: "the EC2 host of a container instance is stopped; the instance stays registered",
      evidence: "stopCode TerminationNotice; agentConnected false",
      arguments: [.instance, .serviceOnInstance, .cluster, .lasts("forever")]),
    FaultDescription(
      name: .instanceImpaired, summary: "the container runtime of a container instance hangs, or a GPU of it fails",
      evidence:
        "healthStatus IMPAIRED (describe-container-instances --include CONTAINER_INSTANCE_HEALTH); on a runtime that hangs "
        + "no task starts; Managed Instances are replaced",
      arguments: [
        .instance, .serviceOnInstance, .cluster,
        .optional(
          "check", .word([ECS.InstanceCheck.containerRuntime.rawValue, ECS.InstanceCheck.acceleratedCompute.rawValue]),
          "the check that fails", standard: ECS.InstanceCheck.containerRuntime.rawValue),
        .lasts("forever"),
      ]),
    FaultDescription(
      name: .agentDisconnected, summary: "the agent of a container instance is cut off; containers run on unseen",
      evidence: "agentConnected false, connectivity DISCONNECTED; nothing is placed there, stops wait",
      arguments: [.instance, .serviceOnInstance, .cluster, .lasts("5m")]),
    FaultDescription(
      name: .agentFlapping, summary: "agents of container instances drop their connections and are back in seconds",
      evidence: "agentConnected false for a moment; a task that is placed meanwhile goes elsewhere, or meets AGENT",
      arguments: [
        .optional("every", .span, "how often each agent does so; AWS's do it several times an hour", standard: "15m"),
        .lasts("1h"),
      ]),
    FaultDescription(
      name: .zoneOutage, summary: "an Availability Zone fails with the tasks and container instances in it",
      evidence: "tasks STOPPED at once; nothing is placed there until it ends",
      arguments: [.required("zone", .zone, "the zone, or the letter at its end"), .lasts("5m")]),
  ]

  private static let capacity: [FaultDescription] = [
    FaultDescription(
      name: .spotWave, summary: "Spot capacity is taken back: tasks get SIGTERM now, Spot hosts end in two minutes",
      evidence: "stopCode SpotInterruption, \"Your Spot Task was interrupted.\"",
      arguments: [
        .optional("share", .number(1...100), "how many of the Spot tasks, in percent", standard: "100"),
        .service, .cluster,
      ]),
    FaultDescription(
      name: .capacityRefused, summary: "Fargate takes no new tasks: it has no room, or a quota of the account is met",
      evidence:
        "run-task failures and service events: \"Capacity is unavailable at this time\"; run-task refused by "
        + "BlockedException where the account is blocked",
      arguments: [
        .optional("launch", .word(["FARGATE", "FARGATE_SPOT"]), "whose room is gone", standard: "FARGATE"),
        .optional("zone", .zone, "only there; everywhere unless given"),
        .optional(
          "why", .word(ECS.FargateRefusal.allCases.map(\.rawValue)),
          "what it says: no room, a quota, a size, an error",
          standard: ECS.FargateRefusal.capacity.rawValue),
        .lasts("10m"),
      ]),
  ]

  private static let images: [FaultDescription] = [
    FaultDescription(
      name: .registryDown, summary: "image registries do not answer",
      evidence: "after three minutes of attempts CannotPullContainerError ... i/o timeout",
      arguments: [.optional("registry", .registry, "only this host; all unless given"), .lasts("5m")]),
    FaultDescription(
      name: .registryLimited, summary: "Docker Hub has had enough pulls from this account for now",
      evidence: "CannotPullContainerError ... 429 Too Many Requests ... toomanyrequests; images elsewhere are pulled",
      arguments: [.lasts("30m")]),
    FaultDescription(
      name: .registryTagMissing, summary: "a tag is gone from its repository",
      evidence: "CannotPullContainerError ... not found, at the next run-task or deployment; what runs runs on",
      arguments: [.required("image", .image, "the image with its tag"), .lasts("forever")]),
    FaultDescription(
      name: .registryDenied, summary: "a repository refuses to be pulled from",
      evidence: "CannotPullContainerError ... pull access denied, or not authorized on Amazon ECR",
      arguments: [.required("image", .image, "the image; all its tags where none is given"), .lasts("forever")]),
    FaultDescription(
      name: .imageBroken, summary: "an image is pushed again under the same tag, and ends soon after it starts",
      evidence: "stopCode EssentialContainerExited and exitCode, at the next run-task or deployment; what runs runs on",
      arguments: [
        .required("image", .image, "the image; all its tags where none is given"),
        .optional("exits", .number(0...255), "with which exit code", standard: "1"),
        .optional("after", .span, "how long after its start", standard: "5s"), .lasts("forever"),
      ]),
    FaultDescription(
      name: .imageSlow, summary: "an image is pushed again under the same tag, and takes long until it serves",
      evidence: "health checks fail until it is ready, at the next run-task or deployment; what runs runs on",
      arguments: [
        .required("image", .image, "the image; all its tags where none is given"),
        .optional("ready", .span, "how long after its start it serves", standard: "60s"), .lasts("forever"),
      ]),
    FaultDescription(
      name: .healthFailing, summary: "containers of an image no longer pass their health checks",
      evidence:
        "healthStatus UNHEALTHY; a service replaces such tasks (only with a health check of its own or a load balancer's)",
      arguments: [.required("image", .image, "the image; all its tags where none is given"), .lasts("5m")]),
    FaultDescription(
      name: .startFailing, summary: "tasks with an image fail before they run, for what no setting shows",
      evidence: "stopCode TaskFailedToStart; the task's stoppedReason or the container's reason names the error",
      arguments: [
        .required("image", .image, "the image; all its tags where none is given"),
        .optional(
          "why", .word(ECS.StartTrouble.allCases.map(\.rawValue)),
          "what fails; tasks that have none of it start: storage and killed are Fargate's, device needs a network "
            + "interface, efs such a volume", standard: "disk"),
        .lasts("forever"),
      ]),
    FaultDescription(
      name: .stopFailing, summary: "tasks with an image do not stop as they should",
      evidence: "signal: the container's reason CannotStopContainerError; agent: the task's TaskStateError",
      arguments: [
        .required("image", .image, "the image; all its tags where none is given"),
        .optional(
          "why", .word(ECS.StopTrouble.allCases.map(\.rawValue)),
          "the stop signal does not get through, or the agent is stuck when an essential container has ended",
          standard: ECS.StopTrouble.signal.rawValue),
        .lasts("forever"),
      ]),
  ]

  private static let surroundings: [FaultDescription] = [
    FaultDescription(
      name: .roleMissing, summary: "an IAM role is deleted",
      evidence: "run-task is refused, services say: ECS was unable to assume the role",
      arguments: [.required("role", .role, "the role's name or ARN"), .lasts("forever")]),
    FaultDescription(
      name: .secretMissing, summary: "a secret or parameter is deleted",
      evidence: "tasks that ask for it stop with ResourceInitializationError before any container starts",
      arguments: [.required("secret", .secret, "its name or ARN, as in valueFrom"), .lasts("forever")]),
    FaultDescription(
      name: .logGroupMissing, summary: "a CloudWatch log group is deleted",
      evidence: "tasks that log there stop: the specified log group does not exist",
      arguments: [.required("group", .logGroup, "the log group's name"), .lasts("forever")]),
    FaultDescription(
      name: .logsDown, summary: "CloudWatch Logs takes no events of containers",
      evidence:
        "tasks that begin: ResourceInitializationError ... connection issue between the task and Amazon CloudWatch; lines "
        + "of those that run wait in max-buffer-size bytes, what is more is dropped; in mode blocking the process hangs",
      arguments: [.optional("group", .logGroup, "only of this log group; of all unless given"), .lasts("5m")]),
    FaultDescription(
      name: .networkSlow, summary: "network interfaces attach and images are pulled slowly",
      evidence: "tasks stay in PROVISIONING and PENDING; beyond three minutes an interface times out",
      arguments: [
        .optional("factor", .number(2...100), "how many times slower", standard: "5"), .lasts("10m"),
      ]),
    FaultDescription(
      name: .hookAnswer, summary: "the Lambda function of a deployment's lifecycle hook answers something else",
      evidence: "lifecycleHookDetails; statusReason: lifecycle hook(s) failed. Unasked, functions answer SUCCEEDED",
      arguments: [
        .required("function", .function, "the function's name or ARN"),
        .optional(
          "status", .word(["FAILED", "IN_PROGRESS", "NONE", "ERROR", "HANG"]),
          "its hookStatus; NONE is an answer without one, ERROR none at all, HANG none within 15 minutes",
          standard: "FAILED"),
        .optional("delay", .span, "with IN_PROGRESS, how long until it is called again", standard: "30s"),
        .lasts("forever"),
      ]),
    FaultDescription(
      name: .load, summary: "a service gets work, shared by its running tasks; cpu=180 keeps two of them at 90 % each",
      evidence:
        "CPUUtilization, MemoryUtilization and Service Connect's RequestCount in AWS/ECS, RequestCountPerTarget in AWS/ApplicationELB; the alarms and scaling policies that watch them",
      arguments: [
        .required("service", .service, "the service"), .cluster,
        .optional("cpu", .number(0...100_000), "CPU in total, in percent of what one task has"),
        .optional("memory", .number(0...100_000), "memory in total, in percent of what one task has"),
        .optional(
          "requests", .number(0...10_000_000),
          "requests a minute in total, through its load balancer or Service Connect"),
        .optional("status", .number(200...599), "the status code of their answers; 200 unless given"),
        .optional("share", .number(1...100), "how many get that status, in percent; all unless given"),
        .optional("latency", .number(0...600_000), "milliseconds until an answer; 20 unless given"),
        .optional("from", .service, "the service whose tasks send them through Service Connect"),
        .lasts("forever"),
      ]),
    FaultDescription(
      name: .subnetFull, summary: "a subnet has no free address left",
      evidence: "stoppedReason: Unexpected EC2 error ... InsufficientFreeAddressesInSubnet",
      arguments: [.required("subnet", .subnet, "the subnet's id"), .lasts("10m")]),
    FaultDescription(
      name: .cloudMapThrottled, summary: "Cloud Map refuses the calls of ECS: too many of them",
      evidence:
        "Cloud Map hears of tasks that come or go when it is over; SERVICE_DISCOVERY_OPERATION_THROTTLED on the bus",
      arguments: [.lasts("5m")]),
    FaultDescription(
      name: .targetHealthUnknown, summary: "load balancers do not tell ECS what they think of their targets",
      evidence: "deployments wait, unhealthy targets stay, no steady state; SERVICE_HEALTH_UNKNOWN on the bus",
      arguments: [.lasts("5m")]),
    FaultDescription(
      name: .credentialsRefused, summary: "the services of this Region do not take the caller's credentials",
      evidence:
        "every aws command fails: ExpiredTokenException, UnrecognizedClientException, InvalidSignatureException or "
        + "MissingAuthenticationTokenException; what runs runs on",
      arguments: [
        .optional(
          "why", .word(CredentialTrouble.allCases.map(\.rawValue)),
          "a session that is over, an unknown key, a wrong secret, no credentials",
          standard: CredentialTrouble.expired.rawValue),
        .lasts("forever"),
      ]),
    FaultDescription(
      name: .accessDenied, summary: "the caller of Amazon ECS loses a right: an operation, or to pass a role",
      evidence:
        "AccessDeniedException ... is not authorized to perform; ecs:TagResource is asked for where something is made with "
        + "tags, unless tagResourceAuthorization is off",
      arguments: [
        .required("action", .action, "the action: ecs:RunTask, ecs:*, ecs:TagResource, iam:PassRole"),
        .optional("resource", .resource, "only for this resource, as a role's name; every one unless given"),
        .lasts("forever"),
      ]),
    FaultDescription(
      name: .apiThrottled, summary: "the services of this Region throttle the caller",
      evidence:
        "every aws command fails after its retries: ThrottlingException \"Rate exceeded\" (reached max retries: 2); what "
        + "runs runs on",
      arguments: [.lasts("5m")]),
    FaultDescription(
      name: .apiDown, summary: "the services of this Region fail on their own side whatever is asked of them",
      evidence:
        "every aws command fails after its retries: ServerException \"Service Unavailable. Please try again later.\" "
        + "(reached max retries: 2); what runs runs on",
      arguments: [.lasts("5m")]),
    FaultDescription(
      name: .mend, summary: "end what still stands of a fault, or of all of them",
      evidence: "the fault's own record that it is over",
      arguments: [.optional("fault", .fault, "its name; all unless given")]),
  ]
}
