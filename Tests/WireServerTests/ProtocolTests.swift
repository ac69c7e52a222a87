import Cloud
import CloudAPI
import Documents
import ServiceModels
import SimulationKit
import Testing
import Workspace

@testable import WireServer

private let authorization =
  "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20260105/eu-west-1/ecs/aws4_request, SignedHeaders=host, Signature=00"

@Suite struct CredentialScopeTests {
  @Test func theScopeNamesKeyRegionAndService() {
    let scope = CredentialScope(authorization: authorization)
    #expect(scope?.accessKey == "AKIDEXAMPLE")
    #expect(scope?.region == "eu-west-1")
    #expect(scope?.service == "ecs")
  }

  @Test(arguments: ["us-east-1", "us-gov-west-1", "ap-southeast-4"])
  func regionsAreTaken(region: String) {
    #expect(CredentialScope(authorization: authorization.replacing("eu-west-1", with: region))?.region == region)
  }

  @Test(arguments: ["", "nowhere", "us.east.1", "EU-WEST-1", "eu-west-99999", "é-west-1"])
  func whatIsNoRegionIsTheDefault(region: String) {
    #expect(CredentialScope(authorization: authorization.replacing("eu-west-1", with: region))?.region == "us-east-1")
  }

  @Test(arguments: [
    nil, "", "Basic dXNlcg==", "AWS4-HMAC-SHA256", "AWS4-HMAC-SHA256 Credential=", "AWS4-HMAC-SHA256 Credential=a/b/c",
    "AWS4-HMAC-SHA256 Credential=a b/20260105/us-east-1/ecs/aws4_request",
    "AWS4-HMAC-SHA256 Credential=a/20260105/us-east-1/ecs/aws3_request",
  ])
  func whatIsNoScope(text: String?) { #expect(CredentialScope(authorization: text) == nil) }
}

/// `ecs-api.md` §4: requests, replies and errors of AWS JSON 1.1.
@Suite struct JSONWireTests {
  static let prefix = "AmazonEC2ContainerServiceV20141113"
  let wire = JSONWire(target: "\(prefix).CreateCluster")

  private func failure(_ target: String, _ body: String) -> ServiceReply {
    let wire = JSONWire(target: target)
    do {
      _ = try wire.call(HTTPRequest(body: Array(body.utf8)), scope: nil)
      return .success([:])
    } catch { return .failure(error) }
  }
  private func text(_ response: HTTPResponse) -> String { String(decoding: response.body, as: UTF8.self) }

  @Test func aCallNamesOperationRegionKeyAndClient() throws {
    let request = HTTPRequest(
      fields: ["User-Agent": "Boto3/1.43.11 md/Botocore"], body: Array(#"{"clusterName":"demo"}"#.utf8))
    let call = try wire.call(request, scope: CredentialScope(authorization: authorization))
    #expect(
      call.request == ServiceRequest(operation: "CreateCluster", region: "eu-west-1", input: ["clusterName": "demo"]))
    #expect(call.accessKey == "AKIDEXAMPLE")
    #expect(call.client == "Boto3")
  }

  @Test func withoutSignatureTheRegionIsTheDefault() throws {
    let call = try wire.call(HTTPRequest(body: Array("{}".utf8)), scope: nil)
    #expect(call.request.region == "us-east-1")
    #expect(call.accessKey == nil)
  }

  @Test func anEmptyBodyIsAnEmptyObject() throws {
    #expect(try wire.call(HTTPRequest(), scope: nil).request.input == [:])
  }

  @Test func aReplyHasAlphabeticalKeysAndNumbersForTimestamps() {
    let reply: Document.Object = [
      "taskDefinition": ["status": "ACTIVE", "family": "web", "registeredAt": .decimal(.init(checkedText: "1.5"))],
      "clusterCount": 1, "list": [["b": 1, "a": []]],
    ]
    let response = wire.response(.success(reply), requestID: "id")
    #expect(response.status == 200)
    #expect(response.contentType == "application/x-amz-json-1.1")
    #expect(response.fields == [.init(name: "x-amzn-requestid", value: "id")])
    #expect(
      text(response)
        == #"{"clusterCount":1,"list":[{"a":[],"b":1}],"taskDefinition":{"family":"web","registeredAt":1.5,"status":"ACTIVE"}}"#
    )
    #expect(text(wire.response(.success([:]), requestID: "id")) == "{}")
  }

