"""A shell in a simulated container, at the prompt."""
import json

from terminal import Terminal, check

DEFINITION = json.dumps({
    "family": "look", "cpu": "256", "memory": "512", "networkMode": "awsvpc", "requiresCompatibilities": ["FARGATE"],
    "taskRoleArn": "arn:aws:iam::123456789012:role/harborTaskRole",
    "containerDefinitions": [{"name": "web", "image": "registry.example/harbor/web:1.0"}]})
NETWORK = "awsvpcConfiguration={subnets=[subnet-quay-a],securityGroups=[sg-web],assignPublicIp=ENABLED}"


def opened(terminal):
    terminal.wait_prompt()
    for line in [
        f"aws ecs register-task-definition --cli-input-json '{DEFINITION}' --query taskDefinition.revision",
        "T=$(aws ecs run-task --cluster harbor --task-definition look --launch-type FARGATE --enable-execute-command "
        f"--network-configuration '{NETWORK}' --query 'tasks[0].taskArn' --output text)",
        "wait 2m",
    ]:
        terminal.run(line)
    terminal.send("aws ecs execute-command --cluster harbor --task $T --interactive --command /bin/sh\r")
    inner(terminal)


def inner(terminal):
    terminal.wait("no prompt of the container", lambda: terminal.before_cursor().rstrip("\u200b") == "# ")


def a_shell_has_a_prompt_of_its_own():
    with Terminal(arguments="--fixture harbor sandbox", columns=120) as terminal:
        opened(terminal)
        terminal.send("whoami\r")
        terminal.wait("no answer", lambda: "root" in terminal.lines())
        inner(terminal)
        # An empty line is no more than that.
        terminal.send("\r")
        inner(terminal)
        terminal.send("exit\r")
        terminal.wait_text("Exiting session with sessionId")
        terminal.wait_prompt()
        terminal.run("aws ecs list-clusters --query 'length(clusterArns)'")


def control_d_leaves_the_container_alone():
    with Terminal(arguments="--fixture harbor sandbox", columns=120) as terminal:
        opened(terminal)
        terminal.send("\x04")
        terminal.wait_text("Exiting session with sessionId")
        terminal.wait_prompt()
        check(not terminal.ended, "Ctrl-D left more than the container")


def tests():
    yield "a shell in a container has a prompt of its own", a_shell_has_a_prompt_of_its_own
    yield "Ctrl-D leaves the container alone", control_d_leaves_the_container_alone
