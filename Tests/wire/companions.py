"""boto3 clients of the services beside ECS: CloudWatch Logs, EC2, IAM, STS."""
import json

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


def test_networks_and_filters():
    with Server("--fixture", "harbor", "--speed", "0") as server:
        ec2 = server.client("ec2")
        subnets = ec2.describe_subnets(Filters=[{"Name": "vpc-id", "Values": ["vpc-harbor"]}])["Subnets"]
        expect_equal([subnet["SubnetId"] for subnet in subnets],
                     ["subnet-quay-a", "subnet-quay-b", "subnet-quay-c"], "subnets")
        expect_equal(subnets[0]["AvailableIpAddressCount"], 251, "addresses")
        expect_equal(ec2.describe_vpcs(VpcIds=["vpc-harbor"])["Vpcs"][0]["CidrBlock"], "10.0.0.0/16", "block")
        zones = ec2.describe_availability_zones()["AvailabilityZones"]
        expect_equal([zone["ZoneName"] for zone in zones], ["us-east-1a", "us-east-1b", "us-east-1c"], "zones")
        error = error_of(ec2.describe_subnets, SubnetIds=["subnet-x"])["Error"]
        expect_equal(
            (error["Code"], error["Message"]),
            ("InvalidSubnetID.NotFound", "The subnet ID 'subnet-x' does not exist"), "error")
        group = ec2.create_security_group(GroupName="api", Description="for friends", VpcId="vpc-harbor")["GroupId"]
        ec2.authorize_security_group_ingress(GroupId=group, IpPermissions=[
            {"IpProtocol": "tcp", "FromPort": 443, "ToPort": 443, "IpRanges": [{"CidrIp": "10.0.0.0/8"}],
             "UserIdGroupPairs": [{"GroupId": "sg-web"}]}])
        pages = ec2.get_paginator("describe_security_groups").paginate(
            GroupIds=[group], PaginationConfig={"PageSize": 5})
        permission = [found for page in pages for found in page["SecurityGroups"]][0]["IpPermissions"][0]
        expect_equal(
            (permission["FromPort"], permission["IpRanges"], permission["UserIdGroupPairs"][0]["GroupId"]),
            (443, [{"CidrIp": "10.0.0.0/8"}], "sg-web"), "permission")


def test_an_instance_joins_its_cluster_and_leaves_it():
    with Server("--fixture", "harbor", "--speed", "0") as server:
        ec2, ecs = server.client("ec2"), server.client()
        instance = ec2.run_instances(
            ImageId="ami-1", InstanceType="t3.medium", MinCount=1, MaxCount=1, SubnetId="subnet-quay-b",
            UserData="#!/bin/bash\necho ECS_CLUSTER=harbor >> /etc/ecs/ecs.config\n",
            TagSpecifications=[{"ResourceType": "instance", "Tags": [{"Key": "Name", "Value": "host"}]}],
        )["Instances"][0]["InstanceId"]
        server.advance(100)
        ec2.get_waiter("instance_running").wait(InstanceIds=[instance])
        found = ec2.describe_instances(Filters=[{"Name": "tag:Name", "Values": ["ho*"]}])["Reservations"][0]
        expect_equal(found["Instances"][0]["Placement"]["AvailabilityZone"], "us-east-1b", "zone")
        hosts = ecs.list_container_instances(cluster="harbor")["containerInstanceArns"]
        host = ecs.describe_container_instances(cluster="harbor", containerInstances=hosts)["containerInstances"][0]
        expect_equal(host["ec2InstanceId"], instance, "host")
        ec2.terminate_instances(InstanceIds=[instance])
        server.advance(60)
        expect_equal(ecs.list_container_instances(cluster="harbor")["containerInstanceArns"], [], "after its end")


def test_a_fargate_tasks_public_address():
    with Server("--fixture", "harbor", "--speed", "0") as server:
        ec2, ecs = server.client("ec2"), server.client()
        task = ecs.run_task(
            cluster="harbor", taskDefinition="web", launchType="FARGATE", networkConfiguration=FARGATE_NETWORK
        )["tasks"][0]["taskArn"]
        server.advance(120)
        details = ecs.describe_tasks(cluster="harbor", tasks=[task])["tasks"][0]["attachments"][0]["details"]
        interface = next(detail["value"] for detail in details if detail["name"] == "networkInterfaceId")
        shown = ec2.describe_network_interfaces(NetworkInterfaceIds=[interface])["NetworkInterfaces"][0]
        expect("PublicIp" in shown["Association"], "a public address")
        expect_equal(shown["Groups"][0]["GroupId"], "sg-web", "group")


