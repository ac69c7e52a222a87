import Documents
import FlyingSocks
import Foundation
import SimulationKit
import Testing
import Workspace

@testable import WireServer

/// A client that sends what it likes.
struct RawClient {
  let socket: AsyncSocket

  /// Waits as long as it takes: while other tests hold every thread, a connection that stands is noticed minutes later.
  init(_ server: WireServer) async throws {
    socket = try await AsyncSocket.connected(to: .inet(ip4: "127.0.0.1", port: server.port), timeout: 86_400)
  }
  func send(_ text: String) async throws { try await socket.write(Data(text.utf8)) }
  /// What the server sends until it closes, or until `isEnough`.
  func read(until isEnough: (String) -> Bool = { _ in false }) async throws -> String {
    var text = ""
    while !isEnough(text) {
      do { text += String(decoding: try await socket.read(atMost: 4_096), as: UTF8.self) } catch { break }
    }
    return text
  }
  func close() { try? socket.close() }
}

func post(_ operation: String, _ body: String = "{}", path: String = "/", fields: String = "") -> String {
  "POST \(path) HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Amz-Target: AmazonEC2ContainerServiceV20141113.\(operation)\r\n"
    + "Content-Type: application/x-amz-json-1.1\r\n\(fields)Content-Length: \(body.utf8.count)\r\n\r\n\(body)"
}

/// Runs a server on a free port for the length of `body`. Its clock stands unless the test hands in another: nobody is
/// too slow for it, however long the machine lets a test wait.
func withServer(
  _ options: WorldOptions = WorldOptions(speed: 0), limits: Connections.Limits = .init(),
  time: MachineTime = StillMachine().time, _ body: (WireServer) async throws -> Void
) async throws {
  let server = try WireServer(options, port: 0, time: time, limits: limits)
  let running = Task { try await server.run() }
  let outcome: Result<Void, any Error>
  do { outcome = .success(try await body(server)) } catch { outcome = .failure(error) }
  server.stop()
  try await running.value
  try outcome.get()
}

/// A server on an ephemeral port, and clients on raw sockets.
@Suite struct ServerTests {
  @Test func aCallIsAnswered() async throws {
    try await withServer { server in
      let client = try await RawClient(server)
      try await client.send(post("ListClusters", fields: "Connection: close\r\n"))
      let answer = try await client.read()
      #expect(answer.hasPrefix("HTTP/1.1 200 OK\r\ncontent-type: application/x-amz-json-1.1\r\nx-amzn-requestid: "))
      #expect(answer.hasSuffix("connection: close\r\n\r\n{\"clusterArns\":[]}"))
    }
  }

  @Test func aChunkedBodyIsAnswered() async throws {
    try await withServer { server in
      let client = try await RawClient(server)
      let request = post("CreateCluster", "").replacingOccurrences(
        of: "Content-Length: 0", with: "Transfer-Encoding: chunked\r\nConnection: close")
      try await client.send(request + "11\r\n{\"clusterName\": \"\r\n")
      try await client.send("6\r\npier\"}\r\n0\r\n\r\n")
      #expect(try await client.read().contains("cluster/pier\""))
      client.close()
    }
  }

  @Test func aConnectionIsKeptAndRequestsMayBeSentAhead() async throws {
    try await withServer { server in
      let client = try await RawClient(server)
      try await client.send(post("CreateCluster") + post("ListClusters", path: "/prefix/") + post("MakeCoffee"))
      let answer = try await client.read { $0.hasSuffix("}") && $0.components(separatedBy: "HTTP/1.1 ").count == 4 }
      #expect(answer.contains("{\"clusterArns\":[\"arn:aws:ecs:us-east-1:123456789012:cluster/default\"]}"))
      #expect(answer.hasSuffix("{\"__type\":\"UnknownOperationException\"}"))
      client.close()
    }
  }

  @Test func refusalsAreReadByTheClientAndEndTheConnection() async throws {
    try await withServer { server in
      let tooLong = post("ListClusters").replacingOccurrences(of: "Content-Length: 2", with: "Content-Length: 9999999")
      for (sent, status) in [
        ("nonsense\r\n\r\n", "400 Bad Request"), (tooLong + String(repeating: "x", count: 500_000), "400 Bad Request"),
        ("GET / HTTP/1.1\r\nA: " + String(repeating: "x", count: 300_000), "400 Bad Request"),
        ("GET / HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n", "421 Misdirected Request"),
        (
          "GET / HTTP/1.1\r\nHost: localhost\r\nOrigin: http://evil.example\r\nConnection: close\r\n\r\n",
          "403 Forbidden"
        ),
        ("GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n", "404 Not Found"),
        ("PUT / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n", "405 Method Not Allowed"),
      ] {
        let client = try await RawClient(server)
        // The server may have answered and closed before all is sent.
        try? await client.send(sent)
        let answer = try await client.read()
        #expect(answer.hasPrefix("HTTP/1.1 \(status)\r\n"), "\(sent.prefix(60))")
        client.close()
      }
    }
  }

  @Test func aSlowRequestIsToldSo() async throws {
    try await withServer(limits: .init(requestSeconds: 0)) { server in
      let client = try await RawClient(server)
      try await client.send("POST / HTTP/1.1\r\nHost: localhost\r\n")
      #expect(try await client.read().hasPrefix("HTTP/1.1 408 Request Timeout\r\n"))
      client.close()
    }
  }

