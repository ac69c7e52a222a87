"""The real AWS CLI, many lines in one process: what it would ask, what it prints, how it ends.

Reads one JSON list of words a line; answers each with one JSON object: status, out, err, requests. By itself it asks
nobody: each request is caught after the client's own checks and answered with nothing. With `--endpoint URL` it asks there.
Runs under the Python of whichever AWS CLI is to be asked: version 1 from PyPI, or version 2.
"""
import base64
import datetime
import io
import json
import logging
import os
import random
import sys
import time
import urllib.request

import awscli
from awscli import clidriver

IS_VERSION_2 = awscli.__version__.startswith("2.")
if IS_VERSION_2:
    from awscli.botocore.awsrequest import AWSResponse
else:
    from botocore.awsrequest import AWSResponse


def plain(value):
    """A parameter as JSON can say it."""
    if isinstance(value, (bytes, bytearray)):
        return {"base64": base64.b64encode(value).decode()}
    if isinstance(value, datetime.datetime):
        return {"time": value.isoformat()}
    return repr(value)


class Oracle:
    def __init__(self, endpoint):
        self.endpoint = endpoint
        self.requests = []
        self.loader = None

    def control(self, path):
        urllib.request.urlopen(urllib.request.Request(self.endpoint + path, method="POST"), timeout=60).read()

    def sleep(self, seconds):
        """Between two questions of a waiter: simulated time passes instead."""
        if not self.endpoint:
            raise SystemExit(0)
        self.control(f"/_drydock/advance?seconds={seconds}")

    def driver(self):
        if IS_VERSION_2:
            driver = clidriver.AWSCLIEntryPoint(clidriver.create_clidriver())
            session = driver._driver.session
        else:
            driver = clidriver.create_clidriver()
            session = driver.session
        # The models are read once; everything else begins anew with each line.
        if self.loader:
            session.register_component("data_loader", self.loader)
        self.loader = session.get_component("data_loader")
        if self.endpoint:
            # Commands that make clients of their own take no --endpoint-url for them.
            create = session.create_client
            session.create_client = lambda *words, **more: create(*words, **{"endpoint_url": self.endpoint, **more})
        session.register("provide-client-params.*", self.note)
        session.register("before-call.*", self.answer)
        return driver

    def note(self, params, model, **_):
        self.pending = {"operation": model.name, "input": json.loads(json.dumps(params, default=plain))}

    def answer(self, model, **_):
        self.requests.append(self.pending)
        if self.endpoint:
            return None
        return AWSResponse("http://caught", 200, {}, io.BytesIO(b"{}")), {"ResponseMetadata": {}}

    def run(self, words):
        self.requests = []
        out, err = io.TextIOWrapper(io.BytesIO(), "utf-8"), io.TextIOWrapper(io.BytesIO(), "utf-8")
        saved = sys.stdout, sys.stderr
        sys.stdout, sys.stderr, sys.argv[0] = out, err, "aws"
        try:
            driver = self.driver()
            status = driver.main((["--endpoint-url", self.endpoint] if self.endpoint else []) + words)
        except SystemExit as leaving:
            status = leaving.code
        finally:
            sys.stdout, sys.stderr = saved
        texts = []
        for stream in out, err:
            stream.flush()
            texts.append(stream.detach().getvalue().decode("utf-8", "replace"))
        if self.endpoint and self.requests:
            # What a command that reached the service costs at the prompt.
            self.control("/_drydock/advance?seconds=5")
        return {"status": status, "out": texts[0], "err": texts[1], "requests": self.requests}


def main():
    endpoint = sys.argv[sys.argv.index("--endpoint") + 1] if "--endpoint" in sys.argv else None
    oracle = Oracle(endpoint)
    time.sleep = oracle.sleep
    # One line's --debug is not to be heard in all that follow.
    logging.disable(logging.CRITICAL)
    # A skeleton picks one value of an enumeration by chance; here the first.
    random.choice = lambda values: values[0]
    answers = os.fdopen(os.dup(1), "w")
    for line in sys.stdin:
        print(json.dumps(oracle.run(json.loads(line))), file=answers, flush=True)


if __name__ == "__main__":
    main()
