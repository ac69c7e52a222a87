/// One thread that serves: it runs the tasks of connections and worlds in turn, and waits for sockets when none is left.
///
/// In: jobs, and sockets that somebody waits for. Out: the jobs run one after another; the waiting resumed. A request goes
/// from its socket through the world to its answer without changing threads, which costs more than most answers do. The
/// thread is there while there is something to do or to wait for. Never holds more than a socket's number.
/// Source: Swift evolution SE-0392 (custom actor executors), SE-0417 (task executor preference); POSIX `poll`.
import Dispatch
import FlyingSocks
import Synchronization

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

final class SocketLoop: SerialExecutor, TaskExecutor, AsyncSocketPool {
  private struct Waiter {
    let id: Int
    let descriptor: Int32
    let events: Int16
    let continuation: CheckedContinuation<Void, any Error>
  }
  private struct State {
    var jobs: [UnownedJob] = []
    var waiters: [Waiter] = []
    var nextID = 0
    /// Whether the thread is there.
    var isRunning = false
    /// Whether it is waiting for sockets, and would not see a new job.
    var isPolling = false
  }

  private let state = Mutex(State())
  private let queue = DispatchQueue(label: "drydock.wire")
  /// A byte written here ends the waiting.
  private let alarm: (reading: Int32, writing: Int32)
  /// Rounds of jobs before sockets are looked at although there are more jobs.
  private static let mostRounds = 64

  /// - Throws: where no descriptor is left.
  init() throws(SocketError) {
    var ends: [Int32] = [-1, -1]
    guard pipe(&ends) == 0 else { throw .makeFailed("pipe") }
    alarm = (ends[0], ends[1])
    for end in ends { _ = fcntl(end, F_SETFL, fcntl(end, F_GETFL) | O_NONBLOCK) }
  }

  deinit {
    _ = close(alarm.reading)
    _ = close(alarm.writing)
  }

  // MARK: Jobs

  func enqueue(_ job: consuming ExecutorJob) {
    let job = UnownedJob(job)
    change { $0.jobs.append(job) }
  }

  /// Changes what there is to do, and sees to it that the thread knows. O(1).
  private func change(_ body: (inout State) -> Void) {
    let (isNew, isAsleep) = state.withLock { state in
      body(&state)
      defer { (state.isRunning, state.isPolling) = (true, false) }
      return (!state.isRunning, state.isPolling)
    }
    if isNew {
      queue.async { self.work() }
    } else if isAsleep {
      var byte: UInt8 = 0
      _ = write(alarm.writing, &byte, 1)
    }
  }

  private func runJobs() -> Bool {
    let jobs = state.withLock { state in
      defer { state.jobs.removeAll(keepingCapacity: state.jobs.count < 1_024) }
      return state.jobs
    }
    for job in jobs {
      job.runSynchronously(isolatedTo: asUnownedSerialExecutor(), taskExecutor: asUnownedTaskExecutor())
    }
    return !jobs.isEmpty
  }

  private func work() {
    while true {
      var rounds = 0
      while rounds < Self.mostRounds, runJobs() { rounds += 1 }
      guard look() else { return }
    }
  }

  // MARK: Sockets

  func prepare() {}
  /// Nothing is to be run: the thread comes by itself.
  func run() async {}

  func suspendSocket(_ socket: Socket, untilReadyFor events: Socket.Events) async throws {
    let id = state.withLock { state in
      state.nextID += 1
      return state.nextID
    }
    var wanted: Int16 = 0
    if events.contains(.read) { wanted |= Int16(POLLIN) }
    if events.contains(.write) { wanted |= Int16(POLLOUT) }
    try await withTaskCancellationHandler {
      try await withCheckedThrowingContinuation { continuation in
        change {
          $0.waiters.append(
            Waiter(id: id, descriptor: socket.file.rawValue, events: wanted, continuation: continuation))
        }
        if Task.isCancelled { cancel(id) }
      }
    } onCancel: {
      cancel(id)
    }
  }

  private func cancel(_ id: Int) {
    let waiter = state.withLock { state in
      state.waiters.firstIndex { $0.id == id }.map { state.waiters.remove(at: $0) }
    }
    waiter?.continuation.resume(throwing: CancellationError())
  }

  /// Waits until a socket is ready or a job comes; only looks where there are jobs. False: there is nothing left to do, and
  /// the thread goes. O(sockets that are waited for).
  private func look() -> Bool {
    let (hasJobs, watched): (Bool, [(id: Int, descriptor: Int32, events: Int16)]) = state.withLock { state in
      let hasJobs = !state.jobs.isEmpty
      state.isRunning = hasJobs || !state.waiters.isEmpty
      state.isPolling = !hasJobs && state.isRunning
      return (hasJobs, state.waiters.map { ($0.id, $0.descriptor, $0.events) })
    }
    guard hasJobs || !watched.isEmpty else { return false }
    var polled = [pollfd(fd: alarm.reading, events: Int16(POLLIN), revents: 0)]
    for one in watched { polled.append(pollfd(fd: one.descriptor, events: one.events, revents: 0)) }
    let count = wait(&polled, hasJobs ? 0 : -1)
    if polled[0].revents != 0 { quieten() }
    let ready = state.withLock { state in
      state.isPolling = false
      guard count > 0 else { return [Waiter]() }
      let ids = Set(zip(watched, polled.dropFirst()).filter { $1.revents != 0 }.map(\.0.id))
      defer { state.waiters.removeAll { ids.contains($0.id) } }
      return state.waiters.filter { ids.contains($0.id) }
    }
    for waiter in ready { waiter.continuation.resume() }
    return true
  }

  private func quieten() {
    var bytes = [UInt8](repeating: 0, count: 64)
    while read(alarm.reading, &bytes, bytes.count) == bytes.count {}
  }
}

/// The system's `poll`, which a socket pool's own name hides. Milliseconds; -1 for ever.
private func wait(_ polled: inout [pollfd], _ milliseconds: Int32) -> Int32 {
  poll(&polled, nfds_t(polled.count), milliseconds)
}
