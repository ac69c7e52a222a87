/// Secrets of Secrets Manager.
///
/// In: names, values. Out: secrets with their versions, or Secrets Manager's refusal. A task whose secret was deleted here
/// does not start; a secret that nobody made here is taken to be there. Values are kept in the clear: they are a lesson's.
/// Source: Secrets Manager API reference, CreateSecret, PutSecretValue, DeleteSecret; User Guide, "Secret versions".
import Collections
import SimulationKit

package struct Secret: Sendable {
  package struct Version: Hashable, Sendable {
    package let string: String?
    /// Base64, as clients send it.
    package let binary: String?
    package let createdAt: Instant
    package internal(set) var stages: [String]
  }
  package let name: String
  package let arn: String
  package internal(set) var description: String?
  package internal(set) var keyID: String?
  package let createdAt: Instant
  package internal(set) var changedAt: Instant
  package let tags: [ECS.Tag]
  /// By version id, oldest first.
  package internal(set) var versions: OrderedDictionary<String, Version> = [:]
  /// When it goes, once its end was asked for.
  package internal(set) var deletesAt: Instant?

  package static let currentStage = "AWSCURRENT"
  package static let previousStage = "AWSPREVIOUS"
  // fact: Secrets Manager API reference, DeleteSecret
  package static let usualRecoveryDays = 30
  package static let recoveryDays = 7...30

  /// The version with that id or stage.
  package func version(id: String?, stage: String?) -> (id: String, version: Version)? {
    versions.first { key, version in
      (id == nil || id == key) && (id != nil && stage == nil || version.stages.contains(stage ?? Self.currentStage))
    }.map { ($0.key, $0.value) }
  }

  /// Old versions without a stage go when there are more.
  private static let mostVersions = 100

  mutating func add(_ version: Version, id: String) {
    for stage in version.stages {
      for key in versions.keys where versions[key]?.stages.contains(stage) ?? false {
        versions[key]?.stages.removeAll { $0 == stage }
        guard stage == Self.currentStage else { continue }
        for other in versions.keys { versions[other]?.stages.removeAll { $0 == Self.previousStage } }
        versions[key]?.stages.append(Self.previousStage)
      }
    }
    versions[id] = version
    if versions.count > Self.mostVersions, let old = versions.first(where: { $0.value.stages.isEmpty })?.key {
      versions[old] = nil
    }
  }
}

package struct SecretStore: Sendable {
  /// By name. One whose end has come stays until somebody makes it anew, and is not found any more.
  package internal(set) var secrets: OrderedDictionary<String, Secret> = [:]
  package internal(set) var parameters: OrderedDictionary<String, Parameter> = [:]
  package init() {}
}

extension Region {
  /// The secret of that name or ARN, those marked for deletion included.
  /// - Throws: ResourceNotFoundException.
  package func existingSecret(_ reference: String) throws(ServiceFailure) -> Secret {
    let found =
      store.secrets[reference]
      ?? store.secrets.values.first { $0.arn == reference || String($0.arn.dropLast(7)) == reference }
    guard let secret = found, secret.deletesAt.map({ now < $0 }) ?? true else { throw .secretNotFound }
    return secret
  }

  private func usableSecret(_ reference: String) throws(ServiceFailure) -> Secret {
    let secret = try existingSecret(reference)
    guard secret.deletesAt == nil else {
      throw ServiceFailure(
        "InvalidRequestException",
        "You can't perform this operation on the secret because it was marked for deletion.",
        why: "It goes at the end of its recovery window; restore-secret, which would keep it, is not simulated. "
          + "Create one of another name, and let valueFrom name that.")
    }
    return secret
  }

  package func readableSecret(_ reference: String) throws(ServiceFailure) -> Secret { try usableSecret(reference) }

