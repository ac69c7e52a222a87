/// `aws ecs deploy` at the prompt, from its files to a deployment that has succeeded. Texts: API sheet, section 3.5.
///
/// Each call costs 5 s. The deployment begins 3 s after it was asked for and takes less than 30 minutes.
import Testing

@testable import Interpreter

@Suite struct DeployTests {
  /// A service `web` behind `blue`, with its application and deployment group, and the files of a deployment.
  private func session() throws -> Session {
    let session = try makeSession()
    let ready = session.run(
      #"""
      aws iam create-role --role-name cd --assume-role-policy-document '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"codedeploy.amazonaws.com"},"Action":"sts:AssumeRole"}]}'
      aws iam attach-role-policy --role-name cd --policy-arn arn:aws:iam::aws:policy/AWSCodeDeployRoleForECS
      LB=$(aws elbv2 create-load-balancer --name door --subnets subnet-quay-a subnet-quay-b --query 'LoadBalancers[0].LoadBalancerArn' --output text)
      BLUE=$(aws elbv2 create-target-group --name blue --protocol HTTP --port 80 --vpc-id vpc-harbor --target-type ip --query 'TargetGroups[0].TargetGroupArn' --output text)
      GREEN=$(aws elbv2 create-target-group --name green --protocol HTTP --port 80 --vpc-id vpc-harbor --target-type ip --query 'TargetGroups[0].TargetGroupArn' --output text)
      LISTENER=$(aws elbv2 create-listener --load-balancer-arn $LB --protocol HTTP --port 80 --default-actions Type=forward,TargetGroupArn=$BLUE --query 'Listeners[0].ListenerArn' --output text)
      aws ecs create-service --cluster harbor --service-name web --task-definition web:1 --desired-count 1 --launch-type FARGATE --network-configuration 'awsvpcConfiguration={subnets=[subnet-quay-a],securityGroups=[sg-web],assignPublicIp=ENABLED}' --deployment-controller type=CODE_DEPLOY --load-balancers targetGroupArn=$BLUE,containerName=web,containerPort=80
      wait until steady
      aws deploy create-application --application-name AppECS-harbor-web --compute-platform ECS
      aws deploy create-deployment-group --application-name AppECS-harbor-web --deployment-group-name DgpECS-harbor-web --service-role-arn arn:aws:iam::123456789012:role/cd --deployment-style deploymentType=BLUE_GREEN,deploymentOption=WITH_TRAFFIC_CONTROL --ecs-services serviceName=web,clusterName=harbor --blue-green-deployment-configuration 'terminateBlueInstancesOnDeploymentSuccess={action=TERMINATE,terminationWaitTimeInMinutes=5},deploymentReadyOption={actionOnTimeout=CONTINUE_DEPLOYMENT}' --load-balancer-info "targetGroupPairInfoList=[{targetGroups=[{name=blue},{name=green}],prodTrafficRoute={listenerArns=[$LISTENER]}}]"
      echo '{"family":"web","networkMode":"awsvpc","cpu":"256","memory":"512","requiresCompatibilities":["FARGATE"],"containerDefinitions":[{"name":"web","image":"registry.example/harbor/web:1.1","portMappings":[{"containerPort":80}]}]}' > task.json
      echo '{"version":0.0,"Resources":[{"TargetService":{"Type":"AWS::ECS::Service","Properties":{"TaskDefinition":"<NEW>","LoadBalancerInfo":{"ContainerName":"web","ContainerPort":80}}}}]}' > plan.json
      """#)
    #expect(ready.standardError == "")
    return session
  }

  private let deploy =
    "aws ecs deploy --cluster harbor --service web --task-definition task.json --codedeploy-appspec plan.json"

  @Test func itSaysWhatItDoesAndWaits() throws {
    let session = try session()
    let result = session.run(deploy)
    #expect(result.exitCode == 0)
    #expect(result.standardError == "")
    let lines = result.standardOutput.split(separator: "\n").map(String.init)
    let arn = "arn:aws:ecs:us-east-1:123456789012:task-definition/web:3"
    let id = session.out("aws deploy list-deployments --query 'deployments[0]' --output text").dropLast()
    #expect(
      lines == [
        "Successfully registered new ECS task definition \(arn)", "Successfully created deployment \(id)",
        "Waiting for \(id) to succeed (will wait up to 30 minutes)...",
        "Successfully deployed \(arn) to service 'web'",
      ])
    #expect(
      session.out(
        "aws ecs describe-services --cluster harbor --services web --query 'services[0].taskSets[].[status,taskDefinition]' --output text"
      ) == "PRIMARY\t\(arn)\n")
    #expect(
      session.out("aws deploy get-deployment --deployment-id \(id) --query deploymentInfo.status --output text")
        == "Succeeded\n")
    #expect(session.out("timeline web").contains("codedeploy \(id) Install Succeeded"))
    #expect(session.out("why \(id)").contains("$ \(deploy.prefix(40))"))
  }

  @Test func whatIsNotThereIsNamed() throws {
    let session = try session()
    #expect(
      session.err(deploy + " --codedeploy-application shop")
        == "\naws: [ERROR]: Failed to describe Code Deploy application:\nAn error occurred "
        + "(ApplicationDoesNotExistException) when calling the GetApplication operation: No application found for name: "
        + "shop\n")
    #expect(
      session.err(deploy + " --codedeploy-deployment-group shop")
        == "\naws: [ERROR]: Failed to describe Code Deploy deployment group:\nAn error occurred "
        + "(DeploymentGroupDoesNotExistException) when calling the GetDeploymentGroup operation: No Deployment Group "
        + "found for name: shop\n")
    #expect(
      session.err(
        "aws ecs deploy --cluster harbor --service api --task-definition task.json --codedeploy-appspec plan.json")
        == "\naws: [ERROR]: Error: Service 'api' not found in cluster 'harbor'\n")
    #expect(
      session.err("aws ecs deploy --service web --task-definition task.json --codedeploy-appspec plan.json")
        == "\naws: [ERROR]: Failed to describe ECS service:\nAn error occurred (ClusterNotFoundException) when calling "
        + "the DescribeServices operation: Cluster not found.\n")
    #expect(session.out("aws deploy list-deployments --query 'length(deployments)'") == "0\n")
  }

  @Test func aDeploymentThatFailsEndsTheWait() throws {
    let session = try session()
    _ = session.run(
      "aws elbv2 modify-listener --listener-arn $LISTENER --default-actions Type=forward,TargetGroupArn=$GREEN")
    let result = session.run(deploy)
    #expect(result.exitCode == 255)
    #expect(result.standardOutput.contains("Successfully created deployment d-"))
    #expect(!result.standardOutput.contains("Successfully deployed"))
    #expect(
      result.standardError
        == "\naws: [ERROR]: Waiter DeploymentSuccessful failed: Waiter encountered a terminal failure state: For "
        + "expression \"deploymentInfo.status\" we matched expected path: \"Failed\"\n")
  }

  @Test func oneLineIsOneCallToWhoeverLooksBack() throws {
    let session = try session()
    let result = session.run(deploy + " --codedeploy-application shop")
    #expect(result.exitCode == 255)
    #expect(session.out("why").hasPrefix("ecs deploy was answered with ApplicationDoesNotExistException"))
  }
}
