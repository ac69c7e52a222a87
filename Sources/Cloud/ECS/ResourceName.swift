/// Names and ARNs of ECS resources, as requests give them.
///
/// In: what a learner typed for `cluster`, `resourceArn` …. Out: its parts, or AWS's refusal. Looks nothing up.
/// Source: ECS API reference, "Amazon Resource Names (ARNs) and IDs".

/// `arn:PARTITION:SERVICE:REGION:ACCOUNT:KIND/PATH`.
package struct ResourceARN: Hashable, Sendable {
  package let partition: String
  package let service: String
  package let region: String
  package let account: String
  /// `cluster`, `service`, `task-definition` …
  package let kind: String
  /// What follows the kind, split at `/`: `["harbor", "web"]`.
  package let path: [String]

  /// True for text that means to be an ARN.
  package static func isARN(_ text: String) -> Bool { text.hasPrefix("arn:") }

  /// O(bytes); replies about a hundred resources begin with a hundred of these.
  ///
  /// - Throws: InvalidParameterException `Invalid arn syntax`.
  package init(parsing text: String) throws(ServiceFailure) {
    let bytes = text.utf8
    let parts = bytes.split(separator: UInt8(ascii: ":"), maxSplits: 5, omittingEmptySubsequences: false)
    let tail = parts.last?.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false) ?? []
    guard parts.count == 6, text.hasPrefix("arn:"), parts.allSatisfy({ !$0.isEmpty }), let kind = tail.first,
      tail.count > 1, tail.allSatisfy({ !$0.isEmpty })
    else { throw .invalidParameter("Invalid arn syntax", why: Self.syntax) }
    (partition, service) = (String(Substring(parts[1])), String(Substring(parts[2])))
    (region, account) = (String(Substring(parts[3])), String(Substring(parts[4])))
    self.kind = String(Substring(kind))
    path = tail.dropFirst().map { String(Substring($0)) }
  }

  private static let syntax =
    "An ARN has six parts with ':' between them, such as arn:aws:ecs:us-east-1:123456789012:cluster/harbor; "
    + "copy it from a describe or list reply."
}

extension ECS {
  /// 1 to 255 of `A-Za-z0-9_-`: what clusters, services, families and capacity providers may be called.
  package static func isName(_ text: String) -> Bool {
    (1...255).contains(text.utf8.count) && text.utf8.allSatisfy(isNameByte)
  }

  package static func isNameByte(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"):
      true
    default: false
    }
  }

  /// One entry of a reply's `failures`.
  package struct Failure: Hashable, Sendable {
    package let arn: String?
    package let reason: String
    package let detail: String?
    package init(arn: String?, reason: String, detail: String? = nil) {
      self.arn = arn
      self.reason = reason
      self.detail = detail
    }
    package static func missing(_ arn: String) -> Failure { Failure(arn: arn, reason: "MISSING") }
  }
}

extension Region {
  /// True where `arn` is one of ECS in this Region and account.
  package func isOurs(_ arn: ResourceARN) -> Bool {
    arn.partition == partition.rawValue && arn.service == "ecs" && arn.region == name && arn.account == account
  }

  /// The cluster name that `reference` (a name or an ARN; nil: `default`) stands for, whether or not it exists.
  package func clusterName(_ reference: String?) -> String {
    guard let reference else { return "default" }
    guard ResourceARN.isARN(reference) else { return reference }
    return reference.split(separator: "/", omittingEmptySubsequences: false).last.map(String.init) ?? reference
  }

  /// The cluster by name or ARN, in whatever status; nil where there is none, or where the ARN is another Region's.
  package func cluster(_ reference: String?) -> ECS.Cluster? {
    if let reference, ResourceARN.isARN(reference) {
      guard let arn = try? ResourceARN(parsing: reference), isOurs(arn), arn.kind == "cluster", arn.path.count == 1
      else { return nil }
    }
    return ecs.clusters[clusterName(reference)]
  }

  /// The ACTIVE cluster that most operations need.
  /// - Throws: ClusterNotFoundException for one that does not exist or is INACTIVE.
  package func activeCluster(_ reference: String?) throws(ServiceFailure) -> ECS.Cluster {
    guard let cluster = cluster(reference) else {
      throw .clusterNotFound.explained(
        reference == nil
          ? "No cluster was named, so the one called 'default' was meant, and there is none: "
            + "name yours with --cluster, or create one with 'aws ecs create-cluster'."
          : "There is no cluster '\(clusterName(reference))' in \(name): 'aws ecs list-clusters' shows those that exist, "
            + "'aws ecs create-cluster' makes one.")
    }
    guard cluster.status == .active else {
      throw ServiceFailure(
        "ClusterNotFoundException", "The referenced cluster was inactive.",
        why: "The cluster '\(cluster.name)' was deleted and is only remembered for a while; "
          + "create it again with 'aws ecs create-cluster' or name another one.")
    }
    return cluster
  }

  package func arn(ofCluster name: String) -> String { ecsARN("cluster/\(name)") }
  package func arn(ofTaskDefinition family: String, _ revision: Int) -> String {
    ecsARN("task-definition/\(family):\(revision)")
  }
  package func arn(ofService key: ECS.ServiceKey) -> String { ecsARN("service/\(key.cluster)/\(key.name)") }
  package func arn(ofTask id: ECS.TaskID, cluster: String) -> String { ecsARN("task/\(cluster)/\(id)") }
  package func arn(ofContainerInstance id: ECS.ContainerInstanceID, cluster: String) -> String {
    ecsARN("container-instance/\(cluster)/\(id)")
  }
}
