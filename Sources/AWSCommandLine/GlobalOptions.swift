/// The options that every `aws` line takes, before or after the service.
///
/// In: all words. Out: settings, and the words that are left for the service. Rules: awscli `data/cli.json` of v2.
import JMESPath

package struct GlobalOptions {
  /// `--query`, `--output` …
  package static var names: [String] { options.map(\.name) }
  var format: OutputFormat
  var query: Expression?
  var region: String?
  var paginates = true
  var showsVersion = false
  var showsRequests = false
  var errorFormat: ErrorFormat
  /// nil: as the terminal is.
  var colour: Bool?
  /// One that was named and is not there.
  private var unknownProfile: String?

  static let options: [WordOption] = [
    flag("--debug"), one("--endpoint-url"), flag("--no-verify-ssl"),
    WordOption(name: "--no-paginate", destination: "no-paginate", arity: .none(value: "true")),
    choice("--output", OutputFormat.allCases.map(\.rawValue)), one("--query"), one("--profile"), one("--region"),
    flag("--version"), choice("--color", ["on", "off", "auto"]), flag("--no-sign-request"), one("--ca-bundle"),
    one("--cli-read-timeout"), one("--cli-connect-timeout"),
    choice("--cli-binary-format", ["base64", "raw-in-base64-out"]), flag("--no-cli-pager"), flag("--cli-auto-prompt"),
    flag("--no-cli-auto-prompt"), choice("--cli-error-format", ErrorFormat.allCases.map(\.rawValue)),
  ]

  /// The profile is looked up when everything that was typed has been read, and a service is to be asked.
  func checkProfile() throws(Refusal) {
    if let unknownProfile { throw RefusalText.unknownProfile(unknownProfile) }
  }

  /// RFC 3986, section 3.1: a letter, then letters, digits, "+", "-", ".", up to a colon.
  private static func hasScheme(_ address: String) -> Bool {
    guard let colon = address.utf8.firstIndex(of: UInt8(ascii: ":")), colon > address.startIndex else { return false }
    let scheme = address.utf8[..<colon]
    func isLetter(_ byte: UInt8) -> Bool { (0x61...0x7A).contains(byte | 0x20) }
    return scheme.first.map(isLetter) == true
      && scheme.allSatisfy { isLetter($0) || (0x30...0x39).contains($0) || "+-.".utf8.contains($0) }
  }

  private static func flag(_ name: String) -> WordOption {
    WordOption(name: name, destination: String(name.dropFirst(2)), arity: .none(value: "true"))
  }
  private static func one(_ name: String) -> WordOption {
    WordOption(name: name, destination: String(name.dropFirst(2)), arity: .one)
  }
  private static func choice(_ name: String, _ choices: [String]) -> WordOption {
    WordOption(name: name, destination: String(name.dropFirst(2)), arity: .one, check: .choices(choices))
  }

  init(_ parsed: ParsedWords, environment: Environment) throws(Refusal) {
    func value(_ name: String) -> String? { parsed.values[name]?.last }
    errorFormat = value("cli-error-format").flatMap(ErrorFormat.init) ?? .enhanced
    colour = ["on": true, "off": false][value("color") ?? "auto"]
    if let profile = value("profile"), profile != "default", profile != environment.profile {
      unknownProfile = profile
    }
    if let address = value("endpoint-url"), !Self.hasScheme(address) {
      throw RefusalText.validation(
        "Bad value for --endpoint-url \"\(address)\": scheme is missing.  Must be of the form http://<hostname>/ or "
          + "https://<hostname>/")
    }
    for name in ["cli-read-timeout", "cli-connect-timeout"] {
      guard let word = value(name), PythonNumber.integer(word) == nil else { continue }
      throw RefusalText.general(PythonNumber.integerMessage(word))
    }
    let wanted = value("output") ?? environment.outputFormat ?? "json"
    guard let format = OutputFormat(rawValue: wanted) else {
      throw RefusalText.general("Unknown output type: \(wanted)")
    }
    self.format = format
    region = value("region") ?? environment.region
    paginates = value("no-paginate") == nil
    showsVersion = value("version") != nil
    showsRequests = value("debug") != nil
    if let text = value("query") {
      do {
        query = try Expression(text)
      } catch {
        throw RefusalText.validation(
          "Bad value for --query \(text): \(error.awsCLIMessage)")
      }
    }
  }
}
