/// `--cli-error-format`: an error in another form than the usual one.
///
/// In: the usual text, the form. Out: the text in that form. `legacy` is what AWS CLI v2 wrote before 2.34; the others
/// show code and message as a document. An error without a code keeps the usual form.
/// Source: the sheet of the CLI's texts (§3.2, §4): before 2.34 without prefix and without the code of the client's own
/// checks; both `Message` and `message` in a document.
import Documents

package enum ErrorFormat: String, CaseIterable, Sendable {
  case enhanced, legacy, json, yaml, text, table

  private static let prefix = "\naws: [ERROR]: "
  private static let details = "\n\nAdditional error details:\n"
  /// Codes that only the newer texts name.
  private static let clientCodes: Set = ["ParamValidation", "NoRegion"]

  package func applied(to refusal: Refusal) -> Refusal {
    guard self != .enhanced, let parts = Parts(refusal) else { return refusal }
    return Refusal(standardError: text(parts), exitCode: refusal.exitCode, suggestion: refusal.suggestion)
  }

  private func text(_ parts: Parts) -> String {
    let format: OutputFormat
    switch self {
    case .enhanced: return parts.before + Self.prefix + parts.whole + "\n"
    case .legacy: return parts.before + "\n" + parts.legacy + "\n"
    case .json: format = .json
    case .yaml: format = .yaml
    case .text: format = .text
    case .table: format = .table
    }
    guard let document = parts.document else { return parts.before + Self.prefix + parts.whole + "\n" }
    do throws(Refusal) {
      return parts.before + "\n" + (try Output.render(value: document, title: "error", format: format))
    } catch { return parts.before + Self.prefix + parts.whole + "\n" }
  }

  /// The usual text, taken apart.
  private struct Parts {
    /// What was printed before the error: warnings, the usage.
    let before: String
    let whole: String
    var code: String?
    var message = ""
    let members: Document.Object

    init?(_ refusal: Refusal) {
      let text = refusal.standardError
      members = refusal.members
      guard let place = text.firstPlace(of: ErrorFormat.prefix) else { return nil }
      before = String(text[..<place.lowerBound])
      var rest = text[place.upperBound...]
      if rest.hasSuffix("\n") { rest = rest.dropLast() }
      whole = String(rest)
      guard rest.hasPrefix("An error occurred (") else { return }
      let body = rest.dropFirst("An error occurred (".count)
      guard let close = body.firstIndex(of: ")"), let colon = body[close...].firstPlace(of: ": ") else { return }
      code = String(body[..<close])
      message = String(body[colon.upperBound...])
      guard let extra = message.firstPlace(of: ErrorFormat.details) else { return }
      message = String(message[..<extra.lowerBound])
    }

    /// Before 2.34: the service's errors named their code, the client's own did not; details were not shown.
    var legacy: String {
      guard let code else { return whole }
      if ErrorFormat.clientCodes.contains(code) { return message }
      return whole.firstPlace(of: ErrorFormat.details).map { String(whole[..<$0.lowerBound]) } ?? whole
    }

    var document: Document? {
      guard let code else { return nil }
      var object: Document.Object = ["Message": .string(message), "Code": .string(code)]
      if !ErrorFormat.clientCodes.contains(code) { object["message"] = .string(message) }
      for member in members.members { object[member.key] = member.value }
      return .object(object)
    }
  }
}

extension StringProtocol {
  fileprivate func firstPlace(of text: String) -> Range<Index>? { firstRange(of: text) }
}
