/// Volumes made for a task when it starts: what may be asked, the attachment, and what keeps one from being made.
///
/// In: volume configurations, the task definition, roles. Out: AWS's refusal; attachments that follow the task's life; a
/// start failure. Source: ECS Developer Guide, "Use Amazon EBS volumes with Amazon ECS"; ECS API reference,
/// ServiceManagedEBSVolumeConfiguration, TaskManagedEBSVolumeConfiguration.
import Documents
import SimulationKit

extension ECS {
  /// A volume that a task has.
  package struct TaskVolume: Hashable, Sendable {
    /// A UUID.
    package let attachmentID: String
    /// `vol-` and 17 hexadecimal digits.
    package let volumeID: String
    package let name: String
    let sizeInGiB: Int
    package let roleARN: String
    package let deletesOnTermination: Bool
    /// Why it could not be made.
    package var statusReason: String?
  }

  /// What Amazon EBS allows, by volume type: GiB.
  package static let volumeSizes: [(type: String, sizeInGiB: ClosedRange<Int>)] = [
    ("gp2", 1...16_384), ("gp3", 1...16_384), ("io1", 4...16_384), ("io2", 4...16_384), ("sc1", 125...16_384),
    ("st1", 125...16_384), ("standard", 1...1_024),
  ]
  package static let filesystemTypes = ["ext3", "ext4", "xfs", "ntfs"]
}

extension ECS.TaskDefinition {
  /// Names of the volumes that are to be configured when a task starts.
  var volumesConfiguredAtLaunch: [String] {
    (document["volumes"]?.list ?? []).filter { $0["configuredAtLaunch"]?.boolean == true }
      .compactMap { $0["name"]?.string }
  }

  /// True where a file system of Amazon EFS asks for the task role's permissions.
  fileprivate var mountsAsTaskRole: Bool {
    document["volumes"]?.list?.contains {
      $0["efsVolumeConfiguration"]?["authorizationConfig"]?["iam"]?.string == "ENABLED"
    } ?? false
  }
}

extension ECS {
  /// - Parameter words: what the mount helper of Amazon EFS says.
  static func fileSystemNotMounted(_ words: String) -> String {
    "ResourceInitializationError: failed to invoke EFS utils commands to set up EFS volumes: stderr: \(words) : "
      + "unsuccessful EFS utils command execution; code: 1"
  }
}

extension Region {
  func checkVolumes(_ volumes: [ECS.VolumeConfiguration], for definition: ECS.TaskDefinition) throws(ServiceFailure) {
    let awaited = definition.volumesConfiguredAtLaunch
    guard volumes.count <= 1 else {
      throw .invalidParameter(
        "Only one volume configuration is supported.", why: "A task can have one volume that is made when it starts.")
    }
    guard let volume = volumes.first else {
      guard let name = awaited.first else { return }
      throw .invalidParameter(
        "A volume configuration must be provided for the volume '\(name)', which is configured at launch.",
        why: "The task definition leaves the volume to whoever starts a task: give --volume-configurations "
          + "'name=\(name),managedEBSVolume={roleArn=ROLE,sizeInGiB=10}'.")
    }
    guard awaited.contains(volume.name) else {
      throw .invalidParameter(
        "The volume name '\(volume.name)' in your request does not have a matching volume in your Task Definition",
        why: awaited.isEmpty
          ? "No volume of \(definition.family):\(definition.revision) has configuredAtLaunch=true."
          : "\(definition.family):\(definition.revision) leaves '\(awaited[0])' to be configured at launch.")
    }
    try check(volume)
  }

