"""What clients of no good will send, on raw sockets. After each the server still answers."""
import random
import re
import socket
import time

from server import LONGEST_SECONDS, Server, body, call, eventually, expect, expect_equal, receive, status


def still_answers(server):
    expect_equal(status(server.raw(call("ListClusters"))), 200, "the next client")


def head(*lines):
    return "\r\n".join(lines).encode() + b"\r\n\r\n"


def test_foreign_names_and_origins():
    with Server("--speed", "0") as server:
        for lines, wanted in [
            (["Host: evil.example"], 421), ([f"Host: evil.example:{server.port}"], 421), ([], 400),
            (["Host: localhost", "Host: localhost"], 400), (["Host: localhost", "Origin: http://evil.example"], 403),
            (["Host: localhost", "Origin: null"], 403), (["Host: localhost", "Sec-Fetch-Site: cross-site"], 403),
        ]:
            for path in ["/", "/_drydock/reset", "/moto-api/reset"]:
                answer = server.raw(head(
                    f"POST {path} HTTP/1.1", "X-Amz-Target: AmazonEC2ContainerServiceV20141113.ListClusters",
                    "Content-Length: 0", "Connection: close", *lines))
                expect_equal(status(answer), wanted, f"{lines} at {path}")
        for host in ["localhost", "LOCALHOST:1", "127.0.0.1", "[::1]:9", "ecs.localhost"]:
            answer = server.raw(call("ListClusters").replace(b"Host: 127.0.0.1", b"Host: " + host.encode()))
            expect_equal(status(answer), 200, host)


def test_headers_and_bodies_that_are_too_long():
    with Server("--speed", "0") as server:
        for sent in [
            b"GET /" + b"a" * 9000, b"GET / HTTP/1.1\r\nA: " + b"b" * 9000, b"GET / HTTP/1.1\r\nA: " + b"b" * 5_000_000,
            b"GET / HTTP/1.1\r\n" + b"A: b\r\n" * 200_000, b"GET / HTTP/1.1\r\n" + (b"A: " + b"b" * 4000 + b"\r\n") * 20,
            head("POST / HTTP/1.1", "Host: localhost", f"Content-Length: {(1 << 20) + 1}"),
            head("POST / HTTP/1.1", "Host: localhost", "Content-Length: 99999999999999999999") + b"x" * 3_000_000,
        ]:
            answer = server.raw(sent)
            expect_equal(status(answer), 400, sent[:60])
        answer = server.raw(call("ListClusters", b"{}" + b" " * ((1 << 20) - 2)))
        expect_equal(status(answer), 200, "a body of just 1 MiB")
        still_answers(server)


def test_memory_stays_bounded():
    with Server("--speed", "0") as server:
        still_answers(server)

        def resident():
            try:
                with open(f"/proc/{server.process.pid}/status") as table:
                    return int(re.search(r"VmRSS:\s+(\d+)", table.read()).group(1))
            except FileNotFoundError:
                return 0

        before = resident()
        for _ in range(20):
            server.raw(b"GET / HTTP/1.1\r\nA: " + b"b" * 8_000_000)
            server.raw(head("POST / HTTP/1.1", "Host: localhost", "Content-Length: 800000000") + b"x" * 8_000_000)
        expect(resident() - before < 50_000, f"grew from {before} to {resident()} KiB")


def test_bodies_that_are_no_json():
    with Server("--speed", "0") as server:
        for sent in [
            b"{", b"[]", b"nonsense", b'"a"', b"{}{}", b"\xff\xfe", b'{"clusterName":"\xc3"}', b'{"clusterName":"\\ud800"}',
            b"[" * 100_000, b'{"a":' * 100_000, b'{"a":' * 100_000 + b"1" + b"}" * 100_000, b"\x00", b'{"a":1e999999999}x',
        ]:
            answer = server.raw(call("CreateCluster", sent))
            expect_equal(status(answer), 400, sent[:40])
            expect_equal(body(answer)["__type"], "SerializationException", sent[:40])
        for sent, message in [
            (b'{"clusterName":1}', "NUMBER_VALUE can not be converted to a String"),
            (b'{"settings":{}}', "START_OBJECT can not be converted to a List"),
        ]:
            answer = server.raw(call("CreateCluster", sent))
            expect_equal(body(answer), {"__type": "SerializationException", "message": message}, sent)
        deep = b'{"unknown":' + b"[" * 100 + b"]" * 100 + b"}"
        expect_equal(status(server.raw(call("CreateCluster", deep))), 200, "an unknown member is ignored")


