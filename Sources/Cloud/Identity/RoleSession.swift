/// Sessions of assumed roles: whose access key is whose, and until when.
///
/// In: a role, the name of a session, how long it lasts. Out: credentials; the session that a key or a caller's ARN belongs to.
/// A session that is over is kept, so that its callers are told so; at most as many are kept as `mostKept`.
/// Source: IAM User Guide, "Temporary security credentials in IAM".
import Collections
import SimulationKit

package struct RoleSession: Hashable, Sendable {
  /// The role's.
  package let role: String
  package let name: String
  package let expires: Instant

  /// What access keys of sessions begin with, and no user's does.
  package static let keyPrefix = "ASIA"
}

extension Identity {
  /// The oldest go first.
  static let mostKept = 1_000

  /// By access key.
  package func session(ofKey key: String) -> RoleSession? { sessions[key] }

  /// What no reply shows, for digests.
  package var hiddenLines: [String] {
    sessions.map { "\($0.key) \($0.value.role) \($0.value.name) \($0.value.expires.milliseconds)" }
  }
}

extension Region {
  /// Credentials of the form that STS gives out, which a caller may use from now on.
  package mutating func beginSession(
    of role: String, named name: String, lasting span: Duration
  ) -> (accessKeyID: String, secret: String, token: String, expires: Instant) {
    let drawn = drawCredentials()
    let expires = now + span
    identity.sessions[drawn.accessKeyID] = RoleSession(role: role, name: name, expires: expires)
    while identity.sessions.count > Identity.mostKept { identity.sessions.removeFirst() }
    return (drawn.accessKeyID, drawn.secret, drawn.token, expires)
  }

  package func arn(of session: RoleSession) -> String {
    arn(service: "sts", "assumed-role/\(session.role)/\(session.name)")
  }

  /// The session that lasts longest of those by which a caller of that ARN may ask; nil for other callers.
  package func session(ofPrincipal principal: String) -> RoleSession? {
    guard principal.contains(":assumed-role/") else { return nil }
    return identity.sessions.values.filter { arn(of: $0) == principal }.max { $0.expires < $1.expires }
  }
}
