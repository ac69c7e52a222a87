/// The border of the cloud: each operation parsed in, carried out and rendered out.
///
/// In: a `ServiceRequest` and the world. Out: a reply in wire form; the world changed. Never waits, reads a clock or
/// touches a disk. What has no handler answers that it is not simulated yet.
import Cloud
import Documents
import ServiceModels

package enum CloudAPI {
  package static let defaultPrincipal = defaultPrincipal(inRegion: "us-east-1")
  /// Who asks where nobody is named.
  package static func defaultPrincipal(inRegion name: String) -> String {
    "arn:\(Partition(ofRegion: name).rawValue):iam::123456789012:user/learner"
  }

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
    asClientsShow(performRaw(request, on: &world, cause: cause), to: request)
  }

  /// A raw reply in the model's order and without what no client knows.
  package static func asClientsShow(_ raw: ServiceReply, to request: ServiceRequest) -> ServiceReply {
    switch raw {
    case .success(let reply): .success(walked(reply, of: request).reply)
    case .failure(let failure): .failure(failure)
    }
  }

  /// As `perform`, with all that the wire has, in any order: for protocols, which write members by the shape's order anyway.
  ///
  /// - Parameter isCalled: somebody calls, who may be refused.
  package static func performRaw(
    _ request: ServiceRequest, on world: inout World, cause: Cause, isCalled: Bool = false
  ) -> ServiceReply {
    guard let handler = handlers[request.service]?[request.operation] else {
      return .failure(.notSimulated("\(request.service) \(request.operation)"))
    }
    do throws(ServiceFailure) {
      let reply = try world.changeRegion(request.region, cause: cause) {
        (region: inout Region) throws(ServiceFailure) in
        if isCalled, let refusal = region.refusal(ofCaller: request) { throw refusal }
        let call = Call(operation: request.operation, principal: request.principal, input: try input(of: request))
        return try handler(call, &region)
      }
      if ["iam", "sts"].contains(request.service), !isReadOnly(service: request.service, operation: request.operation) {
        world.shareIdentity(of: request.region)
      }
      assert(walked(reply, of: request).problems.isEmpty, "\(walked(reply, of: request).problems)")
      return .success(reply)
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

  /// The reply in the model's order, and what of it does not fit the model: our mistake, which stops a debug build.
  private static func walked(
    _ reply: Document.Object, of request: ServiceRequest
  ) -> (reply: Document.Object, problems: [ShapeWalk.Problem]) {
    guard let model = ServiceModel.named(request.service),
      let shape = model.operation(named: request.operation)?.output
    else { return (reply, []) }
    var walk = ShapeWalk(model)
    let ordered = walk.object(reply, as: shape)
    return (ordered, walk.problems)
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