  private func check(_ volume: ECS.VolumeConfiguration) throws(ServiceFailure) {
    let type = volume.volumeType ?? "gp3"
    guard let (_, sizes) = ECS.volumeSizes.first(where: { $0.type == type }) else {
      throw .shouldBeOneOf("volumeType", ECS.volumeSizes.map(\.type))
    }
    guard volume.sizeInGiB != nil || volume.snapshotID != nil else {
      throw .invalidParameter(
        "Either sizeInGiB or snapshotId must be specified for a managed EBS volume.",
        why: "Say how large the new volume is to be, or which snapshot it is made from.")
    }
    if let size = volume.sizeInGiB, !sizes.contains(size) {
      throw .invalidParameter(
        "sizeInGiB must be between \(sizes.lowerBound) and \(sizes.upperBound) for the volume type \(type).")
    }
    if type == "io1" || type == "io2", volume.iops == nil {
      throw .invalidParameter("iops must be specified for the volume type \(type).")
    }
    if volume.iops != nil, !["gp3", "io1", "io2"].contains(type) {
      throw .invalidParameter("iops is not supported for the volume type \(type).")
    }
    if let throughput = volume.throughput {
      guard type == "gp3" else { throw .invalidParameter("throughput is not supported for the volume type \(type).") }
      guard (125...1_000).contains(throughput) else {
        throw .invalidParameter("throughput must be between 125 and 1000.")
      }
    }
    if let format = volume.filesystemType, !ECS.filesystemTypes.contains(format) {
      throw .shouldBeOneOf("filesystemType", ECS.filesystemTypes)
    }
  }

  /// The volumes of a new task.
  mutating func newVolumes(_ configurations: [ECS.VolumeConfiguration]) -> [ECS.TaskVolume] {
    configurations.map { configuration in
      let reason = whyNoVolume(configuration.roleARN)
      return ECS.TaskVolume(
        attachmentID: mint.uuid(), volumeID: "vol-" + mint.hexadecimal(17), name: configuration.name,
        sizeInGiB: configuration.sizeInGiB ?? MetricTiming.snapshotVolumeGiB, roleARN: configuration.roleARN,
        deletesOnTermination: configuration.deletesOnTermination, statusReason: reason)
    }
  }

  /// Why the role for infrastructure makes no volume; nil where it does. EC2's answer to a role that may not is in the
  /// manner of its others, without the encoded message.
  private func whyNoVolume(_ reference: String) -> String? {
    let arn = roleARN(reference)
    guard let role = identity.role(reference), identity.ecsMayAssume(reference) else {
      return
        "ECS was unable to assume the role '\(arn)' that was provided for this task. Please verify that the role being "
        + "passed has the proper trust relationship and permissions and that your IAM user has permissions to pass this "
        + "role."
    }
    for action in ["ec2:CreateVolume", "ec2:AttachVolume"]
    where !role.may(action, byManaged: ManagedPolicy.managingVolumes) {
      let user = self.arn(service: "sts", "assumed-role/\(role.name)/ECSTaskVolumesForEBS")
      return
        "You are not authorized to perform this operation. User: \(user) is not authorized to perform: \(action) on "
        + "resource: \(self.arn(service: "ec2", "volume/*")) "
        + (role.inlinePolicies.values.contains { $0.denies(action) }
          ? "with an explicit deny in an identity-based policy"
          : "because no identity-based policy allows the \(action) action")
    }
    return nil
  }

  /// What keeps a task from its volume.
  func volumeFailure(of task: ECS.Task) -> (ECS.StartFailure, Duration)? {
    if let reason = task.volumes.lazy.compactMap(\.statusReason).first {
      return (ECS.StartFailure(taskReason: reason), timing.accessDenied)
    }
    guard let definition = definition(of: task), definition.mountsAsTaskRole,
      ECS.Overrides(document: task.overrides).taskRoleARN ?? definition.taskRoleARN == nil
    else { return nil }
    let words =
      "b'AWS Access Key ID and Secret Access Key are not found in AWS credentials file (/root/.aws/credentials), config "
      + "file (/root/.aws/config), from ECS credentials relative uri, or from the instance security credentials service'"
    return (ECS.StartFailure(taskReason: ECS.fileSystemNotMounted(words)), timing.accessDenied)
  }
}
