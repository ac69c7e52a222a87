"""CodeDeploy's deployments to a service of ECS, as boto3 and the real AWS CLI see them."""
import hashlib
import json

from balancing import QUICK, make_door
from sdk import Advancing, error_of
from server import Server, create_service, expect, expect_equal

GROUP = dict(applicationName="AppECS-harbor-web", deploymentGroupName="DgpECS-harbor-web")
ROLE = {"Version": "2012-10-17", "Statement": [{
    "Effect": "Allow", "Principal": {"Service": "codedeploy.amazonaws.com"}, "Action": "sts:AssumeRole"}]}


def appspec(task_definition):
    return json.dumps({"version": 0.0, "Resources": [{"TargetService": {
        "Type": "AWS::ECS::Service", "Properties": {
            "TaskDefinition": task_definition, "LoadBalancerInfo": {"ContainerName": "web", "ContainerPort": 80}}}}]})


def make_group(server, **more):
    """A steady service `web` behind the target group `blue`, with its application and deployment group."""
    ecs, elb, iam, deploy = (server.client(name) for name in ("ecs", "elbv2", "iam", "codedeploy"))
    role = iam.create_role(RoleName="cd", AssumeRolePolicyDocument=json.dumps(ROLE))["Role"]["Arn"]
    iam.attach_role_policy(RoleName="cd", PolicyArn="arn:aws:iam::aws:policy/AWSCodeDeployRoleForECS")
    _, blue, listener = make_door(elb)
    elb.create_target_group(Name="green", Protocol="HTTP", Port=80, VpcId="vpc-harbor", TargetType="ip")
    create_service(
        ecs, deploymentController={"type": "CODE_DEPLOY"}, loadBalancers=[
            {"targetGroupArn": blue["TargetGroupArn"], "containerName": "web", "containerPort": 80}])
    server.advance(240)
    deploy.create_application(applicationName=GROUP["applicationName"], computePlatform="ECS")
    deploy.create_deployment_group(
        **GROUP, serviceRoleArn=role, ecsServices=[{"serviceName": "web", "clusterName": "harbor"}],
        deploymentStyle={"deploymentType": "BLUE_GREEN", "deploymentOption": "WITH_TRAFFIC_CONTROL"},
        blueGreenDeploymentConfiguration={
            "terminateBlueInstancesOnDeploymentSuccess": {"action": "TERMINATE", "terminationWaitTimeInMinutes": 1},
            "deploymentReadyOption": more.pop("ready", {"actionOnTimeout": "CONTINUE_DEPLOYMENT"})},
        loadBalancerInfo={"targetGroupPairInfoList": [{
            "targetGroups": [{"name": "blue"}, {"name": "green"}],
            "prodTrafficRoute": {"listenerArns": [listener["ListenerArn"]]}}]}, **more)
    return deploy


def test_every_operation_of_codedeploy():
    with Server("--fixture", "harbor", "--speed", "0") as server:
        tried = set()
        deploy = make_group(
            server, ready={"actionOnTimeout": "STOP_DEPLOYMENT", "waitTimeInMinutes": 60},
            autoRollbackConfiguration={"enabled": True, "events": ["DEPLOYMENT_STOP_ON_REQUEST"]})
        deploy.meta.events.register("before-call.codedeploy.*", lambda model, **_: tried.add(model.name))
        app = {"applicationName": GROUP["applicationName"]}
        expect_equal(deploy.get_application(**app)["application"]["computePlatform"], "ECS", "platform")
        expect_equal(deploy.list_applications()["applications"], [GROUP["applicationName"]], "applications")
        expect_equal(
            deploy.list_deployment_groups(**app)["deploymentGroups"], [GROUP["deploymentGroupName"]], "groups")
        error = error_of(deploy.create_application, computePlatform="ECS", **app)["Error"]
        expect_equal(error["Code"], "ApplicationAlreadyExistsException", "error")
        content = appspec("web:2")
        revision = {"revisionType": "AppSpecContent", "appSpecContent": {
            "content": content, "sha256": hashlib.sha256(content.encode()).hexdigest()}}
        first = deploy.create_deployment(**GROUP, revision=revision)["deploymentId"]
        server.advance(120)
        expect_equal(deploy.get_deployment(deploymentId=first)["deploymentInfo"]["status"], "Ready", "status")
        deploy.continue_deployment(deploymentId=first, deploymentWaitType="READY_WAIT")
        with Advancing(server):
            deploy.get_waiter("deployment_successful").wait(deploymentId=first, WaiterConfig=QUICK)
        target = deploy.get_deployment_target(deploymentId=first, targetId="harbor:web")["deploymentTarget"]["ecsTarget"]
        expect_equal(
            [(each["lifecycleEventName"], each["status"]) for each in target["lifecycleEvents"]],
            [(name, "Succeeded") for name in (
                "BeforeInstall", "Install", "AfterInstall", "BeforeAllowTraffic", "AllowTraffic", "AfterAllowTraffic")],
            "events")
        info = deploy.get_deployment_group(**GROUP)["deploymentGroupInfo"]
        expect_equal(info["lastSuccessfulDeployment"]["deploymentId"], first, "newest")
        expect_equal(
            info["targetRevision"]["appSpecContent"], {"sha256": revision["appSpecContent"]["sha256"]}, "revision")
        second = deploy.create_deployment(**GROUP, revision=revision)["deploymentId"]
        error = error_of(deploy.create_deployment, **GROUP, revision=revision)["Error"]
        expect_equal(error["Code"], "DeploymentLimitExceededException", "error")
        server.advance(20)
        expect_equal(deploy.stop_deployment(deploymentId=second)["status"], "Succeeded", "stop")
        back = deploy.get_deployment(deploymentId=second)["deploymentInfo"]["rollbackInfo"]["rollbackDeploymentId"]
        with Advancing(server):
            deploy.get_waiter("deployment_successful").wait(deploymentId=back, WaiterConfig=QUICK)
        expect_equal(deploy.list_deployments(**GROUP)["deployments"], [back, second, first], "deployments")
        deploy.delete_deployment_group(**GROUP)
        deploy.delete_application(**app)
        # Called before the listening began.
        tried.add("CreateDeploymentGroup")
        known = {
            "CreateApplication", "GetApplication", "ListApplications", "DeleteApplication", "CreateDeploymentGroup",
            "GetDeploymentGroup", "ListDeploymentGroups", "DeleteDeploymentGroup", "CreateDeployment", "GetDeployment",
            "GetDeploymentTarget", "ListDeployments", "ContinueDeployment", "StopDeployment"}
        expect_equal(tried, known, "operations")
