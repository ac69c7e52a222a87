/// Images: how they are named, found and what their containers do.
/// Names: Docker's reference grammar. Shell: POSIX Shell Command Language, as far as it is built.
import Documents
import SimulationKit
import Testing

@testable import Cloud

@Suite("Images")
struct ImageTests {
  @Test(
    arguments: [
      ("nginx", "docker.io", "library/nginx", "latest", nil), ("nginx:1.27", "docker.io", "library/nginx", "1.27", nil),
      ("bitnami/redis:7", "docker.io", "bitnami/redis", "7", nil),
      ("registry.example/harbor/web:1.5", "registry.example", "harbor/web", "1.5", nil),
      ("localhost:5000/web", "localhost:5000", "web", "latest", nil),
      ("public.ecr.aws/nginx/nginx@sha256:ab", "public.ecr.aws", "nginx/nginx", "latest", "sha256:ab"),
    ] as [(String, String, String, String, String?)])
  func namesAreTakenApart(text: String, host: String, repository: String, tag: String, digest: String?) {
    let reference = ImageReference(text)
    #expect(reference.host == host)
    #expect(reference.repository == repository)
    #expect(reference.effectiveTag == tag)
    #expect(reference.digest == digest)
  }

  @Test func spellingsOfDockerHubAreOne() {
    var images = ImageCatalogue()
    images.repositories["nginx"] = ["latest": .init()]
    for name in ["nginx", "library/nginx", "docker.io/nginx", "docker.io/library/nginx:latest"] {
      guard case .found(_, let tag) = images.find(ImageReference(name)) else {
        Issue.record("\(name) is not found")
        continue
      }
      let digest = ImageCatalogue.digest(of: ImageReference(name), tag: tag)
      #expect(digest.utf8.count == 71)  // sha256: and 64 digits
      #expect(images.find(ImageReference("nginx@\(digest)")) == .found(.init(), tag: "latest"))
    }
    #expect(images.find(ImageReference("nginx:9")) == .unknownTag)
    #expect(images.find(ImageReference("ngnix")) == .unknownRepository)
  }

  private func program(
    _ script: String, _ environment: [String: String] = [:], behaviour: ImageCatalogue.Behaviour = .init()
  ) -> ContainerProgram {
    ContainerProgram(
      .init(
        behaviour: behaviour, entryPoint: ["sh", "-c"], command: [script],
        environment: environment.sorted { $0.key < $1.key }.map { .init(name: $0.key, value: $0.value) }))
  }

  /// Lines as `SECONDS text`, then how it ends.
  private func told(_ program: ContainerProgram) -> [String] {
    program.lines.map { "\($0.after.milliseconds / 1_000) \($0.text)" }
      + [program.ending.map { "ends with \($0.exitCode)" } ?? "runs on"]
  }

  @Test(arguments: [
    ("echo hello; sleep 5; echo bye", ["0 hello", "5 bye", "ends with 0"]),
    ("true && echo yes || echo no", ["0 yes", "ends with 0"]),
    ("false && echo yes || echo no", ["0 no", "ends with 0"]),
    ("sleep 1m; exit 3; echo never", ["ends with 3"]),
    ("echo 'a  b' \"$NAME ${NAME}\" \\$NAME", ["0 a  b harbor harbor $NAME", "ends with 0"]),
    ("echo quiet > /tmp/x && echo loud", ["0 loud", "ends with 0"]),
    ("nosuch --flag; echo on", ["0 sh: nosuch: not found", "0 on", "ends with 0"]),
    ("nosuch", ["0 sh: nosuch: not found", "ends with 127"]),
    ("false", ["ends with 1"]),
    ("exit 300", ["ends with 255"]),
    ("exit -1", ["ends with 255"]),
    ("/etc/passwd", ["0 sh: /etc/passwd: Permission denied", "ends with 126"]),
    ("sleep infinity", ["runs on"]),
    ("for i in 1 2; do echo $i; done", ["0 sh: syntax error: \"for\" is not simulated", "ends with 2"]),
    ("echo 'open", ["0 sh: syntax error: unterminated quoted string", "ends with 2"]),
    ("while true; do echo x; break; done; echo after", ["0 x", "0 after", "ends with 0"]),
  ])
  func scriptsDoWhatTheySay(script: String, expected: [String]) {
    #expect(told(program(script, ["NAME": "harbor"])) == expected)
  }

