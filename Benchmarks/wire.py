"""The HTTP endpoint under the clock, beside moto's server where that is installed.

In: a command that serves. Out: operations a second over one connection that stays open where the server lets it. The
client writes prepared bytes and reads whole replies, so that it costs next to nothing beside either server.
"""
import json
import os
import socket
import subprocess
import time

from machine import PATIENCE, Trouble, environment

CREDENTIAL = "AWS4-HMAC-SHA256 Credential=bench/20260105/us-east-1/{}/aws4_request, SignedHeaders=host, Signature=0"


class Server:
    def __init__(self, words, home, port):
        self.port, self.link, self.rest = port, None, b""
        self.process = subprocess.Popen(
            words, env=environment(home), stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        end = time.monotonic() + PATIENCE
        while True:
            try:
                self.connect()
                return
            except OSError:
                if time.monotonic() > end or self.process.poll() is not None:
                    self.__exit__()
                    raise Trouble(f"{' '.join(words)} does not listen") from None
                time.sleep(0.05)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        if self.link:
            self.link.close()
        self.process.kill()
        self.process.wait()

    def connect(self):
        if self.link:
            self.link.close()
        self.link, self.rest = socket.create_connection(("127.0.0.1", self.port), timeout=PATIENCE), b""
        self.link.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    def send(self, request):
        """The reply's status and body to one whole request."""
        try:
            self.link.sendall(request)
            head = self.head()
        except (BrokenPipeError, ConnectionResetError, EOFError):
            self.connect()  # a server may close a connection that stood idle
            self.link.sendall(request)
            head = self.head()
        fields = dict(line.lower().split(b": ", 1) for line in head.split(b"\r\n")[1:])
        body = self.take(int(fields[b"content-length"]))
        if fields.get(b"connection") == b"close":
            self.connect()
        return int(head.split()[1]), body

    def head(self):
        while b"\r\n\r\n" not in self.rest:
            data = self.link.recv(65536)
            if not data:
                raise EOFError
            self.rest += data
        head, self.rest = self.rest.split(b"\r\n\r\n", 1)
        return head

    def take(self, count):
        body = bytearray(count)
        view, have = memoryview(body), min(len(self.rest), count)
        view[:have], self.rest = self.rest[:have], self.rest[have:]
        while have < count:
            length = self.link.recv_into(view[have:])
            if not length:
                raise Trouble("a reply ended too early")
            have += length
        return body

    def ecs(self, operation, **members):
        status, body = self.send(ecs_request(operation, members))
        if status != 200:
            raise Trouble(f"{operation}: {status} {body[:300]!r}")
        return json.loads(body)

    def rate(self, requests, seconds=3.0):
        """Operations a second for the requests in turn."""
        count, began = 0, time.perf_counter()
        while time.perf_counter() - began < seconds:
            for request in requests:
                status, body = self.send(request)
                if status != 200:
                    raise Trouble(f"{status} {body[:300]!r}")
                count += 1
        return count / (time.perf_counter() - began)


def ecs_request(operation, members):
    return request(
        "ecs", "application/x-amz-json-1.1", json.dumps(members), f"X-Amz-Target: AmazonEC2ContainerServiceV20141113.{operation}\r\n")


def request(service, kind, body, more=""):
    return (
        f"POST / HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: {kind}\r\n{more}"
        f"Authorization: {CREDENTIAL.format(service)}\r\nContent-Length: {len(body)}\r\n\r\n{body}").encode()


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def rates(words, home, find_network):
    """Operations a second: small operations in turn, and descriptions of 100 tasks."""
    port = free_port()
    with Server([*words, str(port)], home, port) as server:
        server.ecs("CreateCluster", clusterName="bench")
        server.ecs(
            "RegisterTaskDefinition", family="bench", networkMode="awsvpc", requiresCompatibilities=["FARGATE"], cpu="256",
            memory="512", containerDefinitions=[{"name": "web", "image": "nginx:stable", "cpu": 256, "memory": 512}])
        network = {"awsvpcConfiguration": find_network(server)}
        tasks = []
        for _ in range(10):
            ran = server.ecs(
                "RunTask", cluster="bench", taskDefinition="bench", launchType="FARGATE", count=10,
                networkConfiguration=network)
            tasks += [task["taskArn"] for task in ran["tasks"]]
        if len(tasks) != 100:
            raise Trouble(f"{len(tasks)} tasks, not 100")
        small = [
            ecs_request("ListClusters", {}), ecs_request("DescribeClusters", {"clusters": ["bench"]}),
            ecs_request("DescribeTaskDefinition", {"taskDefinition": "bench"}),
            ecs_request("TagResource", {
                "resourceArn": "arn:aws:ecs:us-east-1:123456789012:cluster/bench", "tags": [{"key": "k", "value": "v"}]}),
        ]
        described = [ecs_request("DescribeTasks", {"cluster": "bench", "tasks": tasks})]
        return server.rate(small), server.rate(described)


def new_accounts_network(_):
    return {"subnets": ["subnet-default-a"], "securityGroups": ["sg-default"]}


def motos_network(server):
    def first(action, tag):
        body = f"Action={action}&Version=2016-11-15"
        _, reply = server.send(request("ec2", "application/x-www-form-urlencoded", body))
        return reply.split(f"<{tag}>".encode())[1].split(b"<")[0].decode()
    return {
        "subnets": [first("DescribeSubnets", "subnetId")], "securityGroups": [first("DescribeSecurityGroups", "groupId")]}
