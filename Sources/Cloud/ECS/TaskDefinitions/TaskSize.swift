/// Sizes of tasks: how they are written, and which pairs Fargate has.
///
/// In: `cpu` and `memory` of a task definition. Out: CPU units and MiB. Exact: no binary fractions.
/// Source: ECS Developer Guide, "Task size" and "Task CPU and memory" (Fargate).

package enum TaskSize {
  /// `256`, `0.25 vCPU`, `.25vcpu` → 256. nil for what is no size.
  package static func cpuUnits(_ text: String) -> Int? { parse(text, unit: "vcpu") }

  /// `512`, `0.5 GB`, `1GB` → MiB.
  package static func memoryMiB(_ text: String) -> Int? { parse(text, unit: "gb") }

  /// True where Fargate has tasks of this size.
  package static func isFargateSize(cpuUnits: Int, memoryMiB: Int, isLinux: Bool = true) -> Bool {
    switch cpuUnits {
    case 256: isLinux && [512, 1_024, 2_048].contains(memoryMiB)
    case 512: isLinux && steps(1_024, 4_096, by: 1_024, memoryMiB)
    case 1_024: steps(2_048, 8_192, by: 1_024, memoryMiB)
    case 2_048: steps(4_096, 16_384, by: 1_024, memoryMiB)
    case 4_096: steps(8_192, 30_720, by: 1_024, memoryMiB)
    case 8_192: isLinux && steps(16_384, 61_440, by: 4_096, memoryMiB)
    case 16_384: isLinux && steps(32_768, 122_880, by: 8_192, memoryMiB)
    default: false
    }
  }

  private static func steps(_ first: Int, _ last: Int, by step: Int, _ memoryMiB: Int) -> Bool {
    (first...last).contains(memoryMiB) && memoryMiB.isMultiple(of: step)
  }

  private static func parse(_ text: String, unit: String) -> Int? {
    guard text.utf8.count <= 24 else { return nil }
    let lowered = text.lowercased().filter { $0 != " " }
    guard lowered.hasSuffix(unit) else { return wholeNumber(lowered[...]) }
    let number = lowered.dropLast(unit.count)
    let parts = number.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
    guard let whole = parts.first, whole.count + (parts.count > 1 ? parts[1].count : 0) > 0 else { return nil }
    let fraction = parts.count > 1 ? parts[1] : ""
    guard let units = whole.isEmpty ? 0 : wholeNumber(whole), fraction.count <= 6 else { return nil }
    guard let thousandths = fraction.isEmpty ? 0 : wholeNumber(fraction) else { return nil }
    let scale = (0..<fraction.count).reduce(1) { value, _ in value * 10 }
    return units * 1_024 + thousandths * 1_024 / scale
  }

  /// Digits only, at most nine.
  private static func wholeNumber(_ text: Substring) -> Int? {
    guard (1...9).contains(text.utf8.count),
      text.utf8.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) })
    else { return nil }
    return Int(text)
  }
}
