/// Keeps other people's web pages out: a page in a browser on this machine could otherwise talk to this server.
///
/// In: a request. Out: nil, or why it is refused. A name that leads here by a foreign DNS entry shows in Host; a page of
/// another origin shows in Origin or Sec-Fetch-Site. AWS clients send neither of the latter.
/// Source: Fetch standard ("Origin"), W3C Fetch Metadata Request Headers, RFC 6761 section 6.3 (`localhost`).

enum Gate {
  static func refusal(of request: HTTPRequest) -> HTTPRefusal? {
    let hosts = request.fields.values(of: "host")
    guard hosts.count == 1, let host = hosts.first, !host.isEmpty else { return .noHost }
    for named in [host, request.targetHost].compactMap({ $0 }) where !isOwn(host: named) { return .foreignHost(named) }
    if let site = request.fields["sec-fetch-site"], site != "same-origin", site != "none" { return .foreignOrigin }
    for origin in request.fields.values(of: "origin") where origin.lowercased() != "http://" + host.lowercased() {
      return .foreignOrigin
    }
    return nil
  }

  /// - Parameter host: a name or address with or without a port.
  static func isOwn(host: String) -> Bool {
    var name = host.lowercased()
    if name.hasPrefix("[") {
      guard let end = name.firstIndex(of: "]") else { return false }
      let rest = name[name.index(after: end)...]
      return name[...end] == "[::1]" && (rest.isEmpty || isPort(rest))
    }
    if let colon = name.firstIndex(of: ":") {
      guard isPort(name[colon...]) else { return false }
      name = String(name[..<colon])
    }
    return name == "127.0.0.1" || name == "localhost" || name.hasSuffix(".localhost")
  }

  private static func isPort(_ text: Substring) -> Bool {
    text.first == ":" && UInt16(text.dropFirst()) != nil && text.dropFirst().first != "+"
  }
}
