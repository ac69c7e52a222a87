/// `aws ecr get-login-password`: a command that the AWS CLI adds to a service's operations.
///
/// In: the words after it, then the reply of GetAuthorizationToken. Out: what to ask, and the password alone on a line.
/// Source: awscli `customizations/ecr.py`.
import Documents
import ServiceModels

package struct LoginPasswordCall: Sendable {
  /// GetAuthorizationToken.
  package let call: ServiceCall

  static let word = "get-login-password"
  static let summary = "Print the password for pushing and pulling"

  static func help(_ page: inout Page) {
    page.heading("NAME")
    page.paragraph("\(word) - \(summary)")
    page.heading("DESCRIPTION")
    page.paragraph(
      "Asks get-authorization-token and prints the password in it, which \"docker login --username AWS "
        + "--password-stdin\" reads. It is good for twelve hours.")
    page.heading("SYNOPSIS")
    page.verbatim("aws ecr \(word)")
  }

  /// Nothing where the reply holds no token.
  package func text(of reply: Document.Object) -> String {
    guard let token = reply["authorizationData"]?[0]?["authorizationToken"]?.string,
      let bytes = Base64.decoded(token), let pair = String(validating: bytes, as: UTF8.self),
      let password = pair.split(separator: ":", maxSplits: 1).last
    else { return "" }
    return password + "\n"
  }
}

extension CommandLine {
  static func loginPassword(_ model: ServiceModel, _ words: [String], _ global: GlobalOptions) throws(Refusal) -> Parsed
  {
    if words == ["help"] { return .help(.loginPassword) }
    guard words.isEmpty else { throw RefusalText.unknownOptions(ofAddedCommand: words) }
    try global.checkProfile()
    guard let region = global.region, let operation = model.operation(named: "GetAuthorizationToken") else {
      throw RefusalText.noRegion
    }
    return .loginPassword(
      LoginPasswordCall(
        call: ServiceCall(
          service: model.name, operation: operation, input: [:], output: OutputOptions(region: region))))
  }
}
