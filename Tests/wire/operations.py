"""Every operation that is simulated, called at least once; its reply is held to the service's model."""
import json
from datetime import timedelta

import botocore.exceptions
import botocore.model

from helptable import expect_what_help_says
from managed import walk_daemons
from server import FARGATE_NETWORK, Failure, Server, call, body, create_service, expect, expect_equal

NUMBERS = {"integer": int, "long": int, "double": (int, float), "float": (int, float), "timestamp": (int, float)}


# What ECS sends and no model knows (API sheet, section 0.9).
UNMODELLED = {
    "CreateCluster.clusterCount", "DeleteCluster.clusterCount",
    "DeregisterTaskDefinition.taskDefinition.previousStatus", "DeleteTaskDefinitions.taskDefinitions[].previousStatus",
}


class Replies:
    """Looks at each reply of a client before it is parsed, and remembers the operations."""

    def __init__(self, service):
        self.service = service
        self.seen = set()
        self.raw = {}
        self.compared = 0

    def watch(self, client):
        client.meta.events.register(f"after-call.{self.service}.*", self.compare)
        client.meta.events.register(f"before-parse.{self.service}.*", self.look)
        return client

    def look(self, operation_model, response_dict, **_):
        text = response_dict["body"]
        name = operation_model.name
        if response_dict["status_code"] != 200:
            return  # The client raises it.
        expect(response_dict["headers"].get("x-amzn-requestid"), f"{name}: no request id")
        version = operation_model.service_model.metadata["jsonVersion"]
        expect_equal(response_dict["headers"]["content-type"], f"application/x-amz-json-{version}", name)
        document = json.loads(text, object_pairs_hook=lambda pairs: self.ordered(name, pairs))
        if operation_model.output_shape:
            self.fits(document, operation_model.output_shape, name)
        self.seen.add(name)
        self.raw[name] = document

    def compare(self, model, parsed, **_):
        """What botocore parsed has every member that was sent, and no other."""
        raw = self.raw.pop(model.name, None)
        if raw is None:
            return  # It was refused.
        self.same(raw, {key: value for key, value in parsed.items() if key != "ResponseMetadata"}, model.name)
        self.compared += 1

    def same(self, raw, parsed, place):
        if isinstance(raw, dict):
            expect_equal(sorted(parsed), sorted(raw), f"{place}: members after parsing")
            for key, value in raw.items():
                self.same(value, parsed[key], f"{place}.{key}")
        elif isinstance(raw, list):
            expect_equal(len(parsed), len(raw), f"{place}: elements after parsing")
            for index, value in enumerate(raw):
                self.same(value, parsed[index], f"{place}[{index}]")
        elif hasattr(parsed, "timestamp"):
            expect(abs(parsed.timestamp() - raw) < 0.001, f"{place}: {raw!r} became {parsed!r}")
        else:
            expect_equal(parsed, raw, place)

    @staticmethod
    def ordered(name, pairs):
        keys = [key for key, _ in pairs]
        expect_equal(keys, sorted(keys), f"{name}: keys")
        return dict(pairs)

    def fits(self, value, shape, place):
        """Nothing of a reply is lost in parsing: each member is known, and of its type; null is never sent."""
        kind = shape.type_name
        if kind == "structure":
            expect(isinstance(value, dict), f"{place}: {value!r} is no structure")
            if getattr(shape, "is_document_type", False):
                return
            for key, inner in list(value.items()):
                if f"{place}.{key}" in UNMODELLED:
                    del value[key]  # as every client does
                    continue
                expect(key in shape.members, f"{place}.{key} is not in the model")
                self.fits(inner, shape.members[key], f"{place}.{key}")
        elif kind == "list":
            expect(isinstance(value, list), f"{place}: {value!r} is no list")
            for inner in value:
                self.fits(inner, shape.member, f"{place}[]")
        elif kind == "map":
            expect(isinstance(value, dict), f"{place}: {value!r} is no map")
            for key, inner in value.items():
                self.fits(inner, shape.value, f"{place}.{key}")
        elif kind == "boolean":
            expect(isinstance(value, bool), f"{place}: {value!r} is no boolean")
        elif kind in NUMBERS:
            expect(isinstance(value, NUMBERS[kind]) and not isinstance(value, bool), f"{place}: {value!r} is no number")
        else:
            expect(isinstance(value, str), f"{place}: {value!r} is no string")


