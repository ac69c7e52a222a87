"""Auto Scaling groups and their capacity providers through boto3: query protocol, XML replies, instances that join."""
import botocore.exceptions

from server import Server, expect, expect_equal

SUBNETS = "subnet-quay-a,subnet-quay-b"
TYPES = {"LaunchTemplate": {
    "LaunchTemplateSpecification": {"LaunchTemplateName": "hosts"}, "Overrides": [{"InstanceType": "t3.medium"}]}}


def refused(function, **arguments):
    try:
        function(**arguments)
    except botocore.exceptions.ClientError as error:
        return error.response["Error"]["Code"]
    return "none"


def test_every_operation_of_autoscaling():
    with Server("--fixture", "harbor", "--speed", "0") as server:
        groups = server.client("autoscaling")
        groups.create_auto_scaling_group(
            AutoScalingGroupName="hosts", MinSize=0, MaxSize=3, DesiredCapacity=2, VPCZoneIdentifier=SUBNETS,
            MixedInstancesPolicy=TYPES, Tags=[{"Key": "team", "Value": "harbor", "PropagateAtLaunch": True}])
        server.advance(60)
        group = groups.describe_auto_scaling_groups(AutoScalingGroupNames=["hosts"])["AutoScalingGroups"][0]
        expect_equal([one["LifecycleState"] for one in group["Instances"]], ["InService"] * 2, "states")
        expect_equal(group["Tags"][0]["Value"], "harbor", "tag")
        expect(group["CreatedTime"].year >= 2025, "a time")
        instance = group["Instances"][0]["InstanceId"]
        groups.set_instance_protection(
            AutoScalingGroupName="hosts", InstanceIds=[instance], ProtectedFromScaleIn=True)
        groups.set_desired_capacity(AutoScalingGroupName="hosts", DesiredCapacity=0)
        server.advance(120)
        group = groups.describe_auto_scaling_groups()["AutoScalingGroups"][0]
        expect_equal([one["InstanceId"] for one in group["Instances"]], [instance], "the protected one")
        activities = groups.describe_scaling_activities(AutoScalingGroupName="hosts")["Activities"]
        expect_equal([one["StatusCode"] for one in activities], ["Successful"] * 3, "activities")
        groups.update_auto_scaling_group(AutoScalingGroupName="hosts", MaxSize=5, NewInstancesProtectedFromScaleIn=True)
        expect_equal(
            refused(groups.set_desired_capacity, AutoScalingGroupName="hosts", DesiredCapacity=6), "ValidationError", "size")
        expect_equal(refused(groups.delete_auto_scaling_group, AutoScalingGroupName="hosts"), "ResourceInUse", "delete")
        groups.delete_auto_scaling_group(AutoScalingGroupName="hosts", ForceDelete=True)
        server.advance(120)
        expect_equal(groups.describe_auto_scaling_groups()["AutoScalingGroups"], [], "groups")


def test_instances_of_a_group_are_replaced():
    with Server("--fixture", "harbor", "--speed", "0") as server:
        ecs, groups = server.client(), server.client("autoscaling")
        groups.create_auto_scaling_group(
            AutoScalingGroupName="hosts", MinSize=0, MaxSize=3, DesiredCapacity=2, VPCZoneIdentifier=SUBNETS,
            MixedInstancesPolicy=TYPES)
        ecs.create_capacity_provider(name="hosts", autoScalingGroupProvider={
            "autoScalingGroupArn": "hosts", "managedScaling": {"status": "ENABLED"}})
        ecs.create_cluster(clusterName="own", capacityProviders=["hosts"])
        server.advance(60)
        policy = groups.describe_policies(AutoScalingGroupName="hosts")["ScalingPolicies"][0]
        expect_equal(policy["TargetTrackingConfiguration"]["TargetValue"], 100.0, "target")
        hook = groups.describe_lifecycle_hooks(AutoScalingGroupName="hosts")["LifecycleHooks"][0]
        expect_equal(hook["GlobalTimeout"], 172800, "48 hours")
        first, second = (
            one["InstanceId"] for one in groups.describe_auto_scaling_instances()["AutoScalingInstances"])
        activity = groups.terminate_instance_in_auto_scaling_group(
            InstanceId=first, ShouldDecrementDesiredCapacity=False)["Activity"]
        expect_equal(activity["Description"], f"Terminating EC2 instance: {first}", "activity")
        groups.set_instance_health(InstanceId=second, HealthStatus="Unhealthy")
        server.advance(120)
        there = [one["InstanceId"] for one in groups.describe_auto_scaling_instances()["AutoScalingInstances"]]
        expect(len(there) == 2 and first not in there and second not in there, f"replaced: {there}")
        started = groups.start_instance_refresh(AutoScalingGroupName="hosts")["InstanceRefreshId"]
        expect_equal(refused(groups.start_instance_refresh, AutoScalingGroupName="hosts"), "InstanceRefreshInProgress", "two")
        server.advance(300)
        refresh = groups.describe_instance_refreshes(AutoScalingGroupName="hosts")["InstanceRefreshes"][0]
        expect_equal((refresh["InstanceRefreshId"], refresh["Status"]), (started, "Successful"), "refresh")
        expect_equal(
            refused(groups.cancel_instance_refresh, AutoScalingGroupName="hosts"), "ActiveInstanceRefreshNotFound", "cancel")

