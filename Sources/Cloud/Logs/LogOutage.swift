/// What `awslogs` drivers do while CloudWatch Logs takes no events: they keep lines, drop them, or let processes hang.
///
/// In: lines that containers write, requests that they answer, the fault `logs-down` as it begins and ends. Out: lines
/// that wait with the instants at which they were written, and are delivered when the fault is over; processes that hang
/// in a write and go on. A container that ends meanwhile loses what waits. While no such fault stands nothing is kept.
/// Source: Docker Engine, "Configure logging drivers" (`mode`, `max-buffer-size`) and `daemon/logger/ring.go` (a line that
/// does not fit is dropped, unless nothing else waits); ECS API reference, LogConfiguration.
import SimulationKit

enum LogDriver {
  /// Bytes that wait in mode non-blocking where `max-buffer-size` is not given.
  static let standardBuffer = 10 * 1_024 * 1_024  // fact: 10m
  /// Bytes that wait in mode blocking until a write hangs: what a pipe of Linux holds. The driver's own are left out.
  /// [SIM]
  static let pipe = 65_536
  /// What a request adds to the access log, which containers do not show here. [SIM]
  static let requestBytes = 120
  /// How often it is looked at what requests have added. [SIM]
  static let look = Duration.seconds(10)
}

/// What waits in the driver of one container.
struct LogBuffer: Sendable {
  struct Key: Hashable, Sendable {
    let task: ECS.TaskID
    let container: String
  }
  struct Line: Sendable {
    let text: String
    let index: Int
    let writtenAt: Instant
  }

  let group: String
  /// Of the container.
  let run: Int
  let isBlocking: Bool
  /// In bytes.
  let capacity: Int
  private(set) var lines: [Line] = []
  /// Of all that waits: these lines and those of requests, without what ends a line.
  private(set) var bytes = 0
  /// Until when requests are counted, and what of a request is left over: requests a minute, times milliseconds.
  private(set) var countedTo: Instant
  private(set) var leftOver = 0
  /// What the process writes when it no longer hangs: the line's number.
  var heldLine: Int?

  init(group: String, run: Int, isBlocking: Bool, capacity: Int, countedTo: Instant) {
    (self.group, self.run, self.isBlocking) = (group, run, isBlocking)
    (self.capacity, self.countedTo) = (capacity, countedTo)
  }

  /// False where there is no room for it.
  mutating func keep(_ line: Line) -> Bool {
    let size = line.text.utf8.count
    guard bytes == 0 || size <= capacity - bytes else { return false }
    lines.append(line)
    bytes += size
    return true
  }

  /// Counts the lines of requests that have come since the last time, 10 s ago at most.
  /// - Parameters:
  ///   - requests: a minute, of all tasks together.
  ///   - tasks: that share them.
  /// - Returns: false where the process of a blocking driver hangs in one of them.
  mutating func count(requests: Int, sharedBy tasks: Int, until now: Instant) -> Bool {
    let span = min(now - countedTo, LogDriver.look)
    countedTo = now
    guard requests > 0, tasks > 0 else { return true }
    leftOver += requests * span.milliseconds / tasks
    let (lines, rest) = leftOver.quotientAndRemainder(dividingBy: Duration.minutes(1).milliseconds)
    leftOver = rest
    let room =
      bytes == 0
      ? max(1, capacity / LogDriver.requestBytes) : max(0, capacity - bytes) / LogDriver.requestBytes
    bytes += min(lines, room) * LogDriver.requestBytes
    return lines <= room || !isBlocking
  }
}

extension ECS {
  /// A span in which a container's process stands still in a write to its log driver.
  package struct LogHang: Hashable, Sendable {
    package let from: Instant
    /// nil: it hangs now, or hung when it ended.
    package internal(set) var until: Instant?
  }
}

extension ECS.Container {
  package var isHanging: Bool { hangs.last.map { $0.until == nil } ?? false }

  /// How long the present run has stood still.
  func hung(until now: Instant) -> Duration {
    hangs.reduce(.zero) { $0 + (($1.until ?? now) - $1.from) }
  }
}

// MARK: - Whether CloudWatch Logs answers

extension Region {
  private func logOutages(of group: String) -> [StandingFault] {
    faults.standing.filter { fault in
      if case .logsDown(let only) = fault.kind { only == nil || only == group } else { false }
    }
  }

  func areLogsDown(_ group: String) -> Bool {
    faults.standing.contains { fault in
      if case .logsDown(let only) = fault.kind { only == nil || only == group } else { false }
    }
  }

