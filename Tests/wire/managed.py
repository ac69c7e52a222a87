"""Managed daemons as boto3 and the AWS CLI see them: waiters, and what a waiter takes for a failure."""
import botocore.exceptions

from commandline import aws
from sdk import Advancing, error_of
from server import LONGEST_SECONDS, Server, expect, expect_equal

QUICK = {"Delay": 1, "MaxAttempts": LONGEST_SECONDS}
AGENT = [{"name": "agent", "image": "registry.example/harbor/web:1.0", "memory": 128}]


def test_waiters_of_daemon_task_definitions():
    with Server("--fixture", "harbor", "--speed", "0") as server:
        ecs = server.client()
        arn = ecs.register_daemon_task_definition(
            family="agent", containerDefinitions=AGENT)["daemonTaskDefinitionArn"]
        ecs.get_waiter("daemon_task_definition_active").wait(daemonTaskDefinition=arn)
        run = aws(server, "ecs", "wait", "daemon-task-definition-active", "--daemon-task-definition", "agent")
        expect_equal(run.returncode, 0, run.stderr)
        ecs.delete_daemon_task_definition(daemonTaskDefinition=arn)
        try:
            ecs.get_waiter("daemon_task_definition_active").wait(daemonTaskDefinition=arn, WaiterConfig=QUICK)
            expect(False, "a revision that is being deleted is not active")
        except botocore.exceptions.WaiterError as error:
            expect("terminal failure" in str(error), str(error))
        with Advancing(server):
            ecs.get_waiter("daemon_task_definition_deleted").wait(daemonTaskDefinition=arn, WaiterConfig=QUICK)
        run = aws(server, "ecs", "wait", "daemon-task-definition-deleted", "--daemon-task-definition", "agent:1")
        expect_equal(run.returncode, 0, run.stderr)
        refused = error_of(ecs.delete_daemon_task_definition, daemonTaskDefinition=arn)["Error"]
        expect_equal(refused["Code"], "ClientException", "deleting twice")
