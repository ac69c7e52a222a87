/// `explain`, `probe`, `transcript`: words that tell what things mean, whether they could talk, and what was done.
import Testing

@testable import Interpreter

@Suite struct ExplainTests {
  @Test(arguments: [
    ("explain runningCount", "runningCount: "), ("explain 'services[0].runningCount'", "runningCount: "),
    ("explain --desired-count", "desiredCount: "), ("explain stopCode", "stopCode: "),
    ("explain CannotPullContainerError", "The image could not be pulled"),
    ("explain SpotInterruptionError", "Fargate Spot took its capacity back"),
  ])
  func theGlossarySpeaks(text: String, beginning: String) throws { #expect(try out(text).hasPrefix(beginning)) }

  @Test func anOptionSaysWhereItIsGiven() throws {
    #expect(try out("explain --desired-count").contains("\n  given to create-service: "))
  }

  @Test func whatTheGlossaryLacks() throws {
    #expect(
      try err("explain runingCount")
        == "drydock: explain: the glossary has no 'runingCount'. Did you mean `runningCount`?\n")
    #expect(try err("explain").hasPrefix("drydock: explain: say what"))
  }
}

@Suite struct ProbeTests {
  /// `web` answers on 80, `api` on 8080; both behind `sg-web`, which lets in 80 alone.
  private func session(publicAddress: String = "ENABLED", wait: String = "2m") throws -> Session {
    let session = try makeSession()
    for (name, definition) in [("web", "web:1"), ("api", "api:1")] {
      _ = session.run(
        "aws ecs create-service --cluster harbor --service-name \(name) --task-definition \(definition) --desired-count 1 "
          + "--launch-type FARGATE --network-configuration 'awsvpcConfiguration={subnets=[subnet-quay-a],"
          + "securityGroups=[sg-web],assignPublicIp=\(publicAddress)}'")
    }
    _ = session.run("wait \(wait)")
    return session
  }

