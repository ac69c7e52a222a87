"""The two sides of a comparison: the real AWS CLI, and our prompt; each takes many lines in one process.

An answer is a dictionary: status, out, err, requests (operation and input, as each would travel).
"""
import gzip
import json
import os
import re
import shlex
import shutil
import subprocess
import sys
import tempfile

import botocore

from server import LONGEST_SECONDS, REGION, Failure, Settings, expect

HERE = os.path.dirname(os.path.abspath(__file__))
REQUEST = re.compile(
    r"^\S+ \S+ - MainThread - botocore\.endpoint - DEBUG - Making request for OperationModel\(name=(\w+)\) "
    r"with params: (.*)\n", re.M)
ENVIRONMENT = {
    "AWS_ACCESS_KEY_ID": "AKIDEXAMPLE", "AWS_SECRET_ACCESS_KEY": "secret", "AWS_DEFAULT_REGION": REGION,
    "AWS_SHARED_CREDENTIALS_FILE": os.devnull, "AWS_PAGER": "", "TZ": "UTC", "COLUMNS": "80"}


class Real:
    """The AWS CLI of this virtual environment, or of another Python."""

    def __init__(self, endpoint=None, python=sys.executable, folder=None, models=None):
        self.folder = folder
        # Version 1 prints bare numbers of seconds unless it is told to print times as version 2 does.
        settings = tempfile.NamedTemporaryFile("w", suffix=".ini", delete=False)
        settings.write("[default]\ncli_timestamp_format = iso8601\n")
        settings.close()
        # `execute-command` looks for its plugin before it asks.
        tools = tempfile.mkdtemp(prefix="drydock-wire-")
        plugin = os.path.join(tools, "session-manager-plugin")
        with open(plugin, "w") as file:
            file.write("#!/bin/sh\n")
        os.chmod(plugin, 0o755)
        self.environment = {
            **os.environ, **ENVIRONMENT, "AWS_CONFIG_FILE": settings.name,
            "PATH": tools + os.pathsep + os.environ.get("PATH", "")}
        if models:
            self.environment["AWS_DATA_PATH"] = os.pathsep.join((models, os.environ.get("AWS_DATA_PATH", "")))
        self.command = [python, "-B", os.path.join(HERE, "oracle.py")] + (["--endpoint", endpoint] if endpoint else [])

    def start(self):
        return subprocess.Popen(
            self.command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
            env=self.environment, cwd=self.folder)

    def answers(self, lines):
        """One answer for each list of words."""
        run = subprocess.run(
            self.command, input="".join(json.dumps(words) + "\n" for words in lines), capture_output=True, text=True,
            env=self.environment, cwd=self.folder, timeout=10 * LONGEST_SECONDS)
        found = [json.loads(line) for line in run.stdout.splitlines()]
        expect(len(found) == len(lines), f"the AWS CLI answered {len(found)} of {len(lines)} lines: {run.stderr[-500:]}")
        return found


# Of a machine's own packages: a Python that has version 2 of the AWS CLI.
OTHER_PYTHON = "/usr/bin/python3"
# Those that the tests type; version 2 as Debian has it can not speak with today's cloudwatch.
SERVICES_OF_BOTH = [
    "ecs", "sts", "iam", "ec2", "elbv2", "elb", "logs", "ecr", "ssm", "secretsmanager", "autoscaling",
    "application-autoscaling", "codedeploy", "events"]


def has_version_2():
    """Whether version 2 is here. PyPI does not have it, so that it is a machine's own package or none."""
    if not os.path.exists(OTHER_PYTHON):
        return False
    run = subprocess.run([OTHER_PYTHON, "-c", "import awscli; print(awscli.__version__)"], capture_output=True, text=True)
    return run.stdout.startswith("2.")


def version_2(models, **more):
    """Version 2 with the models of today's botocore, unpacked into `models`."""
    source = os.path.join(os.path.dirname(botocore.__file__), "data")
    for service in SERVICES_OF_BOTH:
        for version in os.listdir(os.path.join(source, service)):
            target = os.path.join(models, service, version)
            os.makedirs(target, exist_ok=True)
            for name in os.listdir(os.path.join(source, service, version)):
                path = os.path.join(source, service, version, name)
                opener = gzip.open if name.endswith(".gz") else open
                with opener(path, "rb") as file, open(os.path.join(target, name.removesuffix(".gz")), "wb") as copy:
                    shutil.copyfileobj(file, copy)
    return Real(python=OTHER_PYTHON, models=models, **more)


