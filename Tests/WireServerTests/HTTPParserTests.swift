import SimulationKit
import Testing

@testable import WireServer

/// Bytes in, requests out.
@Suite struct HTTPParserTests {
  static let post = "POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 2\r\n\r\n{}"

  static func steps(_ text: String, limits: HTTPParser.Limits = .init(), pieceBytes: Int = .max) -> [HTTPParser.Step] {
    var parser = HTTPParser(limits: limits)
    var steps: [HTTPParser.Step] = []
    var rest = Array(text.utf8)[...]
    while !rest.isEmpty {
      parser.add(rest.prefix(pieceBytes))
      rest = rest.dropFirst(pieceBytes)
      while true {
        let step = parser.next()
        if step == .needsMore { break }
        steps.append(step)
        if case .refused = step { return steps }
      }
    }
    return steps
  }

  static func refusal(_ text: String) -> HTTPRefusal? {
    guard case .refused(let refusal)? = steps(text).last else { return nil }
    return refusal
  }

  @Test func aRequestIsTheSameInPiecesOfAnySize() throws {
    let text =
      "POST /prefix/?a=b HTTP/1.1\r\nHost: localhost:8733\r\nX-Amz-Target:  Ecs.ListClusters \r\n"
      + "content-length: 11\r\n\r\n{\"a\": \"🚢\"}"
    let whole = Self.steps(text.replacing("11", with: "13"))
    guard case .request(let request)? = whole.first else {
      Issue.record("no request: \(whole)")
      return
    }
    #expect(request.method == "POST")
    #expect(request.path == "/prefix/")
    #expect(request.query == "a=b")
    #expect(request.fields["host"] == "localhost:8733")
    #expect(request.fields["x-amz-target"] == "Ecs.ListClusters")
    #expect(String(decoding: request.body, as: UTF8.self) == "{\"a\": \"🚢\"}")
    #expect(request.keepsAlive)
    for size in [1, 2, 3, 7, 50] { #expect(Self.steps(text.replacing("11", with: "13"), pieceBytes: size) == whole) }
  }

  @Test func requestsMaySendOneBehindAnother() {
    for size in [1, 5, 1_000] { #expect(Self.steps(Self.post + "\r\n" + Self.post, pieceBytes: size).count == 2) }
  }

  @Test(arguments: [
    ("", true), ("Connection: close\r\n", false), ("Connection: Keep-Alive, Close\r\n", false),
  ])
  func version11KeepsTheConnection(field: String, keeps: Bool) {
    guard case .request(let request)? = Self.steps("GET / HTTP/1.1\r\nHost: x\r\n\(field)\r\n").first else {
      Issue.record("no request")
      return
    }
    #expect(request.keepsAlive == keeps)
  }

  @Test(arguments: [("", false), ("Connection: keep-alive\r\n", true)])
  func version10ClosesUnlessAsked(field: String, keeps: Bool) {
    guard case .request(let request)? = Self.steps("GET / HTTP/1.0\r\nHost: x\r\n\(field)\r\n").first else {
      Issue.record("no request")
      return
    }
    #expect(request.keepsAlive == keeps)
  }

  @Test(arguments: [
    "\u{0}\u{1}\u{2}\r\n\r\n", "GET\r\n\r\n", "GET / HTTP/1.1 x\r\n\r\n", "GET  / HTTP/1.1\r\n\r\n",
    "GET * HTTP/1.1\r\n\r\n", "G(T / HTTP/1.1\r\n\r\n", "GET x HTTP/1.1\r\n\r\n", "GET / SPDY/3\r\n\r\n",
    "GET /\u{7F} HTTP/1.1\r\n\r\n",
  ])
  func aFirstLineThatIsNone(text: String) { #expect(Self.refusal(text) == .requestLine) }

  @Test(arguments: [
    "Host\r\n", ": x\r\n", "Host : x\r\n", "A: b\r\n folded\r\n", "A: b\u{0}c\r\n", "A: b\u{1}c\r\n",
    "A\u{E9}: b\r\n", "A: b\rc\r\n",
  ])
  func aHeaderLineThatIsNone(field: String) {
    #expect(Self.refusal("GET / HTTP/1.1\r\n\(field)\r\n") == .fieldLine)
  }

  @Test(arguments: ["x", "-1", "+1", "1, 2", "0x10", ""])
  func aLengthThatIsNone(length: String) {
    #expect(Self.refusal("POST / HTTP/1.1\r\nContent-Length: \(length)\r\n\r\n") == .contentLength)
  }

  @Test func twoLengthsMustAgree() {
    let different = "POST / HTTP/1.1\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n"
    #expect(Self.refusal(different) == .contentLength)
    #expect(Self.steps(different.replacing("2", with: "1") + "x").count == 1)
  }

  @Test func whatIsNotReadHere() {
    #expect(Self.refusal("PRI / HTTP/2.0\r\n\r\n") == .version("HTTP/2.0"))
    #expect(Self.refusal("POST / HTTP/1.1\r\nContent-Encoding: gzip\r\n\r\n") == .contentEncoding)
    #expect(Self.refusal("POST / HTTP/1.1\r\nExpect: more\r\n\r\n") == .expectation)
  }

  // Chunked bodies: RFC 9112, section 7.1.

  static let chunkedHead = "POST / HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n"

  /// The bodies of the requests that are read, one after another.
  private func bodies(_ text: String, pieceBytes: Int = .max) -> [String] {
    Self.steps(text, pieceBytes: pieceBytes).map { step in
      guard case .request(let request) = step else { return "\(step)" }
      return String(decoding: request.body, as: UTF8.self)
    }
  }

  /// Sizes in both cases and with zeros in front, an extension that looks like a chunk, trailers that say a length, a
  /// request behind it.
  @Test func chunksAreJoined() {
    let body =
      "4\r\n{\"a\"\r\n00B;x=\"5\"\r\n: \"01234567\r\na\r\n89abcdef\"}\r\n"
      + "0\r\nContent-Length: 99\r\nX: y\r\n\r\n"
    let text = Self.chunkedHead.replacing("chunked", with: "Chunked") + body + Self.post
    let wanted = ["{\"a\": \"0123456789abcdef\"}", "{}"]
    for size in [1, 2, 3, 7, 50, 1_000] { #expect(bodies(text, pieceBytes: size) == wanted) }
    #expect(bodies(Self.chunkedHead + "0\r\n\r\n" + Self.post) == ["", "{}"])
  }

  @Test(arguments: [
    "\r\n", ";x\r\n", "x\r\n", "+1\r\n", "-1\r\n", "0x1\r\n", "1 \r\n", " 1\r\n", "1\n", "1\r\r\n", "1;a\rb\r\n",
    "1;a\u{0}\r\n", "1\r\nab\r\n", "1\r\na\n\r\n", "2\r\na\r\n\r\n", "0\r\n\n",
  ])
  func aChunkThatIsNone(chunk: String) { #expect(Self.refusal(Self.chunkedHead + chunk) == .chunk) }

  @Test(arguments: ["nonsense\r\n\r\n", ": x\r\n\r\n", "A : x\r\n\r\n"])
  func aTrailerThatIsNone(trailer: String) {
    #expect(Self.refusal(Self.chunkedHead + "0\r\n" + trailer) == .fieldLine)
  }

  /// The ways to let two readers of the same bytes find different requests: RFC 9112, section 11.2.
  @Test func whereABodyEndsIsSaidOnce() {
    for fields in [
      "Content-Length: 3\r\nTransfer-Encoding: chunked\r\n", "Transfer-Encoding: chunked\r\nContent-Length: 3\r\n",
      "Transfer-Encoding: identity\r\nContent-Length: 3\r\n", "Content-Length: x\r\nTransfer-Encoding: x\r\n",
    ] {
      #expect(Self.refusal("POST / HTTP/1.1\r\n\(fields)\r\n0\r\n\r\n") == .lengthAndCoding, "\(fields)")
    }
    for coding in [
      "identity", "gzip", "gzip, chunked", "chunked, gzip", "chunked, chunked", "xchunked", "",
      "chunked\r\nTransfer-Encoding: chunked", "chunked;q=1",
    ] {
      #expect(
        Self.refusal("POST / HTTP/1.1\r\nTransfer-Encoding: \(coding)\r\n\r\n0\r\n\r\n") == .transferEncoding,
        "\(coding)")
    }
    #expect(Self.refusal("POST / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n") == .transferEncoding)
  }

  /// The limits of other bodies: 1 MiB, 8 KiB a line, 64 KiB of trailers.
  @Test func aChunkedBodyIsRefusedWhileItComes() {
    let limit = 1 << 20
    let whole = String(repeating: "b", count: limit)
    #expect(bodies(Self.chunkedHead + "100000\r\n\(whole)\r\n0\r\n\r\n", pieceBytes: 4_096) == [whole])
    for sizes in ["100001\r\n", "FFFFFFFFFFFFFFFFFFFF\r\n", "1\r\nb\r\n100000\r\n"] {
      #expect(Self.refusal(Self.chunkedHead + sizes) == .bodyTooLong(limitBytes: limit), "\(sizes)")
    }
    let line = String(repeating: "0", count: 8 << 10)
    #expect(Self.refusal(Self.chunkedHead + line + "1") == .lineTooLong(limitBytes: 8 << 10))
    let trailer = "A: " + String(repeating: "b", count: 4_000) + "\r\n"
    #expect(
      Self.refusal(Self.chunkedHead + "0\r\n" + String(repeating: trailer, count: 17))
        == .headTooLong(limitBytes: 64 << 10))
  }

  /// The beginning of a ClientHello; a TLS client would wait for its time to run out.
  @Test func tlsIsRefusedAtOnce() { #expect(Self.refusal("\u{16}\u{3}\u{1}\u{2}\u{0}") == .requestLine) }

  // The limits of the design: 8 KiB a line, 64 KiB a header, 1 MiB a body.

  @Test func aLineIsRefusedWhileItComes() {
    let limit = 8 << 10
    let atLimit = "A: " + String(repeating: "b", count: limit - 5) + "\r\n"
    #expect(Self.steps("GET / HTTP/1.1\r\n\(atLimit)\r\n").count == 1)
    // No line end has come, and it is refused nevertheless.
    #expect(
      Self.refusal("GET / HTTP/1.1\r\nA: " + String(repeating: "b", count: limit)) == .lineTooLong(limitBytes: limit))
    #expect(Self.refusal("GET /" + String(repeating: "b", count: limit)) == .lineTooLong(limitBytes: limit))
  }

  @Test func aHeaderIsRefusedWhileItComes() {
    let line = "A: " + String(repeating: "b", count: 4_000) + "\r\n"
    #expect(
      Self.refusal("GET / HTTP/1.1\r\n" + String(repeating: line, count: 17)) == .headTooLong(limitBytes: 64 << 10))
    #expect(Self.steps("GET / HTTP/1.1\r\n" + String(repeating: line, count: 16) + "\r\n").count == 1)
  }

  @Test func aBodyIsRefusedBeforeItComes() {
    let limit = 1 << 20
    #expect(
      Self.refusal("POST / HTTP/1.1\r\nContent-Length: \(limit + 1)\r\n\r\n") == .bodyTooLong(limitBytes: limit))
    #expect(
      Self.refusal("POST / HTTP/1.1\r\nContent-Length: 99999999999999999999\r\n\r\n") == .bodyTooLong(limitBytes: limit)
    )
    let body = String(repeating: "b", count: limit)
    #expect(Self.steps("POST / HTTP/1.1\r\nContent-Length: \(limit)\r\n\r\n\(body)", pieceBytes: 4_096).count == 1)
  }

