/// AWS Secrets Manager at the border.
///
/// In: calls. Out: replies. Source: Secrets Manager API reference, the operations named below.
import Cloud
import Documents
import SimulationKit

extension CloudAPI {
  static let secretHandlers: [String: Handler] = [
    "CreateSecret": createSecret,
    "GetSecretValue": getSecretValue,
    "DescribeSecret": describeSecret,
    "ListSecrets": listSecrets,
    "PutSecretValue": putSecretValue,
    "UpdateSecret": updateSecret,
    "DeleteSecret": deleteSecret,
    "GetResourcePolicy": getResourcePolicy,
  ]

  @Sendable private static func createSecret(
    _ call: Call, _ region: inout Region
  ) throws(ServiceFailure) -> Document.Object {
    let input = call.input
    let name = try input.requiredString("Name")
    let isPlain = { (byte: UInt8) in
      (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
        || "/_+=.@-!".utf8.contains(byte)
    }
    guard (1...512).contains(name.utf8.count), name.utf8.allSatisfy(isPlain) else {
      throw ServiceFailure(
        "ValidationException",
        "Invalid name. Must be a valid name containing alphanumeric characters, or any of the following: -/_+=.@!")
    }
    let value = try input.secretValue(withStages: false)
    let secret = try region.createSecret(
      name, description: try input.string("Description"), keyID: try input.string("KmsKeyId"), value: value,
      tags: try input.keyedTags("Tags"))
    return Document.Object(rendering: [
      "ARN": secret.arn, "Name": secret.name,
      "VersionId": secret.versions.keys.first { value.token == nil || $0 == value.token },
    ])
  }

  /// No operation that is simulated gives a secret a policy.
  @Sendable private static func getResourcePolicy(
    _ call: Call, _ region: inout Region
  ) throws(ServiceFailure) -> Document.Object {
    let secret = try region.existingSecret(try call.input.requiredString("SecretId"))
    return Document.Object(rendering: ["ARN": secret.arn, "Name": secret.name])
  }

  @Sendable private static func getSecretValue(
    _ call: Call, _ region: inout Region
  ) throws(ServiceFailure) -> Document.Object {
    let input = call.input
    let secret = try region.readableSecret(try input.requiredString("SecretId"))
    let (id, stage) = (try input.string("VersionId"), try input.string("VersionStage"))
    guard let found = secret.version(id: id, stage: stage) else {
      let what = id.map { "VersionId: \($0)" } ?? "staging label: \(stage ?? Secret.currentStage)"
      throw ServiceFailure(
        "ResourceNotFoundException", "Secrets Manager can't find the specified secret value for \(what)")
    }
    return Document.Object(rendering: [
      "ARN": secret.arn, "Name": secret.name, "VersionId": found.id, "SecretBinary": found.version.binary,
      "SecretString": found.version.string, "VersionStages": found.version.stages,
      "CreatedDate": found.version.createdAt,
    ])
  }

  @Sendable private static func describeSecret(
    _ call: Call, _ region: inout Region
  ) throws(ServiceFailure) -> Document.Object {
    let secret = try region.existingSecret(try call.input.requiredString("SecretId"))
    var document = region.document(of: secret)
    document["VersionIdsToStages"] = region.stages(of: secret)
    return document
  }

  @Sendable private static func listSecrets(
    _ call: Call, _ region: inout Region
  ) throws(ServiceFailure) -> Document.Object {
    let input = call.input
    let withDeleted = try input.boolean("IncludePlannedDeletion") ?? false
    var names: [[String]] = []
    for filter in try input.structures("Filters") ?? [] {
      let key = try filter.string("Key") ?? "nothing"
      guard key == "name" || key == "all" else { throw .notSimulated("A filter of secrets by \(key)") }
      names.append(try filter.strings("Values") ?? [])
    }
    let now = region.now
    let shown = region.store.secrets.values.filter { secret in
      (secret.deletesAt.map { withDeleted && now < $0 } ?? true)
        && names.allSatisfy { $0.contains { secret.name.hasPrefix($0) } }
    }
    let limit = try input.integer("MaxResults") ?? 100
    guard (1...100).contains(limit) else {
      throw .invalidParameter("MaxResults must be between 1 and 100.")
    }
    let page = try input.page(of: shown, limit: limit, token: try input.string("NextToken"), key: \.name)
    return Document.Object(rendering: [
      "SecretList": page.items.map { secret in
        var document = region.document(of: secret)
        document["SecretVersionsToStages"] = region.stages(of: secret)
        return document
      }, "NextToken": page.nextToken,
    ])
  }

  @Sendable private static func putSecretValue(
    _ call: Call, _ region: inout Region
  ) throws(ServiceFailure) -> Document.Object {
    let value = try call.input.secretValue(withStages: true)
    guard !value.isEmpty else {
      throw ServiceFailure("InvalidRequestException", "You must provide either SecretString or SecretBinary.")
    }
    let (secret, version) = try region.updateSecret(
      try call.input.requiredString("SecretId"), description: nil, keyID: nil, value: value)
    return Document.Object(rendering: [
      "ARN": secret.arn, "Name": secret.name, "VersionId": version,
      "VersionStages": version.flatMap { secret.versions[$0]?.stages },
    ])
  }

  @Sendable private static func updateSecret(
    _ call: Call, _ region: inout Region
  ) throws(ServiceFailure) -> Document.Object {
    let input = call.input
    let (secret, version) = try region.updateSecret(
      try input.requiredString("SecretId"), description: try input.string("Description"),
      keyID: try input.string("KmsKeyId"), value: try input.secretValue(withStages: false))
    return Document.Object(rendering: ["ARN": secret.arn, "Name": secret.name, "VersionId": version])
  }

  @Sendable private static func deleteSecret(
    _ call: Call, _ region: inout Region
  ) throws(ServiceFailure) -> Document.Object {
    let input = call.input
    let isForced = try input.boolean("ForceDeleteWithoutRecovery") ?? false
    guard let days = try input.integer("RecoveryWindowInDays") else {
      return region.deleted(
        try region.deleteSecret(
          try input.requiredString("SecretId"), afterDays: isForced ? nil : Secret.usualRecoveryDays))
    }
    guard !isForced else {
      throw .invalidParameter("You can't use ForceDeleteWithoutRecovery in conjunction with RecoveryWindowInDays.")
    }
    guard Secret.recoveryDays.contains(days) else {
      throw .invalidParameter("The RecoveryWindowInDays value must be between 7 and 30 days (inclusive).")
    }
    return region.deleted(try region.deleteSecret(try input.requiredString("SecretId"), afterDays: days))
  }
}

extension Input {
  fileprivate func secretValue(withStages: Bool) throws(ServiceFailure) -> Region.SecretValue {
    let (string, binary) = (try string("SecretString"), try string("SecretBinary"))
    guard string == nil || binary == nil else {
      throw .invalidParameter(
        "You can't specify both a binary secret value and a string secret value in the same secret.")
    }
    return Region.SecretValue(
      string: string, binary: binary, token: try self.string("ClientRequestToken"),
      stages: withStages ? try strings("VersionStages") : nil)
  }
}

extension Region {
  fileprivate func document(of secret: Secret) -> Document.Object {
    let tags = secret.tags.map { Document.Object(rendering: ["Key": $0.key, "Value": $0.value]) }
    return Document.Object(rendering: [
      "ARN": secret.arn, "Name": secret.name, "Description": secret.description, "KmsKeyId": secret.keyID,
      "LastChangedDate": secret.changedAt, "DeletedDate": secret.deletesAt.map { _ in secret.changedAt },
      "Tags": tags.isEmpty ? nil : tags, "CreatedDate": secret.createdAt,
    ])
  }

  /// Versions that have a stage.
  fileprivate func stages(of secret: Secret) -> Document {
    .object(
      Document.Object(
        uniqueMembers: secret.versions.filter { !$0.value.stages.isEmpty }
          .map { .init(key: $0.key, value: $0.value.stages.rendered) }))
  }

  fileprivate func deleted(_ secret: Secret) -> Document.Object {
    Document.Object(rendering: ["ARN": secret.arn, "Name": secret.name, "DeletionDate": secret.deletesAt])
  }
}