  /// Whether the container's log driver reaches nobody.
  func areLogsDown(for container: ECS.ContainerDefinition) -> Bool {
    guard !faults.standing.isEmpty, let group = container.logConfiguration?.awslogsGroup else { return false }
    return areLogsDown(group)
  }

  /// How long until the container's log driver is answered again, nil where that is not known or it is answered now.
  func logsReturn(for container: ECS.ContainerDefinition) -> Duration? {
    guard !faults.standing.isEmpty, let group = container.logConfiguration?.awslogsGroup else { return nil }
    let ends = logOutages(of: group).map(\.until)
    return ends.contains(nil) ? nil : ends.compactMap(\.self).max().map { $0 - now }
  }

  /// `blocking` or `non-blocking`, unless somebody wrote something else.
  func logDriverMode(_ configuration: ECS.LogConfiguration?) -> String {
    configuration?.option("mode") ?? effectiveAccountSetting("defaultLogDriverMode", of: rootARN) ?? "non-blocking"
  }
}

// MARK: - While it does not

extension Region {
  /// Called for each line that a container writes while its group is down.
  /// - Returns: false where the process hangs over it.
  mutating func keepLogLine(
    _ text: String, _ index: Int, _ plan: ECS.ContainerDefinition, _ task: ECS.Task, _ container: ECS.Container,
    group: String
  ) -> Bool {
    let key = LogBuffer.Key(task: task.id, container: plan.name)
    let isFull = !countRequests(plan, task, container, group: group)
    let line = LogBuffer.Line(text: text, index: index, writtenAt: now)
    if !isFull, faults.logBuffers[key]?.keep(line) ?? false { return true }
    guard faults.logBuffers[key]?.isBlocking ?? false else { return true }  // dropped
    faults.logBuffers[key]?.heldLine = index
    beginHang(plan.name, task.id)
    return false
  }

  /// Every 10 s while the fault stands: what requests have added to access logs.
  mutating func lookAtLogs(fault number: Int) {
    guard faults.standing.contains(where: { $0.number == number }) else { return }
    let tasks = ecs.tasks
    faults.logBuffers.removeAll { key, buffer in
      tasks[key.task]?.container(key.container).map { $0.run != buffer.run || $0.lastStatus != .running } ?? true
    }
    for service in ecs.services.values where service.usage.level.requests > 0 {
      for task in ecs.tasks.all(ofService: service.key) {
        guard let plan = accessLogger(of: task), areLogsDown(for: plan),
          let group = plan.logConfiguration?.awslogsGroup, let container = task.container(plan.name),
          container.lastStatus == .running, !container.isHanging
        else { continue }
        if !countRequests(plan, task, container, group: group) { beginHang(plan.name, task.id) }
      }
    }
    schedule(.logsLook(fault: number), after: LogDriver.look)
  }

  /// The container that writes a line for each request: the first with a port. [SIM]
  private func accessLogger(of task: ECS.Task) -> ECS.ContainerDefinition? {
    definition(of: task)?.containers.first { !$0.portMappings.isEmpty }
  }

  /// Makes the container's buffer where there is none yet, and counts its requests.
  /// - Returns: false where the process hangs.
  private mutating func countRequests(
    _ plan: ECS.ContainerDefinition, _ task: ECS.Task, _ container: ECS.Container, group: String
  ) -> Bool {
    let key = LogBuffer.Key(task: task.id, container: plan.name)
    if faults.logBuffers[key]?.run != container.run {
      let isBlocking = logDriverMode(plan.logConfiguration) == "blocking"
      let size = plan.logConfiguration?.option("max-buffer-size").flatMap(ECS.LogConfiguration.bytes(ofSize:))
      let since = logOutages(of: group).map(\.since).min() ?? now
      faults.logBuffers[key] = LogBuffer(
        group: group, run: container.run, isBlocking: isBlocking,
        capacity: isBlocking ? LogDriver.pipe : size ?? LogDriver.standardBuffer,
        countedTo: max(since, container.startedAt ?? now))
    }
    guard let level = task.service.flatMap({ ecs.services[$0]?.usage.level }), level.requests > 0,
      accessLogger(of: task)?.name == plan.name
    else { return true }
    return faults.logBuffers[key]?.count(requests: level.requests, sharedBy: level.tasks, until: now) ?? true
  }

