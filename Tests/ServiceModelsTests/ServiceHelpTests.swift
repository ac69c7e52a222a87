/// The help file says something of every operation and nothing of what does not exist.
import ServiceModels
import Testing

@Suite struct ServiceHelpTests {
  @Test(arguments: ServiceModel.names) func everyOperationHasALine(service: String) throws {
    let model = try #require(ServiceModel.named(service))
    let help = try #require(ServiceHelp.named(service))
    #expect(help.malformedLines == [])
    #expect(help.operationNames.sorted() == model.operations.map(\.name).sorted())
    for operation in model.operations {
      let summary = try #require(help.summary(operation))
      #expect(!summary.hasSuffix(".") && summary.count <= 90, "\(operation.name)")
    }
  }

  @Test func everyMemberWithALineExists() throws {
    for service in ServiceModel.names {
      let model = try #require(ServiceModel.named(service))
      let help = try #require(ServiceHelp.named(service))
      for operation in model.operations {
        let known = Set(model.inputMembers(of: operation).map(\.name))
        for member in help.memberNames(operation) { #expect(known.contains(member), "\(operation.name) \(member)") }
      }
    }
  }

  @Test func everyFieldOfTheGlossaryExists() throws {
    let model = try #require(ServiceModel.named("ecs"))
    let help = try #require(ServiceHelp.named("ecs"))
    var fields: Set<String> = []
    var seen: Set<String> = []
    var open = model.operations.flatMap { [$0.input] + [$0.output].compactMap { $0 } }
    while let name = open.popLast() {
      guard seen.insert(name).inserted, let shape = model.shape(name) else { continue }
      if case .list(let element) = shape.kind { open.append(element) }
      for member in shape.members {
        fields.formUnion([member.name, "\(name).\(member.name)"])
        open.append(member.shape)
      }
    }
    for field in help.glossaryFields {
      #expect(fields.contains(field), "\(field)")
    }
  }

  @Test func statusesFollowOneAnother() throws {
    let model = try #require(ServiceModel.named("ecs"))
    let help = try #require(ServiceHelp.named("ecs"))
    let runTask = try #require(model.operation(named: "RunTask"))
    #expect(help.status(runTask) == .simulated)
    #expect(help.status(runTask, member: "count") == .simulated)
    #expect(help.status(runTask, member: "cluster") == .simulated)
    #expect(help.status(runTask, member: "referenceId") == .echoed)
    let ssm = try #require(ServiceHelp.named("ssm"))
    let startSession = try #require(ServiceModel.named("ssm")?.operation(named: "StartSession"))
    #expect(ssm.status(startSession) == .notYet)
    #expect(ssm.status(startSession, member: "Target") == .notYet)
  }

  @Test func theGlossaryKnowsAFieldByItsShape() throws {
    let help = try #require(ServiceHelp.named("ecs"))
    #expect(help.glossary("status", in: "Cluster") == "ACTIVE or INACTIVE (deleted)")
    #expect(help.glossary("status", in: "Attachment") == "Whether it is active")
    #expect(help.glossary("noSuchField") == nil)
  }
}
