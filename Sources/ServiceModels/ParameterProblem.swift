/// One thing a client finds wrong with an input before it asks the service.
///
/// In: what the validator found. Out: the line that the AWS CLI prints. Source of the texts: botocore `validate.py`.
import Documents

package struct ParameterProblem: Hashable, Sendable {
  package enum Kind: Hashable, Sendable {
    case missing(member: String)
    case unknown(member: String, known: [String])
    case invalidType(value: String, type: String, validTypes: [String])
    /// A number below the least one.
    case belowMinimum(value: String, minimum: String)
    /// A string or list shorter than the shortest.
    case tooShort(length: Int, minimum: String)
    case emptyUnion(members: [String])
    case crowdedUnion(members: [String])
  }
  /// Where: "networkConfiguration.awsvpcConfiguration", "tags[0].key"; "input" at the top.
  package let path: String
  package let kind: Kind

  package init(path: String, kind: Kind) {
    self.path = path
    self.kind = kind
  }

  /// The line under "Parameter validation failed:".
  package var message: String {
    switch kind {
    case .missing(let member): return "Missing required parameter in \(path): \"\(member)\""
    case .unknown(let member, let known):
      return "Unknown parameter in \(path): \"\(member)\", must be one of: \(known.joined(separator: ", "))"
    case .invalidType(let value, let type, let valid):
      return "Invalid type for parameter \(path), value: \(value), type: \(type), "
        + "valid types: \(valid.joined(separator: ", "))"
    case .belowMinimum(let value, let minimum):
      return "Invalid value for parameter \(path), value: \(value), valid min value: \(minimum)"
    case .tooShort(let length, let minimum):
      return "Invalid length for parameter \(path), value: \(length), valid min length: \(minimum)"
    case .emptyUnion(let members):
      return "Must set one of the following keys for tagged unionstructure \(path): \(members.joined(separator: ", "))."
    case .crowdedUnion(let members):
      return "Invalid number of parameters set for tagged union structure \(path). "
        + "Can only set one of the following keys: \(members.joined(separator: ", "))."
    }
  }
}