  @Test func anErrorHasTypeMessageAndItsMembers() {
    let failure = ServiceFailure(
      "ConflictException", "The RunTask request could not be processed due to conflicts.",
      members: ["resourceIds": ["a"]])
    let response = wire.response(.failure(failure), requestID: "id")
    #expect(response.status == 400)
    #expect(
      text(response)
        == #"{"__type":"ConflictException","message":"The RunTask request could not be processed due to conflicts.","resourceIds":["a"]}"#
    )
  }

  @Test func onlyTheServersFaultIs500() {
    #expect(wire.response(.failure(ServiceFailure("ServerException", "x")), requestID: "id").status == 500)
    #expect(wire.response(.failure(ServiceFailure("AnythingElse", "x")), requestID: "id").status == 400)
  }

  @Test func anUnknownOperationHasNoMessage() {
    #expect(failure("\(Self.prefix).MakeCoffee", "{}") == .failure(ServiceFailure("UnknownOperationException", nil)))
  }

  @Test(arguments: ["", ".", "Nothing", "Nothing.ListClusters", "x\u{1}.y"])
  func anUnknownServiceIsNamed(target: String) {
    guard case .failure(let failure) = failure(target, "{}") else {
      Issue.record("answered")
      return
    }
    #expect(failure.code == "UnknownOperationException")
    #expect(failure.message == "\(Document.quoted(target)) names no service that is known here.")
  }

  @Test func whatIsNotSimulatedSaysSo() {
    #expect(
      failure("AmazonSSM.StartSession", "{}")
        == .failure(ServiceFailure("NotSimulatedYet", "ssm StartSession is not simulated yet.")))
  }

  /// The eleven that botocore 1.44.8 has beside the 77 of the API sheet.
  @Test(arguments: [
    "AssociateGatewayWithCluster", "CreateGateway", "DeleteGateway", "DescribeGateway", "DescribeGatewayResources",
    "DescribeGatewayRoute", "DisassociateGatewayFromCluster", "ListGatewayClusterAssociations", "ListGatewayRoutes",
    "ListGateways", "UpdateGateway",
  ])
  func theNewestOperationsSayThatTheyAreNotSimulated(operation: String) {
    #expect(
      failure("AmazonEC2ContainerServiceV20141113.\(operation)", "{}")
        == .failure(ServiceFailure("NotSimulatedYet", "ecs \(operation) is not simulated yet.")))
  }

  @Test(arguments: [
    ("[]", "START_ARRAY can not be converted to a Structure"),
    ("1", "NUMBER_VALUE can not be converted to a Structure"),
    ("\"a\"", "STRING_VALUE can not be converted to a Structure"),
    ("true", "TRUE_VALUE can not be converted to a Structure"),
    ("null", "NULL_VALUE can not be converted to a Structure"),
  ])
  func aBodyThatIsNoObject(body: String, message: String) {
    #expect(
      failure("\(Self.prefix).CreateCluster", body) == .failure(ServiceFailure("SerializationException", message)))
  }

  @Test func aBodyThatIsNoJSON() {
    for body in ["{", "{]", "\u{FEFF}{}", "{\"a\":}", String(repeating: "[", count: 100_000)] {
      guard case .failure(let failure) = failure("\(Self.prefix).CreateCluster", body) else {
        Issue.record("answered")
        return
      }
      #expect(failure.code == "SerializationException")
    }
    let invalid = HTTPRequest(body: [0x7B, 0xFF, 0x7D])
    #expect(
      throws: ServiceFailure(
        "SerializationException", "the bytes are not UTF-8; save the file as UTF-8 (line 1, column 2)")
    ) {
      try wire.call(invalid, scope: nil)
    }
  }

  @Test func aServiceOfJSON10AnswersSo() {
    let wire = JSONWire(target: "GraniteServiceVersion20100801.DescribeAlarms")
    let response = wire.response(.failure(ServiceFailure("ResourceNotFound", "x")), requestID: "id")
    #expect(response.contentType == "application/x-amz-json-1.0")
    #expect(response.fields.last == .init(name: "x-amzn-query-error", value: "ResourceNotFound;Sender"))
  }
}

