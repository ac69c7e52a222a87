/// Requests to CodeDeploy, parsed; and what of a deployment group ECS does not have.
///
/// In: members of CreateDeploymentGroup and CreateDeployment. Out: typed settings, or CodeDeploy's refusal.
/// Source: CodeDeploy API reference; texts that begin "For ECS deployment" as users report them. Where none is known it
/// is our own, in AWS's manner.
import Cloud
import Documents
import SimulationKit

extension CodeDeploy.GroupSettings {
  init(reading input: Input) throws(ServiceFailure) {
    for (member, code) in [
      ("autoScalingGroups", "InvalidAutoScalingGroupException"), ("ec2TagFilters", "InvalidEC2TagException"),
      ("ec2TagSet", "InvalidEC2TagException"), ("onPremisesInstanceTagFilters", "InvalidTagException"),
      ("onPremisesTagSet", "InvalidTagException"),
    ] where input.isGiven(member) {
      throw ServiceFailure(
        code, "For ECS deployment group, \(member) can not be specified",
        why: "It is for servers; a service of ECS is named by --ecs-services.")
    }
    let traffic = try input.trafficConfiguration()
    guard let role = try input.string("serviceRoleArn") else {
      throw ServiceFailure("RoleRequiredException", "The service role ARN is required.")
    }
    let style = try input.structure("deploymentStyle")
    guard try style?.string("deploymentType") == "BLUE_GREEN",
      try style?.string("deploymentOption") == "WITH_TRAFFIC_CONTROL"
    else {
      throw ServiceFailure(
        "InvalidDeploymentStyleException",
        "For ECS deployment, the deployment type must be BLUE_GREEN, and deployment option must be "
          + "WITH_TRAFFIC_CONTROL.",
        why: "--deployment-style deploymentType=BLUE_GREEN,deploymentOption=WITH_TRAFFIC_CONTROL")
    }
    let services = try input.structures("ecsServices") ?? []
    guard let service = services.first, services.count == 1, let name = try service.string("serviceName"),
      let cluster = try service.string("clusterName")
    else {
      throw ServiceFailure(
        "InvalidECSServiceException", "For ECS deployment group, exactly one ECS service must be specified",
        why: "--ecs-services serviceName=NAME,clusterName=NAME")
    }
    func last(_ reference: String) -> String { reference.split(separator: "/").last.map(String.init) ?? reference }
    let (readiness, wait) = try input.blueGreenConfiguration()
    var echoed = Document.Object()
    let shown = ["triggerConfigurations", "outdatedInstancesStrategy", "terminationHookEnabled"]
    for member in shown {
      echoed[member] = input.document(member)
    }
    self.init(
      traffic: traffic, serviceRole: role, service: ECS.ServiceKey(cluster: last(cluster), name: last(name)),
      serviceReference: name, clusterReference: cluster, pair: try input.targetGroupPair(), readiness: readiness,
      terminationWait: wait, alarms: try input.codeDeployAlarms("alarmConfiguration"),
      autoRollback: try input.autoRollback(), echoed: echoed)
  }
}

extension Input {
  func applicationName() throws(ServiceFailure) -> String {
    guard let name = try string("applicationName") else { throw .applicationNameRequired }
    guard (1...100).contains(name.unicodeScalars.count) else {
      throw ServiceFailure(
        "InvalidApplicationNameException", "The application name was specified in an invalid format.")
    }
    return name
  }

  func groupNameOfCodeDeploy() throws(ServiceFailure) -> String {
    guard let name = try string("deploymentGroupName") else {
      throw ServiceFailure("DeploymentGroupNameRequiredException", "The deployment group name was not specified.")
    }
    guard (1...100).contains(name.unicodeScalars.count) else {
      throw ServiceFailure(
        "InvalidDeploymentGroupNameException", "The deployment group name was specified in an invalid format.")
    }
    return name
  }

  func deploymentID() throws(ServiceFailure) -> String {
    guard let id = try string("deploymentId") else {
      throw ServiceFailure("DeploymentIdRequiredException", "At least one deployment ID must be specified.")
    }
    guard id.hasPrefix("d-") else {
      throw ServiceFailure(
        "InvalidDeploymentIdException", "Specified DeploymentId is not in the valid format: \(id)",
        why: "An id is d- and nine capital letters or digits.")
    }
    return id
  }

