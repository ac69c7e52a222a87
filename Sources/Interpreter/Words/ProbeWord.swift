/// `probe FROM -> TO:PORT`: whether a connection would be made, and what stands in its way.
///
/// In: two ends: `internet`, a service, a task, a load balancer. Out: one line a step, and the verdict as the exit code.
/// Sends nothing, changes nothing, costs no time.
import Cloud
import Workspace

extension Session {
  static let probeUsage = "probe FROM -> TO:PORT, as in `probe internet -> web:80` or `probe api -> 0f3c:8080`"

  func probe(_ arguments: [String]) -> CommandOutput {
    var words: [String] = []
    var options: [(name: String, value: String)] = []
    var rest = arguments.filter { $0 != "->" }[...]
    while let word = rest.popFirst() {
      if ["-H", "-X"].contains(word), let value = rest.popFirst() {
        options.append((word, value))
      } else {
        words.append(word)
      }
    }
    let authority = words.count == 2 ? words[1].prefix { $0 != "/" } : ""
    guard words.count == 2, let colon = authority.lastIndex(of: ":"),
      let port = Int(authority[authority.index(after: colon)...]),
      (1...65_535).contains(port)
    else { return .complaint("probe: use it like this: \(Self.probeUsage)", exitCode: 2) }
    do throws(WorkspaceError) { try sandbox.catchUp() } catch { return .complaint("probe: \(error.message)") }
    let region = sandbox.world.present(regionName)
    guard let source = region.end(called: words[0]) else { return unknownSubject("probe", words[0]) }
    let name = String(authority[..<colon])
    guard let destination = region.end(called: name), destination != .internet else {
      return unknownSubject("probe", name)
    }
    var request = LoadBalancing.WebRequest(
      host: region.hostName(of: destination) ?? name, target: String(words[1].dropFirst(authority.count)))
    if name.contains(".") { request.host = name }
    request.source = region.address(of: source)
    for (option, value) in options {
      if option == "-X" { request.method = value }
      guard option == "-X" || request.add(header: value) else {
        return .complaint("probe: '\(value)' is no header: -H 'NAME: VALUE'", exitCode: 2)
      }
    }
    let test = region.testConnection(from: source, to: destination, port: port, request: request)
    let lines = test.steps.flatMap { step in
      ["\(Self.sign(step.verdict)) \(step.sentence)"] + (step.wayOut.map { ["      \($0)"] } ?? [])
    }
    let verdict = test.isOpen ? "A connection would be made." : "No connection would be made."
    return CommandOutput((lines + [verdict]).map { $0 + "\n" }.joined(), exitCode: test.isOpen ? 0 : 1)
  }

  private static func sign(_ verdict: ConnectionTest.Verdict) -> String {
    switch verdict {
    case .passes: "[ok]"
    case .fails: "[no]"
    case .unknown: "[ ?]"
    }
  }
}

extension Region {
  fileprivate func hostName(of end: ConnectionTest.End) -> String? {
    switch end {
    case .loadBalancer(let arn): loadBalancing.loadBalancers[arn]?.dnsName
    case .internet, .task, .classicLoadBalancer: nil
    }
  }
  fileprivate func address(of end: ConnectionTest.End) -> String? {
    switch end {
    case .task(let id): ecs.tasks[id]?.attachment?.privateIPv4Address
    case .internet, .loadBalancer, .classicLoadBalancer: nil
    }
  }

  /// A service stands for one of its tasks: one that runs, where there is one.
  fileprivate func end(called name: String) -> ConnectionTest.End? {
    if name == "internet" { return .internet }
    if let balancer = loadBalancer(called: name) { return balancer }
    if let key = ecs.services.keys.first(where: { $0.name == name }) {
      let tasks = ecs.tasks.all(ofService: key)
      return (tasks.first { $0.lastStatus == .running } ?? tasks.last).map { .task($0.id) }
    }
    guard name.count >= 4 else { return nil }
    for cluster in ecs.clusters.keys {
      if let id = ecs.tasks.ids(inCluster: cluster).first(where: { $0.hasPrefix(name) }) { return .task(id) }
    }
    return nil
  }
}
