"""Terminals and streams of every kind: sizes, TERM, locale, pipes, signals."""
import os
import select
import shlex
import signal
import subprocess
import tempfile

from terminal import Settings, Terminal, check, command_line, send_signal

UP = "\x1b[A"


def resized(steps, text):
    def test():
        with Terminal() as terminal:
            terminal.wait_prompt()
            terminal.send(text)
            terminal.wait_text(text[-8:])
            for columns, rows in steps:
                terminal.resize(columns, rows)
                send_signal(terminal, signal.SIGWINCH)
                terminal.take(0.2)
            terminal.send("X")
            terminal.enter(text + "X")
    return test


def resized_while_searching():
    with Terminal() as terminal:
        terminal.wait_prompt()
        terminal.run("note apple")
        terminal.send("\x12app")
        terminal.wait_text("'app'")
        terminal.resize(50, 10)
        terminal.take(0.2)
        terminal.send("\x05!")
        terminal.enter("note apple!")


def no_escapes(environment, arguments=""):
    """Nothing but text is written, and lines are read."""
    def test():
        with Terminal(environment=environment, arguments=arguments) as terminal:
            terminal.wait_prompt()
            terminal.send("note one\r")
            terminal.wait_text("note one")
            terminal.wait_prompt()
            terminal.send("note 'one\r")
            terminal.wait("no continuation", lambda: terminal.before_cursor() != "" and not terminal.at_prompt())
            terminal.send("two'\r")
            terminal.wait_text("two'")
            terminal.wait_prompt()
            terminal.send("half a line")
            terminal.wait_text("half a line")
            terminal.send("\x03")
            terminal.wait_prompt()
            # The status is the last command's; Ctrl-C alone would leave 130.
            terminal.send("note three\r")
            terminal.wait_text("note three")
            terminal.wait_prompt()
            terminal.send("\x04")
            check(terminal.wait_end() == 0, "the status is not 0")
            check(b"\x1b" not in terminal.raw, "an escape sequence was written")
    return test


def related_terminal():
    with Terminal(environment={"TERM": "xterm-nobody-knows-this"}) as terminal:
        terminal.wait_prompt()
        terminal.send("note oe\x1b[Dn")
        terminal.enter("note one")


def other_terminal(name):
    def test():
        with Terminal(environment={"TERM": name}) as terminal:
            terminal.wait_prompt()
            terminal.send("note oe\x1b[Dn\x05 " + "x" * 100)
            terminal.enter("note one " + "x" * 100)
    return test


def no_colour():
    import re

    with Terminal(environment={"NO_COLOR": "1"}) as terminal:
        terminal.wait_prompt()
        terminal.run("note apple")
        terminal.send("note 'a'")
        terminal.enter("note 'a'")
        check(not re.search(rb"\x1b\[[0-9;]+m", terminal.raw.replace(b"\x1b[0m", b"")), "a colour was written")


def no_locale(environment):
    def test():
        with Terminal(environment=environment) as terminal:
            terminal.wait_prompt()
            terminal.send("note é日本🐳" + "\x1b[D" * 2 + "x\x05")
            terminal.enter("note é日x本🐳")
    return test


def piped(text, arguments="", **options):
    """Runs with `text` on a pipe."""
    with tempfile.TemporaryDirectory() as folder:
        environment = {"PATH": os.environ["PATH"], "HOME": folder, "LANG": "C.UTF-8", "TERM": "xterm-256color"}
        return subprocess.run(
            command_line(folder, arguments), shell=True, input=text, capture_output=True, env=environment,
            timeout=60, **options)


def pipe_writes_no_escapes():
    result = piped(b"note one\nnote two\r\nnote 'three\nfour'\n")
    check(b"\x1b" not in result.stdout + result.stderr, "an escape sequence was written")
    if Settings.driver:
        check(result.returncode == 0, f"the status is {result.returncode}")
        wanted = b"ran 8: note one\nran 8: note two\nran 17: note 'three\nfour'\n"
        check(result.stdout == wanted, f"{result.stdout!r}")


def pipe_without_last_newline():
    result = piped(b"note one\nnote two")
    check(result.stdout == b"ran 8: note one\nran 8: note two\n", f"{result.stdout!r}")


def pipe_with_a_line_beyond_the_limit():
    result = piped(b"note one\n" + b"x" * 5_000_000 + b"\nnote two\n")
    check(result.returncode >= 0, f"ended by signal {-result.returncode}")
    check(b"\x1b" not in result.stdout, "an escape sequence was written")
    if Settings.driver:
        wanted = b"ran 8: note one\ntoo long: a command holds 1048576 bytes\nran 8: note two\n"
        check(result.stdout == wanted, f"{result.stdout[:300]!r}")


def endless_line_takes_bounded_memory():
    """200 MB without a newline; the program may not grow with them."""
    with tempfile.TemporaryDirectory() as folder:
        environment = {"PATH": os.environ["PATH"], "HOME": folder, "TERM": "xterm-256color"}
        source = subprocess.Popen("head -c 200000000 /dev/zero | tr '\\0' x", shell=True, stdout=subprocess.PIPE)
        child = subprocess.Popen(
            shlex.split(command_line(folder)), stdin=source.stdout, stdout=subprocess.PIPE, env=environment)
        source.stdout.close()
        output = child.stdout.read()
        _, _, usage = os.wait4(child.pid, 0)
        child.returncode = 0
        source.wait()
    check(b"too long" in output, f"{output[:300]!r}")
    check(usage.ru_maxrss < 100_000, f"the program took {usage.ru_maxrss} KiB")


