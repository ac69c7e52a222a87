/// Members of Classic Load Balancers: what requests say of them, parsed, and what replies show.
///
/// In: a request's members; load balancers. Out: typed settings, or a refusal in the service's manner; documents.
/// Source: Elastic Load Balancing API reference, version 2012-06-01, Listener, HealthCheck, LoadBalancerAttributes,
/// LoadBalancerDescription.
import Cloud
import Documents
import SimulationKit

extension Input {
  func classicListeners() throws(ServiceFailure) -> [LoadBalancing.ClassicListener] {
    var listeners: [LoadBalancing.ClassicListener] = []
    for entry in try structures("Listeners") ?? [] {
      guard let speech = try entry.classicSpeech("Protocol") else {
        throw .validationError("Protocol must be specified")
      }
      listeners.append(
        LoadBalancing.ClassicListener(
          speech: speech, port: try entry.classicPort("LoadBalancerPort"),
          instanceSpeech: try entry.classicSpeech("InstanceProtocol"),
          instancePort: try entry.classicPort("InstancePort"), certificate: try entry.string("SSLCertificateId")))
    }
    return listeners
  }

  private func classicSpeech(_ member: String) throws(ServiceFailure) -> LoadBalancing.ClassicListener.Speech? {
    guard let word = try string(member) else { return nil }
    guard let speech = LoadBalancing.ClassicListener.Speech(rawValue: word.uppercased()) else {
      let words = LoadBalancing.ClassicListener.Speech.allCases.map(\.rawValue).joined(separator: ", ")
      throw ServiceFailure(
        "UnsupportedProtocol", "The specified protocol is not supported: '\(word)'", why: "It is one of \(words).")
    }
    return speech
  }

  private func classicPort(_ member: String) throws(ServiceFailure) -> Int {
    guard let port = try integer(member), (1...65_535).contains(port) else {
      throw .validationError("\(member) must be between 1 and 65535")
    }
    return port
  }

  func classicHealthCheck() throws(ServiceFailure) -> LoadBalancing.HealthCheck {
    func number(_ member: String, _ range: ClosedRange<Int>) throws(ServiceFailure) -> Int {
      guard let value = try integer(member), range.contains(value) else {
        throw .validationError("HealthCheck \(member) must be between \(range.lowerBound) and \(range.upperBound)")
      }
      return value
    }
    let (speech, port, path) = try checkTarget(try required("Target"))
    return LoadBalancing.HealthCheck(
      speech: speech, port: port, path: path, intervalSeconds: try number("Interval", 5...300),
      timeoutSeconds: try number("Timeout", 2...60), healthyThreshold: try number("HealthyThreshold", 2...10),
      unhealthyThreshold: try number("UnhealthyThreshold", 2...10), matcher: path == nil ? nil : "200")
  }

  /// `TCP:80`, `SSL:443`, `HTTP:80/path`, `HTTPS:443/path`.
  private func checkTarget(
    _ text: String
  ) throws(ServiceFailure) -> (speech: LoadBalancing.HealthCheck.Speech, port: Int, path: String?) {
    let parts = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
    guard let speech = LoadBalancing.HealthCheck.Speech(rawValue: parts[0].uppercased()), parts.count == 2 else {
      throw .validationError(
        "HealthCheck Target must begin with one of HTTP, TCP, HTTPS, SSL", why: "As in HTTP:80/ping or TCP:80.")
    }
    let slash = parts[1].firstIndex(of: "/") ?? parts[1].endIndex
    let path = String(parts[1][slash...])
    guard let port = Int(parts[1][..<slash]), (1...65_535).contains(port), speech.isHTTP == !path.isEmpty else {
      throw .validationError(
        speech.isHTTP
          ? "HealthCheck \(speech.rawValue) Target must specify a port followed by a path that begins with a slash. "
            + "e.g. \(speech.rawValue):80/ping/this/path" : "HealthCheck Target must specify a port number")
    }
    return (speech, port, speech.isHTTP ? path : nil)
  }

