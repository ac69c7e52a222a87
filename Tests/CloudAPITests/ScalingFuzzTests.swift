/// Any request to CloudWatch and Application Auto Scaling gets a reply, whatever it holds, and the same seed gives the same
/// world; services stay what they promise to be.
import Cloud
import CloudAPI
import Documents
import ServiceModels
import SimulationKit
import Testing

@Suite struct ScalingFuzzTests {
  @Test(arguments: 1...6)
  func anyRequestGetsAReply(seed: Int) throws {
    #expect(try play(seed: UInt64(seed)) == play(seed: UInt64(seed)))
  }

  /// 120 requests with up to five minutes between them; the digest of what is left.
  private func play(seed: UInt64) throws -> UInt64 {
    var (cloud, _) = try TestCloud.steady(count: 2)
    var stream = SeededStream(seed: seed)
    var makers: [(ServiceModel, RequestMaker)] = []
    for service in ["cloudwatch", "application-autoscaling"] {
      let model = try #require(ServiceModel.named(service))
      makers.append((model, RequestMaker(model: model, stream: stream.split(service))))
    }
    for number in 1...120 {
      let place = stream.number(in: 0...1)
      let model = makers[place].0
      let operations = model.operations.filter {
        CloudAPI.isSimulated(service: model.name, operation: $0.name)
      }
      guard let operation = stream.element(of: operations) else { break }
      var input = makers[place].1.structure(operation.input, depth: 0)
      if place == 1, stream.number(in: 1...10) > 1 {
        input["ServiceNamespace"] = "ecs"
        input["ResourceId"] = "service/harbor/web"
        input["ScalableDimension"] = "ecs:service:DesiredCount"
      }
      let request = ServiceRequest(service: model.name, operation: operation.name, input: input)
      _ = CloudAPI.perform(request, on: &cloud.world, cause: .command(number))
      if number.isMultiple(of: 20) { cloud.inject("load service=web cpu=\(stream.number(in: 0...1_000)) lasts=5m") }
      cloud.world.advance(to: cloud.world.now + .seconds(stream.number(in: 0...300)), limit: 20_000) { _, _ in .goOn }
    }
    #expect(cloud.brokenPromises() == [])
    return CloudAPI.digest(of: cloud.world)
  }
}

/// A range is no leave to ask for more tasks than a service may have.
@Test func scalingStopsAtTheQuota() throws {
  var cloud = try TestCloud.scalable(count: 1, range: #""MinCapacity": 1, "MaxCapacity": 1000000"#)
  try cloud.scaling(
    "PutScheduledAction",
    #""ScheduledActionName": "many", "Schedule": "at(2026-01-05T09:04:00)", "ScalableTargetAction": {"MinCapacity": 900000}"#
  )
  cloud.advance(toMinute: 1)
  #expect(cloud.desiredCount == ECS.Quotas.tasksPerService)
}
