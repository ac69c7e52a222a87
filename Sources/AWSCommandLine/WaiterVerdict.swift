/// What a waiter makes of one answer.
///
/// In: a reply or an error, and how often was asked. Out: go on, reached, or failed with the CLI's text. Sleeps and asks
/// nobody: whoever runs the waiter lets `waiter.delaySeconds` pass between two questions.
/// Source of rules and texts: botocore `waiter.py`.
import Documents
import JMESPath
import ServiceModels

package enum WaiterVerdict: Hashable, Sendable {
  case goOn
  case reached
  case failed(Refusal)
}

/// An answer as a waiter sees it.
package enum WaiterAnswer: Hashable, Sendable {
  case reply(Document.Object)
  case error(code: String, message: String)
}

/// The state of one run of a waiter.
package struct WaiterRun: Sendable {
  package let call: WaiterCall
  /// How often was asked so far.
  package private(set) var attempts = 0
  private var hasMatched = false

  package init(_ call: WaiterCall) { self.call = call }

  package mutating func judge(_ answer: WaiterAnswer) -> WaiterVerdict {
    attempts += 1
    let waiter = call.waiter
    let matched = waiter.acceptors.first { Self.matches($0, answer) }
    if let matched {
      hasMatched = true
      switch matched.state {
      case .success: return .reached
      case .failure:
        return failed("Waiter encountered a terminal failure state: " + Self.explanation(matched))
      case .retry: break
      }
    } else if case .error(let code, let message) = answer {
      return failed("An error occurred (\(code)): \(message)")
    }
    guard attempts >= waiter.maximumAttempts else { return .goOn }
    // The client names the acceptor it looked at last.
    guard hasMatched, let last = matched ?? waiter.acceptors.last else { return failed("Max attempts exceeded") }
    return failed("Max attempts exceeded. Previously accepted state: " + Self.explanation(last))
  }

  private func failed(_ reason: String) -> WaiterVerdict {
    .failed(RefusalText.general("Waiter \(call.waiter.name) failed: \(reason)"))
  }

  private static func matches(_ acceptor: Acceptor, _ answer: WaiterAnswer) -> Bool {
    switch (acceptor.matcher, answer) {
    case (.path, .reply(let reply)): return value(acceptor, reply) == acceptor.expected
    case (.pathAll, .reply(let reply)):
      guard let list = value(acceptor, reply)?.list, !list.isEmpty else { return false }
      return list.allSatisfy { $0 == acceptor.expected }
    case (.pathAny, .reply(let reply)):
      return value(acceptor, reply)?.list?.contains(acceptor.expected) ?? false
    case (.status, .reply): return acceptor.expected == 200
    case (.error, .error(let code, _)): return acceptor.expected == true || acceptor.expected == .string(code)
    case (.error, .reply): return acceptor.expected == false
    case (.path, .error), (.pathAll, .error), (.pathAny, .error), (.status, .error): return false
    }
  }

  private static func value(_ acceptor: Acceptor, _ reply: Document.Object) -> Document? {
    guard let argument = acceptor.argument, let expression = try? Expression(argument) else { return nil }
    return try? expression.search(.object(reply))
  }

  private static func explanation(_ acceptor: Acceptor) -> String {
    let expected = PythonText.text(acceptor.expected)
    let expression = "For expression \"\(acceptor.argument ?? "")\""
    switch acceptor.matcher {
    case .path: return "\(expression) we matched expected path: \"\(expected)\""
    case .pathAll: return "\(expression) all members matched expected path: \"\(expected)\""
    case .pathAny: return "\(expression) we matched expected path: \"\(expected)\" at least once"
    case .status: return "Matched expected HTTP status code: \(expected)"
    case .error: return "Matched expected service error code: \(expected)"
    }
  }
}
