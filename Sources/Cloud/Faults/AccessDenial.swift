/// Rights that callers have lost.
///
/// In: the fault `access-denied`. Out: whether it denies an action on a resource. Refuses nothing: the border does.
/// Source: IAM User Guide, "IAM JSON policy elements: Action".

/// As a policy's statement would name them, wildcards included.
package struct AccessDenial: Hashable, Sendable {
  /// `ecs:RunTask`, `ecs:*`, `iam:PassRole`.
  package let action: String
  /// An ARN or a name at the end of one; nil: every resource.
  package let resource: String?

  func denies(_ asked: String, on resource: String) -> Bool {
    guard Wildcards.matches(asked.lowercased(), pattern: action.lowercased()) else { return false }
    guard let pattern = self.resource else { return true }
    return Wildcards.matches(resource, pattern: pattern) || resource.hasSuffix("/\(pattern)")
  }

  var words: String { action + (resource.map { " on \($0)" } ?? "") }

  /// The actions that callers of ECS are asked for: those of its operations and the passing of roles.
  static func isAsked(_ action: String) -> Bool { action.hasPrefix("ecs:") || action.lowercased() == "iam:passrole" }
}

extension Region {
  package var deniesCallersAnything: Bool { faults.standing.contains { $0.name == .accessDenied } }

  package func deniesCaller(_ action: String, on resource: String) -> Bool {
    faults.standing.contains { fault in
      if case .accessDenied(let denial) = fault.kind { denial.denies(action, on: resource) } else { false }
    }
  }
}
