"""Amazon EventBridge's rules and what they do, as boto3 sees them."""
import json

from sdk import error_of
from server import FARGATE_NETWORK, Server, expect, expect_equal

TRUST = {"Version": "2012-10-17", "Statement": [{
    "Effect": "Allow", "Principal": {"Service": "events.amazonaws.com"}, "Action": "sts:AssumeRole"}]}
CLUSTER = "arn:aws:ecs:us-east-1:123456789012:cluster/harbor"
GROUP = "arn:aws:logs:us-east-1:123456789012:log-group:/aws/events/ecs"


def task_target(role, **more):
    network = FARGATE_NETWORK["awsvpcConfiguration"]
    return {
        "Id": "tasks", "Arn": CLUSTER, "RoleArn": role, **more, "EcsParameters": {
            "TaskDefinitionArn": "arn:aws:ecs:us-east-1:123456789012:task-definition/web", "TaskCount": 2,
            "LaunchType": "FARGATE", "NetworkConfiguration": {"awsvpcConfiguration": {
                name[0].upper() + name[1:]: value for name, value in network.items()}}}}


def test_every_operation_of_events():
    with Server("--fixture", "harbor", "--speed", "0") as server:
        tried = set()
        events, ecs, iam, logs = (server.client(name) for name in ("events", "ecs", "iam", "logs"))
        events.meta.events.register("before-call.events.*", lambda model, **_: tried.add(model.name))
        role = iam.create_role(RoleName="bus", AssumeRolePolicyDocument=json.dumps(TRUST))["Role"]["Arn"]
        iam.attach_role_policy(
            RoleName="bus", PolicyArn="arn:aws:iam::aws:policy/service-role/AmazonEC2ContainerServiceEventsRole")
        logs.create_log_group(logGroupName="/aws/events/ecs")
        arn = events.put_rule(Name="often", ScheduleExpression="rate(5 minutes)", Tags=[
            {"Key": "team", "Value": "quay"}])["RuleArn"]
        expect_equal(arn, "arn:aws:events:us-east-1:123456789012:rule/often", "rule")
        events.put_rule(Name="orders", EventPattern=json.dumps({"source": ["shop"], "detail": {"n": [{"numeric": [">", 1]}]}}))
        overrides = {"containerOverrides": [{"name": "web", "environment": [{"name": "A", "value": "1"}]}]}
        reply = events.put_targets(Rule="often", Targets=[task_target(role, Input=json.dumps(overrides))])
        expect_equal(reply["FailedEntryCount"], 0, "failed targets")
        events.put_targets(Rule="orders", Targets=[{
            "Id": "lines", "Arn": GROUP, "InputTransformer": {
                "InputPathsMap": {"n": "$.detail.n"}, "InputTemplate": "\"order <n>\""}}])
        pages = events.get_paginator("list_rules").paginate(PaginationConfig={"PageSize": 1})
        expect_equal([rule["Name"] for page in pages for rule in page["Rules"]], ["often", "orders"], "rules")
        expect_equal(events.describe_rule(Name="often")["State"], "ENABLED", "state")
        pages = events.get_paginator("list_targets_by_rule").paginate(Rule="often")
        targets = [target for page in pages for target in page["Targets"]]
        expect_equal(targets, [task_target(role, Input=json.dumps(overrides))], "targets")
        server.advance(310)
        tasks = ecs.list_tasks(cluster="harbor", startedBy="events-rule/often")["taskArns"]
        expect_equal(len(tasks), 2, "tasks of the rule")
        task = ecs.describe_tasks(cluster="harbor", tasks=tasks[:1])["tasks"][0]
        expect_equal(
            task["overrides"]["containerOverrides"][0]["environment"], [{"name": "A", "value": "1"}], "overrides")
        sent = events.put_events(Entries=[
            {"Source": "shop", "DetailType": "Order", "Detail": json.dumps({"n": number})} for number in (1, 2)])
        expect(sent["FailedEntryCount"] == 0 and all(entry["EventId"] for entry in sent["Entries"]), "sent events")
        server.advance(5)
        lines = logs.filter_log_events(logGroupName="/aws/events/ecs")["events"]
        expect_equal([line["message"] for line in lines], ["\"order 2\""], "lines")
        error = error_of(events.delete_rule, Name="orders")["Error"]
        expect_equal(
            (error["Code"], error["Message"]),
            ("ValidationException", "Rule can't be deleted since it has targets."), "error")
        expect_equal(
            error_of(events.put_rule, Name="x", EventPattern="{")["Error"]["Code"], "InvalidEventPatternException",
            "error")
        error = error_of(events.describe_rule, Name="nope")
        expect_equal(error["Error"]["Message"], "Rule nope does not exist on EventBus default.", "error")
        expect_equal(error["ResponseMetadata"]["HTTPStatusCode"], 400, "status")
        events.disable_rule(Name="often")
        expect_equal(events.describe_rule(Name="often")["State"], "DISABLED", "state")
        events.enable_rule(Name="often")
        pages = events.get_paginator("list_rule_names_by_target").paginate(TargetArn=GROUP)
        expect_equal([name for page in pages for name in page["RuleNames"]], ["orders"], "rules of the target")
        event = {"id": "1", "detail-type": "Order", "source": "shop", "account": "1", "time": "2026-01-05T09:00:00Z",
                 "region": "us-east-1", "resources": [], "detail": {"n": 2}}
        for number, expected in ((2, True), (3, False)):
            result = events.test_event_pattern(
                EventPattern=json.dumps({"detail": {"n": [number]}}), Event=json.dumps(event))["Result"]
            expect_equal(result, expected, "whether the pattern matches")
        events.remove_targets(Rule="orders", Ids=["lines"])
        events.delete_rule(Name="orders")
        expect_equal([rule["Name"] for rule in events.list_rules(NamePrefix="or")["Rules"]], [], "rules")
        known = {
            "PutRule", "DescribeRule", "ListRules", "DeleteRule", "PutTargets", "ListTargetsByRule", "RemoveTargets",
            "PutEvents", "EnableRule", "DisableRule", "ListRuleNamesByTarget", "TestEventPattern"}
        expect_equal(tried, known, "operations")


def test_a_pattern_of_ecs_own_events():
    with Server("--fixture", "harbor", "--speed", "0") as server:
        events, ecs, logs = (server.client(name) for name in ("events", "ecs", "logs"))
        logs.create_log_group(logGroupName="/aws/events/ecs")
        events.put_rule(Name="ends", EventPattern=json.dumps({
            "source": ["aws.ecs"], "detail-type": ["ECS Task State Change"], "detail": {"lastStatus": ["STOPPED"]}}))
        events.put_targets(Rule="ends", Targets=[{"Id": "lines", "Arn": GROUP}])
        task = ecs.run_task(
            cluster="harbor", taskDefinition="web", launchType="FARGATE", networkConfiguration=FARGATE_NETWORK
        )["tasks"][0]["taskArn"]
        server.advance(60)
        ecs.stop_task(cluster="harbor", task=task)
        server.advance(120)
        lines = logs.filter_log_events(logGroupName="/aws/events/ecs")["events"]
        event = json.loads(lines[0]["message"])
        expect_equal((len(lines), event["resources"]), (1, [task]), "events")
        expect_equal(event["detail"]["stopCode"], "UserInitiated", "stop code")
