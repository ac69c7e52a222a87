/// The map of a cluster as text.
///
/// In: a `ClusterMap`. Out: lines, a tree of clusters, services, tasks and container instances.
import Interpreter
import Text

extension Canvas {
  package func map(_ map: ClusterMap) -> [String] {
    var lines: [StyledText] = []
    if map.clusters.isEmpty {
      let how = "There is no cluster in \(map.region) yet. `aws ecs create-cluster --cluster-name NAME` makes one."
      lines += Wrapping.wrap(StyledText(how), columns: proseColumns)
    }
    for cluster in map.clusters {
      if !lines.isEmpty { lines.append(StyledText()) }
      lines += clusterLines(cluster)
    }
    if !map.families.isEmpty {
      lines += [StyledText(), StyledText("task definitions", .bold)]
      lines += map.families.map { family in
        let revisions = family.activeRevisions.suffix(6).map(String.init).joined(separator: ", ")
        let more = family.activeRevisions.count > 6 ? "… " : ""
        return StyledText("  ") + StyledText(family.name, .cyan) + StyledText("  revisions \(more)\(revisions)")
      }
    }
    // Read aloud or piped, nothing is cut off.
    return rendered(isPlain ? lines : lines.map { $0.truncated(to: columns - 1) })
  }

  private func clusterLines(_ cluster: ClusterMap.Cluster) -> [StyledText] {
    var lines = [StyledText("cluster ", .dim) + StyledText(cluster.name, [.bold, .green])]
    var branches: [[StyledText]] = cluster.services.map(serviceLines)
    if !cluster.tasks.isEmpty {
      branches.append(
        [StyledText("tasks on their own", .dim)] + cluster.tasks.map { StyledText("    ") + taskLine($0) })
    }
    branches += cluster.instances.map(instanceLines)
    if branches.isEmpty { branches = [[StyledText("(nothing runs here yet)", .dim)]] }
    for (index, branch) in branches.enumerated() {
      let isLast = index == branches.count - 1
      for (row, line) in branch.enumerated() {
        let stem = isPlain ? "  " : row == 0 ? "  +-- " : isLast ? "      " : "  |   "
        lines.append(StyledText(stem, .dim) + line)
      }
    }
    return lines
  }

  private func serviceLines(_ service: ClusterMap.Service) -> [StyledText] {
    let status = service.status == "ACTIVE" ? "" : "  \(service.status)"
    let counts =
      "  wants \(service.desired), running \(service.running)"
      + (service.pending > 0 ? ", pending \(service.pending)" : "")
    let deployments = service.deployments > 1 ? "  (\(service.deployments) deployments)" : ""
    let head =
      StyledText("service ", .dim) + StyledText(service.name, .bold) + StyledText("  \(service.taskDefinition)", .cyan)
    return [head + StyledText(counts + status) + StyledText(deployments, .yellow)]
      + service.tasks.map { StyledText("    ") + taskLine($0) }
  }

  private func taskLine(_ task: ClusterMap.Task) -> StyledText {
    let style: Style =
      switch task.status {
      case "RUNNING": .green
      case "STOPPED": .dim
      default: .yellow
      }
    return StyledText("task ", .dim) + StyledText(String(task.id.prefix(8))) + StyledText("  ")
      + StyledText(task.status.padded(to: 14), style) + StyledText(task.taskDefinition, .cyan)
      + StyledText(task.launchType.map { "  \($0)" } ?? "", .dim) + StyledText(task.host.map { " \($0)" } ?? "")
      + StyledText(task.health.map { "  \($0)" } ?? "")
      + StyledText(task.stoppedReason.map { "  \($0)" } ?? "", .dim)
  }

  /// What is free stands below where the screen is narrow.
  private func instanceLines(_ instance: ClusterMap.Instance) -> [StyledText] {
    let what =
      StyledText("instance ", .dim) + StyledText(instance.id, .bold)
      + StyledText("  \(instance.place)  \(instance.status)")
    let load = StyledText(
      "\(instance.tasks) \(instance.tasks == 1 ? "task" : "tasks"), \(instance.freeCPUUnits) CPU units and "
        + "\(instance.freeMemoryMiB) MiB free")
    let stem = 6
    let isOneLine = isPlain || stem + what.width + 2 + load.width < columns
    return isOneLine ? [what + StyledText("  ") + load] : [what, StyledText("    ") + load]
  }
}
