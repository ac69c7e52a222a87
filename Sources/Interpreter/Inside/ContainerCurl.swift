/// `curl` inside a container: whether something answers, the task metadata, the task's protection from scale-in.
///
/// In: arguments, the container, the world around it. Out: what curl prints, with curl's exit codes. Sends nothing but
/// what the agent asks ECS for in the task's name. An answer's body is not known here, so a short text stands for it.
/// Source: curl(1), exit codes 3, 6, 7, 28, 52; ECS Developer Guide, "Amazon ECS task metadata endpoint version 4",
/// "Amazon ECS task scale-in protection endpoint"; the agent's `tmds/handlers/taskprotection` for that endpoint's errors.
import Cloud
import CloudAPI
import Documents

struct ContainerCurl {
  let inside: ContainerInside
  let world: ContainerWorld
  private let region: Region

  init(inside: ContainerInside, world: ContainerWorld) {
    self.inside = inside
    self.world = world
    region = world.region()
  }

  func run(_ typed: [String]) -> CommandOutput {
    let arguments = typed.flatMap(Self.parted)
    guard let target = Self.target(of: arguments) else {
      return CommandOutput(error: "curl: try 'curl --help' for more information\n", exitCode: 2)
    }
    guard let place = Place(target) else {
      return CommandOutput(error: "curl: (3) URL rejected: Malformed input to a URL function\n", exitCode: 3)
    }
    if place.host == "169.254.170.2" {
      return place.path.hasPrefix("/api/") ? agent(place.path, arguments) : metadata(place.path)
    }
    if ["localhost", "127.0.0.1", inside.hostName, inside.address].contains(place.host) {
      let task = region.ecs.tasks[inside.task.id] ?? inside.task
      if region.hangsInside(task, port: place.port) { return timedOut(place) }
      return region.answersInside(task, port: place.port) ? answered(arguments) : refused(place)
    }
    let route = region.serviceConnectRoute(place.host, port: place.port, for: inside.task)
    if let route, route.task == nil { return ended(.noTask, speaksHTTP: route.speaksHTTP, arguments) }
    let port = route?.port ?? place.port
    guard let end = route?.task.map(ConnectionTest.End.task) ?? end(place.host, port: place.port) else {
      return unresolved(place)
    }
    let request = request(place, arguments)
    let test = region.testConnection(from: .task(inside.task.id), to: end, port: port, request: request)
    if test.isOpen {
      if let answer = test.answer { return shown(answer, arguments) }
      if case .loadBalancer(let arn) = end,
        let status = region.latticeStatus(
          arn, port: place.port,
          VPCLattice.Request(
            method: request.method, path: request.path, headers: request.headers.map { ($0.name, $0.value) }))
      {
        return answered(arguments, status: status)
      }
      return answered(arguments)
    }
    let isSilent = test.steps.contains { $0.verdict == .fails && !$0.sentence.hasPrefix("nothing in it listens") }
    if let route {
      let hangs = test.steps.contains { $0.verdict == .fails && $0.sentence.contains("hangs in a write") }
      let failure: ECS.ProxyFailure = hangs ? .noAnswer : isSilent ? .timedOut : .refused
      return ended(failure, speaksHTTP: route.speaksHTTP, arguments)
    }
    if !isSilent, case .task(let id) = end, let task = region.ecs.tasks[id],
      let ingress = region.ingress(of: task, at: port)
    {
      return ended(.refused, speaksHTTP: ingress.speaksHTTP, arguments)
    }
    return isSilent ? timedOut(place) : refused(place)
  }

  /// `-sI` is `-s -I`; the last of such letters may take a value: `-so /dev/null`.
  private static func parted(_ word: String) -> [String] {
    guard word.hasPrefix("-"), !word.hasPrefix("--"), word.count > 2,
      word.dropFirst().dropLast().allSatisfy(flags.contains), word.last.map({ $0.isLetter || $0.isNumber }) == true
    else { return [word] }
    return word.dropFirst().map { "-\($0)" }
  }
  /// Letters of options without a value.
  private static let flags = "sSfIkLvigG46"

  /// The last word that is no option and no option's value.
  private static func target(of arguments: [String]) -> String? {
    arguments.indices.last { index in
      !arguments[index].hasPrefix("-") && (index == 0 || !optionsWithValue.contains(arguments[index - 1]))
    }.map { arguments[$0] }
  }
  private static let optionsWithValue: Set = [
    "-X", "--request", "-H", "--header", "-d", "--data", "--data-raw", "--data-binary", "--json", "-o", "--output",
    "-m", "--max-time", "--connect-timeout",
    "-w", "--write-out", "--retry",
  ]

