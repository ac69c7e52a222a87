/// AWS STS at the border: who is calling.
///
/// In: calls. Out: the caller's identity. Source: AWS STS API reference, GetCallerIdentity; IAM User Guide,
/// "Unique identifiers" (`AIDA` begins a user's id, `AROA` a role's).
import Cloud
import Documents
import SimulationKit

extension CloudAPI {
  static let identityHandlers: [String: Handler] = [
    "GetCallerIdentity": getCallerIdentity, "AssumeRole": assumeRole,
  ]

  @Sendable private static func getCallerIdentity(
    _ call: Call, _ region: inout Region
  ) throws(ServiceFailure) -> Document.Object {
    [
      "UserId": .string(userID(of: call.principal, account: region.account)), "Account": .string(region.account),
      "Arn": .string(call.principal),
    ]
  }

  /// The same for the same principal always.
  private static func userID(of principal: String, account: String) -> String {
    let parts = principal.split(separator: ":", omittingEmptySubsequences: false).last?.split(separator: "/") ?? []
    switch parts.first {
    case "root": return account
    case "assumed-role" where parts.count == 3: return "AROA\(letters(for: String(parts[1]))):\(parts[2])"
    default: return "AIDA\(letters(for: principal))"
    }
  }

  /// 17 characters of `A-Z2-7`.
  static func letters(for name: String) -> String {
    var mint = SeededStream(seed: StableHash.of(name))
    let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567")
    return String((0..<17).compactMap { _ in mint.element(of: alphabet) })
  }
}
