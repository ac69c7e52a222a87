/// Managed Instances providers as requests carry them, parsed, and as replies show them.
///
/// In: the members of a request. Out: typed settings, or AWS's refusal of a word; the document for echo.
/// Source: ECS API reference, CreateManagedInstancesProviderConfiguration, UpdateManagedInstancesProviderConfiguration,
/// InstanceLaunchTemplate, InstanceRequirementsRequest.
import Cloud
import Documents

extension ECS.ManagedInstancesProvider {
  /// For CreateCapacityProvider.
  init(reading input: Input) throws(ServiceFailure) {
    self.init(infrastructureRoleARN: "", instanceProfileARN: "", subnets: [], securityGroups: [])
    try change(reading: input)
    let template = try input.structure("instanceLaunchTemplate")
    capacityOption =
      try template?.word(
        "capacityOptionType", as: CapacityOption.self, called: "capacityOptionType",
        allowed: CapacityOption.allCases.map(\.rawValue)) ?? .onDemand
    if var echoed = document["instanceLaunchTemplate"]?.object {
      echoed["capacityOptionType"] = .string(capacityOption.rawValue)
      document["instanceLaunchTemplate"] = .object(echoed)
    }
    guard capacityOption == .reserved || !(template?.isGiven("capacityReservations") ?? false) else {
      throw .invalidParameter(
        "capacityReservations can only be specified with the capacityOptionType RESERVED.",
        why: "Reservations are used where capacityOptionType says RESERVED.")
    }
  }

  /// For both requests: takes over what is given, and leaves the rest as it is.
  mutating func change(reading input: Input) throws(ServiceFailure) {
    infrastructureRoleARN = try input.string("infrastructureRoleArn") ?? infrastructureRoleARN
    if let word = try input.choice("propagateTags", called: "propagateTags", of: ["CAPACITY_PROVIDER", "NONE"]) {
      propagatesTags = word == "CAPACITY_PROVIDER"
    }
    if let optimization = try input.structure("infrastructureOptimization") {
      scaleInAfterSeconds = try optimization.integer("scaleInAfter")
    }
    if let repair = try input.structure("autoRepairConfiguration") {
      repairs = try repair.choice("actionsStatus", called: "actionsStatus", of: ["ENABLED", "DISABLED"]) != "DISABLED"
    }
    if let template = try input.structure("instanceLaunchTemplate") { try change(template: template) }
    document = merged(document, with: input.object)
  }

  private mutating func change(template: Input) throws(ServiceFailure) {
    instanceProfileARN = try template.string("ec2InstanceProfileArn") ?? instanceProfileARN
    if let network = try template.structure("networkConfiguration") {
      subnets = try network.strings("subnets") ?? []
      securityGroups = try network.strings("securityGroups") ?? []
    }
    if let requirements = try template.structure("instanceRequirements") {
      self.requirements = try ECS.InstanceRequirements(reading: requirements)
    }
    _ = try template.choice("monitoring", called: "monitoring", of: ["BASIC", "DETAILED"])
  }

  /// The known members with the given ones on top; the launch template's one by one.
  private func merged(_ known: Document.Object, with given: Document.Object) -> Document.Object {
    var result = known
    for member in given.members where !member.value.isNull {
      guard member.key == "instanceLaunchTemplate", var template = known[member.key]?.object else {
        result[member.key] = member.value
        continue
      }
      for inner in member.value.object?.members ?? [] { template[inner.key] = inner.value }
      result[member.key] = .object(template)
    }
    return result
  }
}

extension ECS.InstanceRequirements {
  fileprivate init(reading input: Input) throws(ServiceFailure) {
    self.init()
    virtualCPUs = try input.bounds("vCpuCount")
    memoryMiB = try input.bounds("memoryMiB")
    accelerators = try input.bounds("acceleratorCount")
    acceleratorTypes = try input.words("acceleratorTypes", of: ["gpu", "fpga", "inference"])
    acceleratorManufacturers = try input.words(
      "acceleratorManufacturers", of: ["amazon-web-services", "amd", "nvidia", "xilinx", "habana"])
    acceleratorNames = try input.words(
      "acceleratorNames",
      of: [
        "a100", "inferentia", "k520", "k80", "m60", "radeon-pro-v520", "t4", "vu9p", "v100", "a10g", "h100", "t4g",
      ])
    networkInterfaces = try input.bounds("networkInterfaceCount")
    if let ratio = try input.structure("memoryGiBPerVCpu") {
      memoryMiBPerVirtualCPU = Bounds(minimum: try ratio.mebibytes("min"), maximum: try ratio.mebibytes("max"))
    }
    manufacturers = try input.words("cpuManufacturers", of: ["intel", "amd", "amazon-web-services"])
    generations = try input.words("instanceGenerations", of: ["current", "previous"])
    let words = Inclusion.allCases.map(\.rawValue)
    burstable =
      try input.word("burstablePerformance", as: Inclusion.self, called: "burstablePerformance", allowed: words)
      ?? .excluded
    bareMetal = try input.word("bareMetal", as: Inclusion.self, called: "bareMetal", allowed: words) ?? .excluded
    allowedTypes = try input.strings("allowedInstanceTypes") ?? []
    excludedTypes = try input.strings("excludedInstanceTypes") ?? []
    guard allowedTypes.isEmpty || excludedTypes.isEmpty else {
      throw .invalidParameter("Only one of allowedInstanceTypes and excludedInstanceTypes can be specified.")
    }
  }
}

extension Input {
  fileprivate func bounds(_ member: String) throws(ServiceFailure) -> ECS.InstanceRequirements.Bounds {
    guard let range = try structure(member) else { return .init() }
    let bounds = ECS.InstanceRequirements.Bounds(minimum: try range.integer("min"), maximum: try range.integer("max"))
    guard bounds.minimum ?? 0 >= 0, bounds.minimum ?? 0 <= bounds.maximum ?? .max else {
      throw .invalidParameter(
        "The range of \(member) is invalid.", why: "min can not be negative, nor greater than max.")
    }
    return bounds
  }

  /// Whole MiB of a number of GiB.
  fileprivate func mebibytes(_ member: String) throws(ServiceFailure) -> Int? {
    guard let value = document(member) else { return nil }
    guard let gibibytes = value.double else { throw .serialization(of: value, as: "Double") }
    guard (0...1_000_000).contains(gibibytes) else {
      throw .invalidParameter("The range of memoryGiBPerVCpu is invalid.")
    }
    return Int((gibibytes * 1_024).rounded())
  }

  fileprivate func words(_ member: String, of allowed: [String]) throws(ServiceFailure) -> [String] {
    let words = try strings(member) ?? []
    guard words.allSatisfy(allowed.contains) else { throw .shouldBeOneOf(member, allowed) }
    return words
  }
}

extension ECS.ManagedInstancesProvider: Renderable {
  var rendered: Document { .object(document) }
}
