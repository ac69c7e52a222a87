/// Errors in other forms than the usual one: the API sheet, sections 3.2 and 4.
import AWSCommandLine
import Documents
import Testing

@Suite struct ErrorFormatTests {
  private let conflict = Output.error(
    code: "ConflictException", message: "In use.", members: ["resourceIds": ["a", "b"]], operation: "RunTask")

  @Test func legacyHasNeitherPrefixNorDetails() {
    #expect(
      ErrorFormat.legacy.applied(to: conflict).standardError
        == "\nAn error occurred (ConflictException) when calling the RunTask operation: In use.\n")
    #expect(ErrorFormat.legacy.applied(to: conflict).exitCode == 254)
    #expect(
      parse("ecs create-cluster --tags a=b --cli-error-format legacy").refusal?.standardError.hasPrefix(
        "\nParameter validation failed:\n") == true)
  }

  @Test func aDocumentHasCodeAndMessageTwice() {
    #expect(
      ErrorFormat.json.applied(to: conflict).standardError == """

        {
            "Message": "In use.",
            "Code": "ConflictException",
            "message": "In use.",
            "resourceIds": [
                "a",
                "b"
            ]
        }

        """)
    #expect(
      ErrorFormat.text.applied(to: conflict).standardError
        == "\nConflictException\tIn use.\tIn use.\nRESOURCEIDS\ta\nRESOURCEIDS\tb\n")
    #expect(
      ErrorFormat.yaml.applied(to: Output.error(code: "X", message: "m", operation: "RunTask")).standardError
        == "\nCode: X\nMessage: m\nmessage: m\n")
  }

  @Test func theUsualFormStays() {
    #expect(ErrorFormat.enhanced.applied(to: conflict) == conflict)
    let bare = parse("ecs run-task --task-definition web --count abc --cli-error-format json").refusal
    #expect(bare?.standardError == "\naws: [ERROR]: invalid literal for int() with base 10: 'abc'\n")
    #expect(
      message(parse("ecs list-tasks --cli-error-format xml"))?.hasPrefix("argument --cli-error-format: Found") == true)
  }
}