  /// The process stands still: it answers nobody and writes nothing.
  private mutating func beginHang(_ name: String, _ id: ECS.TaskID) {
    let now = now
    ecs.tasks.change(id) { task in
      guard let index = task.index(of: name) else { return }
      task.containers[index].hangs.append(ECS.LogHang(from: now))
    }
    recordFault(
      .logsDown, "container \(name) of task \(id) hangs in a write to its log driver, whose mode is blocking", [:])
    if let task = ecs.tasks[id] { followHealth(of: task) }
  }

  /// True where what falls due is the end of the program, and the process is not that far because it hung: the end comes
  /// when it is.
  mutating func putOffEnd(
    _ plan: ECS.ContainerDefinition, _ task: ECS.Task, _ container: ECS.Container, code: Int, reason: String?
  ) -> Bool {
    guard !container.hangs.isEmpty, reason == nil, task.desiredStatus == .running,
      let startedAt = container.startedAt, let ending = program(of: plan, in: task)?.program.ending,
      ending.exitCode == code, startedAt + ending.after <= now
    else { return false }
    let rest = startedAt + ending.after + container.hung(until: now) - now
    guard rest > .zero else { return false }
    if !container.isHanging {
      schedule(.container(task.id, name: plan.name, .exits(code: code, reason: nil, run: container.run)), after: rest)
    }
    return true
  }
}

// MARK: - When it does again

extension Region {
  /// Delivers what waits for groups that are no longer down, and lets processes that hang go on.
  mutating func deliverLogs() {
    for (key, buffer) in faults.logBuffers where !areLogsDown(buffer.group) {
      faults.logBuffers[key] = nil
      guard let task = ecs.tasks[key.task], let container = task.container(key.container),
        container.run == buffer.run, container.lastStatus == .running,
        let plan = definition(of: task)?.containers.first(where: { $0.name == key.container }),
        let log = awslogs(of: plan)
      else { continue }
      if mayWriteLogs(log, of: container, task) {
        let stream = log.stream(of: container, in: task)
        for line in buffer.lines { deliver(line.text, line.index, log, stream: stream, writtenAt: line.writtenAt) }
      }
      if container.isHanging { endHang(plan, task, nextLine: buffer.heldLine) }
    }
  }

  private mutating func endHang(_ plan: ECS.ContainerDefinition, _ task: ECS.Task, nextLine: Int?) {
    let now = now
    ecs.tasks.change(task.id) { task in
      guard let index = task.index(of: plan.name), let last = task.containers[index].hangs.indices.last else { return }
      task.containers[index].hangs[last].until = now
    }
    recordFault(.logsDown, "container \(plan.name) of task \(task.id) goes on", [:])
    guard let task = ecs.tasks[task.id], let container = task.container(plan.name) else { return }
    if let startedAt = container.startedAt, let (program, _) = program(of: plan, in: task) {
      let shifted = startedAt + container.hung(until: now)
      if let nextLine, let line = program.line(nextLine) {
        let change = ContainerChange.writesLogLine(index: nextLine, run: container.run)
        schedule(.container(task.id, name: plan.name, change), after: max(.zero, shifted + line.after - now))
      }
      if let ending = program.ending, startedAt + ending.after <= now, task.desiredStatus == .running {
        let change = ContainerChange.exits(code: ending.exitCode, reason: nil, run: container.run)
        schedule(.container(task.id, name: plan.name, change), after: max(.zero, shifted + ending.after - now))
      }
    }
    followHealth(of: task)
  }
}

// MARK: - Hidden state

extension Region {
  /// What waits and who hangs or hung, for digests.
  var logOutageLines: [String] {
    let buffers = faults.logBuffers.map { key, buffer in
      "log buffer \(key.task) \(key.container) run \(buffer.run) \(buffer.isBlocking) \(buffer.capacity) \(buffer.bytes) "
        + "\(buffer.countedTo.milliseconds) \(buffer.leftOver) \(buffer.heldLine ?? -1) "
        + buffer.lines.map { "\($0.index)@\($0.writtenAt.milliseconds)" }.joined(separator: " ")
    }
    let tasks = ecs.clusters.keys.flatMap { ecs.tasks.all(inCluster: $0) }
    let hangs = tasks.flatMap { task in
      task.containers.flatMap { container in
        container.hangs.map {
          "hang \(task.id) \(container.name) \($0.from.milliseconds) \($0.until?.milliseconds ?? -1)"
        }
      }
    }
    return buffers + hangs
  }
}
