/// What Fargate's platforms and Fargate Spot can not run. Source: runtime sheet, sections 5.1 (8 and 16 vCPU and larger
/// ephemeral storage need 1.4.0; LATEST is 1.0.0 on Windows) and 5.2 (Spot: no Windows; ARM needs 1.4.0).
import Cloud
import CloudAPI
import Documents
import Testing

extension TestCloud {
  fileprivate static func withPlatforms() throws -> TestCloud {
    var cloud = try TestCloud.harbor(plan: .balanced)
    try cloud.call(
      "PutClusterCapacityProviders",
      #"{"cluster": "harbor", "capacityProviders": ["FARGATE", "FARGATE_SPOT"], "defaultCapacityProviderStrategy": []}"#
    )
    for (family, size, more) in [
      ("small", #""cpu": "256", "memory": "512""#, ""), ("large", #""cpu": "8192", "memory": "16384""#, ""),
      ("stubborn", #""cpu": "256", "memory": "512""#, ""),
      ("roomy", #""cpu": "256", "memory": "512""#, #", "ephemeralStorage": {"sizeInGiB": 30}"#),
      ("arm", #""cpu": "256", "memory": "512""#, #", "runtimePlatform": {"cpuArchitecture": "ARM64"}"#),
      (
        "windows", #""cpu": "1024", "memory": "2048""#,
        #", "runtimePlatform": {"operatingSystemFamily": "WINDOWS_SERVER_2022_CORE"}"#
      ),
    ] {
      try cloud.call(
        "RegisterTaskDefinition",
        #"{"family": "\#(family)", "networkMode": "awsvpc", "requiresCompatibilities": ["FARGATE"], \#(size), "#
          + #""containerDefinitions": [{"name": "app", "image": "front:60"\#(family == "stubborn" ? restarts : "")}]"#
          + "\(more)}")
    }
    return cloud
  }
  /// Runtime sheet, section 1.8: needs 1.4.0.
  private static let restarts = #", "restartPolicy": {"enabled": true}"#
}

private let incompatible =
  "PlatformTaskDefinitionIncompatibilityException: One or more of the requested capabilities are not supported."

@Test(arguments: [
  ("small", "1.3.0", false, ""), ("large", "1.3.0", false, incompatible), ("large", "1.4.0", false, ""),
  ("stubborn", "1.3.0", false, incompatible), ("stubborn", "1.4.0", false, ""),
  ("roomy", "1.3.0", false, incompatible), ("roomy", "LATEST", false, ""), ("arm", "1.3.0", false, ""),
  ("arm", "1.3.0", true, incompatible), ("arm", "1.4.0", true, ""), ("windows", "1.0.0", false, ""),
  ("windows", "1.4.0", false, "PlatformUnknownException: The specified platform does not exist."),
  ("small", "1.0.0", false, "PlatformUnknownException: The specified platform does not exist."),
  (
    "windows", "LATEST", true,
    "InvalidParameterException: The FARGATE_SPOT capacity provider does not support Windows tasks."
  ),
])
func aPlatformRunsWhatItCan(family: String, version: String, onSpot: Bool, said: String) throws {
  var cloud = try TestCloud.withPlatforms()
  let launch =
    onSpot
    ? #""capacityProviderStrategy": [{"capacityProvider": "FARGATE_SPOT", "weight": 1}]"# : #""launchType": "FARGATE""#
  let common =
    #""cluster": "harbor", "taskDefinition": "\#(family)", "platformVersion": "\#(version)", \#(launch), "#
    + TestCloud.network
  for (operation, input) in [
    ("RunTask", "{\(common)}"), ("CreateService", #"{"serviceName": "web", "desiredCount": 1, \#(common)}"#),
  ] {
    switch try cloud.reply(operation, input) {
    case .success: #expect(said.isEmpty, "\(operation)")
    case .failure(let failure): #expect(failure.line == said, "\(operation)")
    }
  }
}

@Test(arguments: [("small", "1.4.0"), ("windows", "1.0.0")])
func theLatestPlatformIsThatOfTheOperatingSystem(family: String, version: String) throws {
  var cloud = try TestCloud.withPlatforms()
  let service = try cloud.createService("web", family)
  #expect(service["platformVersion"] == "LATEST")
  #expect(service["deployments"]?[0]?["platformVersion"]?.string == version)
}
