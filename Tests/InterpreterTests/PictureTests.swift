/// The map's values and the lines about what happened.
import Documents
import SimulationKit
import Testing

@testable import Cloud
@testable import Interpreter

@Suite struct ClusterMapTests {
  private func map(_ session: Session, stopped: Bool = false) -> ClusterMap {
    ClusterMap(of: session.sandbox.world, region: Session.defaultRegion, includesStopped: stopped)
  }

  @Test func theFixtureHarbor() throws {
    let map = map(try makeSession())
    #expect(map.region == "us-east-1")
    #expect(map.clusters.map(\.name) == ["harbor"])
    #expect(map.clusters.first?.services.isEmpty == true)
    #expect(
      map.families == [
        .init(name: "api", activeRevisions: [1]), .init(name: "web", activeRevisions: [1, 2]),
        .init(name: "worker", activeRevisions: [1]),
      ] || Set(map.families.map(\.name)) == ["api", "web", "worker"])
  }

  @Test func aServiceWithItsTasks() throws {
    let session = try makeSession()
    _ = session.run("\(createWeb); aws ecs create-cluster --cluster-name gone; aws ecs delete-cluster --cluster gone")
    _ = session.run("wait until steady")
    let service = try #require(map(session).clusters.first?.services.first)
    #expect(service.name == "web")
    #expect(service.status == "ACTIVE")
    #expect(service.taskDefinition == "web:1")
    #expect([service.desired, service.running, service.pending, service.deployments] == [2, 2, 0, 1])
    #expect(service.tasks.map(\.status) == ["RUNNING", "RUNNING"])
    #expect(
      service.tasks.allSatisfy { $0.launchType == "FARGATE" && $0.taskDefinition == "web:1" && $0.id.count == 32 })
    #expect(map(session).clusters.map(\.name) == ["harbor"])
  }

  @Test func tasksThatNoServiceKeepsAndStoppedOnes() throws {
    let session = try makeSession()
    let run = """
      aws ecs run-task --cluster harbor --task-definition worker --launch-type FARGATE --network-configuration \
      'awsvpcConfiguration={subnets=[subnet-quay-a],securityGroups=[sg-web],assignPublicIp=ENABLED}' \
      --query 'tasks[0].taskArn' --output text
      """
    _ = session.run("TASK=$(\(run)); wait 2m")
    #expect(map(session).clusters.first?.tasks.map(\.taskDefinition) == ["worker:1"])
    _ = session.run("aws ecs stop-task --cluster harbor --task $TASK --reason done; wait 2m")
    #expect(map(session).clusters.first?.tasks.isEmpty == true)
    #expect(map(session, stopped: true).clusters.first?.tasks.first?.stoppedReason == "done")
  }

  @Test func aRegionWithoutAnything() throws {
    let map = ClusterMap(of: try makeSession().sandbox.world, region: "nowhere-1")
    #expect(map.clusters.isEmpty && map.families.isEmpty)
  }
}

@Suite struct NoticesTests {
  private func record(_ number: Int, _ draft: EventRecord.Draft) -> EventRecord {
    EventRecord(
      number: number, instant: nineOClock + .seconds(number), region: "us-east-1", draft: draft, cause: .start)
  }

  @Test func linesHaveTheTimeOfDay() {
    let service = EventRecord.Draft(
      .serviceEvent, source: "service/web", cluster: "harbor", message: "(service web) has reached a steady state.")
    #expect(Notices.line(record(1, service)) == "  09:00:01  (service web) has reached a steady state.")
    let task = EventRecord.Draft(
      .taskStateChange, source: "task/0123456789abcdef0123456789abcdef", cluster: "harbor", message: "STOPPED",
      reason: "Essential container in task exited")
    #expect(
      Notices.line(record(62, task)) == "  09:01:02  task 01234567 STOPPED  (Essential container in task exited)")
  }

  @Test(
    arguments: [
      (["desiredStatus": "STOPPED"], ", desiredStatus STOPPED"),
      (["healthStatus": "UNHEALTHY"], ", healthStatus UNHEALTHY"),
      (["container": "web", "exitCode": 1], ", container web ended with exit code 1"),
      (["pullStoppedAt": "2026-01-05T09:00:01Z"], ", images pulled"), ([:], ""),
    ] as [(Document.Object, String)])
  func aTaskThatKeepsItsStatusIsToldOfByWhatIsNew(detail: Document.Object, news: String) {
    let task = EventRecord.Draft(
      .taskStateChange, source: "task/0123456789abcdef0123456789abcdef", cluster: "harbor", message: "RUNNING",
      detail: detail)
    #expect(Notices.line(record(62, task)) == "  09:01:02  task 01234567 RUNNING" + news)
  }

  @Test func theMiddleOfALongListIsLeftOut() {
    let draft = EventRecord.Draft(.command, source: "cluster/harbor", cluster: "harbor", message: "x")
    let lines = Notices.whileWaiting((1...100).map { record($0, draft) })
    #expect(lines.count == 41)
    #expect(lines[20] == "  … 60 more …")
    #expect(Notices.whileWaiting((1...40).map { record($0, draft) }).count == 40)
  }

  @Test func afterACommandOnlyWhatTheSchedulerSaysAndWhatStops() throws {
    let session = try makeSession()
    _ = session.run("\(createWeb); wait until steady")
    let stop =
      "aws ecs stop-task --cluster harbor --task $(aws ecs list-tasks --cluster harbor --query 'taskArns[0]' --output text)"
    let notices = (0..<12).flatMap { number in
      session.run(number == 0 ? stop : "aws ecs list-clusters").notices
    }
    #expect(notices.contains { $0.hasSuffix("STOPPED  (Task stopped by user)") || $0.contains("STOPPED") })
    #expect(notices.contains { $0.contains("(service web) has started 1 tasks") })
    #expect(!notices.contains { $0.contains("PROVISIONING") })
  }
}
