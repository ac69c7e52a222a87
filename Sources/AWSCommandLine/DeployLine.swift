/// `aws ecs deploy`: a command of the AWS CLI that rolls a service out by CodeDeploy.
///
/// In: the words after `deploy`, files. Out: what it asks first (the service), and its files, read and whole. Source: AWS
/// CLI, `aws ecs deploy`, by observation; the sheet of custom commands (§3.5) for its texts.
import Documents
import ServiceModels

package struct DeployCall: Sendable {
  /// DescribeServices of the service that is meant.
  package let call: ServiceCall
  package let service: String
  package let cluster: String
  /// The task definition to register, and the plan that is to name it.
  package let taskDefinition: Document
  package let plan: Document

  static let summary = "Register a task definition and roll a service out to it by CodeDeploy"
  static let options = [
    ("--service", "The service, whose deployments CodeDeploy makes", true),
    ("--task-definition", "A file with the new task definition", true),
    ("--codedeploy-appspec", "A file with CodeDeploy's plan, JSON or YAML; the new revision is put into it", true),
    ("--cluster", "Its cluster; \"default\" when left out", false),
    ("--codedeploy-application", "CodeDeploy's application; AppECS-CLUSTER-SERVICE when left out", false),
    ("--codedeploy-deployment-group", "CodeDeploy's group; DgpECS-CLUSTER-SERVICE when left out", false),
  ]

  static func help(_ page: inout Page) {
    page.heading("NAME")
    page.paragraph("deploy - \(summary)")
    page.heading("DESCRIPTION")
    page.paragraph(
      "Only for services whose deployment controller is CODE_DEPLOY. CodeDeploy is not simulated yet, so this ends in an "
        + "error after the service was looked up. Blue/green rollouts by ECS itself are simulated: create-service or "
        + "update-service with --deployment-configuration strategy=BLUE_GREEN.")
    page.heading("SYNOPSIS")
    page.verbatim("aws ecs deploy")
    for (name, _, isRequired) in options { page.verbatim(isRequired ? "  \(name) <value>" : "  [\(name) <value>]") }
    page.heading("OPTIONS")
    for (name, summary, _) in options { page.entry(name, summary + ".") }
  }
}

extension CommandLine {
  static func deploy(
    _ model: ServiceModel, _ words: [String], _ global: GlobalOptions, _ environment: Environment
  ) throws(Refusal) -> Parsed {
    if words == ["help"] { return .help(.deploy) }
    let options = DeployCall.options.map { name, _, isRequired in
      var option = WordOption(name: name, destination: name, arity: .one)
      option.isRequired = isRequired
      return option
    }
    let parsed = try parse(words, options, WordPositional(name: "help", choices: nil))
    let stray = parsed.extras + [parsed.positional].compactMap { $0 }
    guard stray.isEmpty else { throw RefusalText.unknownOptions(stray, suggestion: nil) }
    func value(_ name: String) -> String? { parsed.values[name]?.last }
    let service = value("--service") ?? ""
    let taskDefinition = try document(value("--task-definition") ?? "", environment, mayBeYAML: false)
    let plan = try document(value("--codedeploy-appspec") ?? "", environment, mayBeYAML: true)
    guard let region = global.region, let operation = model.operation(named: "DescribeServices") else {
      throw RefusalText.noRegion
    }
    let cluster = value("--cluster") ?? "default"
    let input: Document.Object = ["cluster": .string(cluster), "services": [.string(service)]]
    return .deploy(
      DeployCall(
        call: ServiceCall(
          service: model.name, operation: operation, input: input, output: OutputOptions(region: region)),
        service: service, cluster: cluster, taskDefinition: taskDefinition, plan: plan))
  }

  private static func document(
    _ path: String, _ environment: Environment, mayBeYAML: Bool
  ) throws(Refusal) -> Document {
    let text: String
    switch environment.readFile(path) {
    case .success(let bytes): text = String(decoding: bytes, as: UTF8.self)
    case .failure(let problem):
      throw RefusalText.general("Error: Unable to load file at \(path): \(problem.text): \(quoted(path))")
    }
    do {
      return try DocumentReader.read(text)
    } catch {
      guard mayBeYAML, let reader = environment.readYAML else { throw RefusalText.general(error.pythonMessage) }
      switch reader(text) {
      case .success(let document): return document
      case .failure(let problem): throw RefusalText.general(problem.message)
      }
    }
  }
}

extension DeployCall {
  /// Where the service is not there.
  package var serviceNotFound: Refusal {
    RefusalText.general("Error: Service '\(service)' not found in cluster '\(cluster)'")
  }

  /// - Parameter error: the service's own error, as a line of the client.
  package static func failed(to action: String, _ error: String) -> Refusal {
    RefusalText.general("Failed to \(action):\n\(error)")
  }

  package static var withoutCodeDeploy: Refusal {
    RefusalText.general(
      "not simulated yet: CodeDeploy, which aws ecs deploy asks next",
      suggestion: "ECS rolls out blue/green by itself: update-service --deployment-configuration strategy=BLUE_GREEN.")
  }
}
