"""A person at a terminal: keys in, the screen out.

In: a command line, the window's size, the environment. Out: what the screen shows, what the history file holds.
Waits for what should appear, never for time to pass. Nothing here knows what the program does.
"""
import os
import re
import select
import shlex
import shutil
import signal
import tempfile
import time

import pexpect
import pyte

PATIENCE = 15.0


class Failure(Exception):
    pass


class Settings:
    program = ""
    prompt = ""
    history = ""
    driver = False
    fuzz_seeds = 2
    fuzz_keys = 400
    first_seed = 1


class Screen(pyte.Screen):
    """pyte without answers to the program's questions, and deaf to private modes that it does not know."""

    def write_process_input(self, data):
        pass

    def report_device_status(self, *args, **kwargs):
        pass


class Terminal:
    def __init__(self, columns=80, rows=24, arguments="", editrc=None, environment=None, home=None, shell=False):
        self.home = home or tempfile.mkdtemp(prefix="drydock-pty-")
        self.owns_home = home is None
        self.data = os.path.join(self.home, "data")
        os.makedirs(self.data, exist_ok=True)
        if editrc is not None:
            with open(os.path.join(self.home, ".editrc"), "w") as file:
                file.write(editrc)
        self.environment = {
            "PATH": os.environ.get("PATH", ""),
            "HOME": self.home,
            "TERM": "xterm-256color",
            "LANG": "C.UTF-8",
            "SWIFT_BACKTRACE": "enable=no",
            # A test that wants a pager asks for one.
            "DRYDOCK_PAGER": "",
        }
        for name, value in (environment or {}).items():
            if value is None:
                self.environment.pop(name, None)
            else:
                self.environment[name] = value
        self.command = command_line(self.data, arguments)
        self.raw = b""
        self.screen = Screen(columns, rows)
        self.stream = pyte.ByteStream(self.screen)
        words = ["bash", "--norc", "--noprofile", "-i"] if shell else shlex.split(self.command)
        self.child = pexpect.spawn(
            words[0], words[1:], env=self.environment, dimensions=(rows, columns), timeout=PATIENCE, echo=True)
        self.child.delaybeforesend = None
        os.set_blocking(self.child.child_fd, False)
        self.child.delayafterclose = 0.01
        self.child.delayafterterminate = 0.01

    def __enter__(self):
        return self

    def __exit__(self, *_):
        if not self.gone:
            if self.child.isalive():
                self.child.kill(signal.SIGKILL)
            self.child.ptyproc.delayafterclose = self.child.ptyproc.delayafterterminate = 0.01
            self.child.close(force=True)
        if self.owns_home:
            shutil.rmtree(self.home, ignore_errors=True)

    # Keys

    def send(self, keys):
        data = keys if isinstance(keys, bytes) else keys.encode()
        end = time.monotonic() + PATIENCE
        while data:
            # A pseudo-terminal's queue is short: while the program writes and does not read, its output is taken first.
            readable, writable, _ = select.select([self.child.child_fd], [self.child.child_fd], [], 0.2)
            if readable and not self.take(0) and self.ended:
                return
            if writable:
                try:
                    data = data[os.write(self.child.child_fd, data[:256]):]
                    end = time.monotonic() + PATIENCE
                except BlockingIOError:
                    continue
                except OSError:
                    self.ended = True
                    return
            elif time.monotonic() > end:
                raise Failure("the program takes no keys; the screen is\n" + self.picture())
        self.take(0)

    def paste(self, text):
        self.send("\x1b[200~" + text + "\x1b[201~")

    def resize(self, columns, rows):
        self.child.setwinsize(rows, columns)
        self.screen.resize(rows, columns)

    # Screen

    def take(self, seconds):
        """Feeds the screen with what the program writes; False when nothing came."""
        try:
            data = self.child.read_nonblocking(65536, timeout=seconds)
        except pexpect.TIMEOUT:
            return False
        except (pexpect.EOF, OSError):
            self.ended = True
            return False
        self.raw += data
        if self.is_drawn:
            self.stream.feed(data)
        return True

    ended = False
    is_drawn = True
    gone = False

    def wait(self, what, condition):
        """Waits until `condition()` holds."""
        end = time.monotonic() + PATIENCE
        while not condition():
            if self.ended or time.monotonic() > end:
                raise Failure(f"{what}: the screen is\n{self.picture()}")
            self.take(0.2)

    def lines(self):
        return [line.rstrip() for line in self.screen.display]

    def picture(self):
        shown = [line for line in self.lines()]
        while shown and not shown[-1]:
            shown.pop()
        return "\n".join("  | " + line for line in shown) + f"\n  cursor {self.cursor()}"

    def cursor(self):
        return self.screen.cursor.y, self.screen.cursor.x

    def before_cursor(self):
        return row_text(self.screen, self.screen.cursor.y)[: self.screen.cursor.x]

    def at_prompt(self):
        return re.search("(?:" + Settings.prompt + ")$", self.before_cursor()) is not None

    def wait_prompt(self):
        self.wait("no prompt", self.at_prompt)

    def wait_text(self, text):
        self.wait(f"no {text!r} on the screen", lambda: text in "\n".join(self.lines()))

    def wait_line(self, text):
        """Waits until the line being edited reads `text` up to the cursor."""
        self.wait(
            f"the line does not read {text!r}",
            lambda: re.search("(?:" + Settings.prompt + ")" + re.escape(text) + "$", self.before_cursor()))

    def wait_end(self):
        end = time.monotonic() + PATIENCE
        while self.child.isalive():
            if time.monotonic() > end:
                raise Failure("the program does not end; the screen is\n" + self.picture())
            self.take(0.1)
        while self.take(0.05):
            pass
        self.child.close()
        if self.child.signalstatus is not None:
            return -self.child.signalstatus
        return self.child.exitstatus

    # History

    def entries(self):
        path = Settings.history.format(data=self.data)
        if not os.path.exists(path):
            return []
        with open(path, encoding="utf-8") as file:
            return [unescaped(line) for line in file.read().split("\n") if line]

    def enter(self, expected):
        """Enter, and the line that ran must be `expected`."""
        seen = len(self.entries())
        mark = len(self.raw)
        self.send("\r")
        self.wait("nothing ran", lambda: len(self.entries()) > seen)
        # The screen may still be the one before Enter: what Enter wrote must have been taken first.
        self.wait("no prompt after it ran", lambda: b"\n" in self.raw[mark:] and self.at_prompt())
        got = self.entries()[-1]
        if got != expected:
            raise Failure(f"ran {shortened(got)} instead of {shortened(expected)}")

    def run(self, line):
        self.send(line)
        self.enter(line)

    def interrupt(self):
        self.take(0)
        self.send("\x03")
        row = "^C"
        self.wait("no ^C", lambda: any(row in line for line in self.lines()))
        self.wait_prompt()


def row_text(screen, row):
    """A row's characters by cell: pyte leaves the second cell of a wide character empty."""
    cells = screen.buffer[row]
    return "".join(cells[column].data or "\0" for column in range(screen.columns)).replace("\0", "\u200b")


def command_line(data, arguments=""):
    return (Settings.program.format(data=shlex.quote(data)) + " " + arguments).strip()


def unescaped(line):
    pairs = {"\\": "\\", "n": "\n", "r": "\r"}
    return re.sub(r"\\(.)", lambda match: pairs.get(match[1], match[0]), line)


def shortened(text):
    return repr(text) if len(text) < 200 else f"{text[:90]!r} … {text[-90:]!r} ({len(text)} characters)"


def check(condition, message):
    if not condition:
        raise Failure(message)


def send_signal(terminal, number):
    os.kill(terminal.child.pid, number)


__all__ = [
    "Failure", "Settings", "Terminal", "check", "command_line", "send_signal", "shortened", "signal", "unescaped",
    "row_text", "PATIENCE",
]