  @Test func whatIsOpen() throws {
    let result = try session().run("probe internet -> web:80")
    #expect(result.exitCode == 0)
    let lines = result.standardOutput.split(separator: "\n")
    try #require(lines.count == 5)
    #expect(lines[0] == "[ok] route: subnet-quay-a has an internet gateway, and there is a public address")
    #expect(
      lines[1].hasPrefix("[ok] security group sg-web of task ") && lines[1].hasSuffix("lets it in (tcp 80, 0.0.0.0/0)"))
    #expect(lines[2] == "[ok] container web runs and answers on port 80")
    #expect(lines[3].hasPrefix("[ ?] network ACLs are not simulated"))
    #expect(lines[4] == "A connection would be made.")
  }

  /// The way out that is shown is one.
  @Test func aClosedPortAndItsWayOut() throws {
    let session = try session()
    let result = session.run("probe web -> api:8080")
    #expect(result.exitCode == 1)
    #expect(result.standardOutput.hasSuffix("No connection would be made.\n"))
    let wayOut = try #require(result.standardOutput.split(separator: "\n").first { $0.hasPrefix("      aws ") })
    #expect(
      wayOut
        == "      aws ec2 authorize-security-group-ingress --group-id sg-web --protocol tcp --port 8080 --source-group sg-web"
    )
    #expect(session.run(String(wayOut)).exitCode == 0)
    #expect(session.run("probe web -> api:8080").exitCode == 0)
    // From the internet it is still closed.
    #expect(session.run("probe internet -> api:8080").exitCode == 1)
  }

  @Test func noPublicAddress() throws {
    // Before they fail: without a way out, no image comes in either.
    let session = try session(publicAddress: "DISABLED", wait: "15s")
    #expect(session.out("probe internet -> web:80").hasPrefix("[no] no public address: task "))
    #expect(session.out("probe api -> web:80").hasPrefix("[ok] route: both are in vpc-harbor"))
  }

  @Test func whereNothingListens() throws {
    #expect(try session().out("probe api -> web:81").contains("\n[no] nothing in it listens on port 81\n"))
  }

  @Test func aTaskThatIsNotThereYet() throws {
    let session = try makeSession()
    _ = session.run("\(createWeb); step")
    #expect(session.out("probe internet -> web:80").contains(" has no address: it is PROVISIONING\n"))
  }

  private func startHost(_ session: Session) {
    _ = session.run(
      "aws ec2 run-instances --image-id ami-1 --instance-type t3.medium --subnet-id subnet-quay-a "
        + "--security-group-ids sg-web --user-data '#!/bin/bash\necho ECS_CLUSTER=harbor >> /etc/ecs/ecs.config\n'")
    _ = session.run("wait 3m")
  }

  @Test func aClassicLoadBalancerLeadsToTheInstancesOfAService() throws {
    let session = try makeSession()
    startHost(session)
    for line in [
      "aws ecs register-task-definition --family hosted --container-definitions "
        + #"'[{"name":"web","image":"registry.example/harbor/web:1.0","memory":256,"portMappings":"#
        + #"[{"containerPort":80,"hostPort":80}]}]'"#,
      "aws elb create-load-balancer --load-balancer-name gate --subnets subnet-quay-a --security-groups sg-web "
        + "--listeners Protocol=HTTP,LoadBalancerPort=80,InstancePort=80",
      "aws ecs create-service --cluster harbor --service-name web --task-definition hosted --desired-count 1 "
        + "--launch-type EC2 --load-balancers loadBalancerName=gate,containerName=web,containerPort=80",
      "wait 30s",
    ] { #expect(session.run(line).exitCode == 0) }
    #expect(session.out("probe internet -> gate:80").contains("\n[no] 0 of 1 instances are in service; another: "))
    #expect(session.out("probe internet -> gate:81").contains("\n[no] it has no listener on port 81\n"))
    // Ten checks, the first 5 s after the registration, one every 30 s.
    #expect(session.run("wait until steady").exitCode == 0)
    let told = session.out("probe internet -> gate:80")
    #expect(told.contains("\n[ok] its listener on port 80 leads to port 80 of its instances\n"))
    #expect(told.contains("\n[ok] 1 of 1 instances are in service\n"))
    let name = session.out(
      "aws elb describe-load-balancers --query 'LoadBalancerDescriptions[0].DNSName' --output text")
    #expect(session.run("probe web -> \(name.dropLast()):80").exitCode == 0)
  }

  /// A test header leads to the rule that asks for it.
  @Test func rulesOfAListenerGoByTheRequest() throws {
    let session = try makeSession()
    for line in [
      "door=$(aws elbv2 create-load-balancer --name door --subnets subnet-quay-a subnet-quay-b --security-groups sg-web "
        + "--query 'LoadBalancers[0].LoadBalancerArn' --output text)",
      "group=$(aws elbv2 create-target-group --name blue --protocol HTTP --port 80 --vpc-id vpc-harbor --target-type ip "
        + "--query 'TargetGroups[0].TargetGroupArn' --output text)",
      "listener=$(aws elbv2 create-listener --load-balancer-arn $door --protocol HTTP --port 80 --default-actions "
        + "Type=forward,TargetGroupArn=$group --query 'Listeners[0].ListenerArn' --output text)",
      "aws elbv2 create-rule --listener-arn $listener --priority 10 --conditions "
        + #"'[{"Field":"http-header","HttpHeaderConfig":{"HttpHeaderName":"X-Env","Values":["test"]}}]' "#
        + "--actions 'Type=fixed-response,FixedResponseConfig={StatusCode=404}'",
      "wait 5m",
    ] { #expect(session.run(line).exitCode == 0) }
    let told = session.run("probe internet -> door:80/x -H 'X-Env: test'")
    #expect(told.exitCode == 0)
    #expect(
      told.standardOutput.contains(
        "\n[ok] rule 10 (http-header X-Env test) takes it\n[ok] it answers by itself, with status 404\n"))
    #expect(
      session.out("probe internet -> door:80/x").contains(
        "\n[ok] the default rule takes it\n[no] target group blue: 0 of 0 targets are healthy\n"))
    #expect(session.err("probe internet -> door:80 -H x") == "drydock: probe: 'x' is no header: -H 'NAME: VALUE'\n")
  }

  /// A port of the host stands behind the host's security groups: ECS Developer Guide, "Bridge network mode".
  @Test func aTaskOnAHostStandsBehindTheGroupsOfItsHost() throws {
    let session = try makeSession()
    startHost(session)
    _ = session.run(
      "aws ecs register-task-definition --family hosted --container-definitions "
        + #"'[{"name":"web","image":"registry.example/harbor/web:1.0","memory":256,"portMappings":[{"containerPort":80}]}]'"#
    )
    let arn = session.out(
      "aws ecs run-task --cluster harbor --task-definition hosted --query 'tasks[0].taskArn' --output text")
    let task = try #require(arn.split(separator: "/").last?.prefix(32))
    _ = session.run("wait 1m")
    #expect(session.out("probe internet -> \(task):32768").contains(" lets nothing in on port 32768\n"))
    _ = session.run(
      "aws ec2 authorize-security-group-ingress --group-id sg-web --protocol tcp --port 32768-60999 --cidr 0.0.0.0/0")
    #expect(
      session.out("probe internet -> \(task):32768").contains("\n[ok] container web runs and answers on port 32768\n"))
    #expect(session.run("probe internet -> \(task):32768").exitCode == 0)
    #expect(
      session.out("probe internet -> \(task):80").contains(
        "\n[no] nothing in it listens on port 80; its ports of the host: 32768\n"))
  }

  @Test(arguments: [
    "probe", "probe web", "probe web -> web", "probe web -> web:0", "probe web -> web:http", "probe a b c:1",
  ])
  func whatIsNoProbe(text: String) throws {
    #expect(
      try err(text)
        == "drydock: probe: use it like this: probe FROM -> TO:PORT, as in `probe internet -> web:80` or `probe api -> "
        + "0f3c:8080`\n")
  }

  /// Only `probe` has an arrow: anywhere else `>` redirects.
  @Test func anArrowElsewhereIsARedirection() throws {
    #expect(try out("echo a -> b; cat b") == "a -\n")
    #expect(
      try err("probe nope -> web:80") == "drydock: probe: nothing here is called 'nope'. `map` shows what there is.\n")
  }
}

