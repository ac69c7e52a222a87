"""Every paginator and every waiter of ecs, walked through boto3.

Those of operations that the help table calls "notYet" wait; as soon as a line there changes, a case is asked for here.
"""
import json

import botocore.exceptions
from botocore import xform_name

import operations
from helptable import statuses
from sdk import Advancing
from server import FARGATE_NETWORK, LONGEST_SECONDS, Server, create_service, expect, expect_equal


# Pages

def paged(ecs):
    """What each paginator is asked, and how much there is: operation, members, (key of the pages, count)."""
    return {
        "ListAccountSettings": ({"effectiveSettings": True}, "settings", None),
        "ListAttributes": (
            {"cluster": "harbor", "targetType": "container-instance", "attributeName": "rack"}, "attributes", 12),
        "ListClusters": ({}, "clusterArns", 14),
        "ListContainerInstances": ({"cluster": "harbor"}, "containerInstanceArns", 12),
        "ListServices": ({"cluster": "harbor"}, "serviceArns", 12),
        "ListServicesByNamespace": ({"namespace": "internal"}, "serviceArns", 12),
        "ListTaskDefinitionFamilies": ({"familyPrefix": "page-"}, "families", 12),
        "ListTaskDefinitions": ({"familyPrefix": "page-0"}, "taskDefinitionArns", 3),
        "ListTasks": ({"cluster": "harbor"}, "taskArns", 12),
    }


def fill(ecs):
    ecs.create_cluster(clusterName="pier", serviceConnectDefaults={"namespace": "internal"})
    for number in range(12):
        ecs.create_cluster(clusterName=f"cluster-{number:02}")
        create_service(
            ecs, name=f"service-{number:02}", count=1,
            serviceConnectConfiguration={"enabled": True, "namespace": "internal"})
        instance = ecs.register_container_instance(cluster="harbor")["containerInstance"]["containerInstanceArn"]
        ecs.put_attributes(cluster="harbor", attributes=[
            {"name": "rack", "value": str(number), "targetType": "container-instance", "targetId": instance}])
        for _ in range(3 if number == 0 else 1):
            ecs.register_task_definition(
                family=f"page-{number}", containerDefinitions=[{"name": "a", "image": "b", "memory": 64}])


def test_every_paginator():
    table = statuses()
    with Server("--fixture", "harbor", "--speed", "0") as server:
        ecs = operations.Replies("ecs").watch(server.client())
        fill(ecs)
        server.advance(60)
        cases = paged(ecs)
        for name in ecs.meta.service_model.operation_names:
            operation = xform_name(name)
            if not ecs.can_paginate(operation) or table[name] == "notYet":
                continue
            expect(name in cases, f"{name} is simulated and has a paginator: add it to `paged`")
            members, key, count = cases[name]
            whole = None
            # Ten settings are a page at most; of everything else a hundred.
            for size in [1, 5, 10 if name == "ListAccountSettings" else 100]:
                pages = list(ecs.get_paginator(operation).paginate(PaginationConfig={"PageSize": size}, **members))
                seen = [json.dumps(each, sort_keys=True) for page in pages for each in page[key]]
                expect_equal(len(set(seen)), len(seen), f"{name} by {size}: each once")
                expect(all(len(page[key]) <= size for page in pages), f"{name} by {size}: a page is too long")
                expect("nextToken" not in pages[-1], f"{name} by {size}: a token on the last page")
                if count is not None:
                    expect_equal(len(seen), count, f"{name} by {size}")
                whole = whole or seen
                expect_equal(seen, whole, f"{name} by {size}: the same in the same order")
                expect(size > 1 or len(seen) > 1, f"{name}: too little to turn pages for")


# Waiters

def wait_services_stable(ecs):
    create_service(ecs, name="steady", count=2)
    return {"cluster": "harbor", "services": ["steady"]}


def wait_services_inactive(ecs):
    create_service(ecs, name="gone", count=1)
    ecs.delete_service(cluster="harbor", service="gone", force=True)
    return {"cluster": "harbor", "services": ["gone"]}


def one_task(ecs):
    return ecs.run_task(
        cluster="harbor", taskDefinition="worker", launchType="FARGATE", networkConfiguration=FARGATE_NETWORK
    )["tasks"][0]["taskArn"]


def wait_tasks_running(ecs):
    return {"cluster": "harbor", "tasks": [one_task(ecs)]}


def wait_tasks_stopped(ecs):
    task = one_task(ecs)
    ecs.stop_task(cluster="harbor", task=task)
    return {"cluster": "harbor", "tasks": [task]}


def wait_daemon_task_definition_active(ecs):
    return {"daemonTaskDefinition": one_daemon_task_definition(ecs)}


def wait_daemon_task_definition_deleted(ecs):
    arn = one_daemon_task_definition(ecs)
    ecs.delete_daemon_task_definition(daemonTaskDefinition=arn)
    return {"daemonTaskDefinition": arn}


def one_daemon_task_definition(ecs):
    return ecs.register_daemon_task_definition(
        family="agent", containerDefinitions=[{"name": "agent", "image": "web", "memory": 128}]
    )["daemonTaskDefinitionArn"]


WAITERS = {
    "daemon_task_definition_active": wait_daemon_task_definition_active,
    "daemon_task_definition_deleted": wait_daemon_task_definition_deleted,
    "services_stable": wait_services_stable, "services_inactive": wait_services_inactive,
    "tasks_running": wait_tasks_running, "tasks_stopped": wait_tasks_stopped,
}
# Those that want a daemon and its instances are walked by `managed.test_waiters_of_daemons`.
ELSEWHERE = {"daemon_active", "daemon_deployment_stopped", "daemon_deployment_successful"}


def test_every_waiter():
    table = statuses()
    with Server("--fixture", "harbor", "--speed", "0") as server:
        ecs = operations.Replies("ecs").watch(server.client())
        for name in ecs.waiter_names:
            waiter = ecs.get_waiter(name)
            if table[waiter.config.operation] == "notYet" or name in ELSEWHERE:
                continue
            expect(name in WAITERS, f"{waiter.config.operation} is simulated: add the waiter {name} to `WAITERS`")
            members = WAITERS[name](ecs)
            with Advancing(server):
                waiter.wait(WaiterConfig={"Delay": 1, "MaxAttempts": LONGEST_SECONDS}, **members)


def test_waiters_give_up_when_it_can_no_longer_be():
    with Server("--fixture", "harbor", "--speed", "0") as server:
        ecs = server.client()
        for name, members in [
            ("services_stable", {"cluster": "harbor", "services": ["nowhere"]}),
            ("tasks_running", {"cluster": "harbor", "tasks": ["0" * 32]}),
        ]:
            try:
                ecs.get_waiter(name).wait(WaiterConfig={"Delay": 1, "MaxAttempts": 2}, **members)
                expect(False, f"{name} waited for what is missing and was content")
            except botocore.exceptions.WaiterError as error:
                expect("MISSING" in str(error) or "terminal failure" in str(error), f"{name}: {error}")
