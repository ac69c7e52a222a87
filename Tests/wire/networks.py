"""boto3 at EC2: a network from nothing, and launch templates."""
from server import Server, expect_equal
from sdk import error_of


def test_a_network_of_ones_own_lets_tasks_pull():
    with Server("--fixture", "harbor", "--speed", "0") as server:
        ec2, ecs = server.client("ec2"), server.client("ecs")
        vpc = ec2.create_vpc(
            CidrBlock="10.9.0.0/16",
            TagSpecifications=[{"ResourceType": "vpc", "Tags": [{"Key": "Name", "Value": "dock"}]}])["Vpc"]
        expect_equal(vpc["Tags"], [{"Key": "Name", "Value": "dock"}], "tags")
        subnets = [
            ec2.create_subnet(VpcId=vpc["VpcId"], CidrBlock=f"10.9.{number}.0/24")["Subnet"]["SubnetId"]
            for number in (1, 2)]
        gateway = ec2.create_internet_gateway()["InternetGateway"]["InternetGatewayId"]
        ec2.attach_internet_gateway(InternetGatewayId=gateway, VpcId=vpc["VpcId"])
        tables = []
        for subnet in subnets:
            table = ec2.create_route_table(VpcId=vpc["VpcId"])["RouteTable"]["RouteTableId"]
            ec2.associate_route_table(RouteTableId=table, SubnetId=subnet)
            tables.append(table)
        expect_equal(
            ec2.create_route(RouteTableId=tables[0], DestinationCidrBlock="0.0.0.0/0", GatewayId=gateway)["Return"],
            True, "return")
        address = ec2.allocate_address(Domain="vpc")["AllocationId"]
        nat = ec2.create_nat_gateway(SubnetId=subnets[0], AllocationId=address)["NatGateway"]["NatGatewayId"]
        ec2.create_route(RouteTableId=tables[1], DestinationCidrBlock="0.0.0.0/0", NatGatewayId=nat)
        ec2.get_waiter("nat_gateway_available").wait(NatGatewayIds=[nat])
        ec2.modify_subnet_attribute(SubnetId=subnets[0], MapPublicIpOnLaunch={"Value": True})
        tasks = [
            ecs.run_task(
                cluster="harbor", taskDefinition="web:1", launchType="FARGATE",
                networkConfiguration={"awsvpcConfiguration": {
                    "subnets": [subnet], "assignPublicIp": public}})["tasks"][0]["taskArn"]
            for subnet, public in ((subnets[0], "ENABLED"), (subnets[0], "DISABLED"), (subnets[1], "DISABLED"))]
        server.advance(300)
        found = ecs.describe_tasks(cluster="harbor", tasks=tasks)["tasks"]
        expect_equal([task["lastStatus"] for task in found], ["RUNNING", "STOPPED", "RUNNING"], "statuses")
        error = error_of(ec2.delete_vpc, VpcId=vpc["VpcId"])["Error"]
        expect_equal(error["Code"], "DependencyViolation", "a VPC in use")


