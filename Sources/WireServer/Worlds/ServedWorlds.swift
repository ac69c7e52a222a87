/// The owner of every world that is served: one actor, one thing at a time.
///
/// In: calls and controls, each with the access key of its client. Out: replies. One world for all clients, or one for
/// each access key.
import Cloud
import CloudAPI
import SimulationKit
import Workspace

/// What is to be served.
package struct WorldOptions: Sendable {
  /// nil: a throw-away world in memory.
  package var sandbox: String?
  /// Where sandboxes are kept.
  package var store: Store.Place
  /// nil: the sandbox's own; for a new world `account`.
  package var fixture: Fixture?
  package var seed: UInt64?
  package var profile: String
  /// Simulated seconds in a second: 1 follows the wall clock, 0 stands still.
  package var speed: Double
  /// Whether each access key has a world of its own.
  package var isPerKey: Bool
  /// Whether calls are held to AWS's published rates.
  package var throttles: Bool

  package init(
    sandbox: String? = nil, store: Store.Place = .inMemory, fixture: Fixture? = nil, seed: UInt64? = nil,
    profile: String = Profile.defaultName, speed: Double = 1, isPerKey: Bool = false, throttles: Bool = false
  ) {
    self.sandbox = sandbox
    self.store = store
    self.fixture = fixture
    self.seed = seed
    self.profile = profile
    self.speed = speed
    self.isPerKey = isPerKey
    self.throttles = throttles
  }
}

actor ServedWorlds {
  private let loop: SocketLoop
  private let options: WorldOptions
  private let time: MachineTime
  private let fixture: Fixture
  private let store: Store?
  /// By access key; the one of unsigned requests, and of everybody where there is but one, by the empty key.
  private var worlds: [String: ServedWorld] = [:]
  private var throttle = Throttle()
  static let mostWorlds = 64

  /// Opens the first world, so that a mistake in the options shows at once.
  ///
  /// - Parameter loop: runs every call, one after another.
  /// - Throws: what opening the store and the sandbox throws.
  init(_ options: WorldOptions, time: MachineTime, loop: SocketLoop) throws(WorkspaceError) {
    self.loop = loop
    self.options = options
    self.time = time
    if let fixture = options.fixture {
      self.fixture = fixture
    } else {
      fixture = try Fixture.builtIn(named: Fixture.defaultName)
    }
    store = options.sandbox == nil ? nil : try Store.open(options.store)
    worlds[""] = try Self.open("", options, fixture, store, time)
  }

  private static func open(
    _ key: String, _ options: WorldOptions, _ fixture: Fixture, _ store: Store?, _ time: MachineTime
  ) throws(WorkspaceError) -> ServedWorld {
    guard let name = options.sandbox, let store else {
      return try ServedWorld(
        start: Self.wallSecond(time), speed: options.speed, at: time.monotonicMilliseconds(),
        makeWorld: { (start: Instant) throws(WorkspaceError) in
          try fixture.world(seed: options.seed ?? fixture.seed, start: start)
        })
    }
    let wanted = SandboxOptions(
      name: key.isEmpty ? name : "\(name)/\(key)", fixture: options.fixture, seed: options.seed,
      profile: options.profile, client: "serve")
    return ServedWorld(
      try Sandbox.open(wanted, in: store), speed: options.speed, at: time.monotonicMilliseconds())
  }

  private static func wallSecond(_ time: MachineTime) -> Instant {
    Instant(milliseconds: time.wallMilliseconds() / 1_000 * 1_000)
  }

  /// The thread of the connections, so that a call and its reply need no other.
  nonisolated var unownedExecutor: UnownedSerialExecutor { loop.asUnownedSerialExecutor() }

  // MARK: Calls

  func perform(_ call: WireCall) throws(WorkspaceError) -> ServiceReply {
    let key = key(of: call.accessKey)
    if options.throttles, !throttle.admits(call.request, owner: key, at: time.monotonicMilliseconds()) {
      return .failure(ServiceFailure("ThrottlingException", "Rate exceeded"))
    }
    guard try hasWorld(key) else {
      return .failure(
        ServiceFailure(
          "LimitExceededException",
          "There are \(Self.mostWorlds) access keys with a world already; use one of them, or start the server anew."))
    }
    return try worlds[key]?.perform(
      call.request, accessKey: call.accessKey, client: call.client, at: time.monotonicMilliseconds())
      ?? .failure(.notSimulated("this world"))
  }

  /// Makes the key's world unless it is there; false where there are too many.
  private func hasWorld(_ key: String) throws(WorkspaceError) -> Bool {
    if worlds[key] == nil, worlds.count < Self.mostWorlds {
      worlds[key] = try Self.open(key, options, fixture, store, time)
    }
    return worlds[key] != nil
  }

  private func key(of accessKey: String?) -> String {
    guard options.isPerKey, let accessKey, SandboxName.isValidPart(accessKey) else { return "" }
    // The key of a role's session is at home where the role was assumed.
    guard accessKey.hasPrefix(RoleSession.keyPrefix) else { return accessKey }
    return worlds.keys.sorted().first { worlds[$0]?.hasSession(ofKey: accessKey) ?? false } ?? accessKey
  }

  // MARK: Controls

  /// - Parameter accessKey: whose world, which begins here if it has not; nil: every world.
  func advance(by span: Duration, of accessKey: String?) throws(WorkspaceError) -> ServedWorld.Moved? {
    if let accessKey, try !hasWorld(key(of: accessKey)) { return nil }
    var result: ServedWorld.Moved?
    for key in keys(accessKey) { result = try worlds[key]?.advance(by: span, at: time.monotonicMilliseconds()) }
    return result
  }

  /// - Parameter accessKey: as in `advance`.
  func reset(of accessKey: String?) throws(WorkspaceError) -> Instant? {
    if let accessKey, try !hasWorld(key(of: accessKey)) { return nil }
    for key in keys(accessKey) {
      try worlds[key]?.reset(start: Self.wallSecond(time), at: time.monotonicMilliseconds())
    }
    throttle = Throttle()
    return now(of: accessKey)
  }

  func now(of accessKey: String?) -> Instant? {
    keys(accessKey).first.flatMap { worlds[$0]?.now(at: time.monotonicMilliseconds()) }
  }

  /// In alphabetical order, so that the world without a key comes first.
  private func keys(_ accessKey: String?) -> [String] {
    guard let accessKey else { return worlds.keys.sorted() }
    return [key(of: accessKey)].filter { worlds[$0] != nil }
  }

  /// Carries out what fell due in sandboxes, which others may be looking at.
  func tick() throws(WorkspaceError) {
    for key in worlds.keys.sorted() { try worlds[key]?.tick(at: time.monotonicMilliseconds()) }
  }

  /// Whether `tick` is of any use.
  nonisolated var wantsTicks: Bool { options.sandbox != nil && options.speed > 0 }
}
