/// Members that several elbv2 operations have in common, parsed; and what of them is refused as not simulated.
///
/// In: a request's members. Out: typed settings, or a refusal in the service's manner (`ValidationError`).
/// Source: Elastic Load Balancing API reference.
import Cloud
import Documents

extension Input {
  /// - Throws: ValidationError when absent.
  func required(_ member: String) throws(ServiceFailure) -> String {
    guard let text = try string(member), !text.isEmpty else { throw .validationError("\(member) must be specified") }
    return text
  }

  /// One of `words`.
  func listed(_ member: String, _ words: [String], called name: String) throws(ServiceFailure) -> String? {
    guard let word = try string(member) else { return nil }
    guard words.contains(word) else {
      throw .validationError("\(name) '\(word)' must be one of '\(words.joined(separator: ", "))'")
    }
    return word
  }

  /// - Parameter kind: `targetgroup`, `loadbalancer`, `listener`, `listener-rule`.
  func loadBalancingARN(_ member: String, kind: String) throws(ServiceFailure) -> String {
    let arn = try required(member)
    let parts = arn.split(separator: ":", maxSplits: 5, omittingEmptySubsequences: false)
    guard parts.count == 6, parts[0] == "arn", parts[2] == "elasticloadbalancing", parts[5].hasPrefix("\(kind)/") else {
      let word = kind == "listener-rule" ? "listener rule" : kind == "targetgroup" ? "target group" : kind
      throw .validationError(
        "'\(arn)' is not a valid \(word == "loadbalancer" ? "load balancer" : word) ARN",
        why: "The whole ARN is wanted, as the describe commands show it, not the name.")
    }
    return arn
  }

  func port() throws(ServiceFailure) -> Int? {
    guard let port = try integer("Port") else { return nil }
    guard (1...65_535).contains(port) else { throw .validationError("Port '\(port)' must be between 1 and 65535") }
    return port
  }

  func transport() throws(ServiceFailure) -> LoadBalancing.TransportProtocol? {
    guard let word = try string("Protocol") else { return nil }
    guard let transport = LoadBalancing.TransportProtocol(rawValue: word) else {
      let others = ["GENEVE", "QUIC", "TCP_QUIC"]
      if others.contains(word) { throw .notSimulated("The protocol \(word)") }
      let words = LoadBalancing.TransportProtocol.allCases.map(\.rawValue)
      throw .validationError(
        "1 validation error detected: Value '\(word)' at 'protocol' failed to satisfy constraint: Member must satisfy "
          + "enum value set: [\((words + others).joined(separator: ", "))]")
    }
    return transport
  }

  func ipAddressType() throws(ServiceFailure) -> String {
    let word = try string("IpAddressType") ?? "ipv4"
    guard word == "ipv4" else { throw .notSimulated("The IP address type \(word)") }
    return word
  }

  func loadBalancingTags() throws(ServiceFailure) -> [LoadBalancing.Tag] {
    var tags: [LoadBalancing.Tag] = []
    for entry in try structures("Tags") ?? [] {
      let tag = LoadBalancing.Tag(key: try entry.required("Key"), value: try entry.string("Value"))
      guard !tags.contains(where: { $0.key == tag.key }) else {
        throw ServiceFailure("DuplicateTagKeys", "A tag key was specified more than once: '\(tag.key)'")
      }
      tags.append(tag)
    }
    guard tags.count <= 50 else { throw ServiceFailure("TooManyTags", "You can specify up to 50 tags") }
    return tags
  }

  func loadBalancingAttributes(of thing: String) throws(ServiceFailure) -> [(key: String, value: String)] {
    var changes: [(key: String, value: String)] = []
    for entry in try structures("Attributes") ?? [] {
      changes.append((try entry.required("Key"), try entry.string("Value") ?? ""))
    }
    guard !changes.isEmpty else { throw .validationError("A \(thing) attribute must be specified") }
    return changes
  }

  func targets() throws(ServiceFailure) -> [Input] {
    let targets = try structures("Targets") ?? []
    guard !targets.isEmpty else { throw .validationError("You must specify at least one target") }
    return targets
  }

  func healthCheck() throws(ServiceFailure) -> LoadBalancing.HealthCheckSettings {
    var settings = LoadBalancing.HealthCheckSettings()
    if let word = try listed("HealthCheckProtocol", ["HTTP", "HTTPS", "TCP"], called: "Health check protocol") {
      settings.speech = LoadBalancing.HealthCheck.Speech(rawValue: word)
    }
    settings.port = try string("HealthCheckPort")
    settings.path = try string("HealthCheckPath")
    settings.intervalSeconds = try integer("HealthCheckIntervalSeconds")
    settings.timeoutSeconds = try integer("HealthCheckTimeoutSeconds")
    settings.healthyThreshold = try integer("HealthyThresholdCount")
    settings.unhealthyThreshold = try integer("UnhealthyThresholdCount")
    if let matcher = try structure("Matcher") {
      if matcher.has("GrpcCode") { throw .notSimulated("A health check by gRPC code") }
      settings.matcher = try matcher.string("HttpCode")
    }
    if try boolean("HealthCheckEnabled") == false {
      throw .validationError("Health check enabled must be true for target groups with target type 'instance' and 'ip'")
    }
    return settings
  }

