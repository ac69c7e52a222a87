/// What Tab offers in the situations that a learner meets: the line, the world, the candidates with what is said of them.
///
/// The world is that of the fixture `harbor` with a service `web` of two tasks, a second cluster `drill`, a file and a
/// variable. Expected values are the world's as `aws` itself prints them, and the service's model.
import Interpreter
import Testing
import Workspace

@testable import Shell

/// `¦` marks the cursor.
private struct Situation {
  let line: String
  /// All candidates in their order; where `more`, those at the beginning.
  let candidates: [String]
  /// What is said of the first.
  let description: String
  let more: Bool

  init(_ line: String, _ candidates: [String], _ description: String, more: Bool = false) {
    (self.line, self.candidates, self.description, self.more) = (line, candidates, description, more)
  }
}

private let situations = [
  // The first word
  Situation("ma¦", ["map"], "a picture of what exists"),
  Situation("aws¦", ["aws"], "talk to AWS services, as in a real shell"),
  Situation("hin¦", ["hint", "hints"], "the next hint; `hint 1` shows the first one again"),
  Situation("describe-clus¦", ["describe-clusters"], "Show clusters: status"),
  Situation("lst-clusters¦", ["list-clusters"], "List the ARNs of your clusters"),
  // Services and operations
  Situation("aws e¦", ["ecs", "ec2", "elbv2", "elb", "ecr", "events"], "Amazon EC2 Container Service"),
  Situation("aws ecs stop-¦", ["stop-service-deployment", "stop-task"], "Turn a rollout that is under way back"),
  Situation(
    "aws ecs wait tasks-¦", ["tasks-running", "tasks-stopped"], "Asks describe-tasks every 6 s, at most 100 times"),
  Situation(
    "aws elbv2 describe-target-h¦", ["describe-target-health"], "Show which places of a target group are healthy"),
  Situation(
    "aws ecs taskdef¦", ["list-task-definition-families", "list-task-definitions"], "List the names", more: true),
  Situation("aws ecs depl¦", ["deploy"], "Register a task definition and roll a service out"),
  Situation("aws deploy stop-¦", ["stop-deployment"], "Stop a deployment"),
  Situation("aws deploy get-application --application-name ¦", ["shop"], "0 groups"),
  Situation("aws ecs deploy --codedeploy-application s¦", ["shop"], "0 groups"),
  Situation("aws ec2 create-tag¦", ["create-tags"], "Put labels on networks, machines, templates and the like"),
  Situation("aws ec2 delete-launch-template-v¦", ["delete-launch-template-versions"], "Delete versions of a template"),
  Situation("aws ec2 modify-vpc-att¦", ["modify-vpc-attribute"], "Change one setting of a network"),
  Situation(
    "aws autoscaling attach-load-balancer-t¦", ["attach-load-balancer-target-groups"], "Register a group's machines"),
  Situation("aws vpc-lattice create-ru¦", ["create-rule"], "Lead some requests elsewhere"),
  Situation(
    "aws vpc-lattice delete-service-network-v¦", ["delete-service-network-vpc-association"],
    "Let a VPC reach a network no more"),
  Situation("aws events describe-rule --name ¦", ["nightly"], "ENABLED, rate(1 day), 0 targets"),
  Situation("aws events list-targets-by-rule --rule n¦", ["nightly"], "ENABLED, rate(1 day), 0 targets"),
  Situation("aws events put-rule --name ¦", [], ""),
  // Options
  Situation("aws ecs deploy --serv¦", ["--service"], "The service, whose deployments CodeDeploy makes"),
  Situation("aws ecs deploy --cluster harbor --service ¦", ["web"], "web:1, 2 of 2 running"),
  Situation("aws ecs deploy --task-definition ta¦", ["task.json"], "3 bytes"),
  Situation("aws ecs stop-task ¦", ["--task", "--cluster", "--reason"], "Required: ", more: true),
  Situation("aws ecs run-task --launch¦", ["--launch-type"], "Where: EC2, FARGATE"),
  Situation("aws ecs list-tasks --cluster harbor --clu¦", [], ""),
  Situation("aws ecs list-tasks --out¦", ["--output"], "How to print the reply"),
  // Names of the world
  Situation("aws ecs list-services --cluster ¦", ["harbor", "drill"], "1 service, 2 running tasks"),
  Situation("aws ecs describe-services --cluster harbor --services ¦", ["web"], "web:1, 2 of 2 running", more: true),
  Situation("aws ecs describe-services --cluster drill --services w¦", [], ""),
  Situation("aws ecs update-service --cluster harbor --service=w¦", ["web"], "web:1, 2 of 2 running"),
  Situation("CLUSTER=drill; aws ecs describe-services --cluster $CLUSTER --services w¦", [], ""),
  Situation("aws ecs describe-task-definition --task-definition web¦", ["web", "web:1", "web:2"], "now web:2"),
  Situation("aws ecs run-task --task-definition web:¦", ["web:1", "web:2"], "256 CPU, 512 MiB, web:1.0"),
  Situation("aws ecs list-task-definitions --family-prefix w¦", ["web", "worker"], "now web:2"),
  Situation(
    "aws ecs update-service --cluster harbor --service web --task-definition web:2¦", ["web:2"],
    "256 CPU, 512 MiB, web:1.1"),
  Situation("aws ec2 describe-subnets --subnet-ids subnet-quay-a¦", ["subnet-quay-a"], "us-east-1a, 10.0.1.0/24"),
  Situation(
    "aws ecs list-tags-for-resource --resource-arn arn:aws:ecs:us-east-1:123456789012:se¦",
    ["arn:aws:ecs:us-east-1:123456789012:service/harbor/web"], "Service web"),
  Situation("aws ecs list-tasks --region eu-c¦", ["eu-central-1"], "Frankfurt"),
  // Enumerations
  Situation("aws ecs run-task --launch-type F¦", ["FARGATE"], ""),
  Situation("aws ecs list-tasks --desired-status ¦", ["RUNNING", "PENDING", "STOPPED"], "", more: true),
  Situation("aws ecs describe-services --services web --include ¦", ["TAGS"], "", more: true),
  Situation("aws ecs list-tasks --output te¦", ["text"], "Values with tabs between them, for scripts"),
  // Shorthand
  Situation("aws ecs run-task --network-configuration ¦", ["'awsvpcConfiguration=", "file://"], "", more: true),
  Situation("aws ecs run-task --network-configuration 'awsvpcConfiguration={su¦", ["subnets="], "Required: "),
  Situation(
    "aws ecs run-task --network-configuration 'awsvpcConfiguration={subnets=[subnet-quay-a,subnet-quay-b],securityGroups=[sg-w¦",
    ["sg-web"], "web, "),
  Situation(
    "aws ecs run-task --network-configuration 'awsvpcConfiguration={subnets=[subnet-quay-a],assignPublicIp=¦",
    ["ENABLED", "DISABLED"], ""),
  Situation("aws ecs create-service --load-balancers containerName=¦ --task-definition worker", [], ""),
  Situation(
    "aws ecs create-service --task-definition worker --load-balancers containerName=¦", ["worker"], "worker:1.0"),
  Situation("aws ecs create-cluster --tags key=team,v¦", ["value="], ""),
  // JSON
  Situation(
    "aws ecs register-task-definition --container-definitions '[{¦", ["\"name\": \"", "\"image\": \""], "", more: true),
  Situation(
    "aws ecs register-task-definition --container-definitions '[{\"name\": \"x\", \"portM¦", ["\"portMappings\": [{"],
    ""),
  Situation(
    "aws ecs register-task-definition --container-definitions '[{\"name\": \"x\", \"portMappings\": [{\"protocol\": \"¦",
    ["\"tcp\"", "\"udp\""], ""),
  Situation(
    "aws ecs run-task --task-definition web:1 --overrides '{\"containerOverrides\": [{\"name\": \"¦", ["\"web\""],
    "web:1.0, port 80"),
  Situation(
    "aws ecs register-task-definition --cli-input-json '{\"requiresCompatibilities\": [\"F¦", ["\"FARGATE\""], ""),
  // --query
  Situation(
    "aws ecs describe-services --services web --query 'services[].depl¦",
    ["deploymentConfiguration", "deployments", "deploymentController"], ""),
  Situation("aws ecs describe-tasks --tasks x --query 'tasks[0].containers[].last¦", ["lastStatus"], ""),
  Situation(
    "aws ecs list-clusters --query clusterArns¦", ["clusterArns[]", "clusterArns[0]", "clusterArns[?"], "Each of them"),
  Situation("aws ecs describe-services --query 'sort_by(services, &desired¦", ["desiredCount"], ""),
  // Files, variables, redirections, pipes
  Situation("aws ecs run-task --cli-input-json file://¦", ["file://task.json"], "3 bytes"),
  Situation("cat ¦", ["task.json"], "3 bytes"),
  Situation("aws ecs list-clusters > ta¦", ["task.json"], "3 bytes"),
  Situation("echo $TA¦", ["$TASK"], "abc"),
  Situation("echo \"in $TA¦", ["$TASK"], "abc"),
  Situation("echo '$TA¦", [], ""),
  Situation("aws ecs list-clusters | gr¦", ["grep"], "the lines that match a pattern"),
  Situation("X=$(aws ecs list-tasks --cluster h¦", ["harbor"], "1 service, 2 running tasks"),
  // The shell's own words
  Situation("wait ¦", ["until", "30s", "1m", "5m"], "until all is steady"),
  Situation("wait until steady w¦", ["web"], "Service"),
  Situation("help ma¦", ["map"], "a picture of what exists"),
  Situation("lesson m¦", ["map"], ""),
  Situation("inject zone-¦", ["zone-outage"], ""),
  Situation("inject zone-outage zone=us-east-1b¦", ["zone=us-east-1b"], "Availability Zone"),
  Situation("plan aws ecs delete-serv¦", ["delete-service"], "Delete a service"),
  Situation("plan aws ecs update-service --cluster harbor --service w¦", ["web"], "web:1, 2 of 2 running"),
  Situation("why w¦", ["web"], "web:1, 2 of 2 running"),
  Situation("diff l¦", ["last"], "the last two answers"),
  Situation("fork ¦", ["back", "keep", "list"], "leave the fork"),
  Situation("explain runningC¦", ["runningCount"], ""),
  Situation("set sugg¦", ["suggestions"], "show dim text that Right takes over; now on"),
  Situation("set editor ¦", ["emacs", "vi"], "keys as in emacs"),
  Situation("probe internet -> w¦", ["web:"], "web:1, 2 of 2 running"),
  Situation("# aws ecs ¦", [], ""),
]

