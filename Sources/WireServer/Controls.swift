/// The server's own paths, beside AWS's: time, and beginning again.
///
/// In: `GET /_drydock/clock`, `POST /_drydock/advance?seconds=N`, `POST /_drydock/reset`, `POST /moto-api/reset`, each
/// with `key=ACCESSKEY` where each key has its own world. Out: small JSON documents.
import Documents
import SimulationKit
import Workspace

struct Controls: Sendable {
  let worlds: ServedWorlds
  let options: WorldOptions

  static func isOwn(_ path: String) -> Bool { path.hasPrefix("/_drydock/") || path.hasPrefix("/moto-api/") }

  func response(to request: HTTPRequest) async -> HTTPResponse {
    let wanted: String
    switch request.path {
    case "/_drydock/clock": wanted = "GET"
    case "/_drydock/advance", "/_drydock/reset", "/moto-api/reset": wanted = "POST"
    default:
      return Self.refusal(
        404,
        "There is no \(Document.quoted(String(request.path.prefix(80)))) here; there are /_drydock/clock, "
          + "/_drydock/advance?seconds=N and /_drydock/reset.")
    }
    guard request.method == wanted else {
      return Self.refusal(405, "\(request.path) takes \(wanted).", fields: ["allow": wanted])
    }
    do {
      let form = try FormBody(Array(request.query.utf8))
      switch request.path {
      case "/_drydock/clock":
        guard let now = await worlds.now(of: form["key"]) else { return Self.unknownKey }
        return Self.reply(["now": .string(now.iso8601(milliseconds: true)), "speed": Self.number(options.speed)])
      case "/_drydock/advance": return try await advance(form)
      default:
        guard let now = try await worlds.reset(of: form["key"]) else { return Self.unknownKey }
        return Self.reply(["status": "ok", "now": .string(now.iso8601(milliseconds: true))])
      }
    } catch let error as WorkspaceError {
      return Self.refusal(500, error.message)
    } catch { return Self.refusal(400, "the query cannot be read") }
  }

  private static let longestSeconds = 30 * 86_400

  private func advance(_ form: FormBody) async throws -> HTTPResponse {
    guard let text = form["seconds"], let seconds = Int(text), (0...Self.longestSeconds).contains(seconds) else {
      return Self.refusal(400, "seconds must be a whole number from 0 to \(Self.longestSeconds).")
    }
    guard let moved = try await worlds.advance(by: .seconds(seconds), of: form["key"]) else { return Self.unknownKey }
    let isWhole = moved.outcome == .reached
    return Self.reply([
      "now": .string(moved.now.iso8601(milliseconds: true)), "events": .integer(moved.events),
      "outcome": isWhole ? "reached" : "stopped after 5000000 changes",
    ])
  }

  private static let unknownKey = refusal(404, "No world of that access key has begun yet, or there are too many.")

  private static func number(_ value: Double) -> Document {
    Int(exactly: value).map(Document.integer) ?? .decimal(.init(value))
  }

  private static func reply(_ document: Document) -> HTTPResponse {
    HTTPResponse(status: 200, contentType: "application/json", text: document.written() + "\n")
  }

  static func refusal(
    _ status: Int, _ message: String, fields: KeyValuePairs<String, String> = [:]
  ) -> HTTPResponse {
    let document: Document = ["message": .string(message)]
    return HTTPResponse(
      status: status, contentType: "application/json", fields: fields, text: document.written() + "\n")
  }
}
