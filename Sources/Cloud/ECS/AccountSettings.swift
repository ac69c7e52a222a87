/// Account settings: names, their defaults, and what was set for the account or the principal.
///
/// In: names, values, principals. Out: the setting that applies, or a refusal. `containerInsights`,
/// `awsvpcTrunking`, `defaultLogDriverMode`, `fargateTaskRetirementWaitPeriod` and `tagResourceAuthorization` are read by other
/// rules; the rest is kept and shown.
/// Source: ECS Developer Guide, "Access Amazon ECS features with account settings".
import Collections
import SimulationKit

extension ECS {
  package struct AccountSettings: Sendable {
    /// Set by PutAccountSettingDefault, by name.
    package var accountDefaults: OrderedDictionary<String, String> = [:]
    /// Set by PutAccountSetting, by principal ARN, then by name.
    package var ofPrincipals: OrderedDictionary<String, OrderedDictionary<String, String>> = [:]
    package init() {}
  }

  package struct AccountSetting: Hashable, Sendable {
    package let name: String
    package let value: String
    package let principal: String
    /// GuardDuty's own switch, which nobody else sets.
    package var isManagedByAWS: Bool { name == "guardDutyActivate" }
  }

  /// Every setting: its name, its default, the values it takes.
  static let accountSettingKinds: OrderedDictionary<String, (standard: String, values: [String])> = [
    "serviceLongArnFormat": ("enabled", ["enabled", "disabled"]),
    "taskLongArnFormat": ("enabled", ["enabled", "disabled"]),
    "containerInstanceLongArnFormat": ("enabled", ["enabled", "disabled"]),
    "awsvpcTrunking": ("disabled", ["enabled", "disabled"]),
    "containerInsights": ("disabled", ["enabled", "disabled", "enhanced"]),
    "fargateFIPSMode": ("disabled", ["enabled", "disabled"]),
    "tagResourceAuthorization": ("on", ["on", "off"]),
    "fargateTaskRetirementWaitPeriod": ("7", ["0", "7", "14"]),
    "guardDutyActivate": ("off", ["on", "off"]),
    "defaultLogDriverMode": ("non-blocking", ["blocking", "non-blocking"]),
    "fargateEventWindows": ("disabled", ["enabled", "disabled"]),
    "dualStackIPv6": ("enabled", ["enabled", "disabled"]),
  ]
}

extension Region {
  package var rootARN: String { arn(service: "iam", "root") }

  /// Whose settings a request means: the caller's own unless it names a user, a role or the root user.
  /// Source: ECS API reference, PutAccountSetting, `principalArn`; how the form is refused is our own.
  package func settingsPrincipal(_ reference: String?, caller: String) throws(ServiceFailure) -> String {
    guard let reference, reference != caller else { return caller }
    let parts = reference.split(separator: ":", maxSplits: 5, omittingEmptySubsequences: false)
    let isPrincipal = ["user/", "role/"].contains { parts.last?.hasPrefix($0) == true && parts.last?.count ?? 0 > 5 }
    guard parts.dropLast() == rootARN.split(separator: ":", omittingEmptySubsequences: false).dropLast(),
      isPrincipal || reference == rootARN
    else {
      throw .invalidParameter(
        "The specified principal ARN is invalid. Specify the ARN of a user, a role or the root user and try again.",
        why: "Such as \(roleARN("NAME")). Federated users have the root user's settings, and none of "
          + "their own.")
    }
    guard caller == rootARN else {
      throw ServiceFailure(
        "AccessDeniedException", "You don't have authorization to perform the requested action.",
        why: "Only the root user may name another principal than itself: leave --principal-arn out, or set the "
          + "account's default with 'aws ecs put-account-setting-default'.")
    }
    return reference
  }

  /// What applies to `principal`: its own value, else the account's default, else the service's.
  package func effectiveAccountSetting(_ name: String, of principal: String) -> String? {
    let settings = ecs.accountSettings
    return settings.ofPrincipals[principal]?[name] ?? settings.accountDefaults[name]
      ?? ECS.accountSettingKinds[name]?.standard
  }

  /// The settings of `principal`, in order of name: those set for it, or with `effective` every one.
  /// - Parameters:
  ///   - name: only this one.
  ///   - value: only those with this value.
  package func accountSettings(
    of principal: String, effective: Bool, name: String?, value: String?
  ) throws(ServiceFailure) -> [ECS.AccountSetting] {
    if let name { try checkAccountSetting(name) }
    guard value == nil || name != nil else {
      throw .invalidParameter(
        "If you specify a value, you must also specify an account setting name.",
        why: "A value alone does not say which switch: add --name, such as --name containerInsights.")
    }
    let own = principal == rootARN ? ecs.accountSettings.accountDefaults : ecs.accountSettings.ofPrincipals[principal]
    var settings: [ECS.AccountSetting] = []
    for known in ECS.accountSettingKinds.keys.sorted() where name == nil || name == known {
      if let value = own?[known] {
        settings.append(.init(name: known, value: value, principal: principal))
      } else if effective, let value = effectiveAccountSetting(known, of: principal) {
        settings.append(.init(name: known, value: value, principal: rootARN))
      }
    }
    return settings.filter { value == nil || $0.value == value }
  }

  /// Sets for one principal; the root user's own setting is the account's default.
  package mutating func putAccountSetting(
    _ name: String, _ value: String, principal: String
  ) throws(ServiceFailure) -> ECS.AccountSetting {
    try checkAccountSetting(name, value)
    guard principal == rootARN || name != "fargateTaskRetirementWaitPeriod" else {
      throw .invalidParameter(
        "The setting fargateTaskRetirementWaitPeriod can only be changed by the root user.",
        why: "It holds for the whole account: use 'aws ecs put-account-setting-default'.")
    }
    if principal == rootARN {
      ecs.accountSettings.accountDefaults[name] = value
    } else {
      ecs.accountSettings.ofPrincipals[principal, default: [:]][name] = value
    }
    recordAccountSetting(name, value)
    return .init(name: name, value: value, principal: principal)
  }

  /// Returns the principal to what the account has. The reply's value is empty.
  package mutating func deleteAccountSetting(
    _ name: String, principal: String
  ) throws(ServiceFailure) -> ECS.AccountSetting {
    try checkAccountSetting(name)
    if principal == rootARN {
      ecs.accountSettings.accountDefaults[name] = nil
    } else {
      ecs.accountSettings.ofPrincipals[principal]?[name] = nil
    }
    recordAccountSetting(name, "default")
    return .init(name: name, value: "", principal: principal)
  }

  private func checkAccountSetting(_ name: String) throws(ServiceFailure) {
    let names = ECS.accountSettingKinds.keys
    guard names.contains(name) else { throw .shouldBeOneOf(name, Array(names)) }
  }

  private func checkAccountSetting(_ name: String, _ value: String) throws(ServiceFailure) {
    try checkAccountSetting(name)
    guard let kind = ECS.accountSettingKinds[name], kind.values.contains(value) else {
      throw .shouldBeOneOf(value, ECS.accountSettingKinds[name]?.values ?? [])
    }
    guard name != "guardDutyActivate" else {
      throw .invalidParameter("The setting guardDutyActivate can not be changed: Amazon GuardDuty manages it.")
    }
    guard !name.hasSuffix("LongArnFormat") || value == "enabled" else {
      throw .invalidParameter("The setting \(name) can not be disabled: every new resource has the long ARN format.")
    }
  }

  private mutating func recordAccountSetting(_ name: String, _ value: String) {
    record(EventRecord.Draft(.command, source: "account-setting/\(name)", cluster: nil, message: value))
  }
}
