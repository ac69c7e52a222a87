import SimulationKit
import Testing

/// Chance that repeats.
@Suite struct SeededStreamTests {
  /// Vigna's reference `splitmix64.c`: seeds 0 and 1234567.
  @Test func givesThePublishedSequence() {
    var zero = SeededStream(seed: 0)
    #expect((0..<3).map { _ in zero.next() } == [0xE220_A839_7B1D_CDAF, 0x6E78_9E6A_A1B9_65F4, 0x06C4_5D18_8009_454F])
    var other = SeededStream(seed: 1_234_567)
    #expect(
      (0..<5).map { _ in other.next() } == [
        6_457_827_717_110_365_317, 3_203_168_211_198_807_973, 9_817_491_932_198_370_423, 4_593_380_528_125_082_431,
        16_408_922_859_458_223_821,
      ])
  }

  @Test func splitStreamsDoNotInfluenceOneAnother() {
    let root = SeededStream(seed: 7)
    var alone = root.split("tasks")
    let expected = (0..<5).map { _ in alone.next() }
    var tasks = root.split("tasks")
    var services = root.split("services")
    for _ in 0..<100 { _ = services.next() }
    #expect((0..<5).map { _ in tasks.next() } == expected)
    #expect(root == SeededStream(seed: 7))
    var again = root.split("services")
    var first = root.split("tasks")
    #expect(again.next() != first.next())
  }

  @Test func numbersStayInTheirRange() {
    var stream = SeededStream(seed: 11)
    var seen: Set<Int> = []
    for _ in 0..<500 { seen.insert(stream.number(in: -3...3)) }
    #expect(seen == [-3, -2, -1, 0, 1, 2, 3])
    #expect(stream.number(in: 5...5) == 5)
    _ = stream.number(in: .min ... .max)
    #expect((Int.min...0).contains(stream.number(in: .min...0)))
    #expect(stream.element(of: [Int]()) == nil)
    #expect(stream.element(of: ["only"]) == "only")
  }

  /// FNV-1a's published 64-bit value of "a" is 0xAF63DC4C8601EC8C; ours adds the length first and mixes last, so only the
  /// properties are held.
  @Test func stableHashTellsWhereWordsEnd() {
    var left = StableHash()
    left.combine("ab")
    left.combine("c")
    var right = StableHash()
    right.combine("a")
    right.combine("bc")
    #expect(left.value != right.value)
    #expect(StableHash.of("demo") == StableHash.of("demo"))
    #expect(StableHash.of("demo") != StableHash.of("Demo"))
    #expect(StableHash.of("") != 0)
  }
}

/// Identifiers have the shapes that cloud APIs use.
@Suite struct IdentifierMintTests {
  @Test func shapes() {
    var mint = IdentifierMint(stream: SeededStream(seed: 5))
    for _ in 0..<50 {
      #expect(matches(mint.hexadecimal(32), count: 32, "0123456789abcdef"))
      #expect(matches(mint.digits(12), count: 12, "0123456789"))
      #expect(
        matches(mint.urlSafe(44), count: 44, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-"))
      let parts = mint.uuid().split(separator: "-", omittingEmptySubsequences: false).map(String.init)
      #expect(parts.map(\.count) == [8, 4, 4, 4, 12])
      #expect(parts.allSatisfy { matches($0, count: $0.count, "0123456789abcdef") })
      #expect(parts[2].first == "4")
      #expect("89ab".contains(parts[3].first ?? " "))
    }
    #expect(mint.hexadecimal(0) == "")
    #expect(mint.hexadecimal(-1) == "")
  }

  @Test func sameSeedSameIdentifiers() {
    var left = IdentifierMint(stream: SeededStream(seed: 5).split("tasks"))
    var right = IdentifierMint(stream: SeededStream(seed: 5).split("tasks"))
    #expect((0..<5).map { _ in left.uuid() } == (0..<5).map { _ in right.uuid() })
  }

  private func matches(_ text: String, count: Int, _ alphabet: String) -> Bool {
    text.count == count && text.allSatisfy { alphabet.contains($0) }
  }
}