def test_targets_and_methods():
    with Server("--speed", "0") as server:
        answer = server.raw(call("MakeCoffee"))
        expect_equal((status(answer), body(answer)), (400, {"__type": "UnknownOperationException"}), "operation")
        for target in ["", "Nothing.ListClusters", "." * 100, "x" * 4000, "AmazonEC2ContainerServiceV20141113", "é.è"]:
            answer = server.raw(
                call("ListClusters").replace(
                    b"AmazonEC2ContainerServiceV20141113.ListClusters", target.encode()))
            expect_equal(status(answer), 400, target[:40])
            expect_equal(body(answer)["__type"], "UnknownOperationException", target[:40])
        for method, wanted in [("GET", 404), ("HEAD", 404), ("PUT", 405), ("DELETE", 405), ("OPTIONS", 405), ("X", 405)]:
            answer = server.raw(head(f"{method} / HTTP/1.1", "Host: localhost", "Connection: close"))
            expect_equal(status(answer), wanted, method)
        expect(server.raw(head("HEAD / HTTP/1.1", "Host: localhost", "Connection: close")).endswith(b"\r\n\r\n"), "a body")
        answer = server.raw(head("POST / HTTP/1.1", "Host: localhost", "Connection: close"))
        expect_equal(body(answer)["__type"], "UnknownOperationException", "neither target nor form")
        for form in [b"", b"Action=%", b"Action=GetCallerIdentity&Version=1&" + b"a." * 500, b"\xff=\xff", b"&" * 50_000]:
            answer = server.raw(head(
                "POST / HTTP/1.1", "Host: localhost", "Content-Type: application/x-www-form-urlencoded",
                f"Content-Length: {len(form)}", "Connection: close") + form)
            expect_equal(status(answer), 400, form[:40])


