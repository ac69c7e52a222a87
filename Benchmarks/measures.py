"""What is measured, and against which budget.

In: the path of the program. Out: rows of a table. The budgets are those of the design; a row without one is there to
be compared with itself. Every world is made by typed commands, as a learner would make it.
"""
import os
import resource
import shutil
import sqlite3
import statistics
import tempfile
import time

import wire
from machine import Terminal, Trouble, first_output, script

LESSONS = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "lessons")
NETWORK = "'awsvpcConfiguration={subnets=[subnet-quay-a,subnet-quay-b],securityGroups=[sg-web],assignPublicIp=ENABLED}'"
LESSON_WORLD = [
    "aws ecs create-service --cluster harbor --service-name web --task-definition web:1 --desired-count 2 "
    f"--launch-type FARGATE --network-configuration {NETWORK}",
    "wait until steady",
]
LESSON_LINES = [
    "aws ecs describe-services --cluster harbor --services web --query 'services[0].[runningCount,desiredCount]'",
    "aws ecs list-tasks --cluster harbor",
    "aws ecs update-service --cluster harbor --service web --desired-count 3 --query service.desiredCount",
    "aws ecs describe-clusters --clusters harbor --output table",
    "aws ecs describe-task-definition --task-definition web:2",
    "aws ecs update-service --cluster harbor --service web --desired-count 2 --query service.desiredCount",
]
# The default VPC of a new account has 12,273 free addresses; the course's own network has too few.
WIDE_NETWORK = "'awsvpcConfiguration={subnets=[subnet-default-a,subnet-default-b,subnet-default-c],assignPublicIp=ENABLED}'"
BIG_WORLD = [
    "aws ecs create-cluster --query cluster.status",
    "aws ecs register-task-definition --family big --network-mode awsvpc --requires-compatibilities FARGATE --cpu 256 "
    "--memory 512 --container-definitions '[{\"name\":\"web\",\"image\":\"nginx:stable\"}]' --query taskDefinition.revision",
]
TYPED = b"aws ecs describe-services --cluster harbor --services web"
# A short command, so that what is measured is the way there and back.
ENTERED = b"aws ecs list-clusters"
ENTERED_LINES = ["set pager off"]
QUERY = b"select name, type from sqlite_schema where type = 'table';"


class Row:
    def __init__(self, what, value, unit, budget=None, spread="", is_floor=False):
        self.what, self.value, self.unit, self.budget, self.spread = what, value, unit, budget, spread
        self.is_floor = is_floor


class NotRun(Exception):
    """Why something was not measured."""


class Prompt:
    """A program at its prompt: lines typed key by key, and how long each key and each Enter took."""

    def __init__(self, name, words, typed, entered, is_ready, first):
        self.name, self.words, self.typed, self.entered, self.is_ready, self.first = name, words, typed, entered, is_ready, first
        self.seconds = [], []

    def measure(self, home, lines=10):
        with Terminal(self.words, home) as terminal:
            terminal.until(self.is_ready)
            terminal.quiet()
            for line in self.first:
                os.write(terminal.master, line.encode() + b"\r")
                terminal.quiet()
            for _ in range(lines):
                for byte in self.typed:
                    self.seconds[0].append(terminal.press(bytes([byte])))
                    time.sleep(0.002)
                os.write(terminal.master, b"\x15")
                terminal.quiet()
                os.write(terminal.master, self.entered)
                terminal.quiet()
                self.seconds[1].append(terminal.enter(self.is_ready))
                terminal.quiet()


