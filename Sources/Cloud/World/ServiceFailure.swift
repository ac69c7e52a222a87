/// A refusal in AWS's own words: what an operation answers instead of a result.
import Documents

package struct ServiceFailure: Error, Hashable, Sendable {
  /// The exception's name, such as `ClusterNotFoundException`.
  package let code: String
  /// nil where the real service sends none.
  package let message: String?
  /// Further members beside the message (`resourceIds`).
  package let members: Document.Object
  /// Which of our own explanations fits (`why:`); never part of the reply.
  package let why: String?

  package init(_ code: String, _ message: String?, members: Document.Object = [:], why: String? = nil) {
    self.code = code
    self.message = message
    self.members = members
    self.why = why
  }

  package static func invalidParameter(_ message: String) -> ServiceFailure {
    ServiceFailure("InvalidParameterException", message)
  }
  package static func client(_ message: String) -> ServiceFailure { ServiceFailure("ClientException", message) }
  package static let clusterNotFound = ServiceFailure("ClusterNotFoundException", "Cluster not found.")
  /// What is accepted by the real service and not built here: says so instead of pretending.
  package static func notSimulated(_ what: String) -> ServiceFailure {
    ServiceFailure("NotSimulatedYet", "\(what) is not simulated yet.")
  }
}
