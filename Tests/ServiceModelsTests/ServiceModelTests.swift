/// The tables hold the whole model: counts and facts from the API sheet, every reference resolved.
import Documents
import ServiceModels
import Testing

@Suite struct ServiceModelTests {
  static let ecs = ServiceModel.named("ecs")

  @Test func ecsIsWhole() throws {
    let ecs = try #require(Self.ecs)
    #expect(ecs.operations.count == 77)
    #expect(ecs.shapeCount == 626 + 12, "those of the API sheet, and twelve of its section 7.2")
    #expect(ecs.metadata.serviceId == "ECS")
    #expect(ecs.metadata.targetPrefix == "AmazonEC2ContainerServiceV20141113")
    #expect(ecs.metadata.jsonVersion == "1.1")
    #expect(ecs.metadata.spokenProtocol == "json")
    #expect(ecs.operations.compactMap(\.paginator).count == 9)
    #expect(ecs.waiters.count == 9)
    #expect(ecs.otherOperationNames.count == 11, "those that botocore 1.44.8 has beside")
  }

  @Test func anUnknownServiceHasNoModel() { #expect(ServiceModel.named("s3") == nil) }

  @Test(arguments: ServiceModel.names) func everyShapeThatIsNamedExists(service: String) throws {
    let model = try #require(ServiceModel.named(service))
    func check(_ shape: String, _ place: String) { #expect(model.shape(shape) != nil, "\(place): \(shape)") }
    var seen: Set<String> = []
    var open: [String] = []
    for operation in model.operations {
      open += [operation.input] + [operation.output].compactMap { $0 } + operation.errors
      #expect(model.operation(commandName: operation.commandName) == operation)
      #expect(model.operation(named: operation.name) == operation)
    }
    while let name = open.popLast() {
      guard seen.insert(name).inserted else { continue }
      check(name, service)
      guard let shape = model.shape(name) else { continue }
      for required in shape.required { #expect(shape.member(required) != nil, "\(name).\(required)") }
      switch shape.kind {
      case .structure(let members): open += members.map(\.shape)
      case .list(let element): open.append(element)
      case .map(let key, let value): open += [key, value]
      case .string, .integer, .long, .boolean, .double, .float, .timestamp, .blob: break
      }
    }
    #expect(seen.count == model.shapeCount || service == "ecs")
  }

  @Test func membersCarryTheirFlags() throws {
    let ecs = try #require(Self.ecs)
    let runTask = try #require(ecs.shape("RunTaskRequest"))
    #expect(runTask.required == ["taskDefinition"])
    #expect(runTask.member("clientToken")?.isIdempotencyToken == true)
    #expect(runTask.member("taskDefinition")?.optionName == "--task-definition")
    #expect(ecs.shape("RegisterTaskDefinitionRequest")?.member("inferenceAccelerators")?.isDeprecated == true)
    #expect(ecs.shape("SensitiveString")?.isSensitive == true)
    #expect(ecs.shape("ClusterNotFoundException")?.isException == true)
    #expect(ecs.shape("ServerException")?.isFault == true)
    #expect(ecs.shape("LaunchType")?.enumeration == ["EC2", "FARGATE", "EXTERNAL", "MANAGED_INSTANCES"])
    #expect(ecs.shape("TagKey")?.minimum == "1" && ecs.shape("TagKey")?.maximum == "128")
  }

  @Test func namesOnTheWireOfTheXMLProtocolsAreKept() throws {
    let ec2 = try #require(ServiceModel.named("ec2"))
    let subnet = try #require(ec2.shape("Subnet"))
    #expect(subnet.member("SubnetId")?.locationName == "subnetId")
    #expect(ec2.shape("SubnetList")?.elementLocationName == "item")
    let sts = try #require(ServiceModel.named("sts"))
    #expect(sts.operation(named: "GetCallerIdentity")?.resultWrapper == "GetCallerIdentityResult")
    #expect(sts.metadata.spokenProtocol == "query")
    #expect(ServiceModel.named("cloudwatch")?.metadata.spokenProtocol == "json")
    #expect(ServiceModel.named("cloudwatch")?.metadata.isQueryCompatible == true)
    #expect(ServiceModel.named("elbv2")?.shape("TargetGroupNotFoundException")?.errorCode == "TargetGroupNotFound")
  }

  @Test func paginatorsSayWhereTokensAre() throws {
    let paginator = try #require(Self.ecs?.operation(named: "ListTasks")?.paginator)
    #expect(paginator.inputTokens == ["nextToken"] && paginator.outputTokens == ["nextToken"])
    #expect(paginator.limitKey == "maxResults" && paginator.resultKeys == ["taskArns"])
    #expect(ServiceModel.named("iam")?.operation(named: "ListRoles")?.paginator?.moreResults == "IsTruncated")
  }

  /// Every token and list that a paginator names is a plain member, which is all that walking pages looks for.
  @Test(arguments: ServiceModel.names) func paginatorsNamePlainMembers(service: String) throws {
    let model = try #require(ServiceModel.named(service))
    for operation in model.operations {
      guard let paginator = operation.paginator, let output = operation.output else { continue }
      for key in paginator.outputTokens + paginator.resultKeys {
        #expect(model.shape(output)?.member(key) != nil, "\(operation.name) \(key)")
      }
      for key in paginator.inputTokens { #expect(model.shape(operation.input)?.member(key) != nil) }
    }
  }

  @Test func waitersAreWhole() throws {
    let ecs = try #require(Self.ecs)
    let stable = try #require(ecs.waiter(commandName: "services-stable"))
    #expect(stable.operation == "DescribeServices" && stable.delaySeconds == 15 && stable.maximumAttempts == 40)
    #expect(stable.acceptors.map(\.state) == [.failure, .failure, .failure, .success])
    #expect(stable.acceptors.last?.expected == true)
    #expect(stable.acceptors.first?.argument == "failures[].reason")
    let running = try #require(ecs.waiter(commandName: "tasks-running"))
    #expect(running.delaySeconds == 6 && running.maximumAttempts == 100)
    #expect(running.acceptors.last?.state == .success && running.acceptors.last?.matcher == .pathAll)
    #expect(running.acceptors.last?.argument == "tasks[].lastStatus" && running.acceptors.last?.expected == "RUNNING")
  }

  @Test(arguments: [
    ("CreateCluster", "create-cluster"), ("enableECSManagedTags", "enable-ecs-managed-tags"),
    ("vpcLatticeConfigurations", "vpc-lattice-configurations"), ("DBInstanceIdentifier", "db-instance-identifier"),
    ("LoadBalancerArns", "load-balancer-arns"), ("SomeARNs", "some-arns"), ("GroupIDs", "group-ids"),
    ("S3Key", "s3-key"),
    ("Ipv6Address", "ipv6-address"), ("already-kebab", "already-kebab"), ("", ""), ("a", "a"), ("ABC", "abc"),
  ]) func namesBecomeWords(name: String, word: String) {
    #expect(CommandName.kebab(name) == word)
  }
}
