/// What AWS's words for a failure mean, and where to look next: for `why`.
///
/// In: a `stoppedReason`, a container's reason, a service event. Out: our own sentences; nil for what nobody has to be
/// told. Source: ECS Developer Guide, "Stopped task error messages", "Amazon ECS service event messages"; runtime sheet,
/// sections 1.10 to 1.12.
package struct KnownReason: Hashable, Sendable {
  /// One or two sentences.
  package let meaning: String
  /// A command that shows more or mends it; `CLUSTER`, `SERVICE` and `TASK` stand for names.
  package let nextStep: String?

  private init(_ meaning: String, _ nextStep: String? = nil) {
    self.meaning = meaning
    self.nextStep = nextStep
  }

  /// The first whose pieces all occur in the text.
  package static func of(_ text: String) -> KnownReason? {
    table.first { $0.pieces.allSatisfy { text.contains($0) } }?.reason
  }

  /// Of a container instance whose health is IMPAIRED.
  static func impairedInstance(isManaged: Bool) -> KnownReason {
    isManaged
      ? KnownReason(
        "ECS replaces it, unless its capacity provider's autoRepairConfiguration is DISABLED: it drains, and another one "
          + "like it is booted.", health)
      : KnownReason(
        "Nothing replaces it by itself, and tasks are still placed there: drain it, and put another instance in its place.",
        "aws ecs update-container-instances-state --cluster CLUSTER --container-instances INSTANCE --status DRAINING")
  }

  /// Of a container whose log driver takes nothing more.
  static let hangingLogDriver = KnownReason(
    "CloudWatch Logs takes nothing, and the awslogs driver's mode is blocking: what it holds is full, so the process stands "
      + "still in its next write and answers nobody. With the log options mode=non-blocking and max-buffer-size it would "
      + "run on, and lose the lines that do not fit.", definition("[name,logConfiguration]"))

  private static let health =
    "aws ecs describe-container-instances --cluster CLUSTER --container-instances INSTANCE --include "
    + "CONTAINER_INSTANCE_HEALTH --query 'containerInstances[].healthStatus'"
  private static let describeTask = "aws ecs describe-tasks --cluster CLUSTER --tasks TASK"
  private static func definition(_ members: String) -> String {
    "aws ecs describe-task-definition --task-definition DEFINITION --query 'taskDefinition.containerDefinitions[].\(members)'"
  }

  private static let table: [(pieces: [String], reason: KnownReason)] = [
    (
      ["CannotPullContainerError", "not found"],
      KnownReason(
        "The image's name or tag does not exist in its registry. Register a revision with one that does, then update the "
          + "service.", definition("image"))
    ),
    (
      ["CannotPullContainerError", "timeout"],
      KnownReason(
        "The task could not reach the registry: its subnet has no way out, or it has no public address in a public subnet.",
        "\(describeTask) --query 'tasks[0].attachments'")
    ),
    (
      ["CannotPullContainerError", "no space left on device"],
      KnownReason(
        "The host's disk is full: nothing about the image or the task is at fault. Free space there, or start elsewhere."
      )
    ),
    (
      ["CannotPullContainerError"],
      KnownReason(
        "The image could not be pulled: see whether it exists and whether the execution role may read it.",
        definition("image"))
    ),
    (
      ["ResourceInitializationError", "is not authorized to perform"],
      KnownReason(
        "The execution role may not do what the text names. AmazonECSTaskExecutionRolePolicy grants pulling from Amazon "
          + "ECR and writing logs, and no secrets: give the role the action with 'aws iam put-role-policy'.",
        "aws ecs describe-task-definition --task-definition DEFINITION --query taskDefinition.executionRoleArn")
    ),
    (
      ["ResourceInitializationError", "connection"],
      KnownReason(
        "The task could not reach the service that the text names: its subnet has no way out, the VPC endpoint of that "
          + "service is missing or refuses it, or the service itself does not answer.",
        "\(describeTask) --query 'tasks[0].attachments'")
    ),
    (
      ["ResourceInitializationError", "timeout"],
      KnownReason(
        "The task could not reach the service that keeps its secrets or images: its subnet has no way out, or it has no "
          + "public address in a public subnet.", "\(describeTask) --query 'tasks[0].attachments'")
    ),
    (
      ["ResourceInitializationError", "log"],
      KnownReason(
        "The log group of the awslogs driver is not there, or the execution role may not write to it.",
        "aws logs describe-log-groups --query 'logGroups[].logGroupName'")
    ),
    (
      ["ResourceInitializationError"],
      KnownReason(
        "What the task needs before its containers start (secrets, log driver, volumes) could not be had: most often the "
          + "execution role may not, or the secret is gone.", definition("[secrets,logConfiguration]"))
    ),
    (
      ["failed to initialize logging driver", "timeout"],
      KnownReason(
        "The log driver could not reach CloudWatch Logs: the host has no way there, or the service does not answer.",
        definition("[name,logConfiguration]"))
    ),
    (["hangs in a write to its log driver"], hangingLogDriver),
    (
      ["CannotCreate"],
      KnownReason(
        "The host could not make what the container needs: a full storage pool, a volume driver that is not there.",
        definition("[name,mountPoints]"))
    ),
    (
      ["DockerTimeoutError: Could not transition"],
      KnownReason(
        "The host's container runtime did not answer in time: its disk or its CPU is at the limit, or the runtime hangs.",
        health)
    ),
    (
      ["TimeoutError: Could not transition"],
      KnownReason("The host's container runtime did not answer in time: its disk or its CPU is at the limit.")
    ),
    (
      ["OutOfMemory"],
      KnownReason(
        "A container used more memory than it may. Give it more, or make it use less.",
        definition("[name,memory]"))
    ),
    (
      ["CannotStopContainerError"],
      KnownReason(
        "The stop signal did not get through to the container, so it was killed when its stop timeout was over.",
        definition("[name,stopTimeout]"))
    ),
    (
      ["TaskStateError"],
      KnownReason("An essential container ended, and the host's agent could not get the rest of the task to stop.")
    ),
    (
      ["performing maintenance on the underlying infrastructure"],
      KnownReason("AWS took the machine under the task away to maintain it. A service starts other tasks in its place.")
    ),
    (
      ["executable file not found"],
      KnownReason(
        "The command or entry point names a program that the image does not have.", definition("[entryPoint,command]"))
    ),
    (
      ["Essential container in task exited"],
      KnownReason(
        "A container that is marked essential ended, and the task with it. Its exit code and its log say why.",
        "\(describeTask) --query 'tasks[0].containers[].[name,exitCode,reason]'")
    ),
    (
      ["failed container health checks"],
      KnownReason(
        "The container's own health check failed too often in a row, so the service replaces the task.",
        definition("healthCheck"))
    ),
    (
      ["failed ELB health checks in (elb"],
      KnownReason(
        "The Classic Load Balancer saw the task's instance fail, so the service replaces the task. See the port and path "
          + "of its HealthCheck, and the grace period if the program starts slowly.",
        "aws elb describe-load-balancers --query 'LoadBalancerDescriptions[].[LoadBalancerName,HealthCheck]'")
    ),
    (
      ["failed ELB health checks"],
      KnownReason(
        "The load balancer saw the target fail, so the service replaces the task. See the group's path and port, and the "
          + "grace period if the program starts slowly.", "aws elbv2 describe-target-groups")
    ),
    (
      ["failed VPC Lattice health checks"],
      KnownReason(
        "VPC Lattice saw the target fail, so the service replaces the task. See the group's path and port, whether a "
          + "security group lets VPC Lattice's prefix list in, and the grace period if the program starts slowly.",
        "aws vpc-lattice list-targets")
    ),
    (
      ["Scaling activity initiated by"],
      KnownReason("The service's scheduler stopped it: a new deployment took its place, or fewer tasks are wanted now.")
    ),
    (
      ["Availability-zone rebalancing"],
      KnownReason("The service's scheduler moved it, so that the zones have as many tasks each.")
    ),
    (
      ["Task stopped by user"],
      KnownReason("Somebody called stop-task. A service starts another one in its place; a task on its own is gone.")
    ),
    (
      ["Your Spot Task was interrupted"],
      KnownReason("Fargate Spot took its capacity back, with two minutes' notice.")
    ),
    (
      ["SpotInterruptionError"],
      KnownReason("Fargate Spot took its capacity back, with two minutes' notice: stopCode SpotInterruption.")
    ),
    (
      ["Host EC2"],
      KnownReason(
        "The EC2 instance under it is gone.", "aws ecs list-container-instances --cluster CLUSTER")
    ),
    (
      ["network interface provisioning"],
      KnownReason("Its network interface was not ready in time.")
    ),
    (
      ["InsufficientFreeAddressesInSubnet"],
      KnownReason(
        "The subnet has no free address left.",
        "aws ec2 describe-subnets --query 'Subnets[].[SubnetId,AvailableIpAddressCount]'")
    ),
    (
      ["unable to place a task", "insufficient memory"],
      KnownReason(
        "No container instance has that much memory free.",
        "aws ecs describe-container-instances --cluster CLUSTER --container-instances ID --query "
          + "'containerInstances[].remainingResources[].[name,integerValue]'")
    ),
    (
      ["unable to place a task", "No Container Instances were found"],
      KnownReason(
        "The cluster has no container instances: use Fargate, or register instances.",
        "aws ecs list-container-instances --cluster CLUSTER")
    ),
    (
      ["You've reached the limit on the number of vCPUs"],
      KnownReason(
        "The account's Fargate tasks together have as many vCPUs as its quota allows: stop tasks, or ask AWS to raise "
          + "the quota.", "aws ecs list-tasks --cluster CLUSTER --launch-type FARGATE")
    ),
    (
      ["unable to place a task"],
      KnownReason(
        "No container instance fits: its free CPU, memory and ports, attributes or zone.",
        "aws ecs list-container-instances --cluster CLUSTER")
    ),
    (
      ["unable to consistently start tasks"],
      KnownReason(
        "Task after task of the newest deployment fails, so the scheduler waits longer each time before it tries again.",
        "aws ecs list-tasks --cluster CLUSTER --service-name SERVICE --desired-status STOPPED")
    ),
    (
      ["EventBridge was unable to assume the role"],
      KnownReason("The role does not trust events.amazonaws.com, or it is not there.", "aws iam list-roles")
    ),
    (
      ["is not authorized to perform: ecs:RunTask"],
      KnownReason(
        "The target's role may not run tasks: attach AmazonEC2ContainerServiceEventsRole, or a policy that allows "
          + "ecs:RunTask and iam:PassRole.", "aws iam list-roles")
    ),
    (
      ["is not authorized to perform: iam:PassRole"],
      KnownReason(
        "The target's role may run tasks, but not give them the roles that their task definition names: it needs "
          + "iam:PassRole for those.", "aws iam list-roles")
    ),
    (
      ["unable to assume role"],
      KnownReason("The role does not trust ecs-tasks.amazonaws.com, or it is not there.", "aws iam list-roles")
    ),
    (
      ["deployment failed"],
      KnownReason(
        "Too many tasks of the new deployment failed: the circuit breaker or an alarm ended it.",
        "aws ecs list-tasks --cluster CLUSTER --service-name SERVICE --desired-status STOPPED")
    ),
  ]
}
