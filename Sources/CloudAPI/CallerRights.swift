/// What a caller of Amazon ECS must be allowed for a request to be carried out: the operation itself, to pass the roles that it
/// names, and to tag what it makes.
///
/// In: a request with a Region. Out: IAM's refusal, nil where all is allowed. A user has every right, which the fault
/// `access-denied` takes away; a session of a role has what the role's policies allow. Roles of tasks and of rules are asked
/// where they act.
/// Source: Service Authorization Reference, "Actions, resources, and condition keys for Amazon ECS"; IAM User Guide, "Grant a
/// user permissions to pass a role to an AWS service"; ECS Developer Guide, "Grant permission to tag resources on creation".
import Cloud
import Documents

extension Region {
  /// - Returns: AccessDeniedException for the first right that is missing.
  func refusal(ofCallerOf request: ServiceRequest) -> ServiceFailure? {
    guard request.service == "ecs" else { return nil }
    let session = session(ofPrincipal: request.principal)
    guard session != nil || deniesCallersAnything else { return nil }
    let missing = rights(for: request).first { right in
      deniesCaller(right.action, on: right.resource) || session.map { !may($0, right) } ?? false
    }
    return missing.map { right in
      ServiceFailure(
        "AccessDeniedException",
        "User: \(request.principal) is not authorized to perform: \(right.action) on resource: \(right.resource) because "
          + "no identity-based policy allows the \(right.action) action",
        why: session.map { "The role \($0.role) needs a policy that allows it: 'aws iam put-role-policy'." }
          ?? "The fault access-denied stands: 'inject mend fault=access-denied' ends it.")
    }
  }

  private func may(_ session: RoleSession, _ right: Right) -> Bool {
    let managed =
      right.action == "iam:PassRole"
      ? ManagedPolicy.passingTaskRoles
      : CloudAPI.isReadOnly(service: "ecs", operation: String(right.action.dropFirst(4)))
        ? ManagedPolicy.lookingAtECS : ManagedPolicy.usingECS
    return identity.role(session.role)?.may(right.action, on: right.resource, byManaged: managed) ?? false
  }

  private typealias Right = (action: String, resource: String)

  /// In the order in which they are asked for.
  private func rights(for request: ServiceRequest) -> [Right] {
    let resource = resource(of: request)
    var rights: [Right] = [("ecs:\(request.operation)", resource)]
    let isTagged = request.input["tags"]?.list?.isEmpty == false
    if isTagged, request.operation != "TagResource",
      effectiveAccountSetting("tagResourceAuthorization", of: request.principal) == "on"
    {
      rights.append(("ecs:TagResource", made(by: request) ?? resource))
    }
    return rights + passedRoles(of: request).map { ("iam:PassRole", roleARN($0)) }
  }

  // MARK: - Resources

  /// What the operation is about; `*` for operations that know no resource.
  private func resource(of request: ServiceRequest) -> String {
    let input = request.input
    func text(_ member: String) -> String? { input[member]?.string }
    let cluster = lastPart(text("cluster") ?? "default")
    switch request.operation {
    case "RunTask", "StartTask": return definitionARN(text("taskDefinition")) ?? "*"
    case "CreateService", "UpdateService", "DeleteService", "DescribeServices", "CreateTaskSet", "DeleteTaskSet",
      "UpdateTaskSet", "DescribeTaskSets", "UpdateServicePrimaryTaskSet":
      let reference = text("serviceName") ?? text("service") ?? input["services"]?.list?.first?.string
      return reference.map { arn(service: "ecs", "service/\(cluster)/\(lastPart($0))") } ?? "*"
    case "StopTask", "ExecuteCommand", "DescribeTasks", "GetTaskProtection", "UpdateTaskProtection":
      let reference = text("task") ?? input["tasks"]?.list?.first?.string
      return reference.map { arn(service: "ecs", "task/\(cluster)/\(lastPart($0))") } ?? "*"
    case "UpdateCluster", "UpdateClusterSettings", "DeleteCluster", "PutClusterCapacityProviders", "DescribeClusters":
      let reference = text("cluster") ?? input["clusters"]?.list?.first?.string ?? "default"
      return arn(service: "ecs", "cluster/\(lastPart(reference))")
    case "TagResource", "UntagResource", "ListTagsForResource": return text("resourceArn") ?? "*"
    default: return "*"
    }
  }

  /// What the operation makes, which has no name of its own yet where ECS gives it.
  private func made(by request: ServiceRequest) -> String? {
    let input = request.input
    let cluster = lastPart(input["cluster"]?.string ?? "default")
    switch request.operation {
    case "CreateCluster": return arn(service: "ecs", "cluster/\(input["clusterName"]?.string ?? "default")")
    case "RunTask", "StartTask": return arn(service: "ecs", "task/\(cluster)/*")
    case "RegisterTaskDefinition": return arn(service: "ecs", "task-definition/\(input["family"]?.string ?? ""):*")
    case "RegisterContainerInstance": return arn(service: "ecs", "container-instance/\(cluster)/*")
    case "CreateCapacityProvider": return arn(service: "ecs", "capacity-provider/\(input["name"]?.string ?? "")")
    default: return nil
    }
  }

  private func definitionARN(_ reference: String?) -> String? {
    reference.flatMap { try? taskDefinition(toRun: $0) }.map { arn(ofTaskDefinition: $0.family, $0.revision) }
  }

  private func lastPart(_ reference: String) -> String {
    reference.split(separator: "/").last.map(String.init) ?? reference
  }

  // MARK: - Roles

  /// Those that the request names, then those that its task definition brings.
  private func passedRoles(of request: ServiceRequest) -> [String] {
    var roles: [String] = []
    Self.collectRoles(in: .object(request.input), into: &roles)
    let overrides = request.input["overrides"]
    if let definition = request.input["taskDefinition"]?.string.flatMap({ try? taskDefinition(toRun: $0) }) {
      if overrides?["taskRoleArn"] == nil, let role = definition.taskRoleARN { roles.append(role) }
      if overrides?["executionRoleArn"] == nil, let role = definition.executionRoleARN { roles.append(role) }
    }
    return roles
  }

  private static let roleMembers: Set = [
    "taskRoleArn", "executionRoleArn", "infrastructureRoleArn", "roleArn", "role",
  ]

  private static func collectRoles(in document: Document, into roles: inout [String]) {
    switch document {
    case .object(let object):
      for member in object.members {
        if roleMembers.contains(member.key), let role = member.value.string {
          roles.append(role)
        } else {
          collectRoles(in: member.value, into: &roles)
        }
      }
    case .list(let elements): for element in elements { collectRoles(in: element, into: &roles) }
    case .null, .boolean, .integer, .decimal, .string: break
    }
  }
}