class Talk:
    """Both sides at once, each in a world of its own that began the same: line by line, in one process each."""

    def __init__(self, real, *options):
        self.real = real.start()
        self.own = subprocess.Popen(
            [Settings.program, *options], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
            env={**os.environ, "TZ": "UTC", "COLUMNS": "80"})
        self.folder, self.number = real.folder, 0

    def __enter__(self):
        return self

    def __exit__(self, *_):
        for process in self.real, self.own:
            process.stdin.close()
            try:
                process.wait(LONGEST_SECONDS)
            except subprocess.TimeoutExpired:
                process.kill()
            for stream in process.stdout, process.stderr:
                if stream:
                    stream.close()

    def file(self, name, text):
        """A file that both sides can read by `file://NAME`."""
        with open(os.path.join(self.folder, name), "w") as file:
            file.write(text)
        self.own_answer(f"cat > {name} <<'@@'\n{text.rstrip()}\n@@")

    def ask(self, line):
        """What the real CLI answers to a line, and what we do."""
        self.real.stdin.write(json.dumps(shlex.split(line)[1:]) + "\n")
        self.real.stdin.flush()
        own = self.own_answer(line)
        answer = self.real.stdout.readline()
        expect(answer, f"the AWS CLI ended at {line!r}")
        return json.loads(answer), own

    def own_answer(self, line):
        self.number += 1
        mark = f"@@end {self.number}"
        self.own.stdin.write(f'{line}\necho "{mark} $?"\necho "{mark}" >&2\n'.encode())
        self.own.stdin.flush()
        out, status = self.read(self.own.stdout, mark, line)
        err, _ = self.read(self.own.stderr, mark, line)
        return {"status": int(status), "out": out, "err": err}

    def read(self, stream, mark, line):
        lines = []
        while True:
            read = stream.readline().decode("utf-8", "replace")
            expect(read, f"our prompt ended at {line!r}")
            # A text without a line end at its end stands before the mark.
            before, found, after = read.partition(mark)
            lines.append(before if found else read)
            if found:
                return "".join(lines), after.strip()


def words_of(lines):
    """What a POSIX shell makes of each line: its words."""
    script = "".join(f"printf '%s\\0' {line}\nprintf '\\1\\0'\n" for line in lines)
    run = subprocess.run(["bash"], input=script.encode(), capture_output=True, timeout=LONGEST_SECONDS)
    parts = run.stdout.decode().split("\1\0")[:-1]
    expect(len(parts) == len(lines), f"bash read {len(parts)} of {len(lines)} lines: {run.stderr.decode()[-300:]}")
    return [part.split("\0")[:-1] for part in parts]


def ours(lines, *options, setup=()):
    """One answer for each line, typed at our prompt one after another in one world."""
    script = "".join(line + "\n" for line in setup)
    for number, line in enumerate(lines):
        script += f'{line}\necho "@@end {number} $?"\necho "@@end {number}" >&2\n'
    run = subprocess.run(
        [Settings.program, *options], input=script.encode(), capture_output=True, timeout=10 * LONGEST_SECONDS,
        env={**os.environ, "TZ": "UTC", "COLUMNS": "80"})
    out, err = run.stdout.decode("utf-8", "replace"), run.stderr.decode("utf-8", "replace")
    answers = []
    for number in range(len(lines)):
        end = re.search(rf"@@end {number} (\d+)\n", out)
        if not end:
            raise Failure(f"no end of line {number}: {lines[number]!r}: {out[-300:]!r} {err[-300:]!r}")
        text, out = out[:end.start()], out[end.end():]
        wrong, _, err = err.partition(f"@@end {number}\n")
        requests = [{"operation": name, "input": json.loads(body)} for name, body in REQUEST.findall(wrong)]
        answers.append({"status": int(end[1]), "out": text, "err": REQUEST.sub("", wrong), "requests": requests})
    return answers
