"""Starts `drydock serve` on a free port of loopback, and ends it."""
import json
import re
import select
import signal
import socket
import subprocess
import tempfile
import time
import urllib.error
import urllib.request

import boto3
from botocore.config import Config

LONGEST_SECONDS = 60
REGION = "us-east-1"


class Failure(Exception):
    pass


class Settings:
    program = ""


def expect(condition, message):
    if not condition:
        raise Failure(message)


def expect_equal(found, wanted, what=""):
    expect(found == wanted, f"{what or 'a value'}: found {found!r}, wanted {wanted!r}")


def eventually(check, what, seconds=LONGEST_SECONDS):
    """Asks again until the answer is true, within a bound."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        result = check()
        if result:
            return result
        time.sleep(0.02)
    raise Failure(f"{what} did not come true in {seconds} s")


class Server:
    """One running server; a context manager."""

    def __init__(self, *options, data=None):
        self.folder = None if data else tempfile.TemporaryDirectory(prefix="drydock-wire-")
        self.data = data or self.folder.name
        self.process = subprocess.Popen(
            [Settings.program, "serve", "--port", "0", "--data", self.data, *options],
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        ready, _, _ = select.select([self.process.stdout], [], [], LONGEST_SECONDS)
        line = self.process.stdout.readline().decode() if ready else ""
        match = re.search(r"http://127\.0\.0\.1:(\d+)", line)
        if not match:
            self.process.kill()
            raise Failure(f"the server did not start: {line}{self.process.stderr.read().decode()}")
        self.port = int(match.group(1))
        self.url = f"http://127.0.0.1:{self.port}"

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.stop()

    def stop(self):
        """Ends it by SIGTERM; returns its exit status."""
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
        try:
            status = self.process.wait(LONGEST_SECONDS)
        except subprocess.TimeoutExpired:
            self.process.kill()
            raise Failure("the server did not end after SIGTERM")
        self.process.stdout.close()
        self.process.stderr.close()
        if self.folder:
            self.folder.cleanup()
        return status

    def client(self, service="ecs", key="AKIDEXAMPLE", region=REGION, path="", attempts=1):
        return boto3.session.Session(
            aws_access_key_id=key, aws_secret_access_key="secret", region_name=region
        ).client(
            service, endpoint_url=self.url + path,
            # Cloud Map asks at `data-HOST` else, a name that no loopback address has.
            config=Config(
                retries={"total_max_attempts": attempts}, connect_timeout=20, read_timeout=LONGEST_SECONDS,
                inject_host_prefix=False))

    def control(self, path, method="POST"):
        request = urllib.request.Request(self.url + path, method=method)
        with urllib.request.urlopen(request, timeout=LONGEST_SECONDS) as reply:
            return json.load(reply)

    def advance(self, seconds):
        return self.control(f"/_drydock/advance?seconds={seconds}")

    def raw(self, data, shut=False, seconds=LONGEST_SECONDS):
        """Sends bytes on a new connection and reads until the server closes it."""
        with socket.create_connection(("127.0.0.1", self.port), timeout=seconds) as connection:
            try:
                connection.sendall(data)
                if shut:
                    connection.shutdown(socket.SHUT_WR)
            except OSError:
                pass  # It has answered and closed before all was sent.
            return receive(connection)


def receive(connection, until=None):
    received = b""
    try:
        while until is None or not until(received):
            piece = connection.recv(65536)
            if not piece:
                break
            received += piece
    except socket.timeout:
        raise Failure(f"no answer in time; so far {received[:200]!r}")
    except OSError:
        pass
    return received


def call(operation, body=b"{}", headers=(), path="/"):
    """The bytes of a call; the connection is closed after it unless `headers` say otherwise."""
    lines = [f"POST {path} HTTP/1.1", "Host: 127.0.0.1", f"X-Amz-Target: AmazonEC2ContainerServiceV20141113.{operation}",
             "Content-Type: application/x-amz-json-1.1", f"Content-Length: {len(body)}"]
    lines += headers or ["Connection: close"]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + body


def status(answer):
    return int(answer.split(b" ", 2)[1]) if answer.startswith(b"HTTP/1.1 ") else 0


def body(answer):
    return json.loads(answer.split(b"\r\n\r\n", 1)[1])


FARGATE_NETWORK = {
    "awsvpcConfiguration": {
        "subnets": ["subnet-quay-a", "subnet-quay-b"], "securityGroups": ["sg-web"], "assignPublicIp": "ENABLED"}}


def create_service(ecs, name="web", count=3, **more):
    return ecs.create_service(
        cluster="harbor", serviceName=name, taskDefinition="web", desiredCount=count, launchType="FARGATE",
        networkConfiguration=FARGATE_NETWORK, **more)
