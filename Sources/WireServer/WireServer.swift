/// The AWS endpoint on loopback: unmodified AWS clients talk to a simulated world.
///
/// In: options, and connections to 127.0.0.1. Out: answers, until `stop`. Binds to loopback alone, bounds connections,
/// time and bytes, and finishes the requests that it has begun. Verifies no signature: there is nothing to protect.
import FlyingSocks
import SimulationKit
import Synchronization
import Workspace

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif
#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

package enum WireServerError: Error, Hashable, Sendable {
  case port(UInt16, reason: String)
  case world(WorkspaceError)

  package var message: String {
    switch self {
    case .port(let port, let reason):
      "port \(port) of 127.0.0.1 cannot be listened on: \(reason); choose another by --port, or 0 for any that is free"
    case .world(let error): error.message
    }
  }
}

package final class WireServer: Sendable {
  package static let usualPort: UInt16 = 8_733
  /// The port that it listens on.
  package let port: UInt16

  private let listening: Socket
  private let loop: SocketLoop
  private let worlds: ServedWorlds
  private let router: Router
  private let connections: Connections
  private let time: MachineTime
  private let acceptor = Mutex<Task<Void, Never>?>(nil)
  private let isStopped = Mutex(false)

  /// Opens the world and listens; clients that come before `run` wait.
  ///
  /// - Parameter port: 0 for any that is free.
  /// - Throws: `port`, `world`.
  package convenience init(
    _ options: WorldOptions, port: UInt16 = usualPort, time: MachineTime = .system
  ) throws(WireServerError) {
    try self.init(options, port: port, time: time, limits: Connections.Limits())
  }

  init(
    _ options: WorldOptions, port: UInt16, time: MachineTime, limits: Connections.Limits
  ) throws(WireServerError) {
    do throws(SocketError) { loop = try SocketLoop() } catch { throw .port(port, reason: Self.reason(error)) }
    do throws(WorkspaceError) { worlds = try ServedWorlds(options, time: time, loop: loop) } catch {
      throw .world(error)
    }
    router = Router(worlds: worlds, options: options)
    connections = Connections(limits: limits, time: time)
    self.time = time
    do {
      listening = try Self.listen(on: port)
      guard case .ip4(_, let bound) = try listening.sockname() else { throw SocketError.unsupportedAddress }
      self.port = bound
    } catch { throw .port(port, reason: Self.reason(error)) }
  }

  private static func listen(on port: UInt16) throws -> Socket {
    // Writing to a client that has gone away is an error of that connection, not the end of the process.
    signal(SIGPIPE, SIG_IGN)
    let socket = try Socket(domain: AF_INET, type: .stream)
    do {
      try socket.setValue(true, for: .localAddressReuse)
      try socket.bind(to: .inet(ip4: "127.0.0.1", port: port))
      try socket.listen()
    } catch {
      try? socket.close()
      throw error
    }
    return socket
  }

  private static func reason(_ error: any Error) -> String {
    guard case SocketError.failed(_, _, let message)? = error as? SocketError else { return "\(error)" }
    return message
  }

  // MARK: Running

  /// Serves until `stop`, then until the requests that have begun are answered.
  ///
  /// - Throws: `port` where the socket cannot be used.
  package func run() async throws(WireServerError) {
    let listener: AsyncSocket
    do { listener = try AsyncSocket(socket: listening, pool: loop) } catch {
      throw .port(port, reason: Self.reason(error))
    }
    await withDiscardingTaskGroup { group in
      group.addTask(executorPreference: loop) { await self.sweep() }
      group.addTask(executorPreference: loop) { await self.tick() }
      group.addTask(executorPreference: loop) { await self.accept(from: listener) }
    }
  }

  /// Lets nobody in any more, and ends `run` when the last answer is given. May be called at any time, by anybody.
  package func stop() {
    isStopped.withLock { $0 = true }
    acceptor.withLock { $0?.cancel() }
  }

  private func accept(from listener: AsyncSocket) async {
    await withDiscardingTaskGroup { group in
      let (sockets, continuation) = AsyncStream.makeStream(of: AsyncSocket.self)
      let accepting = Task(executorPreference: loop) { await self.accept(from: listener, into: continuation) }
      acceptor.withLock { $0 = accepting }
      if isStopped.withLock({ $0 }) { accepting.cancel() }
      for await socket in sockets {
        Self.sendAtOnce(socket)
        guard let id = connections.register(socket.socket.file.rawValue) else {
          Self.turnAway(
            socket, limit: connections.limits.connections, now: Instant(milliseconds: time.wallMilliseconds()))
          continue
        }
        let connection = Connection(
          socket: socket, id: id, connections: connections, router: router, time: time)
        group.addTask { await connection.serve() }
      }
      try? listener.close()
      connections.drain()
    }
  }

  private func accept(from listener: AsyncSocket, into sockets: AsyncStream<AsyncSocket>.Continuation) async {
    while !Task.isCancelled {
      do { sockets.yield(try await listener.accept()) } catch {
        // A client that went away, or no descriptor left: the next one may do better, a little later.
        try? await Task.sleep(for: .milliseconds(20))
      }
    }
    sockets.finish()
  }

  /// No waiting for more to send: clients that send several requests at once wait for each answer.
  private static func sendAtOnce(_ socket: AsyncSocket) {
    var flag: Int32 = 1
    _ = setsockopt(
      socket.socket.file.rawValue, Int32(IPPROTO_TCP), TCP_NODELAY, &flag, socklen_t(MemoryLayout<Int32>.size))
  }

  private static func turnAway(_ socket: AsyncSocket, limit: Int, now: Instant) {
    let response = HTTPRefusal.tooManyConnections(limit: limit).response.bytes(date: now, keepsAlive: false)
    _ = try? socket.socket.write(Data(response))
    try? socket.close()
  }

  // MARK: Clocks

  private func sweep() async {
    while !(connections.isDraining && connections.count == 0) {
      connections.sweep()
      try? await Task.sleep(for: .milliseconds(100))
    }
  }

  /// Once a second, what fell due in a sandbox is carried out there, where other processes can see it.
  private func tick() async {
    guard worlds.wantsTicks else { return }
    var last = time.monotonicMilliseconds()
    while !connections.isDraining {
      try? await Task.sleep(for: .milliseconds(100))
      guard time.monotonicMilliseconds() - last >= 1_000 else { continue }
      last = time.monotonicMilliseconds()
      // A store that is busy for once is asked again a second later; a client is told what is wrong with it.
      try? await worlds.tick()
    }
  }
}
