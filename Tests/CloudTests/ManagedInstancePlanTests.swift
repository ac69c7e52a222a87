/// Which instance types are let through, and what is booted for tasks that wait. Expected values by hand.
import Testing

@testable import Cloud

@Suite("What Managed Instances boot")
struct ManagedInstancePlanTests {
  private func requirements(_ change: (inout ECS.InstanceRequirements) -> Void) -> [String] {
    var requirements = ECS.InstanceRequirements()
    change(&requirements)
    return requirements.types.map(\.name)
  }

  @Test func typesAreFilteredAndTheSmallestIsFirst() {
    #expect(
      requirements {
        $0.virtualCPUs = .init(minimum: 2, maximum: 2)
        $0.allowedTypes = ["c*"]
      } == ["c4.large", "c5.large", "c6g.large", "c6i.large"])
    #expect(
      requirements {
        $0.allowedTypes = ["c*.large"]
        $0.generations = ["current"]
        $0.manufacturers = ["amazon-web-services"]
      } == ["c6g.large"])
    #expect(requirements { $0.allowedTypes = ["t3.micro"] } == [])
    #expect(
      requirements {
        $0.allowedTypes = ["t3.micro"]
        $0.burstable = .included
      } == ["t3.micro"])
    // Eight GPUs, then twelve Inferentia chips, then sixteen of Inferentia and of Trainium.
    #expect(
      requirements { $0.accelerators.minimum = 8 }
        == ["p4d.24xlarge", "inf2.48xlarge", "inf1.24xlarge", "trn1.32xlarge"])
    #expect(
      requirements {
        $0.accelerators.minimum = 8
        $0.acceleratorTypes = ["gpu", "fpga"]
      } == ["p4d.24xlarge"])
    #expect(
      requirements {
        $0.acceleratorManufacturers = ["amazon-web-services"]
        $0.acceleratorNames = ["inferentia"]
        $0.manufacturers = ["amd"]
      } == ["inf2.xlarge", "inf2.8xlarge", "inf2.24xlarge", "inf2.48xlarge"])
    // 8 GiB for each vCPU: the r family.
    #expect(
      requirements {
        $0.memoryMiBPerVirtualCPU.minimum = 8 * 1_024
        $0.virtualCPUs.maximum = 2
        $0.excludedTypes = ["i3.*"]
      } == ["r5.large", "r6g.large"])
    #expect(requirements { $0.bareMetal = .required } == [])
  }

  /// Agents register less than EC2 sells.
  @Test(arguments: [
    ("t3.nano", 512), ("t3.micro", 1_024), ("m5.large", 8_192), ("t2.large", 8_192), ("m5.4xlarge", 65_536),
    ("m5.16xlarge", 262_144), ("m5.24xlarge", 393_216), ("p4d.24xlarge", 1_179_648),
    ("inf1.6xlarge", 49_152), ("inf2.48xlarge", 786_432), ("trn1.32xlarge", 524_288),
  ])
  func memoryAsItIsSold(name: String, mebibytes: Int) throws {
    #expect(try #require(InstanceType.named(name)).advertisedMemoryMiB == mebibytes)
  }

  @Test(arguments: [
    ("m5.large", "m5.*", true), ("m5.large", "m5*", true), ("m5.large", "*", true), ("m5.large", "*.large", true),
    ("m5.xlarge", "m*.l*", false), ("m5.large", "m5.large", true), ("m5.large", "m5.larger", false),
    ("c5.large", "c*5*a*e", true), ("aa", "a*a*a", false),
  ])
  func patterns(name: String, pattern: String, fits: Bool) {
    #expect(ECS.InstanceRequirements.matches(name, pattern) == fits)
  }

  private func want(_ cpuUnits: Int, zones: [String]? = nil) -> ECS.ManagedInstancePlan.Want {
    var needs = ECS.InstanceReservation()
    needs.cpuUnits = cpuUnits
    return .init(needs: needs, architecture: "x86_64", zones: zones)
  }

  @Test func roomThatComesIsFilledBeforeMoreIsBooted() throws {
    let types = try ["c5.large", "c5.xlarge"].map { try #require(InstanceType.named($0)) }
    var overhead = ECS.InstanceReservation()
    overhead.cpuUnits = 48
    var plan = ECS.ManagedInstancePlan(
      types: types, overhead: overhead, rooms: [.init(types[0], zone: "b", after: overhead)],
      zones: [("a", 0), ("b", 1)])
    #expect(plan.step(for: want(1_000)) == .waits)
    #expect(plan.step(for: want(1_000)) == .waits)
    // 2,048 - 48 are taken: the next gets an instance in the emptier zone, and the one after it fits beside it.
    #expect(plan.step(for: want(1_500)) == .boots(types[0], zone: "a"))
    #expect(plan.step(for: want(500)) == .waits)
    // With daemons a task of 2 vCPUs does not fit on a machine of 2.
    #expect(plan.step(for: want(2_048)) == .boots(types[1], zone: "a"))
    #expect(plan.step(for: want(100, zones: ["b"])) == .boots(types[0], zone: "b"))
    #expect(plan.step(for: want(5_000)) == .isImpossible)
    #expect(plan.step(for: want(100, zones: ["c"])) == .isImpossible)
  }
}