  func listenerSettings() throws(ServiceFailure) -> LoadBalancing.ListenerSettings {
    var settings = LoadBalancing.ListenerSettings()
    settings.port = try port()
    settings.transport = try transport()
    settings.certificates = try structures("Certificates").map { $0.map { .object($0.object) } }
    settings.sslPolicy = try string("SslPolicy")
    settings.actions = try actions("DefaultActions")
    if has("MutualAuthentication") { throw .notSimulated("Mutual authentication on a listener") }
    return settings
  }

  func refuseTransforms() throws(ServiceFailure) {
    if let transforms = try structures("Transforms"), !transforms.isEmpty {
      throw .notSimulated("A rule that rewrites requests")
    }
  }

  private func checkFixedResponse(at place: String) throws(ServiceFailure) {
    let code = try string("StatusCode") ?? ""
    guard code.utf8.count == 3, "245".contains(code.prefix(1)), Int(code) != nil else {
      throw .validationError(
        "1 validation error detected: Value '\(code)' at '\(place).fixedResponseConfig.statusCode' failed to satisfy "
          + #"constraint: Member must satisfy regular expression pattern: ^(2|4|5)\d\d$"#)
    }
    let types = ["text/html", "application/json", "application/javascript", "text/css", "text/plain"]
    if let type = try string("ContentType"), !type.isEmpty, !types.contains(type) {
      throw ServiceFailure(
        "InvalidLoadBalancerAction",
        "The ContentType must be one of:'\(types.joined(separator: "', '"))'")
    }
  }

  func actions(_ member: String) throws(ServiceFailure) -> [LoadBalancing.Action]? {
    guard let entries = try structures(member) else { return nil }
    var actions: [LoadBalancing.Action] = []
    for (index, entry) in entries.enumerated() {
      let place = member.prefix(1).lowercased() + member.dropFirst() + ".\(index + 1).member"
      actions.append(try entry.action(at: place))
    }
    return actions
  }

  /// - Parameter place: what AWS calls its place in the request: `defaultActions.1.member`.
  private func action(at place: String) throws(ServiceFailure) -> LoadBalancing.Action {
    let type = try required("Type")
    let order = try integer("Order")
    switch type {
    case "forward":
      var groups: [LoadBalancing.WeightedTargetGroup] = []
      let forward = try structure("ForwardConfig")
      for tuple in try forward?.structures("TargetGroups") ?? [] {
        groups.append(.init(arn: try tuple.required("TargetGroupArn"), weight: try tuple.integer("Weight") ?? 1))
      }
      if let arn = try string("TargetGroupArn") {
        guard groups.isEmpty || groups.map(\.arn) == [arn] else {
          throw .validationError("You must specify either a target group ARN or a forward configuration, not both")
        }
        if groups.isEmpty { groups = [.init(arn: arn, weight: 1)] }
      }
      let stickiness = try forward?.structure("TargetGroupStickinessConfig")?.object
      return .init(type: type, order: order, targetGroups: groups, document: stickiness ?? ["Enabled": false])
    case "redirect", "fixed-response":
      let member = type == "redirect" ? "RedirectConfig" : "FixedResponseConfig"
      guard let given = try structure(member) else {
        throw .validationError("\(member) must be specified for an action of type '\(type)'")
      }
      if type == "fixed-response" { try given.checkFixedResponse(at: place) }
      return .init(type: type, order: order, targetGroups: [], document: given.object)
    case "authenticate-oidc", "authenticate-cognito", "jwt-validation":
      throw .notSimulated("An action of type \(type)")
    default:
      throw .validationError("Action type '\(type)' must be one of 'forward, redirect, fixed-response'")
    }
  }

  /// At most `PageSize` items behind the one that `Marker` names.
  func markedPage<Item>(of items: [Item], key: (Item) -> String) throws(ServiceFailure) -> Page<Item> {
    let size = try integer("PageSize") ?? 400
    guard (1...400).contains(size) else { throw .validationError("Page size '\(size)' must be between 1 and 400") }
    var start = 0
    if let marker = try string("Marker") {
      guard let place = items.firstIndex(where: { key($0) == marker }) else {
        throw .validationError("Invalid marker: '\(marker)'", why: "A marker is only good as the last reply gave it.")
      }
      start = place + 1
    }
    let shown = Array(items[start..<min(start + size, items.count)])
    return Page(items: shown, nextToken: start + size < items.count ? shown.last.map(key) : nil)
  }
}
