/// The AWS query protocol and its cousin of Amazon EC2: a form in, XML out.
///
/// In: a POST with `Action` and `Version`. Out: the call; then its reply or error as XML. Which service is meant says the
/// signature's scope, with the version where two are signed for alike, else the version alone. Source: smithy.io, "AWS
/// Query protocol" and "Amazon EC2 Query protocol".
import Cloud
import CloudAPI
import Documents
import ServiceModels

struct QueryWire: WireProtocol {
  let model: ServiceModel?
  let action: String
  private let form: FormBody

  private var isEC2: Bool { model?.metadata.spokenProtocol == "ec2" }

  /// For a form that cannot be read.
  init(scope: CredentialScope?) { self.init(FormBody(), scope: scope) }

  init(_ form: FormBody, scope: CredentialScope?) {
    self.form = form
    action = form["Action"] ?? ""
    model = Self.model(signingName: scope?.service, version: form["Version"])
  }

  private static func model(signingName: String?, version: String?) -> ServiceModel? {
    let queryModels = ServiceModel.names.lazy.compactMap(ServiceModel.named).filter {
      $0.metadata.spokenProtocol == "query" || $0.metadata.spokenProtocol == "ec2" || $0.metadata.isQueryCompatible
    }
    // Elastic Load Balancing's two generations are signed for alike.
    return queryModels.first { $0.metadata.signingName == signingName && $0.metadata.apiVersion == version }
      ?? queryModels.first { $0.metadata.signingName == signingName }
      ?? queryModels.first { $0.metadata.apiVersion == version }
  }

  func call(_ http: HTTPRequest, scope: CredentialScope?) throws(ServiceFailure) -> WireCall {
    guard let model else { throw invalidAction() }
    do throws(ServiceFailure) { try ServiceFailure.check(operation: action, of: model) } catch {
      throw error.code == "UnknownOperationException" ? invalidAction() : error
    }
    let shape = model.operation(named: action)?.input ?? ""
    let input = try QueryInput(model: model, isEC2: isEC2).structure(form.root, as: shape)
    return WireCall(http, scope: scope, service: model.name, operation: action, input: input)
  }

  private func invalidAction() -> ServiceFailure {
    let (action, version) = (String(action.prefix(120)), String((form["Version"] ?? "").prefix(40)))
    return ServiceFailure("InvalidAction", "Could not find operation \(action) for version \(version)")
  }

  func response(_ reply: ServiceReply, requestID: String) -> HTTPResponse {
    var xml = XMLText()
    var status = 200
    switch reply {
    case .success(let object): write(object, requestID, to: &xml)
    case .failure(let failure):
      status = failure.status(of: model?.operation(named: action), in: model)
      write(failure, requestID, to: &xml)
    }
    return HTTPResponse(
      status: status, contentType: "text/xml", fields: ["x-amzn-requestid": requestID], text: xml.text)
  }

  private func write(_ object: Document.Object, _ requestID: String, to xml: inout XMLText) {
    let operation = model?.operation(named: action)
    xml.element("\(action)Response", namespace: model?.metadata.xmlNamespace.map { isEC2 ? $0 + "/" : $0 }) { xml in
      let output = XMLReply(model: model, isEC2: isEC2)
      if isEC2 {
        xml.leaf("requestId", requestID)
        output.write(object, as: operation?.output, to: &xml)
        return
      }
      if operation?.output != nil {
        xml.element(operation?.resultWrapper ?? "\(action)Result") { xml in
          output.write(object, as: operation?.output, to: &xml)
        }
      }
      xml.element("ResponseMetadata") { $0.leaf("RequestId", requestID) }
    }
  }

  private func write(_ failure: ServiceFailure, _ requestID: String, to xml: inout XMLText) {
    xml.element(isEC2 ? "Response" : "ErrorResponse", namespace: isEC2 ? nil : model?.metadata.xmlNamespace) { xml in
      let write: (inout XMLText) -> Void = { xml in
        xml.element("Error") { xml in
          if !isEC2 { xml.leaf("Type", failure.isServerFault ? "Receiver" : "Sender") }
          xml.leaf("Code", failure.code)
          xml.leaf("Message", failure.message ?? "")
        }
      }
      if isEC2 { xml.element("Errors", write) } else { write(&xml) }
      xml.leaf(isEC2 ? "RequestID" : "RequestId", requestID)
    }
  }
}
