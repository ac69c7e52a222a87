"""Random lines at the prompt and by standard input: no crash, no hang, each answered.

In: a seed and a number of lines. Out: a failure that names the seed and the lines before it.
"""
import os
import random
import re
import shlex
import subprocess
import tempfile

from terminal import Failure, Settings, Terminal, check, command_line

OPERATIONS = ["list-clusters", "describe-clusters", "create-cluster", "run-task", "create-service", "describe-services",
              "update-service", "list-tasks", "stop-task", "register-task-definition", "delete-cluster", "tag-resource",
              "describe-tasks", "wait", "help", "execute-command", "create-daemon"]
VALUES = ["harbor", "web", "web:1", "x", "''", "'a b'", "[]", "{}", "'{\"a\":1}'", "a=b,c=[d,e]", "-1", "99999999999999999999",
          "arn:aws:ecs:us-east-1:123456789012:cluster/harbor", "$X", "$(echo x)", "file://nothing", "é日本", "true"]
OPTIONS = ["--cluster", "--clusters", "--cluster-name", "--service", "--services", "--task-definition", "--desired-count",
           "--launch-type", "--network-configuration", "--tasks", "--query", "--output", "--cli-input-json", "--max-items",
           "--overrides", "--bogus", "--family", "--container-definitions", "--count"]
WORDS = ["help", "map", "hint", "undo", "redo", "wait 10s", "wait until steady", "check", "answer 1", "lessons", "history",
         "files", "echo hi > f", "cat f", "solution", "set", "next", "back", "step", "true && false || echo x", "wait 1e9",
         "timeline", "why", "why web", "plan aws ecs list-clusters", "fork", "fork back", "diff last", "probe internet -> web:80",
         "explain stopCode", "transcript | tail -3", "goal", "note x", "source f", "less f", "history 3"]
GARBAGE = [chr(code) for code in range(1, 32) if chr(code) not in "\n\r\x03\x04\x1a\x1c\x11\x13"] + list(" '\"\\$(){}[]|;&<>`~!#*?%^@é日🐳\u202e\x7f\x9b")


LEFT_OPEN = re.compile(rb"not closed|here-document|a backslash|is missing|should follow|needs a name|may have 1024 KiB")


def line(source, size=80):
    draw = source.random()
    if draw < 0.45:
        words = ["aws", "ecs", source.choice(OPERATIONS)]
        for _ in range(source.randint(0, 4)):
            words.append(source.choice(OPTIONS))
            words += [source.choice(VALUES) for _ in range(source.randint(0, 2))]
        text = " ".join(words)
        if draw < 0.1:
            place = source.randrange(len(text))
            text = text[:place] + source.choice(GARBAGE) + text[place + source.randint(0, 2):]
        return text
    if draw < 0.65:
        return source.choice(WORDS)
    return "".join(source.choice(GARBAGE + ["a", "b", "aws", "ecs"]) for _ in range(source.randint(0, size)))


def without_host(text):
    """A line that begins with `!` is for the shell of the machine, where random text would leave files behind."""
    return re.sub(r"^[\s!\x00-\x1f\x7f-\x9f\u202e]+", "", text)


def from_input(seed, count, longest):
    """All lines through a pipe; whatever stays open is closed at the end, where a last word must be answered."""
    def test():
        source = random.Random(seed)
        lines = [without_host(line(source)) for _ in range(count)]
        if seed % 2:
            lines = [text.replace("\x1b", "") for text in lines]
        lines.insert(count // 2, "aws ecs list-clusters --cluster-name " + "x" * longest)
        lines.insert(count // 3, "'" * 1001)
        closers = ["'", '"', ")", "'", "\"'", "EOF"]
        text = "\n".join(lines + closers + ["", "echo the-last-word", "echo the-last-word'", "echo the-last-word\"", ""])
        with tempfile.TemporaryDirectory(prefix="drydock-lines-") as home:
            words = shlex.split(command_line(home)) + ["--fresh", "--fixture", "harbor"]
            done = subprocess.run(words, input=text.encode("utf-8", "replace"), capture_output=True, timeout=280, env={**os.environ, "SWIFT_BACKTRACE": "enable=no"})
        check(done.returncode >= 0, f"seed {seed}: ended by signal {-done.returncode}: {done.stderr[-400:]}")
        # What a here-document or a quote has swallowed is answered as part of it, said to be open, or too long.
        last = done.stderr.strip().split(b"\n")[-1]
        check(
            b"the-last" in done.stdout + last or LEFT_OPEN.search(last),
            f"seed {seed}: the last word was not answered: {done.stdout[-300:]} {last}")
        if "\x1b" not in text:
            check(b"\x1b" not in done.stdout + done.stderr, f"seed {seed}: an escape sequence was written to a pipe")
    return test


def give_up(terminal, prompt, what):
    """Ctrl-C, until a word is answered again: a terminal drops what was typed together with Ctrl-C."""
    for number in range(20):
        terminal.raw = b""
        terminal.send("\x03")
        for _ in range(20):
            if prompt.search(terminal.raw):
                break
            terminal.take(0.05)
        terminal.raw = b""
        terminal.send(f"echo in-step-{number}\r")
        for _ in range(10):
            terminal.take(0.1)
            if terminal.raw.count(f"in-step-{number}".encode()) >= 2:
                return
    raise Failure(f"{what} is not answered; the last that was written: {terminal.raw[-300:]!r}")


def at_prompt(seed, count):
    """Each line by itself: afterwards there is a prompt again, if need be after Ctrl-C."""
    prompt = re.compile(rb"\d\d:\d\d:\d\d> ")

    def test():
        source = random.Random(seed)
        with Terminal(columns=200, rows=40, arguments="--fresh --fixture harbor sandbox", environment={"NO_COLOR": "1"}) as terminal:
            terminal.wait_prompt()
            terminal.is_drawn = False
            for number in range(count):
                # Keys that edit are the key fuzzer's business; here they are part of a pasted line. The words do not leave.
                text = without_host(line(source, 40).replace("\x1b", "").replace("\n", " "))
                terminal.paste(text)
                terminal.raw = b""
                terminal.send("\r")
                # A line that is not whole yet goes on in the next row: Ctrl-C gives it up.
                for _ in range(5):
                    if prompt.search(terminal.raw) or not terminal.take(0.02):
                        break
                if not prompt.search(terminal.raw):
                    give_up(terminal, prompt, f"seed {seed}, line {number}: {text!r}")
                if terminal.ended:
                    raise Failure(f"seed {seed}: the program ended at line {number}: {text!r}")
            terminal.is_drawn = True
            terminal.send("echo the-last-'word'\r")
            terminal.wait_text("the-last-word")
            terminal.wait_prompt()
    return test


def tests():
    for number in range(Settings.line_seeds):
        seed = Settings.first_seed + number
        yield f"{Settings.lines} lines by standard input, seed {seed}", from_input(seed, Settings.lines, Settings.longest_line)
        yield f"{Settings.prompt_lines} lines at the prompt, seed {seed}", at_prompt(seed, Settings.prompt_lines)
