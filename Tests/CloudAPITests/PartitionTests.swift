/// Regions of other partitions than the usual one. Sources: IAM User Guide, "Amazon Resource Names (ARNs)": `aws-cn` for the
/// Regions of China, `aws-us-gov` for GovCloud (US); their hosts end with `amazonaws.com.cn` in China alone.
import Cloud
import CloudAPI
import Documents
import Testing

@Suite("Partitions")
struct PartitionTests {
  @Test(arguments: [
    ("eu-west-1", "aws", "amazonaws.com"), ("cn-north-1", "aws-cn", "amazonaws.com.cn"),
    ("us-gov-west-1", "aws-us-gov", "amazonaws.com"),
  ])
  func arnsAndHostsNameTheirs(region: String, partition: String, hosts: String) throws {
    var cloud = TestCloud()
    func ask(_ operation: String, _ input: String, _ service: String = "ecs") throws -> Document {
      try cloud.call(operation, input, service: service, region: region)
    }
    func arn(_ service: String, _ tail: String) -> Document {
      .string("arn:\(partition):\(service):\(service == "iam" ? "" : region):123456789012:\(tail)")
    }
    let cluster = try ask("CreateCluster", #"{"clusterName":"harbor"}"#)["cluster"]
    #expect(cluster?["clusterArn"] == arn("ecs", "cluster/harbor"))
    let definition = try ask(
      "RegisterTaskDefinition", #"{"family":"web","containerDefinitions":[{"name":"app","image":"nginx","memory":64}]}"#
    )[
      "taskDefinition"]
    #expect(definition?["taskDefinitionArn"] == arn("ecs", "task-definition/web:1"))
    #expect(definition?["registeredBy"] == arn("iam", "user/learner"))
    let repository = try ask("CreateRepository", #"{"repositoryName":"web"}"#, "ecr")["repository"]
    #expect(repository?["repositoryUri"]?.string == "123456789012.dkr.ecr.\(region).\(hosts)/web")
    #expect(repository?["repositoryArn"] == arn("ecr", "repository/web"))
    let balancer = try ask("CreateLoadBalancer", #"{"Name":"door","Subnets":["subnet-a","subnet-b"]}"#, "elbv2")[
      "LoadBalancers"]?[0]
    #expect(balancer?["DNSName"]?.string?.hasSuffix(".\(region).elb.\(hosts)") == true)
    #expect(balancer?["LoadBalancerArn"]?.string?.hasPrefix("arn:\(partition):elasticloadbalancing:\(region):") == true)
  }

  @Test func anArnOfAnotherPartitionIsNobodys() throws {
    var cloud = TestCloud()
    let region = "cn-north-1"
    try cloud.call("CreateCluster", #"{"clusterName":"harbor"}"#, region: region)
    for (partition, count) in [("aws-cn", 1), ("aws", 0)] {
      let reply = try cloud.call(
        "DescribeClusters", #"{"clusters":["arn:\#(partition):ecs:\#(region):123456789012:cluster/harbor"]}"#,
        region: region)
      #expect(reply["clusters"]?.list?.count == count, "\(partition)")
    }
  }

  @Test func awssOwnPoliciesAreOfThePartition() throws {
    var cloud = TestCloud()
    let path = "iam::aws:policy/service-role/AmazonECSTaskExecutionRolePolicy"
    let trust =
      #"{\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":{\"Service\":\"ecs-tasks.amazonaws.com\"},"#
      + #"\"Action\":\"sts:AssumeRole\"}]}"#
    let role = try cloud.call(
      "CreateRole", #"{"RoleName":"pull","AssumeRolePolicyDocument":"\#(trust)"}"#, service: "iam", region: "cn-north-1"
    )
    #expect(role["Role"]?["Arn"] == "arn:aws-cn:iam::123456789012:role/pull")
    #expect(
      try cloud.refusal(
        "AttachRolePolicy", #"{"RoleName":"pull","PolicyArn":"arn:aws:\#(path)"}"#, service: "iam", region: "cn-north-1"
      ) == "NoSuchEntity: Policy arn:aws:\(path) does not exist or is not attachable.")
    try cloud.call(
      "AttachRolePolicy", #"{"RoleName":"pull","PolicyArn":"arn:aws-cn:\#(path)"}"#, service: "iam",
      region: "cn-north-1")
  }
}
