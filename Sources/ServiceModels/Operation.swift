/// An operation of a service, how its pages follow one another, and what a waiter asks for.
///
/// In: lines of a service's table. Out: values. Source of the fields: botocore's `service-2`, `paginators-1`, `waiters-2`.
import Documents

package struct Operation: Hashable, Sendable {
  /// The service's name as typed: "ecs".
  package let service: String
  /// "CreateCluster".
  package let name: String
  /// "create-cluster".
  package let commandName: String
  /// The input structure's shape name.
  package let input: String
  /// The output structure's shape name; nil where the reply has no body.
  package let output: String?
  /// Shape names of the declared exceptions, in model order.
  package let errors: [String]
  package let isIdempotent: Bool
  package let isDeprecated: Bool
  /// Whether the model itself calls the operation read-only (few do; absence says nothing).
  package let isReadOnly: Bool
  /// The element around the reply in the query protocol: "GetCallerIdentityResult".
  package let resultWrapper: String?
  /// nil outside the REST protocols.
  package let route: Route?
  package let paginator: Paginator?

  /// How a REST protocol calls it.
  package struct Route: Hashable, Sendable {
    /// "GET".
    package let method: String
    /// "/targetgroups/{targetGroupIdentifier}".
    package let path: String
    /// The HTTP status of a reply.
    package let status: Int
  }
}

/// Where an operation's pages carry their tokens.
package struct Paginator: Hashable, Sendable {
  /// Input members that take the token.
  package let inputTokens: [String]
  /// JMESPath expressions for the token in the reply.
  package let outputTokens: [String]
  /// The input member that limits a page.
  package let limitKey: String?
  /// JMESPath expressions for the lists that grow from page to page; the first is the main one.
  package let resultKeys: [String]
  /// JMESPath expression that is true while there are more pages.
  package let moreResults: String?
}

/// A wait for a state: which operation is asked, how often, and what its reply means.
package struct Waiter: Hashable, Sendable {
  /// "ServicesStable".
  package let name: String
  /// "services-stable".
  package let commandName: String
  /// The name of the operation that is asked: "DescribeServices".
  package let operation: String
  package let delaySeconds: Int
  package let maximumAttempts: Int
  /// The first that matches a reply decides.
  package let acceptors: [Acceptor]

  /// The same wait in another rhythm.
  package func asking(everySeconds delay: Int, atMost attempts: Int) -> Waiter {
    Waiter(
      name: name, commandName: commandName, operation: operation, delaySeconds: delay, maximumAttempts: attempts,
      acceptors: acceptors)
  }
}

/// One rule of a waiter.
package struct Acceptor: Hashable, Sendable {
  package enum State: String, Hashable, Sendable { case success, failure, retry }
  package enum Matcher: String, Hashable, Sendable {
    /// The expression's result equals the expected value.
    case path
    /// The result is a list and any element equals it.
    case pathAny
    /// The result is a list with elements and each equals it.
    case pathAll
    /// The reply is an error with that code.
    case error
    /// The reply has that HTTP status.
    case status
  }
  package let state: State
  package let matcher: Matcher
  /// A JMESPath expression; nil for `error` and `status`.
  package let argument: String?
  package let expected: Document
}
