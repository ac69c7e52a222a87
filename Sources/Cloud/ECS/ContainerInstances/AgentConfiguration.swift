/// What an agent is told at its host's first start: the settings of `/etc/ecs/ecs.config` that make a difference here.
///
/// In: user data. Out: settings; where one is left out, or is nothing that the agent takes, it is the agent's own.
/// Source: ECS Developer Guide, "Amazon ECS container agent configuration"; runtime sheet, section 1.6.
import SimulationKit

extension ECS {
  package struct AgentConfiguration: Hashable, Sendable {
    package enum PullBehavior: String, Sendable {
      /// Pulls, and takes the copy that it has where that fails.
      case `default`
      case always
      /// Pulls what it has no copy of.
      case once
      /// The same, and never removes a copy.
      case preferCached = "prefer-cached"
    }
    var pullBehavior = PullBehavior.default
    /// Of containers whose definition says none; nil: the usual one.
    var stopTimeout: Duration?
    /// How long the runtime may take over a container's start; nil: the usual time.
    var startTimeout: Duration?
    /// How long the containers of a stopped task keep their images from being removed; nil: the usual time.
    var taskCleanupWait: Duration?
    /// What tasks do not get of the host's memory.
    var reservedMemoryMiB = 0

    package init() {}

    init(userData: String) {
      func duration(_ name: String, atLeast least: Duration) -> Duration? {
        Self.value(of: name, in: userData).flatMap(Duration.init(goText:)).map { max($0, least) }
      }
      pullBehavior =
        Self.value(of: "ECS_IMAGE_PULL_BEHAVIOR", in: userData).flatMap(PullBehavior.init(rawValue:)) ?? .default
      stopTimeout = duration("ECS_CONTAINER_STOP_TIMEOUT", atLeast: .seconds(1))
      startTimeout = duration("ECS_CONTAINER_START_TIMEOUT", atLeast: .seconds(45))
      taskCleanupWait = duration("ECS_ENGINE_TASK_CLEANUP_WAIT_DURATION", atLeast: .minutes(1))
      reservedMemoryMiB = max(0, Self.value(of: "ECS_RESERVED_MEMORY", in: userData).flatMap { Int($0) } ?? 0)
    }

    /// The last value that a script writes for a setting.
    static func value(of name: String, in script: String) -> String? { value(after: name + "=", in: script) }

    /// The cluster to register in: `ECS_CLUSTER=NAME`, on Windows `Initialize-ECSAgent -Cluster NAME`.
    package static func cluster(in script: String) -> String? {
      value(after: script.contains("Initialize-ECSAgent") ? "-Cluster " : "ECS_CLUSTER=", in: script)
    }

    private static func value(after mark: String, in script: String) -> String? {
      var found: String?
      var rest = script[...]
      while let mark = rest.firstRange(of: mark) {
        rest = rest[mark.upperBound...]
        let value = rest.drop { "\"'".contains($0) }.prefix {
          $0.isASCII && ($0.isLetter || $0.isNumber || "-_".contains($0))
        }
        if !value.isEmpty { found = String(value) }
      }
      return found
    }
  }

  /// A copy that a host keeps of an image.
  package struct CachedImage: Hashable, Sendable {
    /// Whatever the tag stands for since, it is that image.
    var pulledAt: Instant
    /// When a task that used it last ended; others may still use it.
    var lastUsedAt: Instant?
  }
}

extension Duration {
  /// `90s`, `10m`, `1h30m`, as the agent's settings have them.
  fileprivate init?(goText text: String) {
    var (total, digits) = (0, "")
    for character in text {
      guard !character.isWholeNumber else {
        digits.append(character)
        continue
      }
      let unit = ["s": 1, "m": 60, "h": 3_600][character]
      guard let unit, let number = Int(digits), digits.utf8.count <= 7 else { return nil }
      total += number * unit
      digits = ""
    }
    guard digits.isEmpty, total > 0 else { return nil }
    self = .seconds(total)
  }

  /// `45s`, `3m0s`, `1h0m0s`.
  var goText: String {
    let seconds = milliseconds / 1_000
    let (hours, minutes) = (seconds / 3_600, seconds / 60 % 60)
    return (hours > 0 ? "\(hours)h" : "") + (seconds >= 60 ? "\(minutes)m" : "") + "\(seconds % 60)s"
  }
}

extension Region {
  func agent(of task: ECS.Task) -> ECS.AgentConfiguration {
    task.containerInstance.flatMap { ecs.containerInstances[$0]?.agent } ?? ECS.AgentConfiguration()
  }

  /// The copy of an image that a task's host has, where nobody has removed it.
  ///
  /// Images go in the first cleanup after the containers that used them: nothing falls due for that, it is worked out
  /// when somebody asks. The limit of five images for each cleanup is left out. O(1), and O(tasks of the host) where the
  /// copy would be gone if nobody used it.
  func cachedImage(_ image: ImageReference, forTask task: ECS.Task) -> ECS.CachedImage? {
    guard let id = task.containerInstance, let instance = ecs.containerInstances[id],
      let copy = instance.cachedImages[image.canonicalText]
    else { return nil }
    guard instance.agent.pullBehavior != .preferCached, let lastUsedAt = copy.lastUsedAt else { return copy }
    let free = max(
      lastUsedAt + (instance.agent.taskCleanupWait ?? timing.agentTaskCleanup), copy.pulledAt + timing.imageMinimumAge)
    let period = max(1, timing.imageCleanup.milliseconds)
    let cleanups = ((free - instance.registeredAt).milliseconds + period - 1) / period
    guard instance.registeredAt + .milliseconds(cleanups * period) <= now else { return copy }
    let isInUse = ecs.tasks.all(onInstance: id).contains { other in
      other.lastStatus != .stopped
        && other.containers.contains {
          $0.imageDigest != nil && ImageReference($0.image).canonicalText == image.canonicalText
        }
    }
    return isInUse ? copy : nil
  }

  /// - Parameter pulledAt: which image it is.
  mutating func remember(_ image: ImageReference, pulledAt: Instant, onInstance id: ECS.ContainerInstanceID) {
    guard let index = ecs.containerInstances.index(forKey: id) else { return }
    ecs.containerInstances.values[index].cachedImages[image.canonicalText] = ECS.CachedImage(pulledAt: pulledAt)
  }

  /// Called when a task has ended.
  mutating func releaseImages(of task: ECS.Task) {
    guard let id = task.containerInstance, let index = ecs.containerInstances.index(forKey: id) else { return }
    for container in task.containers where container.imageDigest != nil {
      let key = ImageReference(container.image).canonicalText
      ecs.containerInstances.values[index].cachedImages[key]?.lastUsedAt = now
    }
  }
}
