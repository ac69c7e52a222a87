/// What RegisterTaskDefinition is asked for, as the checks read it.
///
/// In: from CloudAPI, typed where a rule reads it, as documents where it is only echoed or looked at once. Out: to the
/// checks, and to the stored revision.
import Documents

extension ECS {
  package struct TaskDefinitionRequest: Sendable {
    /// Empty where none was given.
    package var family: String
    package var containers: [ContainerRequest] = []
    package var networkMode: NetworkMode?
    /// As given: `256`, `.25 vCPU`.
    package var cpu: String?
    package var memory: String?
    package var requiresCompatibilities: [LaunchType] = []
    package var taskRoleARN: String?
    package var executionRoleARN: String?
    package var placementConstraints: [PlacementConstraint] = []
    /// Of RegisterDaemonTaskDefinition.
    package var isOfDaemon = false
    package var tags: [Tag] = []
    /// Every member that is echoed, the containers' excepted.
    package var document: Document.Object = [:]

    /// CPU units and MiB, once `cpu` and `memory` are parsed.
    var cpuUnits: Int?
    var memoryMiB: Int?

    package init(family: String) { self.family = family }

    var isForFargate: Bool { requiresCompatibilities.contains(.fargate) }
    var usesAwsvpc: Bool { networkMode == .awsvpc }
    var takesNeuronDevices: Bool { containers.contains(where: \.definition.takesNeuronDevices) }
    var volumes: [Document] { document["volumes"]?.list ?? [] }
    var operatingSystemFamily: String { document["runtimePlatform"]?["operatingSystemFamily"]?.string ?? "LINUX" }

    func container(_ name: String) -> ContainerRequest? { containers.first { $0.definition.name == name } }
  }

  package struct ContainerRequest: Sendable {
    /// `name` and `image` are empty where none was given.
    package var definition: ContainerDefinition
    /// The container definition with its defaults, for echo.
    package var document: Document.Object
    package init(definition: ContainerDefinition, document: Document.Object) {
      self.definition = definition
      self.document = document
    }
    var name: String { definition.name }
    /// The elements of a list member, none where it is absent.
    func list(_ member: String) -> [Document] { document[member]?.list ?? [] }
    func isSet(_ member: String) -> Bool { document[member].map { $0 != .list([]) && $0 != .boolean(false) } ?? false }
  }
}
