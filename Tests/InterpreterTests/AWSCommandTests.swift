/// `aws` lines joined to a world: what they cost, what they leave in the journal, what they print.
/// Texts and exit codes: AWS CLI v2 2.36.7 (API sheet, sections 3.1 and 3.2).
import CloudAPI
import Documents
import SimulationKit
import Testing
import Workspace

@testable import Interpreter

@Suite struct AWSCommandTests {
  private func lastEntry(_ session: Session) throws -> Entry { try #require(session.sandbox.entries().last) }

  @Test func aCallThatReachedTheServiceCostsFiveSeconds() throws {
    let session = try makeSession()
    let result = session.run("aws ecs list-clusters")
    #expect(
      result.standardOutput
        == """
        {
            "clusterArns": [
                "arn:aws:ecs:us-east-1:123456789012:cluster/harbor"
            ]
        }

        """)
    #expect(result.exitCode == 0)
    #expect(session.seconds == 5)
    #expect(result.calls.map(\.command) == ["ecs list-clusters"])
    #expect(result.calls.map(\.outcome) == [.ok])
  }

  /// The simulated clock stands in the line, and each page is a request of its own.
  @Test func debugShowsEachRequest() throws {
    let session = try makeSession()
    _ = session.run("aws ecs create-cluster --cluster-name two")
    let result = session.run("aws ecs list-clusters --page-size 1 --debug --query 'length(clusterArns)'")
    let line =
      "2026-01-05 09:00:05,000 - MainThread - botocore.endpoint - DEBUG - Making request for "
      + "OperationModel(name=ListClusters) with params: "
    let requests = result.standardError.split(separator: "\n")
    #expect(requests.first == Substring(line + #"{"maxResults":1}"#))
    #expect(requests.count == 2 && requests.last?.contains(#""nextToken":"#) == true)
    #expect(result.standardOutput == "2\n")
    #expect(session.err("aws ecs list-clusters") == "")
  }

