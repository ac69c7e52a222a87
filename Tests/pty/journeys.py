"""Runs what a learner goes through from end to end: lessons, kills, random lines. Counts as tests.py does."""
import argparse
import re
import sys
import time
import traceback

import kills
import lessons
import lines
import tour
from terminal import Failure, Settings


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--program", required=True, help="command line; {data} is a fresh folder")
    parser.add_argument("--prompt", default=r"^[a-z/-]+ \d\d:\d\d:\d\d> ", help="pattern of the prompt up to the cursor")
    parser.add_argument("--history", default="{data}/history")
    parser.add_argument("--kills", type=int, default=10)
    parser.add_argument("--line-seeds", type=int, default=1)
    parser.add_argument("--lines", type=int, default=2000)
    parser.add_argument("--longest-line", type=int, default=1_000_000)
    parser.add_argument("--first-seed", type=int, default=1)
    parser.add_argument("--only", default="")
    parser.add_argument("--verbose", action="store_true")
    arguments = parser.parse_args()
    for name, value in vars(arguments).items():
        setattr(Settings, name, value)
    passed, failed = 0, []
    for module in [tour, lessons, kills, lines]:
        for name, test in module.tests():
            label = f"{module.__name__}: {name}"
            if arguments.only and not re.search(arguments.only, label):
                continue
            start = time.monotonic()
            try:
                test()
                passed += 1
                if arguments.verbose:
                    print(f"passed: {label} ({time.monotonic() - start:.1f} s)", flush=True)
            except Failure as failure:
                failed.append(label)
                print(f"failed: {label}\n  {failure}", flush=True)
            except Exception:
                failed.append(label)
                print(f"failed: {label}\n{traceback.format_exc()}", flush=True)
    print(f"{passed} passed, {len(failed)} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
