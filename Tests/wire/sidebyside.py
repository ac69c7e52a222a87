"""The same lines typed to the real AWS CLI (at `drydock serve`) and at our prompt, in two worlds that began the same.

What both print, on both channels, and how they end, has to be the same, but for what `differences.Version` names.
"""
import itertools
import json
import tempfile

from codedeploy import ROLE, appspec
from differences import Version
from managed import AGENT, PROVIDER
from server import Server, expect
from sides import Real, Talk, has_version_2, version_2

NETWORK = "'awsvpcConfiguration={subnets=[subnet-quay-a],securityGroups=[sg-web],assignPublicIp=ENABLED}'"
# What version 1 has too is asked of it alone: version 2 takes a minute for all five.
FORMATS = {1: ["json", "text", "table"], 2: ["json", "yaml", "yaml-stream"]}


class Comparison:
    """One world on each side; counts the lines and keeps what differs."""

    def __init__(self, version, talk):
        self.version, self.talk = version, talk
        self.count, self.wrong = 0, []
        self.formats = FORMATS[version.number]

    def __call__(self, line):
        """Types a line on both sides; returns what the real one printed."""
        self.count += 1
        real, own = self.talk.ask(line)
        text, own_text = self.version.text(real["err"]), self.version.text(own["err"])
        for what, theirs, mine in [
            ("prints", self.version.out(real["out"], line), self.version.out(own["out"], line)), ("says", text, own_text),
            ("status", self.version.status(real, text), own["status"]),
        ]:
            if theirs != mine:
                self.wrong.append(f"{line}\n  {what} {theirs!r}\n    ours {mine!r}")
                break
        return real["out"].strip()

    def views(self, line, queries=()):
        """A question in every format, whole and through each query."""
        for format, query in itertools.product(self.formats, ("", *queries)):
            self(f"{line} --output {format}" + (f" --query '{query}'" if query else ""))


def compare(scenes, version, make):
    """Plays the scenes; prints how many lines there were. `make` starts the real CLI for an endpoint and a folder."""
    wrong, count = [], 0
    for scene in scenes:
        with tempfile.TemporaryDirectory(prefix="drydock-wire-") as folder, tempfile.TemporaryDirectory() as data:
            options = ["--fixture", "harbor", "--seed", "7"]
            with Server("--sandbox", "side", "--speed", "0", *options, data=data) as server:
                with Talk(make(server.url, folder), *options, "--fresh") as talk:
                    each = Comparison(version, talk)
                    scene(each)
                    count += each.count
                    wrong += each.wrong
    print(f"  version {version.number}: {count} lines on both sides, {len(wrong)} differ")
    expect(not wrong, f"{len(wrong)} lines differ, among them:\n" + "\n".join(wrong[:8]))


# Scenes

def clusters(aws):
    aws.views("aws ecs list-clusters", ["clusterArns", "clusterArns[0]", "length(clusterArns)", "nothing", "clusterArns[9]"])
    aws("aws ecs create-cluster --cluster-name lab --tags key=team,value=core key=env,value=lab")
    aws("aws ecs create-cluster --cluster-name lab")
    aws("aws ecs create-cluster --cluster-name lab --settings name=containerInsights,value=enabled")
    aws("aws ecs create-cluster --cluster-name 'a b'")
    aws("aws ecs create-cluster --output text")
    aws("aws ecs create-cluster --cluster-name dry --output table")
    aws.views("aws ecs describe-clusters --clusters harbor lab nope --include TAGS SETTINGS", [
        "clusters", "clusters[].clusterName", "clusters[0]", "clusters[].{Name:clusterName,S:status,N:runningTasksCount}",
        "clusters[].[clusterName,status]", "clusters[0].tags", "clusters[].tags[]", "failures", "failures[].reason",
        "clusters[?status==`ACTIVE`].clusterArn | [0]", "sort_by(clusters,&clusterName)[].settings", "clusters[0].tags[0].key",
        "clusters[0].runningTasksCount", "clusters[0].nothing", "clusters[].nothing", "{A:clusters[0].clusterName,B:failures}",
        "clusters[].{Name:clusterName,Tags:tags}", "length(@)", "[clusters[0].clusterName,`null`,`true`,`1.5`]", "`[]`", "`{}`",
        "`\"\"`", "`0`", "`false`", "clusters[].[clusterName,[status,tags]]", "clusters[].settings[].*", "keys(clusters[0])"])
    aws("aws ecs describe-clusters")
    aws("aws ecs describe-clusters --clusters")
    aws("aws ecs describe-clusters --clusters harbor --include NOPE")
    aws("aws ecs describe-clusters --clusters harbor lab --include TAGS SETTINGS --output table --color on")
    aws("aws ecs list-clusters --output table --color on")
    aws("aws ecs list-clusters --output table --color off")
    aws("aws ecs update-cluster --cluster lab --settings name=containerInsights,value=enabled --output yaml-no")
    aws("aws ecs update-cluster --cluster lab --settings name=containerInsights,value=enabled")
    aws("aws ecs update-cluster-settings --cluster lab --settings name=containerInsights,value=disabled --output text")
    aws("aws ecs update-cluster-settings --cluster nope --settings name=containerInsights,value=disabled")
    aws("aws ecs put-cluster-capacity-providers --cluster lab --capacity-providers FARGATE FARGATE_SPOT "
        "--default-capacity-provider-strategy capacityProvider=FARGATE,weight=1,base=1 --output table")
    aws("aws ecs tag-resource --resource-arn arn:aws:ecs:us-east-1:123456789012:cluster/lab --tags key=owner,value=me")
    aws.views("aws ecs list-tags-for-resource --resource-arn arn:aws:ecs:us-east-1:123456789012:cluster/lab", ["tags[].key"])
    aws("aws ecs untag-resource --resource-arn arn:aws:ecs:us-east-1:123456789012:cluster/lab --tag-keys owner --output table")
    aws("aws ecs delete-cluster --cluster lab --output text")
    aws("aws ecs delete-cluster --cluster nope")
    aws("aws ecs describe-clusters --clusters lab --output text")
    aws.views("aws ecs list-account-settings --effective-settings", ["settings[].[name,value]", "settings[0]"])
    aws("aws ecs put-account-setting --name containerInsights --value enabled")
    aws("aws ecs put-account-setting-default --name taskLongArnFormat --value enabled --output table")
    aws("aws ecs delete-account-setting --name containerInsights --output text")
    aws("aws ecs put-account-setting --name nope --value enabled")


