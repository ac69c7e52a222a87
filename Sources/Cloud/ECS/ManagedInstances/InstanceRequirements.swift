/// Which EC2 instance types a Managed Instances provider may boot: attribute-based selection.
///
/// In: what a request asks of types. Out: the types of the table that have it, the smallest first. Attributes that the
/// table does not know (bandwidths, local storage, prices) let every type through.
/// Source: ECS API reference, InstanceRequirementsRequest; EC2 API reference for what is usual.

extension ECS {
  package struct InstanceRequirements: Hashable, Sendable {
    package struct Bounds: Hashable, Sendable {
      package var minimum: Int?
      package var maximum: Int?
      package init(minimum: Int? = nil, maximum: Int? = nil) {
        self.minimum = minimum
        self.maximum = maximum
      }
      func contains(_ value: Int) -> Bool { value >= minimum ?? .min && value <= maximum ?? .max }
    }

    package enum Inclusion: String, Hashable, Sendable, CaseIterable { case included, required, excluded }

    package var virtualCPUs = Bounds()
    package var memoryMiB = Bounds()
    package var memoryMiBPerVirtualCPU = Bounds()
    package var accelerators = Bounds()
    package var networkInterfaces = Bounds()
    /// `intel`, `amd`, `amazon-web-services`; empty: any.
    package var manufacturers: [String] = []
    /// `current`, `previous`; empty: any.
    package var generations: [String] = []
    package var burstable = Inclusion.excluded
    package var bareMetal = Inclusion.excluded
    /// Patterns such as `m5.*`; empty: any.
    package var allowedTypes: [String] = []
    package var excludedTypes: [String] = []

    package init() {}

    /// Where a provider names none: general purpose types of the current generation, without accelerators.
    package static let usual: InstanceRequirements = {
      var usual = InstanceRequirements()
      usual.allowedTypes = ["c*", "m*", "r*"]
      usual.generations = ["current"]
      usual.accelerators.maximum = 0
      return usual
    }()

    package func accepts(_ type: InstanceType) -> Bool {
      virtualCPUs.contains(type.virtualCPUs) && memoryMiB.contains(type.advertisedMemoryMiB)
        && memoryMiBPerVirtualCPU.contains(type.advertisedMemoryMiB / max(1, type.virtualCPUs))
        && accelerators.contains(type.gpuCount) && networkInterfaces.contains(type.networkInterfaceLimit)
        && (manufacturers.isEmpty || manufacturers.contains(type.manufacturer))
        && (generations.isEmpty || generations.contains(type.generation))
        && Self.fits(type.isBurstable, burstable) && Self.fits(false, bareMetal)
        && (allowedTypes.isEmpty || allowedTypes.contains { Self.matches(type.name, $0) })
        && !excludedTypes.contains { Self.matches(type.name, $0) }
    }

    /// The types let through, the cheapest first: see `InstanceType.all`.
    package var types: [InstanceType] { InstanceType.all.filter(accepts) }

    private static func fits(_ has: Bool, _ inclusion: Inclusion) -> Bool {
      switch inclusion {
      case .included: true
      case .required: has
      case .excluded: !has
      }
    }

    /// `*` stands for any letters, none included.
    static func matches(_ name: String, _ pattern: String) -> Bool {
      let parts = pattern.split(separator: "*", omittingEmptySubsequences: false)
      guard parts.count > 1, let first = parts.first, let last = parts.last else { return name == pattern }
      guard name.utf8.count >= first.utf8.count + last.utf8.count, name.hasPrefix(first), name.hasSuffix(last) else {
        return false
      }
      var rest = name.dropFirst(first.count).dropLast(last.count)
      for part in parts.dropFirst().dropLast() where !part.isEmpty {
        guard let place = Self.place(of: part, in: rest) else { return false }
        rest = rest[place...].dropFirst(part.count)
      }
      return true
    }

    private static func place(of part: Substring, in text: Substring) -> Substring.Index? {
      var place = text.startIndex
      while place < text.endIndex {
        if text[place...].hasPrefix(part) { return place }
        place = text.index(after: place)
      }
      return nil
    }
  }
}

extension InstanceType {
  private var family: Substring { name.prefix { $0 != "." } }
  /// The letters behind the family's number: `g` of `m6g`.
  private var options: Substring { family.drop { !$0.isNumber }.drop { $0.isNumber } }

  var manufacturer: String {
    if family == "a1" || options.hasPrefix("g") { return "amazon-web-services" }
    return options.hasPrefix("a") || family == "g5" ? "amd" : "intel"
  }
  var isBurstable: Bool { family.hasPrefix("t") }
  var generation: String { Self.previousFamilies.contains(String(family)) ? "previous" : "current" }
  private static let previousFamilies: Set<String> = ["a1", "c4", "i3", "m4", "p3", "t2"]

  /// As EC2 sells it: whole GiB, from 64 on in steps of 8; agents register a little less.
  var advertisedMemoryMiB: Int {
    if memoryMiB < 512 { return 512 }
    let gibibytes = (memoryMiB * 1_025 / 1_000 + 1_023) / 1_024
    return (gibibytes > 64 ? (gibibytes + 7) / 8 * 8 : gibibytes) * 1_024
  }
}
