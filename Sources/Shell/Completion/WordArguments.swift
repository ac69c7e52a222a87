/// What may follow each of the shell's own words.
///
/// In: a word and the words after it. Out: candidates with a line each. A word that is not named here takes what the
/// interpreter says of it (`Session.options`).
import AWSCommandLine
import Cloud
import Course
import Interpreter
import Lessons
import Workspace

extension LearnerShell {
  func wordArguments(
    _ word: String, earlier: [String], _ typed: TypedCommand
  ) -> [AWSCommandLine.Candidate] {
    switch word {
    case "lesson": earlier.isEmpty ? lessons : []
    case "help": earlier.isEmpty ? helpTopics : []
    case "wait": waits(earlier)
    case "watch":
      earlier.isEmpty
        ? [
          .init(text: "off", description: "time stands still again"),
          .init(text: "1", description: "as fast as your own time"),
          .init(text: "60", description: "a minute each second"),
        ] : []
    case "answer": answers(earlier[...])
    case "hint": earlier.isEmpty ? openedHints : []
    case "inject": faultArguments(earlier)
    case "set": preferenceArguments(earlier)
    case "cat", "cp": files((sandboxFiles + lessonFiles).filter { !earlier.contains($0.name) })
    case "rm", "mv", "edit": files(sandboxFiles.filter { !earlier.contains($0.name) })
    case "unset", "export":
      session.variables.sorted { $0.key < $1.key }.map { .init(text: $0.key, description: $0.value) }
    default: otherArguments(word, earlier)
    }
  }

  private var lessons: [AWSCommandLine.Candidate] {
    let titles = desk.courses.flatMap { $0.headers() }.map { ($0.listed.id, $0.header?.title ?? "") }
    return titles.map { .init(text: $0.0, description: $0.1) }
  }

  private var helpTopics: [AWSCommandLine.Candidate] {
    [.init(text: "aws", description: "the operations of ECS")]
      + ownWords.map { .init(text: $0.word, description: $0.summary) }
  }

  private func waits(_ earlier: [String]) -> [AWSCommandLine.Candidate] {
    switch earlier {
    case []:
      [
        .init(text: "until", description: "until all is steady"), .init(text: "30s", description: "half a minute"),
        .init(text: "1m", description: "a minute"), .init(text: "5m", description: "five minutes"),
      ]
    case ["until"]: [.init(text: "steady", description: "until no service starts or stops a task")]
    case ["until", "steady"]:
      Set(session.sandbox.world.regions[Session.defaultRegion]?.ecs.services.keys.map(\.name) ?? []).sorted()
        .map { .init(text: $0, description: "Service") }
    default: []
    }
  }

  private var openedHints: [AWSCommandLine.Candidate] {
    (play?.openedHints ?? []).indices.map { .init(text: "\($0 + 1)", description: "a hint that is open already") }
  }

  // MARK: The world's history

  private var clusterNames: [String] {
    session.sandbox.world.regions[Session.defaultRegion].map { Array($0.ecs.clusters.keys) } ?? []
  }

  /// Services and tasks of all clusters.
  private func inAllClusters(_ resource: LiveResource) -> [LiveName] {
    guard let region = session.sandbox.world.regions[Session.defaultRegion] else { return [] }
    return clusterNames.flatMap { WorldNames(region: region, context: ["--cluster": $0]).names(resource) }
  }

  /// What the interpreter offers after its own words, each with what is known of it.
  private func otherArguments(_ word: String, _ earlier: [String]) -> [AWSCommandLine.Candidate] {
    let names = session.options(after: [word] + earlier)
    guard !names.isEmpty else { return [] }
    let live = inAllClusters(.service) + inAllClusters(.task) + sandboxFiles
    let states = Dictionary(live.map { ($0.name, $0.state) }) { first, _ in first }
    return names.map { name in
      let isOpen = name.hasSuffix(":")
      let state = states[isOpen ? String(name.dropLast()) : name]
      return .init(text: name, description: state ?? Self.aboutArguments[name] ?? "", isOpen: isOpen)
    }
  }

  private static let aboutArguments = [
    "last": "the last two answers to one command", "back": "leave the fork",
    "keep": "leave the fork with what you did in it", "list": "the forks there are", "all": "from the beginning",
    "internet": "from outside", "->": "to", "--script": "the commands alone",
    "-e": "end a script at its first failure", "-u": "refuse variables that are not set",
    "-x": "show each command before it runs",
  ]

