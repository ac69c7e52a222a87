/// The words that may follow `aws`, and those that may follow a service.
///
/// In: service names of the tables. Out: what a learner types for them. Knows which real words are not simulated, so that
/// nothing real is called unknown.
import ServiceModels

package enum ServiceWords {
  /// What is typed for each service that has a table.
  package static let names = ServiceModel.names.map(commandName)

  /// - Parameter service: the table's name: "codedeploy" is typed "deploy".
  package static func commandName(_ service: String) -> String { service == "codedeploy" ? "deploy" : service }

  /// An operation as it is typed after `aws`: "deploy create-deployment".
  package static func command(_ service: String, _ operation: Operation) -> String {
    "\(commandName(service)) \(operation.commandName)"
  }

  package static func model(_ word: String) -> ServiceModel? {
    ServiceModel.named(word == "deploy" ? "codedeploy" : word == "codedeploy" ? "" : word)
  }

  /// Nothing real is called unknown.
  static let commandChoices =
    names + OtherCommands.names.split(whereSeparator: \.isWhitespace).map(String.init).filter { model($0) == nil }

  /// Commands that the CLI adds to a service's operations.
  static func customCommands(_ service: String) -> [String] {
    switch service {
    case "ecs": ["deploy", "monitor-express-gateway-service"]
    case "logs": ["tail", "start-live-tail"]
    case "ecr": ["get-login", "get-login-password"]
    case "codedeploy": ["push", "register", "deregister", "install", "uninstall"]
    default: []
    }
  }

  /// Those of them that are simulated, with a line on each.
  package static func simulatedCommands(_ service: String) -> [(name: String, summary: String)] {
    switch service {
    case "ecs": [("deploy", DeployCall.summary)]
    case "logs": [("tail", TailCall.summary)]
    case "ecr": [(LoginPasswordCall.word, LoginPasswordCall.summary)]
    default: []
    }
  }

  static func operationChoices(_ model: ServiceModel) -> [String] {
    model.operations.map(\.commandName) + model.otherOperationNames.map(CommandName.kebab)
      + customCommands(model.name) + (model.waiters.isEmpty ? [] : ["wait"]) + ["help"]
  }
}
