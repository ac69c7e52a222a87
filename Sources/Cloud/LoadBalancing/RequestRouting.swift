/// Which rule of a listener takes a request.
///
/// In: a request's method, host, path, query, headers and source. Out: of the rules whose conditions all hold the one with the
/// lowest number, else the default rule. Sends nothing.
/// Source: "User Guide for Application Load Balancers", "Listener rules", "Condition types for listener rules".
import Documents

extension LoadBalancing {
  package struct WebRequest: Hashable, Sendable {
    package struct Field: Hashable, Sendable {
      package let name: String
      package let value: String
      package init(_ name: String, _ value: String) {
        self.name = name
        self.value = value
      }
    }
    package var method = "GET"
    /// Without a port.
    package var host: String
    package var path: String
    package var query: [Field]
    package var headers: [Field] = []
    /// An IPv4 address; nil: somewhere in the internet.
    package var source: String?

    /// - Parameter target: the path with the query behind it, if any: `/api?version=2`.
    package init(host: String, target: String = "/") {
      self.host = host
      let path = target.prefix { $0 != "?" && $0 != "#" }
      self.path = path.isEmpty ? "/" : String(path)
      let rest = target.dropFirst(path.count).prefix { $0 != "#" }
      query = rest.dropFirst().split(separator: "&").map { pair in
        let name = pair.prefix { $0 != "=" }
        return Field(String(name), String(pair.dropFirst(name.count).dropFirst()))
      }
    }

    /// Adds a header as it is written, `NAME: VALUE`; `Host` is the host from then on. False for what is none.
    package mutating func add(header text: String) -> Bool {
      guard let colon = text.firstIndex(of: ":"), colon > text.startIndex else { return false }
      let name = String(text[..<colon])
      let value = String(text[text.index(after: colon)...].drop { $0 == " " })
      if name.lowercased() == "host" {
        host = String(value.prefix { $0 != ":" })
      } else {
        headers.append(Field(name, value))
      }
      return true
    }
  }
}

extension LoadBalancing.Rule {
  func takes(_ request: LoadBalancing.WebRequest) -> Bool { conditions.allSatisfy { holds($0, for: request) } }

  private func holds(_ condition: Document, for request: LoadBalancing.WebRequest) -> Bool {
    let field = condition["Field"]?.string ?? ""
    guard let member = LoadBalancing.conditionMembers[field] else { return false }
    let values = (condition[member]?["Values"] ?? condition["Values"])?.list ?? []
    return values.contains { value in
      let pattern = value.string ?? ""
      switch field {
      case "host-header": return Self.matches(pattern.lowercased(), request.host.lowercased())
      case "path-pattern": return Self.matches(pattern, request.path)
      case "http-request-method": return pattern == request.method
      case "http-header":
        let name = condition[member]?["HttpHeaderName"]?.string?.lowercased()
        return request.headers.contains {
          $0.name.lowercased() == name && Self.matches(pattern.lowercased(), $0.value.lowercased())
        }
      case "query-string":
        let key = value["Key"]?.string?.lowercased()
        let wanted = value["Value"]?.string?.lowercased() ?? ""
        return request.query.contains { pair in
          (key.map { Self.matches($0, pair.name.lowercased()) } ?? true)
            && Self.matches(wanted, pair.value.lowercased())
        }
      case "source-ip":
        guard let block = CIDRBlock(pattern) else { return false }
        guard let address = request.source.flatMap({ CIDRBlock("\($0)/32") })?.address else {
          return block.prefixLength == 0
        }
        return block.contains(address)
      default: return false
      }
    }
  }

  /// `*` stands for any number of characters, `?` for one. O(pattern × text) at worst.
  private static func matches(_ pattern: String, _ text: String) -> Bool {
    let (pattern, text) = (Array(pattern), Array(text))
    var (inPattern, inText) = (0, 0)
    /// Behind the last `*`, and what of the text it has taken.
    var star: (behind: Int, taken: Int)?
    while inText < text.count {
      if inPattern < pattern.count, pattern[inPattern] == "*" {
        inPattern += 1
        star = (inPattern, inText)
      } else if inPattern < pattern.count, pattern[inPattern] == "?" || pattern[inPattern] == text[inText] {
        inPattern += 1
        inText += 1
      } else if let last = star {
        star = (last.behind, last.taken + 1)
        (inPattern, inText) = (last.behind, last.taken + 1)
      } else {
        return false
      }
    }
    return pattern[inPattern...].allSatisfy { $0 == "*" }
  }

  /// `rule 10 (host-header shop.example.com)`, or `the default rule`.
  var words: String {
    guard let priority else { return "the default rule" }
    let fields = conditions.map { condition in
      let field = condition["Field"]?.string ?? ""
      let member = LoadBalancing.conditionMembers[field] ?? ""
      let values = (condition[member]?["Values"] ?? condition["Values"])?.list ?? []
      let texts = values.map { value in
        value.string ?? [value["Key"]?.string, value["Value"]?.string].compactMap(\.self).joined(separator: "=")
      }
      let name = condition[member]?["HttpHeaderName"]?.string.map { " \($0)" } ?? ""
      return "\(field)\(name) \(texts.joined(separator: " or "))"
    }
    return "rule \(priority) (\(fields.joined(separator: ", ")))"
  }
}

extension LoadBalancing {
  /// The member that says more of a condition, by its field.
  package static let conditionMembers = [
    "host-header": "HostHeaderConfig", "path-pattern": "PathPatternConfig", "http-header": "HttpHeaderConfig",
    "query-string": "QueryStringConfig", "http-request-method": "HttpRequestMethodConfig",
    "source-ip": "SourceIpConfig",
  ]
}

extension Region {
  /// The rules of a listener in the order in which they are asked, the default one last.
  func rules(ofListener arn: String) -> [LoadBalancing.Rule] {
    loadBalancing.rules.values.filter { $0.listener == arn }
      .sorted { ($0.priority ?? Int.max, $0.arn) < ($1.priority ?? Int.max, $1.arn) }
  }

  /// The load balancer behind the host name of an Express service.
  func loadBalancer(ofExpressHost host: String) -> String? {
    ecs.services.values.first { $0.status != .inactive && $0.express?.resources.host == host }?
      .express?.resources.loadBalancer
  }
}
