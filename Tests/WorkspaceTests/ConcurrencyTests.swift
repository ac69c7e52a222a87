import Foundation
import SimulationKit
import Testing

@testable import Workspace

/// Ten at once lose nothing: neither threads of one process nor processes.
@Suite struct ConcurrencyTests {
  static let writers = 10
  static let entriesEach = 8

  /// Writes its share into sandbox `play`, alternating between changes, reads and moves.
  static func write(_ writer: Int, data: String) throws {
    let store = try Store.open(.directory(DataFolder(path: data)))
    let sandbox = try Sandbox.open(SandboxOptions(client: "writer \(writer)"), in: store)
    for number in 0..<entriesEach {
      switch number % 4 {
      case 3: try sandbox.perform(listClusters, typed: "", origin: .shell, pace: .seconds(5))
      default: try sandbox.create("cluster-\(writer)-\(number)")
      }
    }
  }

  private func expectEverything(in folder: TemporaryFolder) throws {
    let sandbox = try folder.open()
    let count = Self.writers * Self.entriesEach
    #expect(sandbox.allEntries().map(\.id) == Array(1...count + 1))
    // One chain: every entry's parent is the one before, so each saw all that came before it.
    #expect(sandbox.allEntries().compactMap(\.parent) == Array(1...count))
    #expect(sandbox.replayDifferences.isEmpty)
    for writer in 0..<Self.writers {
      let own = sandbox.allEntries().filter { $0.origin.client == "writer \(writer)" && $0.parent != nil }
      #expect(own.count == Self.entriesEach)
    }
    #expect(try sandbox.clusters.count == Self.writers * 6)
    #expect(sandbox.now == .worldStart + .seconds(5 * count))
  }

  @Test func tenConnectionsOfOneProcess() async throws {
    let folder = try TemporaryFolder()
    _ = try folder.open()
    let data = folder.data.path
    try await withThrowingTaskGroup(of: Void.self) { group in
      for writer in 0..<Self.writers { group.addTask { try Self.write(writer, data: data) } }
      try await group.waitForAll()
    }
    try expectEverything(in: folder)
  }

  @Test func tenProcesses() async throws {
    let folder = try TemporaryFolder()
    let data = folder.data.path
    await withTaskGroup(of: Void.self) { group in
      for writer in 0..<Self.writers {
        group.addTask {
          await #expect(processExitsWith: .success) { [writer = writer as Int, data = data as String] in
            try ConcurrencyTests.write(writer, data: data)
          }
        }
      }
    }
    try expectEverything(in: folder)
  }
}

/// What was acknowledged is there after `kill -9`, whenever it strikes.
@Suite struct DurabilityTests {
  /// Writes clusters one after another and says each name on `acknowledged` once it is on the disk, until it is killed
  /// from a thread of its own after `milliseconds`.
  static func writeUntilKilled(data: String, acknowledged: String, afterMilliseconds milliseconds: Int) throws {
    let store = try Store.open(.directory(DataFolder(path: data)))
    let sandbox = try Sandbox.open(SandboxOptions(), in: store)
    let file = open(acknowledged, O_WRONLY | O_CREAT | O_APPEND, 0o600)
    Thread.detachNewThread {
      usleep(UInt32(milliseconds * 1_000))
      kill(getpid(), SIGKILL)
    }
    for number in 0..<100_000 {
      try sandbox.create("cluster-\(getpid())-\(number % 20)")
      let line = "\(sandbox.head)\n"
      _ = line.withCString { write(file, $0, line.utf8.count) }
    }
  }

  @Test func nothingAcknowledgedIsLost() async throws {
    let folder = try TemporaryFolder()
    let data = folder.data.path
    let acknowledged = folder.path + "/acknowledged"
    _ = try folder.open()
    for round in 0..<10 {
      let milliseconds = 20 + 23 * round
      await #expect(processExitsWith: .signal(SIGKILL)) {
        [data = data as String, acknowledged = acknowledged as String, milliseconds = milliseconds as Int] in
        try DurabilityTests.writeUntilKilled(
          data: data, acknowledged: acknowledged, afterMilliseconds: milliseconds)
      }
    }
    let said = try String(contentsOfFile: acknowledged, encoding: .utf8).split(separator: "\n").compactMap { Int($0) }
    #expect(said.count > 10)
    let sandbox = try folder.open()
    for id in said { #expect(sandbox.entry(id)?.isChange == true) }
    // At most one entry per kill was on the disk and not yet acknowledged.
    #expect(sandbox.allEntries().count - 1 - said.count <= 10)
    #expect(sandbox.allEntries().compactMap(\.parent) == Array(1..<sandbox.allEntries().count))
    #expect(sandbox.replayDifferences.isEmpty)
  }
}
