/// Namespaces as Service Connect names them: by a name or an ARN.
///
/// In: names from clusters' Service Connect defaults, which make the namespace where there is none. Out: the namespace
/// that a name or an ARN stands for. Ids come from a stable hash, so they are the same in every run.
/// Source: ECS API reference, ClusterServiceConnectDefaultsRequest; Cloud Map API reference, Namespace.
import SimulationKit

extension CloudMap {
  package static let maximumNamespaceNameLength = 1_024
}

extension Region {
  package func arn(ofNamespace namespace: CloudMap.Namespace) -> String {
    arn(service: "servicediscovery", "namespace/\(namespace.id)")
  }

  /// nil where there is none of that name or ARN.
  package func namespace(_ reference: String) -> CloudMap.Namespace? {
    if let known = cloudMap.namespaces[reference] { return known.readyAt <= now ? known : nil }
    guard ResourceARN.isARN(reference) else { return nil }
    return namespaces.first { arn(ofNamespace: $0) == reference }
  }

  /// - Throws: NamespaceNotFoundException.
  package func knownNamespace(_ reference: String) throws(ServiceFailure) -> CloudMap.Namespace {
    guard let found = namespace(reference) else {
      throw ServiceFailure(
        "NamespaceNotFoundException", "The specified namespace was not found.",
        why: "A namespace is made when a cluster takes it as its default: 'aws ecs update-cluster --cluster NAME "
          + "--service-connect-defaults namespace=\(ResourceARN.isARN(reference) ? "NAME" : reference)'.")
    }
    return found
  }

  /// - Parameter reference: of a cluster's default; empty takes the default away.
  func checkDefaultNamespace(_ reference: String) throws(ServiceFailure) {
    if ResourceARN.isARN(reference) { _ = try knownNamespace(reference) }
    guard reference.unicodeScalars.count <= CloudMap.maximumNamespaceNameLength else {
      throw .invalidParameter("namespace can not be longer than \(CloudMap.maximumNamespaceNameLength) characters.")
    }
  }

  /// Makes the namespace that a cluster's default names, where there is none of that name.
  mutating func makeDefaultNamespace(of cluster: ECS.Cluster) {
    guard let reference = cluster.defaultNamespace, !ResourceARN.isARN(reference),
      cloudMap.namespaces[reference] == nil
    else { return }
    makeNamespace(reference, .http, description: "Managed by Amazon ECS", readyAt: now)
  }

  /// 16 lower-case letters and digits, always the same for the same text.
  func discoveryID(of text: String) -> String {
    let digits = Array("abcdefghijklmnopqrstuvwxyz234567".utf8)
    let (first, second) = (StableHash.of(text), StableHash.of(text + "/"))
    let bytes = (0..<16).map { index in
      digits[Int(truncatingIfNeeded: (index < 8 ? first : second) >> UInt64(index % 8 * 5) & 31)]
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}

extension ECS.Cluster {
  /// Name or ARN as given.
  package var defaultNamespace: String? { serviceConnectDefaults?["namespace"]?.string }
}
