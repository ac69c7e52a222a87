/// Services whose tasks fail: waiting, the circuit breaker, limits that block, health.
///
/// Times as in `ServiceSchedulerTests`.
import Cloud
import CloudAPI
import Documents
import SimulationKit
import Testing

/// What a service says of an image that could not be looked up three times.
private let notFound =
  "was unable to place a task. Reason: CannotPullContainerError: inspect image has been retried 1 time(s): failed to "
  + "resolve ref \"docker.io/library/no-such-image:latest\": pull access denied, repository does not exist or may "
  + "require authorization: server message: insufficient_scope: authorization failed."

@Test func tasksThatNeverStartAreTriedAgainEverMoreSlowly() throws {
  var cloud = try TestCloud.services()
  try cloud.createService("web", "missing:1", count: 1)
  cloud.advance(seconds: 3_900)
  // Each attempt is seen to fail 40 s later: PENDING after 15 s, not found 8 s after that, reported after another 10 s, at
  // the next turn. After the 4th failure (2:50) the service waits 60 s, after the 5th (4:30) 120 s, then 240, 480, 960 and
  // 1,620 s.
  let attempts = ["0:10", "0:50", "1:30", "2:10", "3:50", "6:30", "11:10", "19:50", "36:30", "64:10"]
  let starts = cloud.story().filter { $0.hasSuffix("has started 1 tasks: (task ID).") }
  #expect(starts == attempts.map { "\($0) has started 1 tasks: (task ID)." })
  #expect(
    cloud.story().filter { !$0.contains("has started") } == [
      "2:10 \(notFound)", "2:10 is unable to consistently start tasks successfully.",
    ]
  )
  #expect(try cloud.describeService()["deployments"]?[0]?["rolloutState"] == "IN_PROGRESS")
  #expect(try cloud.describeService()["deployments"]?[0]?["failedTasks"] == 10)

  try cloud.updateService("web", #""taskDefinition": "good:1""#)
  let start = cloud.world.now
  cloud.advance(seconds: 120)
  #expect(
    cloud.story(since: start).first == "0:10 has started 1 tasks: (task ID).", "a new deployment ends the waiting")
}

@Test func tasksThatRanAreReplacedAtFullSpeed() throws {
  var cloud = try TestCloud.services()
  try cloud.createService("web", "crash:1", count: 1)
  cloud.advance(seconds: 300)
  // RUNNING after 25 s, gone 10.5 s later: noticed 40 s after the start.
  #expect(
    Array(cloud.story().prefix(6))
      == ["0:10", "0:50", "1:30", "2:10", "2:50", "3:30"].map { "\($0) has started 1 tasks: (task ID)." })
  #expect(!cloud.story().contains { $0.contains("consistently") })
}

private let breaker = #", "deploymentConfiguration": {"deploymentCircuitBreaker": {"enable": true, "rollback": true}}"#

@Test func theCircuitBreakerStallsAFirstDeployment() throws {
  var cloud = try TestCloud.services()
  try cloud.createService("web", "missing:1", count: 1, more: breaker)
  cloud.advance(seconds: 600)
  #expect(
    cloud.story() == [
      "0:10 has started 1 tasks: (task ID).", "0:50 has started 1 tasks: (task ID).",
      "1:30 has started 1 tasks: (task ID).", "2:10 \(notFound)",
      "2:10 (deployment ecs-svc/N) deployment failed: tasks failed to start.",
      "2:10 is unable to consistently start tasks successfully.",
    ])
  let deployment = try #require(try cloud.describeService()["deployments"]?[0])
  #expect(deployment["status"] == "PRIMARY")
  #expect(deployment["rolloutState"] == "FAILED")
  #expect(deployment["rolloutStateReason"] == "ECS deployment circuit breaker: tasks failed to start.")
  #expect(deployment["failedTasks"] == 3)
}

