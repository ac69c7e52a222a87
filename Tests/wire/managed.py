"""Managed daemons as boto3 and the AWS CLI see them: waiters, and what a waiter takes for a failure."""
import json

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


PROVIDER = {
    "infrastructureRoleArn": "arn:aws:iam::123456789012:role/ecsInfrastructureRole",
    "instanceLaunchTemplate": {
        "ec2InstanceProfileArn": "arn:aws:iam::123456789012:instance-profile/ecsInstanceRole",
        "networkConfiguration": {"subnets": ["subnet-quay-a"], "securityGroups": ["sg-web"]},
        "instanceRequirements": {
            "vCpuCount": {"min": 2, "max": 4}, "memoryMiB": {"min": 4096}, "memoryGiBPerVCpu": {"min": 1.5},
            "burstablePerformance": "included"}},
    "infrastructureOptimization": {"scaleInAfter": 60}, "propagateTags": "CAPACITY_PROVIDER"}


TRUST = {"Version": "2012-10-17", "Statement": [
    {"Effect": "Allow", "Principal": {"Service": "ecs.amazonaws.com"}, "Action": "sts:AssumeRole"}]}


def make_provider(ecs, server):
    iam = server.client("iam")
    iam.create_role(RoleName="ecsInfrastructureRole", AssumeRolePolicyDocument=json.dumps(TRUST))
    iam.attach_role_policy(
        RoleName="ecsInfrastructureRole",
        PolicyArn="arn:aws:iam::aws:policy/AmazonECSInfrastructureRolePolicyForManagedInstances")
    made = ecs.create_capacity_provider(
        name="managed", cluster="harbor", managedInstancesProvider=PROVIDER, tags=[{"key": "a", "value": "b"}]
    )["capacityProvider"]
    expect_equal((made["status"], made["type"]), ("PROVISIONING", "MANAGED_INSTANCES"), "provider")
    server.advance(30)
    return made["capacityProviderArn"]


def walk_daemons(ecs, server):
    """Every operation on daemons once; `operations` holds the replies to the model."""
    provider = make_provider(ecs, server)
    ecs.register_daemon_task_definition(family="walk", containerDefinitions=AGENT)
    made = ecs.create_daemon(
        daemonName="walk", clusterArn="harbor", daemonTaskDefinitionArn="walk", capacityProviderArns=[provider],
        deploymentConfiguration={
            "drainPercent": 12.5, "bakeTimeInMinutes": 1, "alarms": {"alarmNames": ["errors"], "enable": True}},
        tags=[{"key": "a", "value": "b"}], propagateTags="DAEMON", enableECSManagedTags=True, clientToken="walk")
    server.advance(120)
    arn = made["daemonArn"]
    daemon = ecs.describe_daemon(daemonArn=arn)["daemon"]
    ecs.describe_daemon_revisions(daemonRevisionArns=[daemon["currentRevisions"][0]["arn"]])
    deployment = ecs.describe_daemon_deployments(
        daemonDeploymentArns=[made["deploymentArn"]])["daemonDeployments"][0]
    expect_equal(deployment["deploymentConfiguration"]["drainPercent"], 12.5, "drainPercent")
    ecs.list_daemon_deployments(daemonArn=arn)
    ecs.list_daemons(clusterArn="harbor")
    ecs.update_daemon(daemonArn=arn, daemonTaskDefinitionArn="walk", capacityProviderArns=[provider])
    ecs.delete_daemon(daemonArn=arn)


def test_waiters_of_daemons():
    with Server("--fixture", "harbor", "--speed", "0") as server:
        ecs = server.client()
        provider = make_provider(ecs, server)
        ecs.register_daemon_task_definition(family="agent", containerDefinitions=AGENT)
        made = ecs.create_daemon(
            daemonName="agent", clusterArn="harbor", daemonTaskDefinitionArn="agent", capacityProviderArns=[provider])
        arn = made["daemonArn"]
        ecs.get_waiter("daemon_active").wait(daemonArn=arn)
        run = aws(server, "ecs", "wait", "daemon-active", "--daemon-arn", arn)
        expect_equal(run.returncode, 0, run.stderr)
        with Advancing(server):
            ecs.get_waiter("daemon_deployment_successful").wait(
                daemonDeploymentArns=[made["deploymentArn"]], WaiterConfig=QUICK)
        ecs.run_task(
            cluster="harbor", taskDefinition="web", networkConfiguration={
                "awsvpcConfiguration": {"subnets": ["subnet-quay-a"], "securityGroups": ["sg-web"]}},
            capacityProviderStrategy=[{"capacityProvider": "managed", "weight": 1}])
        server.advance(300)
        daemons = ecs.list_tasks(cluster="harbor", daemonName="agent")["taskArns"]
        expect_equal(len(daemons), 1, "daemon tasks")
        tasks = ecs.describe_tasks(cluster="harbor", tasks=ecs.list_tasks(cluster="harbor")["taskArns"])["tasks"]
        expect_equal({task["lastStatus"] for task in tasks}, {"RUNNING"}, "statuses")
        expect_equal({task["launchType"] for task in tasks}, {"MANAGED_INSTANCES"}, "launch types")
        first = ecs.update_daemon(
            daemonArn=arn, daemonTaskDefinitionArn="agent", capacityProviderArns=[provider])["deploymentArn"]
        ecs.update_daemon(daemonArn=arn, daemonTaskDefinitionArn="agent", capacityProviderArns=[provider])
        with Advancing(server):
            ecs.get_waiter("daemon_deployment_stopped").wait(daemonDeploymentArns=[first], WaiterConfig=QUICK)
        ecs.delete_daemon(daemonArn=arn)
        try:
            ecs.get_waiter("daemon_active").wait(daemonArn=arn, WaiterConfig=QUICK)
            expect(False, "a daemon that is being deleted is not active")
        except botocore.exceptions.WaiterError as error:
            expect("terminal failure" in str(error), str(error))
        refused = error_of(
            ecs.update_daemon, daemonArn=arn, daemonTaskDefinitionArn="agent", capacityProviderArns=[provider])
        expect_equal(refused["Error"]["Code"], "DaemonNotActiveException", "updating what is being deleted")