def pages(aws):
    for number in range(23):
        aws(f"aws ecs create-cluster --cluster-name c{number:02} --query cluster.clusterName --output text")
    for line in ["aws ecs list-clusters", "aws ecs list-task-definition-families", "aws ecs list-task-definitions"]:
        for options in ["", "--max-items 3", "--page-size 2 --max-items 5", "--page-size 5", "--no-paginate", "--max-items 0",
                        "--max-items -1", "--max-items 23", "--max-items 1000", "--page-size 0", "--page-size 101",
                        "--max-items 3 --query NextToken", "--max-items 3 --query '@'", "--max-results 2", "--max-results 2 --max-items 1",
                        "--no-paginate --max-items 1", "--starting-token nonsense", "--starting-token ''", "--next-token nonsense"]:
            for format in aws.formats:
                aws(f"{line} {options} --output {format}")
        token = json.loads(aws(f"{line} --page-size 2 --max-items 3")).get("NextToken")
        if token:
            aws(f"{line} --starting-token {token}")
            aws(f"{line} --starting-token {token} --max-items 2 --page-size 3 --output text")
            aws(f"{line} --starting-token {token} --output table --query 'not_null(clusterArns,families,taskDefinitionArns)[0]'")
    for query in ["clusterArns[0]", "length(clusterArns)", "clusterArns[?contains(@,`c1`)]"]:
        aws(f"aws ecs list-clusters --page-size 5 --output text --query '{query}'")
        aws(f"aws ecs list-clusters --page-size 5 --output table --query '{query}'")


def task_definitions(aws):
    aws.talk.file("web.json", json.dumps({
        "family": "shop", "networkMode": "awsvpc", "cpu": "256", "memory": "512", "requiresCompatibilities": ["FARGATE"],
        "containerDefinitions": [{
            "name": "app", "image": "web", "portMappings": [{"containerPort": 8080}],
            "environment": [{"name": "GREETING", "value": "ahoi ⚓ \"du\""}], "command": ["sh", "-c", "sleep 1"]}]}))
    aws("aws ecs register-task-definition --cli-input-json file://web.json")
    aws("aws ecs register-task-definition --cli-input-json file://web.json --family shop2 --output table")
    aws("aws ecs register-task-definition --cli-input-json file://web.json --tags key=a,value=b --output text")
    aws("aws ecs register-task-definition --cli-input-json file://nope.json")
    aws("aws ecs register-task-definition --family x --container-definitions name=a,image=b,memory=64")
    aws("aws ecs register-task-definition --family x --container-definitions name=a,image=b,memory=abc")
    aws("aws ecs register-task-definition --family x --container-definitions '[{\"name\":\"a\",\"image\":\"b\",\"memory\":\"64\"}]'")
    aws("aws ecs register-task-definition --family x --container-definitions '[{\"image\":1}]' --cpu 5")
    aws("aws ecs register-task-definition --family x --container-definitions name=a,image=b")
    aws.views("aws ecs describe-task-definition --task-definition shop:1", [
        "taskDefinition.containerDefinitions[0]", "taskDefinition.containerDefinitions[].portMappings[]", "taskDefinition.volumes",
        "taskDefinition.containerDefinitions[0].environment", "taskDefinition.registeredAt", "taskDefinition.[family,revision,cpu]",
        "taskDefinition.requiresAttributes[].name", "taskDefinition.containerDefinitions[0].command"])
    aws.views("aws ecs describe-task-definition --task-definition web --include TAGS")
    aws("aws ecs describe-task-definition --task-definition nope")
    aws("aws ecs describe-task-definition --task-definition web:abc")
    aws("aws ecs describe-task-definition --task-definition web --include NOPE")
    aws.views("aws ecs list-task-definitions --family-prefix shop --sort DESC")
    aws.views("aws ecs list-task-definition-families --status ACTIVE")
    aws("aws ecs deregister-task-definition --task-definition shop")
    aws("aws ecs deregister-task-definition --task-definition shop:1 --output table")
    aws("aws ecs delete-task-definitions --task-definitions shop:1 shop:2 --output text")
    aws("aws ecs delete-task-definitions --task-definitions shop:1 shop:2")


