/// Examples for pages of help: what one wants, and the line that does it.
///
/// In: the text of a service beside its help. Out: examples by operation. The form: an operation at the margin, then
/// pairs of lines, indented by two: a wish, a line.

package struct HelpExample: Hashable, Sendable {
  package let wish: String
  /// Begins with "aws".
  package let line: String
}

package enum HelpExamples {
  private static let ecs = read(HelpText.ecsExamples)

  /// - Parameters:
  ///   - operation: its name in the model: "RunTask".
  /// - Returns: nothing where there are none.
  package static func of(_ operation: String, service: String) -> [HelpExample] {
    service == "ecs" ? ecs[operation] ?? [] : []
  }

  /// The operations of ECS that have examples, sorted.
  package static var operations: [String] { ecs.keys.sorted() }

  private static func read(_ text: String) -> [String: [HelpExample]] {
    var examples: [String: [HelpExample]] = [:]
    var operation = ""
    var wish: String?
    for line in text.split(separator: "\n") {
      guard line.hasPrefix("  ") else {
        operation = String(line)
        continue
      }
      let words = String(line.dropFirst(2))
      if let known = wish {
        examples[operation, default: []].append(HelpExample(wish: known, line: words))
        wish = nil
      } else {
        wish = words
      }
    }
    return examples
  }
}
