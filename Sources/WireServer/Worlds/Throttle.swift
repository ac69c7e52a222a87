/// Token buckets for API rates, as each AWS account has them in each Region.
///
/// In: a call and the machine's monotonic milliseconds. Out: whether it is let through. Buckets start full and refill
/// steadily. Source: Amazon ECS API reference, "Request throttling for the Amazon ECS API"; developer guide, "AWS Fargate
/// throttling quotas". Operations that neither names share the numbers of the read actions.
import CloudAPI
import Documents

struct Throttle: Sendable {
  struct Bucket: Hashable, Sendable {
    let name: String
    let capacity: Double
    let refillPerSecond: Double
    /// How many tokens the call takes.
    var tokens: Double = 1
  }

  private struct Key: Hashable {
    let owner: String
    let region: String
    let bucket: String
  }
  private struct Level {
    var tokens: Double
    var at: Int
  }
  private var levels: [Key: Level] = [:]
  private static let mostLevels = 4_096

  /// Takes the call's tokens, all or none. False: the rate is exceeded.
  ///
  /// - Parameter owner: whose account it is.
  mutating func admits(_ request: ServiceRequest, owner: String, at monotonic: Int) -> Bool {
    if levels.count > Self.mostLevels { levels.removeAll() }
    let buckets = Self.buckets(for: request)
    var left: [(Key, Level)] = []
    for bucket in buckets {
      let key = Key(owner: owner, region: request.region, bucket: bucket.name)
      let level = levels[key] ?? Level(tokens: bucket.capacity, at: monotonic)
      let gained = Double(max(0, monotonic - level.at)) / 1_000 * bucket.refillPerSecond
      let tokens = min(bucket.capacity, level.tokens + gained)
      guard tokens >= bucket.tokens else { return false }
      left.append((key, Level(tokens: tokens - bucket.tokens, at: monotonic)))
    }
    for (key, level) in left { levels[key] = level }
    return true
  }

  /// The buckets that a call draws from.
  static func buckets(for request: ServiceRequest) -> [Bucket] {
    guard request.service == "ecs" else { return [Bucket(name: request.service, capacity: 50, refillPerSecond: 20)] }
    var buckets = [action(request.operation)]
    guard request.operation == "RunTask" else { return buckets }
    let strategy = request.input["capacityProviderStrategy"]?.list ?? []
    let providers = strategy.compactMap { $0["capacityProvider"]?.string }
    let isSpot = providers.contains("FARGATE_SPOT")
    guard isSpot || providers.contains("FARGATE") || request.input["launchType"]?.string == "FARGATE" else {
      return buckets
    }
    let count = Double(min(max(request.input["count"]?.integer ?? 1, 1), 10))
    buckets.append(Bucket(name: "RunTask on Fargate", capacity: 20, refillPerSecond: 20))
    buckets.append(
      Bucket(
        name: isSpot ? "Fargate Spot tasks" : "Fargate tasks", capacity: 100, refillPerSecond: 20, tokens: count))
    return buckets
  }

  private static func action(_ operation: String) -> Bucket {
    switch operation {
    case "CreateCluster", "DeleteCluster", "PutClusterCapacityProviders", "UpdateCluster", "UpdateClusterSettings":
      Bucket(name: "Cluster modify", capacity: 20, refillPerSecond: 1)
    case "DescribeClusters", "ListClusters": Bucket(name: "Cluster read", capacity: 50, refillPerSecond: 20)
    case "DeregisterTaskDefinition", "RegisterTaskDefinition":
      Bucket(name: "Task definition modify", capacity: 20, refillPerSecond: 1)
    case "DescribeTaskDefinition", "ListTaskDefinitions", "ListTaskDefinitionFamilies":
      Bucket(name: "Task definition read", capacity: 50, refillPerSecond: 20)
    case "DeleteTaskDefinitions": Bucket(name: "Task definition deletion", capacity: 5, refillPerSecond: 1)
    case "CreateCapacityProvider", "DeleteCapacityProvider", "UpdateCapacityProvider":
      Bucket(name: "Capacity provider modify", capacity: 10, refillPerSecond: 1)
    case "DescribeCapacityProviders": Bucket(name: "Capacity provider read", capacity: 50, refillPerSecond: 20)
    case "TagResource", "UntagResource": Bucket(name: "Tag modify", capacity: 20, refillPerSecond: 10)
    case "ListTagsForResource": Bucket(name: "Tag read", capacity: 50, refillPerSecond: 20)
    case "DeleteAccountSetting", "PutAccountSetting", "PutAccountSettingDefault":
      Bucket(name: "Setting modify", capacity: 10, refillPerSecond: 1)
    case "ListAccountSettings": Bucket(name: "Setting read", capacity: 50, refillPerSecond: 20)
    case "DeleteAttributes", "DeregisterContainerInstance", "ExecuteCommand", "PutAttributes", "RunTask", "StartTask",
      "StopTask", "UpdateContainerAgent", "UpdateContainerInstancesState":
      Bucket(name: "Cluster resource modify", capacity: 100, refillPerSecond: 40)
    case "DescribeContainerInstances", "DescribeTasks", "ListAttributes", "ListContainerInstances", "ListTasks":
      Bucket(name: "Cluster resource read", capacity: 100, refillPerSecond: 20)
    case "RegisterContainerInstance", "SubmitAttachmentStateChanges", "SubmitContainerStateChange",
      "SubmitTaskStateChange":
      Bucket(name: "Agent modify", capacity: 200, refillPerSecond: 120)
    case "CreateService", "DeleteService", "UpdateService":
      Bucket(name: "Service modify", capacity: 50, refillPerSecond: 5)
    case "DescribeServices", "ListServices": Bucket(name: "Service read", capacity: 100, refillPerSecond: 20)
    case "DescribeServiceDeployments", "ListServiceDeployments":
      Bucket(name: "Service deployment", capacity: 50, refillPerSecond: 20)
    case "DescribeServiceRevisions": Bucket(name: "Service revision", capacity: 50, refillPerSecond: 20)
    case "GetTaskProtection", "UpdateTaskProtection":
      Bucket(name: "Task protection", capacity: 200, refillPerSecond: 80)
    case "ListServicesByNamespace":
      Bucket(name: "Cluster service resource read", capacity: 10, refillPerSecond: 1)
    default: Bucket(name: "other", capacity: 50, refillPerSecond: 20)
    }
  }
}
