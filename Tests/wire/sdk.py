"""boto3 as its users use it: paginators, waiters, errors."""
import datetime
import json
import threading

import botocore.exceptions

from server import FARGATE_NETWORK, LONGEST_SECONDS, Server, create_service, eventually, expect, expect_equal


class Advancing:
    """Moves a world that stands still, while somebody waits for it."""

    def __init__(self, server, seconds=5, times=200):
        self.ended = threading.Event()
        self.thread = threading.Thread(target=self.run, args=(server, seconds, times))

    def run(self, server, seconds, times):
        for _ in range(times):
            if self.ended.wait(0.05):
                return
            server.advance(seconds)

    def __enter__(self):
        self.thread.start()

    def __exit__(self, *_):
        self.ended.set()
        self.thread.join(LONGEST_SECONDS)


def error_of(function, **arguments):
    try:
        function(**arguments)
    except botocore.exceptions.ClientError as error:
        return error.response
    return {"Error": {"Code": "none"}}


def test_waiter_services_stable_while_time_is_moved():
    with Server("--fixture", "harbor", "--speed", "0") as server:
        ecs = server.client()
        service = create_service(ecs)["service"]
        expect_equal(service["runningCount"], 0, "running at once")
        expect_equal(service["deployments"][0]["rolloutState"], "IN_PROGRESS", "rollout")
        with Advancing(server):
            ecs.get_waiter("services_stable").wait(
                cluster="harbor", services=["web"], WaiterConfig={"Delay": 1, "MaxAttempts": LONGEST_SECONDS})
        service = ecs.describe_services(cluster="harbor", services=["web"])["services"][0]
        expect_equal(service["runningCount"], 3, "running after the wait")
        expect_equal(len(service["deployments"]), 1, "deployments")


def test_waiter_services_stable_at_speed_1000():
    with Server("--fixture", "harbor", "--speed", "1000") as server:
        ecs = server.client()
        create_service(ecs)
        ecs.get_waiter("services_stable").wait(
            cluster="harbor", services=["web"], WaiterConfig={"Delay": 1, "MaxAttempts": LONGEST_SECONDS})
        expect_equal(
            ecs.describe_services(cluster="harbor", services=["web"])["services"][0]["runningCount"], 3, "running")


def test_waiters_of_tasks():
    with Server("--fixture", "harbor", "--speed", "0") as server:
        ecs = server.client()
        task = ecs.run_task(
            cluster="harbor", taskDefinition="worker", launchType="FARGATE", networkConfiguration=FARGATE_NETWORK
        )["tasks"][0]["taskArn"]
        quick = {"Delay": 1, "MaxAttempts": LONGEST_SECONDS}
        with Advancing(server):
            ecs.get_waiter("tasks_running").wait(cluster="harbor", tasks=[task], WaiterConfig=quick)
        ecs.stop_task(cluster="harbor", task=task, reason="enough")
        with Advancing(server):
            ecs.get_waiter("tasks_stopped").wait(cluster="harbor", tasks=[task], WaiterConfig=quick)
        stopped = ecs.describe_tasks(cluster="harbor", tasks=[task])["tasks"][0]
        expect_equal(stopped["stoppedReason"], "enough", "reason")


def test_waiter_services_inactive():
    with Server("--fixture", "harbor", "--speed", "0") as server:
        ecs = server.client()
        create_service(ecs, count=1)
        server.advance(120)
        ecs.delete_service(cluster="harbor", service="web", force=True)
        with Advancing(server):
            ecs.get_waiter("services_inactive").wait(
                cluster="harbor", services=["web"], WaiterConfig={"Delay": 1, "MaxAttempts": LONGEST_SECONDS})


def test_paginators_see_everything_once():
    with Server("--fixture", "harbor", "--speed", "0") as server:
        ecs = server.client()
        for number in range(25):
            ecs.create_cluster(clusterName=f"cluster-{number:02}")
            create_service(ecs, name=f"service-{number:02}", count=0)
        for operation, key, count, more in [
            ("list_clusters", "clusterArns", 26, {}), ("list_services", "serviceArns", 25, {"cluster": "harbor"}),
            ("list_task_definitions", "taskDefinitionArns", 4, {}), ("list_task_definition_families", "families", 3, {}),
            ("list_tasks", "taskArns", 0, {"cluster": "harbor"}),
        ]:
            for size in [1, 7, 100]:
                pages = list(ecs.get_paginator(operation).paginate(PaginationConfig={"PageSize": size}, **more))
                seen = [arn for page in pages for arn in page[key]]
                expect_equal(len(seen), count, f"{operation} by {size}")
                expect_equal(len(set(seen)), count, f"{operation} by {size}, each once")
                expect(all("nextToken" not in page for page in pages[-1:]), f"{operation}: a token on the last page")
        # ListServices gives ten a page where nothing is said.
        expect_equal(len(ecs.list_services(cluster="harbor")["serviceArns"]), 10, "the page of list_services")


