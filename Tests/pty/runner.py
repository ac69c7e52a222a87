"""Runs suites of tests and counts them: one line for each failure, then "N passed, N failed"."""
import argparse
import re
import time
import traceback

from terminal import Failure, Settings


def parser(description):
    arguments = argparse.ArgumentParser(description=description)
    arguments.add_argument("--program", required=True, help="command line; {data} is a fresh folder")
    arguments.add_argument("--prompt", default=r"^[a-z0-9/-]+ \d\d:\d\d:\d\d> ", help="pattern of the prompt up to the cursor")
    arguments.add_argument("--history", default="{data}/history", help="the history file; {data} as above")
    arguments.add_argument("--first-seed", type=int, default=1)
    arguments.add_argument("--only", default="", help="pattern of the names of the tests to run")
    arguments.add_argument("--verbose", action="store_true")
    return arguments


def run(modules, arguments):
    for name, value in vars(arguments).items():
        setattr(Settings, name, value)
    passed, failed = 0, []
    for module in modules:
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
