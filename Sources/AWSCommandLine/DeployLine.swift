/// `aws ecs deploy`: a command of the AWS CLI that rolls a service out by CodeDeploy.
///
/// In: the words after `deploy`, files. Out: what it was told, its files read. `DeployRun` says what is asked next.
/// Source: AWS CLI, `aws ecs deploy`; the sheet of custom commands (§3.5) for its texts.
import Documents
import ServiceModels

package struct DeployCall: Sendable {
  /// The service's name or ARN.
  package let service: String
  package let cluster: String
  let application: String?
  let deploymentGroup: String?
  let region: String
  /// The task definition to register.
  package let taskDefinition: Document
  /// CodeDeploy's plan, which is to name it.
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
      "Only for services whose deployment controller is CODE_DEPLOY. Registers the task definition, puts its ARN into "
        + "the AppSpec, creates a deployment in CodeDeploy and waits until it has succeeded: 30 minutes, or what the "
        + "deployment group waits and 10 minutes more, at most 6 hours. Ends with 255 where that does not come about.")
    page.paragraph(
      "The application and the deployment group must exist: \"aws deploy create-application help\", \"aws deploy "
        + "create-deployment-group help\".")
    page.heading("SYNOPSIS")
    page.verbatim("aws ecs deploy")
    for (name, _, isRequired) in options { page.verbatim(isRequired ? "  \(name) <value>" : "  [\(name) <value>]") }
    page.heading("OPTIONS")
    for (name, summary, _) in options { page.entry(name, summary + ".") }
  }
}

extension CommandLine {
  static func deploy(
    _ words: [String], _ global: GlobalOptions, _ environment: Environment
  ) throws(Refusal) -> Parsed {
    if words == ["help"] { return .help(.deploy) }
    let options = DeployCall.options.map { name, _, isRequired in
      var option = WordOption(name: name, destination: name, arity: .one)
      option.isRequired = isRequired
      return option
    }
    let parsed = try parse(words, options, nil)
    guard parsed.extras.isEmpty else { throw RefusalText.unknownOptions(ofAddedCommand: parsed.extras) }
    func value(_ name: String) -> String? { parsed.values[name]?.last }
    let taskDefinition = try document(value("--task-definition") ?? "", environment, mayBeYAML: false)
    let plan = try document(value("--codedeploy-appspec") ?? "", environment, mayBeYAML: true)
    try global.checkProfile()
    guard let region = global.region else { throw RefusalText.noRegion }
    return .deploy(
      DeployCall(
        service: value("--service") ?? "", cluster: value("--cluster") ?? "default",
        application: value("--codedeploy-application"), deploymentGroup: value("--codedeploy-deployment-group"),
        region: region, taskDefinition: taskDefinition, plan: plan))
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
