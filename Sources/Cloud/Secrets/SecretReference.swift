/// What a task definition's `valueFrom` asks of a secret: all of it or one JSON key, of which version.
///
/// In: `ARN`, or `ARN:json-key:version-stage:version-id`. Out: its parts; the value, or why there is none in the agent's
/// words. Source: ECS Developer Guide, "Pass Secrets Manager secrets through Amazon ECS environment variables"; the
/// agent's `asm` client for the words about keys; Secrets Manager API reference, GetSecretValue.
import Documents

struct SecretReference: Hashable, Sendable {
  /// The secret's own ARN.
  let secret: String
  let key: String?
  let stage: String?
  let version: String?

  /// nil for what is no ARN of a secret.
  init?(_ valueFrom: String) {
    let parts = valueFrom.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
    guard parts.count > 6, parts[0] == "arn", parts[2] == "secretsmanager", parts[5] == "secret" else { return nil }
    secret = parts[..<7].joined(separator: ":")
    func part(_ index: Int) -> String? { parts.count > index && !parts[index].isEmpty ? parts[index] : nil }
    (key, stage, version) = (part(7), part(8), part(9))
  }

  struct Missing: Error, Hashable {
    let words: String
  }

  /// - Parameter secret: the one that it names.
  func value(in secret: Secret) throws(Missing) -> String {
    guard let found = secret.version(id: version, stage: stage)?.version else {
      let which =
        version.map { "VersionId: \($0)" } ?? "staging label: \(stage ?? Secret.currentStage)"
      throw Missing(
        words: "ResourceNotFoundException: Secrets Manager can't find the specified secret value for \(which)")
    }
    let text = found.string ?? ""
    guard let key else { return text }
    guard let document = try? DocumentReader.read(text), document.object != nil else {
      throw Missing(words: "invalid character '\(text.first.map(String.init) ?? " ")' looking for beginning of value")
    }
    guard let value = document[key], value != .null else {
      throw Missing(words: "retrieved secret from Secrets Manager did not contain json key \(key)")
    }
    return value.string ?? value.written()
  }
}

extension Region {
  /// Why a task does not get what it wants of a secret that stands here; nil where it does.
  func whyUnreadable(_ valueFrom: String) -> String? {
    guard let reference = SecretReference(valueFrom), let secret = try? readableSecret(reference.secret) else {
      return nil
    }
    do throws(SecretReference.Missing) { _ = try reference.value(in: secret) } catch { return error.words }
    return nil
  }
}
