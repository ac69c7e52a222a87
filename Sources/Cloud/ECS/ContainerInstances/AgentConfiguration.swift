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
    /// The same of a container's creation, and of a pull that brings nothing; nil: the usual times.
    var createTimeout: Duration?
    var pullInactivityTimeout: Duration?
    /// Images of containers are pulled before what they depend on is there.
    var pullsDependentsUpfront = false
    /// The instance drains when EC2 Spot gives notice.
    var drainsSpotInstance = false
    /// How long the containers of a stopped task keep their images from being removed; nil: the usual time.
    var taskCleanupWait: Duration?
    /// How often images are removed, and how old they must be; nil: the usual times.
    var imageCleanupInterval: Duration?
    var imageMinimumAge: Duration?
    var imagesForEachCleanup = 5
    var keepsImages = false
    /// Whether it lets itself be updated. On the images of AWS it does unless it is told not to.
    var takesUpdates = true
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
      createTimeout = duration("ECS_CONTAINER_CREATE_TIMEOUT", atLeast: .minutes(1))
      pullInactivityTimeout = duration("ECS_IMAGE_PULL_INACTIVITY_TIMEOUT", atLeast: .minutes(1))
      taskCleanupWait = duration("ECS_ENGINE_TASK_CLEANUP_WAIT_DURATION", atLeast: .minutes(1))
      imageCleanupInterval = duration("ECS_IMAGE_CLEANUP_INTERVAL", atLeast: .minutes(10))
      imageMinimumAge = duration("ECS_IMAGE_MINIMUM_CLEANUP_AGE", atLeast: .minutes(1))
      func number(_ name: String) -> Int? { Self.value(of: name, in: userData).flatMap { Int($0) } }
      reservedMemoryMiB = max(0, number("ECS_RESERVED_MEMORY") ?? 0)
      imagesForEachCleanup = max(1, number("ECS_NUM_IMAGES_DELETE_PER_CYCLE") ?? 5)
      func isOn(_ name: String) -> Bool { Self.value(of: name, in: userData).map(AWSLogs.yes.contains) ?? false }
      takesUpdates = Self.value(of: "ECS_UPDATES_ENABLED", in: userData).map(AWSLogs.yes.contains) ?? true
      pullsDependentsUpfront = isOn("ECS_PULL_DEPENDENT_CONTAINERS_UPFRONT")
      drainsSpotInstance = isOn("ECS_ENABLE_SPOT_INSTANCE_DRAINING")
      keepsImages = pullBehavior == .preferCached || isOn("ECS_DISABLE_IMAGE_CLEANUP")
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
  /// Images go in the first cleanup after the containers that used them, so many in each and those first that were used
  /// last the longest ago: nothing falls due for that, it is worked out when somebody asks. O(1), and O(tasks and images
  /// of the host) where the copy would be gone if nobody used it.
  func cachedImage(_ image: ImageReference, forTask task: ECS.Task) -> ECS.CachedImage? {
    guard let id = task.containerInstance, let instance = ecs.containerInstances[id],
      let copy = instance.cachedImages[image.canonicalText]
    else { return nil }
    guard let due = firstCleanup(of: copy, on: instance), due <= lastCleanup(on: instance) else { return copy }
    let inUse = Set(
      ecs.tasks.all(onInstance: id).filter { $0.lastStatus != .stopped }.flatMap(\.containers)
        .filter { $0.imageDigest != nil }.map { ImageReference($0.image).canonicalText })
    if inUse.contains(image.canonicalText) { return copy }
    let unused = instance.cachedImages.filter { !inUse.contains($0.key) }
      .compactMap { name, copy in
        firstCleanup(of: copy, on: instance).map { (first: $0, lastUsedAt: copy.lastUsedAt ?? now, name: name) }
      }
      .sorted { ($0.lastUsedAt, $0.name) < ($1.lastUsedAt, $1.name) }
    return cleanup(of: image.canonicalText, among: unused, instance).map { $0 <= lastCleanup(on: instance) } ?? false
      ? nil : copy
  }

  private func cleanupPeriod(on instance: ECS.ContainerInstance) -> Int {
    max(1, (instance.agent.imageCleanupInterval ?? timing.imageCleanup).milliseconds)
  }

  /// The number of the newest cleanup.
  private func lastCleanup(on instance: ECS.ContainerInstance) -> Int {
    (now - instance.registeredAt).milliseconds / cleanupPeriod(on: instance)
  }

  /// The number of the first cleanup that may remove the copy; nil: none may.
  private func firstCleanup(of copy: ECS.CachedImage, on instance: ECS.ContainerInstance) -> Int? {
    guard !instance.agent.keepsImages, let lastUsedAt = copy.lastUsedAt else { return nil }
    let free = max(
      lastUsedAt + (instance.agent.taskCleanupWait ?? timing.agentTaskCleanup),
      copy.pulledAt + (instance.agent.imageMinimumAge ?? timing.imageMinimumAge))
    let period = cleanupPeriod(on: instance)
    return ((free - instance.registeredAt).milliseconds + period - 1) / period
  }

  /// The number of the cleanup that removes an image.
  /// - Parameter unused: the first cleanup that may remove each, in the order in which they go.
  private func cleanup(
    of name: String, among unused: [(first: Int, lastUsedAt: Instant, name: String)], _ instance: ECS.ContainerInstance
  ) -> Int? {
    var removed: [Int: Int] = [:]
    for image in unused {
      var number = image.first
      while removed[number, default: 0] >= instance.agent.imagesForEachCleanup { number += 1 }
      removed[number, default: 0] += 1
      if image.name == name { return number }
    }
    return nil
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