def test_broken_messages():
    with Server("--speed", "0") as server:
        for sent in [
            b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + bytes(64) + b"\r\n\r\n", b"\x00\n\n", b"GET / HTTP/1.1\r\n A\r\n\r\n",
            b"GET / HTTP/1.1\r\nA b\r\n\r\n", head("GET / HTTP/1.1", "Host: x", "A: b\x1b[2J"),
            head("POST / HTTP/1.1", "Content-Length: -1"), head("POST / HTTP/1.1", "Content-Length: 1", "Content-Length: 2"),
        ]:
            expect_equal(status(server.raw(sent)), 400, sent[:40])
        expect_equal(status(server.raw(b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n")), 505, "HTTP/2")
        still_answers(server)


def test_chunked_bodies():
    whole = call("ListClusters").replace(b"Content-Length: 2", b"Transfer-Encoding: chunked").removesuffix(b"{}")
    expect(b"chunked" in whole, "the call says a length of 2")
    with Server("--speed", "0") as server:
        expect_equal(status(server.raw(whole + b"1\r\n{\r\n1;a=b\r\n}\r\n0\r\nX: y\r\n\r\n")), 200, "two chunks")
        for sent, wanted in [
            (whole + b"+2\r\n{}\r\n0\r\n\r\n", 400), (whole + b"2\n{}\n0\n\n", 400), (whole + b"3\r\n{}\r\n0\r\n\r\n", 400),
            (whole + b"fffffffffffffffff\r\n", 400), (whole + b"0\r\n" + b"A: b\r\n" * 200_000, 400),
            (whole.replace(b"Transfer", b"Content-Length: 5\r\nTransfer") + b"0\r\n\r\n", 400),
            (whole.replace(b"chunked", b"gzip, chunked") + b"0\r\n\r\n", 501),
            (whole.replace(b"HTTP/1.1", b"HTTP/1.0") + b"0\r\n\r\n", 501),
        ]:
            expect_equal(status(server.raw(sent)), wanted, sent[-60:])
        expect_equal(status(server.raw(whole + b"2\r\n{}\r\n")), 408, "an end that does not come")
        still_answers(server)


def test_clients_that_go_away():
    with Server("--speed", "0") as server:
        whole = call("ListClusters")
        for cut in [0, 1, 20, len(whole) - 1]:
            expect_equal(server.raw(whole[:cut], shut=True), b"", f"cut after {cut} bytes")
        for _ in range(100):
            connection = socket.create_connection(("127.0.0.1", server.port), timeout=LONGEST_SECONDS)
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\x01\x00\x00\x00\x00\x00\x00\x00")
            connection.sendall(whole)
            connection.close()
        still_answers(server)


def test_slow_requests_end_within_15_seconds():
    with Server("--speed", "0") as server:
        start = time.monotonic()
        slow = [socket.create_connection(("127.0.0.1", server.port), timeout=LONGEST_SECONDS) for _ in range(3)]
        slow[0].sendall(b"POST / HTTP/1.1\r\nHost: localhost\r\n")
        slow[1].sendall(call("ListClusters")[:-1])
        slow[2].sendall(b"P")
        still_answers(server)
        for connection in slow:
            expect_equal(status(receive(connection)), 408, "status")
            connection.close()
        expect(time.monotonic() - start < 20, f"{time.monotonic() - start} s")
        still_answers(server)


def test_connections_are_bounded():
    with Server("--speed", "0") as server:
        open_ones = []
        turned_away = 0
        for _ in range(300):
            connection = socket.create_connection(("127.0.0.1", server.port), timeout=LONGEST_SECONDS)
            connection.sendall(call("ListClusters", headers=["Connection: keep-alive"]))
            answer = receive(connection, until=lambda received: received.endswith(b"}"))
            open_ones.append(connection)
            turned_away += status(answer) in (0, 503)
        expect(turned_away <= 300 - 256, f"{turned_away} turned away")
        # Those that ask nothing for a second make way.
        eventually(lambda: status(server.raw(call("ListClusters"))) == 200, "room for another")
        for connection in open_ones:
            connection.close()


def test_requests_sent_ahead_are_answered_in_order():
    with Server("--speed", "0") as server:
        keep = ["Connection: keep-alive"]
        names = [f"c{number:02}" for number in range(50)]
        sent = b"".join(call("CreateCluster", f'{{"clusterName":"{name}"}}'.encode(), headers=keep) for name in names)
        answers = server.raw(sent + call("ListClusters"))
        made = re.findall(rb'"clusterName":"(c\d\d)"', answers)
        expect_equal([name.decode() for name in made], names, "order")
        expect_equal(answers.count(b"HTTP/1.1 200 OK"), 51, "answers")


def test_a_client_that_waits_for_the_sign_to_go_on():
    with Server("--speed", "0") as server:
        with socket.create_connection(("127.0.0.1", server.port), timeout=LONGEST_SECONDS) as connection:
            request = call("ListClusters", headers=["Expect: 100-continue", "Connection: close"])
            connection.sendall(request[:-2])
            expect_equal(
                receive(connection, until=lambda received: received.endswith(b"\r\n\r\n")),
                b"HTTP/1.1 100 Continue\r\n\r\n", "the sign")
            connection.sendall(b"{}")
            expect_equal(status(receive(connection)), 200, "status")


def test_random_bytes():
    with Server("--speed", "0") as server:
        chance = random.Random(7)
        whole = call("CreateCluster", b'{"clusterName":"demo","tags":[{"key":"a","value":"b"}]}')
        for _ in range(300):
            sent = bytearray(whole)
            for _ in range(chance.randint(1, 8)):
                place = chance.randrange(len(sent))
                if chance.random() < 0.5:
                    sent[place] = chance.randrange(256)
                else:
                    del sent[place:place + chance.randint(1, 5)]
            answer = server.raw(bytes(sent), shut=True)
            expect(status(answer) in (0, 200, 400, 403, 405, 408, 421, 501, 505), f"{bytes(sent)!r}: {answer[:100]!r}")
        still_answers(server)