  func trafficConfiguration() throws(ServiceFailure) -> CodeDeploy.TrafficConfiguration {
    guard let name = try string("deploymentConfigName") else { return .allAtOnce }
    guard let known = CodeDeploy.TrafficConfiguration(rawValue: name) else {
      let all = CodeDeploy.TrafficConfiguration.allCases.map(\.rawValue).joined(separator: ", ")
      guard !name.hasPrefix("CodeDeployDefault.") else {
        throw ServiceFailure(
          "InvalidDeploymentConfigNameException",
          "The deployment configuration \(name) is not for the ECS compute platform.", why: "For ECS there are \(all).")
      }
      throw ServiceFailure(
        "DeploymentConfigDoesNotExistException", "No Deployment Config found for name: \(name)",
        why: "For ECS there are \(all); those of your own are not simulated yet.")
    }
    return known
  }

  func autoRollback() throws(ServiceFailure) -> CodeDeploy.AutoRollback? {
    guard let configuration = try structure("autoRollbackConfiguration") else { return nil }
    func invalid(_ message: String) -> ServiceFailure {
      ServiceFailure(
        "InvalidAutoRollbackConfigException", message,
        why: "--auto-rollback-configuration enabled=true,events=DEPLOYMENT_FAILURE,DEPLOYMENT_STOP_ON_REQUEST")
    }
    var events: [CodeDeploy.AutoRollback.Event] = []
    for word in try configuration.strings("events") ?? [] {
      guard let event = CodeDeploy.AutoRollback.Event(rawValue: word) else {
        throw invalid("The auto rollback event \(word) is invalid.")
      }
      events.append(event)
    }
    let isEnabled = try configuration.boolean("enabled") ?? false
    guard !isEnabled || !events.isEmpty else {
      throw invalid("Auto rollback is enabled, but no event was specified.")
    }
    return CodeDeploy.AutoRollback(isEnabled: isEnabled, events: events)
  }

  func codeDeployAlarms(_ member: String) throws(ServiceFailure) -> CodeDeploy.Alarms? {
    guard let configuration = try structure(member) else { return nil }
    func invalid(_ message: String) -> ServiceFailure {
      ServiceFailure("InvalidAlarmConfigException", message, why: "enabled=true,alarms=[{name=ALARM}]")
    }
    var names: [String] = []
    for alarm in try configuration.structures("alarms") ?? [] {
      guard let name = try alarm.string("name"), !name.isEmpty else { throw invalid("An alarm has no name.") }
      guard !names.contains(name) else { throw invalid("The alarm \(name) is specified more than once.") }
      names.append(name)
    }
    guard names.count <= CodeDeploy.maximumAlarms else {
      throw ServiceFailure(
        "AlarmsLimitExceededException",
        "The maximum number of alarms for a deployment group (\(CodeDeploy.maximumAlarms)) was exceeded.")
    }
    let isEnabled = try configuration.boolean("enabled") ?? false
    guard !isEnabled || !names.isEmpty else { throw invalid("Alarms are enabled, but no alarm was specified.") }
    return CodeDeploy.Alarms(
      isEnabled: isEnabled, names: names,
      ignoresPollFailure: try configuration.boolean("ignorePollAlarmFailure") ?? false)
  }

  /// The wait is nil where the original is kept alive.
  fileprivate func blueGreenConfiguration() throws(ServiceFailure) -> (CodeDeploy.Readiness, Duration?) {
    func invalid(_ message: String, _ why: String) -> ServiceFailure {
      ServiceFailure("InvalidBlueGreenDeploymentConfigurationException", message, why: why)
    }
    guard let configuration = try structure("blueGreenDeploymentConfiguration") else {
      throw invalid(
        "For ECS deployment group, blueGreenDeploymentConfiguration must be specified",
        "--blue-green-deployment-configuration terminateBlueInstancesOnDeploymentSuccess={action=TERMINATE,"
          + "terminationWaitTimeInMinutes=5},deploymentReadyOption={actionOnTimeout=CONTINUE_DEPLOYMENT}")
    }
    if configuration.isGiven("greenFleetProvisioningOption") {
      throw invalid(
        "For ECS deployment group, greenFleetProvisioningOption can not be specified",
        "It is for servers; the replacement of a service is a task set.")
    }
    let ready = try configuration.structure("deploymentReadyOption")
    let termination = try configuration.structure("terminateBlueInstancesOnDeploymentSuccess")
    let isKeptAlive = try termination?.string("action") == "KEEP_ALIVE"
    let (asked, kept) = (
      try ready?.integer("waitTimeInMinutes") ?? 0, try termination?.integer("terminationWaitTimeInMinutes") ?? 0
    )
    for (minutes, name) in [(asked, "waitTimeInMinutes"), (kept, "terminationWaitTimeInMinutes")]
    where !(0...CodeDeploy.longestWaitMinutes).contains(minutes) {
      throw invalid(
        "\(name) must be between 0 and \(CodeDeploy.longestWaitMinutes).", "Two days are the longest.")
    }
    let asks = try ready?.string("actionOnTimeout") == "STOP_DEPLOYMENT"
    return (asks ? .asks(within: .minutes(asked)) : .goesOn, isKeptAlive ? nil : .minutes(kept))
  }

