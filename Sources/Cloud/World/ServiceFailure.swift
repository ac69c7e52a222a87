/// A refusal in AWS's own words: what an operation answers instead of a result.
import Documents

package struct ServiceFailure: Error, Hashable, Sendable {
  /// The exception's name, such as `ClusterNotFoundException`.
  package let code: String
  /// nil where the real service sends none.
  package let message: String?
  /// Further members beside the message (`resourceIds`).
  package let members: Document.Object
  /// Our own explanation (`why:`), cause and way out in one sentence; never part of the reply.
  package let why: String?

  package init(_ code: String, _ message: String?, members: Document.Object = [:], why: String? = nil) {
    self.code = code
    self.message = message
    self.members = members
    self.why = why
  }

  /// True for what a client may try again (HTTP 500 and 503).
  package var isServerFault: Bool { ["ServerException", "ServiceUnavailable", "Unavailable"].contains(code) }

  /// The same refusal with an explanation: its cause and the way out, one sentence in our own words.
  package func explained(_ why: String) -> ServiceFailure {
    ServiceFailure(code, message, members: members, why: why)
  }

  package static func invalidParameter(_ message: String, why: String? = nil) -> ServiceFailure {
    ServiceFailure("InvalidParameterException", message, why: why)
  }
  package static func client(_ message: String, why: String? = nil) -> ServiceFailure {
    ServiceFailure("ClientException", message, why: why)
  }
  /// AWS's usual answer to a word that is not in the list: `launch type should be one of [EC2,FARGATE]`.
  package static func shouldBeOneOf(_ name: String, _ words: [String]) -> ServiceFailure {
    invalidParameter("\(name) should be one of [\(words.joined(separator: ","))]")
  }
  package static let clusterNotFound = ServiceFailure("ClusterNotFoundException", "Cluster not found.")
  package static let notSimulatedCode = "NotSimulatedYet"
  /// What is accepted by the real service and not built here: says so instead of pretending.
  package static func notSimulated(_ what: String) -> ServiceFailure {
    ServiceFailure(notSimulatedCode, "\(what) is not simulated yet.")
  }
}
