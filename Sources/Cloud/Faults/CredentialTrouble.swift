/// Why a service does not take a caller's credentials.
///
/// In: the word of the fault `credentials-refused`. Out: what stands while it does; the trouble of a Region's callers. Refuses
/// nothing: the border does, in the words of each service's protocol. Signatures are never checked.
/// Source: AWS General Reference, "Common Error Types"; IAM User Guide, "Troubleshoot AWS Signature Version 4".

package enum CredentialTrouble: String, Hashable, Sendable, CaseIterable {
  /// Those of a session that is over.
  case expired
  /// A key that was deleted or never was.
  case invalid
  /// A secret that does not belong to the key.
  case signature
  /// No credentials at all.
  case missing

  /// What stands while the fault does.
  var beginning: String {
    switch self {
    case .expired: "the session of every caller is over"
    case .invalid: "the access key of every caller is unknown"
    case .signature: "the signature of every request is wrong"
    case .missing: "every request comes without a signature"
    }
  }
}

extension Region {
  /// The oldest that stands.
  package var credentialTrouble: CredentialTrouble? {
    faults.standing.lazy.compactMap { fault in
      if case .credentialsRefused(let trouble) = fault.kind { trouble } else { nil }
    }.first
  }
}
