/// Changing roles that are there, and what ECS and STS make of the change.
///
/// Texts: IAM API reference, UpdateAssumeRolePolicy, UpdateRole, TagRole, UntagRole, ListRoleTags; IAM User Guide, "Tags
/// for IAM resources", "Edit a service-linked role description", "IAM and AWS STS quotas".
import Cloud
import Documents
import Testing

@Suite struct RoleChangeTests {
  private var cloud = TestCloud()
  private static let linked = "AWSServiceRoleForAutoScaling"
  private static let protected =
    "UnmodifiableEntity: Cannot perform the operation on the protected role '\(linked)' - this role is only modifiable "
    + "by AWS"

  init() throws {
    try call("CreateRole", #"{"RoleName":"app","AssumeRolePolicyDocument":\#(Self.trust("ecs-tasks.amazonaws.com"))}"#)
  }

  @discardableResult
  private mutating func call(_ operation: String, _ input: String) throws -> Document {
    try cloud.call(operation, input, service: "iam")
  }
  private mutating func refusal(_ operation: String, _ input: String) throws -> String {
    try cloud.refusal(operation, input, service: "iam")
  }
  /// The policy, quoted once more.
  private static func trust(_ service: String) -> String { policy(#"{"Service":"\#(service)"}"#) }
  private static func policy(_ principal: String) -> String {
    let policy =
      #"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":\#(principal),"Action":"sts:AssumeRole"}]}"#
    return Document.string(policy).written()
  }
  private mutating func role() throws -> Document? { try call("GetRole", #"{"RoleName":"app"}"#)["Role"] }
  private mutating func tags(_ more: String = "") throws -> [String] {
    try call("ListRoleTags", #"{"RoleName":"app"\#(more)}"#)["Tags"]?.list?
      .map { "\($0["Key"]?.string ?? "")=\($0["Value"]?.string ?? "")" } ?? []
  }
  private static func tags(_ tags: KeyValuePairs<String, String>) -> String {
    tags.map { #"{"Key":"\#($0.key)","Value":"\#($0.value)"}"# }.joined(separator: ",")
  }
  private mutating func tag(_ tags: String) throws { try call("TagRole", #"{"RoleName":"app","Tags":[\#(tags)]}"#) }
  private mutating func tagRefusal(_ tags: String) throws -> String {
    try refusal("TagRole", #"{"RoleName":"app","Tags":[\#(tags)]}"#)
  }

  // MARK: Trust

  @Test mutating func tasksTakeARoleAsLongAsItTrustsThem() throws {
    try cloud.call("CreateCluster", #"{"clusterName":"harbor"}"#)
    try cloud.call(
      "RegisterTaskDefinition",
      #"""
      {"family":"web","networkMode":"awsvpc","cpu":"256","memory":"512","requiresCompatibilities":["FARGATE"],
       "taskRoleArn":"arn:aws:iam::123456789012:role/app",
       "containerDefinitions":[{"name":"web","image":"nginx","essential":true}]}
      """#)
    let run =
      #"{"cluster":"harbor","taskDefinition":"web","launchType":"FARGATE","networkConfiguration":{"awsvpcConfiguration":{"subnets":["subnet-a"]}}}"#
    #expect(try cloud.call("RunTask", run)["tasks"]?.list?.count == 1)
    let update = { (trust: String) in #"{"RoleName":"app","PolicyDocument":\#(trust)}"# }
    #expect(try call("UpdateAssumeRolePolicy", update(Self.trust("lambda.amazonaws.com"))) == [:])
    #expect(try cloud.refusal("RunTask", run).contains("ECS was unable to assume the role"))
    #expect(try role()?["AssumeRolePolicyDocument"]?.string?.contains("lambda.amazonaws.com") == true)
    try call("UpdateAssumeRolePolicy", update(Self.trust("ecs-tasks.amazonaws.com")))
    #expect(try cloud.call("RunTask", run)["tasks"]?.list?.count == 1)
  }

  @Test mutating func peopleTakeARoleAsSoonAsItTrustsThem() throws {
    let assume = #"{"RoleArn":"arn:aws:iam::123456789012:role/app","RoleSessionName":"night"}"#
    #expect(try cloud.refusal("AssumeRole", assume, service: "sts").hasPrefix("AccessDenied: "))
    let trust = Self.policy(#"{"AWS":"arn:aws:iam::123456789012:root"}"#)
    try call("UpdateAssumeRolePolicy", #"{"RoleName":"app","PolicyDocument":\#(trust)}"#)
    _ = try cloud.call("AssumeRole", assume, service: "sts")
  }

  @Test mutating func aTrustThatIsNoneLeavesTheRoleAsItWas() throws {
    let before = try role()
    #expect(
      try refusal("UpdateAssumeRolePolicy", #"{"RoleName":"app","PolicyDocument":"{"}"#)
        == "MalformedPolicyDocument: This policy contains invalid Json")
    #expect(
      try refusal(
        "UpdateAssumeRolePolicy", #"{"RoleName":"app","PolicyDocument":\#(Self.trust("ecs-task.amazonaws.com"))}"#)
        == #"MalformedPolicyDocument: Invalid principal in policy: "SERVICE":"ecs-task.amazonaws.com""#)
    // 2048 characters that are no blanks are the most.
    let principals = (0..<60).map { #""arn:aws:iam::123456789012:user/person-\#($0)""# }.joined(separator: ",")
    #expect(
      try refusal(
        "UpdateAssumeRolePolicy", #"{"RoleName":"app","PolicyDocument":\#(Self.policy(#"{"AWS":[\#(principals)]}"#))}"#)
        == "LimitExceeded: Cannot exceed quota for ACLSizePerRole: 2048")
    #expect(try role() == before)
    #expect(
      try refusal(
        "UpdateAssumeRolePolicy", #"{"RoleName":"no","PolicyDocument":\#(Self.trust("ecs-tasks.amazonaws.com"))}"#)
        == "NoSuchEntity: The role with name no cannot be found.")
  }

  // MARK: Description and longest session

  @Test mutating func whatIsNotGivenStays() throws {
    #expect(try call("UpdateRole", #"{"RoleName":"app","Description":"of the shop"}"#) == [:])
    try call("UpdateRole", #"{"RoleName":"app","MaxSessionDuration":7200}"#)
    #expect(try role()?["Description"] == "of the shop")
    try call("UpdateRole", #"{"RoleName":"app","Description":""}"#)
    #expect(try role()?["MaxSessionDuration"] == 7200)
    #expect(try role()?["Description"] == nil)
    #expect(
      try refusal("UpdateRole", #"{"RoleName":"app","MaxSessionDuration":3599}"#)
        == "ValidationError: 1 validation error detected: Value '3599' at 'maxSessionDuration' failed to satisfy "
        + "constraint: Member must have value greater than or equal to 3600")
    let long = String(repeating: "a", count: 1_001)
    #expect(try refusal("UpdateRole", #"{"RoleName":"app","Description":"\#(long)"}"#).hasPrefix("ValidationError: "))
    #expect(
      try refusal("UpdateRole", #"{"RoleName":"no","Description":"a"}"#)
        == "NoSuchEntity: The role with name no cannot be found.")
  }

  @Test mutating func aSessionLastsAsLongAsTheRoleAllows() throws {
    let trust = Self.policy(#"{"AWS":"arn:aws:iam::123456789012:root"}"#)
    try call("UpdateAssumeRolePolicy", #"{"RoleName":"app","PolicyDocument":\#(trust)}"#)
    let assume =
      #"{"RoleArn":"arn:aws:iam::123456789012:role/app","RoleSessionName":"night","DurationSeconds":7200}"#
    #expect(
      try cloud.refusal("AssumeRole", assume, service: "sts")
        == "ValidationError: The requested DurationSeconds exceeds the MaxSessionDuration set for this role.")
    try call("UpdateRole", #"{"RoleName":"app","MaxSessionDuration":7200}"#)
    _ = try cloud.call("AssumeRole", assume, service: "sts")
  }

  @Test mutating func theRoleOfAServiceTakesADescriptionAndLabelsAlone() throws {
    try call("CreateServiceLinkedRole", #"{"AWSServiceName":"autoscaling.amazonaws.com"}"#)
    let (name, trust) = (Self.linked, Self.trust("ecs-tasks.amazonaws.com"))
    #expect(
      try refusal("UpdateAssumeRolePolicy", #"{"RoleName":"\#(name)","PolicyDocument":\#(trust)}"#) == Self.protected)
    #expect(
      try refusal("UpdateRole", #"{"RoleName":"\#(name)","Description":"x","MaxSessionDuration":7200}"#)
        == Self.protected)
    try call("UpdateRole", #"{"RoleName":"\#(name)","Description":"scales"}"#)
    try call("TagRole", #"{"RoleName":"\#(name)","Tags":[\#(Self.tags(["team": "dock"]))]}"#)
    let role = try call("GetRole", #"{"RoleName":"\#(name)"}"#)["Role"]
    #expect(role?["Description"] == "scales" && role?["Tags"] == [["Key": "team", "Value": "dock"]])
  }

  // MARK: Labels

  @Test mutating func labelsAreSetChangedAndTakenAway() throws {
    #expect(try tags() == [])
    try tag(Self.tags(["team": "quay", "app": "shop"]))
    #expect(try tags() == ["app=shop", "team=quay"])
    // The same key with other letters: the label is replaced, and its key too.
    try tag(Self.tags(["Team": "pier"]))
    #expect(try tags() == ["Team=pier", "app=shop"])
    let shown = try role()?["Tags"]?.list?.compactMap { $0["Key"]?.string }
    #expect(Set(shown ?? []) == ["Team", "app"])
    try call("UntagRole", #"{"RoleName":"app","TagKeys":["team","nothing"]}"#)
    #expect(try tags() == ["app=shop"])
    try call("UntagRole", #"{"RoleName":"app","TagKeys":["app"]}"#)
    #expect(try role()?["Tags"] == nil)
  }

  @Test mutating func labelsOfANewRoleAreListedPageByPage() throws {
    try call(
      "CreateRole",
      #"{"RoleName":"new","AssumeRolePolicyDocument":\#(Self.trust("ecs-tasks.amazonaws.com")),"Tags":[\#(Self.tags(["b": "2", "c": "3", "a": "1"]))]}"#
    )
    let first = try call("ListRoleTags", #"{"RoleName":"new","MaxItems":2}"#)
    #expect(first["Tags"] == [["Key": "a", "Value": "1"], ["Key": "b", "Value": "2"]])
    #expect(first["IsTruncated"] == true)
    let marker = first["Marker"]?.string ?? ""
    let last = try call("ListRoleTags", #"{"RoleName":"new","Marker":"\#(marker)"}"#)
    #expect(last["Tags"] == [["Key": "c", "Value": "3"]] && last["IsTruncated"] == false && last["Marker"] == nil)
    #expect(try call("GetRole", #"{"RoleName":"new"}"#)["Role"]?["Tags"]?.list?.count == 3)
  }

  @Test mutating func aRoleHasFiftyLabelsAtMost() throws {
    let many = (1...50).map { #"{"Key":"k\#($0)","Value":"v"}"# }.joined(separator: ",")
    try tag(many)
    try tag(Self.tags(["k7": "other"]))
    #expect(
      try tagRefusal(Self.tags(["k8": "x", "k51": "v"])) == "LimitExceeded: Cannot exceed quota for TagsPerRole: 50")
    #expect(try tags().count == 50)
    #expect(try tags().contains("k7=other"))
    #expect(try tags().contains("k8=v"))
  }

  @Test mutating func labelsThatCannotBeAreRefused() throws {
    #expect(
      try tagRefusal(Self.tags(["team": "a", "Team": "b"]))
        == "InvalidInput: Duplicate tag keys found. Please note that Tag keys are case insensitive.")
    #expect(try tagRefusal(Self.tags(["aws:team": "a"])).hasPrefix("InvalidInput: "))
    let long = String(repeating: "v", count: 257)
    #expect(
      try tagRefusal(Self.tags(["team": "a", "app": long]))
        == "ValidationError: 1 validation error detected: Value '\(long)' at 'tags.2.member.value' failed to satisfy "
        + "constraint: Member must have length less than or equal to 256")
    #expect(try tags() == [])
    for (operation, more) in [
      ("TagRole", #","Tags":[\#(Self.tags(["a": "b"]))]"#), ("UntagRole", #","TagKeys":["a"]"#), ("ListRoleTags", ""),
    ] {
      #expect(
        try refusal(operation, #"{"RoleName":"no"\#(more)}"#) == "NoSuchEntity: The role with name no cannot be found.")
    }
  }
}
