/// Words that are none of a set, names that do not fit, tokens of other lists, short forms of ARNs.
/// Sources: CloudWatch API reference, PutMetricAlarm, MetricDatum; Cloud Map API reference, CreateHttpNamespace; the API sheet,
/// sections 0.3 to 0.7.
import Cloud
import CloudAPI
import Documents
import Testing

@Test(arguments: [
  (
    #""ComparisonOperator":"Foo","Statistic":"Sum""#,
    "1 validation error detected: Value 'Foo' at 'comparisonOperator' failed to satisfy constraint: Member must satisfy "
      + "enum value set: [GreaterThanOrEqualToThreshold, GreaterThanThreshold, LessThanThreshold, "
      + "LessThanOrEqualToThreshold, LessThanLowerOrGreaterThanUpperThreshold, LessThanLowerThreshold, "
      + "GreaterThanUpperThreshold]"
  ),
  (
    #""ComparisonOperator":"LessThanThreshold","Statistic":"Foo""#,
    "1 validation error detected: Value 'Foo' at 'statistic' failed to satisfy constraint: Member must satisfy enum value "
      + "set: [Maximum, SampleCount, Sum, Minimum, Average]"
  ),
  (
    #""ComparisonOperator":"LessThanThreshold","Statistic":"Sum","TreatMissingData":"foo""#,
    "The value foo is not supported for TreatMissingData parameter. Supported values are [breaching, notBreaching, "
      + "ignore, missing]."
  ),
])
func alarmsAreMadeOfKnownWords(members: String, said: String) throws {
  var cloud = TestCloud()
  let refusal = try cloud.refusal(
    "PutMetricAlarm",
    #"{"AlarmName":"a","MetricName":"m","Namespace":"n","Period":60,"EvaluationPeriods":1,"Threshold":1,\#(members)}"#,
    service: "cloudwatch")
  #expect(refusal == "ValidationError: \(said)")
}

@Test func unitsAreThoseOfCloudWatch() throws {
  var cloud = TestCloud()
  func data(_ unit: String) -> String {
    #"{"Namespace":"n","MetricData":[{"MetricName":"m","Value":1,"Unit":"\#(unit)"}]}"#
  }
  #expect(
    try cloud.refusal("PutMetricData", data("Foo"), service: "cloudwatch").hasPrefix(
      "InvalidParameterValue: The parameter MetricData.member.1.Unit must be a value in the set [ Seconds, Microseconds, "
    ))
  for unit in ["Percent", "Bytes/Second", "None"] {
    try cloud.call("PutMetricData", data(unit), service: "cloudwatch")
  }
}

@Test func aTokenIsGoodForItsOwnListAlone() throws {
  var cloud = TestCloud()
  for name in ["a", "b"] { try cloud.call("CreateCluster", #"{"clusterName":"\#(name)"}"#) }
  let token = try cloud.call("ListClusters", #"{"maxResults":1}"#)["nextToken"]?.string ?? ""
  #expect(
    try cloud.refusal("ListTasks", #"{"cluster":"a","nextToken":"\#(token)"}"#)
      == "InvalidParameterException: Invalid token: \(token)")
  #expect(
    try cloud.call("ListClusters", #"{"nextToken":"\#(token)"}"#)["clusterArns"]
      == ["arn:aws:ecs:us-east-1:123456789012:cluster/b"])
}

@Test func theLaunchTypeFMIIsNobodys() throws {
  var cloud = try TestCloud.harbor()
  #expect(
    try cloud.refusal("RunTask", #"{"cluster":"harbor","taskDefinition":"web","launchType":"FMI"}"#)
      == "InvalidParameterException: The FMI launch type can not be specified. Use a capacity provider strategy and try "
      + "again.")
}

@Test(arguments: ["a b", "", "h\u{E4}fen"])
func namespacesHavePlainNames(name: String) throws {
  var cloud = TestCloud()
  #expect(
    try cloud.refusal("CreateHttpNamespace", #"{"Name":"\#(name)"}"#, service: "servicediscovery")
      == "InvalidInput: 1 validation error detected: Value '\(name)' at 'name' failed to satisfy constraint: Member must "
      + "satisfy regular expression pattern: ^[!-~]{1,1024}$")
}

@Test(arguments: [
  ("DescribeTasks", "tasks", "task"), ("DescribeContainerInstances", "containerInstances", "container-instance"),
  ("DescribeServices", "services", "service"),
])
func failuresNameTheClusterToo(operation: String, member: String, kind: String) throws {
  var cloud = try TestCloud.harbor()
  let id = "0123456789abcdef0123456789abcdef"
  let arn = "arn:aws:ecs:us-east-1:123456789012:\(kind)/"
  let reply = try cloud.call(
    operation, #"{"cluster":"harbor","\#(member)":["\#(arn)\#(id)","\#(arn)harbor/\#(id)","\#(id)"]}"#)
  #expect(reply["failures"]?[0] == ["arn": .string("\(arn)harbor/\(id)"), "reason": "MISSING"])
}

@Test func theProvidersOfEveryAccountHaveNoTags() throws {
  var cloud = TestCloud()
  let arn = #""resourceArn":"arn:aws:ecs:us-east-1:123456789012:capacity-provider/FARGATE""#
  #expect(try cloud.call("ListTagsForResource", "{\(arn)}")["tags"] == [])
  #expect(
    try cloud.refusal("TagResource", #"{\#(arn),"tags":[{"key":"a","value":"b"}]}"#)
      == "ClientException: The specified capacity provider is reserved and cannot be tagged.")
}