def test_errors_carry_code_message_and_members():
    with Server("--fixture", "harbor", "--speed", "0") as server:
        ecs = server.client()
        response = error_of(ecs.describe_services, cluster="nowhere", services=["web"])
        expect_equal(response["Error"], {"Code": "ClusterNotFoundException", "Message": "Cluster not found."}, "error")
        expect_equal(response["ResponseMetadata"]["HTTPStatusCode"], 400, "status")
        expect(response["ResponseMetadata"]["RequestId"], "a request id")
        # Declared exceptions are raised as their classes.
        try:
            ecs.update_service(cluster="nowhere", service="web")
            expect(False, "no error")
        except ecs.exceptions.ClusterNotFoundException:
            pass
        run = dict(
            cluster="harbor", taskDefinition="web", launchType="FARGATE", networkConfiguration=FARGATE_NETWORK,
            clientToken="token")
        task = ecs.run_task(**run)["tasks"][0]["taskArn"]
        response = error_of(ecs.run_task, startedBy="other", **run)
        expect_equal(response["Error"]["Code"], "ConflictException", "code")
        expect_equal(response["resourceIds"], [task], "members beside the message")
        expect_equal(
            error_of(server.client("ssm").start_session, Target="i-1")["Error"]["Code"], "NotSimulatedYet", "not simulated")


def test_timestamps_are_the_worlds():
    with Server("--fixture", "harbor", "--sandbox", "clock", "--speed", "0") as server:
        ecs = server.client()
        server.advance(90)
        created = ecs.create_service(
            cluster="harbor", serviceName="web", taskDefinition="web", desiredCount=0, launchType="FARGATE",
            networkConfiguration=FARGATE_NETWORK)["service"]["createdAt"]
        # A sandbox's time begins at 2026-01-05T09:00:00Z.
        expect_equal(
            created.astimezone(datetime.timezone.utc),
            datetime.datetime(2026, 1, 5, 9, 1, 30, tzinfo=datetime.timezone.utc), "createdAt")


def test_regions_and_path_prefixes():
    with Server("--speed", "0") as server:
        arn = server.client(region="eu-west-1", path="/some/prefix").create_cluster()["cluster"]["clusterArn"]
        expect_equal(arn, "arn:aws:ecs:eu-west-1:123456789012:cluster/default", "ARN")
        expect_equal(server.client(region="us-east-1").list_clusters()["clusterArns"], [], "another Region")
        expect_equal(
            server.client("sts", region="eu-west-1", path="/p").get_caller_identity()["Account"], "123456789012", "sts")


def test_throttling():
    with Server("--speed", "0", "--throttle") as server:
        ecs = server.client()
        codes = set()
        for number in range(200):
            codes.add(error_of(ecs.create_cluster, clusterName=f"c{number}")["Error"]["Code"])
            if "ThrottlingException" in codes:
                break
        expect_equal(codes, {"none", "ThrottlingException"}, "codes")
        expect_equal(error_of(ecs.create_cluster, clusterName="x")["Error"]["Message"], "Rate exceeded", "message")
        # Retries by the client get through: the bucket refills by one a second.
        server.client(attempts=8).create_cluster(clusterName="patient")


def test_a_world_per_access_key():
    with Server("--speed", "0", "--per-key") as server:
        first, second = server.client(key="AKIDA"), server.client(key="AKIDB")
        first.create_cluster()
        expect_equal(len(first.list_clusters()["clusterArns"]), 1, "its own")
        expect_equal(second.list_clusters()["clusterArns"], [], "another's")


def test_reset_empties_the_world():
    with Server("--speed", "0") as server:
        ecs = server.client()
        for path in ["/moto-api/reset", "/_drydock/reset"]:
            ecs.create_cluster()
            expect_equal(server.control(path)["status"], "ok", path)
            expect_equal(ecs.list_clusters()["clusterArns"], [], "clusters")


def test_many_clients_at_once():
    with Server("--speed", "0") as server:
        failures = []

        def work(number):
            try:
                ecs = server.client()
                for step in range(10):
                    ecs.create_cluster(clusterName=f"c-{number}-{step}")
                    ecs.describe_clusters(clusters=[f"c-{number}-{step}"])
            except Exception as error:
                failures.append(error)

        threads = [threading.Thread(target=work, args=(number,)) for number in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(LONGEST_SECONDS)
        expect_equal(failures, [], "failures")
        arns = [arn for page in server.client().get_paginator("list_clusters").paginate() for arn in page["clusterArns"]]
        expect_equal(len(arns), 80, "clusters")


def test_time_passes_by_itself():
    with Server("--fixture", "harbor", "--speed", "200") as server:
        ecs = server.client()
        create_service(ecs, count=1)
        eventually(
            lambda: ecs.describe_services(cluster="harbor", services=["web"])["services"][0]["runningCount"] == 1,
            "a running task")
        clock = json.dumps(server.control("/_drydock/clock", method="GET"))
        expect('"speed": 200' in clock, clock)