def services(aws):
    create = ("aws ecs create-service --cluster harbor --launch-type FARGATE --network-configuration " + NETWORK)
    aws(f"{create} --service-name web --task-definition web:1 --desired-count 2 --tags key=a,value=b")
    aws(f"{create} --service-name web --task-definition web:1 --desired-count 2")
    aws(f"{create} --service-name api --task-definition api --desired-count 1 --output table "
        "--deployment-configuration 'deploymentCircuitBreaker={enable=true,rollback=true},maximumPercent=150,minimumHealthyPercent=50'")
    aws(f"{create} --service-name worker --task-definition worker --desired-count 0 --output text --enable-execute-command")
    aws(f"{create} --service-name x --task-definition nope")
    aws("aws ecs create-service --service-name x --task-definition web")
    aws("aws ecs create-service --cluster harbor --service-name x --task-definition web --launch-type FARGTE")
    aws("aws ecs create-service --cluster harbor --service-name x --task-definition web --launch-type FARGATE")
    aws("aws ecs wait services-stable --cluster harbor --services web api worker")
    aws.views("aws ecs describe-services --cluster harbor --services web nope --include TAGS", [
        "services[0].deployments", "services[].events[].[createdAt,message]", "services[0].events[0]", "services[].[serviceName,runningCount]",
        "services[].{n:serviceName,d:deployments[].{id:id,r:rolloutState}}", "services[0].networkConfiguration", "failures",
        "services[0].deploymentConfiguration", "services[0].createdAt", "max_by(services,&desiredCount).serviceName",
        "services[].deployments[].networkConfiguration.awsvpcConfiguration.subnets[]", "services[0].events[].message | [0:2]",
        "to_string(services[0].deploymentController)", "join(`, `,services[].serviceName)", "services[?desiredCount>`1`]"])
    aws.views("aws ecs list-services --cluster harbor", ["serviceArns[]"])
    aws("aws ecs list-services --cluster nope")
    aws("aws ecs update-service --cluster harbor --service web --task-definition web:2 --query service.deployments")
    aws("aws ecs update-service --cluster harbor --service web --desired-count 3 --disable-execute-command --output text")
    aws("aws ecs update-service --cluster harbor --service web --desired-count -1")
    aws("aws ecs update-service --cluster harbor --service nope --desired-count 1")
    aws("aws ecs update-service --cluster harbor --service web --desired-count")
    aws("aws ecs wait services-stable --cluster harbor --services web")
    aws.views("aws ecs list-service-deployments --cluster harbor --service web")
    deployment = aws("aws ecs list-service-deployments --cluster harbor --service web --query 'serviceDeployments[0].serviceDeploymentArn' --output text")
    aws.views(f"aws ecs describe-service-deployments --service-deployment-arns {deployment}", ["serviceDeployments[0].targetServiceRevision"])
    revision = aws("aws ecs list-service-deployments --cluster harbor --service web --query 'serviceDeployments[0].targetServiceRevisionArn' --output text")
    aws.views(f"aws ecs describe-service-revisions --service-revision-arns {revision}", ["serviceRevisions[].containerImages"])
    aws("aws ecs stop-service-deployment --service-deployment-arn " + deployment)
    aws("aws ecs describe-service-revisions --service-revision-arns x")
    aws("aws ecs wait services-stable --cluster harbor --services nope")
    aws("aws ecs wait services-inactive --cluster harbor --services nope")
    aws("aws ecs wait services-inactive --cluster nope --services web")
    aws("aws ecs wait services-stable --cluster harbor")
    aws("aws ecs wait services-stable --cluster harbor --services web --foo")
    aws("aws ecs delete-service --cluster harbor --service web")
    aws("aws ecs delete-service --cluster harbor --service web --force --output table")
    aws("aws ecs wait services-stable --cluster harbor --services web")
    aws("aws ecs wait services-inactive --cluster harbor --services web")
    aws("aws ecs delete-service --cluster harbor --service nope")
    aws("aws ecs describe-services --cluster harbor --services web --query 'services[0].status'")
    aws("aws ecs list-services-by-namespace --namespace internal")


