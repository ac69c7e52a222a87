/// The thread of connections and worlds: everything on it runs in turn, and it comes back after it had nothing to do.
import FlyingSocks
import Synchronization
import Testing

@testable import WireServer

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// How many are inside, and how many were at most.
private final class Counter: Sendable {
  private let inside = Mutex((now: 0, most: 0))
  var most: Int { inside.withLock { $0.most } }
  func enter() { inside.withLock { $0 = ($0.now + 1, max($0.most, $0.now + 1)) } }
  func leave() { inside.withLock { $0.now -= 1 } }
}

@Suite struct SocketLoopTests {
  /// Two sockets that are joined.
  private func pair() throws -> (Socket, Socket) {
    var ends: [Int32] = [-1, -1]
    #if canImport(Glibc)
      let kind = Int32(SOCK_STREAM.rawValue)
    #else
      let kind = SOCK_STREAM
    #endif
    try #require(socketpair(AF_UNIX, kind, 0, &ends) == 0)
    return (Socket(file: .init(rawValue: ends[0])), Socket(file: .init(rawValue: ends[1])))
  }

  @Test func onlyOneTaskRunsAtATime() async throws {
    let loop = try SocketLoop()
    let counter = Counter()
    await withDiscardingTaskGroup { group in
      for _ in 0..<200 {
        group.addTask(executorPreference: loop) {
          for _ in 0..<10 {
            counter.enter()
            counter.leave()
            await Task.yield()
          }
        }
      }
    }
    #expect(counter.most == 1)
  }

  @Test func itComesBackAfterItHadNothingToDo() async throws {
    let loop = try SocketLoop()
    for round in 1...50 { #expect(await Task(executorPreference: loop) { round }.value == round) }
  }

  @Test func whoWaitsForASocketIsWokenWhenThereIsSomethingToRead() async throws {
    let loop = try SocketLoop()
    let (near, far) = try pair()
    let socket = try AsyncSocket(socket: near, pool: loop)
    let reading = Task(executorPreference: loop) { try await socket.read(bytes: 3) }
    // Jobs of others go on while it waits.
    await Task(executorPreference: loop) {}.value
    var bytes: [UInt8] = [1, 2, 3]
    #expect(write(far.file.rawValue, &bytes, 3) == 3)
    #expect(try await reading.value == [1, 2, 3])
    try near.close()
    try far.close()
  }

  @Test func aWaitThatIsCancelledEnds() async throws {
    let loop = try SocketLoop()
    let (near, far) = try pair()
    let socket = try AsyncSocket(socket: near, pool: loop)
    let reading = Task(executorPreference: loop) { try await socket.read(bytes: 1) }
    await Task(executorPreference: loop) {}.value
    reading.cancel()
    await #expect(throws: CancellationError.self) { try await reading.value }
    try near.close()
    try far.close()
  }
}
