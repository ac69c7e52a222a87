/// From a request to its answer: who may ask, which protocol, which world.
///
/// In: whole HTTP requests. Out: responses. Every mistake of a client is a 400; only a store that cannot be written to
/// is a 500, which makes AWS clients try again.
import Cloud
import CloudAPI
import SimulationKit
import Synchronization
import Workspace

final class Router: Sendable {
  private let worlds: ServedWorlds
  private let controls: Controls
  private let requestIDs: Mutex<IdentifierMint>

  init(worlds: ServedWorlds, options: WorldOptions) {
    self.worlds = worlds
    controls = Controls(worlds: worlds, options: options)
    let stream = SeededStream(seed: options.seed ?? 1).split("request ids")
    requestIDs = Mutex(IdentifierMint(stream: stream))
  }

  func response(to request: HTTPRequest) async -> HTTPResponse {
    if let refusal = Gate.refusal(of: request) { return refusal.response }
    let target = request.fields["x-amz-target"]
    if target == nil, Controls.isOwn(request.path) { return await controls.response(to: request) }
    let scope = CredentialScope(authorization: request.fields["authorization"])
    if let scope, let wire = RESTWire(request, scope: scope) { return await answer(request, scope, by: wire) }
    guard request.method == "POST" else {
      return Controls.refusal(
        request.method == "GET" || request.method == "HEAD" ? 404 : 405,
        "This is Drydock's AWS endpoint: call it by an AWS client, such as aws --endpoint-url "
          + "http://\(request.fields["host"] ?? "127.0.0.1") ecs list-clusters.", fields: ["allow": "POST"])
    }
    if let target { return await answer(request, scope, by: JSONWire(target: target)) }
    if request.fields["smithy-protocol"] == CBORWire.name {
      return await answer(request, scope, by: CBORWire(path: request.path))
    }
    guard let type = request.fields["content-type"], type.hasPrefix("application/x-www-form-urlencoded") else {
      let message = "Send X-Amz-Target (JSON protocols), or a form with Action and Version (query protocols)."
      return JSONWire(target: "").response(.failure(.unknownOperation(message)), requestID: requestID())
    }
    do throws(ServiceFailure) {
      return await answer(request, scope, by: QueryWire(try FormBody(request.body), scope: scope))
    } catch { return QueryWire(scope: scope).response(.failure(error), requestID: requestID()) }
  }

  private func answer(_ request: HTTPRequest, _ scope: CredentialScope?, by wire: some WireProtocol) async
    -> HTTPResponse
  {
    wire.response(await reply(to: request, scope, by: wire), requestID: requestID())
  }

  private func reply(to request: HTTPRequest, _ scope: CredentialScope?, by wire: some WireProtocol) async
    -> ServiceReply
  {
    let call: WireCall
    do throws(ServiceFailure) { call = try wire.call(request, scope: scope) } catch { return .failure(error) }
    do throws(WorkspaceError) { return try await worlds.perform(call) } catch {
      return .failure(ServiceFailure("ServerException", error.message))
    }
  }

  private func requestID() -> String { requestIDs.withLock { $0.uuid() } }
}