def tasks(aws):
    run = "aws ecs run-task --cluster harbor --launch-type FARGATE --network-configuration " + NETWORK
    aws(f"{run} --task-definition worker --count 2 --started-by me --tags key=a,value=b")
    aws(f"{run} --task-definition worker --output text --overrides "
        "'{\"containerOverrides\":[{\"name\":\"worker\",\"environment\":[{\"name\":\"A\",\"value\":\"1\"}]}]}'")
    aws(f"{run} --task-definition worker --output table --overrides containerOverrides=[{{name=worker}}] --enable-execute-command")
    aws(f"{run} --task-definition nope")
    aws(f"{run} --task-definition worker --count 11")
    aws(f"{run} --task-definition worker --count 0")
    aws("aws ecs run-task --cluster harbor --task-definition worker")
    aws("aws ecs run-task --cluster harbor --task-definition worker --launch-type FARGATE")
    aws("aws ecs run-task --task-definition worker")
    aws.views("aws ecs list-tasks --cluster harbor", ["taskArns[0]", "taskArns[1:]", "sort(taskArns)"])
    arns = json.loads(aws("aws ecs list-tasks --cluster harbor"))["taskArns"]
    aws("aws ecs wait tasks-running --cluster harbor --tasks " + arns[0])
    aws("aws ecs wait tasks-running --cluster harbor --tasks " + "0" * 32)
    aws("aws ecs wait tasks-running --cluster harbor --tasks nope")
    aws("aws ecs wait tasks-running --cluster nope --tasks " + arns[0])
    aws.views(f"aws ecs describe-tasks --cluster harbor --tasks {' '.join(arns[:2])} --include TAGS", [
        "tasks[].[lastStatus,desiredStatus,taskArn]", "tasks[].containers[].[name,lastStatus]", "tasks[0].attachments[0].details",
        "tasks[].{T:taskArn,C:containers[].name}", "tasks[0].overrides", "tasks[*].createdAt | [0]",
        "tasks[].attachments[].details[?name==`privateIPv4Address`].value[]", "tasks[0].containers[0].networkInterfaces"])
    aws("aws ecs describe-tasks --cluster harbor --tasks")
    aws("aws ecs describe-tasks --cluster harbor --tasks nope")
    aws("aws ecs describe-tasks --cluster harbor --tasks " + "0" * 32)
    aws("aws ecs describe-tasks --cluster harbor --tasks " + " ".join("0" * 32 for _ in range(101)))
    aws.views("aws ecs get-task-protection --cluster harbor")
    aws("aws ecs update-task-protection --cluster harbor --tasks " + arns[0] + " --protection-enabled")
    aws("aws ecs stop-task --cluster harbor --task " + arns[0] + " --reason 'as I like'")
    aws("aws ecs stop-task --cluster harbor --task " + "0" * 32)
    aws("aws ecs wait tasks-stopped --cluster harbor --tasks " + arns[0])
    aws("aws ecs wait tasks-running --cluster harbor --tasks " + arns[0])
    aws("aws ecs wait tasks-stopped --cluster harbor --tasks " + "0" * 32)
    aws(f"aws ecs describe-tasks --cluster harbor --tasks {arns[0]} --output table --query 'tasks[].[stoppedReason,stopCode,stoppedAt]'")
    aws.views("aws ecs list-tasks --cluster harbor --desired-status STOPPED")
    aws("aws ecs list-tasks --cluster harbor --desired-status STOPED")
    aws("aws ecs list-tasks --cluster harbor --family worker --started-by me --output text")
    aws("aws ecs start-task --cluster harbor --task-definition worker --container-instances x")
    aws("aws ecs execute-command --cluster harbor --task nope --command ls")


def instances(aws):
    aws("aws ecs register-container-instance --cluster harbor --output json")
    aws("aws ecs register-container-instance --cluster harbor --output table")
    aws("aws ecs register-container-instance --cluster harbor --output text")
    arns = json.loads(aws("aws ecs list-container-instances --cluster harbor"))["containerInstanceArns"]
    aws.views(f"aws ecs describe-container-instances --cluster harbor --container-instances {' '.join(arns)}", [
        "containerInstances[].remainingResources", "containerInstances[0].attributes[0:3]", "containerInstances[].versionInfo",
        "containerInstances[].{a:agentConnected,r:runningTasksCount}"])
    aws(f"aws ecs put-attributes --cluster harbor --attributes name=rack,value=1,targetType=container-instance,targetId={arns[0]}")
    aws.views("aws ecs list-attributes --cluster harbor --target-type container-instance --attribute-name rack")
    aws("aws ecs list-attributes --cluster harbor --target-type nope")
    aws(f"aws ecs delete-attributes --cluster harbor --attributes name=rack,targetType=container-instance,targetId={arns[0]} --output text")
    aws(f"aws ecs update-container-instances-state --cluster harbor --status DRAINING --container-instances {arns[0]} --output table")
    aws(f"aws ecs update-container-instances-state --cluster harbor --status NOPE --container-instances {arns[0]}")
    aws(f"aws ecs update-container-agent --cluster harbor --container-instance {arns[0]}")
    aws(f"aws ecs deregister-container-instance --cluster harbor --container-instance {arns[0]} --force --output text")
    aws("aws ecs deregister-container-instance --cluster harbor --container-instance nope")
    aws.views("aws ecs list-container-instances --cluster harbor --status ACTIVE")
    aws("aws ecs list-container-instances --cluster harbor --filter 'attribute:nope =='")
    aws.views("aws ecs describe-capacity-providers", ["capacityProviders[].name"])
    aws("aws ecs describe-capacity-providers --capacity-providers nope FARGATE")
    aws("aws ecs create-capacity-provider --name cp --auto-scaling-group-provider autoScalingGroupArn=x")
    aws("aws ecs update-capacity-provider --name cp --auto-scaling-group-provider managedDraining=ENABLED")
    aws("aws ecs delete-capacity-provider --capacity-provider cp")
    aws("aws ecs discover-poll-endpoint")


