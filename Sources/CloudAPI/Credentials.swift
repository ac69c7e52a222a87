/// Requests that come with a caller's credentials: from the prompt, from clients, and when they are replayed.
///
/// In: a request and the world. Out: the raw reply, or the refusal of the caller or of any call where a fault has it so.
/// Checks, digests and fixtures, which nobody calls, do not come this way.
/// Source: AWS General Reference, "Common Error Types", and the services' own lists of them; Amazon EC2 API reference, "Error
/// codes".
import Cloud
import ServiceModels
import SimulationKit

extension CloudAPI {
  /// As `performRaw`, for a caller.
  package static func answer(_ request: ServiceRequest, on world: inout World, cause: Cause) -> ServiceReply {
    performRaw(request, on: &world, cause: cause, isCalled: true)
  }
}

extension APITrouble {
  /// - Parameter service: those of containers name their own faults ServerException, others keep to the common code.
  fileprivate func refusal(by spokenProtocol: String, of service: String) -> ServiceFailure {
    let (code, message): (String, String)
    switch (self, spokenProtocol) {
    case (.throttled, "ec2"): (code, message) = ("RequestLimitExceeded", "Request limit exceeded.")
    case (.throttled, "query"): (code, message) = ("Throttling", "Rate exceeded")
    case (.throttled, _): (code, message) = ("ThrottlingException", "Rate exceeded")
    case (.unavailable, "ec2"):
      (code, message) = ("Unavailable", "The server is overloaded and can't handle the request.")
    case (.unavailable, _) where ["ecs", "ecr"].contains(service):
      (code, message) = ("ServerException", "Service Unavailable. Please try again later.")
    case (.unavailable, _):
      (code, message) = ("ServiceUnavailable", "The request has failed due to a temporary failure of the server.")
    }
    let fault =
      switch self {
      case .throttled: FaultName.apiThrottled.rawValue
      case .unavailable: FaultName.apiDown.rawValue
      }
    return ServiceFailure(
      code, message, why: "The fault \(fault) stands: 'inject mend fault=\(fault)' ends it, or time does.")
  }
}

extension CloudAPI {
  /// Who calls with that access key: a role whose session it is; nil for any other key, which is the learner's.
  package static func principal(ofKey key: String?, inRegion name: String, of world: World) -> String? {
    guard let key, key.hasPrefix(RoleSession.keyPrefix) else { return nil }
    let region = world.present(name)
    return region.identity.session(ofKey: key).map(region.arn(of:))
  }
}

extension Region {
  /// Cost: a look at the standing faults for a user; for a role's session also its policies.
  func refusal(ofCaller request: ServiceRequest) -> ServiceFailure? {
    var spokenProtocol: String { ServiceModel.named(request.service)?.metadata.spokenProtocol ?? "json" }
    if let apiTrouble { return apiTrouble.refusal(by: spokenProtocol, of: request.service) }
    let isOver = session(ofPrincipal: request.principal).map { $0.expires <= now } ?? false
    guard let trouble = credentialTrouble ?? (isOver ? .expired : nil) else { return refusal(ofCallerOf: request) }
    return trouble.refusal(by: spokenProtocol)
  }
}

extension CredentialTrouble {
  fileprivate func refusal(by spokenProtocol: String) -> ServiceFailure {
    let (code, message): (String, String)
    switch (self, spokenProtocol) {
    case (.expired, "ec2"): (code, message) = ("RequestExpired", "Request has expired.")
    case (.invalid, "ec2"), (.signature, "ec2"):
      (code, message) = ("AuthFailure", "AWS was not able to validate the provided access credentials")
    case (.expired, "query"): (code, message) = ("ExpiredToken", Self.expiredText)
    case (.invalid, "query"): (code, message) = ("InvalidClientTokenId", Self.invalidText)
    case (.signature, "query"): (code, message) = ("SignatureDoesNotMatch", Self.signatureText)
    case (.missing, "query"), (.missing, "ec2"):
      (code, message) = ("MissingAuthenticationToken", "Request is missing Authentication Token")
    case (.expired, _): (code, message) = ("ExpiredTokenException", Self.expiredText)
    case (.invalid, _): (code, message) = ("UnrecognizedClientException", Self.invalidText)
    case (.signature, _): (code, message) = ("InvalidSignatureException", Self.signatureText)
    case (.missing, _): (code, message) = ("MissingAuthenticationTokenException", "Missing Authentication Token")
    }
    return ServiceFailure(
      code, message,
      why: "The session of the role is over, or the fault credentials-refused stands: 'inject mend "
        + "fault=credentials-refused' ends that.")
  }

  private static let expiredText = "The security token included in the request is expired"
  private static let invalidText = "The security token included in the request is invalid."
  private static let signatureText =
    "The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and "
    + "signing method. Consult the service documentation for details."
}
