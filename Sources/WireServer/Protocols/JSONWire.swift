/// The protocols AWS JSON 1.0 and 1.1: one JSON object in, one out.
///
/// In: a POST with `X-Amz-Target: PREFIX.Operation`. Out: the call; then its reply with keys in alphabetical order and
/// timestamps as numbers, or an error with `__type`, `message` and the members beside them. What it does not know of a
/// request is ignored by the border, not here. Source: smithy.io, "AWS JSON 1.1 protocol".
import Cloud
import CloudAPI
import Documents
import ServiceModels

struct JSONWire: WireProtocol {
  /// nil where the target names no service that is known.
  let model: ServiceModel?
  /// What follows the target's last full stop.
  let operation: String
  private let target: String

  init(target: String) {
    self.target = target
    let place = target.lastIndex(of: ".")
    let prefix = place.map { target[..<$0] } ?? ""
    operation = place.map { String(target[target.index(after: $0)...]) } ?? target
    model = prefix.isEmpty ? nil : ServiceModel.named(targetPrefix: prefix)
  }

  static func contentType(version: String) -> String { "application/x-amz-json-\(version)" }

  func call(_ http: HTTPRequest, scope: CredentialScope?) throws(ServiceFailure) -> WireCall {
    guard let model else {
      throw .unknownOperation("\(Document.quoted(String(target.prefix(120)))) names no service that is known here.")
    }
    try ServiceFailure.check(operation: operation, of: model)
    return WireCall(
      http, scope: scope, service: model.name, operation: operation, input: try Self.input(of: http.body))
  }

  /// An empty body stands for `{}`.
  static func input(of body: [UInt8]) throws(ServiceFailure) -> Document.Object {
    guard !body.isEmpty else { return [:] }
    let document: Document
    do throws(DocumentReadError) { document = try DocumentReader.read(bytes: body) } catch {
      throw .unreadable(error.message)
    }
    switch document {
    case .object(let object): return object
    case .list: throw .unreadable("START_ARRAY can not be converted to a Structure")
    case .string: throw .unreadable("STRING_VALUE can not be converted to a Structure")
    case .integer, .decimal: throw .unreadable("NUMBER_VALUE can not be converted to a Structure")
    case .boolean(let flag): throw .unreadable("\(flag ? "TRUE" : "FALSE")_VALUE can not be converted to a Structure")
    case .null: throw .unreadable("NULL_VALUE can not be converted to a Structure")
    }
  }

  func response(_ reply: ServiceReply, requestID: String) -> HTTPResponse {
    let contentType = Self.contentType(version: model?.metadata.jsonVersion ?? "1.1")
    switch reply {
    case .success(let object):
      return HTTPResponse(
        status: 200, contentType: contentType, fields: ["x-amzn-requestid": requestID],
        body: body(of: object))
    case .failure(let failure):
      var response = HTTPResponse(
        status: failure.isServerFault ? failure.status(of: nil, in: nil) : 400, contentType: contentType,
        fields: ["x-amzn-requestid": requestID],
        text: Document.object(failure.document()).written())
      if let model { response.fields += failure.queryFields(of: model) }
      return response
    }
  }

  private func body(of reply: Document.Object) -> [UInt8] {
    guard let model, let shape = model.operation(named: operation)?.output else {
      return Document.object(reply).bytes(.sorted)
    }
    return model.sortedText(of: reply, as: shape)
  }
}
