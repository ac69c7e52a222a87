/// Tags by ARN: what carries them, and what refuses them.
///
/// Expected values: the project's reference sheet on the ECS API, sections 0.4 and 1.9.
import Cloud
import CloudAPI
import Documents
import Testing

@Suite struct TagTests {
  var cloud = TestCloud()
  private static let cluster = #""resourceArn":"arn:aws:ecs:us-east-1:123456789012:cluster/demo""#

  @Test mutating func tagsAreMergedAndRemovedByKey() throws {
    try cloud.call("CreateCluster", #"{"clusterName":"demo","tags":[{"key":"a","value":"1"},{"key":"b","value":"2"}]}"#)
    let tagged = try cloud.call(
      "TagResource", "{\(Self.cluster),\"tags\":[{\"key\":\"a\",\"value\":\"9\"},{\"key\":\"c\",\"value\":\"\"}]}")
    #expect(tagged == [:])
    #expect(
      try cloud.call("ListTagsForResource", "{\(Self.cluster)}")["tags"] == [
        ["key": "a", "value": "9"], ["key": "b", "value": "2"], ["key": "c", "value": ""],
      ])
    #expect(try cloud.call("UntagResource", "{\(Self.cluster),\"tagKeys\":[\"b\",\"nope\"]}") == [:])
    #expect(
      try cloud.call("ListTagsForResource", "{\(Self.cluster)}")["tags"]
        == [["key": "a", "value": "9"], ["key": "c", "value": ""]])
  }

  @Test mutating func whatAWSGaveStays() throws {
    var cloud = try TestCloud.services()
    try cloud.createService("web", "good:1", count: 1, more: #", "enableECSManagedTags": true"#)
    cloud.advance(seconds: 20)
    let id = try #require(cloud.tasks().first?.id)
    let arn = #""resourceArn":"arn:aws:ecs:us-east-1:123456789012:task/harbor/\#(id)""#
    #expect(
      try cloud.refusal("UntagResource", "{\(arn),\"tagKeys\":[\"aws:ecs:serviceName\"]}")
        == "InvalidParameterException: Tag keys that begin with 'aws:' are reserved.")
    #expect(
      try cloud.call("ListTagsForResource", "{\(arn)}")["tags"]?.list?.map { $0["key"]?.string }
        == ["aws:ecs:clusterName", "aws:ecs:serviceName"])
  }

  @Test mutating func aRetiredTaskDefinitionCanStillBeTagged() throws {
    try cloud.call("RegisterTaskDefinition", TaskDefinitionTests.plain)
    try cloud.call("DeregisterTaskDefinition", #"{"taskDefinition":"web:1"}"#)
    let arn = #""resourceArn":"arn:aws:ecs:us-east-1:123456789012:task-definition/web:1""#
    try cloud.call("TagResource", "{\(arn),\"tags\":[{\"key\":\"a\",\"value\":\"1\"}]}")
    #expect(try cloud.call("ListTagsForResource", "{\(arn)}")["tags"] == [["key": "a", "value": "1"]])
    #expect(
      try cloud.refusal("TagResource", "{\(arn),\"tags\":[{\"key\":\"a\"}]}")
        == "ClientException: Tag value can not be null.")
  }

  @Test(arguments: [
    ("demo", "InvalidParameterException: Invalid arn syntax"),
    ("arn:aws:ecs:us-east-1:123456789012:cluster/nope", "ClusterNotFoundException: Cluster not found."),
    ("arn:aws:s3:us-east-1:123456789012:cluster/demo", "InvalidParameterException: The ARN provided is invalid."),
    (
      "arn:aws:ecs:us-east-1:123456789012:cluster/gone",
      "InvalidParameterException: The specified cluster is inactive. Specify an active cluster and try again."
    ),
    (
      "arn:aws:ecs:us-east-1:123456789012:service/demo/web",
      "InvalidParameterException: The specified service does not exist."
    ),
    (
      "arn:aws:ecs:us-east-1:123456789012:service/web",
      "InvalidParameterException: Long arn format must be used for tagging operations"
    ),
    (
      "arn:aws:ecs:us-east-1:123456789012:task/demo/0123456789abcdef0123456789abcdef",
      "InvalidParameterException: The specified task does not exist."
    ),
    (
      "arn:aws:ecs:us-east-1:123456789012:task-definition/web:1",
      "InvalidParameterException: The specified task definition does not exist."
    ),
  ])
  func whatCannotBeTagged(arn: String, said: String) throws {
    var cloud = TestCloud()
    try cloud.call("CreateCluster", #"{"clusterName":"demo"}"#)
    try cloud.call("CreateCluster", #"{"clusterName":"gone"}"#)
    try cloud.call("DeleteCluster", #"{"cluster":"gone"}"#)
    #expect(try cloud.refusal("ListTagsForResource", #"{"resourceArn":"\#(arn)"}"#) == said)
  }

  @Test(arguments: [
    #"{"key":"aws:x","value":"1"}"#, #"{"key":"AWS:x","value":"1"}"#, #"{"key":"","value":"1"}"#,
    #"{"key":"a;b","value":"1"}"#, #"{"key":"a","value":"1"},{"key":"a","value":"2"}"#,
  ])
  func badTagsAreRefused(tags: String) throws {
    var cloud = TestCloud()
    try cloud.call("CreateCluster", #"{"clusterName":"demo"}"#)
    #expect(
      try cloud.refusal("TagResource", "{\(Self.cluster),\"tags\":[\(tags)]}").hasPrefix("InvalidParameterException: "))
  }

  @Test mutating func atMostFiftyPerResource() throws {
    try cloud.call("CreateCluster", #"{"clusterName":"demo"}"#)
    let fifty = (1...50).map { #"{"key":"k\#($0)","value":""}"# }.joined(separator: ",")
    try cloud.call("TagResource", "{\(Self.cluster),\"tags\":[\(fifty)]}")
    try cloud.call("TagResource", "{\(Self.cluster),\"tags\":[{\"key\":\"k1\",\"value\":\"new\"}]}")
    #expect(
      try cloud.refusal("TagResource", "{\(Self.cluster),\"tags\":[{\"key\":\"more\",\"value\":\"\"}]}")
        == "InvalidParameterException: A resource can not have more than 50 tags.")
  }
}