def standard_input(redirection):
    def test():
        with tempfile.TemporaryDirectory() as folder:
            environment = {"PATH": os.environ["PATH"], "HOME": folder, "TERM": "xterm"}
            result = subprocess.run(
                command_line(folder) + " " + redirection, shell=True, capture_output=True, env=environment, timeout=60)
        check(result.returncode == 0, f"the status is {result.returncode}: {result.stderr[-300:]!r}")
        check(b"\x1b" not in result.stdout + result.stderr, "an escape sequence was written")
    return test


def output_into_a_pipe():
    """A terminal for input, a pipe for output."""
    with Terminal(shell=True) as terminal:
        terminal.take(0.5)
        terminal.send("PS1='shell$ '\r")
        terminal.wait("no shell", lambda: terminal.before_cursor() == "shell$ ")
        terminal.send("clear; echo ready; " + command_line(terminal.data) + " | cat; echo status ${PIPESTATUS[0]}\r")
        terminal.wait("not started", lambda: "ready" in terminal.lines())
        terminal.send("note one\r")
        terminal.send("\x04")
        terminal.wait_text("status 0")


def hang_up():
    with Terminal() as terminal:
        terminal.wait_prompt()
        terminal.send("note half")
        terminal.wait_text("note half")
        pid = terminal.child.pid
        terminal.child.ptyproc.fileobj.close()
        gone = False
        for _ in range(200):
            done, _ = os.waitpid(pid, os.WNOHANG)
            if done:
                gone = True
                break
            select.select([], [], [], 0.05)
        check(gone, "the program outlives its terminal")
        terminal.gone = True


def terminated():
    with Terminal() as terminal:
        terminal.wait_prompt()
        terminal.send("note half")
        terminal.wait_text("note half")
        send_signal(terminal, signal.SIGTERM)
        status = terminal.wait_end()
        check(status in (143, -15), f"the status is {status}")
        check(b"\x1b[?2004l" in terminal.raw, "bracketed paste was left on")


def quit_signal_is_ignored():
    with Terminal() as terminal:
        terminal.wait_prompt()
        terminal.send("note one")
        terminal.wait_line("note one")
        # The terminal drops what was typed before it; the program stays.
        terminal.send("\x1c")
        terminal.take(0.1)
        terminal.send(" two")
        terminal.enter("note one two")


def small_windows():
    for columns, rows in [(20, 2), (10, 1), (4, 3), (2, 2)]:
        with Terminal(columns=80, rows=24) as terminal:
            terminal.wait_prompt()
            terminal.resize(columns, rows)
            terminal.take(0.1)
            terminal.send("note one two three four five" + UP + "\x1b[B\x1b[H\x1b[F\t?\x12x\x07")
            terminal.take(0.1)
            terminal.resize(80, 24)
            terminal.take(0.1)
            terminal.send("\x05\x15note six")
            seen = len(terminal.entries())
            terminal.send("\r")
            terminal.wait(f"nothing ran after {columns}x{rows}", lambda: len(terminal.entries()) > seen)
            check(terminal.entries()[-1] == "note six", f"ran {terminal.entries()[-1]!r}")


def tests():
    short, long = "note one", "note " + "abcdefghij" * 20
    yield "narrower", resized([(40, 24)], short)
    yield "narrower and wider with a long line", resized([(40, 24), (30, 10), (100, 30)], long)
    yield "a storm of sizes", resized([(20 + 13 * step % 90, 5 + 7 * step % 25) for step in range(30)], long)
    yield "resized while searching", resized_while_searching
    yield "very small windows", small_windows
    yield "TERM=dumb", no_escapes({"TERM": "dumb"})
    yield "TERM unset", no_escapes({"TERM": None})
    yield "TERM unknown", no_escapes({"TERM": "no-such-terminal"})
    yield "--plain", no_escapes({}, "--plain")
    yield "TERM unknown, of a known family", related_terminal
    for name in ["vt100", "screen", "tmux-256color", "linux", "ansi"]:
        yield "TERM=" + name, other_terminal(name)
    yield "NO_COLOR", no_colour
    yield "no locale", no_locale({"LANG": None})
    yield "LC_ALL=C", no_locale({"LC_ALL": "C"})
    yield "LC_ALL=POSIX and no LANG", no_locale({"LC_ALL": "POSIX", "LANG": None})
    yield "a pipe", pipe_writes_no_escapes
    yield "a line beyond the limit on a pipe", pipe_with_a_line_beyond_the_limit
    yield "standard input empty", standard_input("</dev/null")
    yield "standard input closed", standard_input("<&-")
    yield "output into a pipe", output_into_a_pipe
    yield "the terminal goes away", hang_up
    yield "SIGTERM", terminated
    yield "control-backslash", quit_signal_is_ignored
    if Settings.driver:
        yield "a pipe without a last newline", pipe_without_last_newline
        yield "an endless line takes bounded memory", endless_line_takes_bounded_memory
