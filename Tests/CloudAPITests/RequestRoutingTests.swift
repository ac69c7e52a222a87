/// Which rule of a listener takes a request: "User Guide for Application Load Balancers", "Condition types for listener rules".
import Cloud
import CloudAPI
import Documents
import Testing

extension TestCloud {
  /// A rule that answers with its own number.
  fileprivate mutating func answer(_ number: Int, where conditions: String) throws {
    try elb(
      "CreateRule",
      #"{"ListenerArn": "\#(listener)", "Priority": \#(number), "Conditions": [\#(conditions)], "Actions": [{"Type": "#
        + #""fixed-response", "FixedResponseConfig": {"StatusCode": "404", "MessageBody": "\#(number)"}}]}"#)
  }

  /// The number of the rule that takes it; nil: the default rule, which leads to `blue`.
  fileprivate func taker(of request: LoadBalancing.WebRequest) -> String? {
    world.regions["us-east-1"]?.testConnection(
      from: .internet, to: .loadBalancer(balancer), port: 80, request: request
    ).answer?.body
  }
}

private func values(_ field: String, _ member: String, _ values: String, _ more: String = "") -> String {
  #"{"Field": "\#(field)", "\#(member)": {"Values": [\#(values)]\#(more)}}"#
}
private func host(_ pattern: String) -> String { values("host-header", "HostHeaderConfig", #""\#(pattern)""#) }
private func path(_ pattern: String) -> String { values("path-pattern", "PathPatternConfig", #""\#(pattern)""#) }
private func header(_ name: String, _ pattern: String) -> String {
  values("http-header", "HttpHeaderConfig", #""\#(pattern)""#, #", "HttpHeaderName": "\#(name)""#)
}
private func query(_ pair: String) -> String { values("query-string", "QueryStringConfig", "{\(pair)}") }
private func source(_ block: String) -> String { values("source-ip", "SourceIpConfig", #""\#(block)""#) }
private func method(_ word: String) -> String {
  values("http-request-method", "HttpRequestMethodConfig", #""\#(word)""#)
}

@Test(arguments: [
  (host("*.example.com"), true), (host("www.EXAMPLE.c?m"), true), (host("example.com"), false),
  (path("/img/*"), true), (path("/img/?.png"), true), (path("/IMG/*"), false), (path("/img"), false),
  (path("*/a.png"), true), (path("/img/a.png?*"), false),
  (header("X-TEST", "Canary-?"), true), (header("x-test", "canary"), false), (header("x-other", "*"), false),
  (query(#""Key": "version", "Value": "2""#), true), (query(#""Key": "version", "Value": "3""#), false),
  (query(#""Value": "1""#), true), (query(#""Key": "X", "Value": "*""#), true),
  (method("GET"), true), (method("POST"), false), (source("10.0.0.0/16"), true), (source("10.1.0.0/16"), false),
  (host("*") + ", " + path("/img/*"), true), (host("*") + ", " + path("/other"), false),
  (values("path-pattern", "PathPatternConfig", #""/other", "/img/*""#), true),
])
func aRuleTakesWhatAllItsConditionsHoldOf(conditions: String, isTaken: Bool) throws {
  var cloud = try TestCloud.balanced()
  try cloud.answer(5, where: conditions)
  var request = LoadBalancing.WebRequest(host: "WWW.example.com", target: "/img/a.png?Version=2&x=1")
  _ = request.add(header: "X-Test: canary-7")
  request.source = "10.0.1.9"
  #expect(cloud.taker(of: request) == (isTaken ? "5" : nil))
}

@Test func theLowestNumberComesFirst() throws {
  var cloud = try TestCloud.balanced()
  try cloud.answer(20, where: path("/*"))
  try cloud.answer(10, where: host("a.com"))
  #expect(cloud.taker(of: .init(host: "a.com")) == "10")
  #expect(cloud.taker(of: .init(host: "b.com")) == "20")
  var request = LoadBalancing.WebRequest(host: "b.com")
  _ = request.add(header: "Host: a.com:80")
  #expect(cloud.taker(of: request) == "10")
}

@Test(arguments: [
  (#"{"Field": "host-header"}"#, "A condition value must be specified"),
  (
    #"{"Field": "path-pattern", "Values": ["/a", "/b"]}"#,
    "The 'path-pattern' field contains too many values; the limit is '1'"
  ),
  (host(String(repeating: "x", count: 129)), "The 'host-header' value is too long; the limit is '128'"),
  (#"{"Field": "source-ip"}"#, "A 'SourceIpConfig' must be specified with 'source-ip'"),
  (#"{"Field": "source-ip", "SourceIpConfig": {"Values": []}}"#, "A 'source-ip' value must be specified"),
  (
    #"{"Field": "http-header", "HttpHeaderConfig": {"Values": ["a"]}}"#,
    "A 'HttpHeaderName' must be specified in 'HttpHeaderConfig'"
  ),
  (header(String(repeating: "x", count: 41), "a"), "The 'HttpHeaderName' value is too long; the limit is '40'"),
  (values("query-string", "QueryStringConfig", ""), "A 'query-string' value must be specified"),
  (query(#""Key": "a""#), "A 'Value' must be specified in 'QueryStringKeyValuePair'"),
  (method("get"), "The 'http-request-method' value is invalid; the allowed characters are A-Z, hyphen and underscore"),
])
func aConditionKeepsItsLimits(condition: String, text: String) throws {
  var cloud = try TestCloud.balanced()
  let refusal = try cloud.elbRefusal(
    "CreateRule",
    #"{"ListenerArn": "\#(cloud.listener)", "Priority": 5, "Conditions": [\#(condition)], "Actions": [{"Type": "#
      + #""fixed-response", "FixedResponseConfig": {"StatusCode": "404"}}]}"#)
  #expect(refusal == "ValidationError: \(text)")
}