  fileprivate func targetGroupPair() throws(ServiceFailure) -> CodeDeploy.TargetGroupPair {
    func invalid(_ code: String, _ message: String) -> ServiceFailure {
      ServiceFailure(
        code, "For ECS deployment group, \(message)",
        why: "--load-balancer-info targetGroupPairInfoList=[{targetGroups=[{name=BLUE},{name=GREEN}],"
          + "prodTrafficRoute={listenerArns=[ARN]}}]")
    }
    let (info, pair) = ("InvalidLoadBalancerInfoException", "InvalidTargetGroupPairException")
    guard let balancers = try structure("loadBalancerInfo") else {
      throw invalid(info, "loadBalancerInfo must be specified")
    }
    if balancers.isGiven("elbInfoList") { throw invalid(info, "loadBalancerInfo must not contain elbInfo list") }
    if balancers.isGiven("targetGroupInfoList") {
      throw invalid(info, "loadBalancerInfo must not contain targetGroupInfo list")
    }
    let pairs = try balancers.structures("targetGroupPairInfoList") ?? []
    guard let one = pairs.first, pairs.count == 1 else {
      throw invalid(pair, "targetGroupPairInfoList must have exactly one target group pair")
    }
    var names: [String] = []
    for group in try one.structures("targetGroups") ?? [] { names.append(try group.string("name") ?? "") }
    guard names.count == 2, Set(names).count == 2 else {
      throw invalid(pair, "a target group pair must have exactly two target groups")
    }
    let production = try one.structure("prodTrafficRoute")?.strings("listenerArns") ?? []
    guard production.count == 1 else { throw invalid(pair, "prodTrafficRoute must have exactly one listener") }
    let test = try one.structure("testTrafficRoute")?.strings("listenerArns") ?? []
    guard test.count <= 1, test != production else {
      throw invalid(pair, "testTrafficRoute must have one listener, another than prodTrafficRoute")
    }
    return CodeDeploy.TargetGroupPair(targetGroups: names, production: production, test: test)
  }

  func revision() throws(ServiceFailure) -> CodeDeploy.Revision {
    guard let location = try structure("revision") else {
      throw ServiceFailure(
        "RevisionRequiredException", "The revision ID was not specified.",
        why: "A deployment to ECS brings its AppSpec: revisionType=AppSpecContent,appSpecContent={content=…}.")
    }
    let kind = try location.string("revisionType") ?? "AppSpecContent"
    guard kind == "AppSpecContent" else {
      throw ["S3", "GitHub", "String"].contains(kind)
        ? .notSimulated("A revision of type \(kind)")
        : ServiceFailure("InvalidRevisionException", "The revision type \(kind) is invalid.")
    }
    guard let appSpec = try location.structure("appSpecContent"), let content = try appSpec.string("content") else {
      throw ServiceFailure(
        "InvalidRevisionException", "The AppSpec content was not specified.", why: "appSpecContent={content=…}")
    }
    return try CodeDeploy.Revision(content: content, sha256: try appSpec.string("sha256"))
  }

  func codeDeployPage(of names: [String]) throws(ServiceFailure) -> Page<String> {
    do throws(ServiceFailure) {
      return try page(of: names, limit: 100, token: try string("nextToken")) { $0 }
    } catch { throw ServiceFailure("InvalidNextTokenException", "The next token was specified in an invalid format.") }
  }
}

extension ServiceFailure {
  static let applicationNameRequired = ServiceFailure(
    "ApplicationNameRequiredException", "The application name was not specified.")
}
