"""A load balancer in front of a service, as boto3 and its waiters see it."""
import datetime

import botocore.exceptions

from sdk import Advancing, error_of
from server import LONGEST_SECONDS, Server, create_service, expect, expect_equal

QUICK = {"Delay": 1, "MaxAttempts": LONGEST_SECONDS}


def make_door(elb):
    """An active load balancer with the target group `blue` behind its port 80."""
    balancer = elb.create_load_balancer(Name="door", Subnets=["subnet-quay-a", "subnet-quay-b", "subnet-quay-c"],
                                        Tags=[{"Key": "a", "Value": "b"}])["LoadBalancers"][0]
    group = elb.create_target_group(
        Name="blue", Protocol="HTTP", Port=80, VpcId="vpc-harbor", TargetType="ip", HealthCheckIntervalSeconds=10,
        Matcher={"HttpCode": "200-299"})["TargetGroups"][0]
    elb.modify_target_group_attributes(
        TargetGroupArn=group["TargetGroupArn"],
        Attributes=[{"Key": "deregistration_delay.timeout_seconds", "Value": "5"}])
    listener = elb.create_listener(
        LoadBalancerArn=balancer["LoadBalancerArn"], Protocol="HTTP", Port=80,
        DefaultActions=[{"Type": "forward", "TargetGroupArn": group["TargetGroupArn"]}])["Listeners"][0]
    return balancer, group, listener


def test_a_service_behind_a_load_balancer():
    with Server("--fixture", "harbor", "--speed", "0") as server:
        ecs, elb = server.client(), server.client("elbv2")
        balancer, group, _ = make_door(elb)
        expect_equal(balancer["State"]["Code"], "provisioning", "state")
        expect(isinstance(balancer["CreatedTime"], datetime.datetime), "no instant")
        with Advancing(server):
            elb.get_waiter("load_balancer_available").wait(Names=["door"], WaiterConfig=QUICK)
        create_service(ecs, loadBalancers=[
            {"targetGroupArn": group["TargetGroupArn"], "containerName": "web", "containerPort": 80}])
        server.advance(45)
        with Advancing(server):
            elb.get_waiter("target_in_service").wait(TargetGroupArn=group["TargetGroupArn"], WaiterConfig=QUICK)
            ecs.get_waiter("services_stable").wait(cluster="harbor", services=["web"], WaiterConfig=QUICK)
        health = elb.describe_target_health(TargetGroupArn=group["TargetGroupArn"])["TargetHealthDescriptions"]
        expect_equal([target["TargetHealth"] for target in health], [{"State": "healthy"}] * 3, "health")
        expect_equal(health[0]["HealthCheckPort"], "80", "port")
        messages = [event["message"] for event in ecs.describe_services(
            cluster="harbor", services=["web"])["services"][0]["events"]]
        expect(f"(service web) registered 3 targets in (target-group {group['TargetGroupArn']})" in messages, messages)