def test_load_balancers_of_a_group():
    with Server("--fixture", "harbor", "--speed", "0") as server:
        groups, elb, ec2 = server.client("autoscaling"), server.client("elbv2"), server.client("ec2")
        vpc = ec2.describe_vpcs()["Vpcs"][0]["VpcId"]
        made = elb.create_target_group(Name="machines", Protocol="HTTP", Port=80, VpcId=vpc, TargetType="instance")
        group = made["TargetGroups"][0]["TargetGroupArn"]
        server.client("elb").create_load_balancer(
            LoadBalancerName="old", Subnets=[SUBNETS.split(",")[0]],
            Listeners=[{"Protocol": "HTTP", "LoadBalancerPort": 80, "InstancePort": 80}])
        groups.create_auto_scaling_group(
            AutoScalingGroupName="hosts", MinSize=0, MaxSize=3, DesiredCapacity=1, VPCZoneIdentifier=SUBNETS,
            MixedInstancesPolicy=TYPES, TargetGroupARNs=[group])
        server.advance(60)
        instance = groups.describe_auto_scaling_groups()["AutoScalingGroups"][0]["Instances"][0]["InstanceId"]

        def targets():
            return [one["Target"]["Id"] for one in
                    elb.describe_target_health(TargetGroupArn=group)["TargetHealthDescriptions"]]

        expect_equal(targets(), [instance], "a machine of the group")
        shown = groups.describe_load_balancer_target_groups(AutoScalingGroupName="hosts")
        expect_equal(
            shown["LoadBalancerTargetGroups"], [{"LoadBalancerTargetGroupARN": group, "State": "Added"}], "target groups")
        groups.detach_load_balancer_target_groups(AutoScalingGroupName="hosts", TargetGroupARNs=[group])
        expect_equal(targets(), [], "after it was detached")
        groups.attach_load_balancer_target_groups(AutoScalingGroupName="hosts", TargetGroupARNs=[group])
        expect_equal(targets(), [instance], "attached again")
        groups.attach_load_balancers(AutoScalingGroupName="hosts", LoadBalancerNames=["old"])
        shown = groups.describe_load_balancers(AutoScalingGroupName="hosts")
        expect_equal([one["LoadBalancerName"] for one in shown["LoadBalancers"]], ["old"], "load balancers")
        groups.detach_load_balancers(AutoScalingGroupName="hosts", LoadBalancerNames=["old"])
        expect_equal(
            refused(groups.attach_load_balancers, AutoScalingGroupName="hosts", LoadBalancerNames=["nope"]),
            "ValidationError", "a load balancer that is not there")
        groups.set_desired_capacity(AutoScalingGroupName="hosts", DesiredCapacity=0)
        server.advance(120)
        expect_equal(targets(), [], "after it was scaled in")


def test_tasks_bring_their_own_instances():
    """From nothing: tasks wait in PROVISIONING, managed scaling asks for two instances, the tasks run there."""
    with Server("--fixture", "harbor", "--speed", "0") as server:
        ecs, groups = server.client(), server.client("autoscaling")
        groups.create_auto_scaling_group(
            AutoScalingGroupName="hosts", MinSize=0, MaxSize=5, VPCZoneIdentifier=SUBNETS, MixedInstancesPolicy=TYPES)
        ecs.create_capacity_provider(name="hosts", autoScalingGroupProvider={
            "autoScalingGroupArn": "hosts", "managedScaling": {"status": "ENABLED"}})
        made = ecs.create_cluster(
            clusterName="own", capacityProviders=["hosts"],
            defaultCapacityProviderStrategy=[{"capacityProvider": "hosts", "weight": 1}])["cluster"]
        expect_equal((made["status"], made["attachmentsStatus"]), ("PROVISIONING", "UPDATE_IN_PROGRESS"), "a new cluster")
        server.advance(30)
        ecs.register_task_definition(
            family="app", containerDefinitions=[
                {"name": "web", "image": "registry.example/harbor/web:1.0", "memory": 2500}])
        tasks = [task["taskArn"] for task in ecs.run_task(cluster="own", taskDefinition="app", count=2)["tasks"]]
        waiting = ecs.describe_tasks(cluster="own", tasks=tasks)["tasks"]
        expect_equal([task["lastStatus"] for task in waiting], ["PROVISIONING"] * 2, "statuses")
        expect("containerInstanceArn" not in waiting[0], "a task without room has an instance")
        server.advance(300)
        running = ecs.describe_tasks(cluster="own", tasks=tasks)["tasks"]
        expect_equal([task["lastStatus"] for task in running], ["RUNNING"] * 2, "statuses")
        hosts = ecs.describe_container_instances(
            cluster="own", containerInstances=[task["containerInstanceArn"] for task in running])["containerInstances"]
        expect_equal([host["capacityProviderName"] for host in hosts], ["hosts"] * 2, "providers")
        ids = {one["InstanceId"] for one in groups.describe_auto_scaling_groups()["AutoScalingGroups"][0]["Instances"]}
        expect_equal({host["ec2InstanceId"] for host in hosts}, ids, "instances")
