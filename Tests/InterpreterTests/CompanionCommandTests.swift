/// Services beside ECS at the prompt. Layouts: API sheet, section 3.4.
import Testing

@testable import Interpreter

@Suite struct CompanionCommandTests {
  @Test func subnetsAreQueriedAsText() throws {
    #expect(
      try out(
        "aws ec2 describe-subnets --filters Name=availability-zone,Values=us-east-1b "
          + "--query 'Subnets[].[SubnetId,CidrBlock,AvailableIpAddressCount]' --output text")
        == "subnet-quay-b\t10.0.2.0/24\t251\n")
  }

  @Test func theWebsGroupIsOpenOnItsPort() throws {
    #expect(
      try out(
        "aws ec2 describe-security-groups --group-ids sg-web --output text "
          + "--query 'SecurityGroups[0].IpPermissions[0].[IpProtocol,FromPort,IpRanges[0].CidrIp]'")
        == "tcp\t80\t0.0.0.0/0\n")
  }

  @Test func policyDocumentsAreShownAsDocuments() throws {
    #expect(
      try out(
        "aws iam get-role --role-name ecsTaskExecutionRole --query Role.AssumeRolePolicyDocument.Statement[0].Principal"
      )
        == "{\n    \"Service\": \"ecs-tasks.amazonaws.com\"\n}\n")
  }

  @Test func aRoleIsTakenForAWhileByItsKey() throws {
    let session = try makeSession()
    let trust =
      #"{"Version":"2012-10-17","Statement":{"Effect":"Allow","Principal":{"AWS":"123456789012"},"Action":"sts:AssumeRole"}}"#
    _ = session.run(
      """
      aws iam create-role --role-name ops --assume-role-policy-document '\(trust)'
      export AWS_ACCESS_KEY_ID=$(aws sts assume-role --role-arn arn:aws:iam::123456789012:role/ops \
      --role-session-name night --query Credentials.AccessKeyId --output text)
      """)
    let caller = "arn:aws:sts::123456789012:assumed-role/ops/night"
    #expect(session.out("aws sts get-caller-identity --query Arn --output text") == caller + "\n")
    #expect(
      session.err("aws ecs delete-cluster --cluster harbor").contains(
        "(AccessDeniedException) when calling the DeleteCluster operation: User: \(caller) is not authorized to perform: "
          + "ecs:DeleteCluster on resource: arn:aws:ecs:us-east-1:123456789012:cluster/harbor because no identity-based "
          + "policy allows the ecs:DeleteCluster action"))
    _ = session.run("wait 61m")
    #expect(session.err("aws ecs list-clusters").contains("ExpiredTokenException"))
    #expect(
      session.out("unset AWS_ACCESS_KEY_ID; aws sts get-caller-identity --query Arn --output text").hasSuffix(
        ":user/learner\n"))
  }

  @Test func aTasksPublicAddressIsFoundByItsInterface() throws {
    let session = try makeSession()
    _ = session.run(createWeb)
    _ = session.run("wait 2m")
    let address = session.out(
      """
      TASK=$(aws ecs list-tasks --cluster harbor --query 'taskArns[0]' --output text)
      ENI=$(aws ecs describe-tasks --cluster harbor --tasks $TASK \
      --query "tasks[0].attachments[0].details[?name=='networkInterfaceId'].value" --output text)
      aws ec2 describe-network-interfaces --network-interface-ids $ENI \
      --query 'NetworkInterfaces[0].Association.PublicIp' --output text
      """)
    #expect(address.hasPrefix("198.1") && address.split(separator: ".").count == 4)
  }

  @Test func aHostJoinsTheClusterOfItsUserData() throws {
    let session = try makeSession()
    _ = session.run(
      """
      aws ec2 run-instances --image-id ami-1 --instance-type t3.medium --subnet-id subnet-quay-a \
      --user-data '#!/bin/bash echo ECS_CLUSTER=harbor >> /etc/ecs/ecs.config'
      """)
    _ = session.run("wait 100s")
    #expect(
      session.out(
        "aws ecs list-container-instances --cluster harbor --query 'length(containerInstanceArns)' --output text")
        == "1\n")
  }
}
