/// A policy: statements that allow or deny actions, and for a role's trust to whom.
///
/// In: JSON text. Out: statements, or IAM's refusal; answers about actions and resources. Conditions are kept in the text
/// and not looked at. Source: IAM User Guide, "IAM JSON policy elements reference".
import Documents

package struct PolicyDocument: Hashable, Sendable {
  /// As it was given.
  package let text: String
  private let statements: [Statement]

  private struct Statement: Hashable, Sendable {
    var allows: Bool
    var actions: [String]
    var excludedActions: [String]
    var resources: [String] = []
    var excludedResources: [String] = []
    var services: [String]
    /// ARNs, account ids or `*`.
    var principals: [String]
  }

  package enum Kind { case trust, permissions }

  /// - Throws: MalformedPolicyDocument.
  package init(_ text: String, as kind: Kind) throws(ServiceFailure) {
    guard let document = try? DocumentReader.read(text), let object = document.object else {
      throw .malformedPolicy("This policy contains invalid Json")
    }
    let known = ["Version", "Id", "Statement"]
    guard object.keys.allSatisfy(known.contains), let statement = object["Statement"] else {
      throw .malformedPolicy("Syntax errors in policy.")
    }
    if let version = object["Version"], !["2012-10-17", "2008-10-17"].contains(version.string ?? "") {
      throw .malformedPolicy("The policy must contain a valid version string")
    }
    var statements: [Statement] = []
    for entry in statement.list ?? [statement] { statements.append(try Self.statement(entry, kind)) }
    guard !statements.isEmpty else { throw .malformedPolicy("Syntax errors in policy.") }
    self.text = text
    self.statements = statements
  }

  /// The trust of a role that a plan only names services for.
  package init(trusting services: [String]) {
    text = Self.trustText(services)
    statements = [
      Statement(allows: true, actions: ["sts:AssumeRole"], excludedActions: [], services: services, principals: [])
    ]
  }

  private static func trustText(_ services: [String]) -> String {
    let names: Document = services.count == 1 ? .string(services[0]) : .list(services.map { .string($0) })
    let document: Document = [
      "Version": "2012-10-17",
      "Statement": [["Effect": "Allow", "Principal": ["Service": names], "Action": "sts:AssumeRole"]],
    ]
    return document.written()
  }

  private static func statement(_ document: Document, _ kind: Kind) throws(ServiceFailure) -> Statement {
    guard let object = document.object, let effect = object["Effect"]?.string, ["Allow", "Deny"].contains(effect) else {
      throw .malformedPolicy("Syntax errors in policy.")
    }
    let actions = texts(object["Action"])
    let excluded = texts(object["NotAction"])
    guard !actions.isEmpty || !excluded.isEmpty else {
      throw .malformedPolicy("Policy statement must contain actions.")
    }
    let isNamed = { (action: String) in action == "*" || action.contains(":") }
    guard (actions + excluded).allSatisfy(isNamed) else {
      throw .malformedPolicy(
        "Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.")
    }
    var statement = Statement(
      allows: effect == "Allow", actions: actions, excludedActions: excluded, services: [], principals: [])
    switch kind {
    case .permissions:
      guard object["Principal"] == nil else {
        throw .malformedPolicy("Policy document should not specify a principal.")
      }
      guard object["Resource"] != nil || object["NotResource"] != nil else {
        throw .malformedPolicy("Policy statement must contain resources.")
      }
      statement.resources = texts(object["Resource"])
      statement.excludedResources = texts(object["NotResource"])
    case .trust:
      guard object["Resource"] == nil else { throw .malformedPolicy("Has prohibited field Resource") }
      guard let principal = object["Principal"] else {
        throw .malformedPolicy("Missing required field Principal cannot be empty!")
      }
      statement.services = texts(principal["Service"])
      statement.principals = principal.string.map { [$0] } ?? texts(principal["AWS"])
      for service in statement.services where !service.hasSuffix(".amazonaws.com") || misspelt[service] != nil {
        throw .malformedPolicy(
          "Invalid principal in policy: \"SERVICE\":\"\(service)\"",
          why: misspelt[service].map { "The service is called \($0)." }
            ?? "A service principal ends with .amazonaws.com; tasks take roles as ecs-tasks.amazonaws.com.")
      }
    }
    return statement
  }

  /// What learners write, and what IAM knows.
  private static let misspelt = [
    "ecs-task.amazonaws.com": "ecs-tasks.amazonaws.com", "ecstasks.amazonaws.com": "ecs-tasks.amazonaws.com",
    "ecs-tasks.amazon.amazonaws.com": "ecs-tasks.amazonaws.com",
  ]

  private static func texts(_ document: Document?) -> [String] {
    document?.string.map { [$0] } ?? document?.list?.compactMap(\.string) ?? []
  }

  // MARK: - Answers

  /// - Parameter resource: an ARN; `*` for an action that knows no resource; nil: whichever.
  package func allows(_ action: String, on resource: String? = nil) -> Bool {
    statements.contains { $0.allows && Self.names($0, action) && Self.covers($0, resource) }
  }
  /// - Parameter resource: as in `allows`.
  package func denies(_ action: String, on resource: String? = nil) -> Bool {
    statements.contains { !$0.allows && Self.names($0, action) && Self.covers($0, resource) }
  }

  /// Service principals that may assume the role.
  package var trustedServices: [String] {
    statements.filter { $0.allows && Self.names($0, "sts:AssumeRole") }.flatMap(\.services)
  }

  /// True where the account itself, everybody or this very principal may assume the role.
  package func trusts(principal: String, account: String, root: String) -> Bool {
    let names = ["*", account, root, principal]
    return statements.contains { statement in
      statement.allows && Self.names(statement, "sts:AssumeRole")
        && statement.principals.contains(where: names.contains)
    }
  }

  private static func names(_ statement: Statement, _ action: String) -> Bool {
    if !statement.excludedActions.isEmpty {
      return !statement.excludedActions.contains { matches(action, pattern: $0) }
    }
    return statement.actions.contains { matches(action, pattern: $0) }
  }

  private static func covers(_ statement: Statement, _ resource: String?) -> Bool {
    guard let resource else { return true }
    if !statement.excludedResources.isEmpty {
      return !statement.excludedResources.contains { Wildcards.matches(resource, pattern: $0) }
    }
    return statement.resources.contains { Wildcards.matches(resource, pattern: $0) }
  }

  /// Letters of either case.
  private static func matches(_ action: String, pattern: String) -> Bool {
    Wildcards.matches(action.lowercased(), pattern: pattern.lowercased())
  }
}

extension ServiceFailure {
  fileprivate static func malformedPolicy(_ message: String, why: String? = nil) -> ServiceFailure {
    ServiceFailure("MalformedPolicyDocument", message, why: why)
  }
}