  @Test(arguments: [("Content-Length: 2", "{}"), ("Transfer-Encoding: chunked", "2\r\n{}\r\n0\r\n\r\n")])
  func theSignToSendTheBodyIsOwedOnce(field: String, body: String) {
    var parser = HTTPParser()
    parser.add("POST / HTTP/1.1\r\nExpect: 100-continue\r\n\(field)\r\n\r\n".utf8)
    #expect(parser.next() == .needsMore)
    let first = parser.takeContinue()
    let second = parser.takeContinue()
    #expect(first && !second)
    parser.add(body.utf8)
    guard case .request = parser.next() else {
      Issue.record("no request")
      return
    }
  }

  /// Whatever comes, the parser answers, and never holds more than its limits and one piece.
  @Test func randomBytesNeverTrap() {
    var stream = SeededStream(seed: 5)
    let words = [
      "GET ", "POST / ", "HTTP/1.1", "\r\n", "\n", "Host: x", "Content-Length: ", "9", ":", " ", "\u{0}", "{}", "é",
      "Transfer-Encoding: chunked\r\n\r\n", "2\r\n{}\r\n", "0\r\n\r\n",
    ]
    for _ in 0..<2_000 {
      let text = (0..<stream.number(in: 1...30)).compactMap { _ in stream.element(of: words) }.joined()
      let once = Self.steps(text)
      #expect(Self.steps(text, pieceBytes: stream.number(in: 1...9)) == once)
    }
  }
}

