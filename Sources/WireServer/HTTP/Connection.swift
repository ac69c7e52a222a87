/// One client's connection: requests in, answers out, in order, until either side ends it.
///
/// In: a socket. Out: bytes. Reads only when it has answered what it has; never holds more than the parser allows. A
/// request that cannot be read is answered and ends the connection.
import FlyingSocks
import SimulationKit

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

struct Connection: Sendable {
  let socket: AsyncSocket
  let id: Int
  let connections: Connections
  let router: Router
  let time: MachineTime

  /// Serves until the end, and closes the socket.
  func serve() async {
    do { try await converse() } catch {}
    connections.remove(id)
    try? socket.close()
  }

  private func converse() async throws {
    var parser = HTTPParser()
    while true {
      switch parser.next() {
      case .request(let request):
        connections.enter(.working, id)
        let response = await router.response(to: request)
        let keepsAlive = request.keepsAlive && !connections.isDraining
        try await send(response, keepsAlive: keepsAlive, hasBody: request.method != "HEAD")
        guard keepsAlive else { return }
      case .refused(let refusal): return try await refuse(refusal)
      case .needsMore:
        if parser.takeContinue() { try await socket.write(Data("HTTP/1.1 100 Continue\r\n\r\n".utf8)) }
        guard connections.enter(parser.isBetweenRequests ? .idle : .reading, id) else { return }
        guard let bytes = try await read(isRequest: !parser.isBetweenRequests) else { return }
        parser.add(bytes)
      }
    }
  }

  /// What has come; nil at the end. A request whose time is up is refused.
  private func read(isRequest: Bool) async throws -> [UInt8]? {
    var bytes: [UInt8]?
    do { bytes = try await socket.read(atMost: Self.pieceBytes) } catch SocketError.disconnected {}
    guard connections.isExpired(id) else { return bytes }
    if isRequest { try await refuse(.tooSlow(limitSeconds: connections.limits.requestSeconds)) }
    return nil
  }

  private func send(_ response: HTTPResponse, keepsAlive: Bool, hasBody: Bool = true) async throws {
    connections.enter(.answering, id)
    let date = Instant(milliseconds: time.wallMilliseconds())
    try await socket.write(Data(response.bytes(date: date, keepsAlive: keepsAlive, hasBody: hasBody)))
  }

  /// Answers and ends. What the client is still sending is read and thrown away for a moment, because closing over
  /// unread bytes would take the answer from it (RFC 9112, section 9.6).
  private func refuse(_ refusal: HTTPRefusal) async throws {
    try await send(refusal.response, keepsAlive: false)
    connections.enter(.lingering, id)
    _ = shutdown(socket.socket.file.rawValue, Int32(SHUT_WR))
    while !connections.isExpired(id) { _ = try await socket.read(atMost: Self.pieceBytes) }
  }

  private static let pieceBytes = 4_096
}
