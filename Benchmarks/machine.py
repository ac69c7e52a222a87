"""A program under the clock: started, fed, read, weighed.

In: a command line, its environment, what is typed. Out: seconds, bytes and exit codes. Knows no command of any program.
Programs are started by posix_spawn, which does not copy this process, so that its size is no part of what is measured.
"""
import fcntl
import os
import re
import select
import signal
import struct
import subprocess
import termios
import time

PATIENCE = 30.0
ESCAPES = re.compile(rb"\x1b(?:\[[0-9;?]*[ -/]*[@-~]|[()][0-9A-Za-z]|[=>78])")


class Trouble(Exception):
    """A program that did not do what was to be measured."""


def environment(home):
    return {
        "PATH": os.environ.get("PATH", ""), "HOME": home, "TERM": "xterm-256color", "LANG": "C.UTF-8", "TZ": "UTC",
        "DRYDOCK_DATA": os.path.join(home, "data"),
    }


def first_output(words, home):
    """Seconds from the start to the first byte on standard output."""
    reader, writer = os.pipe()
    began = time.perf_counter()
    child = os.posix_spawn(words[0], words, environment(home), file_actions=[
        (os.POSIX_SPAWN_OPEN, 0, os.devnull, os.O_RDONLY, 0), (os.POSIX_SPAWN_DUP2, writer, 1)])
    os.close(writer)
    got = os.read(reader, 1)
    seconds = time.perf_counter() - began
    while os.read(reader, 65536):
        pass
    os.close(reader)
    _, status = os.waitpid(child, 0)
    if not got or status != 0:
        raise Trouble(f"{' '.join(words)}: wait status {status}")
    return seconds


def script(words, home, lines):
    """Seconds that the program takes for a script on its standard input; every line has to succeed."""
    text = "".join(line + "\n" for line in lines)
    began = time.perf_counter()
    done = subprocess.run(words, input=text, env=environment(home), capture_output=True, text=True, check=False)
    seconds = time.perf_counter() - began
    if done.returncode != 0 or done.stderr:
        raise Trouble(f"{' '.join(words)}: exit code {done.returncode}: {done.stderr.strip()[:300]}")
    return seconds, done.stdout


class Terminal:
    """A program on a pseudo-terminal of 80 columns and 24 rows."""

    def __init__(self, words, home):
        self.master, slave = os.openpty()
        os.set_inheritable(self.master, False)
        name = os.ttyname(slave)
        fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
        self.seen = b""
        self.began = time.perf_counter()
        self.child = os.posix_spawn(words[0], words, environment(home), setsid=True, file_actions=[
            (os.POSIX_SPAWN_OPEN, 0, name, os.O_RDWR, 0), (os.POSIX_SPAWN_DUP2, 0, 1), (os.POSIX_SPAWN_DUP2, 0, 2)])
        os.close(slave)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        os.kill(self.child, signal.SIGKILL)
        os.waitpid(self.child, 0)
        os.close(self.master)

    def read(self):
        """What the program has written next, without escape sequences."""
        if not select.select([self.master], [], [], PATIENCE)[0]:
            raise Trouble(f"nothing came for {PATIENCE:.0f} s after {self.seen[-200:]!r}")
        try:
            data = os.read(self.master, 65536)
        except OSError:
            data = b""
        if not data:
            raise Trouble(f"it ended after {self.seen[-200:]!r}")
        self.seen += data
        return ESCAPES.sub(b"", data)

    def until(self, is_there):
        """Seconds since the start when what it has written so far, without escape sequences, satisfies `is_there`."""
        while not is_there(ESCAPES.sub(b"", self.seen)):
            self.read()
        return time.perf_counter() - self.began

    def quiet(self, seconds=0.05):
        """Takes what is written until nothing more comes."""
        while select.select([self.master], [], [], seconds)[0]:
            self.read()

    def press(self, key):
        """Seconds from the key to what the program writes with it on the screen; a blank may be a mere move there."""
        began = time.perf_counter()
        os.write(self.master, key)
        while key not in self.read() + (b" " if key == b" " else b""):
            pass
        return time.perf_counter() - began

    def enter(self, is_ready):
        """Seconds from Enter to the prompt after it."""
        written = b""
        began = time.perf_counter()
        os.write(self.master, b"\r")
        # What the prompt after it begins with stands in a row of its own.
        while b"\n" not in written or not is_ready(b"\n" + written.rsplit(b"\n", 1)[1]):
            written += self.read()
        return time.perf_counter() - began

    def memory(self):
        """Resident KiB of the program, and those of them that no file holds; None where the machine does not tell."""
        try:
            with open(f"/proc/{self.child}/status", encoding="ascii") as file:
                fields = dict(line.split(":", 1) for line in file)
            return tuple(int(fields[name].split()[0]) for name in ("VmRSS", "RssAnon"))
        except (OSError, KeyError):
            told = subprocess.run(["ps", "-o", "rss=", "-p", str(self.child)], capture_output=True, text=True, check=False)
            return (int(told.stdout), None) if told.stdout.strip().isdigit() else None
