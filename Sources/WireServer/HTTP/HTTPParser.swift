/// Cuts a stream of bytes into requests.
///
/// In: bytes as they come, in pieces of any size. Out: whole requests one after another (a client may send several before
/// it reads an answer), or the refusal after which the connection is of no use. Never holds more than the limits allow
/// beyond one piece: a line, a header or a body that is too long is refused while it comes.
/// Source: RFC 9112; where it allows leniency (folded lines, blanks before the colon) this is strict.

struct HTTPParser {
  struct Limits: Hashable, Sendable {
    var lineBytes = 8 << 10
    var headBytes = 64 << 10
    var bodyBytes = 1 << 20
  }

  enum Step: Equatable {
    case needsMore
    case request(HTTPRequest)
    case refused(HTTPRefusal)
  }

  let limits: Limits
  private var buffer: [UInt8] = []
  /// Where the request begins that is being read.
  private var start = 0
  /// Where the line begins that is being read, and up to where it has been looked at.
  private var lineStart = 0
  private var scanned = 0
  private var head: (request: HTTPRequest, bodyStart: Int, length: Int)?
  /// Of a body whose length its head does not say.
  private var chunks: ChunkedBody?
  private var lines: [Range<Int>] = []
  /// True once after a head that asks for a sign before it sends the body.
  private(set) var owesContinue = false

  init(limits: Limits = Limits()) { self.limits = limits }

  /// Nothing of a next request has come yet.
  var isBetweenRequests: Bool { start == buffer.count && head == nil }

  mutating func add(_ bytes: some Collection<UInt8>) { buffer.append(contentsOf: bytes) }

  mutating func takeContinue() -> Bool {
    defer { owesContinue = false }
    return owesContinue
  }

  mutating func next() -> Step {
    do throws(HTTPRefusal) {
      if head == nil { try readHead() }
      try readChunks()
      guard let head, buffer.count - head.bodyStart >= head.length, chunks?.isWhole ?? true else { return .needsMore }
      var request = head.request
      request.body = chunks?.bytes ?? Array(buffer[head.bodyStart..<head.bodyStart + head.length])
      finish(at: head.bodyStart + head.length)
      return .request(request)
    } catch { return .refused(error) }
  }

  /// Moves what has come of a chunked body out of the buffer.
  private mutating func readChunks() throws(HTTPRefusal) {
    guard let start = head?.bodyStart, let end = try chunks?.read(buffer, from: start) else { return }
    buffer.removeFirst(end)
    head?.bodyStart = 0
  }

  private mutating func finish(at end: Int) {
    head = nil
    chunks = nil
    owesContinue = false
    lines = []
    buffer.removeFirst(end)
    (start, lineStart, scanned) = (0, 0, 0)
  }

  // MARK: The head

  private mutating func readHead() throws(HTTPRefusal) {
    // A client that speaks TLS waits for an answer and sends no line: RFC 8446, section 5.1 (`handshake`).
    if start < buffer.count, buffer[start] == 0x16 { throw .requestLine }
    while scanned < buffer.count {
      let byte = buffer[scanned]
      scanned += 1
      guard byte == UInt8(ascii: "\n") else {
        if scanned - lineStart > limits.lineBytes { throw .lineTooLong(limitBytes: limits.lineBytes) }
        if scanned - start > limits.headBytes { throw .headTooLong(limitBytes: limits.headBytes) }
        continue
      }
      var line = lineStart..<scanned - 1
      if line.count > 0, buffer[line.upperBound - 1] == UInt8(ascii: "\r") { line = line.dropLast() }
      lineStart = scanned
      if !line.isEmpty {
        lines.append(line)
      } else if lines.isEmpty {
        start = scanned
      } else {
        return try finishHead()
      }
    }
    if lines.isEmpty, start == buffer.count { finish(at: start) }
  }

  private mutating func finishHead() throws(HTTPRefusal) {
    var request = try requestLine(buffer[lines[0]])
    for line in lines.dropFirst() {
      let field = try Self.field(buffer[line])
      request.fields.add(field.value, for: field.name)
    }
    let length = try bodyLength(request)
    guard (request.fields["content-encoding"] ?? "identity") == "identity" else { throw .contentEncoding }
    request.keepsAlive = keepsAlive(request)
    if let expectation = request.fields["expect"] {
      guard expectation.lowercased() == "100-continue" else { throw .expectation }
      owesContinue = length > 0 || chunks != nil
    }
    head = (request, scanned, length)
  }

