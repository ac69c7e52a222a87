/// Account settings at the border.
///
/// In: calls. Out: settings. Source: ECS API reference, the four operations on account settings.
import Cloud
import Documents

extension CloudAPI {
  static let accountSettingHandlers: [String: Handler] = [
    "ListAccountSettings": listAccountSettings,
    "PutAccountSetting": putAccountSetting,
    "PutAccountSettingDefault": putAccountSettingDefault,
    "DeleteAccountSetting": deleteAccountSetting,
  ]

  @Sendable private static func listAccountSettings(
    _ call: Call, _ region: inout Region
  ) throws(ServiceFailure) -> Document.Object {
    let settings = try region.accountSettings(
      of: try region.settingsPrincipal(try call.input.string("principalArn"), caller: call.principal),
      effective: try call.input.boolean("effectiveSettings") ?? false, name: try call.input.string("name"),
      value: try call.input.string("value"))
    let page = try call.input.page(of: settings, size: 10, maximum: 10, key: \.name)
    return Document.Object(rendering: ["settings": page.items, "nextToken": page.nextToken])
  }

  @Sendable private static func putAccountSetting(
    _ call: Call, _ region: inout Region
  ) throws(ServiceFailure) -> Document.Object {
    let setting = try region.putAccountSetting(
      try call.input.requiredString("name"), try call.input.requiredString("value"),
      principal: try region.settingsPrincipal(try call.input.string("principalArn"), caller: call.principal))
    return ["setting": setting.rendered]
  }

  @Sendable private static func putAccountSettingDefault(
    _ call: Call, _ region: inout Region
  ) throws(ServiceFailure) -> Document.Object {
    let setting = try region.putAccountSetting(
      try call.input.requiredString("name"), try call.input.requiredString("value"), principal: region.rootARN)
    return ["setting": setting.rendered]
  }

  @Sendable private static func deleteAccountSetting(
    _ call: Call, _ region: inout Region
  ) throws(ServiceFailure) -> Document.Object {
    let setting = try region.deleteAccountSetting(
      try call.input.requiredString("name"),
      principal: try region.settingsPrincipal(try call.input.string("principalArn"), caller: call.principal))
    return ["setting": setting.rendered]
  }
}

extension ECS.AccountSetting: Renderable {
  var rendered: Document {
    [
      "name": .string(name), "value": .string(value), "principalArn": .string(principal),
      "type": isManagedByAWS ? "aws_managed" : "user",
    ]
  }
}