def walk_clusters(ecs):
    ecs.create_cluster(clusterName="demo", tags=[{"key": "a", "value": "b"}])
    ecs.update_cluster(cluster="demo", settings=[{"name": "containerInsights", "value": "enabled"}])
    ecs.update_cluster_settings(cluster="demo", settings=[{"name": "containerInsights", "value": "disabled"}])
    ecs.put_cluster_capacity_providers(
        cluster="demo", capacityProviders=["FARGATE", "FARGATE_SPOT"],
        defaultCapacityProviderStrategy=[{"capacityProvider": "FARGATE", "weight": 1}])
    arn = ecs.describe_clusters(
        clusters=["demo", "nowhere"], include=["ATTACHMENTS", "CONFIGURATIONS", "SETTINGS", "STATISTICS", "TAGS"]
    )["clusters"][0]["clusterArn"]
    ecs.list_clusters()
    ecs.tag_resource(resourceArn=arn, tags=[{"key": "c", "value": "d"}])
    expect_equal(len(ecs.list_tags_for_resource(resourceArn=arn)["tags"]), 2, "tags")
    ecs.untag_resource(resourceArn=arn, tagKeys=["c"])
    ecs.delete_cluster(cluster="demo")


def walk_task_definitions(ecs):
    ecs.register_task_definition(
        family="full", networkMode="awsvpc", requiresCompatibilities=["FARGATE"], cpu="512", memory="1024",
        runtimePlatform={"cpuArchitecture": "ARM64", "operatingSystemFamily": "LINUX"},
        volumes=[{"name": "data"}], tags=[{"key": "a", "value": "b"}],
        containerDefinitions=[{
            "name": "web", "image": "registry.example/harbor/web:1.0", "memoryReservation": 128,
            "portMappings": [{"containerPort": 80, "protocol": "tcp"}], "essential": True,
            "environment": [{"name": "A", "value": "é🚢"}], "dockerLabels": {"z": "1", "a": "2"},
            "mountPoints": [{"sourceVolume": "data", "containerPath": "/data"}],
            "healthCheck": {"command": ["CMD-SHELL", "true"], "interval": 10},
            "logConfiguration": {"logDriver": "awslogs", "options": {
                "awslogs-group": "/ecs/web", "awslogs-region": "us-east-1", "awslogs-stream-prefix": "web"}}}],
        executionRoleArn="arn:aws:iam::123456789012:role/ecsTaskExecutionRole")
    ecs.describe_task_definition(taskDefinition="full:1", include=["TAGS"])
    ecs.list_task_definitions()
    ecs.list_task_definition_families()
    ecs.deregister_task_definition(taskDefinition="full:1")
    ecs.delete_task_definitions(taskDefinitions=["full:1", "nowhere:1"])


def walk_daemon_task_definitions(ecs):
    ecs.register_daemon_task_definition(
        family="agent", cpu="128", memory="256", tags=[{"key": "a", "value": "b"}], volumes=[{"name": "host"}],
        containerDefinitions=[{
            "name": "agent", "image": "registry.example/harbor/web:1.0", "essential": True,
            "environment": [{"name": "A", "value": "é🚢"}],
            "mountPoints": [{"sourceVolume": "host", "containerPath": "/host", "readOnly": True}],
            "healthCheck": {"command": ["CMD-SHELL", "true"]}}])
    definition = ecs.describe_daemon_task_definition(daemonTaskDefinition="agent")["daemonTaskDefinition"]
    expect_equal((definition["revision"], definition["memory"]), (1, "256"), "revision and memory")
    expect_equal(len(ecs.list_daemon_task_definitions()["daemonTaskDefinitions"]), 1, "daemon task definitions")
    ecs.delete_daemon_task_definition(daemonTaskDefinition="agent:1")


