/// Taking a role for a while.
///
/// In: a role and a name for the session. Out: credentials by which one calls as the role, until they expire. Source: AWS STS
/// API reference, AssumeRole.
import Cloud
import Documents
import SimulationKit

extension CloudAPI {
  @Sendable static func assumeRole(_ call: Call, _ region: inout Region) throws(ServiceFailure) -> Document.Object {
    let input = call.input
    let arn = try input.iamText("RoleArn")
    let session = try input.iamName("RoleSessionName", atMost: 64)
    guard session.utf8.count >= 2 else {
      throw .iamConstraint("roleSessionName", session, "Member must have length greater than or equal to 2")
    }
    let seconds = try input.integer("DurationSeconds") ?? 3_600
    guard (900...43_200).contains(seconds) else {
      throw .iamConstraint(
        "durationSeconds", String(seconds),
        "Member must have value \(seconds < 900 ? "greater than or equal to 900" : "less than or equal to 43200")")
    }
    let role = region.identity.role(arn)
    guard let role, region.arn(ofRole: role) == arn, region.trusts(call.principal, role) else {
      throw ServiceFailure(
        "AccessDenied",
        "User: \(call.principal) is not authorized to perform: sts:AssumeRole on resource: \(arn)",
        why: role == nil
          ? "There is no such role; STS does not say so, lest strangers find out."
          : "The role's trust policy must name the caller: a principal such as "
            + "{\"AWS\": \"\(region.rootARN)\"}.")
    }
    guard seconds <= role.maximumSessionSeconds else {
      throw ServiceFailure(
        "ValidationError", "The requested DurationSeconds exceeds the MaxSessionDuration set for this role.")
    }
    let begun = region.beginSession(of: role.name, named: session, lasting: .seconds(seconds))
    return Document.Object(rendering: [
      "Credentials": Document.Object(rendering: [
        "AccessKeyId": begun.accessKeyID, "SecretAccessKey": begun.secret, "SessionToken": begun.token,
        "Expiration": begun.expires,
      ]),
      "AssumedRoleUser": Document.Object(rendering: [
        "AssumedRoleId": "\(region.derivedRoleID(role.name)):\(session)",
        "Arn": region.arn(service: "sts", "assumed-role/\(role.name)/\(session)"),
      ]),
    ])
  }
}

extension Region {
  fileprivate func trusts(_ principal: String, _ role: Identity.Role) -> Bool {
    role.trustDocument?.trusts(principal: principal, account: account, root: rootARN) ?? false
  }
}