  private func answered(_ arguments: [String], status: Int = 200) -> CommandOutput {
    let word = Self.statusWords[status] ?? (status < 400 ? "OK" : "Error")
    let isHead = arguments.contains { ["-I", "--head"].contains($0) }
    return CommandOutput((isHead ? "HTTP/1.1 \(status) \(word)" : status == 200 ? word : "\(status) \(word)") + "\n")
  }
  private static let statusWords = [
    200: "OK", 404: "Not Found", 403: "Forbidden", 500: "Internal Server Error", 503: "Service Unavailable",
    504: "Gateway Timeout",
  ]

  /// What a load balancer's rules can see of it.
  private func request(_ place: Place, _ arguments: [String]) -> LoadBalancing.WebRequest {
    var request = LoadBalancing.WebRequest(host: place.host, target: place.path)
    request.source = inside.address
    if arguments.contains(where: { ["-d", "--data"].contains($0) }) { request.method = "POST" }
    if arguments.contains(where: { ["-I", "--head"].contains($0) }) { request.method = "HEAD" }
    for (option, value) in zip(arguments, arguments.dropFirst()) {
      if ["-X", "--request"].contains(option) { request.method = value }
      if ["-H", "--header"].contains(option) { _ = request.add(header: value) }
    }
    return request
  }

  private func shown(_ answer: ConnectionTest.Answer, _ arguments: [String]) -> CommandOutput {
    let isHead = arguments.contains { ["-I", "--head"].contains($0) }
    return isHead || answer.body.isEmpty
      ? answered(arguments, status: answer.status) : CommandOutput(answer.body + "\n")
  }

  /// The connection ended in a proxy of Service Connect, which was there to take it. [SIM] One that does not speak HTTP
  /// closes it before a byte comes back.
  private func ended(_ failure: ECS.ProxyFailure, speaksHTTP: Bool, _ arguments: [String]) -> CommandOutput {
    speaksHTTP
      ? shown(failure.answer, arguments) : CommandOutput(error: "curl: (52) Empty reply from server\n", exitCode: 52)
  }

  private func unresolved(_ place: Place) -> CommandOutput {
    let why =
      region.whyUnknown(place.host, in: inside.task)
      ?? "found inside a container: localhost, addresses of tasks and of their hosts, names of Service Connect that were "
      + "there before the task's deployment, names of Cloud Map, load balancers, services of VPC Lattice; other names are "
      + "not simulated yet"
    return CommandOutput(error: "curl: (6) Could not resolve host: \(place.host)\n(\(why))\n", exitCode: 6)
  }

  private func timedOut(_ place: Place) -> CommandOutput {
    CommandOutput(
      error: "curl: (28) Failed to connect to \(place.host) port \(place.port) after 130000 ms: Connection timed out\n",
      exitCode: 28)
  }

  private func refused(_ place: Place) -> CommandOutput {
    CommandOutput(
      error: "curl: (7) Failed to connect to \(place.host) port \(place.port) after 0 ms: Connection refused\n",
      exitCode: 7)
  }

  private func end(_ host: String, port: Int) -> ConnectionTest.End? {
    if let balancer = region.loadBalancer(atDNSName: host) { return balancer }
    if let task = region.task(atDNSName: host) { return .task(task) }
    for cluster in region.ecs.clusters.keys {
      let found = region.ecs.tasks.ids(inCluster: cluster).first {
        region.ecs.tasks[$0]?.attachment?.privateIPv4Address == host && region.ecs.tasks[$0]?.lastStatus != .stopped
      }
      if let found { return .task(found) }
    }
    return region.task(atHost: host, port: port).map(ConnectionTest.End.task)
  }

  // MARK: The agent's own endpoint

  private func agent(_ path: String, _ arguments: [String]) -> CommandOutput {
    let parts = path.split(separator: "/", omittingEmptySubsequences: false).dropFirst()
    guard parts.count == 5, parts.dropFirst(2) == ["task-protection", "v1", "state"] else {
      return CommandOutput("404 page not found\n")
    }
    let task = region.ecs.tasks[inside.task.id] ?? inside.task
    let isKnown = task.containers.contains { ($0.runtimeID ?? $0.id) == parts[2] }
    let body = Self.value(of: ["-d", "--data", "--data-raw", "--data-binary", "--json"], in: arguments)
    let method = Self.value(of: ["-X", "--request"], in: arguments) ?? (body == nil ? "GET" : "POST")
    let answer: Document
    switch method {
    case "GET": answer = isKnown ? region.protectionAnswer(task) : unknownTask
    case "PUT": answer = protect(task, isKnown: isKnown, body ?? "", typed: arguments)
    // The agent's answer to another method has no body.
    default: return CommandOutput()
    }
    return CommandOutput(answer.written(.compact) + "\n")
  }

  private var unknownTask: Document {
    region.protectionError("ResourceNotFoundException", "Failed to find a task for the request", nil)
  }

