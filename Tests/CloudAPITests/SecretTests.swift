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

  /// Secrets Manager API reference, CreateSecret and PutSecretValue, `ClientRequestToken`.
  @Test mutating func aTokenMakesOneVersion() throws {
    let token = #""ClientRequestToken":"00000000-0000-0000-0000-000000000001""#
    let made = try secrets("CreateSecret", #"{"Name":"db","SecretString":"one",\#(token)}"#)
    let arn = try #require(made["ARN"]?.string)
    #expect(try secrets("CreateSecret", #"{"Name":"db","SecretString":"one",\#(token)}"#) == made)
    #expect(
      try secrets("PutSecretValue", #"{"SecretId":"db","SecretString":"one",\#(token)}"#)["VersionId"]
        == made["VersionId"])
    for (operation, name) in [("CreateSecret", "Name"), ("PutSecretValue", "SecretId"), ("UpdateSecret", "SecretId")] {
      #expect(
        try cloud.refusal(operation, #"{"\#(name)":"db","SecretString":"two",\#(token)}"#, service: "secretsmanager")
          == "ResourceExistsException: You can't use ClientRequestToken 00000000-0000-0000-0000-000000000001 because "
          + "that value is already in use for a version of secret \(arn).")
    }
    #expect(try secrets("GetSecretValue", #"{"SecretId":"db"}"#)["SecretString"] == "one")
  }

  /// Users' reports of PutParameter and GetParameter: one sentence for whatever is wrong with a name.
  @Test(arguments: [
    ("ssm_x", #"ValidationException: Parameter name: can't be prefixed with "aws" or "ssm" (case-insensitive)."#),
    ("AWSx", #"ValidationException: Parameter name: can't be prefixed with "aws" or "ssm" (case-insensitive)."#),
    ("/SSM/x", nil), ("my db", nil), ("/AWS/x", "AccessDeniedException: No access to reserved parameter name: /AWS/x."),
    ("a/b", "ValidationException: Parameter name must be a fully qualified name."),
  ])
  func aParametersNameIsRefused(name: String, text: String?) throws {
    var tests = SecretTests()
    let usual =
      "ValidationException: Parameter name: can't be prefixed with \"ssm\" (case-insensitive). If formed as a path, it "
      + "can consist of sub-paths divided by slash symbol; each sub-path can be formed as a mix of letters, numbers and "
      + "the following 3 symbols .-_"
    #expect(
      try tests.cloud.refusal("PutParameter", #"{"Name":"\#(name)","Value":"1","Type":"String"}"#, service: "ssm")
        == text ?? usual)
    if name == "my db" || name == "a/b" {
      #expect(try tests.cloud.refusal("GetParameter", #"{"Name":"\#(name)"}"#, service: "ssm") == usual)
    }
  }

  @Test mutating func aPathIsSearchedByType() throws {
    for (name, type) in [("/db/user", "String"), ("/db/password", "SecureString")] {
      try parameters("PutParameter", #"{"Name":"\#(name)","Value":"1","Type":"\#(type)"}"#)
    }
    for (key, value, name) in [
      ("Type", "SecureString", "/db/password"), ("Type", "String", "/db/user"),
      ("KeyId", "alias/aws/ssm", "/db/password"),
    ] {
      let found = try parameters(
        "GetParametersByPath",
        #"{"Path":"/db","ParameterFilters":[{"Key":"\#(key)","Option":"Equals","Values":["\#(value)"]}]}"#)
      #expect(found["Parameters"]?.list?.map { $0["Name"]?.string } == [name])
    }
  }

  @Test mutating func aParameterHasAValueOfAKnownType() throws {
    #expect(
      try cloud.refusal("PutParameter", #"{"Name":"a","Value":"","Type":"String"}"#, service: "ssm")
        == "ValidationException: 1 validation error detected: Value '' at 'value' failed to satisfy constraint: Member "
        + "must have length greater than or equal to 1.")
    #expect(
      try cloud.refusal("PutParameter", #"{"Name":"a","Value":"1","Type":"String","DataType":"Text"}"#, service: "ssm")
        == "ValidationException: The following data type is not supported: Text (Data type names are all lowercase.)")
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

  // MARK: - What containers get

  /// What the container `web` of the task has in the variable.
  private func value(_ name: String, _ task: Document?) throws -> String? {
    let region = try #require(cloud.world.regions["us-east-1"])
    let id = try #require(task?["taskArn"]?.string?.split(separator: "/").last.map(String.init))
    let found = try #require(region.ecs.tasks[id])
    let inside = try #require(region.inside("web", of: found))
    return inside.environment.last { $0.name == name }?.value
  }

  /// Runtime sheet, section 6.7: secrets are read once at start; rotation needs new tasks.
  @Test mutating func aTaskKeepsTheSecretThatItBeganWith() throws {
    let arn = try #require(try secrets("CreateSecret", #"{"Name":"db","SecretString":"one"}"#)["ARN"]?.string)
    try registerReading(arn)
    let old = try cloud.runWeb()
    #expect(try value("PASSWORD", old) == "one")
    try secrets("PutSecretValue", #"{"SecretId":"db","SecretString":"two"}"#)
    #expect(try value("PASSWORD", old) == "one")
    let new = try cloud.runWeb()
    #expect(try value("PASSWORD", new) == "two")
    try secrets("DeleteSecret", #"{"SecretId":"db","ForceDeleteWithoutRecovery":true}"#)
    #expect(try value("PASSWORD", old) == "one")
  }

  /// Runtime sheet, section 6.7: `ARN:json-key:version-stage:version-id`, a parameter's name or ARN.
  @Test(arguments: [
    ("DB:user::", "u"), ("DB", #"{"user":"u"}"#), ("DB:user:AWSCURRENT:", "u"), ("/web/key", "k"),
    ("arn:aws:ssm:us-east-1:123456789012:parameter/web/key", "k"),
    ("arn:aws:ssm:us-east-1:123456789012:parameter/plain", "p"), ("plain", "p"),
  ])
  mutating func aVariableHoldsWhatItsReferenceNames(reference: String, value: String) throws {
    let made = try secrets("CreateSecret", #"{"Name":"db","SecretString":"{\"user\":\"u\"}"}"#)
    try parameters("PutParameter", #"{"Name":"/web/key","Value":"k","Type":"SecureString"}"#)
    try parameters("PutParameter", #"{"Name":"plain","Value":"p","Type":"String"}"#)
    try registerReading(reference.replacing("DB", with: made["ARN"]?.string ?? ""))
    let task = try cloud.runWeb()
    #expect(try self.value("PASSWORD", task) == value)
  }

  @Test mutating func aPlainVariableStaysWhatItIs() throws {
    let arn = try #require(try secrets("CreateSecret", #"{"Name":"db","SecretString":"one"}"#)["ARN"]?.string)
    try cloud.call("CreateCluster", #"{"clusterName":"harbor"}"#)
    try cloud.call(
      "RegisterTaskDefinition",
      #"""
      {"family":"web","networkMode":"awsvpc","cpu":"256","memory":"512","requiresCompatibilities":["FARGATE"],
       "containerDefinitions":[{"name":"web","image":"nginx","environment":[{"name":"PLAIN","value":"\#(arn)"}]}]}
      """#)
    let task = try cloud.runWeb()
    #expect(try value("PLAIN", task) == arn)
  }

  /// The agent reads a secret for the task, not for each start of its process.
  @Test func aRestartedContainerKeepsItsSecret() throws {
    var scene = try TaskScene()
    try scene.cloud.putPolicy()
    try scene.cloud.call("CreateSecret", #"{"Name":"db","SecretString":"one"}"#, service: "secretsmanager")
    let arn = try #require(
      try scene.cloud.call("DescribeSecret", #"{"SecretId":"db"}"#, service: "secretsmanager")["ARN"]?.string)
    try scene.registerFargate(
      #"""
      [{"name":"app","image":"busybox","command":["sh","-c","sleep 70; exit 1"],
        "restartPolicy":{"enabled":true,"restartAttemptPeriod":60},
        "secrets":[{"name":"PASSWORD","valueFrom":"\#(arn)"}]}]
      """#)
    let id = try scene.runFargate()
    scene.cloud.advance(seconds: 60)
    try scene.cloud.call(
      "PutSecretValue", #"{"SecretId":"db","SecretString":"two"}"#, service: "secretsmanager")
    scene.cloud.advance(seconds: 300)
    let region = try #require(scene.cloud.world.regions["us-east-1"])
    let task = try #require(region.ecs.tasks[id])
    let inside = try #require(region.inside("app", of: task))
    #expect((inside.restartCount ?? 0) > 2)
    #expect(inside.environment.last { $0.name == "PASSWORD" }?.value == "one")
  }
}
