/// A request to the simulated cloud, and its reply: what the border takes in and gives out.
import Cloud
import Documents

package struct ServiceRequest: Hashable, Sendable {
  /// The CLI's word for the service: `ecs`.
  package var service: String
  /// The API's name of the operation: `CreateCluster`.
  package var operation: String
  package var region: String
  /// The caller's ARN; of the learner where none is given.
  package var principal: String
  /// The input document, by wire member names.
  package var input: Document.Object

  package init(
    service: String = "ecs", operation: String, region: String = "us-east-1",
    principal: String? = nil, input: Document.Object
  ) {
    self.service = service
    self.operation = operation
    self.region = region
    self.principal = principal ?? CloudAPI.defaultPrincipal(inRegion: region)
    self.input = input
  }
}

package enum ServiceReply: Hashable, Sendable {
  /// Members in the model's order, where nothing else is said; timestamps as epoch seconds.
  case success(Document.Object)
  case failure(ServiceFailure)
}
