/// The tables against the model files of the reference folder, where there is one.
import Documents
import ServiceModels
import Testing

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

@Suite struct ModelFileTests {
  /// What the file does not know yet. Source: API sheet, section 7.2, "Newer than the pinned model".
  private static let newer = [
    "DeploymentCircuitBreaker": ["resetOnHealthyTask", "thresholdConfiguration"],
    "CreateServiceRequest": ["monitoring"], "UpdateServiceRequest": ["monitoring"],
    "ServiceRevision": ["monitoring", "overrides"], "Container": ["neuronDeviceIds"],
    "DaemonTaskDefinition": ["pidMode", "ipcMode"], "RegisterDaemonTaskDefinitionRequest": ["pidMode", "ipcMode"],
    "CreateExpressGatewayServiceRequest": ["taskDefinitionArn"],
    "UpdateExpressGatewayServiceRequest": ["taskDefinitionArn"],
    "ExpressGatewayServiceConfiguration": ["taskDefinitionArn"],
  ]
  private static let newerWords = ["ResourceType": ["NeuronDevice"], "PlatformDeviceType": ["NEURON_DEVICE"]]
  /// What is no longer required.
  private static let released = ["CreateExpressGatewayServiceRequest": ["executionRoleArn", "primaryContainer"]]

  @Test func ecsSaysWhatTheModelFileSays() throws {
    guard let file = Self.read("ecs-model.json") else {
      print("not run: ModelFileTests (no reference folder beside the repository)")
      return
    }
    let ecs = try #require(ServiceModel.named("ecs"))
    try compare(ecs, with: file)
  }

  @Test func companionsSayWhatTheModelFileSays() throws {
    guard let file = Self.read("companions-model.json") else {
      print("not run: ModelFileTests (no reference folder beside the repository)")
      return
    }
    for member in file.object?.members ?? [] {
      try compare(try #require(ServiceModel.named(member.key)), with: member.value)
    }
  }

  private func compare(_ model: ServiceModel, with file: Document) throws {
    for member in file["operations"]?.object?.members ?? [] {
      let operation = try #require(model.operation(named: member.key), "\(member.key)")
      #expect(operation.commandName == member.value["cli"]?.string)
      #expect(operation.input == member.value["input"]?.string)
      #expect(operation.output == member.value["output"]?.string)
      #expect(operation.errors == (member.value["errors"]?.list ?? []).compactMap(\.string))
      let newer = Self.newer[operation.input] ?? []
      let options = model.inputMembers(of: operation).filter { !newer.contains($0.name) }.map(\.optionName)
      #expect(options == (member.value["options"]?.list ?? []).compactMap(\.string), "\(member.key)")
    }
    for member in file["shapes"]?.object?.members ?? [] {
      let shape = try #require(model.shape(member.key), "\(member.key)")
      let members = (member.value["members"]?.list ?? []).map { $0[0]?.string ?? "" }
      let known = shape.members.filter { !(Self.newer[member.key] ?? []).contains($0.name) }
      #expect(known.map(\.name) == members, "\(member.key)")
      #expect(known.map(\.shape) == (member.value["members"]?.list ?? []).map { $0[1]?.string ?? "" })
      let required = (member.value["required"]?.list ?? []).compactMap(\.string)
      #expect(shape.required == required.filter { Self.released[member.key]?.contains($0) != true }, "\(member.key)")
      let newer = model.name == "ecs" ? Self.newerWords[member.key] ?? [] : []
      let words = (member.value["enum"]?.list ?? []).compactMap(\.string) + newer
      #expect(shape.enumeration == words, "\(member.key)")
      // The file leaves out a least value of 0, which a client checks all the same.
      let minimum = shape.minimum.flatMap { Double($0) == 0 ? nil : $0 }
      #expect(minimum == member.value["min"]?.written(.compact), "\(member.key)")
      #expect(shape.pattern == member.value["pattern"]?.string, "\(member.key)")
    }
  }

  private static func read(_ name: String) -> Document? {
    var folder = #filePath[...]
    for _ in 0..<4 { folder = folder[..<(folder.lastIndex(of: "/") ?? folder.startIndex)] }
    guard let file = fopen("\(folder)/shared/reference/\(name)", "r") else { return nil }
    defer { fclose(file) }
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = fread(&buffer, 1, buffer.count, file)
      if count == 0 { break }
      bytes += buffer[..<count]
    }
    return try? DocumentReader.read(bytes: bytes)
  }
}
