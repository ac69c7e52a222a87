/// A page of commands as a blog has them (BlogPage.sh, which bash itself accepts) runs unchanged: as a file, as it is pasted
/// or piped in, and twice alike.
import Foundation
import Testing
import Workspace

@testable import Interpreter

@Suite struct BlogPageTests {
  private static let page: String? = try? String(
    contentsOf: URL(filePath: #filePath).deletingLastPathComponent().appending(path: "BlogPage.sh"), encoding: .utf8)

  private func session() throws -> Session {
    Session(sandbox: try Sandbox.rehearsal(fixture: .builtIn(named: "account")))
  }

  /// Three subnets of 16 characters with two commas; `eni-` and 17 digits; nginx says one line in each of two tasks.
  private static let expected = """
    ACTIVE
    network: 50 characters of subnets in vpc-default
    registered hello-web:1
    created hello-web
    it answers at a network interface of 21 characters
        "desired": 2
        "running": 2,
     2 start worker processes
    INACTIVE
    INACTIVE
    all gone: 0

    """

  @Test func aScriptFileWithAWordOfItsOwn() throws {
    let session = try session()
    let page = try #require(Self.page)
    #expect(page.split(separator: "\n").count >= 40)
    try session.sandbox.files.write("page.sh", Array(page.utf8))
    let result = session.run("bash page.sh prod; echo $?")
    #expect(result.standardError == "")
    #expect(result.standardOutput == Self.expected + "0\n")
    #expect(result.calls.contains { $0.words.contains("prod") })
    #expect(session.variables.isEmpty)
  }

  /// As the shell reads standard input: command by command, each as many lines as it needs.
  @Test func lineByLine() throws {
    let session = try session()
    let page = try #require(Self.page)
    var output = ""
    var text = ""
    var scanner = CompletenessScanner()
    for line in page.split(separator: "\n", omittingEmptySubsequences: false) {
      text += (text.isEmpty ? "" : "\n") + line
      guard scanner.take(String(line)) else { continue }
      let result = session.run(text)
      #expect(result.standardError == "", "\(text)")
      output += result.standardOutput
      (text, scanner) = ("", CompletenessScanner())
    }
    #expect(text.isEmpty)
    #expect(output == Self.expected)
    #expect(session.variables["CLUSTER"] == "demo")
  }

  /// With a mistake in it, `set -e` ends it there.
  @Test func aPageWithAMistake() throws {
    let session = try session()
    let page = try #require(Self.page).split(separator: "ecsTaskExecutionRole").joined(separator: "noSuchRole")
    let result = session.run(page)
    #expect(result.hasFailed)
    #expect(result.exitCode == 254)
    #expect(result.standardError.contains("NoSuchEntity"))
    #expect(result.standardOutput.split(separator: "\n").last == "network: 50 characters of subnets in vpc-default")
  }
}