def test_every_operation_of_elbv2():
    with Server("--fixture", "harbor", "--speed", "0") as server:
        elb = server.client("elbv2")
        tried = set()
        elb.meta.events.register("before-call.elastic-load-balancing-v2.*", lambda model, **_: tried.add(model.name))
        balancer, group, listener = make_door(elb)
        arn = group["TargetGroupArn"]
        expect_equal(
            [page["LoadBalancers"][0]["LoadBalancerName"]
             for page in elb.get_paginator("describe_load_balancers").paginate()], ["door"], "load balancers")
        expect_equal(
            elb.describe_target_groups(Names=["blue"])["TargetGroups"][0]["LoadBalancerArns"],
            [balancer["LoadBalancerArn"]], "load balancers of the group")
        expect_equal(
            elb.modify_target_group(TargetGroupArn=arn, HealthCheckPath="/ping")["TargetGroups"][0]["HealthCheckPath"],
            "/ping", "path")
        attributes = elb.describe_target_group_attributes(TargetGroupArn=arn)["Attributes"]
        expect({"Key": "deregistration_delay.timeout_seconds", "Value": "5"} in attributes, attributes)
        forward = {"Type": "forward", "ForwardConfig": {"TargetGroups": [{"TargetGroupArn": arn, "Weight": 3}]}}
        rule = elb.create_rule(
            ListenerArn=listener["ListenerArn"], Priority=5, Actions=[forward],
            Conditions=[{"Field": "host-header", "HostHeaderConfig": {"Values": ["a.example"]}}])["Rules"][0]
        expect_equal(rule["Conditions"][0]["Values"], ["a.example"], "values")
        expect_equal(
            [each["Priority"] for each in elb.describe_rules(ListenerArn=listener["ListenerArn"])["Rules"]],
            ["5", "default"], "priorities")
        fixed = {"Type": "fixed-response", "FixedResponseConfig": {"StatusCode": "404"}}
        elb.modify_rule(RuleArn=rule["RuleArn"], Actions=[fixed])
        elb.modify_listener(ListenerArn=listener["ListenerArn"], Port=81)
        expect_equal(
            elb.describe_listeners(LoadBalancerArn=balancer["LoadBalancerArn"])["Listeners"][0]["Port"], 81, "port")
        elb.register_targets(TargetGroupArn=arn, Targets=[{"Id": "10.0.1.200"}])
        health = elb.describe_target_health(TargetGroupArn=arn)["TargetHealthDescriptions"]
        expect_equal(health[0]["TargetHealth"]["State"], "initial", "state")
        elb.deregister_targets(TargetGroupArn=arn, Targets=[{"Id": "10.0.1.200"}])
        expect_equal(
            error_of(elb.delete_target_group, TargetGroupArn=arn)["Error"]["Code"], "ResourceInUse", "code")
        try:
            elb.describe_target_groups(Names=["nowhere"])
            expect(False, "no error")
        except elb.exceptions.TargetGroupNotFoundException as error:
            expect_equal(error.response["Error"]["Message"], "One or more target groups not found", "message")
        elb.add_tags(ResourceArns=[arn, rule["RuleArn"]], Tags=[{"Key": "team", "Value": "core"}])
        elb.remove_tags(ResourceArns=[arn], TagKeys=["team"])
        expect_equal(
            [each["Tags"] for each in elb.describe_tags(ResourceArns=[arn, rule["RuleArn"]])["TagDescriptions"]],
            [[], [{"Key": "team", "Value": "core"}]], "tags")
        elb.modify_load_balancer_attributes(
            LoadBalancerArn=balancer["LoadBalancerArn"],
            Attributes=[{"Key": "idle_timeout.timeout_seconds", "Value": "30"}])
        attributes = elb.describe_load_balancer_attributes(LoadBalancerArn=balancer["LoadBalancerArn"])["Attributes"]
        expect({"Key": "idle_timeout.timeout_seconds", "Value": "30"} in attributes, attributes)
        elb.delete_rule(RuleArn=rule["RuleArn"])
        elb.delete_listener(ListenerArn=listener["ListenerArn"])
        elb.delete_load_balancer(LoadBalancerArn=balancer["LoadBalancerArn"])
        elb.delete_target_group(TargetGroupArn=arn)
        expect(len(tried) == 25, sorted(tried))
        try:
            elb.describe_account_limits()
            expect(False, "describe_account_limits is simulated: try it here")
        except botocore.exceptions.ClientError as error:
            expect_equal(error.response["Error"]["Code"], "NotSimulatedYet", "code")


def make_gate(elb):
    """A Classic Load Balancer whose port 80 leads to port 8080 of its instances."""
    elb.create_load_balancer(
        LoadBalancerName="gate", Subnets=["subnet-quay-a", "subnet-quay-b"], Tags=[{"Key": "a", "Value": "b"}],
        Listeners=[{"Protocol": "HTTP", "LoadBalancerPort": 80, "InstancePort": 8080}])
    elb.configure_health_check(LoadBalancerName="gate", HealthCheck={
        "Target": "HTTP:8080/", "Interval": 10, "Timeout": 5, "HealthyThreshold": 2, "UnhealthyThreshold": 2})


def run_hosts(server):
    """Two instances of the cluster `harbor`, which have joined it."""
    user_data = "#!/bin/bash\necho ECS_CLUSTER=harbor >> /etc/ecs/ecs.config\n"
    instances = server.client("ec2").run_instances(
        ImageId="ami-1", InstanceType="t3.medium", SubnetId="subnet-quay-a", MinCount=2, MaxCount=2,
        UserData=user_data)["Instances"]
    server.advance(180)
    return [instance["InstanceId"] for instance in instances]


def test_a_service_behind_a_classic_load_balancer():
    with Server("--fixture", "harbor", "--speed", "0") as server:
        ecs, elb = server.client(), server.client("elb")
        make_gate(elb)
        hosts = run_hosts(server)
        ecs.register_task_definition(family="hosted", containerDefinitions=[
            {"name": "web", "image": "registry.example/harbor/web:1.0", "memory": 128,
             "portMappings": [{"containerPort": 80, "hostPort": 8080}]}])
        service = ecs.create_service(
            cluster="harbor", serviceName="gated", taskDefinition="hosted", desiredCount=2, launchType="EC2",
            loadBalancers=[{"loadBalancerName": "gate", "containerName": "web", "containerPort": 80}])["service"]
        expect("rolloutState" not in service["deployments"][0], service["deployments"])
        server.advance(30)
        with Advancing(server):
            elb.get_waiter("instance_in_service").wait(LoadBalancerName="gate", WaiterConfig=QUICK)
            ecs.get_waiter("services_stable").wait(cluster="harbor", services=["gated"], WaiterConfig=QUICK)
        states = elb.describe_instance_health(LoadBalancerName="gate")["InstanceStates"]
        expect_equal(
            sorted((each["InstanceId"], each["State"], each["ReasonCode"]) for each in states),
            sorted((host, "InService", "N/A") for host in hosts), "health")
        messages = [event["message"] for event in ecs.describe_services(
            cluster="harbor", services=["gated"])["services"][0]["events"]]
        expect("(service gated) registered 2 instances in (elb gate)" in messages, messages)


