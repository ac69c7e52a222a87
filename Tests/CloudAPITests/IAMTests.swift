/// AWS IAM and STS at the border, and what ECS makes of the roles.
///
/// Texts: API sheet, section 5 (iam); IAM API reference.
import Cloud
import CloudAPI
import Documents
import Testing

@Suite("AWS IAM") struct IAMTests {
  private var cloud = TestCloud()

  @discardableResult
  private mutating func call(_ operation: String, _ input: String = "{}") throws -> Document {
    try cloud.call(operation, input, service: "iam")
  }
  private mutating func refusal(_ operation: String, _ input: String) throws -> String {
    try cloud.refusal(operation, input, service: "iam")
  }
  private func trust(_ principal: String) -> String {
    let policy =
      #"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":\#(principal),"Action":"sts:AssumeRole"}]}"#
    return Document.string(policy).written()
  }
  private mutating func createRole(_ name: String, trusting principal: String) throws -> Document {
    try call("CreateRole", #"{"RoleName":"\#(name)","AssumeRolePolicyDocument":\#(trust(principal))}"#)
  }
  private static let tasks = #"{"Service":"ecs-tasks.amazonaws.com"}"#

  // MARK: Roles

  @Test mutating func aRoleIsMadeShownAndDeleted() throws {
    let role = try createRole("app", trusting: Self.tasks)["Role"]
    #expect(role?["Arn"] == "arn:aws:iam::123456789012:role/app")
    #expect(role?["RoleId"]?.string?.hasPrefix("AROA") == true && role?["RoleId"]?.string?.count == 21)
    // The document goes out percent-encoded.
    #expect(role?["AssumeRolePolicyDocument"]?.string?.hasPrefix("%7B%22Version%22%3A%222012-10-17%22") == true)
    #expect(try call("GetRole", #"{"RoleName":"app"}"#)["Role"]?["MaxSessionDuration"] == 3600)
    #expect(
      try refusal("CreateRole", #"{"RoleName":"APP","AssumeRolePolicyDocument":\#(trust(Self.tasks))}"#)
        == "EntityAlreadyExists: Role with name APP already exists.")
    try call("DeleteRole", #"{"RoleName":"app"}"#)
    #expect(try refusal("GetRole", #"{"RoleName":"app"}"#) == "NoSuchEntity: The role with name app cannot be found.")
  }

  @Test mutating func policiesAreAttachedAndDetached() throws {
    _ = try createRole("app", trusting: Self.tasks)
    let wrong = "arn:aws:iam::aws:policy/AmazonECSTaskExecutionRolePolicy"
    #expect(
      try refusal("AttachRolePolicy", #"{"RoleName":"app","PolicyArn":"\#(wrong)"}"#)
        == "NoSuchEntity: Policy \(wrong) does not exist or is not attachable.")
    let arn = "arn:aws:iam::aws:policy/service-role/AmazonECSTaskExecutionRolePolicy"
    for _ in 1...2 { try call("AttachRolePolicy", #"{"RoleName":"app","PolicyArn":"\#(arn)"}"#) }
    let attached = try call("ListAttachedRolePolicies", #"{"RoleName":"app"}"#)["AttachedPolicies"]
    #expect(attached == [["PolicyName": "AmazonECSTaskExecutionRolePolicy", "PolicyArn": .string(arn)]])
    // A plan's role, which names the policy alone, shows the same ARN.
    #expect(
      try call("ListAttachedRolePolicies", #"{"RoleName":"ecsTaskExecutionRole"}"#)["AttachedPolicies"] == attached)
    #expect(
      try refusal("DeleteRole", #"{"RoleName":"app"}"#)
        == "DeleteConflict: Cannot delete entity, must detach all policies first.")
    try call("DetachRolePolicy", #"{"RoleName":"app","PolicyArn":"\#(arn)"}"#)
    #expect(
      try refusal("DetachRolePolicy", #"{"RoleName":"app","PolicyArn":"\#(arn)"}"#)
        == "NoSuchEntity: Policy \(arn) was not found.")
    try call("DeleteRole", #"{"RoleName":"app"}"#)
  }

  @Test mutating func aPolicyIsWrittenIntoARole() throws {
    _ = try createRole("app", trusting: Self.tasks)
    let policy = #"{"Statement":{"Effect":"Allow","Action":"s3:*","Resource":"*"}}"#
    let quoted = Document.string(policy).written()
    try call("PutRolePolicy", #"{"RoleName":"app","PolicyName":"photos","PolicyDocument":\#(quoted)}"#)
    #expect(try call("ListRolePolicies", #"{"RoleName":"app"}"#)["PolicyNames"] == ["photos"])
    let shown = try call("GetRolePolicy", #"{"RoleName":"app","PolicyName":"photos"}"#)["PolicyDocument"]
    #expect(shown?.string?.hasSuffix("%22Action%22%3A%22s3%3A%2A%22%2C%22Resource%22%3A%22%2A%22%7D%7D") == true)
    #expect(
      try refusal("GetRolePolicy", #"{"RoleName":"app","PolicyName":"x"}"#)
        == "NoSuchEntity: The role policy with name x cannot be found.")
    #expect(
      try refusal("PutRolePolicy", #"{"RoleName":"app","PolicyName":"x","PolicyDocument":"{"}"#)
        == "MalformedPolicyDocument: This policy contains invalid Json")
  }

  @Test mutating func trustPoliciesAreChecked() throws {
    func refused(_ document: String) throws -> String {
      let quoted = Document.string(document).written()
      return try refusal("CreateRole", #"{"RoleName":"app","AssumeRolePolicyDocument":\#(quoted)}"#)
    }
    #expect(
      try refused(
        #"{"Statement":[{"Effect":"Allow","Principal":{"Service":"ecs-task.amazonaws.com"},"Action":"sts:AssumeRole"}]}"#
      )
        == #"MalformedPolicyDocument: Invalid principal in policy: "SERVICE":"ecs-task.amazonaws.com""#)
    #expect(
      try refused(#"{"Statement":[{"Effect":"Allow","Action":"sts:AssumeRole"}]}"#)
        == "MalformedPolicyDocument: Missing required field Principal cannot be empty!")
  }

  @Test mutating func aServiceKeepsItsRoleForItself() throws {
    cloud = TestCloud(plan: StartingPlan(network: Network(), images: .init(), identity: .init(), logs: .init()))
    let role = try call("CreateServiceLinkedRole", #"{"AWSServiceName":"ecs.amazonaws.com"}"#)["Role"]
    #expect(role?["Path"] == "/aws-service-role/ecs.amazonaws.com/" && role?["RoleName"] == "AWSServiceRoleForECS")
    #expect(
      try refusal("CreateServiceLinkedRole", #"{"AWSServiceName":"ecs.amazonaws.com"}"#)
        == "InvalidInput: Service role name AWSServiceRoleForECS has been taken in this account, please try a "
        + "different suffix.")
    #expect(try refusal("DeleteRole", #"{"RoleName":"AWSServiceRoleForECS"}"#).hasPrefix("UnmodifiableEntity: "))
  }

  @Test mutating func theRoleOfECSGoesWithTheLastCluster() throws {
    cloud = TestCloud(plan: StartingPlan(network: Network(), images: .init(), identity: .init(), logs: .init()))
    try call("CreateServiceLinkedRole", #"{"AWSServiceName":"ecs.amazonaws.com"}"#)
    _ = try cloud.call("CreateCluster", #"{"clusterName":"web"}"#)
    let delete = #"{"RoleName":"AWSServiceRoleForECS"}"#
    func status(_ deletion: Document) throws -> Document {
      try call(
        "GetServiceLinkedRoleDeletionStatus", #"{"DeletionTaskId":"\#(deletion["DeletionTaskId"]?.string ?? "")"}"#)
    }
    let kept = try call("DeleteServiceLinkedRole", delete)
    #expect(
      kept["DeletionTaskId"]?.string?.hasPrefix("task/aws-service-role/ecs.amazonaws.com/AWSServiceRoleForECS/") == true
    )
    #expect(try status(kept)["Status"] == "FAILED")
    #expect(
      try status(kept)["Reason"]?["RoleUsageList"]
        == [["Region": "us-east-1", "Resources": ["arn:aws:ecs:us-east-1:123456789012:cluster/web"]]])
    try call("GetRole", delete)
    _ = try cloud.call("DeleteCluster", #"{"cluster":"web"}"#)
    #expect(try status(try call("DeleteServiceLinkedRole", delete)) == ["Status": "SUCCEEDED"])
    #expect(try refusal("GetRole", delete).hasPrefix("NoSuchEntity: "))
    #expect(try refusal("DeleteServiceLinkedRole", delete).hasPrefix("NoSuchEntity: "))
    #expect(
      try cloud.refusal("CreateCluster", #"{"clusterName":"web"}"#)
        == "InvalidParameterException: Unable to assume the service linked role. Please verify that the ECS service "
        + "linked role exists.")
    try call("CreateServiceLinkedRole", #"{"AWSServiceName":"ecs.amazonaws.com"}"#)
    _ = try cloud.call("CreateCluster", #"{"clusterName":"web"}"#)
    _ = try createRole("app", trusting: Self.tasks)
    #expect(try refusal("DeleteServiceLinkedRole", #"{"RoleName":"app"}"#).hasPrefix("InvalidInput: "))
  }

  @Test mutating func theRoleOfAutoScalingGoesWithTheLastGroup() throws {
    try call("CreateServiceLinkedRole", #"{"AWSServiceName":"autoscaling.amazonaws.com"}"#)
    try cloud.createGroup("web")
    let delete = #"{"RoleName":"AWSServiceRoleForAutoScaling"}"#
    func status(_ deletion: Document) throws -> Document {
      try call(
        "GetServiceLinkedRoleDeletionStatus", #"{"DeletionTaskId":"\#(deletion["DeletionTaskId"]?.string ?? "")"}"#)
    }
    let kept = try status(try call("DeleteServiceLinkedRole", delete))
    #expect(kept["Status"] == "FAILED")
    #expect(
      kept["Reason"]?["RoleUsageList"]?[0]?["Resources"]?[0]?.string?.hasSuffix(":autoScalingGroupName/web") == true)
    try cloud.call("DeleteAutoScalingGroup", #"{"AutoScalingGroupName":"web"}"#, service: "autoscaling")
    cloud.advance(seconds: 30)
    #expect(try status(try call("DeleteServiceLinkedRole", delete))["Status"] == "SUCCEEDED")
  }

  @Test func withoutTheRoleOfECSNoServiceIsMade() throws {
    var plan = StartingPlan.testing
    plan.identity.roles["AWSServiceRoleForECS"] = .init(
      name: "AWSServiceRoleForECS", trusts: ["ecs.amazonaws.com"], policies: ["AmazonECSServiceRolePolicy"])
    var cloud = try TestCloud.harbor(plan: plan)
    let request = TestCloud.createInput()
    cloud.inject("role-missing role=AWSServiceRoleForECS lasts=5m")
    #expect(
      try cloud.refusal("CreateService", request)
        == "InvalidParameterException: Unable to assume the service linked role. Please verify that the ECS service "
        + "linked role exists.")
    cloud.advance(seconds: 300)
    _ = try cloud.call("CreateService", request)
  }

  @Test mutating func anInstanceProfileHoldsOneRole() throws {
    _ = try createRole("host", trusting: #"{"Service":"ec2.amazonaws.com"}"#)
    try call("CreateInstanceProfile", #"{"InstanceProfileName":"host"}"#)
    try call("AddRoleToInstanceProfile", #"{"InstanceProfileName":"host","RoleName":"host"}"#)
    let profile = try call("GetInstanceProfile", #"{"InstanceProfileName":"host"}"#)["InstanceProfile"]
    #expect(profile?["Roles"]?[0]?["RoleName"] == "host")
    #expect(profile?["Arn"] == "arn:aws:iam::123456789012:instance-profile/host")
    #expect(
      try refusal("AddRoleToInstanceProfile", #"{"InstanceProfileName":"host","RoleName":"host"}"#)
        == "LimitExceeded: Cannot exceed quota for InstanceSessionsPerInstanceProfile: 1")
    #expect(
      try refusal("DeleteRole", #"{"RoleName":"host"}"#)
        == "DeleteConflict: Cannot delete entity, must remove roles from instance profile first.")
  }

  @Test mutating func rolesBelongToTheAccount() throws {
    _ = try createRole("app", trusting: Self.tasks)
    let elsewhere = try cloud.call("GetRole", #"{"RoleName":"app"}"#, service: "iam", region: "eu-west-1")
    #expect(elsewhere["Role"]?["RoleName"] == "app")
  }

  @Test mutating func anInlinePolicyIsTakenOutBeforeItsRoleGoes() throws {
    _ = try createRole("app", trusting: Self.tasks)
    let policy = Document.string(#"{"Statement":[{"Effect":"Allow","Action":"s3:*","Resource":"*"}]}"#).written()
    try call("PutRolePolicy", #"{"RoleName":"app","PolicyName":"files","PolicyDocument":\#(policy)}"#)
    #expect(
      try refusal("DeleteRole", #"{"RoleName":"app"}"#)
        == "DeleteConflict: Cannot delete entity, must delete policies first.")
    #expect(
      try refusal("DeleteRolePolicy", #"{"RoleName":"app","PolicyName":"no"}"#)
        == "NoSuchEntity: The role policy with name no cannot be found.")
    try call("DeleteRolePolicy", #"{"RoleName":"app","PolicyName":"files"}"#)
    try call("DeleteRole", #"{"RoleName":"app"}"#)
  }

  @Test mutating func aRoleLeavesItsInstanceProfile() throws {
    _ = try createRole("hosts", trusting: #"{"Service":"ec2.amazonaws.com"}"#)
    try call("CreateInstanceProfile", #"{"InstanceProfileName":"hosts"}"#)
    let both = #"{"InstanceProfileName":"hosts","RoleName":"hosts"}"#
    try call("AddRoleToInstanceProfile", both)
    let list = #"{"RoleName":"hosts"}"#
    let found = try call("ListInstanceProfilesForRole", list)["InstanceProfiles"]
    #expect(found?[0]?["Arn"] == "arn:aws:iam::123456789012:instance-profile/hosts")
    #expect(
      try refusal("DeleteInstanceProfile", #"{"InstanceProfileName":"hosts"}"#)
        == "DeleteConflict: Cannot delete entity, must remove roles from instance profile first.")
    try call("RemoveRoleFromInstanceProfile", both)
    #expect(try call("ListInstanceProfilesForRole", list)["InstanceProfiles"] == [])
    try call("DeleteInstanceProfile", #"{"InstanceProfileName":"hosts"}"#)
    #expect(try refusal("GetInstanceProfile", #"{"InstanceProfileName":"hosts"}"#).hasPrefix("NoSuchEntity"))
  }

  // MARK: What ECS makes of it

  @Test mutating func tasksTakeRolesThatTrustThem() throws {
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
    #expect(try cloud.refusal("RunTask", run).contains("ECS was unable to assume the role"))
    _ = try createRole("app", trusting: #"{"Service":"lambda.amazonaws.com"}"#)
    #expect(try cloud.refusal("RunTask", run).contains("ECS was unable to assume the role"))
    try call("DeleteRole", #"{"RoleName":"app"}"#)
    _ = try createRole("app", trusting: #"{"Service":["lambda.amazonaws.com","ecs-tasks.amazonaws.com"]}"#)
    #expect(try cloud.call("RunTask", run)["tasks"]?.list?.count == 1)
  }

  // MARK: STS

  @Test mutating func aRoleIsAssumedByWhomItTrusts() throws {
    _ = try createRole("ops", trusting: #"{"AWS":"arn:aws:iam::123456789012:root"}"#)
    let input = #"{"RoleArn":"arn:aws:iam::123456789012:role/ops","RoleSessionName":"night"}"#
    let taken = try cloud.call("AssumeRole", input, service: "sts")
    #expect(taken["AssumedRoleUser"]?["Arn"] == "arn:aws:sts::123456789012:assumed-role/ops/night")
    #expect(taken["Credentials"]?["AccessKeyId"]?.string?.hasPrefix("ASIA") == true)
    // An hour after 2026-01-05T09:00:00Z.
    #expect(taken["Credentials"]?["Expiration"] == 1_767_607_200)
    _ = try createRole("app", trusting: Self.tasks)
    let denied = #"{"RoleArn":"arn:aws:iam::123456789012:role/app","RoleSessionName":"night"}"#
    #expect(
      try cloud.refusal("AssumeRole", denied, service: "sts")
        == "AccessDenied: User: arn:aws:iam::123456789012:user/learner is not authorized to perform: sts:AssumeRole on "
        + "resource: arn:aws:iam::123456789012:role/app")
  }
}
