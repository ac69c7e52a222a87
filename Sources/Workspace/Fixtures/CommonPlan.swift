/// What all fixtures compiled in have: the roles of an account that uses ECS, and the images that anybody may pull.
///
/// What an image does without a command follows its public description: servers listen, shells and interpreters without
/// a terminal end at once, postgres wants a password, images of Windows have a tag for each release. Sizes: runtime
/// sheet, section 1.5.
enum CommonPlan {
  /// Elements of `roles`.
  static let roles = """
      - {name: ecsTaskExecutionRole, trusts: [ecs-tasks.amazonaws.com], policies: [AmazonECSTaskExecutionRolePolicy]}
      - {name: AWSServiceRoleForECS, trusts: [ecs.amazonaws.com], policies: [AmazonECSServiceRolePolicy]}
    """

  /// Members of `images`.
  static let publicImages = [
    server("nginx", tags: ["latest", "stable", "alpine", "1.27", "1.28"], port: 80, says: "start worker processes"),
    server("public.ecr.aws/nginx/nginx", tags: ["latest", "stable"], port: 80, says: "start worker processes"),
    server("httpd", tags: ["latest", "2.4"], port: 80, says: "resuming normal operations"),
    server(
      "public.ecr.aws/docker/library/httpd", tags: ["latest", "2.4"], port: 80, says: "resuming normal operations"),
    server("amazon/amazon-ecs-sample", tags: ["latest"], port: 80, says: "resuming normal operations"),
    server("redis", tags: ["latest", "7", "8"], port: 6379, says: "Ready to accept connections"),
    server(
      "postgres", tags: ["latest", "16", "17"], port: 5432, says: "database system is ready to accept connections",
      more: ", ready-after: 4s, requires-environment: [POSTGRES_PASSWORD]"),
    server(
      "public.ecr.aws/cloudwatch-agent/cloudwatch-agent", tags: ["latest"], port: 25_888,
      says: "Everything is ready. Begin running and processing data."),
    program("busybox", tags: ["latest", "1.36"]),
    program("public.ecr.aws/docker/library/busybox", tags: ["latest", "1.36"]),
    program("alpine", tags: ["latest", "3.20"]),
    program("amazonlinux", tags: ["latest", "2023"]),
    program("public.ecr.aws/amazonlinux/amazonlinux", tags: ["latest", "2023"]),
    program("python", tags: ["latest", "3.12", "3.13"]),
    program("node", tags: ["latest", "20", "22"]),
    windows("mcr.microsoft.com/windows/servercore", prefix: "", behaviour: "exits-after: 0s, executables: [cmd]"),
    windows(
      "mcr.microsoft.com/windows/nanoserver", prefix: "",
      behaviour: "exits-after: 0s, executables: [cmd], lacks: [powershell]"),
    windows(
      "mcr.microsoft.com/windows/servercore/iis", prefix: "windowsservercore-",
      behaviour: "listens-on: [80], ready-after: 10s, log: [\"Service 'w3svc' started\"]"),
  ].joined(separator: "\n")

  private static func server(
    _ repository: String, tags: [String], port: Int, says line: String, more: String = ""
  ) -> String {
    let name = repository.split(separator: "/").last ?? ""
    return repositoryText(
      repository, tags: tags, behaviour: "listens-on: [\(port)], executables: [\(name)], log: [\(line)]\(more)")
  }

  private static func program(_ repository: String, tags: [String]) -> String {
    let name = repository.split(separator: "/").last ?? ""
    return repositoryText(repository, tags: tags, behaviour: "exits-after: 0s, executables: [\(name)]")
  }

  /// One tag for each release: an image runs on hosts of its own alone.
  private static func windows(_ repository: String, prefix: String, behaviour: String) -> String {
    let tags = ["ltsc2019", "ltsc2022", "ltsc2025"].map {
      "    \"\(prefix)\($0)\": {\(behaviour), windows: \($0), architectures: [X86_64], has-shell: false}"
    }
    return "  \(repository):\n" + tags.joined(separator: "\n")
  }

  private static func repositoryText(_ repository: String, tags: [String], behaviour: String) -> String {
    "  \(repository):\n" + tags.map { "    \"\($0)\": {\(behaviour)}" }.joined(separator: "\n")
  }
}
