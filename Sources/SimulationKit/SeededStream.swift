/// Chance that repeats: a stream of numbers that depends on its seed and its name alone.
///
/// In: a seed, and names to split by. Out: numbers. Never reads the system's randomness; two streams split by
/// different names do not influence one another, so one subsystem may draw more without moving another.
/// Source: SplitMix64 (Steele, Lea, Flood: "Fast Splittable Pseudorandom Number Generators", OOPSLA 2014).
package struct SeededStream: RandomNumberGenerator, Hashable, Sendable {
  private var state: UInt64

  package init(seed: UInt64) { state = seed }

  /// An independent stream for `name`; splitting does not advance this one.
  package func split(_ name: String) -> SeededStream {
    var hash = StableHash()
    hash.combine(state)
    hash.combine(name)
    return SeededStream(seed: hash.value)
  }

  package mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    return mixed(state)
  }

  /// A number in `range`, each as likely (by rejection, so without bias).
  package mutating func number(in range: ClosedRange<Int>) -> Int {
    let span = UInt64(bitPattern: Int64(range.upperBound)) &- UInt64(bitPattern: Int64(range.lowerBound))
    guard span < .max else { return Int(truncatingIfNeeded: next()) }
    let count = span + 1
    let limit = UInt64.max - UInt64.max % count
    var drawn = next()
    while drawn >= limit { drawn = next() }
    return Int(truncatingIfNeeded: UInt64(bitPattern: Int64(range.lowerBound)) &+ drawn % count)
  }

  /// One of `elements`, nil when there is none.
  package mutating func element<Element>(of elements: [Element]) -> Element? {
    elements.isEmpty ? nil : elements[number(in: 0...elements.count - 1)]
  }
}

/// A hash that is the same in every process, on every machine and in every build.
///
/// Source: FNV-1a, 64 bit (Fowler, Noll, Vo), finished by SplitMix64's mixing so that near inputs spread.
package struct StableHash: Hashable, Sendable {
  private var state: UInt64 = 0xCBF2_9CE4_8422_2325

  package init() {}

  package mutating func combine(byte: UInt8) { state = (state ^ UInt64(byte)) &* 0x100_0000_01B3 }
  package mutating func combine(_ number: UInt64) {
    for shift in stride(from: UInt64(0), to: 64, by: 8) { combine(byte: UInt8(truncatingIfNeeded: number >> shift)) }
  }
  package mutating func combine(_ number: Int) { combine(UInt64(bitPattern: Int64(number))) }
  /// The UTF-8 bytes and their count, so that ("ab","c") and ("a","bc") differ.
  package mutating func combine(_ text: String) {
    combine(text.utf8.count)
    for byte in text.utf8 { combine(byte: byte) }
  }
  package var value: UInt64 { mixed(state) }

  package static func of(_ text: String) -> UInt64 {
    var hash = StableHash()
    hash.combine(text)
    return hash.value
  }
}

private func mixed(_ input: UInt64) -> UInt64 {
  var bits = input
  bits = (bits ^ (bits >> 30)) &* 0xBF58_476D_1CE4_E5B9
  bits = (bits ^ (bits >> 27)) &* 0x94D0_49BB_1331_11EB
  return bits ^ (bits >> 31)
}
