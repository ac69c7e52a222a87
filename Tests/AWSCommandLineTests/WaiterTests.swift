/// Waiters: what they ask and what they make of answers, in the texts of the API sheet, section 3.5.
import AWSCommandLine
import Documents
import Testing

@Suite struct WaiterTests {
  private func run(_ line: String) throws -> WaiterRun { WaiterRun(try #require(parse(line).wait)) }

  private func text(_ verdict: WaiterVerdict) -> String? {
    if case .failed(let refusal) = verdict { refusal.standardError } else { nil }
  }

  @Test func aWaiterAsksItsOperation() throws {
    let wait = try #require(parse("ecs wait services-stable --cluster demo --services web api").wait)
    #expect(wait.call.operation.name == "DescribeServices")
    #expect(Document.object(wait.call.input).written(.compact) == #"{"cluster":"demo","services":["web","api"]}"#)
    #expect(wait.waiter.delaySeconds == 15 && wait.waiter.maximumAttempts == 40)
    #expect(
      message(parse("ecs wait tasks-running"))?.hasPrefix("the following arguments are required: --tasks") == true)
  }

  @Test func stableIsOneDeploymentAndRunningAsDesired() throws {
    var run = try run("ecs wait services-stable --services web")
    #expect(
      run.judge(
        .reply(["services": [["status": "ACTIVE", "deployments": [[:]], "runningCount": 1, "desiredCount": 2]]]))
        == .goOn)
    #expect(
      run.judge(
        .reply(["services": [["status": "ACTIVE", "deployments": [[:], [:]], "runningCount": 2, "desiredCount": 2]]]))
        == .goOn)
    #expect(
      run.judge(
        .reply(["services": [["status": "ACTIVE", "deployments": [[:]], "runningCount": 2, "desiredCount": 2]]]))
        == .reached)
  }

  @Test func terminalStates() throws {
    var stable = try run("ecs wait services-stable --services web")
    #expect(
      text(stable.judge(.reply(["services": [], "failures": [["reason": "MISSING"]]])))
        == "\naws: [ERROR]: Waiter ServicesStable failed: Waiter encountered a terminal failure state: For expression "
        + "\"failures[].reason\" we matched expected path: \"MISSING\" at least once\n")
    var running = try run("ecs wait tasks-running --tasks a")
    #expect(
      text(running.judge(.reply(["tasks": [["lastStatus": "STOPPED"]]])))
        == "\naws: [ERROR]: Waiter TasksRunning failed: Waiter encountered a terminal failure state: For expression "
        + "\"tasks[].lastStatus\" we matched expected path: \"STOPPED\" at least once\n")
    var inactive = try run("ecs wait services-inactive --services web")
    #expect(
      text(inactive.judge(.error(code: "ClusterNotFoundException", message: "Cluster not found.")))
        == "\naws: [ERROR]: Waiter ServicesInactive failed: An error occurred (ClusterNotFoundException): Cluster not found.\n"
    )
  }

  @Test func aWaiterGivesUpAfterItsAttempts() throws {
    var run = try run("ecs wait tasks-stopped --tasks a")
    // A missing task is no failure here, and an empty list never matches.
    let missing: Document.Object = ["tasks": [], "failures": [["reason": "MISSING"]]]
    for _ in 1..<100 { #expect(run.judge(.reply(missing)) == .goOn) }
    #expect(text(run.judge(.reply(missing))) == "\naws: [ERROR]: Waiter TasksStopped failed: Max attempts exceeded\n")
    #expect(run.attempts == 100)
  }
}
