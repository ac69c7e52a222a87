/// What a client says of an input, word for word: the rows of the API sheet, section 3.2, and botocore's own rules.
import Documents
import ServiceModels
import Testing

@Suite struct ValidationTests {
  private func messages(_ operation: String, _ json: String, service: String = "ecs") throws -> [String] {
    let model = try #require(ServiceModel.named(service))
    let input = try #require(DocumentReader.read(json).object)
    return model.validate(input, operation: try #require(model.operation(named: operation))).map(\.message)
  }

  @Test func aWholeInputIsFine() throws {
    #expect(try messages("RunTask", #"{"taskDefinition": "web", "count": 1, "launchType": "FARGTE"}"#) == [])
  }

  @Test func aMissingMemberIsNamedWithItsPlace() throws {
    #expect(
      try messages("RunTask", #"{"taskDefinition": "web", "networkConfiguration": {"awsvpcConfiguration": {}}}"#)
        == [#"Missing required parameter in networkConfiguration.awsvpcConfiguration: "subnets""#])
  }

  @Test func theTopIsCalledInput() throws {
    #expect(try messages("RunTask", "{}") == [#"Missing required parameter in input: "taskDefinition""#])
  }

  @Test func anUnknownMemberIsShownWithThoseThatThereAre() throws {
    #expect(
      try messages("RunTask", #"{"taskDefinition": "web", "networkConfiguration": {"awsvpcConfig": {}}}"#)
        == [#"Unknown parameter in networkConfiguration: "awsvpcConfig", must be one of: awsvpcConfiguration"#])
  }

  @Test(arguments: [
    (
      #"[{"key": 1}]"#,
      "Invalid type for parameter tags[0].key, value: 1, type: <class 'int'>, valid types: <class 'str'>"
    ),
    (
      #""a""#,
      "Invalid type for parameter tags, value: a, type: <class 'str'>, valid types: <class 'list'>, <class 'tuple'>"
    ),
    (#"["a"]"#, "Invalid type for parameter tags[0], value: a, type: <class 'str'>, valid types: <class 'dict'>"),
    (
      #"[{"key": null}]"#,
      "Invalid type for parameter tags[0].key, value: None, type: <class 'NoneType'>, valid types: <class 'str'>"
    ),
    (
      #"[{"key": ["a", true, 1.50, {"b": "it's"}]}]"#,
      #"Invalid type for parameter tags[0].key, value: ['a', True, 1.5, {'b': "it's"}], type: <class 'list'>, valid types: <class 'str'>"#
    ),
    (#"[{"key": ""}]"#, "Invalid length for parameter tags[0].key, value: 0, valid min length: 1"),
  ]) func tagsOfTheWrongKind(tags: String, message: String) throws {
    #expect(try messages("CreateCluster", #"{"tags": \#(tags)}"#) == [message])
  }

  @Test func numbersBelowTheLeastAreRefused() throws {
    #expect(
      try messages(
        "CreateCluster", #"{"defaultCapacityProviderStrategy": [{"capacityProvider": "FARGATE", "weight": -1}]}"#)
        == ["Invalid value for parameter defaultCapacityProviderStrategy[0].weight, value: -1, valid min value: 0"])
  }

  @Test func kindsOfNumbers() throws {
    #expect(
      try messages("CreateService", #"{"serviceName": "a", "desiredCount": "2"}"#)
        == ["Invalid type for parameter desiredCount, value: 2, type: <class 'str'>, valid types: <class 'int'>"])
    #expect(
      try messages("CreateService", #"{"serviceName": "a", "desiredCount": 1.5}"#)
        == ["Invalid type for parameter desiredCount, value: 1.5, type: <class 'float'>, valid types: <class 'int'>"])
    // To the client a truth value is a number, and a number of any length is one.
    #expect(try messages("CreateService", #"{"serviceName": "a", "desiredCount": true}"#) == [])
    #expect(try messages("CreateService", #"{"serviceName": "a", "desiredCount": 99999999999999999999}"#) == [])
    #expect(
      try messages("DeleteService", #"{"service": "a", "force": 1}"#)
        == ["Invalid type for parameter force, value: 1, type: <class 'int'>, valid types: <class 'bool'>"])
  }

  /// Inside a structure: missing, unknown, then its members as given.
  @Test func severalAtOnceInTheClientsOrder() throws {
    #expect(
      try messages("CreateService", #"{"desiredCount": "x", "foo": 1, "loadBalancers": 3}"#)
        == [
          #"Missing required parameter in input: "serviceName""#,
          try messages("CreateService", #"{"serviceName": "a", "foo": 1}"#).first ?? "",
          "Invalid type for parameter desiredCount, value: x, type: <class 'str'>, valid types: <class 'int'>",
          "Invalid type for parameter loadBalancers, value: 3, type: <class 'int'>, "
            + "valid types: <class 'list'>, <class 'tuple'>",
        ])
  }

  @Test func keysAndValuesOfMaps() throws {
    #expect(
      try messages("CreateLogGroup", #"{"logGroupName": "a", "tags": {"": "v", "k": 1}}"#, service: "logs")
        == [
          "Invalid length for parameter tags (key: ), value: 0, valid min length: 1",
          "Invalid type for parameter tags.k, value: 1, type: <class 'int'>, valid types: <class 'str'>",
        ])
  }

  @Test(arguments: [
    "\"2026-01-05T09:00:00Z\"", "\"2026-01-05\"", "\"2026-01-05 09:00\"", "1767603600", "1767603600.5",
    "\"1767603600\"",
    "\"20260105T090000Z\"", "\"Mon, 05 Jan 2026 09:00:00 GMT\"", "\"2026-01-05T09:00:00.123+01:00\"",
  ]) func timestampsThatAreTaken(text: String) throws {
    #expect(try messages("ListServiceDeployments", #"{"service": "a", "createdAt": {"after": \#(text)}}"#) == [])
  }

  @Test(arguments: ["soon", "", "2026-13-05", "2026-01-05T", "2026-01-05T25:00", "05.01.2026 soon"])
  func timestampsThatAreNot(text: String) throws {
    #expect(
      try messages("ListServiceDeployments", #"{"service": "a", "createdAt": {"after": "\#(text)"}}"#)
        == [
          "Invalid type for parameter createdAt.after, value: \(text), type: <class 'str'>, "
            + "valid types: <class 'datetime.datetime'>, timestamp-string"
        ])
  }

  @Test func anObjectReadFromAJSONOptionShowsAsTheClientKeepsIt() throws {
    let model = try #require(ServiceModel.named("ecs"))
    let operation = try #require(model.operation(named: "CreateCluster"))
    let input = try #require(DocumentReader.read(#"{"tags": [{"key": {"a": 1}}]}"#).object)
    #expect(
      model.validate(input, operation: operation, orderedMembers: ["tags"]).map(\.message)
        == [
          "Invalid type for parameter tags[0].key, value: OrderedDict({'a': 1}), "
            + "type: <class 'collections.OrderedDict'>, valid types: <class 'str'>"
        ])
  }

  @Test(arguments: [
    ("plain", "'plain'"), ("it's", "\"it's\""), ("both ' and \"", "'both \\' and \"'"), ("a\nb\t\\", "'a\\nb\\t\\\\'"),
    ("\u{1B}[0m", "'\\x1b[0m'"), ("\u{200B}é😀", "'\\u200bé😀'"), ("\u{E0001}", "'\\U000e0001'"),
  ]) func stringsInPythonsNotation(text: String, literal: String) {
    #expect(PythonText.quoted(text) == literal)
  }
}
