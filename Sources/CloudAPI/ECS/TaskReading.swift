/// RunTask and StartTask as requests carry them, parsed.
///
/// In: the members of a request. Out: typed values, or AWS's refusal of a word. Source: ECS API reference, RunTask.
import Cloud
import Documents

extension ECS.TaskRequest {
  init(reading input: Input) throws(ServiceFailure) {
    self.init(taskDefinition: try input.requiredString("taskDefinition"))
    cluster = try input.string("cluster")
    group = try input.string("group")
    startedBy = try input.string("startedBy")
    networkConfiguration = try input.structure("networkConfiguration")?.awsvpcConfiguration()
    if let overrides = try input.structure("overrides") { self.overrides = try Self.checked(overrides) }
    tags = try input.tags() ?? []
    enableECSManagedTags = try input.boolean("enableECSManagedTags") ?? false
    enableExecuteCommand = try input.boolean("enableExecuteCommand") ?? false
    propagateTags = try input.choice(
      "propagateTags", called: "propagateTags", of: ["TASK_DEFINITION", "SERVICE", "NONE"])
    volumes = try input.volumeConfigurations() ?? []
    document = input.object
    if input.knows("containerInstances") {
      containerInstances = try input.strings("containerInstances") ?? []
      return
    }
    count = try input.integer("count") ?? 1
    launchType = try input.launchType("launchType")
    capacityProviderStrategy = try input.capacityProviderStrategy("capacityProviderStrategy") ?? []
    placementConstraints = try input.placementConstraints() ?? []
    placementStrategy = try input.placementStrategy() ?? []
    platformVersion = try input.string("platformVersion")
    clientToken = try input.string("clientToken")
    document["clientToken"] = nil
  }

  /// The overrides in the form the rules read them, each of the right type.
  private static func checked(_ overrides: Input) throws(ServiceFailure) -> Document.Object {
    guard !overrides.isGiven("inferenceAcceleratorOverrides") else {
      throw .invalidParameter(
        "Unsupported field 'inferenceAcceleratorOverrides'",
        why: "AWS has retired Elastic Inference: no task definition can have accelerators, so none can be overridden.")
    }
    for container in try overrides.structures("containerOverrides") ?? [] {
      guard try container.integer("cpu") ?? 0 >= 0, try container.integer("memory") ?? 4 >= 4,
        try container.integer("memoryReservation") ?? 4 >= 4
      else {
        throw .invalidParameter("Invalid override: cpu must be at least 0, memory and memoryReservation at least 4.")
      }
    }
    for member in ["cpu", "memory"] {
      guard let text = try overrides.string(member) else { continue }
      let size = member == "cpu" ? TaskSize.cpuUnits(text) : TaskSize.memoryMiB(text)
      guard size != nil else { throw .invalidParameter("Invalid '\(member)' setting for task.") }
    }
    return overrides.object
  }
}
