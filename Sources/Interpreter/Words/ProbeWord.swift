/// `probe FROM -> TO:PORT`: whether a connection would be made, and what stands in its way.
///
/// In: two ends: `internet`, a service, a task, a load balancer. Out: one line a step, and the verdict as the exit code.
/// Sends nothing, changes nothing, costs no time.
import Cloud
import Workspace

extension Session {
  static let probeUsage = "probe FROM -> TO:PORT, as in `probe internet -> web:80` or `probe api -> 0f3c:8080`"

  func probe(_ arguments: [String]) -> CommandOutput {
    let words = arguments.filter { $0 != "->" }
    guard words.count == 2, let colon = words[1].lastIndex(of: ":"),
      let port = Int(words[1][words[1].index(after: colon)...]),
      (1...65_535).contains(port)
    else { return .complaint("probe: use it like this: \(Self.probeUsage)", exitCode: 2) }
    do throws(WorkspaceError) { try sandbox.catchUp() } catch { return .complaint("probe: \(error.message)") }
    guard let region = sandbox.world.regions[regionName] else { return unknownSubject("probe", words[0]) }
    guard let source = region.end(called: words[0]) else { return unknownSubject("probe", words[0]) }
    let name = String(words[1][..<colon])
    guard let destination = region.end(called: name), destination != .internet else {
      return unknownSubject("probe", name)
    }
    let test = region.testConnection(from: source, to: destination, port: port)
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