  @Test func aRefusalOfTheServiceCostsTheSame() throws {
    let session = try makeSession()
    let result = session.run("aws ecs list-tasks --cluster nowhere")
    #expect(result.standardOutput == "")
    #expect(
      result.standardError
        == "\naws: [ERROR]: An error occurred (ClusterNotFoundException) when calling the ListTasks operation: "
        + "Cluster not found.\n")
    #expect(result.exitCode == 254)
    #expect(session.seconds == 5)
    guard
      case .request(let request, .failure(code: "ClusterNotFoundException", _), isReadOnly: true) =
        try lastEntry(session).kind
    else {
      Issue.record("no failed request in the journal")
      return
    }
    #expect(request.operation == "ListTasks")
    guard
      case .failed(code: "ClusterNotFoundException", message: "Cluster not found.", _)? = result.calls.first?.outcome
    else {
      Issue.record("no failed call")
      return
    }
  }

  @Test func aRefusalOfTheCommandLineCostsNothingAndIsWrittenDown() throws {
    let session = try makeSession()
    let line = "aws --region eu-west-1 ecs describe-clusters --no-such-option"
    let result = session.run(line)
    #expect(result.exitCode == 252)
    #expect(result.standardError.hasSuffix("aws: [ERROR]: Unknown options: --no-such-option\n"))
    #expect(session.seconds == 0)
    let entry = try lastEntry(session)
    guard case .refusal(let refusal) = entry.kind else {
      Issue.record("no refusal in the journal")
      return
    }
    #expect(refusal.service == "ecs")
    #expect(refusal.operation == "DescribeClusters")
    #expect(refusal.message == result.standardError)
    #expect(refusal.exitCode == 252)
    #expect(entry.typed == line)
    #expect(entry.origin.kind == .shell)
    guard case .refused? = result.calls.first?.outcome else {
      Issue.record("no refused call")
      return
    }
    #expect(result.calls.first?.command == "ecs describe-clusters")
  }

  @Test func aRefusedLineNamesTheServiceAsFarAsItWasRecognized() throws {
    for (line, service, operation) in [
      ("aws ecs run-tsk", "ecs", nil), ("aws nope list-things", nil, nil), ("aws", nil, nil),
      ("aws ecs list-tasks --max-items x", "ecs", "ListTasks"),
    ] as [(String, String?, String?)] {
      let session = try makeSession()
      #expect(session.run(line).exitCode == 252)
      guard case .refusal(let refusal) = try lastEntry(session).kind else {
        Issue.record("no refusal for \(line)")
        continue
      }
      #expect(refusal.service == service, "\(line)")
      #expect(refusal.operation == operation, "\(line)")
    }
  }

  @Test func callsInSubstitutionsCostTheSame() throws {
    let session = try makeSession()
    let result = session.run(
      "CLUSTER=$(aws ecs list-clusters --query 'clusterArns[0]' --output text); "
        + "aws ecs describe-clusters --clusters \"$CLUSTER\" --query 'clusters[0].status' --output text")
    #expect(result.standardOutput == "ACTIVE\n")
    #expect(session.seconds == 10)
    #expect(result.calls.map(\.command) == ["ecs list-clusters", "ecs describe-clusters"])
    // Both carry the statement that they stand in.
    #expect(
      session.sandbox.entries().suffix(2).map(\.typed).first
        == "CLUSTER=$(aws ecs list-clusters --query 'clusterArns[0]' --output text)")
  }

  @Test func ownWordsHelpAndFiltersCostNothing() throws {
    let session = try makeSession()
    _ = session.run(
      "echo a | wc; files; set; aws --version; aws ecs help | head -n 1; aws ecs list-tasks help > h; true")
    _ = session.run("aws ecs run-task --generate-cli-skeleton > s.json; aws configure list; nosuchword")
    #expect(session.seconds == 0)
  }

  @Test func nothingCostsTimeWhereTheWorldIsSetUp() throws {
    let session = try makeSession()
    session.isPaced = false
    session.origin = .lesson
    _ = session.run("aws ecs create-cluster --cluster-name a")
    #expect(session.seconds == 0)
    #expect(try lastEntry(session).origin.kind == .lesson)
  }

  @Test func shortFormsAreTheSameLines() throws {
    let session = try makeSession()
    let whole = session.out("aws ecs describe-clusters --clusters harbor")
    #expect(session.out("ecs describe-clusters --clusters harbor") == whole)
    #expect(session.out("describe-clusters --clusters harbor") == whole)
    #expect(session.run("list-clusters").calls.first?.words == ["ecs", "list-clusters"])
  }

  @Test func queryAndOutput() throws {
    let session = try makeSession()
    let families = "aws ecs list-task-definition-families --query 'families[?starts_with(@, `w`)]'"
    #expect(session.out(families + " --output text") == "web\tworker\n")
    #expect(session.out(families + " --output yaml") == "- web\n- worker\n")
    #expect(session.out("aws ecs list-services --cluster harbor --query 'serviceArns[0]' --output text") == "None\n")
    #expect(session.run("aws ecs list-clusters --query 'length(nope)'").exitCode == 255)
  }

  @Test func environmentVariablesAreTheSessionsVariables() throws {
    let session = try makeSession()
    _ = session.run("AWS_DEFAULT_OUTPUT=text")
    #expect(session.out("aws ecs list-clusters") == "CLUSTERARNS\tarn:aws:ecs:us-east-1:123456789012:cluster/harbor\n")
    #expect(session.run("aws ecs list-clusters --profile other").exitCode == 255)
    #expect(session.run("AWS_REGION= AWS_DEFAULT_REGION=eu-west-1 aws configure get region").standardOutput == "\n")
  }

  @Test func aTokenIsFilledInAndIsPartOfTheTrace() throws {
    let session = try makeSession()
    let line = "aws ecs run-task --cluster harbor --task-definition web"
    let token = try #require(session.run(line).calls.first?.input["clientToken"]?.string)
    #expect(token.count == 36)
    #expect(session.run(line).calls.first?.input["clientToken"]?.string != token)
    #expect(try makeSession().run(line).calls.first?.input["clientToken"]?.string == token)
  }

  // MARK: Pages

  /// 250 clusters in pages of 100: three questions, one entry, one pace, as of one instant.
  @Test func severalPagesAreOneCommand() throws {
    let session = try makeSession()
    session.isPaced = false
    let many = (1...249).map { "aws ecs create-cluster --cluster-name c\($0) > /dev/null" }.joined(separator: "\n")
    _ = session.run(many)
    session.isPaced = true
    let entries = session.sandbox.entries().count
    #expect(session.out("aws ecs list-clusters --query 'length(clusterArns)'") == "250\n")
    #expect(session.seconds == 5)
    #expect(session.sandbox.entries().count == entries + 1)
    #expect(session.out("aws ecs list-clusters --page-size 7 --query 'length(clusterArns)'") == "250\n")
    #expect(session.out("aws ecs list-clusters --no-paginate --query 'length(clusterArns)'") == "100\n")
    #expect(session.out("aws ecs list-clusters --max-items 120 --query 'length(clusterArns)'") == "120\n")
    #expect(session.out("aws ecs list-clusters --output text | wc -l") == "250\n")
    _ = session.run("NEXT=$(aws ecs list-clusters --max-items 240 --query NextToken | tr -d '\"')")
    #expect(session.out("aws ecs list-clusters --starting-token $NEXT --query 'length(clusterArns)'") == "10\n")
    #expect(session.seconds == 35)
  }

  @Test func aTokenThatIsNoneNeverReachesTheService() throws {
    let session = try makeSession()
    let result = session.run("aws ecs list-clusters --starting-token a___b___c")
    #expect(result.standardError == "\naws: [ERROR]: Bad starting token: a___b___c\n")
    #expect(result.exitCode == 255)
    #expect(session.seconds == 0)
    guard case .refusal = try lastEntry(session).kind else {
      Issue.record("no refusal in the journal")
      return
    }
  }

  @Test func controlCBetweenPages() throws {
    var isPressed = false
    var outside = Outside()
    outside.isCancelled = { isPressed }
    let session = try makeSession(outside: outside)
    session.isPaced = false
    _ = session.run((1...5).map { "aws ecs create-cluster --cluster-name c\($0)" }.joined(separator: "\n"))
    session.addedWords["press"] = { _, _ in
      isPressed = true
      return CommandOutput()
    }
    // Pressed while `$(…)` runs, before the second page.
    var asked = 0
    session.outside.isCancelled = {
      asked += 1
      return asked > 3
    }
    let result = session.run("aws ecs list-clusters --page-size 1")
    #expect(result.standardOutput == "")
    #expect(result.exitCode == 130)
  }

  // MARK: Waiters

  @Test func aWaiterMovesTheClockByItsOwnDelay() throws {
    let session = try makeSession()
    _ = session.run(createWeb)
    let result = session.run("aws ecs wait services-stable --cluster harbor --services web")
    #expect(result.standardOutput == "")
    #expect(result.standardError == "")
    #expect(result.exitCode == 0)
    #expect(!result.notices.isEmpty)
    // 5 s for the first command and for the waiter, 15 s between two questions.
    #expect(session.seconds > 10)
    #expect((session.seconds - 10) % 15 == 0)
    #expect(result.calls.map(\.command) == ["ecs wait services-stable"])
    let again = session.seconds
    #expect(session.run("aws ecs wait services-stable --cluster harbor --services web").exitCode == 0)
    #expect(session.seconds == again + 5)
  }

  @Test func aWaiterThatFailsAtOnce() throws {
    let session = try makeSession()
    let missing = session.run("aws ecs wait services-stable --cluster harbor --services nope")
    #expect(
      missing.standardError
        == "\naws: [ERROR]: Waiter ServicesStable failed: Waiter encountered a terminal failure state: "
        + "For expression \"failures[].reason\" we matched expected path: \"MISSING\" at least once\n")
    #expect(missing.exitCode == 255)
    #expect(session.seconds == 5)
    #expect(
      session.err("aws ecs wait services-inactive --cluster nowhere --services web")
        == "\naws: [ERROR]: Waiter ServicesInactive failed: An error occurred (ClusterNotFoundException): Cluster not found.\n"
    )
  }

  /// 40 questions, 15 s between them, none after the last: 585 s, and the pace.
  @Test func aWaiterThatGivesUp() throws {
    let session = try makeSession()
    _ = session.run(
      """
      aws ecs register-task-definition --family lost --requires-compatibilities FARGATE --network-mode awsvpc \
      --cpu 256 --memory 512 --container-definitions name=lost,image=registry.example/harbor/web:9.9
      \(createWeb.split(separator: "web:1").joined(separator: "lost"))
      """)
    let result = session.run("aws ecs wait services-stable --cluster harbor --services web")
    #expect(result.standardError == "\naws: [ERROR]: Waiter ServicesStable failed: Max attempts exceeded\n")
    #expect(result.exitCode == 255)
    #expect(session.seconds == 10 + 585 + 5)
  }

  @Test func controlCInAWaiterLeavesTheTimeAlone() throws {
    var asked = 0
    var outside = Outside()
    outside.isCancelled = {
      asked += 1
      return asked == 6
    }
    let session = try makeSession(outside: outside)
    let result = session.run("\(createWeb) > /dev/null; aws ecs wait services-stable --cluster harbor --services web")
    #expect(result.exitCode == 130)
    #expect(session.seconds == 5)
  }
}
