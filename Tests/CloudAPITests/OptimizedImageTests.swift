/// The public parameters that name the ECS-optimized images, and hosts that are launched from what they say.
import Documents
import Testing

@testable import CloudAPI

@Suite struct OptimizedImageTests {
  private static let path = "/aws/service/ecs/optimized-ami/amazon-linux-2023/recommended"
  private var cloud: TestCloud

  init() throws { cloud = TestCloud(plan: try TaskScene.plan(images: "{}", logGroups: "[]")) }

  private mutating func value(_ name: String) throws -> String {
    let reply = try cloud.call("GetParameters", #"{"Names":["\#(name)"]}"#, service: "ssm")
    return try #require(reply["Parameters"]?[0]?["Value"]?.string)
  }

  @Test mutating func metadataHoldsWhatTheOthersSayOneByOne() throws {
    let metadata = try DocumentReader.read(try value(Self.path))
    #expect(metadata["image_id"]?.string == (try value(Self.path + "/image_id")))
    #expect(metadata["image_name"]?.string == (try value(Self.path + "/image_name")))
    #expect(metadata["os"] == "Amazon Linux 2023" && metadata["schema_version"] == 1)
    let shown = try cloud.call("GetParameter", #"{"Name":"\#(Self.path)"}"#, service: "ssm")["Parameter"]
    #expect(shown?["ARN"]?.string == "arn:aws:ssm:us-east-1::parameter" + Self.path)
  }

  @Test mutating func theyAreListedByPathAlone() throws {
    let found = try cloud.call("GetParametersByPath", #"{"Path":"\#(Self.path)"}"#, service: "ssm")
    #expect(
      found["Parameters"]?.list?.map { $0["Name"]?.string } == [Self.path + "/image_id", Self.path + "/image_name"])
    #expect(try cloud.call("DescribeParameters", service: "ssm")["Parameters"] == [])
  }

  @Test mutating func namesOfAWSsOwnAreReserved() throws {
    #expect(
      try cloud.refusal("PutParameter", #"{"Name":"/aws/mine","Value":"1","Type":"String"}"#, service: "ssm")
        == "AccessDeniedException: No access to reserved parameter name: /aws/mine.")
  }

  /// Its agent has no other cluster to go to than the default one.
  @Test(arguments: [true, false]) mutating func aHostOfSuchAnImageJoinsTheDefaultCluster(isOptimized: Bool) throws {
    try cloud.call("CreateCluster")
    let image = isOptimized ? try value(Self.path + "/image_id") : "ami-0123456789abcdef0"
    try cloud.call("RunInstances", #"{"ImageId":"\#(image)","InstanceType":"m5.large"}"#, service: "ec2")
    cloud.advance(seconds: 180)
    let joined = try cloud.call("ListContainerInstances")["containerInstanceArns"]?.list?.count
    #expect(joined == (isOptimized ? 1 : 0))
  }
}