def walk_tasks(ecs, server):
    ecs.register_task_definition(
        family="open", networkMode="awsvpc", requiresCompatibilities=["FARGATE"], cpu="256", memory="512",
        taskRoleArn="arn:aws:iam::123456789012:role/harborTaskRole",
        containerDefinitions=[{"name": "web", "image": "registry.example/harbor/web:1.0"}])
    task = ecs.run_task(
        cluster="harbor", taskDefinition="open", launchType="FARGATE", networkConfiguration=FARGATE_NETWORK,
        enableExecuteCommand=True, tags=[{"key": "a", "value": "b"}])["tasks"][0]["taskArn"]
    server.advance(120)
    described = ecs.describe_tasks(cluster="harbor", tasks=[task, "0" * 32], include=["TAGS"])
    expect_equal(described["tasks"][0]["lastStatus"], "RUNNING", "status")
    expect_equal(described["failures"][0]["reason"], "MISSING", "failure")
    ecs.list_tasks(cluster="harbor")
    ecs.execute_command(cluster="harbor", task=task, container="web", command="sh", interactive=True)
    ecs.stop_task(cluster="harbor", task=task)
    server.advance(300)
    stopped = ecs.describe_tasks(cluster="harbor", tasks=[task])["tasks"][0]
    expect_equal(stopped["lastStatus"], "STOPPED", "status")


def walk_services(ecs, server):
    create_service(ecs, count=2, tags=[{"key": "a", "value": "b"}], propagateTags="SERVICE", enableECSManagedTags=True)
    server.advance(120)
    service = ecs.describe_services(cluster="harbor", services=["web", "nowhere"], include=["TAGS"])["services"][0]
    ecs.list_services(cluster="harbor")
    ecs.update_service(cluster="harbor", service="web", taskDefinition="web:1", desiredCount=3)
    deployments = ecs.list_service_deployments(cluster="harbor", service="web")["serviceDeployments"]
    arns = [deployment["serviceDeploymentArn"] for deployment in deployments]
    ecs.describe_service_deployments(serviceDeploymentArns=arns)
    ecs.describe_service_revisions(
        serviceRevisionArns=[deployment["targetServiceRevisionArn"] for deployment in deployments])
    ecs.stop_service_deployment(serviceDeploymentArn=arns[0], stopType="ROLLBACK")
    try:
        ecs.continue_service_deployment(serviceDeploymentArn=arns[0], hookId="none", action="CONTINUE")
        expect(False, "a deployment without a hook went on")
    except botocore.exceptions.ClientError as error:
        expect(error.response["Error"]["Code"] != "NotSimulatedYet", "continue_service_deployment is not simulated")
    server.advance(300)
    tasks = ecs.list_tasks(cluster="harbor", serviceName="web")["taskArns"]
    ecs.update_task_protection(cluster="harbor", tasks=tasks[:1], protectionEnabled=True)
    ecs.get_task_protection(cluster="harbor", tasks=tasks)
    ecs.list_tags_for_resource(resourceArn=service["serviceArn"])
    ecs.delete_service(cluster="harbor", service="web", force=True)


