/// Account settings: names, their defaults, and what was set for the account or the principal.
import Collections

extension ECS {
  package struct AccountSettings: Sendable {
    /// Set by PutAccountSettingDefault, by name.
    package var accountDefaults: OrderedDictionary<String, String> = [:]
    /// Set by PutAccountSetting, by principal ARN, then by name.
    package var ofPrincipals: OrderedDictionary<String, OrderedDictionary<String, String>> = [:]
    package init() {}
  }
}
