/// Account settings and the caller's identity.
///
/// Expected values: the project's reference sheets, ECS API section 1.9 and runtime section 8.4.
import Cloud
import CloudAPI
import Documents
import Testing

@Suite struct AccountSettingTests {
  var cloud = TestCloud()
  private static let learner = "arn:aws:iam::123456789012:user/learner"
  private static let root = "arn:aws:iam::123456789012:root"

  @Test mutating func onlyWhatWasSetShowsUnlessDefaultsAreAskedFor() throws {
    #expect(try cloud.call("ListAccountSettings") == ["settings": []])
    let effective = try cloud.call("ListAccountSettings", #"{"effectiveSettings":true,"name":"awsvpcTrunking"}"#)
    #expect(
      effective["settings"] == [
        [
          "name": "awsvpcTrunking", "value": "disabled", "principalArn": .string(Self.root), "type": "user",
        ]
      ])
    // 12 names, ten to a page
    let first = try cloud.call("ListAccountSettings", #"{"effectiveSettings":true}"#)
    #expect(first["settings"]?.list?.count == 10)
    let token = try #require(first["nextToken"]?.string)
    let second = try cloud.call("ListAccountSettings", #"{"effectiveSettings":true,"nextToken":"\#(token)"}"#)
    #expect(second["settings"]?.list?.count == 2)
  }

  @Test mutating func onesOwnSettingBeatsTheAccounts() throws {
    try cloud.call("PutAccountSettingDefault", #"{"name":"containerInsights","value":"enabled"}"#)
    let own = try cloud.call("PutAccountSetting", #"{"name":"containerInsights","value":"enhanced"}"#)
    #expect(
      own["setting"] == [
        "name": "containerInsights", "value": "enhanced", "principalArn": .string(Self.learner), "type": "user",
      ])
    let effective = #"{"effectiveSettings":true,"name":"containerInsights"}"#
    #expect(try cloud.call("ListAccountSettings", effective)["settings"]?[0]?["value"] == "enhanced")
    let deleted = try cloud.call("DeleteAccountSetting", #"{"name":"containerInsights"}"#)
    #expect(deleted["setting"]?["value"] == "")
    #expect(try cloud.call("ListAccountSettings", effective)["settings"]?[0]?["value"] == "enabled")
  }

  @Test mutating func namesAndValuesAreChecked() throws {
    #expect(
      try cloud.refusal("PutAccountSetting", #"{"name":"colour","value":"on"}"#)
        == "InvalidParameterException: colour should be one of [serviceLongArnFormat,taskLongArnFormat,"
        + "containerInstanceLongArnFormat,awsvpcTrunking,containerInsights,fargateFIPSMode,tagResourceAuthorization,"
        + "fargateTaskRetirementWaitPeriod,guardDutyActivate,defaultLogDriverMode,fargateEventWindows,dualStackIPv6]")
    #expect(
      try cloud.refusal("PutAccountSetting", #"{"name":"fargateTaskRetirementWaitPeriod","value":"8"}"#)
        == "InvalidParameterException: 8 should be one of [0,7,14]")
  }

  /// Documented, though the API's enumeration leaves it out.
  @Test mutating func dualStackIsASettingLikeOthers() throws {
    let effective = #"{"effectiveSettings":true,"name":"dualStackIPv6"}"#
    #expect(try cloud.call("ListAccountSettings", effective)["settings"]?[0]?["value"] == "enabled")
    try cloud.call("PutAccountSetting", #"{"name":"dualStackIPv6","value":"disabled"}"#)
    #expect(try cloud.call("ListAccountSettings", effective)["settings"]?[0]?["value"] == "disabled")
    #expect(
      try cloud.refusal("PutAccountSetting", #"{"name":"dualStackIPv6","value":"on"}"#)
        == "InvalidParameterException: on should be one of [enabled,disabled]")
  }

  /// Source: ECS API reference, PutAccountSetting, `principalArn`.
  @Test(arguments: [
    "PutAccountSetting", "DeleteAccountSetting", "ListAccountSettings",
  ])
  mutating func onlyTheRootUserNamesAnother(operation: String) throws {
    func input(_ principal: String) -> String {
      #"{"name":"awsvpcTrunking","value":"enabled","principalArn":"\#(principal)"}"#
    }
    let role = "arn:aws:iam::123456789012:role/ecsInstanceRole"
    for principal in [role, Self.root] {
      #expect(
        try cloud.refusal(operation, input(principal))
          == "AccessDeniedException: You don't have authorization to perform the requested action.")
    }
    try cloud.call(operation, input(Self.learner))
    for principal in [role, Self.root, Self.learner] {
      try cloud.call(operation, input(principal), principal: Self.root)
    }
    for principal in [
      "ecsInstanceRole", "arn:aws:iam::210987654321:root", "arn:aws:iam::123456789012:role/",
      "arn:aws:iam::123456789012:group/admins", "arn:aws:sts::123456789012:federated-user/anna",
    ] {
      #expect(
        try cloud.refusal(operation, input(principal))
          == "InvalidParameterException: The specified principal ARN is invalid. Specify the ARN of a user, a role or "
          + "the root user and try again.")
    }
  }

  @Test mutating func theRetirementWaitPeriodIsTheAccounts() throws {
    let wait = #"{"name":"fargateTaskRetirementWaitPeriod","value":"14"}"#
    #expect(
      try cloud.refusal("PutAccountSetting", wait)
        == "InvalidParameterException: The setting fargateTaskRetirementWaitPeriod can only be changed by the root "
        + "user.")
    #expect(try cloud.call("PutAccountSettingDefault", wait)["setting"]?["principalArn"] == .string(Self.root))
  }

  @Test mutating func aValueIsLookedForUnderAName() throws {
    #expect(
      try cloud.refusal("ListAccountSettings", #"{"value":"enabled"}"#)
        == "InvalidParameterException: If you specify a value, you must also specify an account setting name.")
    let matching = #"{"effectiveSettings":true,"name":"awsvpcTrunking","value":"enabled"}"#
    #expect(try cloud.call("ListAccountSettings", matching)["settings"] == [])
  }

  @Test mutating func theCallerIsKnown() throws {
    let identity = try cloud.call("GetCallerIdentity", service: "sts")
    #expect(identity.keys == ["UserId", "Account", "Arn"])
    #expect(identity["Account"] == "123456789012")
    #expect(identity["Arn"] == .string(Self.learner))
    let userID = try #require(identity["UserId"]?.string)
    #expect(userID.hasPrefix("AIDA") && userID.count == 21)
    #expect(try cloud.call("GetCallerIdentity", service: "sts", region: "eu-west-1") == identity)
  }
}
