"""boto3 and the AWS CLI at VPC Lattice, which speaks REST JSON, and a service whose tasks it checks."""
import datetime
import json

from commandline import answer
from server import FARGATE_NETWORK, Server, expect, expect_equal
from sdk import error_of

ROLE = "arn:aws:iam::123456789012:role/weaver"


def mesh(server):
    """A target group behind a service's listener, and a role that may register there."""
    iam, lattice = server.client("iam"), server.client("vpc-lattice")
    trust = {"Version": "2012-10-17", "Statement": [{
        "Effect": "Allow", "Principal": {"Service": "ecs.amazonaws.com"}, "Action": "sts:AssumeRole"}]}
    iam.create_role(RoleName="weaver", AssumeRolePolicyDocument=json.dumps(trust))
    iam.attach_role_policy(
        RoleName="weaver", PolicyArn="arn:aws:iam::aws:policy/AmazonECSInfrastructureRolePolicyForVpcLattice")
    group = lattice.create_target_group(
        name="mesh", type="IP", tags={"team": "core"},
        config={"port": 80, "protocol": "HTTP", "vpcIdentifier": "vpc-harbor"})
    service = lattice.create_service(name="shop")
    lattice.create_listener(
        serviceIdentifier=service["id"], name="http", protocol="HTTP",
        defaultAction={"forward": {"targetGroups": [{"targetGroupIdentifier": group["id"]}]}})
    return lattice, group, service


def test_tasks_are_targets_of_vpc_lattice():
    with Server("--fixture", "harbor", "--speed", "0") as server:
        lattice, group, service = mesh(server)
        ecs = server.client("ecs")
        ecs.register_task_definition(
            family="mesh", networkMode="awsvpc", requiresCompatibilities=["FARGATE"], cpu="256", memory="512",
            containerDefinitions=[{
                "name": "web", "image": "registry.example/harbor/web:1.0",
                "portMappings": [{"name": "http", "containerPort": 80}]}])
        configurations = [{"roleArn": ROLE, "portName": "http", "targetGroupArn": group["arn"]}]
        made = ecs.create_service(
            cluster="harbor", serviceName="mesh", taskDefinition="mesh", desiredCount=2, launchType="FARGATE",
            networkConfiguration=FARGATE_NETWORK, vpcLatticeConfigurations=configurations)["service"]
        expect_equal(made["deployments"][0]["vpcLatticeConfigurations"], configurations, "configurations")
        server.advance(300)
        pages = lattice.get_paginator("list_targets").paginate(
            targetGroupIdentifier=group["arn"], PaginationConfig={"PageSize": 1})
        targets = [target for page in pages for target in page["items"]]
        expect_equal([(target["port"], target["status"]) for target in targets], [(80, "HEALTHY")] * 2, "targets")
        error = error_of(
            ecs.create_service, cluster="harbor", serviceName="other", taskDefinition="mesh", launchType="FARGATE",
            networkConfiguration=FARGATE_NETWORK,
            vpcLatticeConfigurations=[dict(configurations[0], roleArn=ROLE.replace("weaver", "nobody"))])["Error"]
        expect_equal(error["Code"], "InvalidParameterException", "a role that is not there")


def test_vpc_lattice_answers_in_rest_json():
    with Server("--fixture", "harbor", "--speed", "0") as server:
        lattice, group, service = mesh(server)
        shown = lattice.get_target_group(targetGroupIdentifier=group["id"])
        expect_equal(shown["serviceArns"], [service["arn"]], "services of the group")
        expect(isinstance(shown["createdAt"], datetime.datetime), f"createdAt is {shown['createdAt']!r}")
        expect_equal(lattice.list_tags_for_resource(resourceArn=group["arn"])["tags"], {"team": "core"}, "tags")
        lattice.tag_resource(resourceArn=group["arn"], tags={"tier": "1"})
        lattice.untag_resource(resourceArn=group["arn"], tagKeys=["team", "nothing"])
        expect_equal(lattice.list_tags_for_resource(resourceArn=group["arn"])["tags"], {"tier": "1"}, "tags")
        found = lattice.list_target_groups(targetGroupType="IP", vpcIdentifier="vpc-harbor", maxResults=5)["items"]
        expect_equal([item["name"] for item in found], ["mesh"], "groups")
        refusal = error_of(lattice.delete_target_group, targetGroupIdentifier=group["id"])
        expect_equal(
            (refusal["Error"]["Code"], refusal["resourceId"], refusal["ResponseMetadata"]["HTTPStatusCode"]),
            ("ConflictException", group["id"], 409), "a group in use")
        listener = lattice.list_listeners(serviceIdentifier=service["id"])["items"][0]
        gone = lattice.delete_listener(serviceIdentifier=service["id"], listenerIdentifier=listener["id"])
        expect_equal(gone["ResponseMetadata"]["HTTPStatusCode"], 204, "status")
        made = lattice.create_service(name="tea")
        expect_equal(made["ResponseMetadata"]["HTTPStatusCode"], 201, "status")
        expect_equal(error_of(lattice.list_resource_gateways)["Error"]["Code"], "NotSimulatedYet", "gateways")


