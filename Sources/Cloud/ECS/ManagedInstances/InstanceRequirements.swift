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
    /// Words of the API, of which a type's accelerators must answer to one; empty: any type, or one without.
    package var acceleratorTypes: [String] = []
    package var acceleratorManufacturers: [String] = []
    package var acceleratorNames: [String] = []
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
        && accelerators.contains(type.acceleratorCount) && networkInterfaces.contains(type.networkInterfaceLimit)
        && Self.names(type.accelerator?.type, acceleratorTypes)
        && Self.names(type.accelerator?.manufacturer, acceleratorManufacturers)
        && Self.names(type.accelerator?.name, acceleratorNames)
        && (manufacturers.isEmpty || manufacturers.contains(type.manufacturer))
        && (generations.isEmpty || generations.contains(type.generation))
        && Self.fits(type.isBurstable, burstable) && Self.fits(false, bareMetal)
        && (allowedTypes.isEmpty || allowedTypes.contains { Self.matches(type.name, $0) })
        && !excludedTypes.contains { Self.matches(type.name, $0) }
    }

    /// The types let through, the cheapest first: see `InstanceType.all`.
    package var types: [InstanceType] { InstanceType.all.filter(accepts) }

    private static func names(_ word: String?, _ wanted: [String]) -> Bool {
      wanted.isEmpty || word.map(wanted.contains) ?? false
    }

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
    return options.hasPrefix("a") || ["g5", "inf2"].contains(family) ? "amd" : "intel"
  }
  /// In the words of InstanceRequirementsRequest, which has none for Trainium's name; nil for a type without.
  var accelerator: (type: String, manufacturer: String, name: String)? {
    switch family {
    case "g4dn": ("gpu", "nvidia", "t4")
    case "g5": ("gpu", "nvidia", "a10g")
    case "p3": ("gpu", "nvidia", "v100")
    case "p4d": ("gpu", "nvidia", "a100")
    case "inf1", "inf2": ("inference", "amazon-web-services", "inferentia")
    case "trn1": ("inference", "amazon-web-services", "trainium")
    default: nil
    }
  }
  var isBurstable: Bool { family.hasPrefix("t") && !family.hasPrefix("trn") }
  var generation: String { Self.previousFamilies.contains(String(family)) ? "previous" : "current" }
  private static let previousFamilies: Set<String> = ["a1", "c4", "i3", "m4", "p3", "t2"]

  /// As EC2 sells it: whole GiB, from 64 on in steps of 8; agents register a little less.
  var advertisedMemoryMiB: Int {
    if memoryMiB < 512 { return 512 }
    let gibibytes = (memoryMiB * 1_025 / 1_000 + 1_023) / 1_024
    return (gibibytes > 64 ? (gibibytes + 7) / 8 * 8 : gibibytes) * 1_024
  }
}
