/// Random histories in every `make test`: twenty thousand events, each looked at. `make soak` plays more of them.
import Soak
import Testing

@Suite("The simulated service holds")
struct SoakTests {
  @Test(arguments: UInt64(1)...4)
  func everyPromiseHoldsAfterEveryEvent(seed: UInt64) throws {
    var history = try SoakHistory(seed: seed, auditEvery: 500)
    history.play(events: 5_000)
    #expect(history.broken.isEmpty, "\(history.report)")
    #expect(history.calms > 0 && history.rollouts > 0)
  }
}
