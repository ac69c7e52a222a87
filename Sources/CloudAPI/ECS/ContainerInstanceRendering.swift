/// Container instances as replies show them.
///
/// In: an instance and the Region it is in. Out: its document. Source: ECS API reference, ContainerInstance, Resource.
import Cloud
import Documents

extension ECS.Attribute: Renderable {
  var rendered: Document { Document.Object(rendering: ["name": name, "value": value, "targetId": targetID]).rendered }
}

extension Region {
  func document(of instance: ECS.ContainerInstance, withTags: Bool) -> Document.Object {
    let counts = taskCounts(ofContainerInstance: instance.id)
    let attributes = instance.attributes.map { Document.Object(rendering: ["name": $0.key, "value": $0.value]) }
    return Document.Object(rendering: [
      "containerInstanceArn": arn(ofContainerInstance: instance.id, cluster: instance.cluster),
      "ec2InstanceId": instance.ec2InstanceID,
      "capacityProviderName": instance.capacityProviderName,
      "version": instance.version,
      "versionInfo": Document.Object(rendering: [
        "agentVersion": instance.installed.version, "agentHash": instance.installed.hash,
        "dockerVersion": instance.installed.dockerVersion,
      ]),
      "remainingResources": resources(
        of: instance, cpuUnits: instance.remainingCPUUnits, memoryMiB: instance.remainingMemoryMiB,
        ports: instance.usedPorts, udpPorts: instance.usedUDPPorts,
        gpus: Array(instance.gpuIDs.dropFirst(instance.gpusInUse)),
        neuronDevices: instance.areNeuronDevicesTaken ? [] : instance.neuronDeviceIDs),
      "registeredResources": resources(
        of: instance, cpuUnits: instance.registeredCPUUnits, memoryMiB: instance.registeredMemoryMiB,
        ports: instance.registeredPorts, udpPorts: instance.registeredUDPPorts, gpus: instance.gpuIDs,
        neuronDevices: instance.neuronDeviceIDs),
      "status": instance.status.rawValue,
      "statusReason": instance.statusReason,
      "agentConnected": instance.isAgentConnected && instance.status != .inactive,
      "runningTasksCount": counts.running,
      "pendingTasksCount": counts.pending,
      "agentUpdateStatus": instance.agentUpdateStatus?.rawValue,
      "attributes": attributes,
      "registeredAt": instance.registeredAt,
      "attachments": [Document.Object](),
      "tags": withTags ? instance.tags : [],
    ])
  }

  private func resources(
    of instance: ECS.ContainerInstance, cpuUnits: Int, memoryMiB: Int, ports: [Int], udpPorts: [Int], gpus: [String],
    neuronDevices: [String]
  ) -> [Document.Object] {
    var all = [
      resource("CPU", integer: cpuUnits), resource("MEMORY", integer: memoryMiB),
      resource("PORTS", texts: ports.map(String.init)), resource("PORTS_UDP", texts: udpPorts.map(String.init)),
    ]
    if instance.gpuCount > 0 { all.append(resource("GPU", texts: gpus)) }
    // Called after PlatformDeviceType (inferred).
    if instance.neuronDeviceCount > 0 { all.append(resource("NEURON_DEVICE", texts: neuronDevices)) }
    return all
  }

  private func resource(_ name: String, integer: Int? = nil, texts: [String]? = nil) -> Document.Object {
    Document.Object(rendering: [
      "name": name, "type": texts == nil ? "INTEGER" : "STRINGSET",
      "doubleValue": Document.decimal(.init(checkedText: "0.0")), "longValue": 0, "integerValue": integer ?? 0,
      "stringSetValue": texts,
    ])
  }

  func healthDocument(of instance: ECS.ContainerInstance) -> Document.Object {
    let health = health(of: instance)
    let checks = health.checks.map { result in
      Document.Object(rendering: [
        "type": result.check.rawValue, "status": result.status.rawValue, "statusReason": result.reason,
        "lastUpdated": result.lastUpdated, "lastStatusChange": result.lastStatusChange,
      ])
    }
    return Document.Object(rendering: ["overallStatus": health.overall.rawValue, "details": checks])
  }
}

extension ECS.ContainerInstance {
  /// One name for each GPU.
  fileprivate var gpuIDs: [String] { (0..<gpuCount).map { "GPU-\(id.prefix(8))-\($0)" } }
  /// The devices' indices: 0 is /dev/neuron0. Source: ECS API reference, PlatformDevice.
  var neuronDeviceIDs: [String] { (0..<neuronDeviceCount).map(String.init) }
}
