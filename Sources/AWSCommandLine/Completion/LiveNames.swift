/// What completion asks of the world: names of things, each with a line of how it stands.
///
/// In: nothing. Out: the vocabulary between completion and whoever knows a world. Knows no cloud.
import ServiceModels

/// Things of the world whose names an option can take.
package enum LiveResource: String, Hashable, Sendable, CaseIterable {
  case cluster, service, task, taskDefinition, family, container, containerInstance, capacityProvider, resource
  case subnet, securityGroup, networkInterface, vpc, targetGroup, loadBalancer, classicLoadBalancer, listener, role,
    logGroup, logStream
  case repository, region, application, deploymentGroup, deployment, rule
  case latticeGroup, latticeService, launchTemplate, routeTable
}

package struct LiveName: Hashable, Sendable {
  package let name: String
  /// How it stands: "ACTIVE, 2 services". Empty where there is nothing to say.
  package let state: String

  package init(_ name: String, _ state: String = "") {
    self.name = name
    self.state = state
  }
}

package struct LiveNames {
  /// The names of things; `context` holds the values already typed, by option: `["--cluster": "demo"]`.
  package var names: (_ resource: LiveResource, _ context: [String: String]) -> [LiveName]
  /// Paths of files that begin with what is typed after `file://`.
  package var files: (_ prefix: String) -> [LiveName]

  package init(
    names: @escaping (_ resource: LiveResource, _ context: [String: String]) -> [LiveName] = { _, _ in [] },
    files: @escaping (_ prefix: String) -> [LiveName] = { _ in [] }
  ) {
    self.names = names
    self.files = files
  }
}

/// Which members take names of things in the world.
enum LiveMember {
  /// - Parameter shape: the structure that the member stands in, where that is not the operation's input.
  static func resource(_ member: String, in shape: String?, operation: Operation) -> LiveResource? {
    switch member {
    case "name" where shape == "ContainerOverride": .container
    case "cluster", "clusters", "clusterArn": .cluster
    case "service" where operation.service == "ecs", "services" where operation.service == "ecs": .service
    case "serviceName" where operation.service == "ecs" && operation.name != "CreateService": .service
    case "task", "tasks": .task
    case "taskDefinition", "taskDefinitions": .taskDefinition
    case "family", "familyPrefix": .family
    case "container", "containerName", "sourceContainer": .container
    case "containerInstance", "containerInstances", "targetId": .containerInstance
    case "capacityProvider", "capacityProviders": .capacityProvider
    case "resourceArn": .resource
    case "subnets", "Subnets", "SubnetIds", "SubnetId": .subnet
    case "securityGroups", "SecurityGroups", "GroupIds", "GroupId", "SecurityGroupIds": .securityGroup
    case "NetworkInterfaceIds": .networkInterface
    case "VpcId", "VpcIds": .vpc
    case "targetGroupArn" where shape == "VpcLatticeConfiguration": .latticeGroup
    case "targetGroupIdentifier": .latticeGroup
    case "serviceIdentifier": .latticeService
    case "LaunchTemplateName" where operation.name != "CreateLaunchTemplate": .launchTemplate
    case "LaunchTemplateNames": .launchTemplate
    case "RouteTableId", "RouteTableIds": .routeTable
    case "targetGroupArn", "TargetGroupArn", "TargetGroupArns": .targetGroup
    case "LoadBalancerArn", "LoadBalancerArns": .loadBalancer
    case "loadBalancerName": .classicLoadBalancer
    case "LoadBalancerName" where operation.service == "elb" && operation.name != "CreateLoadBalancer",
      "LoadBalancerNames":
      .classicLoadBalancer
    case "ListenerArn", "ListenerArns": .listener
    case "executionRoleArn", "taskRoleArn", "role", "RoleName": .role
    case "logGroupName", "logGroupNamePrefix": .logGroup
    case "logStreamName", "logStreamNames", "logStreamNamePrefix": .logStream
    case "repositoryName", "repositoryNames": .repository
    case "applicationName" where operation.name != "CreateApplication": .application
    case "deploymentGroupName" where operation.name != "CreateDeploymentGroup": .deploymentGroup
    case "deploymentId": .deployment
    case "Name" where operation.service == "events" && operation.name != "PutRule": .rule
    case "Rule" where operation.service == "events", "NamePrefix" where operation.service == "events": .rule
    default: nil
    }
  }
}

extension LiveResource {
  /// What it is, in a word or two.
  package var label: String {
    switch self {
    case .cluster: "Cluster"
    case .service: "Service"
    case .task: "Task"
    case .taskDefinition: "Task definition"
    case .family: "Task definition family"
    case .container: "Container"
    case .containerInstance: "Container instance"
    case .capacityProvider: "Capacity provider"
    case .resource: "Resource"
    case .subnet: "Subnet"
    case .securityGroup: "Security group"
    case .networkInterface: "Network interface"
    case .vpc: "Network"
    case .targetGroup: "Target group"
    case .loadBalancer: "Load balancer"
    case .classicLoadBalancer: "Classic Load Balancer"
    case .listener: "Listener"
    case .role: "Role"
    case .logGroup: "Log group"
    case .logStream: "Log stream"
    case .repository: "Repository"
    case .region: "Region"
    case .application: "Application"
    case .deploymentGroup: "Deployment group"
    case .deployment: "Deployment"
    case .rule: "Rule"
    case .latticeGroup: "Target group of VPC Lattice"
    case .latticeService: "Service of VPC Lattice"
    case .launchTemplate: "Launch template"
    case .routeTable: "Route table"
    }
  }
}
