"""The tour in README.md: real sessions, typed here, between the marks `<!-- tour: NAME -->` and `<!-- end -->`.

In: README.md. Out: a failure where it shows another session than the program gives; with `DRYDOCK_RECORD=1` the file is
rewritten instead.
"""
import os
import re

from terminal import Terminal, check

README = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "README.md")
NETWORK = "'awsvpcConfiguration={subnets=[subnet-quay-a],securityGroups=[sg-web],assignPublicIp=ENABLED}'"
TOURS = {
    "lesson": ("learn map --fresh --plain", [
        "aws ecs list-services --cluster harbor",
        "aws ecs list-clusters",
    ]),
    "sandbox": ("sandbox --fresh --fixture harbor --plain", [
        "NET=" + NETWORK,
        "aws ecs create-service --cluster harbor --service-name web --task-definition web:1 --desired-count 2 "
        "--launch-type FARGATE --network-configuration $NET --query service.status",
        "wait until steady",
        "aws ecs stop-task --cluster harbor --task $(aws ecs list-tasks --cluster harbor --query 'taskArns[0]' "
        "--output text) --query task.stopCode",
        "wait 1m",
        "map",
        "undo",
    ]),
}
MARK = re.compile(r"(<!-- tour: (\w+) -->\n```text\n)(.*?)(\n```\n<!-- end -->)", re.S)


def session(name):
    arguments, lines = TOURS[name]
    with Terminal(columns=300, rows=200, arguments=arguments, environment={"NO_COLOR": "1", "COLUMNS": "100"}) as terminal:
        terminal.wait_prompt()
        for line in lines:
            before = len(terminal.raw)
            terminal.send(line + "\r")
            terminal.wait("no answer", lambda: terminal.raw.count(b"> ", before) >= 1 and terminal.at_prompt())
        text = terminal.raw.decode("utf-8").replace("\r", "")
    text = re.sub(r"\x1b\[[0-9;?]*[a-zA-Z]", "", text)
    text = text[:text.rindex("\n")]
    return f"$ drydock {arguments.replace(' --plain', '').replace(' --fresh', '')}\n" + "\n".join(
        line.rstrip() for line in text.strip("\n").split("\n"))


def shown():
    with open(README, encoding="utf-8") as file:
        return file.read()


def tour(name):
    def test():
        text, given = shown(), session(name)
        if os.environ.get("DRYDOCK_RECORD"):
            new = MARK.sub(lambda mark: mark[1] + given + mark[4] if mark[2] == name else mark[0], text)
            with open(README, "w", encoding="utf-8") as file:
                file.write(new)
            return
        found = [mark[3] for mark in MARK.finditer(text) if mark[2] == name]
        check(found == [given], f"README shows another session than the program gives (`make record` rewrites it):\n{given}")
    return test


def tests():
    for name in TOURS:
        yield f"golden: the tour `{name}` in README.md", tour(name)