  @Test func anIdleConnectionIsClosed() async throws {
    try await withServer(limits: .init(idleSeconds: 0)) { server in
      let client = try await RawClient(server)
      #expect(try await client.read() == "")
      client.close()
    }
  }

  @Test func connectionsAreBounded() async throws {
    try await withServer(limits: .init(connections: 2, yieldingSeconds: 60)) { server in
      let first = try await RawClient(server)
      try await first.send(post("ListClusters"))
      _ = try await first.read { $0.hasSuffix("}") }
      let second = try await RawClient(server)
      try await second.send(post("ListClusters"))
      _ = try await second.read { $0.hasSuffix("}") }
      let third = try await RawClient(server)
      #expect(try await third.read().hasPrefix("HTTP/1.1 503 Service Unavailable\r\n"))
      for client in [first, second, third] { client.close() }
    }
  }

  @Test func whoHasBeenIdleLongestMakesWay() throws {
    let machine = StillMachine()
    let connections = Connections(limits: .init(connections: 2), time: machine.time)
    let noDescriptor: Int32 = -1
    let first = try #require(connections.register(noDescriptor))
    let second = try #require(connections.register(noDescriptor))
    // All have just come, and may be about to ask.
    #expect(connections.register(noDescriptor) == nil)
    machine.pass(1_000)
    connections.enter(.reading, first)
    #expect(connections.register(noDescriptor) != nil)
    #expect(connections.isExpired(second) && !connections.isExpired(first))
    #expect(connections.register(noDescriptor) == nil)
  }

  @Test func stopFinishesWhatHasBegun() async throws {
    let server = try WireServer(WorldOptions(speed: 0), port: 0, time: StillMachine().time)
    let running = Task { try await server.run() }
    let idle = try await RawClient(server)
    try await idle.send(post("ListClusters"))
    _ = try await idle.read { $0.hasSuffix("}") }
    let begun = try await RawClient(server)
    let request = post("ListClusters")
    // After an answered request the rest of a second one is begun: the server has surely read it as begun.
    try await begun.send(request + request.dropLast(2))
    _ = try await begun.read { $0.hasSuffix("}") }
    server.stop()
    #expect(try await idle.read() == "")
    try await begun.send("{}")
    #expect(try await begun.read().hasSuffix("connection: close\r\n\r\n{\"clusterArns\":[]}"))
    try await running.value
    idle.close()
    begun.close()
  }

  @Test func aServerThatIsStoppedBeforeItRunsEnds() async throws {
    let server = try WireServer(WorldOptions(speed: 0), port: 0)
    server.stop()
    try await server.run()
  }

  @Test func aPortIsListenedOnOnce() async throws {
    let server = try WireServer(WorldOptions(speed: 0), port: 0)
    #expect(throws: WireServerError.port(server.port, reason: "Address already in use")) {
      try WireServer(WorldOptions(speed: 0), port: server.port)
    }
    server.stop()
    try await server.run()
  }

  @Test func aMistakeInTheOptionsShowsAtOnce() {
    #expect(throws: WireServerError.world(.sandboxName(".."))) { try WireServer(WorldOptions(sandbox: ".."), port: 0) }
  }
}

@Suite struct ControlsTests {
  private func answer(_ line: String, _ server: WireServer) async throws -> String {
    let client = try await RawClient(server)
    try await client.send("\(line) HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
    let answer = try await client.read()
    client.close()
    return answer
  }

  @Test func timeIsMovedAndTheWorldBeginsAgain() async throws {
    try await withServer { server in
      let clock = try await answer("GET /_drydock/clock", server)
      #expect(clock.hasSuffix("\r\n\r\n{\"now\":\"2026-03-01T12:00:00.000Z\",\"speed\":0}\n"))
      let advanced = try await answer("POST /_drydock/advance?seconds=90", server)
      #expect(
        advanced.hasSuffix("\r\n\r\n{\"now\":\"2026-03-01T12:01:30.000Z\",\"events\":0,\"outcome\":\"reached\"}\n"))
      for path in ["/_drydock/reset", "/moto-api/reset"] {
        let reset = try await answer("POST \(path)", server)
        #expect(reset.hasSuffix("\r\n\r\n{\"status\":\"ok\",\"now\":\"2026-03-01T12:00:00.000Z\"}\n"))
      }
    }
  }

  @Test func mistakesAreNamed() async throws {
    try await withServer { server in
      for seconds in ["", "x", "-1", "2592001", "1e3"] {
        let text = try await answer("POST /_drydock/advance?seconds=\(seconds)", server)
        #expect(text.hasPrefix("HTTP/1.1 400 "))
        #expect(text.hasSuffix("{\"message\":\"seconds must be a whole number from 0 to 2592000.\"}\n"))
      }
      #expect(try await answer("GET /_drydock/reset", server).hasPrefix("HTTP/1.1 405 "))
      #expect(try await answer("POST /_drydock/nothing", server).hasPrefix("HTTP/1.1 404 "))
      #expect(try await answer("POST /_drydock/reset?key=%", server).hasPrefix("HTTP/1.1 400 "))
    }
  }
}
