/// Lines for a shell in a container: what Tab offers, what is coloured, what `?` says. Expected: the commands that
/// `ContainerShell` runs, and the files that every container has.
import Interpreter
import Testing
import Text

@testable import Shell

@Suite struct InnerLineTests {
  private func opened() throws -> LearnerShell {
    let shell = try LearnerShell.inHarbor()
    for line in [
      #"aws ecs register-task-definition --cli-input-json '{"family":"web","cpu":"256","memory":"512","#
        + #""networkMode":"awsvpc","requiresCompatibilities":["FARGATE"],"taskRoleArn":"#
        + #""arn:aws:iam::123456789012:role/harborTaskRole","containerDefinitions":[{"name":"web","image":"#
        + #""registry.example/harbor/web:1.0","environment":[{"name":"MODE","value":"blue"}]}]}'"#,
      "T=$(aws ecs run-task --cluster harbor --task-definition web --launch-type FARGATE --enable-execute-command "
        + "--network-configuration 'awsvpcConfiguration={subnets=[subnet-quay-a],securityGroups=[sg-web],"
        + "assignPublicIp=ENABLED}' --query 'tasks[0].taskArn' --output text)",
      "wait 2m", "aws ecs execute-command --cluster harbor --task $T --interactive --command sh",
    ] { #expect(shell.run(line) == 0, "\(line)") }
    return shell
  }

  private func offered(_ shell: LearnerShell, _ text: String) -> [String] {
    shell.completions(EditedLine(text: text, cursor: text.unicodeScalars.count)).candidates.map(\.text)
  }

  @Test func tabOffersTheContainersCommandsAndFiles() throws {
    let shell = try opened()
    #expect(
      offered(shell, "") == [
        "cat", "cd", "curl", "echo", "env", "exit", "hostname", "id", "ls", "printenv", "ps", "pwd", "whoami",
      ])
    #expect(offered(shell, "ho") == ["hostname"])
    #expect(offered(shell, "cat /etc/h") == ["/etc/hostname", "/etc/hosts"])
    #expect(offered(shell, "cd /e") == ["/etc/"])
    #expect(offered(shell, "env | gr") == ["grep"])
    #expect(offered(shell, "echo $MO") == ["$MODE"])
    #expect(offered(shell, "echo $T") == [], "a variable of the prompt outside")
    #expect(offered(shell, "aws ecs ") == offered(shell, "ls "), "there is no AWS CLI in a container")
    #expect(shell.run("cd /etc") == 0)
    #expect(offered(shell, "cat pass") == ["passwd"])
    #expect(shell.run("exit") == 0)
    #expect(offered(shell, "ho") != ["hostname"])
  }

  @Test func coloursTellWhatIsThere() throws {
    let shell = try opened()
    func styles(_ text: String) -> [String] {
      shell.colours(EditedLine(text: text, cursor: 0)).map { "\($0.range) \($0.style)" }
    }
    #expect(styles("ps") == ["0..<2 \(TerminalStyle.bold)"])
    #expect(styles("map") == ["0..<3 \(TerminalStyle.underlinedRed)"])
    #expect(styles("ls -l /") == ["0..<2 \(TerminalStyle.bold)", "3..<5 \(TerminalStyle.cyan)"])
  }

  @Test func helpTellsOfTheContainer() throws {
    let shell = try opened()
    #expect(shell.helpLines(EditedLine(text: "ps", cursor: 2)) == ["ps    list the processes"])
    #expect(
      shell.helpLines(EditedLine(text: "", cursor: 0)).first?.hasPrefix("You are in a container: cat, cd,") == true)
  }
}
