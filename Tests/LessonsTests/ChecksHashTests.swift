import Testing

@testable import Lessons

@Suite struct ChecksHashTests {
  static func hash(_ text: String) throws -> UInt64 { try Samples.firstStep(text).checksHash }

  /// FNV-1a, 64 bits, of `1:a` (offset basis cbf29ce484222325, prime 100000001b3), computed by hand in Python.
  @Test func isFNV1a() {
    #expect(Fingerprint.hash(of: []) == 0xCBF2_9CE4_8422_2325)
    #expect(Fingerprint.hash(of: ["a"]) == 0x4554_0418_180A_BA49)
  }

  @Test(arguments: [
    ("say: The service is active", "say: Other words"), ("is: ACTIVE", "is:    ACTIVE"),
    ("An order that stays", "A wish that stays"), ("minutes: 10", "minutes: 11"),
  ])
  func wordingDoesNotCount(old: String, new: String) throws {
    #expect(try ChecksHashTests.hash(Samples.whole.replacing(old, with: new)) == ChecksHashTests.hash(Samples.whole))
  }

  @Test(arguments: [
    ("id: active", "id: live"), ("is: ACTIVE", "is-not: ACTIVE"), ("is: ACTIVE", "is: DRAINING"),
    ("is: ACTIVE", "is: ACTIVE\n  within: 3m"), ("is: ACTIVE", "is: ACTIVE\n  guard: true"),
    ("is: ACTIVE", "is: ACTIVE\n  points: 3"), ("services[0].status", "services[1].status"),
    ("--services web", "--services api"), ("kind=do", "kind=goal"), ("is: ACTIVE", "is: \"ACTIVE\""),
  ])
  func whatIsJudgedCounts(old: String, new: String) throws {
    #expect(try ChecksHashTests.hash(Samples.whole.replacing(old, with: new)) != ChecksHashTests.hash(Samples.whole))
  }

  /// Computed once and kept: progress made with this lesson must still be found.
  @Test func theStepsOfTheSampleDiffer() throws {
    let hashes = try Fixture.lesson().steps.map(\.checksHash)
    #expect(Set(hashes).count == hashes.count)
  }
}