@Suite struct HTTPMessageTests {
  @Test func aResponseIsWrittenWhole() {
    let response = HTTPResponse(status: 400, contentType: "application/json", fields: ["a": "b"], text: "{}")
    // 2026-01-05 is a Monday.
    let bytes = response.bytes(date: .worldStart, keepsAlive: false)
    #expect(
      String(decoding: bytes, as: UTF8.self)
        == "HTTP/1.1 400 Bad Request\r\ncontent-type: application/json\r\na: b\r\n"
        + "date: Mon, 05 Jan 2026 09:00:00 GMT\r\ncontent-length: 2\r\nconnection: close\r\n\r\n{}")
  }

  @Test func headHasNoBody() {
    let response = HTTPResponse(status: 200, contentType: "text/plain", text: "body")
    let text = String(decoding: response.bytes(date: .worldStart, keepsAlive: true, hasBody: false), as: UTF8.self)
    #expect(text.hasSuffix("content-length: 4\r\nconnection: keep-alive\r\n\r\n"))
  }
}

@Suite struct GateTests {
  @Test(arguments: [
    "127.0.0.1", "127.0.0.1:8733", "localhost", "LOCALHOST:80", "[::1]", "[::1]:8733", "ecs.localhost:8733",
  ])
  func ownNamesAreLetIn(host: String) { #expect(Gate.refusal(of: HTTPRequest(fields: ["Host": host])) == nil) }

  @Test(arguments: [
    "evil.example", "evil.example:8733", "127.0.0.1.evil.example", "localhost.evil.example", "10.0.0.1", "0.0.0.0",
    "localhost:8733@evil.example", "localhost:", "localhost:x", "localhost:+1", "[::2]", "[::1", "[::1]x",
  ])
  func foreignNamesAreNot(host: String) {
    #expect(Gate.refusal(of: HTTPRequest(fields: ["Host": host])) == .foreignHost(host))
  }

  @Test func aHostMustBeNamedOnce() {
    #expect(Gate.refusal(of: HTTPRequest()) == .noHost)
    #expect(Gate.refusal(of: HTTPRequest(fields: ["Host": "localhost", "host": "localhost"])) == .noHost)
    #expect(
      Gate.refusal(of: HTTPRequest(targetHost: "evil.example", fields: ["Host": "localhost"]))
        == .foreignHost("evil.example"))
  }

  @Test(arguments: ["https://evil.example", "http://localhost:3000", "null", "http://localhost", ""])
  func pagesOfOtherOriginsAreNotLetIn(origin: String) {
    #expect(
      Gate.refusal(of: HTTPRequest(fields: ["Host": "localhost:8733", "Origin": origin])) == .foreignOrigin)
  }

  @Test func ownPagesAreLetIn() {
    let fields: HTTPFields = [
      "Host": "localhost:8733", "Origin": "http://localhost:8733", "Sec-Fetch-Site": "same-origin",
    ]
    #expect(Gate.refusal(of: HTTPRequest(fields: fields)) == nil)
    #expect(Gate.refusal(of: HTTPRequest(fields: ["Host": "localhost", "Sec-Fetch-Site": "none"])) == nil)
  }

  @Test(arguments: ["cross-site", "same-site"])
  func otherSitesAreNotLetIn(site: String) {
    #expect(Gate.refusal(of: HTTPRequest(fields: ["Host": "localhost", "Sec-Fetch-Site": site])) == .foreignOrigin)
  }
}
