/// A look into a container by `aws ecs execute-command`. The plugin's lines: API sheet, section 3.5; who may look: the
/// runtime sheet, section 6.5; what stands inside: Docker's and ECS's rules, worked out by hand for the fixture `harbor`.
import Documents
import Testing

@testable import Interpreter

@Suite struct ExecuteCommandTests {
  private static let definition = """
    {"family": "web", "cpu": "256", "memory": "512", "networkMode": "awsvpc", "requiresCompatibilities": ["FARGATE"],
     "taskRoleArn": "arn:aws:iam::123456789012:role/harborTaskRole",
     "containerDefinitions": [{"name": "web", "image": "registry.example/harbor/web:1.0",
       "portMappings": [{"containerPort": 80}], "environment": [{"name": "MODE", "value": "blue sky"}]}]}
    """

  /// A session with `$T`, a task that runs and may be looked into.
  private func harbor() throws -> Session {
    let session = try makeSession()
    _ = session.run("aws ecs register-task-definition --cli-input-json '\(Self.definition)'")
    _ = session.run(
      "T=$(aws ecs run-task --cluster harbor --task-definition web --launch-type FARGATE --enable-execute-command "
        + "--network-configuration 'awsvpcConfiguration={subnets=[subnet-quay-a],securityGroups=[sg-web],"
        + "assignPublicIp=ENABLED}' --query 'tasks[0].taskArn' --output text); wait 2m")
    return session
  }

  private func line(_ command: String) -> String {
    "aws ecs execute-command --cluster harbor --task $T --interactive --command \"\(command)\""
  }

  /// What stands between the plugin's lines.
  private func inside(_ session: Session, _ command: String) -> String {
    let text = session.out(line(command))
    let begin = text.firstRange(of: "Starting session with SessionId: ")
    let end = text.firstRange(of: "\n\nExiting session")
    guard let begin, let end else { return "no session: " + text }
    return String(text[begin.upperBound..<end.lowerBound].drop { $0 != "\n" }.dropFirst())
  }