/// Runtime sheet, section 3.4: a task counts that ends without having been healthy, whoever ended it. Three do for one
/// desired task. It is none of the failures that make a service start tasks more slowly.
@Test func tasksThatUsersStopWhileTheyStartCountForTheCircuitBreaker() throws {
  var cloud = try TestCloud.services()
  try cloud.createService("web", "good:1", count: 1, more: breaker)
  for count in 1...3 {
    cloud.advance(seconds: 15)
    let task = try cloud.call("ListTasks", #"{"cluster": "harbor"}"#)["taskArns"]?[0]?.string ?? ""
    try cloud.call("StopTask", #"{"cluster": "harbor", "task": "\#(task)"}"#)
    cloud.advance(seconds: 15)
    let deployment = try cloud.describeService()["deployments"]?[0]
    #expect(deployment?["failedTasks"]?.integer == count)
    #expect(deployment?["rolloutState"] == (count < 3 ? "IN_PROGRESS" : "FAILED"))
  }
  #expect(!cloud.story().contains { $0.contains("consistently") })
}

/// What the scheduler stops by itself, as the desired count asks for, is no failure.
@Test func tasksThatAreTooManyDoNotCountForTheCircuitBreaker() throws {
  var cloud = try TestCloud.services()
  try cloud.createService("web", "good:1", count: 6, more: breaker)
  cloud.advance(seconds: 15)
  try cloud.updateService("web", #""desiredCount": 1"#)
  cloud.advance(seconds: 15)
  let deployment = try cloud.describeService()["deployments"]?[0]
  #expect(deployment?["failedTasks"] == 0)
  #expect(deployment?["rolloutState"] == "IN_PROGRESS")
}

@Test(arguments: ["missing:1", "crash:1"])
func theCircuitBreakerRollsBack(definition: String) throws {
  var (cloud, start) = try TestCloud.steady(count: 1, more: breaker)
  let source = try #require(cloud.service()?.primary?.name)
  try cloud.updateService("web", #""taskDefinition": "\#(definition)""#)
  let failing = try #require(cloud.service()?.primary?.name)
  // Each attempt takes 40 s; the third failure trips.
  let tripped = 130
  cloud.advance(seconds: tripped)
  let middle = try cloud.describeService()["deployments"]
  #expect(middle?[0]?["status"] == "PRIMARY")
  #expect(middle?[0]?["rolloutState"] == "IN_PROGRESS")
  #expect(
    middle?[0]?["rolloutStateReason"]?.string
      == "ECS deployment circuit breaker: rolling back to deploymentId \(source).")
  #expect(middle?[1]?["id"]?.string == failing)
  #expect(middle?[1]?["status"] == "ACTIVE")
  #expect(middle?[1]?["rolloutState"] == "FAILED")
  let history = try cloud.call("ListServiceDeployments", #"{"cluster": "harbor", "service": "web"}"#)
  #expect(history["serviceDeployments"]?[0]?["status"] == "ROLLBACK_IN_PROGRESS")
  #expect(
    history["serviceDeployments"]?[0]?["statusReason"]
      == "Service deployment rolled back because the circuit breaker threshold was exceeded.")
  cloud.advance(seconds: 300)
  let story = cloud.story(since: start)
  #expect(story.count { $0.contains("has started 1 tasks") } == 4)
  #expect(story.contains("\(tripped / 60):\(tripped % 60) rolling back to deployment ecs-svc/N."))
  #expect(
    Array(story.suffix(3)).map { $0.drop { $0 != " " }.dropFirst() } == [
      "has stopped 1 running tasks: (task ID).", "(deployment ecs-svc/N) deployment completed.",
      "has reached a steady state.",
    ])
  #expect(cloud.service()?.deployments.count == 1)
  #expect(cloud.service()?.primary?.family == "good")
  let after = try cloud.call("ListServiceDeployments", #"{"cluster": "harbor", "service": "web"}"#)
  #expect(after["serviceDeployments"]?.list?.count == 2, "a rollback belongs to the deployment that failed")
  #expect(after["serviceDeployments"]?[0]?["status"] == "ROLLBACK_SUCCESSFUL")
  #expect(after["serviceDeployments"]?[1]?["status"] == "SUCCESSFUL")
}

@Test func withoutTheCircuitBreakerOldTasksCarryOn() throws {
  var (cloud, _) = try TestCloud.steady(count: 2)
  try cloud.updateService("web", #""taskDefinition": "missing:1""#)
  cloud.advance(seconds: 3_600)
  #expect(cloud.service()?.primary?.rolloutState == .inProgress)
  #expect(cloud.service()?.runningCount == 2)
}

@Test func limitsThatBlockEveryMoveAreNamedOnce() throws {
  // 3 tasks, 100/125: floor 3, ceiling 3.
  var (cloud, start) = try TestCloud.steady(
    count: 3, more: #", "deploymentConfiguration": {"maximumPercent": 125, "minimumHealthyPercent": 100}"#)
  try cloud.updateService("web", #""taskDefinition": "good:2""#)
  cloud.advance(seconds: 7_200)
  #expect(
    cloud.story(since: start) == [
      "0:10 was unable to stop or start tasks during a deployment because of the service deployment configuration. "
        + "Update the minimumHealthyPercent or maximumPercent value and try again."
    ])
  let changed = cloud.world.now
  try cloud.updateService("web", #""deploymentConfiguration": {"minimumHealthyPercent": 60}"#)
  cloud.advance(seconds: 600)
  #expect(cloud.story(since: changed).last?.hasSuffix("has reached a steady state.") == true)
}

@Test func anUnhealthyTaskIsReplacedFirstAndStoppedThen() throws {
  // Probes every 10 s; from 100 s after its start the container fails, two failures make it unhealthy.
  var cloud = try TestCloud.services()
  try cloud.createService("web", "sick:1", count: 1)
  cloud.advance(seconds: 400)
  let story = cloud.story().map { String($0.drop { $0 != " " }.dropFirst()) }
  #expect(
    Array(story.prefix(6)) == [
      "has started 1 tasks: (task ID).", "(deployment ecs-svc/N) deployment completed.", "has reached a steady state.",
      "has started 1 tasks: (task ID). Amazon ECS replaced 1 tasks due to an unhealthy status.",
      "(task ID) failed container health checks.", "has stopped 1 running tasks: (task ID).",
    ])
  let stopped = try #require(cloud.tasks().first { $0.desiredStatus == .stopped })
  #expect(stopped.stoppedReason == "Task failed container health checks")
  #expect(stopped.stopCode == .serviceSchedulerInitiated)
}

@Test func aHealthCheckDecidesInsteadOfFortySeconds() throws {
  var cloud = try TestCloud.services()
  try cloud.createService("web", "checked:1", count: 1)
  cloud.advance(seconds: 120)
  // RUNNING 22.5 to 27.5 s after 0:10, healthy with the first probe 10 s later: by 0:50 at the latest.
  #expect(cloud.story().last == "0:50 has reached a steady state.")
}

/// Runtime sheet, section 3.4: back to the most recent COMPLETED deployment. A rollback that another update overtakes makes
/// nobody forget which that is.
@Test func anUpdateDuringARollbackHasTheSameWayBack() throws {
  var (cloud, _) = try TestCloud.steady(count: 1, more: breaker)
  try cloud.updateService("web", #""taskDefinition": "missing:1""#)
  cloud.advance(seconds: 131)  // tripped at 2:10
  #expect(cloud.service()?.primary?.isRollback == true)
  try cloud.updateService("web", #""taskDefinition": "crash:1""#)
  cloud.advance(seconds: 600)
  #expect(cloud.service()?.primary?.family == "good")
  #expect(cloud.service()?.deployments.count == 1)
  let list = try cloud.call("ListServiceDeployments", #"{"cluster": "harbor", "service": "web"}"#)
  #expect(
    list["serviceDeployments"]?.list?.map { $0["status"]?.string }
      == ["ROLLBACK_SUCCESSFUL", "ROLLBACK_FAILED", "SUCCESSFUL"])
}

/// Runtime sheet, section 3.4: a failure during the rollback stalls, too.
@Test func aRollbackThatFailsIsNotRolledBack() throws {
  var (cloud, start) = try TestCloud.steady(count: 1, more: breaker)
  try cloud.updateService("web", #""taskDefinition": "missing:1""#)
  try cloud.tryToInject("start-failing image=web why=create lasts=forever")
  cloud.advance(seconds: 1_800)
  #expect(cloud.service()?.primary?.family == "good")
  #expect(cloud.service()?.primary?.rolloutState == .failed)
  #expect(cloud.story(since: start).count { $0.contains("rolling back to deployment") } == 1)
  #expect(cloud.service()?.runningCount == 1, "what ran before goes on")
  let list = try cloud.call("ListServiceDeployments", #"{"cluster": "harbor", "service": "web"}"#)
  #expect(list["serviceDeployments"]?[0]?["status"] == "ROLLBACK_FAILED")
}
