"""A key fuzzer with an oracle: random keys whose effect on the line is known; each line that runs must be the one typed.

In: how many keys, a seed (a fresh one where none is given). Out: a count, or the first line that differs, the first crash or
hang, with the seed and the keys before it. Sizes change and notices come while keys are typed. `--seed N` plays one again.
"""
import argparse
import os
import random
import sys
import time

from terminal import Failure, Settings, Terminal, unescaped

# Characters of one code point that never join with their neighbours; no `?`, which asks for help.
LETTERS = "abcdefghij ABC 0123456789 --  '\"\\$(){}[]|;:,._/*~<>&!#=+@^%` éßñ日本語한글🐳🚢"
# What a prompt asks the terminal for before it reads keys.
READY = b"\x1b[?2004h"
SIZES = [(80, 24), (60, 20), (132, 40), (60, 8), (40, 10), (100, 30)]


class Line:
    """What the line should read, and where the cursor should be."""

    def __init__(self):
        self.text, self.cursor = [], 0

    def insert(self, text):
        self.text[self.cursor:self.cursor] = list(text)
        self.cursor += len(text)

    def delete(self, start, end):
        del self.text[start:end]
        self.cursor = start

    def __str__(self):
        return "".join(self.text)


def is_blank(character):
    return character in " \t\n"


def word_left(line):
    place = line.cursor
    while place > 0 and is_blank(line.text[place - 1]):
        place -= 1
    while place > 0 and not is_blank(line.text[place - 1]):
        place -= 1
    line.cursor = place


def word_right(line):
    place = line.cursor
    while place < len(line.text) and is_blank(line.text[place]):
        place += 1
    while place < len(line.text) and not is_blank(line.text[place]):
        place += 1
    line.cursor = place


def left(line):
    line.cursor = max(0, line.cursor - 1)


def right(line):
    line.cursor = min(len(line.text), line.cursor + 1)


def start(line):
    line.cursor = 0


def end(line):
    line.cursor = len(line.text)


def backspace(line):
    if line.cursor > 0:
        line.delete(line.cursor - 1, line.cursor)


def delete(line):
    if line.cursor < len(line.text):
        line.delete(line.cursor, line.cursor + 1)


def kill_rest(line):
    del line.text[line.cursor:]


def kill_line(line):
    line.text, line.cursor = [], 0


def kill_before(line):
    line.delete(0, line.cursor)


def nothing(line):
    pass


MOVES = {
    "\x1b[D": left, "\x1bOD": left, "\x02": left, "\x1b[C": right, "\x1bOC": right, "\x06": right,
    "\x1b[H": start, "\x1bOH": start, "\x01": start, "\x1b[1~": start, "\x1b[F": end, "\x1b[4~": end, "\x05": end,
    "\x1b[1;5D": word_left, "\x1b[1;5C": word_right,
    "\x7f": backspace, "\x08": backspace, "\x1b[3~": delete, "\x0b": kill_rest,
    # These leave the line as it is.
    "\x0c": nothing, "\x1bOP": nothing, "\x1b[15~": nothing, "\x1b[I": nothing, "\x1b[O": nothing,
}


class Typist:
    """One session: keys by chance, and what they should have made."""

    def __init__(self, source, vi):
        self.source, self.vi = source, vi
        self.line = Line()
        self.count = 0
        self.moves = dict(MOVES)
        self.moves["\x15"] = kill_before if vi else kill_line

    def key(self):
        """The next key, with its effect on the line done."""
        source, draw = self.source, self.source.random()
        if draw < 0.60:
            text = "".join(source.choice(LETTERS) for _ in range(source.randint(1, 6)))
            self.line.insert(text)
            self.count += len(text)
            return text
        if draw < 0.63:
            text = "".join(source.choice(LETTERS) for _ in range(source.randint(1, 60)))
            self.line.insert(text)
            self.count += 1
            return "\x1b[200~" + text + "\x1b[201~"
        if draw < 0.65:
            letter = source.choice("abc?!é日")
            self.line.insert(letter)
            self.count += 2
            return "\x16" + letter
        if draw < 0.66 and self.line.text and not self.vi:
            self.count += 1
            delete(self.line)
            return "\x04"
        if draw < 0.67 and self.line.text[:1] == ["#"] and self.line.cursor > 0:
            # Nothing completes in a comment.
            self.count += 1
            return "\t"
        keys = list(self.moves)
        # What prints a page, clears the screen or kills the line is rare, as it is in life.
        key = source.choice(keys)
        if key in "\x0c\x15\x0b\x1bOP" and source.random() < 0.8:
            key = "\x1b[D"
        times = source.randint(1, 4)
        for _ in range(times):
            self.moves[key](self.line)
        self.count += times
        return key * times

    def finish(self, number):
        """Keys that make the line a comment of its own, so that whatever stands in it runs at once and does nothing."""
        self.line.text[0:0] = list("# ")
        end(self.line)
        self.line.insert(f" {number}")
        self.count += 4 + len(str(number))
        return "\x01# \x05" + f" {number}"