def test_launch_templates_and_their_versions():
    with Server("--fixture", "harbor", "--speed", "0") as server:
        ec2, groups = server.client("ec2"), server.client("autoscaling")
        made = ec2.create_launch_template(
            LaunchTemplateName="hosts", LaunchTemplateData={"ImageId": "ami-1", "InstanceType": "t3.small"})
        template = made["LaunchTemplate"]["LaunchTemplateId"]
        ec2.create_launch_template_version(
            LaunchTemplateId=template, SourceVersion="1", LaunchTemplateData={"InstanceType": "t3.large"})
        ec2.modify_launch_template(LaunchTemplateId=template, DefaultVersion="2")
        pages = ec2.get_paginator("describe_launch_template_versions").paginate(LaunchTemplateId=template)
        versions = [version for page in pages for version in page["LaunchTemplateVersions"]]
        expect_equal(
            [(version["VersionNumber"], version["DefaultVersion"]) for version in versions], [(2, True), (1, False)],
            "versions")
        instance = ec2.run_instances(
            LaunchTemplate={"LaunchTemplateName": "hosts", "Version": "1"}, SubnetId="subnet-quay-a", MinCount=1,
            MaxCount=1)["Instances"][0]
        expect_equal(instance["InstanceType"], "t3.small", "type")
        groups.create_auto_scaling_group(
            AutoScalingGroupName="hosts", MinSize=1, MaxSize=1, VPCZoneIdentifier="subnet-quay-a",
            LaunchTemplate={"LaunchTemplateId": template, "Version": "$Latest"})
        server.advance(60)
        group = groups.describe_auto_scaling_groups()["AutoScalingGroups"][0]
        expect_equal(group["Instances"][0]["InstanceType"], "t3.large", "type")
        attribute = ec2.describe_instance_attribute(
            InstanceId=group["Instances"][0]["InstanceId"], Attribute="instanceType")
        expect_equal(attribute["InstanceType"]["Value"], "t3.large", "attribute")
        error = error_of(ec2.run_instances, LaunchTemplate={"LaunchTemplateName": "no"}, MinCount=1, MaxCount=1)["Error"]
        expect_equal(error["Code"], "InvalidLaunchTemplateName.NotFoundException", "no template")


def test_labels_settings_and_versions_of_ec2():
    with Server("--fixture", "harbor", "--speed", "0") as server:
        ec2 = server.client("ec2")
        vpc = ec2.describe_vpcs()["Vpcs"][0]["VpcId"]
        template = ec2.create_launch_template(
            LaunchTemplateName="hosts", LaunchTemplateData={"InstanceType": "t3.small"})["LaunchTemplate"]
        ec2.create_tags(
            Resources=[vpc, template["LaunchTemplateId"]], Tags=[{"Key": "team", "Value": "core"}, {"Key": "tier"}])
        found = ec2.get_paginator("describe_tags").paginate(
            Filters=[{"Name": "key", "Values": ["team"]}], PaginationConfig={"PageSize": 5})
        expect_equal(
            [(tag["ResourceType"], tag["ResourceId"], tag["Value"]) for page in found for tag in page["Tags"]],
            [("vpc", vpc, "core"), ("launch-template", template["LaunchTemplateId"], "core")], "labels")
        ec2.delete_tags(Resources=[vpc], Tags=[{"Key": "team"}])
        ec2.delete_tags(Resources=[template["LaunchTemplateId"]])
        left = [(tag["ResourceId"], tag["Key"]) for tag in ec2.describe_tags()["Tags"]]
        expect_equal(left, [(vpc, "tier")], "labels that are left")
        expect_equal(
            error_of(ec2.create_tags, Resources=["vpc-0"], Tags=[{"Key": "a"}])["Error"]["Code"],
            "InvalidVpcID.NotFound", "a VPC that is not there")
        ec2.modify_vpc_attribute(VpcId=vpc, EnableDnsHostnames={"Value": True})
        shown = ec2.describe_vpc_attribute(VpcId=vpc, Attribute="enableDnsHostnames")
        expect_equal(shown["EnableDnsHostnames"], {"Value": True}, "a setting of the VPC")
        ec2.create_launch_template_version(LaunchTemplateName="hosts", LaunchTemplateData={"InstanceType": "t3.large"})
        gone = ec2.delete_launch_template_versions(LaunchTemplateName="hosts", Versions=["1", "2"])
        expect_equal(
            [one["VersionNumber"] for one in gone["SuccessfullyDeletedLaunchTemplateVersions"]], [2], "gone")
        kept = gone["UnsuccessfullyDeletedLaunchTemplateVersions"][0]
        expect_equal((kept["VersionNumber"], kept["ResponseError"]["Code"]), (1, "unexpectedError"), "the default")
