/// Why a message is no request that this server reads, and the answer to it.
///
/// In: the rule that was broken. Out: a status and a body in the shape of AWS's errors, so that an AWS client shows the
/// sentence. What is refused here never reaches a world.
import Documents

enum HTTPRefusal: Error, Hashable, Sendable {
  case requestLine
  case version(String)
  case fieldLine
  case lineTooLong(limitBytes: Int)
  case headTooLong(limitBytes: Int)
  case contentLength
  case bodyTooLong(limitBytes: Int)
  case transferEncoding
  case lengthAndCoding
  case chunk
  case contentEncoding
  case expectation
  case tooSlow(limitSeconds: Int)
  case tooManyConnections(limit: Int)
  case noHost
  case foreignHost(String)
  case foreignOrigin

  var status: Int {
    switch self {
    case .requestLine, .fieldLine, .lineTooLong, .headTooLong, .contentLength, .bodyTooLong, .lengthAndCoding, .chunk,
      .expectation, .noHost:
      400
    case .version: 505
    case .transferEncoding: 501
    case .contentEncoding: 415
    case .tooSlow: 408
    case .tooManyConnections: 503
    case .foreignHost: 421
    case .foreignOrigin: 403
    }
  }

  var message: String {
    switch self {
    case .requestLine: "The first line is no HTTP request: send METHOD, a path that begins with / and HTTP/1.1."
    case .version(let version): "\(version) is not spoken here; use HTTP/1.1."
    case .fieldLine: "A header line is malformed: send NAME: VALUE, without control characters or folded lines."
    case .lineTooLong(let limit): "A header line is longer than \(limit) bytes."
    case .headTooLong(let limit): "The header is longer than \(limit) bytes."
    case .contentLength: "Content-Length must be one whole number."
    case .bodyTooLong(let limit): "The body is longer than \(limit) bytes."
    case .transferEncoding: "The only transfer coding that is read here is chunked, once and in HTTP/1.1."
    case .lengthAndCoding: "Content-Length and Transfer-Encoding exclude each other; send one of them."
    case .chunk:
      "A chunk is malformed: send its size in hexadecimal digits, CRLF, so many bytes, CRLF; a size of 0 ends the body."
    case .contentEncoding:
      "Compressed bodies are not read here; set AWS_DISABLE_REQUEST_COMPRESSION=true for AWS clients."
    case .expectation: "The only expectation that is met here is 100-continue."
    case .tooSlow(let limit): "The request was not complete after \(limit) seconds."
    case .tooManyConnections(let limit): "There are \(limit) connections already; close some and try again."
    case .noHost: "Send one Host header: 127.0.0.1 or localhost, with the port."
    case .foreignHost(let host):
      "This server answers to 127.0.0.1 and localhost, not to \(Document.quoted(String(host.prefix(100)))). "
        + "From a container, share the machine's network (docker run --network host) and call localhost."
    case .foreignOrigin: "Web pages of other origins may not use this server."
    }
  }

  private var code: String {
    switch self {
    case .foreignHost, .foreignOrigin: "AccessDeniedException"
    case .tooManyConnections: "ServiceUnavailable"
    case .tooSlow: "RequestTimeout"
    case .requestLine, .version, .fieldLine, .lineTooLong, .headTooLong, .contentLength, .bodyTooLong,
      .transferEncoding, .lengthAndCoding, .chunk, .contentEncoding, .expectation, .noHost:
      "BadRequest"
    }
  }

  var response: HTTPResponse {
    let body: Document = ["__type": .string(code), "message": .string(message)]
    return HTTPResponse(status: status, contentType: JSONWire.contentType(version: "1.1"), text: body.written())
  }
}
