/// What a command line takes from outside itself: settings, files, YAML.
///
/// In: closures and settings from whoever runs the line. Out: answers to `CommandLine`. Reads nothing by itself.
import Documents

package struct Environment {
  /// What `AWS_REGION` or the configuration says; nil makes a call without `--region` a refusal.
  package var region: String?
  /// What `AWS_DEFAULT_OUTPUT` or the configuration says; nil is json.
  package var outputFormat: String?
  /// The profile's name where one is set.
  package var profile: String?
  /// The bytes behind `file://PATH`, or why there are none.
  package var readFile: (_ path: String) -> Result<[UInt8], FileProblem>
  /// Reads YAML for `--cli-input-yaml`; nil where no reader is wired in. An error's text is shown as it is.
  package var readYAML: ((_ text: String) -> Result<Document, YAMLProblem>)?

  package init(
    region: String? = "us-east-1", outputFormat: String? = nil, profile: String? = nil,
    readFile: @escaping (_ path: String) -> Result<[UInt8], FileProblem> = { _ in .failure(.missing) },
    readYAML: ((_ text: String) -> Result<Document, YAMLProblem>)? = nil
  ) {
    self.region = region
    self.outputFormat = outputFormat
    self.profile = profile
    self.readFile = readFile
    self.readYAML = readYAML
  }
}

/// Why a file could not be read, in the operating system's words.
package enum FileProblem: Error, Hashable, Sendable {
  case missing, isDirectory, notPermitted
  /// Any other reason: an error number and its text.
  case other(number: Int, text: String)

  /// As CPython prints it: "[Errno 2] No such file or directory".
  package var text: String {
    switch self {
    case .missing: "[Errno 2] No such file or directory"
    case .isDirectory: "[Errno 21] Is a directory"
    case .notPermitted: "[Errno 13] Permission denied"
    case .other(let number, let text): "[Errno \(number)] \(text)"
    }
  }
}

package struct YAMLProblem: Error, Hashable, Sendable {
  package let message: String
  package init(message: String) { self.message = message }
}