def walk_wiring(ecs, server):
    ecs.create_cluster(clusterName="pier", serviceConnectDefaults={"namespace": "internal"})
    ecs.register_task_definition(
        family="wired", networkMode="awsvpc", requiresCompatibilities=["FARGATE"], cpu="256", memory="512",
        volumes=[{"name": "store", "configuredAtLaunch": True}],
        containerDefinitions=[{
            "name": "web", "image": "registry.example/harbor/web:1.0",
            "portMappings": [{"name": "http", "containerPort": 80}]}])
    iam = server.client("iam")
    trust = {"Version": "2012-10-17", "Statement": {
        "Effect": "Allow", "Principal": {"Service": "ecs.amazonaws.com"}, "Action": "sts:AssumeRole"}}
    role = iam.create_role(RoleName="volumes", AssumeRolePolicyDocument=json.dumps(trust))["Role"]["Arn"]
    iam.attach_role_policy(
        RoleName="volumes",
        PolicyArn="arn:aws:iam::aws:policy/service-role/AmazonECSInfrastructureRolePolicyForVolumes")
    volumes = [{"name": "store", "managedEBSVolume": {"roleArn": role, "sizeInGiB": 10}}]
    discovery = server.client("servicediscovery")
    vpc = server.client("ec2").describe_vpcs()["Vpcs"][0]["VpcId"]
    operation = discovery.create_private_dns_namespace(Name="harbor.local", Vpc=vpc)["OperationId"]
    server.advance(60)
    operation = discovery.get_operation(OperationId=operation)["Operation"]
    expect_equal(operation["Status"], "SUCCESS", "the operation that makes a namespace")
    entry = discovery.create_service(
        Name="wired", NamespaceId=operation["Targets"]["NAMESPACE"],
        DnsConfig={"DnsRecords": [{"Type": "A", "TTL": 60}]})["Service"]
    service = ecs.create_service(
        cluster="pier", serviceName="wired", taskDefinition="wired", desiredCount=1, launchType="FARGATE",
        networkConfiguration=FARGATE_NETWORK, volumeConfigurations=volumes,
        serviceConnectConfiguration={"enabled": True, "services": [{"portName": "http"}]},
        serviceRegistries=[{"registryArn": entry["Arn"]}])["service"]
    expect_equal(service["deployments"][0]["serviceConnectResources"][0]["discoveryName"], "http", "discovery name")
    expect_equal(
        ecs.list_services_by_namespace(namespace="internal")["serviceArns"], [service["serviceArn"]], "services")
    server.advance(120)
    task = ecs.describe_tasks(cluster="pier", tasks=ecs.list_tasks(cluster="pier")["taskArns"])["tasks"][0]
    pages = discovery.get_paginator("list_instances").paginate(ServiceId=entry["Id"])
    ids = [instance["Id"] for page in pages for instance in page["Instances"]]
    expect_equal(ids, [task["taskArn"].split("/")[-1]], "instances that Cloud Map keeps")
    found = discovery.discover_instances(NamespaceName="harbor.local", ServiceName="wired")["Instances"]
    expect_equal([instance["InstanceId"] for instance in found], ids, "instances that are discovered")
    health = discovery.get_instances_health_status(ServiceId=entry["Id"])["Status"]
    expect_equal(health, {id: "HEALTHY" for id in ids}, "health of instances")
    expect_equal(
        [attachment["type"] for attachment in task["attachments"]],
        ["ElasticNetworkInterface", "Service Connect", "AmazonElasticBlockStorage"], "attachments")
    ecs.delete_service(cluster="pier", service="wired", force=True)


def walk_task_sets(ecs, server):
    ecs.create_service(
        cluster="harbor", serviceName="shop", desiredCount=3, deploymentController={"type": "EXTERNAL"})
    place = {"cluster": "harbor", "service": "shop"}
    blue, green = (
        ecs.create_task_set(
            **place, taskDefinition="web", externalId=name, launchType="FARGATE", networkConfiguration=FARGATE_NETWORK,
            scale={"value": 50, "unit": "PERCENT"}, tags=[{"key": "colour", "value": name}])["taskSet"]
        for name in ("blue", "green"))
    ecs.update_service_primary_task_set(**place, primaryTaskSet=blue["id"])
    server.advance(300)
    found = ecs.describe_task_sets(**place, taskSets=[blue["taskSetArn"], "ecs-svc/1"], include=["TAGS"])
    expect_equal(found["taskSets"][0]["runningCount"], 2, "half of three, rounded up")
    expect_equal(found["taskSets"][0]["stabilityStatus"], "STEADY_STATE", "stability")
    expect_equal(found["failures"][0]["reason"], "MISSING", "failure")
    ecs.update_task_set(**place, taskSet=green["id"], scale={"value": 0, "unit": "PERCENT"})
    expect_equal(ecs.delete_task_set(**place, taskSet=green["id"])["taskSet"]["status"], "DRAINING", "status")
    try:
        ecs.delete_task_set(**place, taskSet=blue["id"])
        expect(False, "a primary task set was deleted")
    except botocore.exceptions.ClientError as error:
        expect_equal(error.response["Error"]["Message"], "Primary TaskSet cannot be deleted", "message")
    ecs.delete_service(**place, force=True)