SAMPLES_WITH_TIMES = ["ListDaemonTaskDefinitions", "ListDaemons", "RegisterContainerInstance"]


def skeletons(aws):
    import botocore.session
    from botocore import xform_name
    for name in botocore.session.get_session().get_service_model("ecs").operation_names:
        command = xform_name(name, "-")
        aws(f"aws ecs {command} --generate-cli-skeleton")
        # The real one refuses its own sample here: a number in it is less than the least allowed.
        # Nor can our YAML leave the times of a sample bare, as the real one does.
        formats = [format for format in aws.formats if not format.startswith("yaml") or name not in SAMPLES_WITH_TIMES]
        for format in formats if name != "DescribeCapacityProviders" else []:
            aws(f"aws ecs {command} --generate-cli-skeleton output --output {format}")


def companions(aws):
    aws.views("aws sts get-caller-identity", ["Account", "[Account,Arn]"])
    aws.views("aws iam list-roles", ["Roles[].RoleName", "Roles[0]"])
    aws("aws iam get-role --role-name ecsTaskExecutionRole")
    aws("aws iam get-role --role-name nope")
    aws.views("aws ec2 describe-subnets", ["Subnets[].[SubnetId,AvailabilityZone]"])
    aws.views("aws ec2 describe-vpcs")
    aws.views("aws ec2 describe-security-groups", ["SecurityGroups[].GroupId"])
    aws("aws ec2 describe-subnets --subnet-ids subnet-nope")
    aws("aws ec2 describe-subnets --filters Name=vpc-id,Values=vpc-x")
    aws.views("aws elbv2 describe-load-balancers")
    aws("aws elbv2 describe-load-balancers --names nope")
    aws.views("aws elbv2 describe-target-groups")
    aws.views("aws elb create-load-balancer --load-balancer-name gate --subnets subnet-quay-a --tags Key=team,Value=core "
              "--listeners Protocol=HTTP,LoadBalancerPort=80,InstancePort=8080")
    aws.views("aws elb describe-load-balancers", ["LoadBalancerDescriptions[].[LoadBalancerName,HealthCheck]"])
    aws("aws elb describe-load-balancers --load-balancer-names nope")
    aws("aws elb register-instances-with-load-balancer --load-balancer-name gate --instances i-1 i-2")
    aws("aws elb describe-instance-health --load-balancer-name gate --instances InstanceId=i-1")
    aws("aws elb remove-tags --load-balancer-name gate --tags team")
    aws.views("aws elb remove-tags --load-balancer-names gate --tags team")
    aws.views("aws logs describe-log-groups", ["logGroups[].logGroupName"])
    aws("aws logs get-log-events --log-group-name nope --log-stream-name x")
    aws.views("aws ecr describe-repositories", ["repositories[].repositoryName"])
    aws.views("aws ssm describe-parameters")
    aws("aws ssm get-parameter --name nope")
    aws.views("aws secretsmanager list-secrets")
    if aws.version.number == 1:
        aws.views("aws cloudwatch describe-alarms")
        aws.views("aws cloudwatch list-metrics")
    aws.views("aws autoscaling describe-auto-scaling-groups")
    rules(aws)
    aws.views("aws application-autoscaling describe-scalable-targets --service-namespace ecs")
    aws("aws application-autoscaling describe-scalable-targets")