def test_rules_and_service_networks():
    with Server("--fixture", "harbor", "--speed", "0") as server:
        lattice, group, service = mesh(server)
        listener = lattice.list_listeners(serviceIdentifier=service["id"])["items"][0]["id"]
        place = {"serviceIdentifier": service["id"], "listenerIdentifier": listener}
        rule = lattice.create_rule(
            **place, name="api", priority=10, match={"httpMatch": {"pathMatch": {"match": {"prefix": "/api"}}}},
            action={"forward": {"targetGroups": [{"targetGroupIdentifier": group["id"], "weight": 10}]}})
        expect_equal(rule["ResponseMetadata"]["HTTPStatusCode"], 201, "status")
        changed = lattice.update_rule(**place, ruleIdentifier=rule["id"], priority=20)
        expect_equal((changed["priority"], changed["isDefault"]), (20, False), "after the change")
        expect_equal(lattice.get_rule(**place, ruleIdentifier=rule["arn"])["match"], rule["match"], "match")
        expect_equal([one["isDefault"] for one in lattice.list_rules(**place)["items"]], [False, True], "rules")
        lattice.delete_rule(**place, ruleIdentifier=rule["id"])
        network = lattice.create_service_network(name="dock", tags={"team": "core"})
        expect_equal(lattice.list_tags_for_resource(resourceArn=network["arn"])["tags"], {"team": "core"}, "labels")
        joined = lattice.create_service_network_service_association(
            serviceIdentifier=service["id"], serviceNetworkIdentifier=network["id"])
        lattice.get_service_network_service_association(serviceNetworkServiceAssociationIdentifier=joined["id"])
        lattice.list_service_network_service_associations(serviceIdentifier=service["id"])
        reached = lattice.create_service_network_vpc_association(
            vpcIdentifier="vpc-harbor", serviceNetworkIdentifier=network["id"], securityGroupIds=["sg-web"])
        lattice.get_service_network_vpc_association(serviceNetworkVpcAssociationIdentifier=reached["id"])
        lattice.update_service_network_vpc_association(
            serviceNetworkVpcAssociationIdentifier=reached["id"], securityGroupIds=["sg-web"])
        listed = lattice.list_service_network_vpc_associations(vpcIdentifier="vpc-harbor")["items"]
        expect_equal([one["serviceNetworkName"] for one in listed], ["dock"], "networks of the VPC")
        lattice.update_service_network(serviceNetworkIdentifier=network["id"], authType="AWS_IAM")
        shown = lattice.get_service_network(serviceNetworkIdentifier=network["id"])
        expect_equal(
            (shown["numberOfAssociatedVPCs"], shown["numberOfAssociatedServices"]), (1, 1), "associations")
        refusal = error_of(lattice.delete_service_network, serviceNetworkIdentifier=network["id"])
        expect_equal(refusal["ResponseMetadata"]["HTTPStatusCode"], 409, "a network in use")
        lattice.delete_service_network_service_association(serviceNetworkServiceAssociationIdentifier=joined["id"])
        lattice.delete_service_network_vpc_association(serviceNetworkVpcAssociationIdentifier=reached["id"])
        lattice.delete_service_network(serviceNetworkIdentifier=network["id"])
        expect_equal(lattice.list_service_networks()["items"], [], "networks")


def test_the_aws_cli_speaks_to_vpc_lattice():
    with Server("--fixture", "harbor", "--speed", "0") as server:
        _, group, _ = mesh(server)
        shown = answer(server, "vpc-lattice", "get-target-group", "--target-group-identifier", group["arn"])
        expect_equal(shown["id"], group["id"], "the group by its ARN")
