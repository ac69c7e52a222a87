/// Service Connect from inside a client's container: names, ports, and what the proxies answer by themselves. By hand
/// from the ECS Developer Guide, "Service Connect components", the runtime sheet, section 6.4, and Envoy's texts.
import Testing

@testable import Interpreter

/// Families of `web:1.0`, which listens on 80, with a port called `http`: `plain` and `shop` at 80, `deaf` at 81, where
/// nothing listens; `shop` and `deaf` speak HTTP. All tasks are behind `sg-web`, which lets in 80.
@Suite struct ServiceConnectTests {
  private let session: Session

  init() throws {
    session = try makeSession()
    for (family, port) in [
      ("plain", #""containerPort": 80"#), ("shop", #""containerPort": 80, "appProtocol": "http""#),
      ("deaf", #""containerPort": 81, "appProtocol": "http""#),
    ] {
      let containers =
        #"[{"name": "web", "image": "registry.example/harbor/web:1.0", "portMappings": [{"name": "http", \#(port)}]}]"#
      _ = session.run(
        "aws ecs register-task-definition --family \(family) --cpu 256 --memory 512 --network-mode awsvpc "
          + "--requires-compatibilities FARGATE --task-role-arn arn:aws:iam::123456789012:role/harborTaskRole "
          + "--container-definitions '\(containers)'")
    }
    _ = session.run("aws servicediscovery create-http-namespace --name harbor; wait 1m")
  }

  private static let network =
    "--network-configuration 'awsvpcConfiguration={subnets=[subnet-quay-a],securityGroups=[sg-web],"
    + "assignPublicIp=ENABLED}'"

  /// - Parameter endpoint: what follows its portName; nil: a client only.
  private static func connect(_ endpoint: String?) -> String {
    let services = endpoint.map { #"{"portName": "http"\#($0)}"# } ?? ""
    return #"--service-connect-configuration '{"enabled": true, "namespace": "harbor", "services": [\#(services)]}'"#
  }

  private func create(_ name: String, _ family: String = "plain", _ endpoint: String? = nil, count: Int = 1) {
    let made = session.run(
      "aws ecs create-service --cluster harbor --service-name \(name) --task-definition \(family) --desired-count "
        + "\(count) --launch-type FARGATE --enable-execute-command \(Self.connect(endpoint)) \(Self.network)")
    #expect(made.exitCode == 0, "\(made.standardError)")
  }

  private func update(_ name: String, _ options: String) {
    let made = session.run("aws ecs update-service --cluster harbor --service \(name) \(options); wait 10m")
    #expect(made.exitCode == 0, "\(made.standardError)")
  }

  private func letIn(_ port: Int) {
    _ = session.run(
      "aws ec2 authorize-security-group-ingress --group-id sg-web --protocol tcp --port \(port) --cidr 0.0.0.0/0")
  }

  /// What a command prints in a container of the service.
  private func inside(_ service: String, _ command: String) -> String {
    let task = session.out(
      "aws ecs list-tasks --cluster harbor --service-name \(service) --query 'taskArns[0]' --output text")
    return inside(task: task.replacing("\n", with: ""), command)
  }

  private func inside(task: String, _ command: String) -> String {
    let text = session.out(
      "aws ecs execute-command --cluster harbor --task \(task) --interactive --command \"\(command)\"")
    guard let begin = text.firstRange(of: "Starting session with SessionId: "),
      let end = text.firstRange(of: "\n\nExiting session")
    else { return "no session: " + text }
    return String(text[begin.upperBound..<end.lowerBound].drop { $0 != "\n" }.dropFirst())
  }

  /// The lines that Service Connect adds to the hosts file.
  private func names(in service: String) -> [String] {
    inside(service, "cat /etc/hosts").split(separator: "\n").dropFirst(2).map(String.init)
  }

  private static let closed = "curl: (52) Empty reply from server\n"
  private static let nobody = "no healthy upstream\n"
  private static func unknown(_ host: String) -> String { "curl: (6) Could not resolve host: \(host)\n" }

  // MARK: Names

  /// `api` has the endpoint `api` at its container's port, `front` by its alias.
  @Test func endpointsAreFoundByNameOrAliasAtTheirPort() {
    create("api", "plain", #", "discoveryName": "api""#)
    create("front", "plain", #", "discoveryName": "front", "clientAliases": [{"port": 8080, "dnsName": "door"}]"#)
    create("client")
    _ = session.run("wait 3m")
    #expect(inside("client", "curl -s http://api.harbor") == "OK\n")
    #expect(inside("client", "curl -s http://door:8080") == "OK\n")
    #expect(inside("client", "curl -s http://door") == Self.closed, "the name is known, nothing has the port")
    #expect(inside("client", "curl -s http://front.harbor").hasPrefix(Self.unknown("front.harbor")))
  }

  @Test func theHostsFileNamesTheEndpoints() {
    create("front", "plain", #", "discoveryName": "front", "clientAliases": [{"port": 8080, "dnsName": "door"}]"#)
    create("api", "plain", #", "discoveryName": "api""#)
    create("client")
    _ = session.run("wait 3m")
    let file = inside("client", "cat /etc/hosts")
    #expect(file.hasPrefix("127.0.0.1 localhost\n10.0.1.") && file.contains(".ec2.internal\n127.255.0.1 api.harbor\n"))
    #expect(
      names(in: "client") == [
        "127.255.0.1 api.harbor", "2600:f0f0:0:0:0:0:0:1 api.harbor", "127.255.0.2 door", "2600:f0f0:0:0:0:0:0:2 door",
      ])
    #expect(names(in: "front") == ["127.255.0.1 door", "2600:f0f0:0:0:0:0:0:1 door"], "itself; 'api' came later")
  }

  @Test func aClientThatIsOlderDoesNotKnowTheNameAndIsToldWhy() {
    create("early")
    create("api", "plain", #", "discoveryName": "api""#)
    _ = session.run("wait 3m")
    #expect(
      inside("early", "curl -s http://api.harbor") == Self.unknown("api.harbor")
        + "(the Service Connect endpoint 'api' got this name after this task's deployment began, and a task knows only "
        + "what was there before; try aws ecs update-service --cluster harbor --service early --force-new-deployment)\n"
    )
    _ = session.run(
      "aws ecs stop-task --cluster harbor --task $(aws ecs list-tasks --cluster harbor --service-name early "
        + "--query 'taskArns[0]' --output text); wait 5m")
    #expect(inside("early", "curl -s http://api.harbor").hasPrefix("curl: (6)"), "a task that replaces it is no newer")
    #expect(names(in: "early").isEmpty)
    update("early", "--force-new-deployment")
    #expect(inside("early", "curl -s http://api.harbor") == "OK\n")
  }

  @Test func aTaskOfNoServiceFindsNoName() {
    create("api", "plain", #", "discoveryName": "api""#)
    let task = session.out(
      "aws ecs run-task --cluster harbor --task-definition plain --launch-type FARGATE --enable-execute-command "
        + "\(Self.network) --query 'tasks[0].taskArn' --output text")
    _ = session.run("wait 3m")
    #expect(
      inside(task: task.replacing("\n", with: ""), "curl -s http://api.harbor") == Self.unknown("api.harbor")
        + "(a name of Service Connect: only tasks of services that use Service Connect in the namespace 'harbor' find it)\n"
    )
  }

  // MARK: Changes of the server

  /// An old client goes on with the name it knows, to tasks that stand behind the same discovery name.
  @Test func aChangedAliasIsForClientsThatBeginAfterIt() {
    func alias(_ port: Int, _ name: String) -> String {
      #", "discoveryName": "front", "clientAliases": [{"port": \#(port), "dnsName": "\#(name)"}]"#
    }
    create("front", "plain", alias(8080, "door"))
    create("client")
    _ = session.run("wait 3m")
    update("front", Self.connect(alias(9090, "gate")))
    #expect(inside("client", "curl -s http://door:8080") == "OK\n")
    #expect(inside("client", "curl -s http://gate:9090").hasPrefix(Self.unknown("gate") + "(the Service Connect"))
    update("client", "--force-new-deployment")
    #expect(inside("client", "curl -s http://gate:9090") == "OK\n")
    #expect(inside("client", "curl -s http://door:8080").hasPrefix(Self.unknown("door") + "(found inside"))
  }

  @Test func aRemovedEndpointStaysInOldClientsWithNobodyBehindIt() {
    create("api", "shop", #", "discoveryName": "api""#)
    create("client")
    _ = session.run("wait 3m")
    update("api", #"--service-connect-configuration '{"enabled": false}'"#)
    #expect(names(in: "client").first == "127.255.0.1 api.harbor")
    #expect(inside("client", "curl -s http://api.harbor") == Self.nobody)
    update("client", "--force-new-deployment")
    #expect(names(in: "client").isEmpty)
    #expect(inside("client", "curl -s http://api.harbor").hasPrefix(Self.unknown("api.harbor")))
  }

  /// Green is `deaf`, so that its answer differs.
  @Test func greenGetsNothingBeforeProductionTrafficGoesToIt() {
    create("api", "shop", #", "discoveryName": "api""#)
    create("client")
    letIn(81)
    _ = session.run("wait 3m")
    update(
      "api",
      "--task-definition deaf --deployment-configuration '"
        + #"{"strategy": "BLUE_GREEN", "bakeTimeInMinutes": 0, "lifecycleHooks": "#
        + #"[{"targetType": "PAUSE", "lifecycleStages": ["POST_SCALE_UP"]}]}'"#)
    #expect(inside("client", "curl -s http://api.harbor") == "OK\n")
    let went = session.run(
      "D=$(aws ecs list-service-deployments --cluster harbor --service api --query "
        + "'serviceDeployments[0].serviceDeploymentArn' --output text); "
        + "H=$(aws ecs describe-service-deployments --service-deployment-arns $D --query "
        + "'serviceDeployments[0].lifecycleHookDetails[0].hookId' --output text); "
        + "aws ecs continue-service-deployment --service-deployment-arn $D --hook-id $H; wait 10m")
    #expect(went.exitCode == 0, "\(went.standardError)")
    #expect(inside("client", "curl -s http://api.harbor").hasSuffix("reset reason: connection failure\n"))
  }

  // MARK: What proxies answer

  /// Envoy answers over HTTP; over TCP there is nothing that it could say.
  @Test func anEndpointWithoutTasksResolves() {
    create("api", "shop", #", "discoveryName": "api""#, count: 0)
    create("raw", "plain", #", "discoveryName": "raw""#, count: 0)
    create("client")
    _ = session.run("wait 3m")
    #expect(inside("client", "curl -s http://api.harbor") == Self.nobody)
    #expect(inside("client", "curl -I http://api.harbor") == "HTTP/1.1 503 Service Unavailable\n")
    #expect(inside("client", "curl -s http://raw.harbor") == Self.closed)
  }

  @Test func aServerThatIsShutOrDoesNotListen() {
    create("deaf", "deaf", #", "discoveryName": "deaf""#)
    create("client")
    _ = session.run("wait 3m")
    let error = "upstream connect error or disconnect/reset before headers. reset reason: connection "
    #expect(inside("client", "curl -s http://deaf.harbor:81") == error + "timeout\n", "sg-web lets in 80 alone")
    letIn(81)
    #expect(inside("client", "curl -s http://deaf.harbor:81") == error + "failure\n")
  }

  // MARK: ingressPortOverride

  @Test func theProxyListensAtItsOverride() throws {
    create("api", "shop", #", "discoveryName": "api", "ingressPortOverride": 8081"#)
    create("client")
    _ = session.run("wait 3m")
    let address = session.out(
      "aws ecs describe-tasks --cluster harbor --tasks $(aws ecs list-tasks --cluster harbor --service-name api --query "
        + "'taskArns[0]' --output text) --query 'tasks[0].containers[0].networkInterfaces[0].privateIpv4Address' "
        + "--output text"
    ).replacing("\n", with: "")
    try #require(address.hasPrefix("10.0.1."))
    #expect(
      inside("client", "curl -s http://api.harbor").hasSuffix("reset reason: connection timeout\n"),
      "the group lets in the container's port and not the proxy's")
    #expect(inside("client", "curl -s http://\(address)") == "OK\n", "past the proxy")
    #expect(session.run("probe client -> api:8081").exitCode == 1)
    letIn(8081)
    _ = session.run(
      "aws ec2 revoke-security-group-ingress --group-id sg-web --ip-permissions "
        + "'IpProtocol=tcp,FromPort=80,ToPort=80,IpRanges=[{CidrIp=0.0.0.0/0}]'")
    #expect(inside("client", "curl -s http://api.harbor") == "OK\n")
    #expect(inside("client", "curl -s http://\(address):8081") == "OK\n")
    #expect(inside("client", "curl -s http://\(address)").hasPrefix("curl: (28)"))
    let probe = session.out("probe client -> api:8081")
    #expect(probe.contains("\n[ok] its Service Connect proxy listens on port 8081 and leads to port 80\n"))
    #expect(probe.contains("\n[ok] container web runs and answers on port 80\n"))
  }

  /// 6,000 requests a minute of 120 bytes fill the 65,536 bytes of a pipe in 5.5 s, which is looked at after ten.
  @Test func aServerThatHangsIsAskedInVain() {
    let log =
      #"{"logDriver": "awslogs", "options": {"awslogs-group": "/busy", "awslogs-region": "us-east-1", "#
      + #""awslogs-stream-prefix": "w", "mode": "blocking"}}"#
    let containers =
      #"[{"name": "web", "image": "registry.example/harbor/web:1.0", "portMappings": [{"name": "http", "#
      + #""containerPort": 80, "appProtocol": "http"}], "logConfiguration": \#(log)}]"#
    for line in [
      "aws logs create-log-group --log-group-name /busy",
      "aws ecs register-task-definition --family busy --cpu 256 --memory 512 --network-mode awsvpc "
        + "--requires-compatibilities FARGATE --execution-role-arn "
        + "arn:aws:iam::123456789012:role/ecsTaskExecutionRole --task-role-arn harborTaskRole --container-definitions "
        + "'\(containers)'",
    ] { #expect(session.run(line).exitCode == 0, "\(line)") }
    create("api", "busy", #", "discoveryName": "api""#)
    _ = session.run("wait 5m")
    create("client")
    for line in [
      "wait 5m", "inject load service=api requests=6000", "inject logs-down lasts=forever", "wait 11s",
    ] { #expect(session.run(line).exitCode == 0, "\(line)") }
    #expect(inside("client", "curl -s http://api.harbor") == "upstream request timeout\n")
    #expect(inside("client", "curl -sI http://api.harbor").hasPrefix("HTTP/1.1 504 Gateway Timeout"))
    _ = session.run("inject mend fault=logs-down; wait 1m")
    #expect(inside("client", "curl -s http://api.harbor") == "OK\n")
  }
}