/// `ecs-api.md` §4: the query protocols.
@Suite struct QueryWireTests {
  private func form(_ text: String) throws -> FormBody { try FormBody(Array(text.utf8)) }
  private func text(_ response: HTTPResponse) -> String { String(decoding: response.body, as: UTF8.self) }

  @Test func getCallerIdentity() throws {
    let wire = QueryWire(try form("Action=GetCallerIdentity&Version=2011-06-15"), scope: nil)
    let call = try wire.call(HTTPRequest(), scope: nil)
    #expect(call.request == ServiceRequest(service: "sts", operation: "GetCallerIdentity", input: [:]))
    let reply: Document.Object = [
      "UserId": "AIDA", "Account": "123456789012", "Arn": "arn:aws:iam::123456789012:user/a&b",
    ]
    let response = wire.response(.success(reply), requestID: "id")
    #expect(response.contentType == "text/xml")
    #expect(
      text(response)
        == #"<GetCallerIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><GetCallerIdentityResult>"#
        + "<UserId>AIDA</UserId><Account>123456789012</Account><Arn>arn:aws:iam::123456789012:user/a&amp;b</Arn>"
        + "</GetCallerIdentityResult><ResponseMetadata><RequestId>id</RequestId></ResponseMetadata>"
        + "</GetCallerIdentityResponse>")
  }

  @Test func anErrorOfAQueryService() throws {
    let wire = QueryWire(try form("Action=GetCallerIdentity&Version=2011-06-15"), scope: nil)
    #expect(
      text(wire.response(.failure(ServiceFailure("NoSuchEntity", "<gone>")), requestID: "id"))
        == #"<ErrorResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><Error><Type>Sender</Type>"#
        + "<Code>NoSuchEntity</Code><Message>&lt;gone&gt;</Message></Error><RequestId>id</RequestId></ErrorResponse>")
  }

  @Test func anErrorOfEC2() throws {
    let wire = QueryWire(try form("Action=DescribeSubnets&Version=2016-11-15"), scope: nil)
    #expect(
      text(wire.response(.failure(ServiceFailure("InvalidSubnetID.NotFound", "gone")), requestID: "id"))
        == "<Response><Errors><Error><Code>InvalidSubnetID.NotFound</Code><Message>gone</Message></Error></Errors>"
        + "<RequestID>id</RequestID></Response>")
  }

  @Test func anUnknownAction() throws {
    let wire = QueryWire(try form("Action=MakeCoffee&Version=2011-06-15"), scope: nil)
    #expect(throws: ServiceFailure("InvalidAction", "Could not find operation MakeCoffee for version 2011-06-15")) {
      try wire.call(HTTPRequest(), scope: nil)
    }
  }

  @Test func theScopeDecidesBeforeTheVersion() throws {
    let scope = CredentialScope(authorization: authorization.replacing("/ecs/", with: "/iam/"))
    #expect(QueryWire(try form("Action=ListRoles&Version=2011-06-15"), scope: scope).model?.name == "iam")
  }

  /// Both generations are signed for as `elasticloadbalancing`.
  @Test(arguments: [("2012-06-01", "elb"), ("2015-12-01", "elbv2"), ("", "elbv2")])
  func theVersionTellsLoadBalancersApart(version: String, service: String) throws {
    let scope = CredentialScope(authorization: authorization.replacing("/ecs/", with: "/elasticloadbalancing/"))
    let form = try form("Action=DescribeLoadBalancers&Version=\(version)")
    #expect(QueryWire(form, scope: scope).model?.name == service)
  }

  @Test func listsStructuresAndNumbersOfAQuery() throws {
    let model = try #require(ServiceModel.named("elbv2"))
    let body = try form(
      "Names.member.2=b&Names.member.1=a%20%C3%A9&PageSize=10&Unknown.member.1=x&LoadBalancerArns.member.1=")
    let input = try QueryInput(model: model, isEC2: false).structure(body.root, as: "DescribeTargetGroupsInput")
    #expect(input["Names"] == ["a é", "b"])
    #expect(input["PageSize"] == 10)
    #expect(input["Unknown"] == nil)
  }

  @Test func listsOfEC2HaveNoMember() throws {
    let model = try #require(ServiceModel.named("ec2"))
    let body = try form("SubnetId.1=subnet-a&Filter.1.Name=vpc-id&Filter.1.Value.1=vpc-a&DryRun=false")
    let input = try QueryInput(model: model, isEC2: true).structure(body.root, as: "DescribeSubnetsRequest")
    #expect(input["SubnetIds"] == ["subnet-a"])
    #expect(input["Filters"] == [["Name": "vpc-id", "Values": ["vpc-a"]]])
    #expect(input["DryRun"] == false)
  }

  @Test func aReplyOfEC2HasItemsAndLowerNames() throws {
    let wire = QueryWire(try form("Action=DescribeSubnets&Version=2016-11-15"), scope: nil)
    let reply: Document.Object = ["Subnets": [["SubnetId": "subnet-a", "DefaultForAz": true, "Tags": []]]]
    #expect(
      text(wire.response(.success(reply), requestID: "id"))
        == #"<DescribeSubnetsResponse xmlns="http://ec2.amazonaws.com/doc/2016-11-15/"><requestId>id</requestId>"#
        + "<subnetSet><item><tagSet/><subnetId>subnet-a</subnetId><defaultForAz>true</defaultForAz></item></subnetSet>"
        + "</DescribeSubnetsResponse>")
  }

  @Test(arguments: ["PageSize=ten", "PageSize=", "PageSize=[]"])
  func aNumberThatIsNone(body: String) throws {
    let model = try #require(ServiceModel.named("elbv2"))
    let root = try form(body).root
    #expect(throws: ServiceFailure.self) {
      try QueryInput(model: model, isEC2: false).structure(root, as: "DescribeTargetGroupsInput")
    }
  }

  @Test(arguments: ["%", "%4", "%zz=1", "a=%ff", String(repeating: "a.", count: 40)])
  func aFormThatIsNone(body: String) { #expect(throws: ServiceFailure.self) { try form(body) } }

  @Test func timestampsAreISOText() {
    #expect(WireTime.text(.integer(1_767_603_600)) == "2026-01-05T09:00:00Z")
    #expect(WireTime.text(.decimal(.init(checkedText: "1767603600.005"))) == "2026-01-05T09:00:00.005Z")
    #expect(Instant(iso8601: "2026-01-05T09:00:00Z") == .worldStart)
    #expect(Instant(iso8601: "2026-01-05T09:00:00.25Z") == .worldStart + .milliseconds(250))
    for text in ["", "2026-01-05", "2026-13-05T09:00:00Z", "2026-01-05T09:00:00+01:00", "2026-01-05T09:00:00.Z"] {
      #expect(Instant(iso8601: text) == nil)
    }
  }

  @Test func whatXMLCannotSayIsReplaced() {
    var xml = XMLText()
    xml.leaf("a", "\u{1}\"<\u{1B}[2J>\r\n")
    #expect(xml.text == "<a>\u{FFFD}&quot;&lt;\u{FFFD}[2J&gt;&#xD;\n</a>")
  }
}

