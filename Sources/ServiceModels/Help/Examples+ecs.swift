/// Lines that a newcomer may type, by operation of Amazon ECS: what one wants, and under it the line.
///
/// In: nothing. Out: text in the form of `HelpExamples`. Each line is one that the command line accepts; a test holds it
/// to that. Names are those of the company Harbor.
extension HelpText {
  static let ecsExamples = #"""
    CreateCluster
      Make a cluster called pier
      aws ecs create-cluster --cluster-name pier
      Make one with labels and Container Insights
      aws ecs create-cluster --cluster-name pier --settings name=containerInsights,value=enabled --tags key=team,value=web
    DescribeClusters
      See how much runs in a cluster
      aws ecs describe-clusters --clusters harbor
      Only the counts, as a table
      aws ecs describe-clusters --clusters harbor --query 'clusters[].[clusterName,runningTasksCount,pendingTasksCount]' --output table
    ListClusters
      See which clusters there are
      aws ecs list-clusters
    UpdateClusterSettings
      Switch Container Insights on
      aws ecs update-cluster-settings --cluster harbor --settings name=containerInsights,value=enabled
    PutClusterCapacityProviders
      Let tasks run on Fargate, mostly on Spot
      aws ecs put-cluster-capacity-providers --cluster harbor --capacity-providers FARGATE FARGATE_SPOT --default-capacity-provider-strategy capacityProvider=FARGATE,weight=1,base=1 capacityProvider=FARGATE_SPOT,weight=3
    DeleteCluster
      Delete an empty cluster
      aws ecs delete-cluster --cluster pier
    RegisterTaskDefinition
      Print a blank blueprint to fill in
      aws ecs register-task-definition --generate-cli-skeleton
      Register one from a file
      aws ecs register-task-definition --cli-input-json file://web.json
      Register a small one on the line
      aws ecs register-task-definition --family hello --network-mode awsvpc --requires-compatibilities FARGATE --cpu 256 --memory 512 --container-definitions name=hello,image=nginx,essential=true
    DescribeTaskDefinition
      Show the latest active revision of a family
      aws ecs describe-task-definition --task-definition web
      Which image a revision runs
      aws ecs describe-task-definition --task-definition web:2 --query 'taskDefinition.containerDefinitions[].image'
    ListTaskDefinitions
      List the revisions of a family, newest first
      aws ecs list-task-definitions --family-prefix web --sort DESC
    ListTaskDefinitionFamilies
      List families that have an active revision
      aws ecs list-task-definition-families --status ACTIVE
    DeregisterTaskDefinition
      Retire a revision; what runs by it goes on
      aws ecs deregister-task-definition --task-definition web:1
    DeleteTaskDefinitions
      Delete retired revisions
      aws ecs delete-task-definitions --task-definitions web:1
    RunTask
      Run one task on Fargate
      aws ecs run-task --cluster harbor --task-definition worker --launch-type FARGATE --network-configuration 'awsvpcConfiguration={subnets=[subnet-quay-a],securityGroups=[sg-web],assignPublicIp=ENABLED}'
      Run it with another command
      aws ecs run-task --cluster harbor --task-definition worker --launch-type FARGATE --network-configuration 'awsvpcConfiguration={subnets=[subnet-quay-a],securityGroups=[sg-web],assignPublicIp=ENABLED}' --overrides 'containerOverrides=[{name=worker,command=[echo,hi]}]'
    StopTask
      Stop a task, and say why
      aws ecs stop-task --cluster harbor --task 1dc5c17a422b4dc4b493371970c6c4d6 --reason 'no longer needed'
    DescribeTasks
      Why a task stopped
      aws ecs describe-tasks --cluster harbor --tasks 1dc5c17a422b4dc4b493371970c6c4d6 --query 'tasks[].[lastStatus,stopCode,stoppedReason,containers[].exitCode]'
    ListTasks
      List what runs for a service
      aws ecs list-tasks --cluster harbor --service-name web
      List tasks that have stopped
      aws ecs list-tasks --cluster harbor --desired-status STOPPED
    ExecuteCommand
      Open a shell in a container; exit leaves it
      aws ecs execute-command --cluster harbor --task 1dc5c17a422b4dc4b493371970c6c4d6 --container web --interactive --command /bin/sh
      Look at its environment
      aws ecs execute-command --cluster harbor --task 1dc5c17a422b4dc4b493371970c6c4d6 --interactive --command env
    UpdateTaskProtection
      Keep a task from being scaled in for an hour
      aws ecs update-task-protection --cluster harbor --tasks 1dc5c17a422b4dc4b493371970c6c4d6 --protection-enabled --expires-in-minutes 60
    CreateService
      Keep two copies of web running on Fargate
      aws ecs create-service --cluster harbor --service-name web --task-definition web:1 --desired-count 2 --launch-type FARGATE --network-configuration 'awsvpcConfiguration={subnets=[subnet-quay-a,subnet-quay-b],securityGroups=[sg-web],assignPublicIp=ENABLED}'
      Roll back by itself when a deployment fails
      aws ecs create-service --cluster harbor --service-name api --task-definition api --desired-count 2 --deployment-configuration 'deploymentCircuitBreaker={enable=true,rollback=true}'
    UpdateService
      Run more copies
      aws ecs update-service --cluster harbor --service web --desired-count 4
      Roll out a new revision
      aws ecs update-service --cluster harbor --service web --task-definition web:2
      Start all tasks anew, with commands allowed in them
      aws ecs update-service --cluster harbor --service web --force-new-deployment --enable-execute-command
    DescribeServices
      How far a deployment is
      aws ecs describe-services --cluster harbor --services web --query 'services[].deployments[].[status,rolloutState,runningCount,desiredCount]' --output table
      The newest events
      aws ecs describe-services --cluster harbor --services web --query 'services[0].events[:5].message'
    ListServices
      List the services of a cluster
      aws ecs list-services --cluster harbor
    DeleteService
      Delete a service and stop its tasks
      aws ecs delete-service --cluster harbor --service web --force
    ListServiceDeployments
      List a service's deployments, newest first
      aws ecs list-service-deployments --cluster harbor --service web
    DescribeServiceDeployments
      Show one deployment
      aws ecs describe-service-deployments --service-deployment-arns arn:aws:ecs:us-east-1:123456789012:service-deployment/harbor/web/tFbOKXPdHpB60UsQfYuiP
    StopServiceDeployment
      Stop a deployment and roll it back
      aws ecs stop-service-deployment --service-deployment-arn arn:aws:ecs:us-east-1:123456789012:service-deployment/harbor/web/tFbOKXPdHpB60UsQfYuiP --stop-type ROLLBACK
    CreateCapacityProvider
      Let ECS scale an Auto Scaling group
      aws ecs create-capacity-provider --name harbor-instances --auto-scaling-group-provider 'autoScalingGroupArn=arn:aws:autoscaling:us-east-1:123456789012:autoScalingGroup:1:autoScalingGroupName/harbor,managedScaling={status=ENABLED,targetCapacity=90}'
    DescribeCapacityProviders
      Show them all
      aws ecs describe-capacity-providers
    DescribeContainerInstances
      How much room is left on an instance
      aws ecs describe-container-instances --cluster harbor --container-instances 1dc5c17a422b4dc4b493371970c6c4d6 --query 'containerInstances[].remainingResources[].[name,integerValue]'
    ListContainerInstances
      List the instances that take tasks
      aws ecs list-container-instances --cluster harbor --status ACTIVE
    UpdateContainerInstancesState
      Empty an instance before maintenance
      aws ecs update-container-instances-state --cluster harbor --container-instances 1dc5c17a422b4dc4b493371970c6c4d6 --status DRAINING
    PutAttributes
      Label an instance for placement
      aws ecs put-attributes --cluster harbor --attributes name=rack,value=1,targetType=container-instance,targetId=1dc5c17a422b4dc4b493371970c6c4d6
    ListAccountSettings
      What holds for you
      aws ecs list-account-settings --effective-settings
    PutAccountSetting
      Switch Container Insights on for new clusters
      aws ecs put-account-setting --name containerInsights --value enabled
    TagResource
      Label a cluster
      aws ecs tag-resource --resource-arn arn:aws:ecs:us-east-1:123456789012:cluster/harbor --tags key=team,value=web
    UntagResource
      Take a label off
      aws ecs untag-resource --resource-arn arn:aws:ecs:us-east-1:123456789012:cluster/harbor --tag-keys team
    ListTagsForResource
      Show labels
      aws ecs list-tags-for-resource --resource-arn arn:aws:ecs:us-east-1:123456789012:cluster/harbor
    CreateExpressGatewayService
      From an image to a web address in one line
      aws ecs create-express-gateway-service --service-name shop --primary-container image=nginx --execution-role-arn arn:aws:iam::123456789012:role/ecsTaskExecutionRole --infrastructure-role-arn arn:aws:iam::123456789012:role/ecsInfrastructureRole
    """#
}
