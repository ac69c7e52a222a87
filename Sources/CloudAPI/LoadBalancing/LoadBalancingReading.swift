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
      throw .validationError("Protocol '\(word)' must be one of '\(words.joined(separator: ", "))'")
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

  func actions(_ member: String) throws(ServiceFailure) -> [LoadBalancing.Action]? {
    guard let entries = try structures(member) else { return nil }
    var actions: [LoadBalancing.Action] = []
    for entry in entries { actions.append(try entry.action()) }
    return actions
  }

  private func action() throws(ServiceFailure) -> LoadBalancing.Action {
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
      guard let document = try structure(member)?.object else {
        throw .validationError("\(member) must be specified for an action of type '\(type)'")
      }
      return .init(type: type, order: order, targetGroups: [], document: document)
    case "authenticate-oidc", "authenticate-cognito", "jwt-validation":
      throw .notSimulated("An action of type \(type)")
    default:
      throw .validationError("Action type '\(type)' must be one of 'forward, redirect, fixed-response'")
    }
  }

  func ruleConditions() throws(ServiceFailure) -> [Document]? {
    guard let entries = try structures("Conditions") else { return nil }
    let fields = ["host-header", "path-pattern", "http-header", "query-string", "http-request-method", "source-ip"]
    var conditions: [Document] = []
    for entry in entries {
      let field = try entry.required("Field")
      guard fields.contains(field) else {
        throw .validationError("Condition field '\(field)' must be one of '[\(fields.joined(separator: ", "))]'")
      }
      conditions.append(.object(try entry.completedCondition(field)))
    }
    return conditions
  }

  /// Paths and hosts are shown both ways, however they were given.
  private func completedCondition(_ field: String) throws(ServiceFailure) -> Document.Object {
    var object = object
    let member = field == "path-pattern" ? "PathPatternConfig" : field == "host-header" ? "HostHeaderConfig" : nil
    guard let member else {
      let given = try structure(LoadBalancing.conditionMembers[field] ?? "")
      guard let values = given?.object["Values"]?.list, !values.isEmpty,
        field != "http-header" || given?.has("HttpHeaderName") == true
      else { throw .validationError("A condition value must be specified") }
      return object
    }
    let nested = try structure(member)?.strings("Values")
    guard let values = try strings("Values") ?? nested, !values.isEmpty else {
      throw .validationError("A condition value must be specified")
    }
    let list = Document.list(values.map(Document.string))
    object["Values"] = list
    object[member] = ["Values": list]
    return object
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