  private func protect(_ task: ECS.Task, isKnown: Bool, _ body: String, typed: [String]) -> Document {
    guard let wish = ProtectionWish(body) else {
      return region.protectionError(
        "InvalidParameterException", "UpdateTaskProtection: failed to decode request", nil)
    }
    guard isKnown else { return unknownTask }
    guard let isProtected = wish.isProtected else {
      return region.protectionError(
        "InvalidParameterException", "Invalid request: does not contain 'ProtectionEnabled' field", task)
    }
    if let refusal = region.protectionRefusal(task, asking: "ecs:UpdateTaskProtection") { return refusal }
    var input: Document.Object = [
      "cluster": .string(task.cluster), "tasks": [.string(task.id)], "protectionEnabled": .boolean(isProtected),
    ]
    if isProtected, let minutes = wish.minutes { input["expiresInMinutes"] = .integer(minutes) }
    let request = ServiceRequest(
      operation: "UpdateTaskProtection", region: region.name, principal: region.principal(inside: task), input: input)
    switch world.perform(request, "curl " + typed.joined(separator: " ")) {
    case .failure(let failure): return region.protectionError(failure.code, failure.message ?? "", task)
    case .success(let reply):
      if let failure = reply["failures"]?[0] {
        return [
          "failure": [
            "Arn": failure["arn"] ?? .null, "Detail": failure["detail"] ?? .null, "Reason": failure["reason"] ?? .null,
          ]
        ]
      }
      let now = world.region()
      return now.protectionDocument(now.ecs.tasks[task.id] ?? task)
    }
  }

  /// The last value that one of the options has: `-X PUT`, `-XPUT`.
  private static func value(of options: [String], in arguments: [String]) -> String? {
    var value: String?
    for (index, argument) in arguments.enumerated() {
      if options.contains(argument), index + 1 < arguments.count { value = arguments[index + 1] }
      if let short = options.first, argument.hasPrefix(short), argument != short {
        value = String(argument.dropFirst(short.count))
      }
    }
    return value
  }

  /// What a process writes to the endpoint, read as Go reads it: names in letters of either case, no others, null as
  /// absent.
  private struct ProtectionWish {
    var isProtected: Bool?
    var minutes: Int?

    init?(_ text: String) {
      guard let document = try? DocumentReader.read(text) else { return nil }
      guard document != .null else { return }
      guard let members = document.object?.members else { return nil }
      for member in members where !member.value.isNull {
        switch (member.key.lowercased(), member.value) {
        case ("protectionenabled", .boolean(let flag)): isProtected = flag
        case ("expiresinminutes", .integer(let number)): minutes = number
        default: return nil
        }
      }
      guard members.allSatisfy({ ["protectionenabled", "expiresinminutes"].contains($0.key.lowercased()) }) else {
        return nil
      }
    }
  }

  /// The container's own document, or with `/task` that of its task.
  private func metadata(_ path: String) -> CommandOutput {
    guard path.hasPrefix("/v4/") else { return CommandOutput("404 page not found\n") }
    let task = inside.task
    let containers = task.containers.map { container -> Document in
      var document: Document.Object = [
        "Name": .string(container.name), "Image": .string(container.image),
        "DesiredStatus": .string(task.desiredStatus.rawValue), "KnownStatus": .string(container.lastStatus.rawValue),
      ]
      document["RestartCount"] = region.inside(container.name, of: task)?.restartCount.map { .integer($0) }
      return .object(document)
    }
    if path.hasSuffix("/task") {
      let document: Document = [
        "Cluster": .string(task.cluster), "Family": .string(task.family), "Revision": .string("\(task.revision)"),
        "DesiredStatus": .string(task.desiredStatus.rawValue), "KnownStatus": .string(task.lastStatus.rawValue),
        "Containers": .list(containers),
      ]
      return CommandOutput(document.written(.compact) + "\n")
    }
    let own = zip(task.containers, containers).first { $0.0.name == inside.container }?.1 ?? [:]
    return CommandOutput(own.written(.compact) + "\n")
  }

  /// Where a URL leads.
  private struct Place {
    let host: String
    let port: Int
    let path: String

    init?(_ text: String) {
      let isSecure = text.hasPrefix("https://")
      let rest = text.dropFirst(isSecure ? 8 : text.hasPrefix("http://") ? 7 : 0)
      let authority = rest.prefix { $0 != "/" && $0 != "?" }
      path = String(rest.dropFirst(authority.count))
      let parts = authority.split(separator: ":", omittingEmptySubsequences: false)
      guard let name = parts.first, !name.isEmpty, parts.count <= 2 else { return nil }
      host = String(name)
      guard parts.count == 2 else {
        port = isSecure ? 443 : 80
        return
      }
      guard let number = Int(parts[1]), (1...65_535).contains(number) else { return nil }
      port = number
    }
  }
}
