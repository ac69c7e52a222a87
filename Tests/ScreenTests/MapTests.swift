/// The map of what exists. Ids of tasks are drawn by chance, so they are read from the world first.
import Documents
import Interpreter
import Screen
import Testing
import Workspace

@Suite struct TheMap {
  private let session: Session

  init() throws {
    session = Session(sandbox: try Sandbox.rehearsal(fixture: .builtIn(named: "harbor"), seed: 7))
  }

  private static let network =
    "'awsvpcConfiguration={subnets=[subnet-quay-a],securityGroups=[sg-web],assignPublicIp=ENABLED}'"

  private func map(_ canvas: Canvas) -> [String] {
    canvas.map(ClusterMap(of: session.sandbox.world, region: Session.defaultRegion))
  }

  private func tasks(_ filter: String) -> [String] {
    let text = session.run("aws ecs list-tasks --cluster harbor \(filter) --query 'taskArns[]' --output text")
      .standardOutput
    return text.split(whereSeparator: \.isWhitespace).compactMap { arn in
      arn.split(separator: "/").last.map { String($0.prefix(8)) }
    }
  }

  @Test func showsAnEmptyCluster() {
    #expect(
      map(Canvases.usual) == [
        "cluster harbor",
        "  +-- (nothing runs here yet)",
        "",
        "task definitions",
        "  web  revisions 1, 2",
        "  api  revisions 1",
        "  worker  revisions 1",
      ])
  }

  @Test func tellsHowToMakeACluster() throws {
    let account = Sandbox.self
    let empty = try account.rehearsal(fixture: .builtIn(named: "account"))
    #expect(
      Canvases.narrow.map(ClusterMap(of: empty.world, region: "us-east-1")) == [
        "There is no cluster in us-east-1 yet. `aws ecs",
        "create-cluster --cluster-name NAME` makes one.",
      ])
  }

  @Test func showsServicesAndTasksOnTheirOwn() throws {
    _ = session.run(
      "aws ecs create-service --cluster harbor --service-name web --task-definition web:1 --desired-count 2 --launch-type FARGATE --network-configuration \(Self.network)"
    )
    _ = session.run(
      "aws ecs run-task --cluster harbor --task-definition worker --launch-type FARGATE --network-configuration \(Self.network)"
    )
    _ = session.run("wait 5m")
    let web = tasks("--service-name web")
    let worker = tasks("--family worker")
    try #require(web.count == 2 && worker.count == 1)
    let shown = map(Canvases.usual)
    #expect(shown[0] == "cluster harbor")
    #expect(shown[1] == "  +-- service web  web:1  wants 2, running 2")
    #expect(
      Set(shown[2...3])
        == Set(web.map { "  |       task \($0)  RUNNING       web:1  FARGATE" }))
    #expect(shown[4] == "  +-- tasks on their own")
    #expect(shown[5] == "          task \(worker[0])  RUNNING       worker:1  FARGATE")
  }

  @Test func cutsLinesAtTheScreensEdgeButNotForWhoListens() {
    _ = session.run(
      "aws ecs create-service --cluster harbor --service-name a-service-with-a-rather-long-name-indeed --task-definition web:1 --desired-count 2 --launch-type FARGATE --network-configuration \(Self.network)"
    )
    let whole = "service a-service-with-a-rather-long-name-indeed  web:1  wants 2, running 0"
    #expect(map(Canvases.narrow)[1] == "  +-- service a-service-with-a-rather-long-name-indeed  we…")
    #expect(map(Canvas(columns: 60, isPlain: true))[1] == "  " + whole)
  }

  @Test func colourSetsStatesApart() {
    #expect(map(Canvases.coloured)[0] == "\u{1B}[2mcluster \u{1B}[0m\u{1B}[1;32mharbor\u{1B}[0m")
  }
}
