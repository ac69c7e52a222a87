/// An input given as one document: `--cli-input-json` and `--cli-input-yaml`.
///
/// In: the option's word. Out: an object, or the CLI's refusal. Rules: AWS CLI v2's `cliinput`.
import Documents
import ServiceModels

struct WholeInput {
  let parsed: ParsedWords
  let model: ServiceModel
  let environment: Environment

  /// Nil where neither option was given.
  func read() throws(ValueProblem) -> Document.Object? {
    let json = parsed.values[OptionTable.inputJSON]?.last
    let yaml = parsed.values[OptionTable.inputYAML]?.last
    if json != nil, yaml != nil { throw .unreadable("Only one --cli-input- parameter may be specified.") }
    if let json { return try object(try readJSON(text(json, OptionTable.inputJSON)), OptionTable.inputJSON) }
    if let yaml { return try object(try readYAML(text(yaml, OptionTable.inputYAML)), OptionTable.inputYAML) }
    return nil
  }

  private func text(_ word: String, _ option: String) throws(ValueProblem) -> String {
    try ArgumentValue(model: model, environment: environment, option: option).fileText(word) ?? word
  }

  private func readJSON(_ text: String) throws(ValueProblem) -> Document {
    guard let document = try? DocumentReader.read(text) else {
      throw .unparsable(option: "cli-input-json", message: "Invalid JSON received.")
    }
    return document
  }

  private func readYAML(_ text: String) throws(ValueProblem) -> Document {
    guard let reader = environment.readYAML else {
      throw .failed("not simulated yet: --cli-input-yaml here; give the same input by --cli-input-json")
    }
    switch reader(text) {
    case .success(let document): return document
    case .failure: throw .unparsable(option: "cli-input-yaml", message: "Invalid YAML received.")
    }
  }

  private func object(_ document: Document, _ option: String) throws(ValueProblem) -> Document.Object {
    guard let object = document.object else {
      throw .unparsable(
        option: option, message: "Invalid type: expecting map, received \(PythonText.type(document))")
    }
    return object
  }
}
