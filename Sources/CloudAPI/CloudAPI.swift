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
    let operation = model?.operation(named: request.operation)
    do throws(ServiceFailure) {
      let call = Call(operation: request.operation, principal: request.principal, input: try input(of: request))
      let reply = try world.changeRegion(request.region, cause: cause) {
        (region: inout Region) throws(ServiceFailure) in
        try handler(call, &region)
      }
      if request.service == "iam", !isReadOnly(service: "iam", operation: request.operation) {
        world.shareIdentity(of: request.region)
      }
      return .success(ordered(reply, shape: operation?.output, model: model))
    } catch { return .failure(error) }
  }

  /// The request's members as the model knows them: unknown ones are ignored, null is absent.
  static func input(of request: ServiceRequest) throws(ServiceFailure) -> Input {
    guard let model = ServiceModel.named(request.service),
      let shape = model.operation(named: request.operation)?.input
    else { return Input(request.input, shape: "", model: ServiceModel.named(request.service)) }
    var walk = ShapeWalk(model)
    let members = walk.object(request.input, as: shape)
    for case .wrongType(_, let found, let wanted) in walk.problems { throw .serialization(of: found, as: wanted) }
    return Input(members, shape: shape, model: model)
  }

  /// The reply in the model's order. A reply that does not fit the model is our mistake and stops a debug build.
  private static func ordered(_ reply: Document.Object, shape: String?, model: ServiceModel?) -> Document.Object {
    guard let model, let shape else { return reply }
    var walk = ShapeWalk(model)
    let result = walk.object(reply, as: shape)
    assert(walk.problems.isEmpty, "a reply does not fit \(shape): \(walk.problems)")
    return result
  }

  package static func isSimulated(service: String, operation: String) -> Bool {
    handlers[service]?[operation] != nil
  }

  /// The operations of a service that have a handler, by name.
  package static func simulatedOperations(of service: String) -> [String] { handlers[service]?.keys.sorted() ?? [] }

  /// True for operations that only look: by name, whether or not they are simulated.
  package static func isReadOnly(service: String, operation: String) -> Bool {
    ["Describe", "List", "Get", "Filter", "DiscoverInstances", "TestEventPattern"].contains { operation.hasPrefix($0) }
  }
}