  private func preferenceArguments(_ earlier: [String]) -> [AWSCommandLine.Candidate] {
    switch earlier.count {
    case 0:
      return Preferences.Name.allCases.map {
        .init(text: $0.rawValue, description: "\(Preferences.about($0)); now \(preferences[$0])")
      } + otherArguments("set", earlier)
    case 1:
      guard let name = Preferences.Name(rawValue: earlier[0]) else { return otherArguments("set", earlier) }
      return Preferences.choices(name).map { .init(text: $0.value, description: $0.summary) }
    default: return otherArguments("set", earlier)
    }
  }

  // MARK: Answers

  private func answers(_ earlier: ArraySlice<String>) -> [AWSCommandLine.Candidate] {
    guard let step = play?.step else { return [] }
    switch step.kind {
    case .quiz: return earlier.isEmpty ? step.choices.map { .init(text: $0.id, description: $0.text) } : []
    case .predict:
      let question =
        earlier.first.flatMap { id in step.prediction?.questions.first { $0.id == id } } ?? play?.nextQuestion
      return question?.options.map { .init(text: $0.shown, description: "an answer") } ?? []
    case .do, .goal, .repair, .timed:
      let questions = step.checks.compactMap { check -> (id: String, text: String, choices: [Choice])? in
        for condition in check.condition.flattened {
          if case .answer(let question) = condition.form { return (check.id, question.text, question.choices) }
        }
        return nil
      }
      guard let first = earlier.first else { return questions.map { .init(text: $0.id, description: $0.text) } }
      guard earlier.count == 1 else { return [] }
      return questions.first { $0.id == first }?.choices.map { .init(text: $0.id, description: $0.text) } ?? []
    case .explain: return []
    }
  }

  // MARK: Faults

  private func faultArguments(_ earlier: [String]) -> [AWSCommandLine.Candidate] {
    let names = FaultCatalogue.all.map { AWSCommandLine.Candidate(text: $0.name.rawValue, description: $0.summary) }
    guard let name = earlier.first else {
      return [.init(text: "help", description: "list what can break, or explain one of them")] + names
    }
    if name == "help" { return earlier.count == 1 ? names : [] }
    guard let fault = FaultCatalogue.named(name) else { return [] }
    let given = Set(earlier.dropFirst().map { String($0.prefix { $0 != "=" }) })
    return fault.arguments.filter { !given.contains($0.name) }.flatMap { argument in
      let about = (argument.isRequired ? "Required: " : "") + argument.summary
      return [AWSCommandLine.Candidate(text: argument.name + "=", description: about, isOpen: true)]
        + values(argument.kind).map { .init(text: "\(argument.name)=\($0.name)", description: $0.state) }
    }
  }

  private func values(_ kind: FaultDescription.Kind) -> [LiveName] {
    guard let region = session.sandbox.world.regions[Session.defaultRegion] else { return [] }
    switch kind {
    case .task: return inAllClusters(.task)
    case .service: return inAllClusters(.service)
    case .cluster: return WorldNames(region: region, context: [:]).names(.cluster)
    case .instance: return inAllClusters(.containerInstance)
    case .role: return WorldNames(region: region, context: [:]).names(.role)
    case .logGroup: return WorldNames(region: region, context: [:]).names(.logGroup)
    case .subnet: return WorldNames(region: region, context: [:]).names(.subnet)
    case .function:
      let hooks = region.ecs.services.values.flatMap(\.deploymentConfiguration.lifecycleHooks)
      return Set(hooks.compactMap(\.target.functionARN)).sorted().map {
        LiveName(Region.functionName($0), "function of a lifecycle hook")
      }
    case .zone:
      let zones = Set(region.network.subnets.values.map(\.availabilityZone)).sorted()
      return zones.map { LiveName($0, "Availability Zone") }
    case .word(let words): return words.map { LiveName($0) }
    case .action:
      return [
        LiveName("iam:PassRole", "giving a role to ECS"),
        LiveName("ecs:TagResource", "tagging, also what is just made"),
        LiveName("ecs:RunTask", "any operation by its name"), LiveName("ecs:*", "all of them"),
      ]
    case .fault: return FaultCatalogue.all.map { LiveName($0.name.rawValue, $0.summary) }
    case .container, .image, .registry, .secret, .resource, .number, .span, .spanOrForever: return []
    }
  }
}
