#!/bin/bash
# A web server on Fargate in ten minutes: copy, paste, done.
set -euo pipefail

export AWS_REGION=us-east-1
export AWS_DEFAULT_OUTPUT=json
CLUSTER=${1:-demo}
SERVICE=hello-web          # also the family of the task definition
COUNT=2

# 1. The cluster
aws ecs create-cluster \
  --cluster-name "$CLUSTER" \
  --query 'cluster.status' \
  --output text

# 2. The network: the account's default VPC, and a firewall of our own
VPC_ID=$(aws ec2 describe-vpcs \
  --filters Name=isDefault,Values=true \
  --query 'Vpcs[0].VpcId' --output text)
SUBNETS=$(aws ec2 describe-subnets \
  --filters "Name=vpc-id,Values=${VPC_ID}" \
  --query 'Subnets[].SubnetId' --output text | tr '\t' ',')
SG_ID=$(aws ec2 create-security-group --group-name "${SERVICE}-sg" \
  --description "HTTP for $SERVICE" --vpc-id "$VPC_ID" \
  --query GroupId --output text)
aws ec2 authorize-security-group-ingress --group-id "$SG_ID" \
  --protocol tcp --port 80 --cidr 0.0.0.0/0 > /dev/null
echo "network: ${#SUBNETS} characters of subnets in $VPC_ID"

# 3. The task definition
ROLE_ARN=$(aws iam get-role --role-name ecsTaskExecutionRole --query Role.Arn --output text)
aws logs create-log-group --log-group-name "/ecs/$SERVICE"
cat > task.json <<EOF
{
  "family": "$SERVICE",
  "networkMode": "awsvpc",
  "requiresCompatibilities": ["FARGATE"],
  "cpu": "256",
  "memory": "512",
  "executionRoleArn": "$ROLE_ARN",
  "containerDefinitions": [
    {
      "name": "web",
      "image": "public.ecr.aws/nginx/nginx:latest",
      "essential": true,
      "portMappings": [{ "containerPort": 80, "protocol": "tcp" }],
      "logConfiguration": {
        "logDriver": "awslogs",
        "options": {
          "awslogs-group": "/ecs/$SERVICE",
          "awslogs-region": "$AWS_REGION",
          "awslogs-stream-prefix": "web"
        }
      }
    }
  ]
}
EOF
TASK_DEF_ARN=$(aws ecs register-task-definition --cli-input-json file://task.json \
  --query 'taskDefinition.taskDefinitionArn' --output text)
echo "registered ${TASK_DEF_ARN##*/}"

# 4. The service, and a pause until it is stable
aws ecs create-service --cluster "$CLUSTER" --service-name "$SERVICE" \
  --task-definition "$TASK_DEF_ARN" --desired-count $COUNT --launch-type FARGATE \
  --network-configuration "awsvpcConfiguration={subnets=[$SUBNETS],securityGroups=[$SG_ID],assignPublicIp=ENABLED}" \
  > /dev/null && echo "created $SERVICE"
aws ecs wait services-stable --cluster "$CLUSTER" --services "$SERVICE"

# 5. Where it answers
TASK_ARN=$(aws ecs list-tasks --cluster "$CLUSTER" --service-name "$SERVICE" \
  --query 'taskArns[0]' --output text)
ENI=$(aws ecs describe-tasks --cluster "$CLUSTER" --tasks "$TASK_ARN" \
  --query "tasks[0].attachments[0].details[?name=='networkInterfaceId'].value | [0]" --output text)
[ -n "$ENI" ] && echo "it answers at a network interface of ${#ENI} characters"
aws ecs describe-services --cluster "$CLUSTER" --services "$SERVICE" \
  --query 'services[0].{running: runningCount, desired: desiredCount}' | grep -v '[{}]' | sort
aws logs filter-log-events --log-group-name "/ecs/$SERVICE" \
  --query 'events[].message' --output text | tr '\t' '\n' | uniq -c | head -n 1 | tr -s ' '

# 6. Clean up
aws ecs update-service --cluster "$CLUSTER" --service "$SERVICE" --desired-count 0 > /dev/null
aws ecs delete-service --cluster "$CLUSTER" --service "$SERVICE" > /dev/null
aws ecs wait services-inactive --cluster "$CLUSTER" --services "$SERVICE"
aws ecs deregister-task-definition --task-definition "$TASK_DEF_ARN" \
  --query taskDefinition.status --output text
aws ecs delete-cluster --cluster "$CLUSTER" --query cluster.status --output text || echo "still busy"
echo "all gone: $?"
