"""boto3 clients of the services beside ECS: CloudWatch Logs, EC2, IAM, STS."""
from server import FARGATE_NETWORK, Server, expect, expect_equal
from sdk import error_of


def test_logs_are_put_paged_and_searched():
    with Server("--fixture", "harbor", "--speed", "0") as server:
        logs = server.client("logs")
        logs.create_log_group(logGroupName="/app")
        for name in ("a", "b"):
            logs.create_log_stream(logGroupName="/app", logStreamName=name)
        now = logs.describe_log_groups(logGroupNamePrefix="/app")["logGroups"][0]["creationTime"]
        for name in ("a", "b"):
            logs.put_log_events(
                logGroupName="/app", logStreamName=name,
                logEvents=[{"timestamp": now + index, "message": f"{name}{index}"} for index in range(3)])
        pages = logs.get_paginator("filter_log_events").paginate(
            logGroupName="/app", PaginationConfig={"PageSize": 2})
        found = [event["message"] for page in pages for event in page["events"]]
        expect_equal(found, ["a0", "b0", "a1", "b1", "a2", "b2"], "found")
        first = logs.get_log_events(logGroupName="/app", logStreamName="a", startFromHead=True, limit=2)
        expect_equal([event["message"] for event in first["events"]], ["a0", "a1"], "the first page")
        rest = logs.get_log_events(logGroupName="/app", logStreamName="a", nextToken=first["nextForwardToken"])
        expect_equal([event["message"] for event in rest["events"]], ["a2"], "the second page")
        streams = logs.describe_log_streams(logGroupName="/app", orderBy="LastEventTime", descending=True)["logStreams"]
        expect_equal([stream["logStreamName"] for stream in streams], ["b", "a"], "streams")
        logs.put_retention_policy(logGroupName="/app", retentionInDays=7)
        logs.delete_log_group(logGroupName="/app")
        error = error_of(logs.get_log_events, logGroupName="/app", logStreamName="a")["Error"]
        expect_equal(
            (error["Code"], error["Message"]),
            ("ResourceNotFoundException", "The specified log group does not exist."), "error")