/// smithy.io, "AWS restJson1 protocol", "HTTP bindings"; the paths are those of the VPC Lattice API reference.
@Suite struct RESTWireTests {
  private static let scope = CredentialScope(authorization: authorization.replacing("/ecs/", with: "/vpc-lattice/"))

  private func call(_ method: String, _ path: String, query: String = "", _ body: String = "") throws -> WireCall {
    let request = HTTPRequest(method: method, path: path, query: query, body: Array(body.utf8))
    let scope = try #require(Self.scope)
    return try #require(RESTWire(request, scope: scope)).call(request, scope: scope)
  }

  @Test func methodAndPathNameTheOperation() throws {
    let made = try call("POST", "/targetgroups", #"{"name": "mesh", "type": "IP"}"#)
    #expect(made.request.service == "vpc-lattice")
    #expect(made.request.operation == "CreateTargetGroup")
    #expect(made.request.input == ["name": "mesh", "type": "IP"])
    #expect(try call("GET", "/targetgroups").request.operation == "ListTargetGroups")
  }

  @Test func labelsAndQueryAreMembers() throws {
    let listed = try call("POST", "/targetgroups/tg-1/listtargets", query: "maxResults=5&nextToken=a%2Fb", "{}")
    #expect(listed.request.operation == "ListTargets")
    #expect(
      listed.request.input == ["targetGroupIdentifier": "tg-1", "maxResults": 5, "nextToken": "a/b"])
    let arn = "arn%3Aaws%3Avpc-lattice%3Aus-east-1%3A123456789012%3Aservice%2Fsvc-1"
    let untagged = try call("DELETE", "/tags/\(arn)", query: "tagKeys=team&tagKeys=tier")
    #expect(
      untagged.request.input
        == ["resourceArn": "arn:aws:vpc-lattice:us-east-1:123456789012:service/svc-1", "tagKeys": ["team", "tier"]])
  }

  @Test(arguments: [
    ("GET", "/nothing", "", "NotSimulatedYet"), ("PUT", "/authpolicy/svc-1", "", "NotSimulatedYet"),
    ("GET", "/targetgroups", "maxResults=many", "SerializationException"),
    ("GET", "/targetgroups/%zz", "", "SerializationException"),
  ])
  func whatIsNotUnderstood(method: String, path: String, query: String, code: String) throws {
    let failure = #expect(throws: ServiceFailure.self) { try call(method, path, query: query) }
    #expect(failure?.code == code)
  }

  @Test func repliesHaveTheirOwnStatusAndTextTimes() throws {
    func wire(_ method: String, _ path: String) throws -> RESTWire {
      let scope = try #require(Self.scope)
      return try #require(RESTWire(HTTPRequest(method: method, path: path), scope: scope))
    }
    let made = try wire("POST", "/targetgroups").response(.success(["id": "tg-1"]), requestID: "r")
    #expect(made.status == 201)
    #expect(String(decoding: made.body, as: UTF8.self) == #"{"id":"tg-1"}"#)
    let gone = try wire("DELETE", "/services/svc-1/listeners/listener-1").response(.success([:]), requestID: "r")
    #expect(gone.status == 204)
    #expect(gone.body == [])
    // 2026-01-05T09:00:00Z is 1767603600.
    let shown = try wire("GET", "/targetgroups/tg-1").response(.success(["createdAt": 1_767_603_600]), requestID: "r")
    #expect(String(decoding: shown.body, as: UTF8.self) == #"{"createdAt":"2026-01-05T09:00:00Z"}"#)
    let failure = ServiceFailure("ResourceNotFoundException", "gone", members: ["resourceId": "tg-1"])
    let refused = try wire("GET", "/targetgroups/tg-1").response(.failure(failure), requestID: "r")
    #expect(refused.status == 404)
    #expect(refused.fields.contains { $0.name == "x-amzn-errortype" && $0.value == "ResourceNotFoundException" })
    #expect(String(decoding: refused.body, as: UTF8.self) == #"{"message":"gone","resourceId":"tg-1"}"#)
  }

  @Test func otherServicesSpeakOtherwise() throws {
    let scope = try #require(CredentialScope(authorization: authorization))
    #expect(RESTWire(HTTPRequest(), scope: scope) == nil)
  }
}