def walk_express_services(ecs, server):
    service = ecs.create_express_gateway_service(
        executionRoleArn="arn:aws:iam::123456789012:role/ecsTaskExecutionRole",
        infrastructureRoleArn="arn:aws:iam::123456789012:role/AWSServiceRoleForECS", cluster="harbor",
        serviceName="express", primaryContainer={"image": "nginx"}, tags=[{"key": "a", "value": "b"}],
        networkConfiguration={"subnets": ["subnet-quay-a", "subnet-quay-b"], "securityGroups": ["sg-web"]})["service"]
    expect_equal(service["activeConfigurations"][0]["ingressPaths"][0]["accessType"], "PUBLIC", "access")
    arn = service["serviceArn"]
    server.advance(900)
    found = ecs.describe_express_gateway_service(serviceArn=arn, include=["TAGS"])["service"]
    expect_equal(found["status"]["statusCode"], "ACTIVE", "status")
    ecs.describe_service_revisions(serviceRevisionArns=[found["activeConfigurations"][0]["serviceRevisionArn"]])
    changed = ecs.update_express_gateway_service(serviceArn=arn, cpu="512", memory="1024")["service"]
    expect_equal(changed["targetConfiguration"]["cpu"], "512", "cpu")
    deleted = ecs.delete_express_gateway_service(serviceArn=arn)["service"]
    expect_equal(deleted["status"]["statusCode"], "DRAINING", "status")


def walk_container_instances(ecs, server):
    ecs.register_task_definition(
        family="on-ec2", containerDefinitions=[
            {"name": "web", "image": "registry.example/harbor/web:1.0", "memory": 128, "cpu": 10}])
    instance = ecs.register_container_instance(cluster="harbor")["containerInstance"]["containerInstanceArn"]
    ecs.list_container_instances(cluster="harbor")
    attribute = {"name": "rack", "value": "7", "targetType": "container-instance", "targetId": instance}
    ecs.put_attributes(cluster="harbor", attributes=[attribute])
    ecs.list_attributes(cluster="harbor", targetType="container-instance", attributeName="rack")
    task = ecs.start_task(cluster="harbor", taskDefinition="on-ec2", containerInstances=[instance])["tasks"][0]
    server.advance(60)
    ecs.describe_container_instances(
        cluster="harbor", containerInstances=[instance, "0" * 32], include=["TAGS", "CONTAINER_INSTANCE_HEALTH"])
    ecs.submit_task_state_change(cluster="harbor", task=task["taskArn"], status="RUNNING")
    ecs.submit_container_state_change(cluster="harbor", task=task["taskArn"], containerName="web", status="RUNNING")
    ecs.register_task_definition(
        family="on-vpc", networkMode="awsvpc", containerDefinitions=[
            {"name": "web", "image": "registry.example/harbor/web:1.0", "memory": 128, "cpu": 10}])
    subnets = {"awsvpcConfiguration": {"subnets": FARGATE_NETWORK["awsvpcConfiguration"]["subnets"]}}
    task = ecs.start_task(
        cluster="harbor", taskDefinition="on-vpc", containerInstances=[instance], networkConfiguration=subnets)["tasks"][0]
    interface = "arn:aws:ecs:us-east-1:123456789012:attachment/" + task["attachments"][0]["id"]
    ecs.submit_attachment_state_changes(
        cluster="harbor", attachments=[{"attachmentArn": interface, "status": "ATTACHED"}])
    ecs.discover_poll_endpoint(cluster="harbor", containerInstance=instance)
    ecs.delete_attributes(cluster="harbor", attributes=[attribute])
    try:
        ecs.update_container_agent(cluster="harbor", containerInstance=instance)
        expect(False, "the newest agent was updated")
    except ecs.exceptions.NoUpdateAvailableException:
        pass
    walk_agent_update(ecs, server)
    ecs.update_container_instances_state(cluster="harbor", containerInstances=[instance], status="DRAINING")
    ecs.deregister_container_instance(cluster="harbor", containerInstance=instance, force=True)


def walk_agent_update(ecs, server):
    old = ecs.register_container_instance(
        cluster="harbor", versionInfo={
            "agentVersion": "1.85.0", "agentHash": "4ee6f24f", "dockerVersion": "DockerVersion: 25.0.3"})
    arn = old["containerInstance"]["containerInstanceArn"]
    updated = ecs.update_container_agent(cluster="harbor", containerInstance=arn)["containerInstance"]
    expect_equal(updated["agentUpdateStatus"], "PENDING", "agentUpdateStatus")
    try:
        ecs.update_container_agent(cluster="harbor", containerInstance=arn)
        expect(False, "the agent was updated twice at once")
    except ecs.exceptions.UpdateInProgressException:
        pass
    server.advance(120)
    now = ecs.describe_container_instances(cluster="harbor", containerInstances=[arn])["containerInstances"][0]
    expect_equal((now["agentUpdateStatus"], now["agentConnected"]), ("UPDATED", True), "the update's end")
    expect(now["versionInfo"]["agentVersion"] != "1.85.0", "the agent is still the old one")
    ecs.deregister_container_instance(cluster="harbor", containerInstance=arn)