def rules(aws):
    target = "Id=lines,Arn=arn:aws:logs:us-east-1:123456789012:log-group:/ecs/web"
    for line in [
        "aws events put-rule --name often --schedule-expression 'rate(5 minutes)' --state DISABLED",
        """aws events put-rule --name ends --event-pattern '{"source": ["aws.ecs"]}' --description Ends --tags Key=a,Value=b""",
        f"aws events put-targets --rule ends --targets {target}", "aws events describe-rule --name often",
        "aws events describe-rule --name nope", "aws events put-rule --name often --schedule-expression 'rate(1 hours)'",
        """aws events put-rule --name often --event-pattern '{"source": "aws.ecs"}'""", "aws events put-rule --name often",
        "aws events put-targets --rule nope --targets Id=1", f"aws events put-targets --rule nope --targets {target}",
        "aws events put-events --entries Source=aws.ecs,DetailType=x,Detail={}", "aws events delete-rule --name ends",
        "aws events list-rules --max-items 1 --query Rules[].Name", "aws events list-rules --name-prefix e",
    ]:
        aws(line)
    aws.views("aws events list-rules", ["Rules[].Name"])
    aws.views("aws events list-targets-by-rule --rule ends", ["Targets[].Id"])
    aws("aws events remove-targets --rule ends --ids lines")
    aws("aws events delete-rule --name ends")


def refusals(aws):
    if aws.version.number == 2:
        # Version 1 looks the profile up before these, and takes a word too many of `deploy` for a subcommand.
        for line in [
            "aws ecs run-task --cli-input-json {bad --profile nope", "aws ecs run-task --generate-cli-skeleton --profile nope",
            "aws ecs list-clusters --region us_east --profile nope", "aws logs tail web --nope stray",
            "aws ecs deploy --service web --task-definition a --codedeploy-appspec b --nope stray",
        ]:
            aws(line)
    for line in [
        "aws", "aws ecs", "aws ecs wait", "aws ecs run-tsk", "aws ecs x", "aws esc list-tasks", "aws ecs wait tasks-runing",
        "aws ecs describe-task-definition", "aws ecs execute-command --cluster demo", "aws ecs list-clusters --output jsn",
        "aws ecs list-clusters --query 'a['", "aws ecs list-clusters --query '[?'", "aws ecs list-clusters --query 'a b'",
        "aws ecs list-clusters --query 'nope(@)'", "aws ecs list-clusters --query 'length(`1`)'", "aws ecs list-clusters --query ''",
        "aws ecs list-clusters --query 'sort_by(@,&a)'", "aws ecs list-clusters --query 'sum(clusterArns)'",
        "aws ecs list-clusters --profile nope", "aws ecs list-clusters --profile nope --bogus x",
        "aws ecs list-clusterz --profile nope", "aws ecs describe-tasks --profile nope",
        "aws ecs update-service --service a --desired-count x --profile nope",
        "aws ecs run-task --cli-input-json {bad --generate-cli-skeleton", "aws --region eu-west-1 ecs list-clusters", "aws ecs list-clusters --region us_east",
        "aws ecs list-clusters --max-items", "aws ecs list-clusters --output", "aws ecs list-clusters --color purple",
        "aws ecs list-clusters --cli-read-timeout x", "aws ecs list-clusters --cli-read-timeout 5 --cli-connect-timeout 0",
        "aws ecs create-cluster --tags key=a,value=b,value=c", "aws ecs create-cluster --tags key", "aws ecs create-cluster --tags '{'",
        "aws ecs create-cluster --tags '[{\"key\": \"a\",}]'", "aws ecs create-cluster --tags 'key=a value=b'",
        "aws ecs create-cluster --tags Key=a,Value=b", "aws ecs create-cluster --tags a,b", "aws ecs create-cluster --tags key=",
        "aws ecs create-cluster --cluster-name a --cluster-name b --query cluster.clusterName",
        "aws ecs create-cluster --cluster-nam c --query cluster.clusterName", "aws ecs create-cluster --c a",
        "aws ecs delete-cluster", "aws ecs delete-cluster --cluster", "aws ecs delete-cluster --cluster file://nope",
        "aws ecs delete-cluster --cluster fileb://nope", "aws ecs list-clusters --no-paginate=1", "aws ecs list-clusters stray words",
        "aws ecs delete-service --service a --force=true", "aws ecs delete-service --service a --no-force --force --cluster harbor",
        "aws ecs update-service --service a --desired-count 1.5", "aws ecs update-service --service a --desired-count ''",
        "aws ecs create-cluster --cli-input-json '{\"nope\": 1}'", "aws ecs create-cluster --cli-input-json '{bad'",
        "aws ecs create-cluster --cli-input-json '[]'", "aws ecs create-cluster --cli-input-json ''",
        "aws ecs create-cluster --generate-cli-skeleton nope", "aws ecs list-clusters --generate-cli-skeleton output --query a",
        "aws ecs list-clusters --no-sign-request --no-verify-ssl", "aws sts get-caller-identity --foo",
        "aws ecs list-clusters -- x --", "aws ecs list-clusters --", "aws ecs list-clusters x -- y", "aws ecs -- list-clusters x",
        "aws ecs list-clusters --max-items 1 -- y --foo", "aws -- ecs list-clusters -- -- --foo",
        "aws ecs list-clusters --endpoint-url localhost", "aws ecs list-clusters --debug=1", "aws ecs list-clusters --ca-bundle", "aws s4 ls", "aws ec2 describe-subnet",
    ]:
        aws(line)