@Suite struct TranscriptTests {
  @Test func aSessionAsMarkdown() throws {
    let session = try makeSession()
    _ = session.run("echo one")
    session.transcript.heading("A step")
    session.transcript.note("remember\nthis")
    _ = session.run("wait 5s")
    _ = session.run("false")
    #expect(
      session.out("transcript") == """
        # Session in `rehearsal`

        ```console
        09:00:00> echo one
        one
        ```

        ## A step

        > remember
        > this

        ```console
        09:00:00> wait 5s
        It is 09:00:05.
        ```

        ```console
        09:00:05> false
        (exit code 1)
        ```

        """)
  }

  @Test func theCommandsAlone() throws {
    let session = try makeSession()
    _ = session.run("X=1")
    _ = session.run("cat <<E\n$X\nE")
    _ = session.run("nosuchword")
    session.transcript.note("a note")
    #expect(
      session.out("transcript --script")
        == "#!/bin/bash\nX=1\ncat <<E\n$X\nE\n# exit code 127: nosuchword\n# a note\n")
    // It can be kept and run again.
    #expect(session.out("transcript --script > again.sh; bash again.sh") == "1\n")
    #expect(session.err("transcript --all").hasPrefix("drydock: transcript: `transcript` is Markdown"))
  }

  @Test func backticksInsideDoNotEndTheBlock() throws {
    let session = try makeSession()
    _ = session.run("echo '```'")
    #expect(session.out("transcript").contains("\n````console\n09:00:00> echo '```'\n```\n````\n"))
  }

  @Test func theOldestGoesFirst() throws {
    let session = try makeSession()
    session.variables["X"] = String(repeating: "x", count: 1 << 19)
    for _ in 0..<6 { _ = session.run("echo \"$X\"") }
    let output = session.out("transcript")
    #expect(output.utf8.count < 3 << 20)
    #expect(output.contains("(The beginning is not kept any more.)"))
  }
}