@Suite struct CompletionSituationsTests {
  @Test func whatTabOffers() throws {
    let shell = try LearnerShell.inHarbor()
    let network =
      "'awsvpcConfiguration={subnets=[subnet-quay-a,subnet-quay-b],securityGroups=[sg-web],assignPublicIp=ENABLED}'"
    for line in [
      "aws ecs create-cluster --cluster-name drill",
      "aws ecs create-service --cluster harbor --service-name web --task-definition web:1 --desired-count 2 "
        + "--launch-type FARGATE --network-configuration \(network)",
      "aws deploy create-application --application-name shop --compute-platform ECS",
      "aws events put-rule --name nightly --schedule-expression 'rate(1 day)'", "wait until steady",
      "echo {} > task.json", "TASK=abc",
    ] { #expect(shell.run(line) == 0, "\(line)") }

    #expect(situations.count >= 40)
    for situation in situations {
      let parts = situation.line.split(separator: "¦", omittingEmptySubsequences: false)
      let text = parts.joined()
      let found = shell.completions(EditedLine(text: text, cursor: parts[0].unicodeScalars.count))
      let texts = found.candidates.map(\.text)
      #expect(
        situation.more
          ? Array(texts.prefix(situation.candidates.count)) == situation.candidates : texts == situation.candidates,
        "\(situation.line): \(found.candidates.prefix(6))")
      if let first = found.candidates.first {
        #expect(
          first.description.hasPrefix(situation.description)
            && (!first.description.isEmpty || situation.line.hasPrefix("explain")),
          "\(situation.line): \(found.candidates.prefix(6))")
      }
    }
  }
}