def deployments(aws):
    """Blue/green by CodeDeploy: the command that asks ECS and CodeDeploy, and CodeDeploy's own."""
    aws.talk.file("trust.json", json.dumps(ROLE))
    role = aws("aws iam create-role --role-name cd --assume-role-policy-document file://trust.json --query Role.Arn --output text")
    aws("aws iam attach-role-policy --role-name cd --policy-arn arn:aws:iam::aws:policy/AWSCodeDeployRoleForECS")
    balancer = aws("aws elbv2 create-load-balancer --name door --subnets subnet-quay-a subnet-quay-b "
                   "--query 'LoadBalancers[0].LoadBalancerArn' --output text")
    groups = [
        aws(f"aws elbv2 create-target-group --name {name} --protocol HTTP --port 80 --vpc-id vpc-harbor --target-type ip "
            "--query 'TargetGroups[0].TargetGroupArn' --output text") for name in ("blue", "green")]
    listener = aws(f"aws elbv2 create-listener --load-balancer-arn {balancer} --protocol HTTP --port 80 --default-actions "
                   f"Type=forward,TargetGroupArn={groups[0]} --query 'Listeners[0].ListenerArn' --output text")
    create = ("aws ecs create-service --cluster harbor --service-name web --task-definition web:1 --desired-count 1 --launch-type "
              f"FARGATE --network-configuration {NETWORK} --deployment-controller type=CODE_DEPLOY")
    aws(create)
    aws(f"{create} --load-balancers targetGroupArn={groups[0]},containerName=web,containerPort=80")
    aws("aws ecs update-service --cluster harbor --service web --task-definition web:2")
    aws("aws elbv2 wait load-balancer-available --names door")
    aws(f"aws elbv2 wait target-in-service --target-group-arn {groups[0]}")
    aws("aws deploy create-application --application-name AppECS-harbor-web --compute-platform ECS")
    aws("aws deploy create-application --application-name AppECS-harbor-web --compute-platform ECS")
    group = (
        f"aws deploy create-deployment-group --application-name AppECS-harbor-web --service-role-arn {role} "
        "--deployment-config-name CodeDeployDefault.ECSCanary10Percent5Minutes --deployment-style "
        "deploymentType=BLUE_GREEN,deploymentOption=WITH_TRAFFIC_CONTROL --ecs-services serviceName=web,clusterName=harbor "
        "--blue-green-deployment-configuration 'terminateBlueInstancesOnDeploymentSuccess={action=TERMINATE,"
        "terminationWaitTimeInMinutes=5},deploymentReadyOption={actionOnTimeout=CONTINUE_DEPLOYMENT}' --load-balancer-info "
        "'targetGroupPairInfoList=[{targetGroups=[{name=blue},{name=green}],prodTrafficRoute={listenerArns=[%s]}}]' " % listener)
    aws(group)
    aws(f"{group} --deployment-group-name DgpECS-harbor-web")
    aws(f"{group} --deployment-group-name again")
    aws.talk.file("task.json", json.dumps({
        "family": "web", "networkMode": "awsvpc", "cpu": "256", "memory": "512", "requiresCompatibilities": ["FARGATE"],
        "containerDefinitions": [{
            "name": "web", "image": "registry.example/harbor/web:1.1", "portMappings": [{"containerPort": 80}]}]}))
    aws.talk.file("plan.json", appspec("<NEW>"))
    aws.talk.file("plan.yaml", "version: 0.0\nResources:\n  - TargetService:\n      Type: AWS::ECS::Service\n      Properties:\n"
                  "        TaskDefinition: <NEW>\n        LoadBalancerInfo:\n          ContainerName: web\n          ContainerPort: 80\n")
    aws.talk.file("bare.json", "{}")
    aws.talk.file("flat.json", '{"resources": [{"web": {}}]}')
    aws.talk.file("wrong.json", '{"family": "web", "nope": 1}')
    aws.talk.file("broken.json", "{")
    deploy = "aws ecs deploy --cluster harbor --service web --task-definition task.json --codedeploy-appspec"
    for line in [
        "aws ecs deploy", "aws ecs deploy --service web", f"{deploy} nope.json", f"{deploy} bare.json", f"{deploy} flat.json",
        f"{deploy} plan.json --codedeploy-application nope", f"{deploy} plan.json --codedeploy-deployment-group nope",
        f"{deploy} plan.json --nope",
        "aws ecs deploy --cluster harbor --service nope --task-definition task.json --codedeploy-appspec plan.json",
        "aws ecs deploy --service nope --task-definition task.json --codedeploy-appspec plan.json",
        "aws ecs deploy --cluster nope --service web --task-definition task.json --codedeploy-appspec plan.json",
        "aws ecs deploy --cluster harbor --service web --task-definition wrong.json --codedeploy-appspec plan.json",
        "aws ecs deploy --cluster harbor --service web --task-definition broken.json --codedeploy-appspec plan.json",
    ]:
        aws(line)
    aws(f"{deploy} plan.json")
    aws.views("aws ecs describe-services --cluster harbor --services web", ["services[0].taskSets[].[status,taskDefinition]"])
    aws.views(f"aws elbv2 describe-rules --listener-arn {listener}")
    aws(f"{deploy} plan.yaml")
    last = aws("aws deploy list-deployments --query 'deployments[0]' --output text")
    aws.views(f"aws deploy get-deployment --deployment-id {last}", ["deploymentInfo.[status,deploymentOverview]"])
    aws.views(f"aws deploy get-deployment-target --deployment-id {last} --target-id harbor:web")
    aws.views("aws deploy get-deployment-group --application-name AppECS-harbor-web --deployment-group-name DgpECS-harbor-web")
    aws.views("aws deploy get-application --application-name AppECS-harbor-web")
    aws.views("aws deploy list-applications")
    aws.views("aws deploy list-deployment-groups --application-name AppECS-harbor-web")
    aws(f"aws deploy stop-deployment --deployment-id {last}")
    aws(f"aws deploy wait deployment-successful --deployment-id {last}")
    aws("aws deploy wait deployment-successful --deployment-id d-ABCDEFGHI")
    aws(f"aws elbv2 modify-listener --listener-arn {listener} --default-actions Type=forward,TargetGroupArn={groups[1]} --output text")
    aws(f"{deploy} plan.json")
    aws("aws deploy delete-deployment-group --application-name AppECS-harbor-web --deployment-group-name DgpECS-harbor-web")
    aws("aws deploy delete-application --application-name AppECS-harbor-web")


