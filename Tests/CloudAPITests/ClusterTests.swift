/// Clusters: what each operation answers, word for word.
///
/// Expected values: the project's reference sheet on the ECS API, sections 0.3 to 0.7, 1.1 and 7.5.
import Cloud
import CloudAPI
import Documents
import Testing

@Suite struct ClusterTests {
  var cloud = TestCloud()

  @Test mutating func aNewClusterShowsWhatTheServiceShows() throws {
    let reply = try cloud.call("CreateCluster", #"{"clusterName":"demo"}"#)
    let expected = try DocumentReader.read(
      #"{"cluster":{"clusterArn":"arn:aws:ecs:us-east-1:123456789012:cluster/demo","clusterName":"demo","#
        + #""status":"ACTIVE","registeredContainerInstancesCount":0,"runningTasksCount":0,"pendingTasksCount":0,"#
        + #""activeServicesCount":0,"statistics":[],"tags":[],"#
        + #""settings":[{"name":"containerInsights","value":"disabled"}],"capacityProviders":[],"#
        + #""defaultCapacityProviderStrategy":[]}}"#)
    #expect(reply == expected)
  }

  @Test mutating func withoutANameItIsCalledDefault() throws {
    #expect(try cloud.call("CreateCluster")["cluster"]?["clusterName"] == "default")
    #expect(try cloud.call("DescribeClusters")["clusters"]?[0]?["clusterName"] == "default")
  }

  @Test mutating func creatingItAgainIsNoMistake() throws {
    try cloud.call("CreateCluster", #"{"clusterName":"demo","tags":[{"key":"team","value":"harbor"}]}"#)
    let repeated = try cloud.call("CreateCluster", #"{"clusterName":"demo"}"#)
    #expect(repeated["cluster"]?["tags"] == [])
    #expect(try cloud.call("ListClusters")["clusterArns"]?.strings.count == 1)
  }

  @Test(arguments: [
    #""settings":[{"name":"containerInsights","value":"enabled"}]"#,
    #""tags":[{"key":"team","value":"other"}]"#,
    #""capacityProviders":["FARGATE"]"#,
    #""configuration":{"executeCommandConfiguration":{"logging":"NONE"}}"#,
  ])
  func creatingItAgainOtherwiseIsRefused(difference: String) throws {
    var cloud = TestCloud()
    try cloud.call("CreateCluster", #"{"clusterName":"demo"}"#)
    #expect(
      try cloud.refusal("CreateCluster", "{\"clusterName\":\"demo\",\(difference)}")
        == "InvalidParameterException: Arguments on this idempotent request are inconsistent with arguments used in "
        + "previous request(s).")
  }

  @Test(arguments: [
    (#"{"clusterName":"no good"}"#, #"ClusterName must match ^[a-zA-Z0-9\-_]{1,255}$"#),
    (#"{"settings":[{"name":"colour","value":"on"}]}"#, "Invalid setting 'name'"),
    (#"{"settings":[{"name":"containerInsights","value":"on"}]}"#, "Invalid setting 'value'"),
    (#"{"tags":[{"key":"team"}]}"#, "Tag value can not be null."),
    (#"{"tags":[{"value":"harbor"}]}"#, "Tag key can not be null."),
    (
      #"{"configuration":{"executeCommandConfiguration":{"logging":"DEFAULT","logConfiguration":{"s3BucketName":"b"}}}}"#,
      "You must set logging to 'OVERRIDE' when you supply a log configuration"
    ),
    (
      #"{"configuration":{"executeCommandConfiguration":{"logging":"OVERRIDE"}}}"#,
      "A CloudWatch log group name or S3 bucket name must be specified when overriding the default log configuration"
    ),
    (
      #"{"defaultCapacityProviderStrategy":[{"capacityProvider":"FARGATE","weight":1}]}"#,
      "The specified capacity provider strategy cannot contain a capacity provider that is not associated with the "
        + "cluster. Associate the capacity provider with the cluster and try again."
    ),
    (
      #"{"capacityProviders":["FARGATES"]}"#,
      "The specified capacity provider name is invalid. Specify a valid name and try again."
    ),
  ])
  func creatingIsRefused(input: String, said: String) throws {
    var cloud = TestCloud()
    #expect(try cloud.refusal("CreateCluster", input) == "InvalidParameterException: \(said)")
    #expect(try cloud.call("ListClusters")["clusterArns"] == [])
  }

  @Test mutating func aProviderThatDoesNotExist() throws {
    #expect(
      try cloud.refusal("CreateCluster", #"{"capacityProviders":["harbor-instances"]}"#)
        == "ClientException: The specified capacity provider does not exist. Specify a valid name or ARN and try again."
    )
  }

  @Test mutating func theAccountDecidesOnContainerInsights() throws {
    try cloud.call("PutAccountSettingDefault", #"{"name":"containerInsights","value":"enhanced"}"#)
    let reply = try cloud.call("CreateCluster")
    #expect(reply["cluster"]?["settings"] == [["name": "containerInsights", "value": "enhanced"]])
  }

  @Test mutating func describingShowsMoreOnlyWhenAsked() throws {
    try cloud.call(
      "CreateCluster",
      #"{"clusterName":"demo","tags":[{"key":"team","value":"harbor"}],"capacityProviders":["FARGATE"],"#
        + #""configuration":{"executeCommandConfiguration":{"logging":"NONE"}}}"#)
    let plain = try cloud.call("DescribeClusters", #"{"clusters":["demo"]}"#)["clusters"]?[0]
    #expect(plain?["statistics"] == [])
    #expect(plain?["tags"] == [])
    #expect(plain?["settings"] == [])
    #expect(plain?["capacityProviders"] == ["FARGATE"])
    #expect(plain?["configuration"] == nil)
    #expect(plain?["attachments"] == nil)
    let full = try cloud.call(
      "DescribeClusters", #"{"clusters":["demo"],"include":["TAGS","SETTINGS","CONFIGURATIONS","STATISTICS"]}"#)[
        "clusters"]?[0]
    #expect(full?["tags"] == [["key": "team", "value": "harbor"]])
    #expect(full?["settings"] == [["name": "containerInsights", "value": "disabled"]])
    #expect(full?["configuration"] == ["executeCommandConfiguration": ["logging": "NONE"]])
    #expect(
      full?["statistics"]?.list?.compactMap { $0["name"]?.string } == [
        "runningEC2TasksCount", "runningFargateTasksCount", "pendingEC2TasksCount", "pendingFargateTasksCount",
        "runningExternalTasksCount", "pendingExternalTasksCount", "runningManagedInstancesTasksCount",
        "pendingManagedInstancesTasksCount", "activeEC2ServiceCount", "activeFargateServiceCount",
        "drainingEC2ServiceCount", "drainingFargateServiceCount", "activeExternalServiceCount",
        "drainingExternalServiceCount", "activeManagedInstancesServiceCount", "drainingManagedInstancesServiceCount",
      ])
    #expect(full?["statistics"]?[0]?["value"] == "0")
  }

  @Test mutating func whatIsMissingIsAFailureNotAnException() throws {
    try cloud.call("CreateCluster", #"{"clusterName":"demo"}"#)
    let reply = try cloud.call(
      "DescribeClusters",
      #"{"clusters":["nope","demo","arn:aws:ecs:us-east-1:123456789012:cluster/demo","demo"]}"#)
    #expect(reply.keys == ["clusters", "failures"])
    #expect(reply["clusters"]?.list?.count == 1)
    #expect(
      reply["failures"] == [["arn": "arn:aws:ecs:us-east-1:123456789012:cluster/nope", "reason": "MISSING"]])
  }

  @Test mutating func aWrongIncludeIsRefusedOnlyWhenAClusterIsThere() throws {
    #expect(try cloud.call("DescribeClusters", #"{"clusters":["demo"],"include":["X"]}"#)["clusters"] == [])
    try cloud.call("CreateCluster", #"{"clusterName":"demo"}"#)
    #expect(
      try cloud.refusal("DescribeClusters", #"{"clusters":["demo"],"include":["X"]}"#)
        == "InvalidParameterException: include should be one of "
        + "[ATTACHMENTS,CONFIGURATIONS,SETTINGS,STATISTICS,TAGS]")
  }

  @Test mutating func updatingChangesOnlyWhatIsGiven() throws {
    try cloud.call("CreateCluster", #"{"clusterName":"demo","tags":[{"key":"team","value":"harbor"}]}"#)
    let reply = try cloud.call(
      "UpdateClusterSettings", #"{"cluster":"demo","settings":[{"name":"containerInsights","value":"enabled"}]}"#)
    #expect(reply["cluster"]?["settings"] == [["name": "containerInsights", "value": "enabled"]])
    #expect(reply["cluster"]?["tags"] == [])
    #expect(reply["cluster"]?["attachments"] == [])
    let kept = try cloud.call(
      "UpdateCluster", #"{"cluster":"demo","configuration":{"executeCommandConfiguration":{"logging":"DEFAULT"}}}"#)
    #expect(kept["cluster"]?["settings"] == [["name": "containerInsights", "value": "enabled"]])
    #expect(
      kept["cluster"]?.keys == [
        "clusterArn", "clusterName", "configuration", "status", "registeredContainerInstancesCount",
        "runningTasksCount", "pendingTasksCount", "activeServicesCount", "statistics", "tags", "settings",
        "capacityProviders", "defaultCapacityProviderStrategy", "attachments",
      ])
    #expect(
      try cloud.refusal("UpdateClusterSettings", #"{"cluster":"nope","settings":[{"name":"x","value":"y"}]}"#)
        == "ClusterNotFoundException: Cluster not found.")
  }

  @Test mutating func capacityProvidersAreReplacedAsAWhole() throws {
    try cloud.call("CreateCluster", #"{"clusterName":"demo","capacityProviders":["FARGATE"]}"#)
    let reply = try cloud.call(
      "PutClusterCapacityProviders",
      #"{"cluster":"demo","capacityProviders":["FARGATE","FARGATE_SPOT"],"#
        + #""defaultCapacityProviderStrategy":[{"capacityProvider":"FARGATE","base":1,"weight":1},"#
        + #"{"capacityProvider":"FARGATE_SPOT","weight":3}]}"#)
    #expect(reply["cluster"]?["capacityProviders"] == ["FARGATE", "FARGATE_SPOT"])
    #expect(
      reply["cluster"]?["defaultCapacityProviderStrategy"] == [
        ["capacityProvider": "FARGATE", "weight": 1, "base": 1],
        ["capacityProvider": "FARGATE_SPOT", "weight": 3, "base": 0],
      ])
    let emptied = try cloud.call(
      "PutClusterCapacityProviders", #"{"cluster":"demo","capacityProviders":[],"defaultCapacityProviderStrategy":[]}"#)
    #expect(emptied["cluster"]?["capacityProviders"] == [])
  }

  @Test(arguments: [
    (
      #"[{"capacityProvider":"FARGATE","base":1},{"capacityProvider":"FARGATE_SPOT"}]"#,
      "There are no capacity providers in the capacity provider strategy with a weight value greater than zero."
    ),
    (
      #"[{"capacityProvider":"FARGATE","weight":1,"base":1},{"capacityProvider":"FARGATE_SPOT","weight":1,"base":1}]"#,
      "There are multiple capacity providers in the specified capacity provider strategy with a base value defined."
    ),
    (
      #"[{"capacityProvider":"FARGATE","weight":1001}]"#,
      "The weight of a capacity provider must be between 0 and 1000."
    ),
  ])
  func aStrategyHasRules(strategy: String, said: String) throws {
    var cloud = TestCloud()
    try cloud.call("CreateCluster")
    let refusal = try cloud.refusal(
      "PutClusterCapacityProviders",
      #"{"cluster":"default","capacityProviders":["FARGATE","FARGATE_SPOT"],"defaultCapacityProviderStrategy":"#
        + strategy + "}")
    #expect(refusal.hasPrefix("InvalidParameterException: \(said)"))
  }

  @Test mutating func aDeletedClusterIsRememberedForAWhile() throws {
    try cloud.call("CreateCluster", #"{"clusterName":"demo","tags":[{"key":"team","value":"harbor"}]}"#)
    let deleted = try cloud.call("DeleteCluster", #"{"cluster":"demo"}"#)
    #expect(deleted["cluster"]?["status"] == "INACTIVE")
    #expect(deleted["cluster"]?["tags"] == [])
    #expect(try cloud.call("ListClusters")["clusterArns"] == [])
    #expect(try cloud.call("DeleteCluster", #"{"cluster":"demo"}"#)["cluster"]?["status"] == "INACTIVE")
    let described = try cloud.call("DescribeClusters", #"{"clusters":["demo"],"include":["TAGS"]}"#)["clusters"]?[0]
    #expect(described?["status"] == "INACTIVE")
    #expect(described?["tags"] == [["key": "team", "value": "harbor"]])
    #expect(
      try cloud.refusal("UpdateCluster", #"{"cluster":"demo"}"#) == "ClientException: Cluster was not ACTIVE.")
    #expect(
      try cloud.refusal("CreateService", #"{"cluster":"demo","serviceName":"web","taskDefinition":"web"}"#)
        == "ClientException: Cluster was not ACTIVE.")
    cloud.advance(seconds: 3_600)
    #expect(try cloud.call("DescribeClusters", #"{"clusters":["demo"]}"#)["failures"]?[0]?["reason"] == "MISSING")
    #expect(
      try cloud.refusal("DeleteCluster", #"{"cluster":"demo"}"#) == "ClusterNotFoundException: Cluster not found.")
  }

  @Test mutating func aClusterMadeAgainHasNothingOfTheOldOne() throws {
    try cloud.call("CreateCluster", #"{"clusterName":"demo","tags":[{"key":"team","value":"harbor"}]}"#)
    try cloud.call("DeleteCluster", #"{"cluster":"demo"}"#)
    cloud.advance(seconds: 1_800)
    try cloud.call("CreateCluster", #"{"clusterName":"demo"}"#)
    cloud.advance(seconds: 1_801)  // the old one would be forgotten now
    let described = try cloud.call("DescribeClusters", #"{"clusters":["demo"],"include":["TAGS"]}"#)["clusters"]?[0]
    #expect(described?["status"] == "ACTIVE")
    #expect(described?["tags"] == [])
  }

  @Test mutating func eachRegionHasItsOwn() throws {
    try cloud.call("CreateCluster", #"{"clusterName":"demo"}"#, region: "eu-west-1")
    #expect(try cloud.call("ListClusters")["clusterArns"] == [])
    #expect(
      try cloud.call("ListClusters", region: "eu-west-1")["clusterArns"]
        == ["arn:aws:ecs:eu-west-1:123456789012:cluster/demo"])
    #expect(
      try cloud.refusal("DeleteCluster", #"{"cluster":"arn:aws:ecs:eu-west-1:123456789012:cluster/demo"}"#)
        == "ClusterNotFoundException: Cluster not found.")
  }
}
