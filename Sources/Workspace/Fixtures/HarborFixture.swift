/// The fixture `harbor`: the company of the course, before any service runs.
///
/// Cluster `harbor`, three public subnets, security group `sg-web`, roles, the company's images and the task
/// definitions `web:1`, `web:2`, `api:1` and `worker:1` for Fargate. Tag 1.5 of web does not exist, tag 1.2 of api ends
/// at once unless its environment says ORDERS_URL, and tag 1.3 of api takes most of a task's memory: lessons need them.
enum HarborFixture {
  static let text = """
    format: drydock-fixture/1
    summary: The company Harbor - cluster, network, roles, images and task definitions; no service yet
    pace: 5s
    network:
      vpcs:
        - {id: vpc-harbor, cidr: 10.0.0.0/16}
      subnets:
        - {id: subnet-quay-a, vpc: vpc-harbor, zone: a, cidr: 10.0.1.0/24, maps-public-ip: true, route: internet}
        - {id: subnet-quay-b, vpc: vpc-harbor, zone: b, cidr: 10.0.2.0/24, maps-public-ip: true, route: internet}
        - {id: subnet-quay-c, vpc: vpc-harbor, zone: c, cidr: 10.0.3.0/24, maps-public-ip: true, route: internet}
      security-groups:
        - {id: sg-default, vpc: vpc-harbor, name: default}
        - {id: sg-web, vpc: vpc-harbor, name: web, ingress: [80]}
    roles:
    \(CommonPlan.roles)
      - {name: harborTaskRole, trusts: [ecs-tasks.amazonaws.com], policies: [AmazonSSMManagedInstanceCore]}
    images:
      registry.example/harbor/web:
    \(web("1.0"))
    \(web("1.1"))
    \(web("1.2"))
      registry.example/harbor/api:
    \(api("1.0"))
    \(api("1.1"))
    \(api("1.2", more: ", requires-environment: [ORDERS_URL]"))
    \(api("1.3", memory: 460))
      registry.example/harbor/worker:
    \(worker("1.0"))
    \(worker("1.1"))
      registry.example/harbor/router:
    \(router("1.0"))
      registry.example/harbor/agent:
    \(agent("1.0"))
    \(agent("1.1"))
    \(CommonPlan.publicImages)
    commands:
      - {operation: CreateCluster, input: {clusterName: harbor}}
    \(register("web", image: "web:1.0", port: 80))
    \(register("web", image: "web:1.1", port: 80))
    \(register("api", image: "api:1.0", port: 8080))
    \(register("worker", image: "worker:1.0", port: nil))
    """

  private static func web(_ tag: String) -> String {
    """
        "\(tag)": {size-mb: 80, listens-on: [80], ready-after: 2s, uses-memory-mib: 120, executables: [web],
                log: [web \(tag) starts, web \(tag) listens on port 80]}
    """
  }

  private static func api(_ tag: String, memory: Int = 200, more: String = "") -> String {
    """
        "\(tag)": {size-mb: 120, listens-on: [8080], ready-after: 3s, uses-memory-mib: \(memory), executables: [api],
                log: [api \(tag) starts, api \(tag) listens on port 8080]\(more)}
    """
  }

  private static func worker(_ tag: String) -> String {
    """
        "\(tag)": {size-mb: 100, uses-memory-mib: 150, executables: [worker],
                log: [worker \(tag) starts, worker \(tag) sorts photos]}
    """
  }

  /// Takes the logs of the containers beside it.
  private static func router(_ tag: String) -> String {
    """
        "\(tag)": {size-mb: 40, listens-on: [2020], ready-after: 5s, uses-memory-mib: 40, executables: [router],
                log: [router \(tag) starts, router \(tag) takes logs]}
    """
  }

  /// One on each machine: collects what the machine has to say.
  private static func agent(_ tag: String) -> String {
    """
        "\(tag)": {size-mb: 60, uses-memory-mib: 90, executables: [agent],
                log: [agent \(tag) starts, agent \(tag) collects]}
    """
  }

  private static func register(_ family: String, image: String, port: Int?) -> String {
    let ports = port.map { ", portMappings: [{containerPort: \($0), protocol: tcp}]" } ?? ""
    return """
        - operation: RegisterTaskDefinition
          input:
            family: \(family)
            networkMode: awsvpc
            requiresCompatibilities: [FARGATE]
            cpu: "256"
            memory: "512"
            containerDefinitions:
              - {name: \(family), image: "registry.example/harbor/\(image)", essential: true\(ports)}
      """
  }
}