def test_roles_and_their_policies():
    with Server("--fixture", "harbor", "--speed", "0") as server:
        iam = server.client("iam")
        trust = {"Version": "2012-10-17", "Statement": [
            {"Effect": "Allow", "Principal": {"Service": "ecs-tasks.amazonaws.com"}, "Action": "sts:AssumeRole"}]}
        iam.create_role(RoleName="app", AssumeRolePolicyDocument=json.dumps(trust))
        # botocore decodes the percent-encoded document.
        expect_equal(iam.get_role(RoleName="app")["Role"]["AssumeRolePolicyDocument"], trust, "trust")
        names = [role["RoleName"] for page in iam.get_paginator("list_roles").paginate(
            PaginationConfig={"PageSize": 2}) for role in page["Roles"]]
        expect("app" in names and "ecsTaskExecutionRole" in names, "roles")
        error = error_of(iam.get_role, RoleName="nobody")
        expect_equal(error["Error"]["Code"], "NoSuchEntity", "code")
        expect_equal(error["ResponseMetadata"]["HTTPStatusCode"], 404, "status")
        iam.put_role_policy(RoleName="app", PolicyName="photos", PolicyDocument=json.dumps(
            {"Statement": [{"Effect": "Allow", "Action": "s3:GetObject", "Resource": "*"}]}))
        expect_equal(iam.list_role_policies(RoleName="app")["PolicyNames"], ["photos"], "policies")
        # The fixture's cluster needs it.
        task = iam.delete_service_linked_role(RoleName="AWSServiceRoleForECS")["DeletionTaskId"]
        deletion = iam.get_service_linked_role_deletion_status(DeletionTaskId=task)
        expect_equal(deletion["Status"], "FAILED", "deletion of the role of ECS")
        expect_equal(len(deletion["Reason"]["RoleUsageList"][0]["Resources"]), 1, "what needs it")
        iam.create_instance_profile(InstanceProfileName="host")
        iam.get_waiter("instance_profile_exists").wait(InstanceProfileName="host")


def test_a_role_is_assumed():
    with Server("--fixture", "harbor", "--speed", "0") as server:
        iam, sts = server.client("iam"), server.client("sts")
        trust = {"Version": "2012-10-17", "Statement": [
            {"Effect": "Allow", "Principal": {"AWS": "123456789012"}, "Action": "sts:AssumeRole"}]}
        arn = iam.create_role(RoleName="ops", AssumeRolePolicyDocument=json.dumps(trust))["Role"]["Arn"]
        taken = sts.assume_role(RoleArn=arn, RoleSessionName="night")
        expect_equal(taken["AssumedRoleUser"]["Arn"], "arn:aws:sts::123456789012:assumed-role/ops/night", "who")


def test_repositories_secrets_and_parameters():
    with Server("--fixture", "harbor", "--speed", "0") as server:
        ecr, secrets, ssm = server.client("ecr"), server.client("secretsmanager"), server.client("ssm")
        repository = ecr.create_repository(repositoryName="harbor/web")["repository"]
        expect_equal(
            repository["repositoryUri"], "123456789012.dkr.ecr.us-east-1.amazonaws.com/harbor/web", "repository")
        ecr.put_image(repositoryName="harbor/web", imageTag="1.0", imageManifest='{"schemaVersion": 2}')
        tags = [image["imageTags"] for page in ecr.get_paginator("describe_images").paginate(
            repositoryName="harbor/web") for image in page["imageDetails"]]
        expect_equal(tags, [["1.0"]], "images")
        secrets.create_secret(Name="db", SecretBinary=b"\x00\xff")
        expect_equal(secrets.get_secret_value(SecretId="db")["SecretBinary"], b"\x00\xff", "secret")
        ssm.put_parameter(Name="/web/port", Value="80", Type="String")
        expect_equal(ssm.get_parameter(Name="/web/port")["Parameter"]["Value"], "80", "parameter")
        expect_equal(
            error_of(ssm.get_parameter, Name="/no")["Error"]["Code"], "ParameterNotFound", "a parameter that is missing")
