/// The border of the cloud: each operation parsed in, carried out and rendered out.
///
/// In: a `ServiceRequest` and the world. Out: a reply in wire form; the world changed. Never waits, reads a clock or
/// touches a disk. What has no handler answers that it is not simulated yet.
import Cloud
import Documents
import ServiceModels

package enum CloudAPI {
  package static let defaultPrincipal = "arn:aws:iam::123456789012:user/learner"

  /// What a handler sees: the Region it may change, the caller and the parsed members.
  struct Call {
    let operation: String
    let principal: String
    let input: Input
  }

  typealias Handler = @Sendable (Call, inout Region) throws(ServiceFailure) -> Document.Object

  package static func perform(
    _ request: ServiceRequest, on world: inout World, cause: Cause
  ) -> ServiceReply {
    guard let handler = handlers[request.service]?[request.operation] else {
      return .failure(.notSimulated("\(request.service) \(request.operation)"))
    }
    let model = ServiceModel.named(request.service)
    let call = Call(
      operation: request.operation, principal: request.principal,
      input: Input(request.input, shape: model?.operation(named: request.operation)?.input ?? "", model: model))
    do throws(ServiceFailure) {
      let reply = try world.changeRegion(request.region, cause: cause) {
        (region: inout Region) throws(ServiceFailure) in
        try handler(call, &region)
      }
      return .success(reply)
    } catch { return .failure(error) }
  }

  package static func isSimulated(service: String, operation: String) -> Bool {
    handlers[service]?[operation] != nil
  }

  /// Describe, list and get operations, and nothing else.
  package static func isReadOnly(service: String, operation: String) -> Bool {
    ["Describe", "List", "Get"].contains { operation.hasPrefix($0) }
      && isSimulated(service: service, operation: operation)
  }
}
