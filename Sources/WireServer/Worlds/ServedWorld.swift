/// One world that is served, and its clock.
///
/// In: requests, advances, resets, the machine's monotonic milliseconds. Out: replies. A throw-away world lives in memory
/// alone, without a journal; a sandbox is journaled as everywhere, and other processes may change it meanwhile. Time is
/// written down only before a changing request and where something fell due. Not Sendable: its owner is one actor.
import Cloud
import CloudAPI
import SimulationKit
import Workspace

struct ServedWorld {
  typealias MakeWorld = (Instant) throws(WorkspaceError) -> World

  private enum Keeper {
    case memory(MemoryWorld)
    case sandbox(Sandbox)
  }

  /// A throw-away world, changed in place.
  private final class MemoryWorld {
    var world: World
    let makeWorld: MakeWorld
    init(_ world: World, _ makeWorld: @escaping MakeWorld) {
      self.world = world
      self.makeWorld = makeWorld
    }
  }

  private var keeper: Keeper
  private var clock: WorldClock
  /// Where the world stood after this server's last step.
  private var leftAt: Instant
  /// Calls so far, which number the causes of events in a throw-away world.
  private var calls = 0

  /// A throw-away world.
  ///
  /// - Parameter makeWorld: makes the world as it is in the beginning, at an instant.
  init(start: Instant, speed: Double, at monotonic: Int, makeWorld: @escaping MakeWorld) throws(WorkspaceError) {
    let world = try makeWorld(start)
    keeper = .memory(MemoryWorld(world, makeWorld))
    clock = WorldClock(speed: speed, anchor: world.now, at: monotonic)
    leftAt = world.now
  }

  init(_ sandbox: Sandbox, speed: Double, at monotonic: Int) {
    keeper = .sandbox(sandbox)
    clock = WorldClock(speed: speed, anchor: sandbox.now, at: monotonic)
    leftAt = sandbox.now
  }

  var world: World {
    switch keeper {
    case .memory(let memory): memory.world
    case .sandbox(let sandbox): sandbox.world
    }
  }

  /// Whether a role was assumed here with that access key.
  func hasSession(ofKey key: String) -> Bool {
    CloudAPI.principal(ofKey: key, inRegion: CredentialScope.defaultRegion, of: world) != nil
  }

  /// The instant that clients see, which a sandbox's world may not have reached as long as nothing is due.
  func now(at monotonic: Int) -> Instant { max(world.now, clock.instant(at: monotonic)) }

  /// How many changes are in the event log so far.
  private var eventCount: Int { world.eventLog.nextNumber }

  // MARK: Calls

  /// - Parameter accessKey: by which the request is signed.
  mutating func perform(
    _ request: ServiceRequest, accessKey: String?, client: String, at monotonic: Int
  ) throws(WorkspaceError) -> ServiceReply {
    var request = request
    let isReadOnly = CloudAPI.isReadOnly(service: request.service, operation: request.operation)
    try follow(at: monotonic, isChange: !isReadOnly)
    defer { leftAt = world.now }
    calls += 1
    if let caller = CloudAPI.principal(ofKey: accessKey, inRegion: request.region, of: world) {
      request.principal = caller
    }
    if isReadOnly {
      // A look leaves no trace, and sees the present even where it is not written down yet.
      var copy = world
      copy.advance(to: clock.instant(at: monotonic))
      return CloudAPI.answer(request, on: &copy, cause: .command(calls))
    }
    switch keeper {
    case .memory(let memory): return CloudAPI.answer(request, on: &memory.world, cause: .command(calls))
    case .sandbox(let sandbox):
      return try sandbox.perform(
        request, typed: "\(request.service) \(request.operation)", origin: Origin(.httpClient, client: client)
      ).raw
    }
  }

  /// Brings the world up to the present: always before a change, else where something is due.
  private mutating func follow(at monotonic: Int, isChange: Bool) throws(WorkspaceError) {
    try takeOver(at: monotonic)
    let target = clock.instant(at: monotonic)
    let isDue = world.nextDue.map { $0 <= target } ?? false
    if target > world.now, isDue || isChange {
      let outcome = try move(to: target)
      if outcome != .reached { clock.follow(from: world.now, at: monotonic) }
    }
    leftAt = world.now
  }

  /// What other processes did to the sandbox; where that moved its time, following begins anew from there.
  private mutating func takeOver(at monotonic: Int) throws(WorkspaceError) {
    if case .sandbox(let sandbox) = keeper { try sandbox.catchUp() }
    if world.now != leftAt { clock.follow(from: world.now, at: monotonic) }
  }

  /// At most 30 days at a time is what a sandbox takes.
  private mutating func move(to target: Instant) throws(WorkspaceError) -> AdvanceOutcome {
    switch keeper {
    case .memory(let memory): return memory.world.advance(to: target)
    case .sandbox(let sandbox):
      var outcome = AdvanceOutcome.reached
      while sandbox.now < target, outcome == .reached {
        outcome = try sandbox.advance(to: min(target, sandbox.now + .days(30)), origin: .httpClient).outcome
      }
      return outcome
    }
  }

  // MARK: Controls

  struct Moved: Hashable, Sendable {
    let now: Instant
    /// Events that were recorded on the way.
    let events: Int
    let outcome: AdvanceOutcome
  }

  /// Lets `span` pass beyond the present, whatever the speed.
  mutating func advance(by span: Duration, at monotonic: Int) throws(WorkspaceError) -> Moved {
    try follow(at: monotonic, isChange: false)
    let before = eventCount
    let outcome = try move(to: now(at: monotonic) + span)
    leftAt = world.now
    clock.follow(from: world.now, at: monotonic)
    return Moved(now: world.now, events: eventCount - before, outcome: outcome)
  }

  /// Carries out what fell due.
  mutating func tick(at monotonic: Int) throws(WorkspaceError) { try follow(at: monotonic, isChange: false) }

  /// Begins again.
  ///
  /// - Parameter start: the first instant of a throw-away world; a sandbox begins where its fixture does.
  mutating func reset(start: Instant, at monotonic: Int) throws(WorkspaceError) {
    switch keeper {
    case .memory(let memory): memory.world = try memory.makeWorld(start)
    case .sandbox(let sandbox): try sandbox.reset()
    }
    leftAt = world.now
    clock.follow(from: world.now, at: monotonic)
  }
}
