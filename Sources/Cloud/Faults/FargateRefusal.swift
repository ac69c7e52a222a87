/// Why Fargate takes no task: no room, a quota, the account.
///
/// In: the word of the fault `capacity-refused`. Out: the reason in `failures` of RunTask, and what follows "was unable to
/// place a task" in a service's event. Describes; refuses nothing.
/// Source: ECS Developer Guide, "Amazon ECS service event messages"; runtime sheet, section 2.7.

extension ECS {
  package enum FargateRefusal: String, Hashable, Sendable, CaseIterable {
    case capacity
    /// Quotas on what runs at the same time.
    case tasks
    case vCPUs = "vcpus"
    /// Quotas on the size of one task.
    case cpu, memory
    case `internal`
    case blocked

    /// What RunTask answers in `failures`.
    package var reason: String {
      switch self {
      case .capacity:
        "Capacity is unavailable at this time. Please try again later or in a different availability zone"
      case .tasks: "You've reached the limit on the number of tasks you can run concurrently"
      case .vCPUs: "You've reached the limit on the number of vCPUs you can run concurrently"
      case .cpu: "The requested CPU configuration is above your limit"
      case .memory: "The requested MEMORY configuration is above your limit"
      case .internal: "Internal error"
      case .blocked: "Your account is currently blocked"
      }
    }

    /// What follows "was unable to place a task".
    var tail: String {
      switch self {
      case .capacity:
        ". Reason: \(reason). For more information, see the Troubleshooting section of the Amazon ECS Developer Guide."
      case .tasks, .vCPUs, .cpu, .memory, .internal: ". Reason: \(reason)."
      case .blocked: " because your account is currently blocked."
      }
    }

    /// What stands while the fault does, after the provider's name.
    var beginning: String {
      switch self {
      case .capacity: "has no capacity"
      case .tasks: "is at the account's limit of tasks"
      case .vCPUs: "is at the account's limit of vCPUs"
      case .cpu: "takes no task of that CPU"
      case .memory: "takes no task of that memory"
      case .internal: "fails with an internal error"
      case .blocked: "is blocked for the account"
      }
    }
  }
}