  @Test func oneCommandRunsBetweenThePluginsLines() throws {
    let session = try harbor()
    let result = session.run(line("printenv MODE"))
    let id = result.standardOutput.split(separator: "SessionId: ").last?.prefix { $0 != "\n" } ?? ""
    #expect(id.hasPrefix("ecs-execute-command-"))
    #expect(
      result.standardOutput == """

        The Session Manager plugin was installed successfully. Use the AWS CLI to start a session.


        Starting session with SessionId: \(id)
        blue sky


        Exiting session with sessionId: \(id).


        """)
    #expect(result.exitCode == 0 && result.calls.map(\.command) == ["ecs execute-command"])
  }

  @Test func aShellStaysOpenUntilExit() throws {
    let session = try harbor()
    #expect(session.out(line("/bin/sh")).hasSuffix("\n") && session.innerPrompt == "# ")
    let before = session.sandbox.now
    #expect(session.out("whoami; echo $MODE") == "root\nblue sky\n")
    #expect(session.run("aws ecs list-clusters").exitCode == 127)
    #expect(session.out("env | grep MODE | wc -l") == "1\n")
    #expect(session.sandbox.now == before && session.innerPrompt != nil)
    #expect(session.out("exit").hasPrefix("\n\nExiting session with sessionId: ecs-execute-command-"))
    #expect(session.innerPrompt == nil)
    #expect(session.out("aws ecs list-clusters --query 'length(clusterArns)'") == "1\n")
  }

  @Test func whatStandsInside() throws {
    let session = try harbor()
    let host = try #require(session.out("echo $T").split(separator: "/").last?.prefix(12))
    #expect(inside(session, "hostname") == host + "\n")
    #expect(inside(session, "ps").contains("\n    1 root      0:00 web\n"))
    #expect(inside(session, "cat /etc/hosts").contains("127.0.0.1 localhost\n10.0.1."))
    #expect(inside(session, "sh -c 'cd /etc; pwd; ls'") == "/etc\nhostname\nhosts\npasswd\n")
    #expect(inside(session, "cat /nowhere") == "cat: can't open '/nowhere': No such file or directory\n")
    #expect(inside(session, "curl -s http://localhost:80/") == "OK\n")
    #expect(
      inside(session, "curl localhost:81")
        == "curl: (7) Failed to connect to localhost port 81 after 0 ms: Connection refused\n")
    #expect(
      inside(session, "sh -c 'curl -s \\$ECS_CONTAINER_METADATA_URI_V4/task'").hasPrefix(
        #"{"Cluster":"harbor","Family":"web","Revision":"3""#))
  }

  /// Runtime sheet, section 8.3. The task asks as its own role, which needs ecs:GetTaskProtection.
  @Test func theAgentTellsOfTheTasksProtection() throws {
    let session = try harbor()
    let ask = "sh -c 'curl -s \\$ECS_AGENT_URI/task-protection/v1/state'"
    #expect(inside(session, "env").contains("\nECS_AGENT_URI=http://169.254.170.2/api/"))
    #expect(inside(session, ask).contains("is not authorized to perform: ecs:GetTaskProtection"))
    _ = session.run(
      "aws iam put-role-policy --role-name harborTaskRole --policy-name protect --policy-document "
        + #"'{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"ecs:*TaskProtection","Resource":"*"}}'"#)
    #expect(inside(session, ask).contains(#""Reason":"TASK_NOT_VALID""#), "it belongs to no service")
    _ = session.run(
      "aws ecs create-service --cluster harbor --service-name web --task-definition web --desired-count 1 --launch-type "
        + "FARGATE --enable-execute-command --network-configuration 'awsvpcConfiguration={subnets=[subnet-quay-a],"
        + "assignPublicIp=ENABLED}'; wait 3m; "
        + "T=$(aws ecs list-tasks --cluster harbor --service-name web --query 'taskArns[0]' --output text)")
    #expect(inside(session, ask).hasPrefix(#"{"protection":{"ExpirationDate":null,"ProtectionEnabled":false,"#))
    _ = session.run("aws ecs update-task-protection --cluster harbor --tasks $T --protection-enabled")
    #expect(inside(session, ask).contains(#""ProtectionEnabled":true"#))
  }

  /// The agent's `tmds/handlers/taskprotection`, and ECS's own refusals through it.
  @Test func aTaskChangesItsOwnProtection() throws {
    let session = try harbor()
    _ = session.run(
      "aws ecs create-service --cluster harbor --service-name web --task-definition web --desired-count 1 --launch-type "
        + "FARGATE --enable-execute-command --network-configuration 'awsvpcConfiguration={subnets=[subnet-quay-a],"
        + "assignPublicIp=ENABLED}'; wait 3m; "
        + "T=$(aws ecs list-tasks --cluster harbor --service-name web --query 'taskArns[0]' --output text)")
    func allow(_ action: String) {
      _ = session.run(
        "aws iam put-role-policy --role-name harborTaskRole --policy-name protect --policy-document "
          + #"'{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"\#(action)","Resource":"*"}}'"#)
    }
    func shell(_ lines: String) -> String {
      _ = session.out(line("sh"))
      defer { _ = session.run("exit") }
      return session.out(lines)
    }
    func put(_ body: String) -> String {
      shell("curl -s -X PUT $ECS_AGENT_URI/task-protection/v1/state -H 'Content-Type: application/json' -d '\(body)'")
    }
    let isProtected =
      "aws ecs get-task-protection --cluster harbor --tasks $T --query 'protectedTasks[0].protectionEnabled'"
    allow("ecs:GetTaskProtection")
    let refused = put(#"{"ProtectionEnabled":true,"ExpiresInMinutes":60}"#)
    #expect(
      refused.contains(
        #""Code":"AccessDeniedException","Message":"User: arn:aws:sts::123456789012:assumed-role/harborTaskRole/"#))
    #expect(refused.contains("is not authorized to perform: ecs:UpdateTaskProtection on resource: arn:aws:ecs:"))
    #expect(session.out(isProtected) == "false\n")
    allow("ecs:*TaskProtection")
    let done = put(#"{"ProtectionEnabled":true,"ExpiresInMinutes":60}"#)
    #expect(done.hasPrefix(#"{"protection":{"ExpirationDate":""#) && done.contains(#""ProtectionEnabled":true"#))
    #expect(session.out(isProtected) == "true\n")
    #expect(session.sandbox.entries().contains { $0.typed.hasPrefix("curl -s -X PUT http://169.254.170.2/api/") })
    let invalid = #""Code":"InvalidParameterException","Message":""#
    for (body, message) in [
      (#"{"ProtectionEnabled":"yes"}"#, "UpdateTaskProtection: failed to decode request"),
      (#"{"ProtectionEnabled":true,"Minutes":5}"#, "UpdateTaskProtection: failed to decode request"),
      ("", "UpdateTaskProtection: failed to decode request"),
      (#"{"ExpiresInMinutes":5}"#, "Invalid request: does not contain 'ProtectionEnabled' field"),
      (#"{"ProtectionEnabled":true,"ExpiresInMinutes":2881}"#, "expiresInMinutes must be between 1 and 2880."),
    ] {
      #expect(put(body).contains(invalid + message + #"""#), "\(body)")
    }
    #expect(session.out(isProtected) == "true\n")
    let twice = shell(
      "U=$ECS_AGENT_URI/task-protection/v1/state; curl -s -X PUT $U -d '{\"ProtectionEnabled\":false}'; curl -s $U")
    #expect(twice.split(separator: "\n").count == 2)
    #expect(
      twice.split(separator: "\n").allSatisfy { $0.contains(#""ExpirationDate":null,"ProtectionEnabled":false"#) })
    #expect(
      shell("curl -s http://169.254.170.2/api/nobody/task-protection/v1/state")
        == #"{"error":{"Code":"ResourceNotFoundException","Message":"Failed to find a task for the request"}}"# + "\n")
    // The look that found nobody, then the change of the line before.
    _ = session.run("undo; undo")
    #expect(session.out(isProtected) == "true\n")
  }

  @Test func aPipeTypesIntoTheShell() throws {
    let session = try harbor()
    let text = session.out("printf 'whoami\\nexit\\nhostname\\n' | " + line("sh"))
    #expect(text.contains("\nroot\n\n\nExiting") && session.innerPrompt == nil)
  }

  @Test func aCommandThatIsNotThere() throws {
    let session = try harbor()
    #expect(
      inside(session, "/bin/zsh").hasPrefix(
        "\nUnable to start command: Failed to start pty: fork/exec /bin/zsh: no such file or directory\n"))
    #expect(session.innerPrompt == nil)
  }

  @Test func aTaskThatMayNotBeLookedInto() throws {
    let session = try harbor()
    let refusal = session.run(
      "aws ecs execute-command --cluster harbor --task \(String(repeating: "0", count: 32)) --interactive --command sh")
    #expect(refusal.exitCode == 254 && session.innerPrompt == nil)
    #expect(refusal.standardError.contains("(InvalidParameterException)"))
  }

  @Test func nothingIsWrittenInside() throws {
    let session = try harbor()
    _ = session.run(line("sh"))
    #expect(session.out("echo hi > /tmp/x").contains("not simulated yet"))
    #expect(session.out("nano x").hasPrefix("sh: nano: not found\n"))
    #expect(session.out("ls nothing 2>/dev/null || echo none") == "none\n")
  }
}