def walk_capacity_providers(ecs, server):
    groups = server.client("autoscaling")
    groups.create_auto_scaling_group(
        AutoScalingGroupName="harbor-hosts", MinSize=0, MaxSize=2, VPCZoneIdentifier="subnet-quay-a",
        LaunchTemplate={"LaunchTemplateName": "harbor-t3.large"})
    group = groups.describe_auto_scaling_groups()["AutoScalingGroups"][0]["AutoScalingGroupARN"]
    ecs.create_capacity_provider(
        name="hosts", tags=[{"key": "a", "value": "b"}],
        autoScalingGroupProvider={"autoScalingGroupArn": group, "managedScaling": {"status": "ENABLED", "targetCapacity": 90}})
    provider = ecs.describe_capacity_providers(capacityProviders=["hosts", "nowhere"], include=["TAGS"])
    expect_equal(provider["capacityProviders"][0]["status"], "ACTIVE", "status")
    expect_equal(provider["failures"][0]["reason"], "MISSING", "failure")
    ecs.update_capacity_provider(name="hosts", autoScalingGroupProvider={"managedScaling": {"targetCapacity": 80}})
    ecs.delete_capacity_provider(capacityProvider="hosts")


def walk_account_settings(ecs):
    ecs.put_account_setting(name="containerInsights", value="enabled")
    ecs.put_account_setting_default(name="containerInsights", value="enabled")
    ecs.list_account_settings(effectiveSettings=True)
    ecs.delete_account_setting(name="containerInsights")


def not_simulated(server, client, prefix, tried):
    """Operations that are simulated and were not tried."""
    left = []
    for name in client.meta.service_model.operation_names:
        if name in tried:
            continue
        answer = server.raw(call(name).replace(b"AmazonEC2ContainerServiceV20141113", prefix))
        if body(answer).get("__type") != "NotSimulatedYet":
            left.append(name)
    return left


def test_every_operation_of_ecs():
    with Server("--fixture", "harbor", "--speed", "0") as server:
        replies = Replies("ecs")
        ecs = replies.watch(server.client())
        walk_clusters(ecs)
        walk_task_definitions(ecs)
        walk_daemon_task_definitions(ecs)
        walk_tasks(ecs, server)
        walk_services(ecs, server)
        walk_task_sets(ecs, server)
        walk_wiring(ecs, server)
        walk_express_services(ecs, server)
        walk_container_instances(ecs, server)
        walk_capacity_providers(ecs, server)
        walk_account_settings(ecs)
        walk_daemons(ecs, server)
        # Those that answer with an exception here were tried nevertheless.
        tried = replies.seen | {"ContinueServiceDeployment"}
        expect_what_help_says(ecs, tried)
        expect(replies.compared >= len(replies.seen) >= 45, f"only {len(replies.seen)} operations answered")


def walk_metric_values(cloudwatch, now):
    span = {"StartTime": now - timedelta(minutes=5), "EndTime": now + timedelta(minutes=5)}
    point = cloudwatch.get_metric_statistics(
        Namespace="Harbor", MetricName="Errors", Period=60, Statistics=["Sum", "Average"], **span)["Datapoints"][0]
    expect_equal((point["Sum"], point["Average"], point["Unit"]), (2.0, 2.0, "Count"), "a datapoint")
    point = cloudwatch.get_metric_statistics(
        Namespace="Harbor", MetricName="Errors", Period=60, ExtendedStatistics=["p99", "p50.5"], **span)["Datapoints"][0]
    expect_equal(point["ExtendedStatistics"], {"p99": 2.0, "p50.5": 2.0}, "percentiles")
    search = {"Id": "found", "Expression": "SEARCH('Namespace=\"Harbor\" Errors', 'p90', 60)"}
    result = cloudwatch.get_metric_data(MetricDataQueries=[search], **span)["MetricDataResults"]
    expect_equal([one["Values"] for one in result], [[2.0]], "what a search finds")
    query = {
        "Id": "errors",
        "MetricStat": {"Metric": {"Namespace": "Harbor", "MetricName": "Errors"}, "Period": 60, "Stat": "Maximum"}}
    result = cloudwatch.get_metric_data(MetricDataQueries=[query], **span)["MetricDataResults"][0]
    expect_equal((result["Values"], result["StatusCode"]), ([2.0], "Complete"), "metric data")