  /// `METHOD SP target SP HTTP/1.x`.
  private func requestLine(_ line: ArraySlice<UInt8>) throws(HTTPRefusal) -> HTTPRequest {
    let parts = line.split(separator: UInt8(ascii: " "), omittingEmptySubsequences: false)
    guard parts.count == 3, !parts[0].isEmpty, parts[0].allSatisfy(Self.isTokenByte),
      parts[1].allSatisfy({ $0 > 0x20 && $0 < 0x7F })
    else { throw .requestLine }
    let version = String(decoding: parts[2], as: UTF8.self)
    guard version == "HTTP/1.1" || version == "HTTP/1.0" else {
      guard version.hasPrefix("HTTP/"), version.utf8.count == 8, version.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F })
      else { throw .requestLine }
      throw .version(version)
    }
    var target = String(decoding: parts[1], as: UTF8.self)
    var targetHost: String?
    if target.lowercased().hasPrefix("http://") {
      let rest = target.dropFirst("http://".count)
      let end = rest.firstIndex { $0 == "/" || $0 == "?" } ?? rest.endIndex
      targetHost = String(rest[..<end])
      target = rest[end...].hasPrefix("/") ? String(rest[end...]) : "/" + rest[end...]
    }
    guard target.hasPrefix("/") else { throw .requestLine }
    let pieces = target.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
    return HTTPRequest(
      method: String(decoding: parts[0], as: UTF8.self), path: String(pieces[0]),
      query: pieces.count > 1 ? String(pieces[1]) : "", targetHost: targetHost, keepsAlive: version == "HTTP/1.1")
  }

  static func field(_ line: ArraySlice<UInt8>) throws(HTTPRefusal) -> (name: String, value: String) {
    guard let colon = line.firstIndex(of: UInt8(ascii: ":")), colon > line.startIndex,
      line[..<colon].allSatisfy(isTokenByte)
    else { throw .fieldLine }
    let value = line[(colon + 1)...]
    guard value.allSatisfy({ $0 == 0x09 || ($0 >= 0x20 && $0 != 0x7F) }) else { throw .fieldLine }
    let isBlank: (UInt8) -> Bool = { $0 == 0x20 || $0 == 0x09 }
    let first = value.firstIndex { !isBlank($0) } ?? value.endIndex
    let last = value.lastIndex { !isBlank($0) }.map { $0 + 1 } ?? first
    return (
      String(decoding: line[..<colon], as: UTF8.self), String(decoding: value[first..<last], as: UTF8.self)
    )
  }

  /// 0 where the body comes in chunks. Two ways to say where it ends would let two readers find different requests in the
  /// same bytes: RFC 9112, sections 6.1, 6.3 and 11.2.
  private mutating func bodyLength(_ request: HTTPRequest) throws(HTTPRefusal) -> Int {
    let lengths = request.fields.values(of: "content-length")
    let codings = request.fields.values(of: "transfer-encoding")
    if !codings.isEmpty {
      guard lengths.isEmpty else { throw .lengthAndCoding }
      // Until `Connection` is looked at this says HTTP/1.1.
      guard request.keepsAlive, codings.map({ $0.lowercased() }) == ["chunked"] else { throw .transferEncoding }
      chunks = ChunkedBody(limits: limits)
    }
    guard let text = lengths.first else { return 0 }
    guard lengths.allSatisfy({ $0 == text }), !text.isEmpty, text.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else {
      throw .contentLength
    }
    guard let length = Int(text), length <= limits.bodyBytes else { throw .bodyTooLong(limitBytes: limits.bodyBytes) }
    return length
  }

  /// HTTP/1.1 keeps unless told otherwise, HTTP/1.0 only when asked to.
  private func keepsAlive(_ request: HTTPRequest) -> Bool {
    let options = request.fields.values(of: "connection").joined(separator: ",").lowercased()
      .split(whereSeparator: { $0 == "," || $0 == " " || $0 == "\t" })
    if options.contains("close") { return false }
    return request.keepsAlive || options.contains("keep-alive")
  }

  /// `tchar` of RFC 9110, section 5.6.2.
  private static func isTokenByte(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"):
      true
    default: "!#$%&'*+-.^_`|~".utf8.contains(byte)
    }
  }
}
