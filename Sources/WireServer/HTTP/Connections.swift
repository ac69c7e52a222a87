/// The connections that are open, what each is doing, and until when it may.
///
/// In: what connections say of themselves, and the machine's milliseconds. Out: whether there is room; sockets woken when
/// their time is up. A socket is woken only while it is registered, and a connection takes itself off before it closes, so
/// a number that the system has given to somebody else is never touched.
import Synchronization

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

final class Connections: Sendable {
  struct Limits: Hashable, Sendable {
    var connections = 256
    /// From a request's first byte to its last.
    var requestSeconds = 15
    /// Without a request.
    var idleSeconds = 60
    /// Without a request, before it makes way for another connection where all are taken.
    var yieldingSeconds = 1
    /// For an answer to be taken.
    var answerSeconds = 15
    /// After a refusal, for the client to read it.
    var lingerSeconds = 2
    /// For what is being read when the server stops.
    var drainSeconds = 5
  }

  enum Phase: Hashable, Sendable { case idle, reading, working, answering, lingering }

  private struct Entry {
    let descriptor: Int32
    var phase = Phase.idle
    var deadline: Int
    var isExpired = false

    /// Its time is up: whoever reads from it or writes to it comes back.
    mutating func wake() {
      isExpired = true
      _ = shutdown(descriptor, phase == .reading ? Int32(SHUT_RD) : Int32(SHUT_RDWR))
    }
  }
  private struct State {
    var entries: [Int: Entry] = [:]
    var nextID = 0
    var isDraining = false
    var sweptAt: Int?
  }

  let limits: Limits
  private let time: MachineTime
  private let state = Mutex(State())

  init(limits: Limits, time: MachineTime) {
    self.limits = limits
    self.time = time
  }

  var count: Int { state.withLock { $0.entries.count } }
  var isDraining: Bool { state.withLock { $0.isDraining } }

  /// Nil where there is no room. Whoever has been idle longest makes way.
  func register(_ descriptor: Int32) -> Int? {
    let deadline = time.monotonicMilliseconds() + limits.idleSeconds * 1_000
    return state.withLock { state in
      guard !state.isDraining else { return nil }
      if state.entries.values.count(where: { !$0.isExpired }) >= limits.connections {
        let latest = deadline - limits.yieldingSeconds * 1_000
        let idle = state.entries.filter { $1.phase == .idle && !$1.isExpired && $1.deadline <= latest }
        guard let longest = idle.min(by: { ($0.value.deadline, $0.key) < ($1.value.deadline, $1.key) })?.key else {
          return nil
        }
        state.entries[longest]?.wake()
      }
      state.nextID += 1
      state.entries[state.nextID] = Entry(descriptor: descriptor, deadline: deadline)
      return state.nextID
    }
  }

  /// To be called before the socket is closed.
  func remove(_ id: Int) { state.withLock { _ = $0.entries.removeValue(forKey: id) } }

  /// False where the connection must end instead: it is idle, and the server is stopping.
  @discardableResult
  func enter(_ phase: Phase, _ id: Int) -> Bool {
    let now = time.monotonicMilliseconds()
    return state.withLock { state in
      guard var entry = state.entries[id] else { return false }
      guard phase != entry.phase || phase == .answering else { return true }
      entry.phase = phase
      entry.isExpired = false
      entry.deadline = deadline(of: phase, from: now, isDraining: state.isDraining)
      state.entries[id] = entry
      return phase != .idle || !state.isDraining
    }
  }

  private func deadline(of phase: Phase, from now: Int, isDraining: Bool) -> Int {
    switch phase {
    case .idle: now + limits.idleSeconds * 1_000
    case .reading: now + (isDraining ? limits.drainSeconds : limits.requestSeconds) * 1_000
    case .working: .max
    case .answering: now + limits.answerSeconds * 1_000
    case .lingering: now + limits.lingerSeconds * 1_000
    }
  }

  /// Whether its time was up in the phase that it is in when last looked at.
  func isExpired(_ id: Int) -> Bool { state.withLock { $0.entries[id]?.isExpired ?? true } }

  /// Wakes connections whose time is up. One that is reading may still answer. To be called several times a second:
  /// where the server itself was busy for longer, with a long advance for one, nobody was slow.
  func sweep() {
    let now = time.monotonicMilliseconds()
    state.withLock { state in
      let stall = now - (state.sweptAt ?? now)
      state.sweptAt = now
      if stall > 1_000 {
        for (id, entry) in state.entries where entry.deadline < .max { state.entries[id]?.deadline += stall }
      }
      for (id, entry) in state.entries where entry.deadline <= now && !entry.isExpired {
        state.entries[id]?.wake()
      }
    }
  }

  /// From now on nobody is let in; the idle are sent away, the others finish their request.
  func drain() {
    let now = time.monotonicMilliseconds()
    state.withLock { state in
      state.isDraining = true
      for (id, entry) in state.entries {
        switch entry.phase {
        case .idle: _ = shutdown(entry.descriptor, Int32(SHUT_RDWR))
        case .reading: state.entries[id]?.deadline = min(entry.deadline, now + limits.drainSeconds * 1_000)
        case .working, .answering, .lingering: break
        }
      }
    }
  }
}
