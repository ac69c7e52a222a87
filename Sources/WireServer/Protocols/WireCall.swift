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

extension ServiceFailure {
  /// As the JSON and CBOR protocols show it: `__type`, `message`, then the members beside them.
  ///
  /// - Parameter namespace: stands before the code.
  func document(namespace: String? = nil) -> Document.Object {
    var body: Document.Object = ["__type": .string((namespace ?? "") + code)]
    body["message"] = message.map(Document.string)
    for member in members.members.sorted(by: { $0.key < $1.key }) where body[member.key] == nil {
      body[member.key] = member.value
    }
    return body
  }

  /// The HTTP status that the model gives the exception; 400 otherwise.
  func status(of operation: Operation?, in model: ServiceModel?) -> Int {
    if let known = Self.knownStatuses[code] { return known }
    if isServerFault { return 500 }
    let shapes = (operation?.errors ?? []).lazy.compactMap { model?.shape($0) }
    return shapes.first { ($0.errorCode ?? $0.name) == code }?.errorStatus ?? 400
  }

  private static let knownStatuses = [
    "AccessDenied": 403, "DryRunOperation": 412, "ExpiredToken": 403, "InvalidClientTokenId": 403,
    "SignatureDoesNotMatch": 403, "MissingAuthenticationToken": 403, "AuthFailure": 401,
    "ServiceUnavailable": 503, "Unavailable": 503, "RequestLimitExceeded": 503,
  ]

  /// What a service that once spoke the query protocol adds, so that clients see the codes that they know.
  func queryFields(of model: ServiceModel) -> [HTTPFields.Field] {
    guard model.metadata.isQueryCompatible else { return [] }
    return [.init(name: "x-amzn-query-error", value: "\(code);\(isServerFault ? "Receiver" : "Sender")")]
  }
}

extension ServiceModel {
  /// The service that the JSON and CBOR protocols name so.
  static func named(targetPrefix: some StringProtocol) -> ServiceModel? {
    for name in names {
      if let model = named(name), let prefix = model.metadata.targetPrefix, prefix == targetPrefix { return model }
    }
    return nil
  }
}