  /// - Parameter before: what stays where nothing is said of it.
  func attributes(
    over before: LoadBalancing.ClassicAttributes
  ) throws(ServiceFailure) -> LoadBalancing.ClassicAttributes {
    var attributes = before
    if let crossZone = try structure("CrossZoneLoadBalancing") {
      attributes.crossZone = try crossZone.boolean("Enabled") ?? false
    }
    if let draining = try structure("ConnectionDraining") {
      attributes.drainsConnections = try draining.boolean("Enabled") ?? false
      attributes.drainingSeconds = try draining.integer("Timeout") ?? before.drainingSeconds
    }
    attributes.idleSeconds = try structure("ConnectionSettings")?.integer("IdleTimeout") ?? before.idleSeconds
    attributes.accessLog = try structure("AccessLog")?.object ?? before.accessLog
    for entry in try structures("AdditionalAttributes") ?? [] {
      let key = try entry.required("Key")
      attributes.additional.removeAll { $0["Key"]?.string == key }
      attributes.additional.append(.object(entry.object))
    }
    return attributes
  }

  /// - Throws: LoadBalancerNotFound where one of them is not there.
  func classicLoadBalancers(
    in region: Region
  ) throws(ServiceFailure) -> [LoadBalancing.ClassicLoadBalancer] {
    var found: [LoadBalancing.ClassicLoadBalancer] = []
    for name in try strings("LoadBalancerNames") ?? [] { found.append(try region.classicLoadBalancer(name)) }
    return found
  }
}

extension LoadBalancing.Tag: Renderable {
  var rendered: Document { Document.Object(rendering: ["Key": key, "Value": value]).rendered }
}

extension LoadBalancing.ClassicAttributes {
  var members: Document.Object {
    [
      "CrossZoneLoadBalancing": ["Enabled": .boolean(crossZone)],
      "AccessLog": .object(accessLog),
      "ConnectionDraining": ["Enabled": .boolean(drainsConnections), "Timeout": .integer(drainingSeconds)],
      "ConnectionSettings": ["IdleTimeout": .integer(idleSeconds)],
      "AdditionalAttributes": .list(additional),
    ]
  }
}

extension LoadBalancing.HealthCheck {
  /// As `HealthCheck` of a Classic Load Balancer.
  var classicMembers: Document.Object {
    [
      "Target": .string("\(speech.rawValue):\(port ?? 0)\(path ?? "")"), "Interval": .integer(intervalSeconds),
      "Timeout": .integer(timeoutSeconds), "UnhealthyThreshold": .integer(unhealthyThreshold),
      "HealthyThreshold": .integer(healthyThreshold),
    ]
  }
}

extension LoadBalancing.ClassicListener: Renderable {
  var rendered: Document {
    Document.Object(rendering: [
      "Protocol": speech.rawValue, "LoadBalancerPort": port, "InstanceProtocol": instanceSpeech.rawValue,
      "InstancePort": instancePort, "SSLCertificateId": certificate,
    ]).rendered
  }
}

extension LoadBalancing.ClassicLoadBalancer {
  var registeredInstances: [Document] {
    instances.keys.filter { registered($0) != nil }.map { ["InstanceId": .string($0)] }
  }
}

extension Region {
  func document(of balancer: LoadBalancing.ClassicLoadBalancer) -> Document {
    let group = balancer.securityGroups.first.flatMap { network.securityGroups[$0]?.name }
    return Document.Object(rendering: [
      "LoadBalancerName": balancer.name, "DNSName": balancer.dnsName, "CanonicalHostedZoneName": balancer.dnsName,
      "CanonicalHostedZoneNameID": LoadBalancing.hostedZone(.application, region: name),
      "ListenerDescriptions": balancer.listeners.map { ["Listener": $0.rendered, "PolicyNames": []] as Document },
      "Policies": [
        "AppCookieStickinessPolicies": [], "LBCookieStickinessPolicies": [], "OtherPolicies": [],
      ] as Document,
      "BackendServerDescriptions": [] as [Document],
      "AvailabilityZones": balancer.subnets.compactMap { network.subnets[$0]?.availabilityZone },
      "Subnets": balancer.subnets, "VPCId": balancer.vpcID, "Instances": balancer.registeredInstances,
      "HealthCheck": balancer.healthCheck.classicMembers,
      "SourceSecurityGroup": group.map { ["OwnerAlias": .string(account), "GroupName": .string($0)] as Document },
      "SecurityGroups": balancer.securityGroups, "CreatedTime": balancer.createdAt,
      "Scheme": balancer.scheme.rawValue,
    ]).rendered
  }
}
