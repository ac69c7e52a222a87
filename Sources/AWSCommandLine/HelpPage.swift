/// Pages of help, in the order of a manual page and in our own words.
///
/// In: a topic, a width. Out: text without terminal codes; a heading stands at the margin, text under it is indented.
/// Says of each operation and option how much of it is simulated.
import ServiceModels
import Text

package enum HelpPage {
  package static func text(for topic: HelpTopic, columns: Int = 80) -> String {
    var page = Page(columns: columns)
    switch topic {
    case .everything: everything(&page)
    case .service(let service): ServiceModel.named(service).map { serviceText($0, &page) }
    case .operation(let service, let name):
      if let model = ServiceModel.named(service), let operation = model.operation(named: name) {
        OperationHelp(model: model, operation: operation).write(&page)
      }
    case .logsTail: TailCall.help(&page)
    case .loginPassword: LoginPasswordCall.help(&page)
    case .deploy: DeployCall.help(&page)
    case .waiting(let service): ServiceModel.named(service).map { waitingText($0, &page) }
    case .waiter(let service, let name):
      if let model = ServiceModel.named(service), let waiter = model.waiters.first(where: { $0.name == name }) {
        waiterText(model, waiter, &page)
      }
    }
    return page.text
  }

  private static func everything(_ page: inout Page) {
    page.heading("NAME")
    page.paragraph("aws - talk to AWS services, here to simulated ones")
    page.heading("DESCRIPTION")
    page.paragraph(
      "A line names a service, an operation and its options. What works here works the same in the real AWS command "
        + "line; what is not simulated yet says so.")
    page.heading("SYNOPSIS")
    page.verbatim("aws [options] <command> <subcommand> [parameters]")
    page.heading("OPTIONS")
    for (name, summary) in globalSummaries { page.entry(name, summary) }
    page.heading("SERVICES")
    for name in ServiceModel.names {
      page.item(ServiceWords.commandName(name), ServiceModel.named(name)?.metadata.serviceFullName ?? "")
    }
    page.paragraph("Type \"aws ecs help\" for the operations of a service.")
  }

  static let globalSummaries = [
    ("--output", "How to print the reply: json, text, table, yaml, yaml-stream or off."),
    ("--query", "A JMESPath expression that picks what to print."),
    ("--region", "The Region to ask."),
    ("--profile", "The settings to use; there are no profiles here."),
    ("--no-paginate", "Ask for one page of a list only."),
    ("--no-cli-pager", "Print without a pager."),
    ("--color", "on, off or auto."),
    ("--version", "Say which version speaks."),
    ("--debug", "Show on standard error what the service is asked, as JSON."),
    ("--endpoint-url", "Accepted; the simulated service answers all the same."),
  ]

  private static func serviceText(_ model: ServiceModel, _ page: inout Page) {
    let help = ServiceHelp.named(model.name)
    let word = ServiceWords.commandName(model.name)
    page.heading("NAME")
    page.paragraph("\(word) - \(model.metadata.serviceFullName)")
    page.heading("DESCRIPTION")
    let simulated = model.operations.filter { help?.status($0) == .simulated }.count
    let others = model.otherOperationNames.count
    page.paragraph(
      "\(simulated) of the \(model.operations.count) operations listed are simulated."
        + (others == 0 ? "" : " The service has \(others) more: asking for one says that it is not simulated yet."))
    page.heading("SYNOPSIS")
    page.verbatim("aws \(word) <operation> [parameters]")
    page.heading("AVAILABLE COMMANDS")
    for operation in model.operations {
      let note = help?.status(operation) == .simulated ? "" : " (not simulated yet)"
      page.item(operation.commandName, (help?.summary(operation) ?? "") + note)
    }
    if !model.waiters.isEmpty { page.item("wait", "Wait until something is so") }
    for command in ServiceWords.simulatedCommands(model.name) { page.item(command.name, command.summary) }
  }

  private static func waitingText(_ model: ServiceModel, _ page: inout Page) {
    let word = ServiceWords.commandName(model.name)
    page.heading("NAME")
    page.paragraph("wait - wait until something is so")
    page.heading("DESCRIPTION")
    page.paragraph("Asks the service again and again. Prints nothing; ends with 0 when it is so, with 255 when not.")
    page.heading("SYNOPSIS")
    page.verbatim("aws \(word) wait <subcommand> [parameters]")
    page.heading("AVAILABLE COMMANDS")
    for waiter in model.waiters { page.item(waiter.commandName, waiterSummary(model, waiter)) }
  }

  static func waiterSummary(_ model: ServiceModel, _ waiter: Waiter) -> String {
    let operation = model.operation(named: waiter.operation)?.commandName ?? waiter.operation
    return "Asks \(operation) every \(waiter.delaySeconds) s, at most \(waiter.maximumAttempts) times"
  }

  private static func waiterText(_ model: ServiceModel, _ waiter: Waiter, _ page: inout Page) {
    guard let operation = model.operation(named: waiter.operation) else { return }
    let word = ServiceWords.commandName(model.name)
    page.heading("NAME")
    page.paragraph("\(waiter.commandName) - wait until it is so")
    page.heading("DESCRIPTION")
    page.paragraph(waiterSummary(model, waiter) + ". Takes the options of \(operation.commandName).")
    for acceptor in waiter.acceptors {
      let meaning = acceptor.state == .success ? "It is so when" : "It gives up when"
      page.paragraph("\(meaning) \(condition(acceptor)).")
    }
    OperationHelp(model: model, operation: operation, command: "\(word) wait \(waiter.commandName)", isWaiter: true)
      .writeOptions(&page)
  }
}

