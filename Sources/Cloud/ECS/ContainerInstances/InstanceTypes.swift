/// EC2 instance types as container instances: CPU, memory, network interfaces, GPUs, Neuron devices.
///
/// In: a type's name. Out: its numbers, nil for a type that is not in the table.
/// Source: runtime sheet, section 4.7 (ECS Developer Guide, "Elastic network interface trunking"; memory as agents report).
/// Types with Neuron devices: AWS Neuron documentation, "Inf1/Inf2/Trn1 Architecture", and EC2 User Guide, "IP addresses
/// per network interface per instance type"; their agents report 97 % of the memory from 48 GiB on, as the sheet's do.
package struct InstanceType: Hashable, Sendable {
  package let name: String
  package let virtualCPUs: Int
  /// What the agent registers.
  package let memoryMiB: Int
  /// The machine's own included.
  package let networkInterfaceLimit: Int
  package let gpuCount: Int
  /// How many tasks of network mode awsvpc it can have behind a trunk interface; 0: it never has one.
  package let trunkedTaskLimit: Int
  /// Chips of AWS Inferentia or AWS Trainium.
  package let neuronDeviceCount: Int

  package var acceleratorCount: Int { gpuCount + neuronDeviceCount }
  package var cpuUnits: Int { virtualCPUs * 1_024 }

  package static func named(_ name: String) -> InstanceType? { byName[name] }
  /// Ascending.
  package static var names: [String] { byName.keys.sorted() }

  /// Those without accelerators first, then fewest vCPUs, then least memory, then by name: roughly by price.
  package static let all: [InstanceType] = byName.values.sorted {
    ($0.acceleratorCount, $0.virtualCPUs, $0.memoryMiB, $0.name)
      < ($1.acceleratorCount, $1.virtualCPUs, $1.memoryMiB, $1.name)
  }

  private static let byName: [String: InstanceType] = {
    var types: [String: InstanceType] = [:]
    for line in table.split(separator: "\n") {
      let words = line.split(separator: " ")
      let numbers = words.dropFirst().compactMap { Int($0) }
      guard let name = words.first.map(String.init), numbers.count == 6 else { continue }
      types[name] = InstanceType(
        name: name, virtualCPUs: numbers[0], memoryMiB: numbers[1], networkInterfaceLimit: numbers[2],
        gpuCount: numbers[3], trunkedTaskLimit: numbers[4], neuronDeviceCount: numbers[5])
    }
    return types
  }()

  /// Name, vCPUs, registered MiB, network interfaces, GPUs, tasks behind a trunk, Neuron devices.
  private static let table = """
    t2.micro 1 985 2 0 0 0
    t2.small 1 1993 3 0 0 0
    t2.medium 2 3955 3 0 0 0
    t2.large 2 7983 3 0 0 0
    t3.nano 2 412 2 0 0 0
    t3.micro 2 957 2 0 0 0
    t3.small 2 1949 3 0 0 0
    t3.medium 2 3884 3 0 0 0
    t3.large 2 7680 3 0 0 0
    t3.xlarge 4 15728 4 0 0 0
    t3.2xlarge 8 31621 4 0 0 0
    t3a.medium 2 3884 3 0 0 0
    t4g.micro 2 957 2 0 0 0
    t4g.small 2 1949 3 0 0 0
    t4g.medium 2 3884 3 0 0 0
    t4g.large 2 7680 3 0 0 0
    m4.large 2 7985 2 0 0 0
    m5.large 2 7680 3 0 10 0
    m5.xlarge 4 15728 4 0 20 0
    m5.2xlarge 8 31621 4 0 40 0
    m5.4xlarge 16 63569 8 0 60 0
    m5.12xlarge 48 190709 8 0 60 0
    m5.16xlarge 64 254279 15 0 120 0
    m5.24xlarge 96 381419 15 0 120 0
    m5zn.large 2 7680 3 0 14 0
    m6a.12xlarge 48 190709 8 0 120 0
    m6i.large 2 7680 3 0 10 0
    m6i.xlarge 4 15728 4 0 20 0
    m6i.8xlarge 32 127139 8 0 90 0
    m6i.12xlarge 48 190709 8 0 120 0
    m6g.medium 1 3884 2 0 4 0
    m6g.large 2 7680 3 0 10 0
    m6g.xlarge 4 15728 4 0 20 0
    m7g.large 2 7680 3 0 10 0
    a1.medium 1 1949 2 0 10 0
    c4.large 2 3768 3 0 0 0
    c4.2xlarge 8 15042 4 0 0 0
    c4.4xlarge 16 30158 8 0 0 0
    c5.large 2 3884 3 0 10 0
    c5.xlarge 4 7680 4 0 20 0
    c5.2xlarge 8 15728 4 0 40 0
    c5.4xlarge 16 31621 8 0 60 0
    c5.9xlarge 36 71516 8 0 60 0
    c5.18xlarge 72 143032 15 0 120 0
    c6g.large 2 3884 3 0 10 0
    c6i.large 2 3884 3 0 10 0
    r5.large 2 15728 3 0 10 0
    r5.xlarge 4 31621 4 0 20 0
    r6g.large 2 15728 3 0 10 0
    i3.large 2 14991 3 0 0 0
    g4dn.xlarge 4 15728 3 1 0 0
    g5.xlarge 4 15728 4 1 6 0
    g5.2xlarge 8 31621 4 1 19 0
    g5.4xlarge 16 63569 8 1 40 0
    p3.2xlarge 8 60590 4 1 40 0
    p4d.24xlarge 96 1144258 60 8 120 0
    inf1.xlarge 4 7680 4 0 0 1
    inf1.2xlarge 8 15728 4 0 0 1
    inf1.6xlarge 24 47677 8 0 0 4
    inf1.24xlarge 96 190709 11 0 0 16
    inf2.xlarge 4 15728 4 0 0 1
    inf2.8xlarge 32 127139 8 0 0 1
    inf2.24xlarge 96 381419 15 0 0 6
    inf2.48xlarge 192 762839 15 0 0 12
    trn1.2xlarge 8 31621 4 0 19 1
    trn1.32xlarge 128 508559 40 0 120 16
    """

  /// Graviton families run arm64.
  package static func architecture(of name: String) -> String {
    let family = name.split(separator: ".").first ?? ""
    let isARM = family.hasPrefix("a1") || (family.last == "g" && family.dropLast().last?.isNumber ?? false)
    return isARM ? "arm64" : "x86_64"
  }
}
