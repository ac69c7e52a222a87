/// Refused credentials: AWS General Reference, "Common Error Types"; the API sheet, section 0.7.
import Cloud
import Documents
import SimulationKit
import Testing

@testable import CloudAPI

private let signatureText =
  "The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and "
  + "signing method. Consult the service documentation for details."

@Test(arguments: [
  ("expired", "ecs", "ListClusters", "ExpiredTokenException: The security token included in the request is expired"),
  (
    "invalid", "ecs", "ListClusters",
    "UnrecognizedClientException: The security token included in the request is invalid."
  ),
  ("signature", "ecs", "CreateCluster", "InvalidSignatureException: " + signatureText),
  ("missing", "logs", "DescribeLogGroups", "MissingAuthenticationTokenException: Missing Authentication Token"),
  ("expired", "sts", "GetCallerIdentity", "ExpiredToken: The security token included in the request is expired"),
  ("signature", "iam", "ListRoles", "SignatureDoesNotMatch: " + signatureText),
  ("missing", "iam", "ListRoles", "MissingAuthenticationToken: Request is missing Authentication Token"),
  ("invalid", "ec2", "DescribeVpcs", "AuthFailure: AWS was not able to validate the provided access credentials"),
])
func credentialsAreRefused(why: String, service: String, operation: String, expected: String) {
  expectRefusal("credentials-refused why=\(why)", service, operation, expected)
}

@Test(arguments: [
  ("api-throttled", "ecs", "ListClusters", "ThrottlingException: Rate exceeded"),
  ("api-throttled", "iam", "ListRoles", "Throttling: Rate exceeded"),
  ("api-throttled", "ec2", "DescribeVpcs", "RequestLimitExceeded: Request limit exceeded."),
  ("api-down", "ecs", "CreateCluster", "ServerException: Service Unavailable. Please try again later."),
  ("api-down", "ecr", "DescribeRepositories", "ServerException: Service Unavailable. Please try again later."),
  (
    "api-down", "elbv2", "DescribeLoadBalancers",
    "ServiceUnavailable: The request has failed due to a temporary failure of the server."
  ),
  ("api-down", "ec2", "DescribeVpcs", "Unavailable: The server is overloaded and can't handle the request."),
])
func callsAreRefusedForAWhile(fault: String, service: String, operation: String, expected: String) {
  expectRefusal(fault, service, operation, expected)
}

/// For the five minutes that the fault lasts, and nothing is done meanwhile.
private func expectRefusal(
  _ fault: String, _ service: String, _ operation: String, _ expected: String,
  sourceLocation: SourceLocation = #_sourceLocation
) {
  var cloud = TestCloud()
  cloud.inject("\(fault) lasts=5m")
  let request = ServiceRequest(service: service, operation: operation, input: [:])
  var line = ""
  if case .failure(let failure) = CloudAPI.answer(request, on: &cloud.world, cause: .command(1)) { line = failure.line }
  #expect(line == expected, sourceLocation: sourceLocation)
  #expect(cloud.region?.ecs.clusters.isEmpty == true, sourceLocation: sourceLocation)
  cloud.advance(seconds: 300)
  if case .failure(let failure) = CloudAPI.answer(request, on: &cloud.world, cause: .command(2)) {
    Issue.record("still refused: \(failure.line)", sourceLocation: sourceLocation)
  }
}

/// What ECS does by itself needs nobody's credentials.
@Test func servicesRunOnWithoutTheirOwnersCredentials() throws {
  var (cloud, _) = try TestCloud.steady(count: 2)
  cloud.inject("credentials-refused")
  cloud.inject("task-killed service=web")
  cloud.advance(seconds: 120)
  #expect(cloud.service()?.runningCount == 2)
}
