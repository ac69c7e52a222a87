/// The protocol AWS REST JSON 1: method and path say what is asked, members stand in the path, the query and a JSON body.
///
/// In: a request signed for a service that speaks it. Out: the call; then its reply with the operation's own status, or an
/// error with `x-amzn-errortype` and the status that the model gives it. Members in header fields are not read: no service
/// here has any. Source: smithy.io, "AWS restJson1 protocol", "HTTP bindings".
import Cloud
import CloudAPI
import Documents
import ServiceModels

struct RESTWire: WireProtocol {
  let model: ServiceModel
  /// nil where nothing that is known here has such a path.
  let operation: Operation?
  /// By the names in the path's template, not decoded.
  private let labels: [String: Substring]

  /// nil for a service that speaks another protocol.
  init?(_ http: HTTPRequest, scope: CredentialScope) {
    let models = ServiceModel.names.lazy.compactMap(ServiceModel.named)
    guard
      let model = models.first(where: {
        $0.metadata.spokenProtocol == "rest-json" && $0.metadata.signingName == scope.service
      })
    else { return nil }
    self.model = model
    let path = Self.parts(http.path)
    for operation in model.operations where operation.route?.method == http.method {
      if let labels = operation.route.flatMap({ Self.labels(Self.parts($0.path), in: path) }) {
        (self.operation, self.labels) = (operation, labels)
        return
      }
    }
    (operation, labels) = (nil, [:])
  }

  private static func parts(_ path: String) -> [Substring] {
    path.split(separator: "/", omittingEmptySubsequences: true)
  }

  /// nil where the path is not of the template's form.
  private static func labels(_ template: [Substring], in path: [Substring]) -> [String: Substring]? {
    guard template.count == path.count else { return nil }
    var labels: [String: Substring] = [:]
    for (wanted, found) in zip(template, path) {
      if wanted.hasPrefix("{") {
        labels[String(wanted.dropFirst().dropLast())] = found
      } else if wanted != found {
        return nil
      }
    }
    return labels
  }

  func call(_ http: HTTPRequest, scope: CredentialScope?) throws(ServiceFailure) -> WireCall {
    guard let operation else {
      throw .notSimulated("\(model.name) \(http.method.prefix(10)) \(http.path.prefix(120))")
    }
    try ServiceFailure.check(operation: operation.name, of: model)
    var input = try JSONWire.input(of: http.body)
    let query = try Self.fields(of: http.query)
    for member in model.inputMembers(of: operation) {
      let name = member.locationName ?? member.name
      switch member.location {
      case .uri:
        if let label = labels[name] { input[member.name] = .string(try FormBody.decoded(Array(label.utf8)[...])) }
      case .querystring: input[member.name] = try value(query[name] ?? [], as: member.shape)
      case .header, nil: break
      }
    }
    return WireCall(http, scope: scope, service: model.name, operation: operation.name, input: input)
  }

  /// The query's values by their names, in the order sent.
  private static func fields(of query: String) throws(ServiceFailure) -> [String: [String]] {
    var fields: [String: [String]] = [:]
    for field in Array(query.utf8).split(separator: UInt8(ascii: "&")) {
      let halves = field.split(separator: UInt8(ascii: "="), maxSplits: 1, omittingEmptySubsequences: false)
      let value = halves.count > 1 ? try FormBody.decoded(halves[1]) : ""
      fields[try FormBody.decoded(halves[0]), default: []].append(value)
    }
    return fields
  }

  private func value(_ texts: [String], as shape: String) throws(ServiceFailure) -> Document? {
    guard let first = texts.first else { return nil }
    switch model.shape(shape)?.kind {
    case .list: return .list(texts.map(Document.string))
    case .integer, .long:
      guard let number = Int(first) else { throw .unreadable("\(Document.quoted(first)) is no number") }
      return .integer(number)
    case .boolean: return .boolean(first == "true")
    default: return .string(first)
    }
  }

  func response(_ reply: ServiceReply, requestID: String) -> HTTPResponse {
    switch reply {
    case .success(let object):
      let status = operation?.route?.status ?? 200
      let body = Document.object(withTextTimes(object, as: operation?.output))
      return HTTPResponse(
        status: status, contentType: "application/json", fields: ["x-amzn-requestid": requestID],
        body: status == 204 ? [] : body.bytes(.sorted))
    case .failure(let failure):
      var body = failure.document()
      body["__type"] = nil
      return HTTPResponse(
        status: failure.status(of: operation, in: model), contentType: "application/json",
        fields: ["x-amzn-requestid": requestID, "x-amzn-errortype": failure.code],
        text: Document.object(body).written())
    }
  }

  /// Timestamps that the model wants as text, at every depth.
  private func withTextTimes(_ object: Document.Object, as shape: String?) -> Document.Object {
    let members = shape.map(model.members) ?? []
    return Document.Object(
      uniqueMembers: object.members.map { entry in
        let inner = members.first { $0.name == entry.key }?.shape
        return .init(key: entry.key, value: withTextTimes(entry.value, as: inner))
      })
  }

  private func withTextTimes(_ value: Document, as shape: String?) -> Document {
    let shape = shape.flatMap(model.shape)
    switch (value, shape?.kind) {
    case (.object(let object), _): return .object(withTextTimes(object, as: shape?.name))
    case (.list(let elements), .list(let element)?): return .list(elements.map { withTextTimes($0, as: element) })
    case (_, .timestamp?) where shape?.timestampFormat == "iso8601":
      return WireTime.text(value).map(Document.string) ?? value
    default: return value
    }
  }
}
