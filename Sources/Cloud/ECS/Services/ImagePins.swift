/// Software version consistency: the image that a tag stood for when a deployment's first task pulled it is what all its
/// later tasks run, wherever the tag points by then.
///
/// In: tasks that came to RUNNING, tasks that could not pull. Out: pins on the deployment; the failed look-ups that the
/// service's events and its circuit breaker speak of. A container with `versionConsistency` "disabled" is left out.
/// Source: ECS Developer Guide, "Container image resolution"; ECS API reference, ContainerDefinition, ContainerImage.
import SimulationKit

extension ECS {
  /// Which push of an image a container of the deployment runs.
  package struct ImagePin: Hashable, Sendable {
    /// The first task's pull: what the tag stood for then is what counts.
    let pulledAt: Instant
    package let digest: String
  }

  /// From so many look-ups in vain on, a deployment says so, and its circuit breaker counts it as failed.
  static let failedImageLookupsUntilSaid = 3
}

extension Region {
  /// What the container's image is pinned to by earlier tasks of the same deployment; nil where it is not.
  func imagePin(of container: ECS.ContainerDefinition, _ task: ECS.Task) -> ECS.ImagePin? {
    guard let service = task.service.flatMap({ ecs.services[$0] }), let name = task.startedBy else { return nil }
    let digits = name.dropFirst("ecs-svc/".count)
    return service.deployments.first { $0.id == digits }?.imagePins[container.name]
  }

  /// Called when a task of a deployment without pins is RUNNING.
  mutating func pinImages(of task: ECS.Task, deployment id: String, in key: ECS.ServiceKey) {
    let definitions = taskDefinition(task.family, task.revision)?.containerDocuments ?? []
    var pins: [String: ECS.ImagePin] = [:]
    for container in task.containers {
      let definition = definitions.first { $0["name"]?.string == container.name }
      guard definition?["versionConsistency"]?.string != "disabled", let digest = container.imageDigest,
        let pulledAt = container.pulledAt
      else { continue }
      pins[container.name] = ECS.ImagePin(pulledAt: pulledAt, digest: digest)
    }
    change(key, deployment: id) { $0.imagePins = pins }
  }

  /// Called when a task ended that could not start: counts what failed because an image was not found.
  mutating func enterFailedImageLookup(of task: ECS.Task, deployment id: String, in key: ECS.ServiceKey) {
    let reasons = task.containers.compactMap(\.reason)
    guard let reason = reasons.first(where: { $0.hasPrefix("CannotPullContainerError: ") }) else { return }
    var count = 0
    change(key, deployment: id) { deployment in
      guard deployment.imagePins.isEmpty else { return }
      deployment.failedImageLookups += 1
      count = deployment.failedImageLookups
    }
    guard count == ECS.failedImageLookupsUntilSaid else { return }
    say(.unableToPlace(". Reason: \(reason)\(reason.hasSuffix(".") ? "" : ".")"), of: key)
  }
}
