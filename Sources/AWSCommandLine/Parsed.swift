/// What a typed `aws` line means: the values that `CommandLine.parse` gives out and `Output` prints by.
///
/// In: nothing but parsed words. Out: values. They know the service's model and no cloud.
import Documents
import JMESPath
import ServiceModels

/// The meaning of one line after `aws`.
package enum Parsed {
  /// An operation to ask the service for.
  case call(ServiceCall)
  /// `aws SERVICE wait NAME`.
  case wait(WaiterCall)
  /// `aws logs tail GROUP`.
  case tail(TailCall)
  /// `aws ecr get-login-password`.
  case loginPassword(LoginPasswordCall)
  /// `aws ecs deploy`.
  case deploy(DeployCall)
  /// Text for standard output from `--generate-cli-skeleton`; nothing is asked.
  case skeleton(String)
  case help(HelpTopic)
  /// Text for standard output that needs no service: `--version`, `configure list`.
  case text(String)
  /// A line the command line itself refuses.
  case refusal(Refusal)
}

/// An operation with its whole input, validated by the client's rules.
package struct ServiceCall: Sendable {
  /// The model's name of the service: "ecs".
  package let service: String
  package let operation: Operation
  /// Members in the order they were given; idempotency tokens are not filled in.
  package var input: Document.Object
  package let output: OutputOptions

  package init(service: String, operation: Operation, input: Document.Object, output: OutputOptions) {
    self.service = service
    self.operation = operation
    self.input = input
    self.output = output
  }

  /// As it is typed after `aws`: "ecs run-task".
  package var command: String { ServiceWords.command(service, operation) }
}

/// How a reply is cut, queried and printed.
package struct OutputOptions: Sendable {
  package var format: OutputFormat
  package var query: Expression?
  package var region: String
  package var paging: Paging
  /// `--debug`: whether each request is shown on standard error.
  package var showsRequests = false
  /// `--cli-error-format`: how an error of the service is shown.
  package var errorFormat = ErrorFormat.enhanced
  /// `--color`; nil: as the terminal is.
  package var colour: Bool?

  package init(
    format: OutputFormat = .json, query: Expression? = nil, region: String = "us-east-1", paging: Paging = Paging()
  ) {
    self.format = format
    self.query = query
    self.region = region
    self.paging = paging
  }
}

package enum OutputFormat: String, Hashable, Sendable, CaseIterable {
  case json, text, table, yaml
  case yamlStream = "yaml-stream"
  case off
}

/// How an operation that answers in pages is walked.
package struct Paging: Hashable, Sendable {
  /// Whether pages are fetched until the end: false after `--no-paginate` or a typed `--next-token`.
  package var isAutomatic: Bool
  /// `--max-items`: how many items to print in all.
  package var maximumItems: Int?
  /// `--starting-token`: a `NextToken` printed earlier.
  package var startingToken: String?
  /// `--page-size`: how many items to ask for at once.
  package var pageSize: Int?

  package init(
    isAutomatic: Bool = false, maximumItems: Int? = nil, startingToken: String? = nil, pageSize: Int? = nil
  ) {
    self.isAutomatic = isAutomatic
    self.maximumItems = maximumItems
    self.startingToken = startingToken
    self.pageSize = pageSize
  }
}

/// `aws SERVICE wait NAME`: the question to ask again and again, and what its answers mean.
package struct WaiterCall: Sendable {
  package let waiter: Waiter
  /// What is asked each time.
  package let call: ServiceCall
}

/// A page of help. `HelpPage.text(for:)` writes it.
package enum HelpTopic: Hashable, Sendable {
  case everything
  case service(String)
  case operation(service: String, operation: String)
  case waiting(service: String)
  case logsTail
  case loginPassword
  case deploy
  case waiter(service: String, waiter: String)
}

/// A line that never reaches the service.
package struct Refusal: Error, Hashable, Sendable {
  /// The AWS CLI's own words, whole: leading blank line, prefix, usage, final newline.
  package let standardError: String
  package let exitCode: Int32
  /// Our own word to the learner, beside the exact text; nil where there is nothing to add.
  package let suggestion: String?
  /// A service error's members beside code and message, as they came.
  package var members: Document.Object = [:]

  package init(standardError: String, exitCode: Int32, suggestion: String? = nil) {
    self.standardError = standardError
    self.exitCode = exitCode
    self.suggestion = suggestion
  }
}