  package struct SecretValue: Sendable {
    package var string: String?
    package var binary: String?
    /// The version's id; nil: one that is made up.
    package var token: String?
    package var stages: [String]?
    package init(string: String?, binary: String?, token: String?, stages: [String]?) {
      (self.string, self.binary, self.token, self.stages) = (string, binary, token, stages)
    }
    package var isEmpty: Bool { string == nil && binary == nil }
  }

  package mutating func createSecret(
    _ secretName: String, description: String?, keyID: String?, value: SecretValue, tags: [ECS.Tag]
  ) throws(ServiceFailure) -> Secret {
    if let known = store.secrets[secretName], known.deletesAt.map({ now < $0 }) ?? true {
      // The same request again: the same secret.
      if known.deletesAt == nil, try known.holds(value) { return known }
      throw known.deletesAt == nil
        ? ServiceFailure(
          "ResourceExistsException", "The operation failed because the secret \(secretName) already exists.")
        : ServiceFailure(
          "InvalidRequestException",
          "You can't create this secret because a secret with this name is already scheduled for deletion.",
          why: "Delete secrets with --force-delete-without-recovery where their names are wanted again at once.")
    }
    let suffix = mint.hexadecimal(6)
    var secret = Secret(
      name: secretName, arn: arn(service: "secretsmanager", "secret:\(secretName)-\(suffix)"),
      description: description, keyID: keyID, createdAt: now, changedAt: now, tags: tags)
    if !value.isEmpty { add(value, to: &secret) }
    store.secrets[secretName] = nil
    store.secrets[secretName] = secret
    recordSecret(secretName, "created")
    return secret
  }

  /// - Returns: the secret, and the id of its new version; nil where only its description changed.
  package mutating func updateSecret(
    _ reference: String, description: String?, keyID: String?, value: SecretValue
  ) throws(ServiceFailure) -> (secret: Secret, version: String?) {
    var secret = try usableSecret(reference)
    _ = try secret.holds(value)
    secret.description = description ?? secret.description
    secret.keyID = keyID ?? secret.keyID
    secret.changedAt = now
    let version = value.isEmpty ? nil : add(value, to: &secret)
    store.secrets[secret.name] = secret
    recordSecret(secret.name, "changed")
    return (secret, version)
  }

  @discardableResult
  private mutating func add(_ value: SecretValue, to secret: inout Secret) -> String {
    let id = value.token ?? mint.uuid()
    if secret.versions[id] == nil {
      secret.add(
        .init(
          string: value.string, binary: value.binary, createdAt: now, stages: value.stages ?? [Secret.currentStage]),
        id: id)
    }
    return id
  }

  /// - Parameter days: nil: at once.
  package mutating func deleteSecret(_ reference: String, afterDays days: Int?) throws(ServiceFailure) -> Secret {
    var secret = try existingSecret(reference)
    let end = now + .days(days ?? 0)
    secret.deletesAt = secret.deletesAt.map { min($0, end) } ?? end
    store.secrets[secret.name] = secret
    recordSecret(secret.name, "deleted")
    return secret
  }

  private mutating func recordSecret(_ name: String, _ what: String) {
    record(EventRecord.Draft(.command, source: "secret/\(name)", cluster: nil, message: what))
  }
}

extension Secret {
  /// Whether the token of `value` has already made the very same version.
  /// - Throws: ResourceExistsException where it has made a version of another value.
  fileprivate func holds(_ value: Region.SecretValue) throws(ServiceFailure) -> Bool {
    guard !value.isEmpty, let token = value.token, let version = versions[token] else { return false }
    guard version.string == value.string, version.binary == value.binary else {
      throw ServiceFailure(
        "ResourceExistsException",
        "You can't use ClientRequestToken \(token) because that value is already in use for a version of secret \(arn).",
        why: "A token names one version for ever: leave it out, or make another one for another value.")
    }
    return true
  }
}

extension ServiceFailure {
  static let secretNotFound = ServiceFailure(
    "ResourceNotFoundException", "Secrets Manager can't find the specified secret.",
    why: "'aws secretsmanager list-secrets' lists the secrets of the Region.")
}