def daemons(aws):
    """The five waiters of managed daemons, each where it is so and where it gives up."""
    aws.talk.file("agent.json", json.dumps(AGENT))
    aws.talk.file("provider.json", json.dumps(PROVIDER))
    register = ("aws ecs register-daemon-task-definition --family agent --container-definitions file://agent.json "
                "--query daemonTaskDefinitionArn --output text")
    aws(register)
    revision = aws(register)
    provider = aws("aws ecs create-capacity-provider --name managed --cluster harbor --managed-instances-provider "
                   "file://provider.json --query capacityProvider.capacityProviderArn --output text")
    for name in ["active", "deleted"]:
        for reference in ["agent", "agent:9", "nope"]:
            aws(f"aws ecs wait daemon-task-definition-{name} --daemon-task-definition {reference}")
    create = (f"aws ecs create-daemon --daemon-name agent --cluster-arn harbor --capacity-provider-arns {provider} "
              "--daemon-task-definition-arn")
    deployment = aws(f"{create} agent:1 --query deploymentArn --output text")
    daemon = deployment.replace("daemon-deployment", "daemon").rpartition("/")[0]
    listed = aws("aws ecs list-daemons --cluster-arn harbor --query 'daemonSummariesList[0].daemonArn' --output text")
    daemon = listed if listed.startswith("arn:") else daemon
    for reference in [daemon, f"{daemon}x", "nope"]:
        aws(f"aws ecs wait daemon-active --daemon-arn {reference}")
    for name in ["successful", "stopped"]:
        for reference in [deployment, deployment[:-1] + "x", f"{deployment} {deployment[:-1]}x", "nope"]:
            aws(f"aws ecs wait daemon-deployment-{name} --daemon-deployment-arns {reference}")
    aws(f"aws ecs update-daemon --daemon-arn {daemon} --daemon-task-definition-arn agent:2 --capacity-provider-arns {provider} "
        "--query deploymentArn --output text")
    aws(f"aws ecs wait daemon-deployment-successful --daemon-deployment-arns {deployment}")
    aws(f"aws ecs delete-daemon --daemon-arn {daemon} --query status --output text")
    aws(f"aws ecs wait daemon-active --daemon-arn {daemon}")
    aws("aws ecs delete-daemon-task-definition --daemon-task-definition agent:1 --query daemonTaskDefinitionArn --output text")
    aws("aws ecs wait daemon-task-definition-active --daemon-task-definition agent:1")
    aws("aws ecs wait daemon-task-definition-deleted --daemon-task-definition agent:1")
    aws(f"aws ecs wait daemon-task-definition-deleted --daemon-task-definition {revision}")
    for name in ["daemon-active", "daemon-deployment-stopped", "daemon-task-definition-active"]:
        aws(f"aws ecs wait {name}")


SCENES = [
    clusters, pages, task_definitions, services, tasks, instances, skeletons, companions, refusals, deployments, daemons]


def test_same_lines_same_bytes():
    compare(SCENES, Version(1), lambda url, folder: Real(url, folder=folder))


def test_same_lines_same_bytes_as_version_2():
    """Its own formats and exit codes, which version 1 lacks; where a machine has it."""
    if not has_version_2():
        return print("  not run: no AWS CLI version 2 among this machine's packages")
    with tempfile.TemporaryDirectory(prefix="drydock-models-") as models:
        compare(SCENES, Version(2), lambda url, folder: version_2(models, endpoint=url, folder=folder))