def entries(path, offset):
    """Lines of the history file from `offset` on, and where they end."""
    if not os.path.exists(path):
        return [], offset
    with open(path, "rb") as file:
        file.seek(offset)
        data = file.read()
    whole = data[: data.rfind(b"\n") + 1]
    return [unescaped(line) for line in whole.decode("utf-8").split("\n") if line], offset + len(whole)


def session(seed, vi, keys):
    """Types lines until so many keys are typed; returns their number."""
    source = random.Random(f"{seed} {vi}")
    size = source.choice(SIZES)
    last = []
    with Terminal(columns=size[0], rows=size[1], editrc="bind -v\n" if vi else "") as terminal:
        path = Settings.history.format(data=terminal.data)
        try:
            terminal.wait_prompt()
            terminal.send("set suggestions off\r")
            terminal.wait("the preference is not taken", lambda: entries(path, 0)[0])
            offset = entries(path, 0)[1]
            terminal.wait("no prompt", lambda: terminal.raw.count(READY) > 1)
            terminal.raw = b""
            terminal.is_drawn = False
            typist, number = Typist(source, vi), 0
            while typist.count < keys:
                number += 1
                last = []
                typist.line = Line()
                if source.random() < 0.5:
                    typist.line.insert("# ")
                    last.append("# ")
                    terminal.send("# ")
                for _ in range(source.randint(1, 40)):
                    last.append(typist.key())
                    terminal.send(last[-1])
                    if source.random() < 0.01:
                        terminal.resize(*source.choice(SIZES))
                last.append(typist.finish(number))
                terminal.send(last[-1])
                terminal.take(0)
                terminal.raw = b""
                terminal.send("\r")
                got, offset = ran(terminal, path, offset)
                if got != str(typist.line):
                    raise Failure(f"ran\n  {got!r}\ninstead of\n  {str(typist.line)!r}")
                # While a command runs the terminal edits by itself, as under any shell: the next line waits for its prompt.
                terminal.wait("no prompt", lambda: READY in terminal.raw)
                terminal.raw = b""
            return typist.count
        except Failure as failure:
            status = ""
            if terminal.ended or not terminal.child.isalive():
                terminal.child.close(force=True)
                status = f" (signal {terminal.child.signalstatus}, status {terminal.child.exitstatus})"
            raise Failure(f"seed {seed}{', vi mode' if vi else ''}{status}: {failure}\n  keys: {last!r}\n  last wrote: {terminal.raw[-300:]!r}")


def ran(terminal, path, offset):
    """The line that Enter ran: the next of the history."""
    limit = time.monotonic() + 20
    while time.monotonic() < limit:
        found, after = entries(path, offset)
        if found:
            return found[0], after
        if not terminal.take(0.01) and terminal.ended:
            raise Failure("the program ended")
    raise Failure("nothing ran")


def main():
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--program", required=True, help="command line; {data} is a fresh folder")
    arguments.add_argument("--keys", type=int, default=2_000_000)
    arguments.add_argument("--session-keys", type=int, default=50_000)
    arguments.add_argument("--seed", type=int, default=None)
    options = arguments.parse_args()
    Settings.program, Settings.history = options.program, "{data}/history"
    Settings.prompt = r"^[a-z/-]+ \d\d:\d\d:\d\d> "
    first = options.seed if options.seed is not None else int(time.time())
    print(f"seed {first}", flush=True)
    done, number, began = 0, 0, time.monotonic()
    while done < options.keys:
        try:
            done += session(first + number, number % 3 == 2, min(options.session_keys, options.keys - done))
        except Failure as failure:
            print(f"failed after {done:,} keys: {failure}")
            return 1
        number += 1
        if number % 20 == 0:
            print(f"{done:,} keys, {number} sessions, {time.monotonic() - began:.0f} s", flush=True)
    print(f"{done:,} keys without a crash or a line that differs from what was typed")
    return 0


if __name__ == "__main__":
    sys.exit(main())
