"""Sandboxes that are served: kept, shared with the shell, and finished properly."""
import os
import signal
import socket
import subprocess
import tempfile
import threading

from server import LONGEST_SECONDS, Server, Settings, call, create_service, eventually, expect, expect_equal, receive, status


def shell(data, *commands, sandbox="play"):
    words = [Settings.program, "--data", data, "--sandbox", sandbox]
    for command in commands:
        words += ["-c", command]
    return subprocess.run(words, capture_output=True, text=True, timeout=LONGEST_SECONDS, stdin=subprocess.DEVNULL)


def test_the_shell_and_a_client_share_a_sandbox():
    with tempfile.TemporaryDirectory(prefix="drydock-wire-") as data, \
            Server("--sandbox", "play", "--speed", "0", data=data) as server:
        ecs = server.client()
        ecs.create_cluster(clusterName="from-client")
        listed = shell(data, "aws ecs create-cluster --cluster-name from-shell", "aws ecs list-clusters --output text")
        expect_equal(listed.returncode, 0, listed.stderr)
        expect("cluster/from-client" in listed.stdout, f"the shell does not see the client's cluster: {listed.stdout}")
        names = [arn.split("/")[1] for arn in ecs.list_clusters()["clusterArns"]]
        expect_equal(sorted(names), ["from-client", "from-shell"], "the client's view")


def test_a_sandbox_survives_the_server():
    with tempfile.TemporaryDirectory(prefix="drydock-wire-") as data:
        with Server("--sandbox", "kept", "--fixture", "harbor", "--speed", "0", data=data) as server:
            create_service(server.client(), count=2)
            server.advance(120)
        with Server("--sandbox", "kept", "--speed", "0", data=data) as server:
            service = server.client().describe_services(cluster="harbor", services=["web"])["services"][0]
            expect_equal(service["runningCount"], 2, "running")


def test_a_killed_server_loses_nothing_it_answered():
    with tempfile.TemporaryDirectory(prefix="drydock-wire-") as data:
        server = Server("--sandbox", "kept", "--speed", "0", data=data)
        for number in range(5):
            server.client().create_cluster(clusterName=f"c{number}")
        server.process.kill()
        server.process.wait(LONGEST_SECONDS)
        server.stop()
        with Server("--sandbox", "kept", "--speed", "0", data=data) as server:
            expect_equal(len(server.client().list_clusters()["clusterArns"]), 5, "clusters")


def test_what_falls_due_is_carried_out_without_being_asked():
    with tempfile.TemporaryDirectory(prefix="drydock-wire-") as data, \
            Server("--sandbox", "play", "--fixture", "harbor", "--speed", "60", data=data) as server, \
            Server("--sandbox", "play", "--speed", "0", data=data) as onlooker:
        create_service(server.client(), count=1)
        ecs = onlooker.client()
        # The onlooker moves no time: what it sees, the first server has written down by itself.
        eventually(
            lambda: ecs.describe_services(cluster="harbor", services=["web"])["services"][0]["runningCount"] == 1,
            "a running task")


def test_sigterm_finishes_what_has_begun():
    server = Server("--speed", "0")
    request = call("ListClusters", headers=["Connection: keep-alive"])
    with socket.create_connection(("127.0.0.1", server.port), timeout=LONGEST_SECONDS) as begun, \
            socket.create_connection(("127.0.0.1", server.port), timeout=LONGEST_SECONDS) as idle:
        for connection in [begun, idle]:
            connection.sendall(request)
            receive(connection, until=lambda received: received.endswith(b"}"))
        # The first half together with a whole request: once that is answered, the half has been read.
        begun.sendall(request + request[:-2])
        receive(begun, until=lambda received: received.endswith(b"}"))
        server.process.send_signal(signal.SIGTERM)
        expect_equal(receive(idle), b"", "the idle connection")
        begun.sendall(request[-2:])
        answer = receive(begun)
        expect_equal(status(answer), 200, "the answer to what had begun")
        expect(b"connection: close" in answer, "it closes the connection")
    expect_equal(server.process.wait(LONGEST_SECONDS), 0, "exit status")
    server.stop()


def test_sigterm_is_heard_from_the_first_moment():
    # As soon as the address is printed; a lost signal would leave the server running.
    for _ in range(20):
        server = Server("--speed", "0")
        expect_equal(server.stop(), 0, "exit status")


def test_a_second_signal_ends_at_once():
    server = Server("--speed", "0")
    with socket.create_connection(("127.0.0.1", server.port), timeout=LONGEST_SECONDS) as begun:
        request = call("ListClusters", headers=["Connection: keep-alive"])
        begun.sendall(request + request[:-2])
        receive(begun, until=lambda received: received.endswith(b"}"))
        server.process.send_signal(signal.SIGINT)
        eventually(lambda: refuses(server.port), "no more connections")
        server.process.send_signal(signal.SIGINT)
        expect_equal(server.process.wait(LONGEST_SECONDS), -signal.SIGINT, "exit status")
    server.stop()


def refuses(port):
    try:
        socket.create_connection(("127.0.0.1", port), timeout=LONGEST_SECONDS).close()
        return False
    except ConnectionResetError:
        return False  # It was still queued when the listener closed; the next one is refused.
    except ConnectionRefusedError:
        return True


def test_mistakes_in_the_options():
    with tempfile.TemporaryDirectory(prefix="drydock-wire-") as data, Server("--speed", "0") as server:
        for words, said in [
            (["--fixture", "nowhere"], 'there is no fixture "nowhere"'), (["--speed=-1"], "--speed is a number"),
            (["--sandbox", "../x"], "cannot name a sandbox"), (["--port", str(server.port)], "Address already in use"),
            (["--fresh", "--sandbox", "play"], "--fresh is a throw-away world"),
        ]:
            run = subprocess.run(
                [Settings.program, "serve", "--port", "0", "--data", data, *words], capture_output=True, text=True,
                timeout=LONGEST_SECONDS, stdin=subprocess.DEVNULL)
            expect(run.returncode != 0, f"{words}: status 0")
            expect(said in run.stderr, f"{words}: {run.stderr}")


def test_only_loopback_is_listened_on():
    with Server("--speed", "0") as server:
        with open("/proc/net/tcp") if os.path.exists("/proc/net/tcp") else open(os.devnull) as table:
            rows = [line.split() for line in table if line.split()[0] != "sl"]
        listening = [row[1] for row in rows if row[3] == "0A" and row[1].endswith(f":{server.port:04X}")]
        expect(listening in ([], [f"0100007F:{server.port:04X}"]), f"listens on {listening}")


def test_two_servers_of_one_sandbox():
    with tempfile.TemporaryDirectory(prefix="drydock-wire-") as data, \
            Server("--sandbox", "play", "--speed", "0", data=data) as first, \
            Server("--sandbox", "play", "--speed", "0", data=data) as second:
        def work(server, name):
            ecs = server.client()
            for number in range(10):
                ecs.create_cluster(clusterName=f"{name}-{number}")

        threads = [threading.Thread(target=work, args=pair) for pair in [(first, "first"), (second, "second")]]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(LONGEST_SECONDS)
        for server in [first, second]:
            expect_equal(len(server.client().list_clusters()["clusterArns"]), 20, "clusters")
