/// Examples of the help pages: whole, and of operations that exist.
import Testing

@testable import ServiceModels

@Suite struct HelpExamplesTests {
  @Test func eachBelongsToAnOperationAndIsALineOfIt() throws {
    let model = try #require(ServiceModel.named("ecs"))
    #expect(HelpExamples.operations.count > 30)
    for name in HelpExamples.operations {
      let operation = try #require(model.operation(named: name), "\(name)")
      let examples = HelpExamples.of(name, service: "ecs")
      #expect(!examples.isEmpty)
      for example in examples {
        #expect(example.line.hasPrefix("aws ecs \(operation.commandName)"), "\(example.line)")
        #expect(!example.wish.hasPrefix("aws"), "\(example.wish)")
      }
    }
  }

  @Test func theyAreReadInPairs() {
    #expect(
      HelpExamples.of("DeleteCluster", service: "ecs") == [
        HelpExample(wish: "Delete an empty cluster", line: "aws ecs delete-cluster --cluster pier")
      ])
    #expect(HelpExamples.of("DeleteCluster", service: "ec2").isEmpty)
  }
}
