"""The AWS CLI itself, unmodified, from its own package."""
import json
import os
import subprocess
import sys

from server import FARGATE_NETWORK, LONGEST_SECONDS, Server, create_service, expect, expect_equal
from sdk import Advancing


def aws(server, *words):
    environment = {
        **os.environ, "AWS_ACCESS_KEY_ID": "AKIDEXAMPLE", "AWS_SECRET_ACCESS_KEY": "secret",
        "AWS_DEFAULT_REGION": "us-east-1", "AWS_MAX_ATTEMPTS": "1", "AWS_CONFIG_FILE": os.devnull,
        "AWS_SHARED_CREDENTIALS_FILE": os.devnull, "AWS_PAGER": ""}
    program = os.path.join(os.path.dirname(sys.executable), "aws")
    return subprocess.run(
        [sys.executable, program, "--endpoint-url", server.url, *words], capture_output=True, text=True,
        env=environment, timeout=3 * LONGEST_SECONDS, stdin=subprocess.DEVNULL)


def answer(server, *words):
    run = aws(server, *words)
    expect_equal(run.returncode, 0, f"{' '.join(words)}: {run.stderr}")
    return json.loads(run.stdout) if run.stdout.strip() else None


def test_a_service_from_creation_to_deletion():
    with Server("--fixture", "harbor", "--speed", "0") as server:
        service = answer(
            server, "ecs", "create-service", "--cluster", "harbor", "--service-name", "web", "--task-definition", "web",
            "--desired-count", "2", "--launch-type", "FARGATE", "--network-configuration",
            "awsvpcConfiguration={subnets=[subnet-quay-a],securityGroups=[sg-web],assignPublicIp=ENABLED}")["service"]
        expect_equal(service["desiredCount"], 2, "desired")
        server.advance(120)
        expect_equal(
            answer(server, "ecs", "describe-services", "--cluster", "harbor", "--services", "web", "--query",
                   "services[0].[runningCount,status]"), [2, "ACTIVE"], "running")
        answer(server, "ecs", "delete-service", "--cluster", "harbor", "--service", "web", "--force")
        server.advance(600)
        expect_equal(answer(server, "ecs", "list-services", "--cluster", "harbor")["serviceArns"], [], "services")


def test_wait_services_stable():
    with Server("--fixture", "harbor", "--speed", "0") as server:
        create_service(server.client())
        server.advance(120)
        # Stable already, so that the waiter's 15 seconds do not pass.
        expect_equal(aws(server, "ecs", "wait", "services-stable", "--cluster", "harbor", "--services", "web").returncode,
                     0, "wait")


def test_wait_tasks_running():
    with Server("--fixture", "harbor", "--speed", "0") as server:
        task = server.client().run_task(
            cluster="harbor", taskDefinition="web", launchType="FARGATE", networkConfiguration=FARGATE_NETWORK
        )["tasks"][0]["taskArn"]
        with Advancing(server, seconds=10):
            run = aws(server, "ecs", "wait", "tasks-running", "--cluster", "harbor", "--tasks", task)
        expect_equal(run.returncode, 0, run.stderr)


def test_pages_are_put_together():
    with Server("--speed", "0") as server:
        ecs = server.client()
        for number in range(12):
            ecs.create_cluster(clusterName=f"c{number}")
        expect_equal(len(answer(server, "ecs", "list-clusters", "--page-size", "5")["clusterArns"]), 12, "clusters")
        first = answer(server, "ecs", "list-clusters", "--max-items", "5", "--page-size", "2")
        rest = answer(server, "ecs", "list-clusters", "--starting-token", first["NextToken"])
        expect_equal(len(set(first["clusterArns"] + rest["clusterArns"])), 12, "in two parts")


def test_errors_and_exit_codes():
    with Server("--speed", "0") as server:
        run = aws(server, "ecs", "describe-services", "--cluster", "nowhere", "--services", "web")
        # Version 1 of the CLI, which PyPI has, ends with 255; version 2 with 254.
        expect(run.returncode in (254, 255), f"status {run.returncode}")
        expect_equal(
            run.stderr.strip().splitlines()[-1],
            "An error occurred (ClusterNotFoundException) when calling the DescribeServices operation: Cluster not found.",
            "text")
        run = aws(server, "ssm", "start-session", "--target", "ecs:x")
        expect("(NotSimulatedYet)" in run.stderr and "is not simulated yet" in run.stderr, run.stderr)


def test_a_service_that_speaks_query():
    with Server("--speed", "0") as server:
        expect_equal(
            answer(server, "sts", "get-caller-identity", "--query", "[Account,Arn]"),
            ["123456789012", "arn:aws:iam::123456789012:user/learner"], "identity")
        run = aws(server, "iam", "list-roles")
        expect_equal(run.returncode, 0, run.stderr)
        expect("ecsTaskExecutionRole" in run.stdout, run.stdout)
