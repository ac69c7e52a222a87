/// What is installed on a container instance to run tasks: the agent's release, its build, the container engine.
///
/// In: what a registration or an image says. Out: how the agent's version compares, what this release cannot do yet.
/// Updates nothing: see `AgentUpdate`.
/// Source: ECS API reference, VersionInfo; ECS Developer Guide, the minimum agent versions of each feature.
extension ECS {
  package struct InstalledAgent: Hashable, Sendable {
    /// `1.105.1`; nil where the agent does not say.
    package var version: String?
    /// The commit that it was built of.
    package var hash: String?
    /// `DockerVersion: 25.0.14`.
    package var dockerVersion: String?
    /// False where it is part of an image on which the service cannot exchange it.
    package var takesUpdates = true

    package init(version: String?, hash: String?, dockerVersion: String?, takesUpdates: Bool = true) {
      self.version = version
      self.hash = hash
      self.dockerVersion = dockerVersion
      self.takesUpdates = takesUpdates
    }

    package static let newest = InstalledAgent(
      version: "1.105.1", hash: "8b3f6a2d", dockerVersion: "DockerVersion: 25.0.14")

    /// nil where the version is none of the service's own: missing, or a custom one.
    package var release: AgentRelease? { version.flatMap(AgentRelease.init) }
  }

  /// A version of the agent by its three numbers.
  package struct AgentRelease: Hashable, Comparable, Sendable {
    private let numbers: [Int]

    package init?(_ text: String) {
      let parts = text.split(separator: ".", omittingEmptySubsequences: false)
      let numbers = parts.compactMap { $0.allSatisfy(\.isNumber) ? Int($0) : nil }
      guard parts.count == 3, numbers.count == 3 else { return nil }
      self.numbers = numbers
    }

    package static func < (left: AgentRelease, right: AgentRelease) -> Bool {
      left.numbers.lexicographicallyPrecedes(right.numbers)
    }
  }
}

extension ECS.ContainerInstance {
  /// Puts another agent on the instance: what it can do comes and goes with the release.
  mutating func install(_ agent: ECS.InstalledAgent) {
    self.installed = agent
    for (name, _) in AgentAttributes.firstReleases {
      if AgentAttributes.isKnown(name, to: agent) {
        if !attributes.keys.contains(name) { attributes.updateValue(nil, forKey: name) }
      } else {
        attributes.removeValue(forKey: name)
      }
    }
  }
}
