/// Secrets Manager and the Parameter Store at the border, and what tasks make of them.
///
/// Texts: API sheet, section 5 (secretsmanager, ssm); runtime sheet, section 1.12.
import Cloud
import CloudAPI
import Documents
import Testing

@Suite("Secrets and parameters") struct SecretTests {
  private var cloud = TestCloud()

  @discardableResult
  private mutating func secrets(_ operation: String, _ input: String = "{}") throws -> Document {
    try cloud.call(operation, input, service: "secretsmanager")
  }
  @discardableResult
  private mutating func parameters(_ operation: String, _ input: String = "{}") throws -> Document {
    try cloud.call(operation, input, service: "ssm")
  }

  /// A cluster, and `web`, whose container asks for the secret.
  private mutating func registerReading(_ secret: String) throws {
    try cloud.putPolicy()
    try cloud.call("CreateCluster", #"{"clusterName":"harbor"}"#)
    try cloud.call(
      "RegisterTaskDefinition",
      #"""
      {"family":"web","networkMode":"awsvpc","cpu":"256","memory":"512","requiresCompatibilities":["FARGATE"],
       "executionRoleArn":"arn:aws:iam::123456789012:role/ecsTaskExecutionRole",
       "containerDefinitions":[{"name":"web","image":"nginx","essential":true,
        "secrets":[{"name":"PASSWORD","valueFrom":"\#(secret)"}]}]}
      """#)
  }

  @Test mutating func aSecretHasACurrentAndAPreviousValue() throws {
    let made = try secrets("CreateSecret", #"{"Name":"db","SecretString":"one"}"#)
    let arn = try #require(made["ARN"]?.string)
    #expect(arn.hasPrefix("arn:aws:secretsmanager:us-east-1:123456789012:secret:db-") && arn.count == 62)
    try secrets("PutSecretValue", #"{"SecretId":"\#(arn)","SecretString":"two"}"#)
    #expect(try secrets("GetSecretValue", #"{"SecretId":"db"}"#)["SecretString"] == "two")
    let before = try secrets("GetSecretValue", #"{"SecretId":"db","VersionStage":"AWSPREVIOUS"}"#)
    #expect(before["SecretString"] == "one" && before["VersionId"] == made["VersionId"])
    #expect(
      try cloud.refusal("CreateSecret", #"{"Name":"db"}"#, service: "secretsmanager")
        == "ResourceExistsException: The operation failed because the secret db already exists.")
    #expect(
      try cloud.refusal("GetSecretValue", #"{"SecretId":"no"}"#, service: "secretsmanager")
        == "ResourceNotFoundException: Secrets Manager can't find the specified secret.")
  }

  @Test mutating func labelsAndPoliciesAreReadBack() throws {
    let arn = try secrets("CreateSecret", #"{"Name":"db","SecretString":"one"}"#)["ARN"]
    #expect(try secrets("GetResourcePolicy", #"{"SecretId":"db"}"#) == .object(["ARN": arn ?? .null, "Name": "db"]))
    let put = #""Name":"/p","Value":"1","Type":"String","Tags":[{"Key":"team","Value":"core"}]"#
    try parameters("PutParameter", "{\(put)}")
    let list = #"{"ResourceType":"Parameter","ResourceId":"/p"}"#
    #expect(try parameters("ListTagsForResource", list)["TagList"] == [["Key": "team", "Value": "core"]])
    #expect(
      try cloud.refusal("PutParameter", #"{\#(put),"Overwrite":true}"#, service: "ssm")
        .hasPrefix("ValidationException: Invalid request: tags and overwrite can't be used together."))
  }

  /// 30 days unless something else is said.
  @Test mutating func aDeletedSecretGoesAfterItsWindow() throws {
    try secrets("CreateSecret", #"{"Name":"db","SecretString":"one"}"#)
    // 2026-01-05T09:00:00Z and 30 days.
    #expect(try secrets("DeleteSecret", #"{"SecretId":"db"}"#)["DeletionDate"] == 1_770_195_600)
    #expect(
      try cloud.refusal("GetSecretValue", #"{"SecretId":"db"}"#, service: "secretsmanager")
        .hasPrefix("InvalidRequestException: You can't perform this operation on the secret because it was marked"))
    #expect(try secrets("ListSecrets")["SecretList"] == [])
    cloud.advance(seconds: 30 * 86_400)
    #expect(
      try cloud.refusal("DescribeSecret", #"{"SecretId":"db"}"#, service: "secretsmanager")
        .hasPrefix("ResourceNotFoundException"))
    try secrets("CreateSecret", #"{"Name":"db","SecretString":"again"}"#)
  }

  @Test mutating func aTaskWithoutItsSecretDoesNotStart() throws {
    let arn = try #require(try secrets("CreateSecret", #"{"Name":"db","SecretString":"one"}"#)["ARN"]?.string)
    try registerReading("\(arn)")
    #expect(try cloud.runWeb()?["lastStatus"] == "RUNNING")
    try secrets("DeleteSecret", #"{"SecretId":"db","ForceDeleteWithoutRecovery":true}"#)
    #expect(try cloud.runWeb()?["stoppedReason"]?.string?.contains("failed to fetch secret \(arn)") == true)
  }

  /// Runtime sheet, section 1.12, "Secrets Manager denied". AWS's own policy for execution roles grants no secrets.
  @Test(arguments: [
    ("Allow", ["logs:*"], "because no identity-based policy allows the secretsmanager:GetSecretValue action"),
    ("Deny", ["secretsmanager:*"], "with an explicit deny in an identity-based policy"),
  ])
  mutating func anExecutionRoleHasToBeAllowedToReadSecrets(effect: String, actions: [String], why: String) throws {
    let arn = try #require(try secrets("CreateSecret", #"{"Name":"db","SecretString":"one"}"#)["ARN"]?.string)
    try registerReading(arn)
    try cloud.putPolicy(effect, actions)
    let task = try cloud.runWeb()
    let id = try #require(task?["taskArn"]?.string?.split(separator: "/").last)
    #expect(
      task?["stoppedReason"]?.string
        == "ResourceInitializationError: unable to pull secrets or registry auth: execution resource retrieval failed: "
        + "unable to retrieve secret from asm: service call has been retried 1 time(s): failed to fetch secret \(arn) "
        + "from secrets manager: AccessDeniedException: User: "
        + "arn:aws:sts::123456789012:assumed-role/ecsTaskExecutionRole/\(id) is not authorized to perform: "
        + "secretsmanager:GetSecretValue on resource: \(arn) \(why)")
    #expect(task?["stopCode"] == "TaskFailedToStart")
  }

  @Test mutating func anExecutionRoleHasToBeAllowedToReadParameters() throws {
    try parameters("PutParameter", #"{"Name":"/web/key","Value":"1","Type":"String"}"#)
    try registerReading("/web/key")
    try cloud.putPolicy("Allow", ["secretsmanager:GetSecretValue"])
    let said = try cloud.runWeb()?["stoppedReason"]?.string ?? ""
    #expect(said.contains("unable to retrieve secrets from ssm: service call has been retried 1 time(s): AccessDenied"))
    #expect(
      said.hasSuffix(
        "is not authorized to perform: ssm:GetParameters on resource: arn:aws:ssm:us-east-1:123456789012:parameter/web/key"
          + " because no identity-based policy allows the ssm:GetParameters action"))
    try cloud.call(
      "AttachRolePolicy",
      #"{"RoleName":"ecsTaskExecutionRole","PolicyArn":"arn:aws:iam::aws:policy/AmazonSSMReadOnlyAccess"}"#,
      service: "iam")
    #expect(try cloud.runWeb()?["lastStatus"] == "RUNNING")
  }

  /// Runtime sheet, sections 1.12 and 6.7: ARN:json-key:version-stage:version-id.
  @Test(
    arguments: [
      ("", nil), (":user::", nil), (":user:AWSCURRENT:", nil),
      (":pass::", "retrieved secret from Secrets Manager did not contain json key pass"),
      (
        ":user:OLD:",
        "ResourceNotFoundException: Secrets Manager can't find the specified secret value for staging label: OLD"
      ),
      (
        ":user::v9",
        "ResourceNotFoundException: Secrets Manager can't find the specified secret value for VersionId: v9"
      ),
    ] as [(String, String?)])
  mutating func aTaskGetsWhatItsReferenceNames(suffix: String, said: String?) throws {
    let arn = try secrets("CreateSecret", #"{"Name":"db","SecretString":"{\"user\":\"u\"}"}"#)["ARN"]?.string ?? ""
    try registerReading("\(arn)\(suffix)")
    let task = try cloud.runWeb()
    let prefix =
      "ResourceInitializationError: unable to pull secrets or registry auth: execution resource retrieval failed: unable "
      + "to retrieve secret from asm: service call has been retried 1 time(s): "
    #expect(task?["stoppedReason"]?.string == said.map { prefix + $0 })
    #expect(task?["lastStatus"]?.string == (said == nil ? "RUNNING" : "STOPPED"))
  }

  @Test mutating func parametersAreReadByNameAndPath() throws {
    try parameters("PutParameter", #"{"Name":"/web/port","Value":"80","Type":"String"}"#)
    try parameters("PutParameter", #"{"Name":"/web/db/password","Value":"x","Type":"SecureString"}"#)
    #expect(try parameters("GetParameter", #"{"Name":"/web/port"}"#)["Parameter"]?["Value"] == "80")
    let hidden = try parameters("GetParameter", #"{"Name":"/web/db/password"}"#)["Parameter"]?["Value"]
    #expect(hidden?.string?.hasPrefix("AQICAHh") == true)
    let open = try parameters("GetParameter", #"{"Name":"/web/db/password","WithDecryption":true}"#)
    #expect(open["Parameter"]?["Value"] == "x")
    #expect(
      open["Parameter"]?["ARN"] == "arn:aws:ssm:us-east-1:123456789012:parameter/web/db/password")
    #expect(try parameters("GetParametersByPath", #"{"Path":"/web"}"#)["Parameters"]?.list?.count == 1)
    #expect(
      try parameters("GetParametersByPath", #"{"Path":"/web","Recursive":true}"#)["Parameters"]?.list?.count == 2)
    let some = try parameters("GetParameters", #"{"Names":["/web/port","no"]}"#)
    #expect(some["InvalidParameters"] == ["no"])
    #expect(
      try cloud.refusal("PutParameter", #"{"Name":"/web/port","Value":"81"}"#, service: "ssm")
        == "ParameterAlreadyExists: The parameter already exists. To overwrite this value, set the overwrite option in "
        + "the request to true.")
    #expect(
      try parameters("PutParameter", #"{"Name":"/web/port","Value":"81","Overwrite":true}"#)["Version"] == 2)
    try parameters("DeleteParameter", #"{"Name":"/web/port"}"#)
    #expect(try cloud.refusal("GetParameter", #"{"Name":"/web/port"}"#, service: "ssm") == "ParameterNotFound: ")
  }
}
