/// Tab and `?`: what a line may go on with, from the service's tables, the live world and the shell's own words.
///
/// In: the line being edited. Out: candidates and help lines. Reads the world at the moment of the key; changes nothing.
import AWSCommandLine
import Cloud
import Course
import Interpreter
import ServiceModels
import Workspace

extension LearnerShell {
  func completions(_ line: EditedLine) -> Completions {
    let before = line.beforeCursor
    let start = Completion.wordStart(line: before, cursor: before.count)
    let partial = String(before.dropFirst(start))
    let scalars = before.prefix(start).unicodeScalars.count..<line.cursor
    let earlier = before.prefix(start).split(whereSeparator: \.isWhitespace).map(String.init)
    var candidates = ownCandidates(earlier: earlier, partial: partial)
    // `plan` stands before a command as it would be typed without it.
    let planned = earlier.first == "plan"
    let command = planned ? String(before.drop { $0.isWhitespace }.dropFirst(4)) : before
    if earlier.dropFirst(planned ? 1 : 0).first.map({ $0 == "aws" || $0 == "ecs" || isOperation($0) }) ?? false {
      candidates += Completion.candidates(line: command, cursor: command.count, live: liveNames).map {
        Shell.Candidate($0.text, description: $0.description, suffix: $0.isOpen ? "" : " ")
      }
    }
    return Completions(replacing: scalars, candidates: candidates)
  }

  private func isOperation(_ word: String) -> Bool {
    ServiceModel.named("ecs")?.operation(commandName: word) != nil
  }

  /// Words that begin a line, and what follows the shell's own words.
  private func ownCandidates(earlier: [String], partial: String) -> [Shell.Candidate] {
    guard let first = earlier.first else {
      let words = [("aws", "aws", "talk to AWS services, as in a real shell")] + Self.words + Session.ownWords
      let own = words.filter { $0.0.hasPrefix(partial) }.map { Shell.Candidate($0.0, description: $0.2) }
      guard partial.contains("-") else { return own }
      let operations = ServiceModel.named("ecs")?.operations.map(\.commandName).filter { $0.hasPrefix(partial) } ?? []
      return own + operations.map { Shell.Candidate($0, description: "aws ecs \($0)") }
    }
    let options: [String]
    switch (first, earlier.count) {
    case ("lesson", 1): options = desk.course?.manifest.lessons.map(\.id) ?? []
    case ("help", 1): options = (Self.words + Session.ownWords).map(\.0) + ["aws"]
    case ("wait", 1): options = ["until", "30s", "1m", "5m"]
    case ("wait", 2): options = ["steady"]
    case ("answer", _): options = answers(earlier.dropFirst())
    case ("cat", _), ("rm", _), ("cp", _), ("mv", _): options = fileNames(partial)
    default: options = session.options(after: earlier)
    }
    return options.filter { $0.hasPrefix(partial) }.map { Shell.Candidate($0) }
  }

  private func answers(_ earlier: ArraySlice<String>) -> [String] {
    guard let step = play?.step else { return [] }
    switch step.kind {
    case .quiz: return earlier.isEmpty ? step.choices.map(\.id) : []
    case .predict:
      let question =
        earlier.first.flatMap { id in step.prediction?.questions.first { $0.id == id } } ?? play?.nextQuestion
      return question?.options.map(\.shown) ?? []
    case .do, .goal, .repair, .timed:
      let questions = step.checks.compactMap { check -> (String, [String])? in
        for condition in check.condition.flattened {
          if case .answer(let question) = condition.form { return (check.id, question.choices.map(\.id)) }
        }
        return nil
      }
      guard let first = earlier.first else { return questions.map(\.0) }
      return questions.first { $0.0 == first }?.1 ?? []
    case .explain: return []
    }
  }

  func helpLines(_ line: EditedLine) -> [String] {
    let words = line.beforeCursor.split(whereSeparator: \.isWhitespace).map(String.init)
    guard let first = words.first else {
      return ["Type a command, for example: aws ecs list-clusters. `help` lists all words."]
    }
    if let entry = (Self.words + Session.ownWords).first(where: { $0.0 == first }) {
      return ["\(entry.1)    \(entry.2)"]
    }
    let options = completions(EditedLine(text: line.beforeCursor + " ", cursor: line.cursor + 1)).candidates.prefix(12)
    return options.isEmpty
      ? ["Nothing is known about `\(words.last ?? first)`."] : options.map { "\($0.text)  \($0.description)" }
  }

  // MARK: Live names

  private var liveNames: LiveNames {
    LiveNames(
      names: { [weak self] resource, context in self?.names(resource, context) ?? [] },
      files: { [weak self] prefix in self?.fileNames(prefix) ?? [] })
  }

  private func fileNames(_ prefix: String) -> [String] {
    let own = (try? session.sandbox.files.list().map(\.name)) ?? []
    let lesson = play?.lesson.files.map { "files/" + $0.name } ?? []
    return (own + lesson).filter { $0.hasPrefix(prefix) }
  }

  private func names(_ resource: LiveResource, _ context: [String: String]) -> [String] {
    let regionName = context["--region"] ?? session.variables["AWS_REGION"] ?? Session.defaultRegion
    guard let region = session.sandbox.world.regions[regionName] else { return [] }
    let cluster = (context["--cluster"] ?? "default").split(separator: "/").last.map(String.init) ?? "default"
    let ecs = region.ecs
    switch resource {
    case .cluster: return ecs.clusters.values.filter { $0.status == .active }.map(\.name)
    case .service: return ecs.services.keys.filter { $0.cluster == cluster }.map(\.name)
    case .task: return ecs.tasks.all(inCluster: cluster).filter { $0.lastStatus != .stopped }.map(\.id)
    case .taskDefinition:
      return ecs.families.values.flatMap { family in
        [family.name] + family.revisions.filter { $0.status == .active }.map { "\(family.name):\($0.revision)" }
      }
    case .family: return Array(ecs.families.keys)
    case .container:
      let reference = context["--task-definition"]?.split(separator: ":").first.map(String.init) ?? ""
      return ecs.families[reference]?.latestActive?.containers.map(\.name) ?? []
    case .containerInstance: return ecs.containerInstances.values.filter { $0.cluster == cluster }.map(\.id)
    case .capacityProvider:
      let own = ecs.capacityProviders.values.filter { $0.status != .inactive }
      return own.map(\.name) + ECS.fargateCapacityProviders
    case .subnet: return Array(region.network.subnets.keys)
    case .securityGroup: return Array(region.network.securityGroups.keys)
    case .vpc: return Array(region.network.vpcs.keys)
    case .role: return Array(region.identity.roles.keys)
    case .logGroup: return Array(region.logs.groups.keys)
    case .region: return ["us-east-1", "us-east-2", "us-west-2", "eu-central-1", "eu-west-1"]
    case .resource: return ecs.clusters.keys.map { region.ecsARN("cluster/\($0)") }
    case .networkInterface, .targetGroup, .loadBalancer, .listener, .logStream, .repository: return []
    }
  }
}
