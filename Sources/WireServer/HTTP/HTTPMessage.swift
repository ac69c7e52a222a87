/// One HTTP request and one response, as values.
///
/// In: what the parser has read, or what the router answers. Out: fields to look up, bytes to send. Knows no socket and
/// no AWS. Source: RFC 9110 (semantics), RFC 9112 (HTTP/1.1 messages).
import SimulationKit

package struct HTTPRequest: Hashable, Sendable {
  /// As sent, case and all: `POST`.
  package var method: String
  /// Of the origin form, before `?`, not decoded: `/`, `/prefix/`.
  package var path: String
  /// After `?`, not decoded; empty where there is none.
  package var query: String
  /// The host that an absolute target names; nil for the origin form.
  package var targetHost: String?
  package var fields: HTTPFields
  package var body: [UInt8]
  /// Whether the client wants the connection kept.
  package var keepsAlive: Bool

  package init(
    method: String = "POST", path: String = "/", query: String = "", targetHost: String? = nil,
    fields: HTTPFields = [:], body: [UInt8] = [], keepsAlive: Bool = true
  ) {
    self.method = method
    self.path = path
    self.query = query
    self.targetHost = targetHost
    self.fields = fields
    self.body = body
    self.keepsAlive = keepsAlive
  }
}

/// Header fields in the order sent. Names do not distinguish case.
package struct HTTPFields: Hashable, Sendable, ExpressibleByDictionaryLiteral {
  package struct Field: Hashable, Sendable {
    /// Lower case.
    let name: String
    let value: String
  }
  private(set) var all: [Field] = []

  package init(dictionaryLiteral elements: (String, String)...) {
    for (name, value) in elements { add(value, for: name) }
  }

  mutating func add(_ value: String, for name: String) { all.append(Field(name: name.lowercased(), value: value)) }

  /// - Parameter name: in lower case. Returns the first of that name.
  package subscript(name: String) -> String? { all.first { $0.name == name }?.value }
  func values(of name: String) -> [String] { all.filter { $0.name == name }.map(\.value) }
}

package struct HTTPResponse: Hashable, Sendable {
  package var status: Int
  package var contentType: String
  /// Beside those that every response has (content type and length, date, connection).
  package var fields: [HTTPFields.Field] = []
  package var body: [UInt8]

  package init(status: Int, contentType: String, fields: KeyValuePairs<String, String> = [:], body: [UInt8]) {
    self.status = status
    self.contentType = contentType
    self.fields = fields.map { HTTPFields.Field(name: $0.key, value: $0.value) }
    self.body = body
  }

  package init(status: Int, contentType: String, fields: KeyValuePairs<String, String> = [:], text: String) {
    self.init(status: status, contentType: contentType, fields: fields, body: Array(text.utf8))
  }

  /// The whole message.
  ///
  /// - Parameters:
  ///   - date: the wall clock's, for clients that correct their own by it.
  ///   - hasBody: false in answer to HEAD.
  func bytes(date: Instant, keepsAlive: Bool, hasBody: Bool = true) -> [UInt8] {
    var head = "HTTP/1.1 \(status) \(Self.reason(status))\r\ncontent-type: \(contentType)\r\n"
    for field in fields { head += "\(field.name): \(field.value)\r\n" }
    head += "date: \(date.httpDate)\r\ncontent-length: \(body.count)\r\n"
    head += keepsAlive ? "connection: keep-alive\r\n\r\n" : "connection: close\r\n\r\n"
    var bytes: [UInt8] = []
    bytes.reserveCapacity(head.utf8.count + (hasBody ? body.count : 0))
    bytes.append(contentsOf: head.utf8)
    if hasBody { bytes.append(contentsOf: body) }
    return bytes
  }

  static func reason(_ status: Int) -> String {
    switch status {
    case 200: "OK"
    case 400: "Bad Request"
    case 403: "Forbidden"
    case 404: "Not Found"
    case 405: "Method Not Allowed"
    case 408: "Request Timeout"
    case 415: "Unsupported Media Type"
    case 421: "Misdirected Request"
    case 500: "Internal Server Error"
    case 501: "Not Implemented"
    case 503: "Service Unavailable"
    case 505: "HTTP Version Not Supported"
    default: "Status"
    }
  }
}

extension Instant {
  /// `Mon, 05 Jan 2026 09:00:00 GMT` (RFC 9110, section 5.6.7).
  var httpDate: String {
    let time = CivilTime(of: self)
    let days = CivilTime.daysSince1970(year: time.year, month: time.month, day: time.day)
    // 1970-01-01 was a Thursday.
    let weekday = ["Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"][((days % 7) + 7) % 7]
    let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
    let month = months[(time.month - 1) % 12]
    return "\(weekday), \(time.day < 10 ? "0" : "")\(time.day) \(month) \(time.year) \(timeOfDay) GMT"
  }
}
