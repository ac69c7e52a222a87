/// Service Connect, registries, volumes and VPC Lattice as replies show them: on deployments, revisions and tasks.
///
/// Source: ECS API reference, Deployment, ServiceRevision, Attachment, Container.
import Cloud
import Documents
import SimulationKit

extension Region {
  /// The members that a deployment and a service revision share.
  func wiringMembers(of wiring: ECS.ServiceWiring) -> Document.Object {
    Document.Object(rendering: [
      "serviceConnectConfiguration": wiring.serviceConnect?.document,
      "volumeConfigurations": wiring.volumes.isEmpty ? nil : wiring.volumes.map(\.document),
      "vpcLatticeConfigurations": wiring.vpcLattice.isEmpty ? nil : wiring.vpcLattice,
    ])
  }

  /// What a deployment makes in its namespace; nil without Service Connect.
  func serviceConnectResources(of wiring: ECS.ServiceWiring) -> [Document.Object]? {
    guard let connect = wiring.serviceConnect, let namespace = connect.namespace else { return nil }
    return connect.endpoints.map { endpoint in
      Document.Object(rendering: [
        "discoveryName": endpoint.name, "discoveryArn": discoveryARN(of: endpoint, in: namespace),
      ])
    }
  }

  /// The proxy's attachment and the volumes of a task.
  func wiringAttachments(of task: ECS.Task) -> [Document.Object] {
    var attachments: [Document.Object] = []
    if let proxy = task.proxy {
      attachments.append(
        Document.Object(rendering: [
          "id": proxy.attachmentID, "type": "Service Connect", "status": status(ofAttachmentTo: task).rawValue,
          "details": [Self.detail("ContainerName", proxy.containerName)],
        ]))
    }
    for volume in task.volumes {
      let status = status(ofVolumeOf: task)
      let hasFailed = volume.statusReason != nil && status != .created
      var details = [
        Self.detail("roleArn", volume.roleARN), Self.detail("volumeName", volume.name),
        Self.detail("deleteOnTermination", String(volume.deletesOnTermination)),
      ]
      if hasFailed {
        details.append(Self.detail("statusReason", volume.statusReason))
      } else if status != .created {
        details.append(Self.detail("volumeId", volume.volumeID))
      }
      attachments.append(
        Document.Object(rendering: [
          "id": volume.attachmentID, "type": "AmazonElasticBlockStorage",
          "status": (hasFailed ? ECS.NetworkAttachment.Status.failed : status).rawValue, "details": details,
        ]))
    }
    return attachments
  }

  /// A detail of an attachment, or an attribute.
  static func detail(_ name: String, _ value: String?) -> Document.Object {
    var detail = Document.Object()
    detail.reserveCapacity(2)
    detail.add("name", name)
    detail.add("value", value)
    return detail
  }

  /// A volume that is to be made is CREATED in the reply that starts its task.
  private func status(ofVolumeOf task: ECS.Task) -> ECS.NetworkAttachment.Status {
    switch task.phase {
    case .waitingForInstance, .creatingNetworkInterface: .created
    case .preparing where task.attachment == nil: .created
    case .attachingNetworkInterface, .preparing, .startingContainers, .activating, .running, .exited, .stopRequested,
      .deactivating, .stopping, .deprovisioning, .stopped:
      status(ofAttachmentTo: task)
    }
  }

  /// How far an attachment is that comes and goes with its task.
  private func status(ofAttachmentTo task: ECS.Task) -> ECS.NetworkAttachment.Status {
    switch task.lastStatus {
    case .provisioning: task.phase == .creatingNetworkInterface ? .precreated : .attaching
    case .pending, .activating, .running, .deactivating, .stopping: .attached
    case .deprovisioning: .detached
    case .stopped: .deleted
    }
  }

  /// The proxy as one of the task's containers.
  func proxyContainer(of task: ECS.Task, showsHealth: Bool) -> Document.Object? {
    guard let proxy = task.proxy else { return nil }
    let status: ECS.ContainerStatus
    switch task.lastStatus {
    case .provisioning, .pending: status = .pending
    case .activating, .running, .deactivating, .stopping: status = .running
    case .deprovisioning, .stopped: status = .stopped
    }
    let interface = task.attachment.flatMap { attachment in
      attachment.privateIPv4Address.map {
        Document.Object(rendering: ["attachmentId": attachment.id, "privateIpv4Address": $0])
      }
    }
    return Document.Object(rendering: [
      "containerArn": ecsARN("container/\(task.cluster)/\(task.id)/\(proxy.containerID)"),
      "taskArn": arn(ofTask: task.id, cluster: task.cluster),
      "name": proxy.containerName,
      "lastStatus": status.rawValue,
      "exitCode": status == .stopped && task.startedAt != nil ? 0 : nil,
      "networkInterfaces": [interface].compactMap { $0 },
      "healthStatus": showsHealth ? (status == .running ? "HEALTHY" : "UNKNOWN") : nil,
      "cpu": "0",
    ])
  }
}

extension ECS.ServiceRegistry: Renderable {
  var rendered: Document {
    Document.Object(rendering: [
      "registryArn": registryARN, "port": port, "containerName": containerName, "containerPort": containerPort,
    ]).rendered
  }
}

extension ECS.VPCLatticeTarget: Renderable {
  var rendered: Document {
    ["roleArn": .string(roleARN), "targetGroupArn": .string(targetGroup), "portName": .string(portName)]
  }
}
