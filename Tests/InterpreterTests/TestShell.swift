/// A session on a rehearsal of the fixture `harbor`, and short ways to type at it.
import SimulationKit
import Workspace

@testable import Interpreter

/// Fixtures are read once.
private let harbor = Result { try Fixture.builtIn(named: "harbor") }

/// Where the world stands at its start: 2026-01-05T09:00:00Z.
let nineOClock = Instant.worldStart

func makeSession(outside: Outside = Outside()) throws -> Session {
  let session = Session(sandbox: try Sandbox.rehearsal(fixture: harbor.get()), outside: outside)
  // Shows its words one by one, as a program would get them.
  session.addedWords["args"] = { words, _ in CommandOutput(words.map { "<\($0)>" }.joined() + "\n") }
  return session
}

extension Session {
  /// Standard output of a text.
  func out(_ text: String) -> String { run(text).standardOutput }
  /// Standard error of a text.
  func err(_ text: String) -> String { run(text).standardError }
  /// Simulated seconds since the world began.
  var seconds: Int { (sandbox.now - nineOClock).milliseconds / 1000 }
}

/// What a session prints for a text, on a world of its own.
func out(_ text: String) throws -> String { try makeSession().out(text) }
func err(_ text: String) throws -> String { try makeSession().err(text) }
func code(_ text: String) throws -> Int32 { try makeSession().run(text).exitCode }

let createWeb = """
  aws ecs create-service --cluster harbor --service-name web --task-definition web:1 --desired-count 2 \
  --launch-type FARGATE --network-configuration \
  'awsvpcConfiguration={subnets=[subnet-quay-a],securityGroups=[sg-web],assignPublicIp=ENABLED}'
  """

/// Lines that make a load balancer, a target group of addresses, `$TG`, and the listener that leads to it.
let doorToRooms = [
  "LB=$(aws elbv2 create-load-balancer --name door --subnets subnet-quay-a subnet-quay-b "
    + "--query 'LoadBalancers[0].LoadBalancerArn' --output text)",
  "TG=$(aws elbv2 create-target-group --name rooms --protocol HTTP --port 80 --vpc-id vpc-harbor --target-type ip "
    + "--query 'TargetGroups[0].TargetGroupArn' --output text)",
  "aws elbv2 create-listener --load-balancer-arn $LB --protocol HTTP --port 80 "
    + "--default-actions Type=forward,TargetGroupArn=$TG",
]
