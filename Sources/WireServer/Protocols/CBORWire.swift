/// The protocol Smithy RPC v2 CBOR, which the newer AWS SDKs speak to CloudWatch: one CBOR map in, one out.
///
/// In: a POST to `/service/PREFIX/operation/NAME` with `smithy-protocol: rpc-v2-cbor`. Out: the call; then its reply, or an
/// error with `__type` and `message`. Source: smithy.io, "Smithy RPC v2 CBOR protocol", "AWS Query compatible".
import Cloud
import CloudAPI
import Documents
import ServiceModels

struct CBORWire: WireProtocol {
  static let name = "rpc-v2-cbor"
  /// nil where the path names no service that is known.
  let model: ServiceModel?
  let operation: String

  /// - Parameter path: what stands before `/service/` is an endpoint's own.
  init(path: String) {
    let parts = path.split(separator: "/").suffix(4).map(String.init)
    guard parts.count == 4, parts[0] == "service", parts[2] == "operation" else {
      (model, operation) = (nil, "")
      return
    }
    (model, operation) = (ServiceModel.named(targetPrefix: parts[1]), parts[3])
  }

  func call(_ http: HTTPRequest, scope: CredentialScope?) throws(ServiceFailure) -> WireCall {
    guard let model else {
      throw .unknownOperation("\(Document.quoted(String(http.path.prefix(120)))) names no service that is known here.")
    }
    try ServiceFailure.check(operation: operation, of: model)
    let input: Document.Object
    if http.body.isEmpty {
      input = [:]
    } else if case .object(let object) = try CBORReader.read(http.body) {
      input = object
    } else {
      throw .unreadable("The body is no CBOR map.")
    }
    return WireCall(http, scope: scope, service: model.name, operation: operation, input: input)
  }

  func response(_ reply: ServiceReply, requestID: String) -> HTTPResponse {
    var writer = CBORWriter(model: model)
    var response = HTTPResponse(
      status: 200, contentType: "application/cbor",
      fields: ["smithy-protocol": Self.name, "x-amzn-requestid": requestID], body: [])
    switch reply {
    case .success(let object): writer.write(object, as: model?.operation(named: operation)?.output)
    case .failure(let failure):
      response.status = failure.isServerFault ? failure.status(of: nil, in: nil) : 400
      writer.write(failure.document(namespace: model.map { "com.amazonaws.\($0.name)#" }), as: nil)
      if let model { response.fields += failure.queryFields(of: model) }
    }
    response.body = writer.bytes
    return response
  }
}