class Bench:
    def __init__(self, program, rounds):
        self.program, self.rounds = program, rounds
        self.home = tempfile.mkdtemp(prefix="drydock-bench-")

    def close(self):
        shutil.rmtree(self.home, ignore_errors=True)

    def words(self, *arguments):
        return [self.program, *arguments, "--course", LESSONS]

    # Start

    def start(self):
        def row(what, *arguments):
            clock = Clock()
            seconds = [first_output(self.words(*arguments), self.home) for _ in range(self.rounds)]
            return milliseconds(what, seconds, clock, 20)
        yield row("start to the first command's output, new world in memory", "--fresh", "-c", "aws ecs list-clusters")
        yield row("start to the first command's output, kept sandbox", "-c", "aws ecs list-clusters")

    def prompt(self):
        for what, arguments in (("new world in memory", ["--fresh"]), ("kept sandbox", ["--sandbox", "play"])):
            seconds, memory, clock = [], [], Clock()
            for _ in range(self.rounds):
                with Terminal(self.words(*arguments), self.home) as terminal:
                    seconds.append(terminal.until(is_prompt))
                    memory.append(terminal.memory())
            yield milliseconds(f"start to prompt, {what}", seconds, clock, 20)
            known = [pair for pair in memory if pair]
            if known:
                resident = statistics.median(pair[0] for pair in known) / 1024
                own = [pair[1] for pair in known if pair[1] is not None]
                spread = f"{statistics.median(own) / 1024:.1f} MiB without what files hold" if own else ""
                yield Row(f"resident memory at the prompt, {what}", resident, "MiB", 30, spread)

    # Commands

    def commands(self):
        count = 500 * len(LESSON_LINES)
        memory, cpu = self.per_line(["--fresh", "--fixture", "harbor"], LESSON_LINES * 500)
        yield Row(
            "a typed command on a lesson's world, in memory", memory * 1e3, "ms", 1,
            f"{count} commands; CPU {cpu * 1e3:.2f} ms")
        kept, cpu = self.per_line(["--sandbox", "bench", "--fixture", "harbor"], LESSON_LINES * 100)
        write = self.journal_write()
        yield Row("the same in a kept sandbox", kept * 1e3, "ms", None, f"CPU {cpu * 1e3:.2f} ms")
        yield Row("a journal write: one row committed by SQLite alone, synchronous FULL", write * 1e3, "ms")
        yield Row("a typed command in a kept sandbox beyond its journal write", max(0, kept - write) * 1e3, "ms", 1)

    def per_line(self, options, lines):
        """Seconds, and seconds of the processor, for each of `lines`: without the start and making the world."""
        def once(more):
            clock = Clock()
            with tempfile.TemporaryDirectory(dir=self.home) as home:
                return script(self.words(*options), home, LESSON_WORLD + more)[0], clock.seconds()
        whole, empty = [once(lines) for _ in range(3)], [once([]) for _ in range(3)]
        return tuple((min(each) - min(start)) / len(lines) for each, start in zip(zip(*whole), zip(*empty)))

    def journal_write(self, count=500):
        with tempfile.TemporaryDirectory(dir=self.home) as home:
            store = sqlite3.connect(os.path.join(home, "store"), isolation_level=None)
            store.executescript("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; CREATE TABLE entry (content TEXT)")
            began = time.perf_counter()
            for number in range(count):
                store.execute("INSERT INTO entry VALUES (?)", (f"{number} " * 100,))
            seconds = (time.perf_counter() - began) / count
            store.close()
            return seconds

    # Keys

    def keys(self):
        """Both programs in turns, so that what else the machine does meets both."""
        program = Prompt("", self.words("--fresh", "--fixture", "harbor", "sandbox"), TYPED, ENTERED, is_prompt, ENTERED_LINES)
        shell = shutil.which("sqlite3")
        prompts = [program]
        if shell:
            prompts.append(
                Prompt(", sqlite3's shell", [shell, ":memory:"], QUERY, QUERY, lambda text: text.endswith(b"sqlite> "), []))
        for _ in range(max(1, self.rounds // 5)):
            for prompt in prompts:
                prompt.measure(self.home)
        for what, index, budget in (("keypress to echo", 0, 5), ("Enter to prompt", 1, 5)):
            for prompt in prompts:
                seconds = sorted(prompt.seconds[index])
                count = f"{len(seconds):,} times; worst {seconds[-1] * 1e3:.2f} ms"
                for name, part in (("50th", 50), ("99th", 99)):
                    limit = budget if prompt is program and part == 99 else None
                    value = seconds[min(len(seconds) - 1, len(seconds) * part // 100)]
                    yield Row(f"{what}, {name} percentile{prompt.name}", value * 1e3, "ms", limit, count)
        if not shell:
            raise NotRun("the comparison: sqlite3's shell is not installed")

    # Journals

    def replay(self):
        line = "aws ecs tag-resource --resource-arn arn:aws:ecs:us-east-1:123456789012:cluster/harbor --tags key=k{},value=v{}"
        # In memory where there is such a folder: ten thousand commits on a disk are another measurement.
        memory = "/dev/shm" if os.access("/dev/shm", os.W_OK) else self.home
        with tempfile.TemporaryDirectory(dir=memory, prefix="drydock-bench-") as home:
            def opening(name):
                return min(first_output(self.words("--sandbox", name, "-c", "help"), home) for _ in range(5))
            script(self.words("--sandbox", "replay-0", "--fixture", "harbor"), home, [])
            empty = opening("replay-0")
            for count in (1_000, 10_000):
                lines = [line.format(number % 40, number) for number in range(count)]
                made, _ = script(self.words("--sandbox", f"replay-{count}", "--fixture", "harbor"), home, lines)
                seconds = max(1e-6, opening(f"replay-{count}") - empty)
                yield Row(
                    f"opening a sandbox of {count:,} entries, beyond an empty one", seconds * 1e3, "ms", None,
                    f"{count / seconds:,.0f} entries a second; making it {made / count * 1e3:.2f} ms an entry")

    # Size

    def size(self):
        small, large = self.reading(1), self.reading(10)
        yield Row(
            "10,000 tasks of ten services, from an empty cluster to steady", large.pop("world"), "s", None,
            f"1,000 tasks of one: {small.pop('world'):.2f} s; CPU")
        for what, seconds in large.items():
            spread = f"CPU {small[what] * 1e3:.2f} ms, then {seconds * 1e3:.2f} ms"
            yield Row(f"{what}: cost at 10,000 tasks to that at 1,000", seconds / small[what], "x", 2, spread)

    def reading(self, services, count=500):
        """Processor seconds to make a cluster with so many services of 1,000 tasks, and for each read of it."""
        lines = [
            f"aws ecs create-service --service-name s{number} --task-definition big --desired-count 1000 "
            f"--launch-type FARGATE --network-configuration {WIDE_NETWORK} --query service.status"
            for number in range(services)]
        world = BIG_WORLD + lines + [
            "wait 40m",
            "TASK=$(aws ecs list-tasks --service-name s0 --no-paginate --query taskArns[0] --output text)",
            "aws ecs describe-clusters --query clusters[0].runningTasksCount"]
        reads = {
            "world": "",
            "describe-tasks by id": "aws ecs describe-tasks --tasks $TASK --query tasks[0].lastStatus",
            "list-tasks, one page": "aws ecs list-tasks --no-paginate --query 'length(taskArns)'",
            "describe-services by name": "aws ecs describe-services --services s0 --query failures",
        }
        costs = {}
        for what, line in reads.items():
            clock = Clock()
            more = [] if what == "world" else [line] * count
            _, told = script(self.words("--fresh", "--fixture", "account"), self.home, world + more)
            if str(1_000 * services) not in told.splitlines():
                raise Trouble(f"there are not {1_000 * services} tasks running")
            costs[what] = clock.seconds() if what == "world" else max(1e-6, (clock.seconds() - costs["world"]) / count)
        return costs

    # HTTP

    def http(self):
        words = [*self.words("serve", "--fresh", "--fixture", "account", "--speed", "0"), "--port"]
        small, described = wire.rates(words, self.home, wire.new_accounts_network)
        peer = shutil.which("moto_server")
        try:
            peers = wire.rates([peer, "-H", "127.0.0.1", "-p"], self.home, wire.motos_network) if peer else None
        except Trouble:
            peers = None
        for what, value, index, budget in (
            ("small operations", small, 0, 20), ("describe-tasks of 100", described, 1, 50),
        ):
            yield Row(f"HTTP, {what}, one connection", value, "/s")
            if peers:
                yield Row(
                    f"HTTP, {what}: times as many as moto (more is better)", value / peers[index], "x", budget,
                    f"moto: {peers[index]:,.0f}/s", is_floor=True)
        if not peers:
            raise NotRun("the comparison: moto's server is not installed or does not answer")

    # The course

    def course(self):
        seconds, told = script(self.words("lesson", "test"), self.home, [])
        last = told.strip().splitlines()[-1] if told.strip() else ""
        yield Row("lesson tests of the whole course", seconds, "s", 60, last)


def milliseconds(what, seconds, clock, budget):
    cpu = clock.seconds() / len(seconds)
    spread = f"best {min(seconds) * 1e3:.1f}, worst {max(seconds) * 1e3:.1f}, {len(seconds)} runs; CPU {cpu * 1e3:.1f} ms"
    return Row(what, statistics.median(seconds) * 1e3, "ms", budget, spread)


class Clock:
    """Processor time of the programs that have ended since: it counts the same beside other programs at work."""

    def __init__(self):
        self.began = self.now()

    def seconds(self):
        return self.now() - self.began

    @staticmethod
    def now():
        used = resource.getrusage(resource.RUSAGE_CHILDREN)
        return used.ru_utime + used.ru_stime


def is_prompt(text):
    return text.endswith(b"> ") and text.count(b"\n") > 0