def test_every_operation_of_elb():
    with Server("--fixture", "harbor", "--speed", "0") as server:
        elb = server.client("elb")
        tried = set()
        elb.meta.events.register("before-call.elastic-load-balancing.*", lambda model, **_: tried.add(model.name))
        make_gate(elb)
        hosts = [{"InstanceId": host} for host in run_hosts(server)]
        shown = [page["LoadBalancerDescriptions"][0] for page in
                 elb.get_paginator("describe_load_balancers").paginate(PaginationConfig={"PageSize": 1})]
        expect_equal([each["LoadBalancerName"] for each in shown], ["gate"], "load balancers")
        expect_equal(shown[0]["HealthCheck"]["Target"], "HTTP:8080/", "target")
        expect(isinstance(shown[0]["CreatedTime"], datetime.datetime), "no instant")
        expect_equal(
            elb.register_instances_with_load_balancer(LoadBalancerName="gate", Instances=hosts)["Instances"], hosts,
            "instances")
        expect_equal(
            elb.deregister_instances_from_load_balancer(LoadBalancerName="gate", Instances=hosts[:1])["Instances"],
            hosts[1:], "instances left")
        states = elb.describe_instance_health(LoadBalancerName="gate")["InstanceStates"]
        expect_equal(
            [(each["State"], each["Description"]) for each in states],
            [("OutOfService", "Instance registration is still in progress.")], "health")
        elb.create_load_balancer_listeners(LoadBalancerName="gate", Listeners=[
            {"Protocol": "TCP", "LoadBalancerPort": 81, "InstancePort": 8081}])
        elb.delete_load_balancer_listeners(LoadBalancerName="gate", LoadBalancerPorts=[80])
        left = elb.describe_load_balancers()["LoadBalancerDescriptions"][0]["ListenerDescriptions"]
        expect_equal([each["Listener"]["LoadBalancerPort"] for each in left], [81], "ports")
        elb.detach_load_balancer_from_subnets(LoadBalancerName="gate", Subnets=["subnet-quay-b"])
        expect_equal(
            elb.attach_load_balancer_to_subnets(LoadBalancerName="gate", Subnets=["subnet-quay-c"])["Subnets"],
            ["subnet-quay-a", "subnet-quay-c"], "subnets")
        expect_equal(
            elb.apply_security_groups_to_load_balancer(LoadBalancerName="gate", SecurityGroups=["sg-web"])[
                "SecurityGroups"], ["sg-web"], "groups")
        draining = {"ConnectionDraining": {"Enabled": True, "Timeout": 60}}
        expect_equal(
            elb.modify_load_balancer_attributes(LoadBalancerName="gate", LoadBalancerAttributes=draining)[
                "LoadBalancerAttributes"], draining, "attributes")
        attributes = elb.describe_load_balancer_attributes(LoadBalancerName="gate")["LoadBalancerAttributes"]
        expect_equal(attributes["ConnectionDraining"], draining["ConnectionDraining"], "draining")
        elb.add_tags(LoadBalancerNames=["gate"], Tags=[{"Key": "team", "Value": "core"}])
        elb.remove_tags(LoadBalancerNames=["gate"], Tags=[{"Key": "a"}])
        expect_equal(
            elb.describe_tags(LoadBalancerNames=["gate"])["TagDescriptions"],
            [{"LoadBalancerName": "gate", "Tags": [{"Key": "team", "Value": "core"}]}], "tags")
        elb.delete_load_balancer(LoadBalancerName="gate")
        try:
            elb.describe_instance_health(LoadBalancerName="gate")
            expect(False, "no error")
        except elb.exceptions.AccessPointNotFoundException as error:
            expect_equal(
                error.response["Error"]["Message"], "There is no ACTIVE Load Balancer named 'gate'", "message")
        expect(len(tried) == 17, sorted(tried))
        expect_equal(error_of(elb.describe_account_limits)["Error"]["Code"], "NotSimulatedYet", "code")
