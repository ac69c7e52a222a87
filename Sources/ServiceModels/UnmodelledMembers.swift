/// Members that the services send and their published models do not know.
///
/// In: a shape and a member. Out: whether the wire has it all the same. Clients drop such members, so that command lines and
/// SDKs show none of them; who reads the raw reply sees them. Source: published raw replies of Amazon ECS, September 2026.

extension ServiceModel {
  package func isUnmodelled(_ member: String, of shape: String) -> Bool {
    name == "ecs" && Self.unmodelledInECS[shape]?.contains(member) ?? false
  }

  private static let unmodelledInECS: [String: [String]] = [
    "CreateClusterResponse": ["clusterCount"], "DeleteClusterResponse": ["clusterCount"],
    "TaskDefinition": ["previousStatus"],
  ]
}
