/// Parameters of the Systems Manager Parameter Store.
///
/// In: names, values. Out: parameters, or the store's refusal. Only the newest version of a parameter is kept.
/// Source: Systems Manager API reference, PutParameter, DeleteParameter.
import Collections
import SimulationKit

package struct Parameter: Hashable, Sendable {
  package enum Kind: String, Sendable, CaseIterable {
    case text = "String"
    case list = "StringList"
    case secure = "SecureString"
  }
  package let name: String
  package internal(set) var kind: Kind
  package internal(set) var value: String
  package internal(set) var version = 1
  package internal(set) var description: String?
  package internal(set) var keyID: String?
  package internal(set) var modifiedAt: Instant
  package internal(set) var tags: [ECS.Tag] = []

  package init(name: String, kind: Kind, value: String, modifiedAt: Instant) {
    self.name = name
    self.kind = kind
    self.value = value
    self.modifiedAt = modifiedAt
  }

  package static let longestValue = 4_096  // fact: the standard tier
}

extension Region {
  package struct NewParameter: Sendable {
    package var name: String
    package var value: String
    package var kind: Parameter.Kind?
    package var description: String?
    package var keyID: String?
    package var overwrites = false
    package var tags: [ECS.Tag] = []
    package init(name: String, value: String) {
      self.name = name
      self.value = value
    }
  }

  package mutating func putParameter(_ new: NewParameter) throws(ServiceFailure) -> Parameter {
    let known = store.parameters[new.name]
    guard known == nil || new.overwrites else {
      throw ServiceFailure(
        "ParameterAlreadyExists",
        "The parameter already exists. To overwrite this value, set the overwrite option in the request to true.",
        why: "--overwrite makes a new version of it.")
    }
    guard new.tags.isEmpty || !new.overwrites else {
      throw ServiceFailure(
        "ValidationException",
        "Invalid request: tags and overwrite can't be used together. To create a parameter with tags, please remove "
          + "overwrite flag. To update tags for an existing parameter, please use AddTagsToResource or "
          + "RemoveTagsFromResource.")
    }
    guard let kind = new.kind ?? known?.kind else {
      throw ServiceFailure("ValidationException", "A parameter type is required when you create a parameter.")
    }
    guard new.value.unicodeScalars.count <= Parameter.longestValue else {
      throw ServiceFailure(
        "ValidationException",
        "Standard tier parameters support a maximum parameter value of \(Parameter.longestValue) characters.")
    }
    var parameter = known ?? Parameter(name: new.name, kind: kind, value: new.value, modifiedAt: now)
    parameter.kind = kind
    parameter.value = new.value
    parameter.version = (known?.version ?? 0) + 1
    parameter.description = new.description ?? parameter.description
    parameter.keyID = kind == .secure ? new.keyID ?? parameter.keyID ?? "alias/aws/ssm" : nil
    parameter.modifiedAt = now
    if known == nil { parameter.tags = new.tags }
    store.parameters[new.name] = parameter
    record(EventRecord.Draft(.command, source: "parameter/\(new.name)", cluster: nil, message: "put"))
    return parameter
  }

  package mutating func deleteParameter(_ name: String) throws(ServiceFailure) {
    guard store.parameters[name] != nil else { throw .parameterNotFound }
    store.parameters[name] = nil
    record(EventRecord.Draft(.command, source: "parameter/\(name)", cluster: nil, message: "deleted"))
  }
}

extension ServiceFailure {
  /// The real one has no message either.
  package static let parameterNotFound = ServiceFailure(
    "ParameterNotFound", "", why: "'aws ssm describe-parameters' lists the parameters of the Region.")
}
