/// Replies by their shape: alphabetical at every level, and nothing lost that the shape does not know.
import Documents
import ServiceModels
import Testing

@Suite struct ShapedTextTests {
  private func text(_ object: Document.Object, as shape: String) throws -> String {
    let ecs = try #require(ServiceModel.named("ecs"))
    return String(decoding: ecs.sortedText(of: object, as: shape), as: UTF8.self)
  }

  /// The model has `tasks` before `failures`, and `lastStatus` of a container before its `exitCode`.
  @Test func theMembersOfEveryStructureAreInAlphabeticalOrder() throws {
    let reply: Document.Object = [
      "tasks": [["containers": [["lastStatus": "STOPPED", "exitCode": 137], ["name": "w\"eb"]], "version": 3]],
      "failures": [],
    ]
    #expect(
      try text(reply, as: "DescribeTasksResponse")
        == #"{"failures":[],"tasks":[{"containers":[{"exitCode":137,"lastStatus":"STOPPED"},{"name":"w\"eb"}],"version":3}]}"#
    )
  }

  @Test(arguments: [
    #"{"failures":[],"tasks":[]}"#,
    #"{"failures":[],"shipments":7,"tasks":[]}"#,
    #"{"failures":{"reason":"MISSING"},"tasks":7}"#,
    #"{"tasks":[{"cpu":256,"containers":"none","zones":[{"b":1.5,"a":true}]}]}"#,
  ])
  func whatTheShapeDoesNotKnowIsWrittenToo(written: String) throws {
    let reply = try #require(try DocumentReader.read(written).object)
    #expect(try text(reply, as: "DescribeTasksResponse") == Document.object(reply).written(.sorted))
    #expect(try text(reply, as: "NoSuchShape") == Document.object(reply).written(.sorted))
  }

  @Test func whatIsNullIsLeftOut() throws {
    let reply: Document.Object = ["tasks": [["cpu": .null, "version": 3]], "failures": .null]
    #expect(try text(reply, as: "DescribeTasksResponse") == #"{"tasks":[{"version":3}]}"#)
  }

  @Test func theKeysOfAMapAreInAlphabeticalOrder() throws {
    let definition: Document.Object = ["dockerLabels": ["ship": "sea", "dock": "dry"]]
    #expect(try text(definition, as: "ContainerDefinition") == #"{"dockerLabels":{"dock":"dry","ship":"sea"}}"#)
  }
}
