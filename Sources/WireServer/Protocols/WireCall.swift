/// A call as it came over the wire, and what every protocol does with one.
///
/// In: an HTTP request. Out: the service request in it with its caller, or the failure to answer at once.
import Cloud
import CloudAPI
import Documents
import ServiceModels

/// What the protocol has understood of a request.
struct WireCall: Hashable, Sendable {
  var request: ServiceRequest
  /// nil for an unsigned request.
  var accessKey: String?
  /// Names the program in journals: `Boto3`, `aws-cli`.
  var client: String
}

/// How a service's clients are spoken to.
protocol WireProtocol: Sendable {
  func call(_ request: HTTPRequest, scope: CredentialScope?) throws(ServiceFailure) -> WireCall
  func response(_ reply: ServiceReply, requestID: String) -> HTTPResponse
}

extension WireCall {
  init(_ http: HTTPRequest, scope: CredentialScope?, service: String, operation: String, input: Document.Object) {
    request = ServiceRequest(
      service: service, operation: operation, region: scope?.region ?? CredentialScope.defaultRegion, input: input)
    accessKey = scope?.accessKey
    client = Self.clientName(http.fields["user-agent"])
  }

  /// The first product of the User-Agent, at most 40 letters, digits, dashes and dots.
  private static func clientName(_ userAgent: String?) -> String {
    let name = (userAgent ?? "").utf8.prefix(40).prefix { byte in
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."):
        true
      default: false
      }
    }
    return String(decoding: Array(name), as: UTF8.self)
  }
}

extension ServiceFailure {
  /// A name that no service has.
  static func unknownOperation(_ message: String? = nil) -> ServiceFailure {
    ServiceFailure("UnknownOperationException", message)
  }
  /// A body that cannot be read.
  static func unreadable(_ message: String) -> ServiceFailure { ServiceFailure("SerializationException", message) }

  /// Checks that the model has the operation and the cloud a handler for it.
  static func check(operation: String, of model: ServiceModel) throws(ServiceFailure) {
    guard model.operation(named: operation) != nil || model.otherOperationNames.contains(operation) else {
      throw .unknownOperation()
    }
    guard CloudAPI.isSimulated(service: model.name, operation: operation) else {
      throw .notSimulated("\(model.name) \(operation)")
    }
  }
}
