/// Pages of help: their order, and examples that the command line accepts.
import AWSCommandLine
import ServiceModels
import Testing

@Suite struct HelpPageTests {
  private func page(_ line: String) -> String { parse(line).help.map { HelpPage.text(for: $0) } ?? "" }

  private func headings(_ page: String) -> [String] {
    page.split(separator: "\n").filter { !$0.hasPrefix(" ") }.map(String.init)
  }

  @Test func theOrderIsThatOfAManualPage() {
    #expect(
      headings(page("ecs run-task help"))
        == ["NAME", "DESCRIPTION", "SYNOPSIS", "OPTIONS", "GLOBAL OPTIONS", "EXAMPLES", "OUTPUT"])
    #expect(headings(page("ecs help")) == ["NAME", "DESCRIPTION", "SYNOPSIS", "AVAILABLE COMMANDS"])
    #expect(headings(page("ecs deploy help")) == ["NAME", "DESCRIPTION", "SYNOPSIS", "OPTIONS"])
  }

  /// A long line is broken as a shell lets it be: each row but the last ends in a backslash.
  @Test func aLongExampleCanBeCopiedWhole() throws {
    let text = page("ecs list-tasks help")
    #expect(text.contains("\n           aws ecs list-tasks --cluster harbor --service-name web\n"))
    let rows = page("ecs create-service help").split(separator: "\n")
    let start = try #require(rows.firstIndex { $0.hasPrefix("           aws ecs create-service") })
    #expect(rows[start].hasSuffix(" \\") && rows[start + 1].hasPrefix("             --"))
  }

  @Test(arguments: HelpExamples.operations) func everyExampleIsAccepted(operation: String) {
    for example in HelpExamples.of(operation, service: "ecs") {
      let parsed = Line.parse(
        words(example.line), environment: Environment(readFile: { _ in .success(Array(Self.file.utf8)) }))
      #expect(parsed.refusal == nil, "\(example.line)")
    }
  }
  private static let file = #"{"family": "web", "containerDefinitions": [{"name": "web", "image": "nginx"}]}"#

  /// The words after `aws`; single quotes keep blanks.
  private func words(_ line: String) -> [String] {
    var words = [""]
    var isQuoted = false
    for character in line {
      switch character {
      case "'": isQuoted.toggle()
      case " " where !isQuoted: words.append("")
      default: words[words.count - 1].append(character)
      }
    }
    return Array(words.dropFirst())
  }
}