  @Test func loopsRepeatTheirLines() {
    let program = program("echo start; while true; do echo tick; sleep 10; done")
    #expect(program.ending == nil)
    #expect(
      (0..<4).compactMap { program.line($0).map { "\($0.after.milliseconds / 1_000) \($0.text)" } }
        == ["0 start", "0 tick", "10 tick", "20 tick"])
  }

  @Test func trapHandlesTheStopSignal() {
    #expect(program("while true; do sleep 1; done").exitCodeOnSIGTERM == nil)
    #expect(program("trap 'echo bye; exit 5' TERM; while true; do sleep 1; done").exitCodeOnSIGTERM == 5)
  }

  @Test func imagesOwnProgramTakesOver() {
    var httpd = ImageCatalogue.Behaviour()
    httpd.executables = ["httpd-foreground"]
    httpd.readyAfter = .seconds(2)
    let program = program("sleep 3; echo '<html>' > index.html && httpd-foreground", behaviour: httpd)
    #expect(program.ending == nil)
    #expect(program.readyAfter == .seconds(5))
    #expect(program.exitCodeOnSIGTERM == 0)
  }

  @Test func argumentsOfTheImagesProgramChangeNothing() {
    let plain = ContainerProgram(.init(behaviour: .init(), entryPoint: nil, command: nil, environment: []))
    let program = ContainerProgram(.init(behaviour: .init(), entryPoint: nil, command: ["--verbose"], environment: []))
    #expect(program == plain)
  }

  @Test func missingEnvironmentEndsTheProgram() {
    var behaviour = ImageCatalogue.Behaviour()
    behaviour.requiresEnvironment = ["DATABASE_URL"]
    let program = ContainerProgram(.init(behaviour: behaviour, entryPoint: nil, command: nil, environment: []))
    #expect(told(program) == ["1 Error: the environment variable DATABASE_URL is not set", "ends with 1"])
  }
}

@Suite("Starting plans")
struct ImagePlanTests {
  @Test(arguments: [
    (#"{"networks": {}}"#, "networks: is no key of a plan here; use one of images, logGroups, network, quotas, roles"),
    (
      #"{"network": {"subnets": [{"id": "s", "vpc": "v"}]}}"#,
      "network.subnets[0].vpc: 'v' is not described in this plan; there is "
    ),
    (
      #"{"network": {"vpcs": [{"id": "v", "cidr": "10.0.0.0"}]}}"#,
      "network.vpcs[0].cidr: '10.0.0.0' is no address block; write one such as 10.0.1.0/24"
    ),
    (
      #"{"images": {"web": {"1.0": {"ready-after": "soon"}}}}"#,
      "images.web.1.0.ready-after: must be a time such as 500ms, 40s, 2m or 1h"
    ),
    (
      #"{"images": {"web": {"1.0": {"sizeMb": -1}}}}"#, "images.web.1.0.sizeMb: must be a whole number from 0 to 100000"
    ),
    (#"{"roles": [{"trusts": []}]}"#, "roles[0].name: is required"),
    (#"[]"#, "must be a mapping of keys to values"),
  ])
  func mistakesNameTheirPlace(text: String, said: String) throws {
    let document = try DocumentReader.read(text)
    do {
      _ = try StartingPlan(document: document)
      Issue.record("\(text) was accepted")
    } catch {
      #expect(error.line.hasPrefix(said) || error.line == said)
    }
  }

  @Test func behavioursAreRead() throws {
    let document = try DocumentReader.read(
      #"{"images": {"nginx": {"latest": null, "slow": {"ready-after": "90s", "answers-paths": ["/ping"], "exitsAfter": 5, "log": ["one", {"after": "2s", "text": "two"}, "three"]}}}}"#
    )
    let images = try StartingPlan(document: document).images
    guard case .found(let plain, _) = images.find(ImageReference("nginx")),
      case .found(let slow, _) = images.find(ImageReference("nginx:slow"))
    else {
      Issue.record("nginx is not found")
      return
    }
    #expect(plain.sizeMB == 70)
    #expect(slow.readyAfter == .seconds(90))
    #expect(slow.answersPaths == ["/ping"])
    #expect(slow.exitsAfter == .seconds(5))
    #expect(slow.logLines.map(\.after) == [.milliseconds(100), .seconds(2), .milliseconds(2_100)])
  }
}
