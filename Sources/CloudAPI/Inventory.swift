/// Everything that a world holds, as the describes render it: for comparing two worlds.
///
/// In: a world. Out: requests with their replies, in a fixed order. Changes nothing. Cost: linear in the world.
import Cloud
import Documents

extension CloudAPI {
  /// What cannot be answered is left out.
  package static func inventory(of world: World) -> [(request: ServiceRequest, reply: Document.Object)] {
    var copy = world
    return world.regions.values.flatMap { region in
      questions(about: region).compactMap { request in
        guard case .success(let reply) = perform(request, on: &copy, cause: .start) else { return nil }
        return (request, reply)
      }
    }
  }
}