extension HelpPage {
  /// A waiter's rule in a few words.
  fileprivate static func condition(_ acceptor: Acceptor) -> String {
    let expected = PythonText.text(acceptor.expected)
    let expression = acceptor.argument ?? ""
    return switch acceptor.matcher {
    case .path: "\(expression) is \(expected)"
    case .pathAll: "every one of \(expression) is \(expected)"
    case .pathAny: "any of \(expression) is \(expected)"
    case .error: "the service answers \(expected)"
    case .status: "the reply has HTTP status \(expected)"
    }
  }
}

/// A page in the making.
struct Page {
  let columns: Int
  private(set) var text = ""

  init(columns: Int) { self.columns = min(max(columns, 40), 100) }

  mutating func heading(_ title: String) { text += (text.isEmpty ? "" : "\n") + title + "\n" }

  mutating func paragraph(_ words: String, indent: Int = 7) {
    let margin = String(repeating: " ", count: indent)
    for line in Wrapping.wrap(words, columns: columns, indent: margin) { text += line + "\n" }
  }

  mutating func verbatim(_ line: String) { text += "       " + line + "\n" }

  /// A line to type, broken before options where it is long, so that it can be copied whole.
  mutating func command(_ line: String) {
    var row = "           "
    for (index, part) in line.split(separator: " --", omittingEmptySubsequences: false).enumerated() {
      let piece = (index == 0 ? "" : " --") + part
      if index > 0, row.count + piece.count > columns - 2 {
        text += row + " \\\n"
        row = "            " + piece
      } else {
        row += piece
      }
    }
    text += row + "\n\n"
  }

  /// A name, and under it what it is.
  mutating func entry(_ name: String, _ summary: String) {
    text += "       " + name + "\n"
    if !summary.isEmpty { paragraph(summary, indent: 11) }
  }

  /// A name and a line about it.
  mutating func item(_ name: String, _ summary: String) {
    let head = "       " + name
    guard !summary.isEmpty else {
      text += head + "\n"
      return
    }
    let gap = String(repeating: " ", count: max(1, 40 - head.count))
    let lines = Wrapping.wrap(
      summary, columns: columns, indent: String(repeating: " ", count: 40), firstIndent: head + gap)
    for line in lines { text += line + "\n" }
  }
}
