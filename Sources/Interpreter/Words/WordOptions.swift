/// What may follow the interpreter's own words: for completion.
///
/// In: the words of a line before the one at the cursor. Out: texts, unfiltered. Reads the world as it is; changes nothing.
import Cloud
import Workspace

extension Session {
  package func options(after words: [String]) -> [String] {
    guard let first = words.first else { return [] }
    switch (first, words.count) {
    case ("timeline", _): return subjectNames + ["all"]
    case ("why", 1): return subjectNames + taskNames
    case ("fork", 1): return ["back", "keep", "list"] + forkNames
    case ("diff", 1): return ["last"] + forkNames
    case ("probe", 1): return ["internet"] + serviceNames + loadBalancerNames
    case ("probe", 2) where words[1] != "->": return ["->"]
    case ("probe", 2), ("probe", 3): return (serviceNames + loadBalancerNames).map { $0 + ":" }
    case ("plan", 1): return ["aws", "inject"]
    case ("explain", 1): return Self.glossaryFields
    case ("transcript", 1): return ["--script"]
    case ("set", 1): return ["-e", "-u", "-x", "-o", "+e", "+u", "+x", "-euo"]
    case ("set", 2) where words[1].hasSuffix("o"): return ShellOptions.names
    case ("unset", _), ("export", _): return variables.keys.sorted()
    case ("inject", 1): return ["help"] + FaultCatalogue.names
    case ("inject", 2) where words[1] == "help": return FaultCatalogue.names
    case ("source", 1), (".", 1), ("bash", 1), ("sh", 1), ("less", _), ("tee", _), ("head", _), ("tail", _), ("wc", _),
      ("sort", _), ("uniq", _), ("cut", _), ("edit", 1):
      return fileNames
    case ("grep", 2...): return fileNames
    case (_, _): return []
    }
  }

  private var ecs: ECS.State? { sandbox.world.regions[regionName]?.ecs }
  private var serviceNames: [String] { ecs?.services.values.filter { $0.status != .inactive }.map(\.key.name) ?? [] }
  private var taskNames: [String] {
    ecs?.clusters.keys.flatMap { ecs?.tasks.ids(inCluster: $0).map { String($0.prefix(8)) } ?? [] } ?? []
  }
  private var subjectNames: [String] { serviceNames + (ecs?.clusters.keys.elements ?? []) }
  private var loadBalancerNames: [String] {
    guard let balancing = sandbox.world.regions[regionName]?.loadBalancing else { return [] }
    return balancing.loadBalancers.values.map(\.name) + balancing.classicLoadBalancers.keys
  }
  private var fileNames: [String] {
    do throws(WorkspaceError) { return try sandbox.files.list().map(\.name) } catch { return [] }
  }
  private var forkNames: [String] {
    do throws(WorkspaceError) { return try sandbox.forkNames() } catch { return [] }
  }
}
