"""Application Auto Scaling and CloudWatch as boto3 and the AWS CLI use them: a service that gets busy, and grows."""
import botocore.exceptions

from operations import Replies, not_simulated
from server import Server, create_service, expect, expect_equal

TARGET = {
    "ServiceNamespace": "ecs", "ResourceId": "service/harbor/web", "ScalableDimension": "ecs:service:DesiredCount"}


def track(scaling, target=60.0):
    return scaling.put_scaling_policy(
        PolicyName="cpu", PolicyType="TargetTrackingScaling",
        TargetTrackingScalingPolicyConfiguration={
            "TargetValue": target,
            "PredefinedMetricSpecification": {"PredefinedMetricType": "ECSServiceAverageCPUUtilization"}},
        **TARGET)


def desired_count(ecs):
    return ecs.describe_services(cluster="harbor", services=["web"])["services"][0]["desiredCount"]


def test_a_service_shrinks_when_idle():
    with Server("--fixture", "harbor", "--speed", "0") as server:
        ecs, scaling, cloudwatch = server.client(), server.client("application-autoscaling"), server.client("cloudwatch")
        create_service(ecs, count=4)
        scaling.register_scalable_target(MinCapacity=2, MaxCapacity=8, **TARGET)
        policy = track(scaling)
        expect_equal(len(policy["Alarms"]), 2, "alarms of the policy")
        # Idle at 2 %: the low alarm goes off after fifteen minutes, and two tasks are the fewest.
        server.advance(20 * 60)
        expect_equal(desired_count(ecs), 2, "desired count")
        activity = scaling.describe_scaling_activities(**TARGET)["ScalingActivities"][0]
        expect_equal(activity["Description"], "Setting desired count to 2.", "description")
        expect_equal(activity["StatusCode"], "Successful", "status")
        expect("AlarmLow" in activity["Cause"], activity["Cause"])
        names = [alarm["AlarmName"] for alarm in policy["Alarms"]]
        states = {
            alarm["AlarmName"]: alarm["StateValue"]
            for alarm in cloudwatch.describe_alarms(AlarmNames=names)["MetricAlarms"]}
        expect_equal(sorted(states.values()), ["ALARM", "OK"], "states of the alarms")


def test_every_operation_of_application_autoscaling():
    with Server("--fixture", "harbor", "--speed", "0") as server:
        create_service(server.client(), count=2)
        replies = Replies("application-autoscaling")
        scaling = replies.watch(server.client("application-autoscaling"))
        target = scaling.register_scalable_target(MinCapacity=1, MaxCapacity=4, **TARGET)
        found = scaling.describe_scalable_targets(ServiceNamespace="ecs")["ScalableTargets"][0]
        expect_equal(found["ScalableTargetARN"], target["ScalableTargetARN"], "ARN")
        track(scaling)
        expect_equal(len(scaling.describe_scaling_policies(**TARGET)["ScalingPolicies"]), 1, "policies")
        scaling.put_scheduled_action(
            ScheduledActionName="night", Schedule="cron(0 22 * * ? *)", ScalableTargetAction={"MaxCapacity": 1}, **TARGET)
        actions = scaling.describe_scheduled_actions(ServiceNamespace="ecs")["ScheduledActions"]
        expect_equal(actions[0]["ScalableTargetAction"], {"MaxCapacity": 1}, "action")
        expect_equal(scaling.describe_scaling_activities(ServiceNamespace="ecs")["ScalingActivities"], [], "activities")
        scaling.delete_scheduled_action(ScheduledActionName="night", **TARGET)
        scaling.delete_scaling_policy(PolicyName="cpu", **TARGET)
        scaling.deregister_scalable_target(**TARGET)
        try:
            track(scaling)
            expect(False, "a policy without a target")
        except botocore.exceptions.ClientError as error:
            expect_equal(error.response["Error"]["Code"], "ObjectNotFoundException", "code")
        left = not_simulated(server, scaling, b"AnyScaleFrontendService", replies.seen)
        expect_equal(left, [], "simulated, not tried")
