"""Random lines at the prompt and by standard input: no crash, no hang, each answered.

In: a seed and a number of lines. Out: a failure that names the seed and the lines before it.
"""
import os
import random
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
         "files", "echo hi > f", "cat f", "solution", "set", "next", "back", "step", "true && false || echo x", "wait 1e9"]
GARBAGE = [chr(code) for code in range(1, 32) if chr(code) not in "\n\r\x03\x04\x1a\x1c\x11\x13"] + list(" '\"\\$(){}[]|;&<>`~!#*?%^@é日🐳\u202e\x7f\x9b")


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


def from_input(seed, count, longest):
    """All lines through a pipe; whatever stays open is closed at the end, where a last word must be answered."""
    def test():
        source = random.Random(seed)
        lines = [line(source) for _ in range(count)]
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
        check(b"the-last-word" in done.stdout + done.stderr, f"seed {seed}: the last word was not answered: {done.stdout[-300:]}")
        if "\x1b" not in text:
            check(b"\x1b" not in done.stdout + done.stderr, f"seed {seed}: an escape sequence was written to a pipe")
    return test


def at_prompt(seed, count):
    """Each line by itself: afterwards there is a prompt again, if need be after Ctrl-C."""
    def test():
        source = random.Random(seed)
        with Terminal(columns=100, rows=40, arguments="--fresh --fixture harbor sandbox", environment={"NO_COLOR": "1"}) as terminal:
            terminal.wait_prompt()
            terminal.is_drawn = False
            for number in range(count):
                # Keys that edit are the key fuzzer's business; here they are part of a pasted line.
                text = line(source, 40).replace("\x1b", "").replace("\n", " ")
                terminal.paste(text)
                terminal.send("\r")
                terminal.send("\x15\x03" if number % 7 else "\x03")
                terminal.take(0.01)
                if terminal.ended:
                    raise Failure(f"seed {seed}: the program ended at line {number}: {text!r}")
            terminal.is_drawn = True
            for _ in range(50):
                terminal.take(0.02)
            terminal.send("\x03")
            terminal.take(0.2)
            terminal.send("\x03echo the-last-'word'\r")
            terminal.wait_text("the-last-word")
            terminal.wait_prompt()
    return test


def tests():
    for number in range(Settings.line_seeds):
        seed = Settings.first_seed + number
        yield f"{Settings.lines} lines by standard input, seed {seed}", from_input(seed, Settings.lines, Settings.longest_line)
        yield f"{Settings.lines // 20} lines at the prompt, seed {seed}", at_prompt(seed, Settings.lines // 20)