def walk_cloudwatch(server, cloudwatch):
    cloudwatch.put_metric_alarm(
        AlarmName="errors", MetricName="Errors", Namespace="Harbor", Statistic="Sum", Period=60, EvaluationPeriods=1,
        Threshold=0.5, ComparisonOperator="GreaterThanThreshold")
    cloudwatch.set_alarm_state(AlarmName="errors", StateValue="ALARM", StateReason="a test")
    alarm = cloudwatch.describe_alarms(AlarmNames=["errors"])["MetricAlarms"][0]
    expect_equal((alarm["StateValue"], alarm["Threshold"]), ("ALARM", 0.5), "state and threshold")
    cloudwatch.put_metric_data(Namespace="Harbor", MetricData=[{"MetricName": "Errors", "Value": 2, "Unit": "Count"}])
    server.advance(60)
    found = cloudwatch.list_metrics(Namespace="Harbor")["Metrics"]
    expect_equal(found, [{"Namespace": "Harbor", "MetricName": "Errors", "Dimensions": []}], "metrics")
    walk_metric_values(cloudwatch, alarm["AlarmConfigurationUpdatedTimestamp"])
    history = cloudwatch.describe_alarm_history(AlarmName="errors")["AlarmHistoryItems"]
    expect_equal(history[-1]["HistorySummary"], 'Alarm "errors" created', "the first item of the history")
    cloudwatch.put_composite_alarm(
        AlarmName="trouble", AlarmRule="AT_LEAST(1, ALARM, (errors))", ActionsSuppressor="errors",
        ActionsSuppressorWaitPeriod=60, ActionsSuppressorExtensionPeriod=60)
    found = cloudwatch.describe_alarms(AlarmTypes=["CompositeAlarm"])["CompositeAlarms"]
    expect_equal([alarm["AlarmName"] for alarm in found], ["trouble"], "composite alarms")
    cloudwatch.delete_alarms(AlarmNames=["trouble"])
    cloudwatch.delete_alarms(AlarmNames=["errors"])


def test_every_operation_of_cloudwatch():
    with Server("--speed", "0") as server:
        replies = Replies("cloudwatch")
        cloudwatch = replies.watch(server.client("cloudwatch"))
        walk_cloudwatch(server, cloudwatch)
        left = not_simulated(server, cloudwatch, b"GraniteServiceVersion20100801", replies.seen)
        expect_equal(left, [], "simulated, not tried")


def test_cloudwatch_answers_in_each_of_its_protocols():
    """Newer SDKs speak CBOR to CloudWatch, older ones the query form; this botocore can speak all three."""
    usual = botocore.model.PRIORITY_ORDERED_SUPPORTED_PROTOCOLS
    for protocol in ["smithy-rpc-v2-cbor", "json", "query"]:
        botocore.model.PRIORITY_ORDERED_SUPPORTED_PROTOCOLS = (protocol,)
        try:
            with Server("--speed", "0") as server:
                cloudwatch = server.client("cloudwatch")
                expect_equal(cloudwatch.meta.service_model.resolved_protocol, protocol, "what the client speaks")
                walk_cloudwatch(server, cloudwatch)
                try:
                    cloudwatch.set_alarm_state(AlarmName="none", StateValue="OK", StateReason="a test")
                    raise Failure(f"{protocol}: an alarm that is not there was set")
                except cloudwatch.exceptions.ResourceNotFound as error:
                    expect(error.response["Error"]["Message"], f"{protocol}: {error.response}")
        finally:
            botocore.model.PRIORITY_ORDERED_SUPPORTED_PROTOCOLS = usual


def test_who_calls():
    with Server("--speed", "0") as server:
        sts = server.client("sts")
        identity = sts.get_caller_identity()
        expect_equal(identity["Arn"], "arn:aws:iam::123456789012:user/learner", "ARN")
        expect_equal(identity["Account"], "123456789012", "account")
        expect_equal(len(identity["UserId"]), 21, "the length of a user's id")
        expect(identity["ResponseMetadata"]["RequestId"], "a request id")
