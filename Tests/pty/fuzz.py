"""Random keys, the same for the same seed: the program may never crash, hang or lose its prompt."""
import random

import endurance
from terminal import Failure, Settings, Terminal

SEQUENCES = (
    "\x1b[A \x1b[B \x1b[C \x1b[D \x1bOA \x1b[H \x1b[F \x1b[3~ \x1b[1;5C \x1b[1;5D \x1bOP \x1b[15~ \x1b[Z \x1b[5~ \x1b[I"
).split()
CONTROLS = [chr(code) for code in range(1, 32) if chr(code) not in "\x03\x04\x11\x13\x1a\x1c"] + ["\x7f"]
LETTERS = "abc xyz -0123 '\"\\$(){}[]|;:,._/?*~é日語🐳\u0301\u200d"
SIZES = [(80, 24), (60, 10), (40, 8), (132, 40), (20, 5), (7, 3), (100, 1)]


def key(source, vi):
    draw = source.random()
    if draw < 0.45:
        return "".join(source.choice(LETTERS) for _ in range(source.randint(1, 12)))
    if draw < 0.60:
        return source.choice(CONTROLS)
    if draw < 0.78:
        return source.choice(SEQUENCES) * source.randint(1, 5)
    if draw < 0.84:
        return "\x1b" + source.choice("bfduclhpny<>.\r\x7f0123")
    if draw < 0.90:
        rows = source.choice([1, 2, 5, 30])
        return "\x1b[200~" + "\n".join("x" * source.randint(0, 90) for _ in range(rows)) + "\x1b[201~"
    if draw < 0.94 and vi:
        return "\x1b" + source.choice(["dd", "x", "3w", "cwq", "p", "P", "u", "~", "rz", "Rzz", "fa", "/a\r", "0D", "."])
    if draw < 0.97:
        return "aws ecs " + source.choice(["", "create-", "describe-s"]) + "\t\t"
    return bytes(source.randrange(0x80, 0x100) for _ in range(source.randint(1, 4)))


def fuzz(seed, vi):
    def test():
        source = random.Random(f"{seed} {vi}")
        with Terminal(editrc="bind -v\n" if vi else "") as terminal:
            terminal.wait_prompt()
            terminal.is_drawn = False  # drawing is slower than the program
            sent = []
            try:
                for number in range(Settings.fuzz_keys):
                    draw = source.random()
                    if draw < 0.03:
                        size = source.choice(SIZES)
                        sent.append(size)
                        terminal.resize(*size)
                    elif draw < 0.05:
                        sent.append("\x03")
                        terminal.send("\x03")
                        for _ in range(3):
                            terminal.take(0.02)
                    else:
                        keys = key(source, vi)
                        # Commands that leave, and commands of the host, are no business of this test.
                        if isinstance(keys, str):
                            keys = keys.replace("!", ".")
                        sent.append(keys)
                        terminal.send(keys)
                    terminal.take(0.002)
                    if terminal.ended or not terminal.child.isalive():
                        raise Failure("the program ended")
                terminal.resize(80, 24)
                # Out of a paste without an end, a search, a sequence, and into a fresh line.
                for _ in range(3):
                    terminal.send("\x1b[201~")
                    settle(terminal)
                    terminal.send("\x03")
                    settle(terminal)
                terminal.send("note alive\r")
                terminal.wait("nothing runs any more", lambda: terminal.entries()[-1:] == ["note alive"])
            except Failure as failure:
                terminal.child.close(force=True)
                status = terminal.child.signalstatus or terminal.child.exitstatus
                raise Failure(f"seed {seed}, after {len(sent)} keys, status {status}: {failure}\n  last keys: {sent[-8:]!r}\n  last wrote: {terminal.raw[-400:]!r}")
    return test


def settle(terminal):
    for _ in range(5):
        terminal.take(0.05)


def held_against_the_line(seed, vi):
    """Fewer than `Tests/pty/run fuzz` types, in every run."""
    return lambda: endurance.session(seed, vi, 10 * Settings.fuzz_keys)


def tests():
    for vi in (False, True):
        name = f"random keys{' in vi mode' if vi else ''}, each line as it was typed"
        yield name, held_against_the_line(Settings.first_seed, vi)
    for seed in range(Settings.first_seed, Settings.first_seed + Settings.fuzz_seeds):
        yield f"random keys, seed {seed}", fuzz(seed, False)
        yield f"random keys in vi mode, seed {seed}", fuzz(seed, True)
