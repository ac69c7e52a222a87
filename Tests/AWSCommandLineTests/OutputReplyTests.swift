import AWSCommandLine
import Documents
import JMESPath
import ServiceModels
import Testing

/// What happens to a reply before it is laid out: the model's order, no nulls, no unknown members, ISO timestamps; then
/// the query. Expected text: AWS CLI v2's json layout (indent 4, UTF-8 unescaped, final newline).
@Suite struct OutputReplyTests {
  static func call(
    _ operation: String, _ format: OutputFormat = .json, query: String? = nil, service: String = "ecs"
  ) throws -> ServiceCall {
    let model = try #require(ServiceModel.named(service))
    let operation = try #require(model.operation(named: operation))
    let expression = try query.map { try Expression($0) }
    return ServiceCall(
      service: service, operation: operation, input: [:], output: OutputOptions(format: format, query: expression))
  }

  private func render(_ reply: Document.Object, _ operation: String, query: String? = nil) throws -> String {
    try Output.render(reply, for: try Self.call(operation, query: query))
  }

  @Test func membersComeInTheModelsOrderWithoutNullsAndUnknownOnes() throws {
    let reply: Document.Object = [
      "clusterCount": 1,
      "cluster": [
        "tags": [["value": "core", "key": "team", "surprise": 1]], "status": "ACTIVE", "clusterName": "d\u{E9}mo",
        "statistics": [], "configuration": .null,
        "clusterArn": "arn:aws:ecs:us-east-1:123456789012:cluster/d\u{E9}mo",
      ],
    ]
    #expect(
      try render(reply, "CreateCluster") == """
        {
            "cluster": {
                "clusterArn": "arn:aws:ecs:us-east-1:123456789012:cluster/d\u{E9}mo",
                "clusterName": "d\u{E9}mo",
                "status": "ACTIVE",
                "statistics": [],
                "tags": [
                    {
                        "key": "team",
                        "value": "core"
                    }
                ]
            }
        }

        """)
  }

  @Test func timestampsAreISOTextBeforeTheQueryIsAsked() throws {
    func stamp(_ value: Document) throws -> String {
      try render(["tasks": [["createdAt": value]]], "DescribeTasks", query: "tasks[0].createdAt")
    }
    #expect(try stamp(1_767_603_600) == "\"2026-01-05T09:00:00+00:00\"\n")
    #expect(
      try stamp(.decimal(.init(checkedText: "1767603600.005"))) == "\"2026-01-05T09:00:00.005000+00:00\"\n")
    #expect(try stamp(.decimal(.init(checkedText: "1.767603600128E9"))) == "\"2026-01-05T09:00:00.128000+00:00\"\n")
    #expect(try stamp(0) == "\"1970-01-01T00:00:00+00:00\"\n")
    #expect(try stamp(.decimal(.init(checkedText: "-0.5"))) == "\"1969-12-31T23:59:59.500000+00:00\"\n")
    #expect(try stamp(951_782_400) == "\"2000-02-29T00:00:00+00:00\"\n")
    #expect(try stamp(.decimal(.init(checkedText: "1e300"))) == "1e+300\n")
    #expect(try stamp("already text") == "\"already text\"\n")
  }

  @Test func mapsKeepTheirKeysAndDoublesAreWrittenAsPythonDoes() throws {
    let reply: Document.Object = [
      "taskDefinition": [
        "containerDefinitions": [["dockerLabels": ["z": "1", "a": "2"]]], "family": "web",
      ]
    ]
    #expect(
      try render(
        reply, "DescribeTaskDefinition", query: "taskDefinition.containerDefinitions[0].dockerLabels.keys(@)")
        == "[\n    \"z\",\n    \"a\"\n]\n")
    let scale: Document.Object = [
      "taskSet": ["scale": ["unit": "PERCENT", "value": .decimal(.init(checkedText: "50.50"))]]
    ]
    #expect(
      try render(scale, "CreateTaskSet", query: "taskSet.scale") == """
        {
            "value": 50.5,
            "unit": "PERCENT"
        }

        """)
  }

  @Test func emptyRepliesPrintNothing() throws {
    for format in OutputFormat.allCases {
      #expect(try Output.render([:], for: try Self.call("TagResource", format)) == "", "\(format)")
      #expect(try Output.render(["oops": 1], for: try Self.call("TagResource", format)) == "", "\(format)")
    }
  }

  /// The table of the output formats: what each prints for an empty list, null, a text and true.
  @Test(arguments: [
    (OutputFormat.json, "{\n    \"taskArns\": []\n}\n", "null\n", "\"ACTIVE\"\n", "true\n"),
    (.text, "", "None\n", "ACTIVE\n", "True\n"),
    (
      .table, "-----------\n|ListTasks|\n+---------+\n", "", "-----------\n|ListTasks|\n+---------+\n",
      "-----------\n|ListTasks|\n+---------+\n"
    ),
    (.yaml, "taskArns: []\n", "null\n", "\"ACTIVE\"\n", "true\n"),
    (.off, "", "", "", ""),
  ])
  func smallResults(format: OutputFormat, emptyList: String, null: String, text: String, truth: String) throws {
    let reply: Document.Object = ["taskArns": []]
    #expect(try Output.render(reply, for: try Self.call("ListTasks", format)) == emptyList)
    #expect(try Output.render(reply, for: try Self.call("ListTasks", format, query: "nothing")) == null)
    #expect(try Output.render(reply, for: try Self.call("ListTasks", format, query: "'ACTIVE'")) == text)
    #expect(try Output.render(reply, for: try Self.call("ListTasks", format, query: "`true`")) == truth)
  }

  @Test func aQueryThatFailsIsAnErrorOfTheCommandLine() throws {
    let call = try Self.call("ListTasks", query: "length(nothing)")
    #expect(
      throws: Refusal(
        standardError: "\naws: [ERROR]: In function length(), invalid type for value: None, expected one of: "
          + "['string', 'array', 'object'], received: \"null\"\n",
        exitCode: 255)
    ) { try Output.render(["taskArns": []], for: call) }
  }
}

/// The service's refusals (AWS CLI 2.36.7, default error format).
@Suite struct OutputErrorTests {
  @Test func namesCodeOperationAndMessage() {
    let error = Output.error(
      code: "ClusterNotFoundException", message: "Cluster not found.", operation: "ListTasks")
    #expect(
      error.standardError
        == "\naws: [ERROR]: An error occurred (ClusterNotFoundException) when calling the ListTasks operation: "
        + "Cluster not found.\n")
    #expect(error.exitCode == 254)
  }

  @Test func furtherMembersFollow() {
    let error = Output.error(
      code: "ConflictException", message: "Busy.", members: ["message": "Busy.", "resourceIds": ["a", "b"]],
      operation: "UpdateService")
    #expect(
      error.standardError
        == "\naws: [ERROR]: An error occurred (ConflictException) when calling the UpdateService operation: Busy.\n"
        + "\nAdditional error details:\nresourceIds: [a, b]\n")
  }

  @Test func whatWasTriedAgainSaysSo() {
    let server = Output.error(code: "ServerException", message: nil, operation: "RunTask", isServerFault: true)
    #expect(
      server.standardError
        == "\naws: [ERROR]: An error occurred (ServerException) when calling the RunTask operation "
        + "(reached max retries: 2): \n")
    let throttled = Output.error(code: "ThrottlingException", message: "Rate exceeded", operation: "RunTask")
    #expect(throttled.standardError.hasSuffix("RunTask operation (reached max retries: 2): Rate exceeded\n"))
  }
}
