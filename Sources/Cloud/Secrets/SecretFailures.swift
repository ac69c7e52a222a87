/// What keeps a task from what ECS reads for it before its containers start: secrets, parameters, a registry's
/// credentials, environment files.
///
/// In: a task, its execution role, what Secrets Manager and the Parameter Store hold, faults. Out: the task's failure and
/// how long it takes, nil where all can be had. Changes nothing.
/// Source: runtime sheet, sections 1.12 and 6.7; ECS Developer Guide, "Stopped tasks error messages"; the agent's
/// `taskresource` for what is said on container instances.
import SimulationKit

extension ECS.TaskDefinition {
  /// The `valueFrom` of every secret that containers and their log drivers get.
  var secretReferences: [String] {
    containers.flatMap(\.secrets).map(\.value)
      + containerDocuments.flatMap { $0["logConfiguration"]?["secretOptions"]?.list ?? [] }
      .compactMap { $0["valueFrom"]?.string }
  }

  /// The secrets with which images are pulled from private registries.
  private var registryCredentials: [String] {
    containerDocuments.compactMap { $0["repositoryCredentials"]?["credentialsParameter"]?.string }
  }

  fileprivate func whatNeedsARole(_ overrides: ECS.Overrides) -> Unread? {
    if let first = registryCredentials.first { return .registry(first) }
    let readsFiles = (containerDocuments + (overrides.document["containerOverrides"]?.list ?? [])).contains {
      $0["environmentFiles"]?.list?.isEmpty == false
    }
    return readsFiles ? .environmentFiles : nil
  }

  fileprivate var unread: [Unread] {
    let references = secretReferences
    let parameters = references.filter { !$0.contains(":secretsmanager:") }
    return references.filter { $0.contains(":secretsmanager:") }.map(Unread.secret)
      + (parameters.isEmpty ? [] : [.parameters(parameters)]) + registryCredentials.map(Unread.registry)
  }
}

/// What is read in one go.
private enum Unread {
  case secret(String)
  /// The Parameter Store answers for all that it is asked at once.
  case parameters([String])
  case registry(String)
  case environmentFiles

  /// What Fargate says before the answer of the service that was asked.
  var beginningOnFargate: String {
    switch self {
    case .secret: Region.resourcesUnread + "unable to retrieve secret from asm: "
    case .parameters: Region.resourcesUnread + "unable to retrieve secrets from ssm: "
    case .registry: Region.resourcesUnread + "unable to get registry auth from asm: "
    case .environmentFiles: "ResourceInitializationError: failed to download env files: "
    }
  }

  /// What the agent calls it where it has no role to read it with.
  var agentResource: String {
    switch self {
    case .secret: "Secrets manager secret resource"
    case .parameters: "Ssm secret resource"
    case .registry: "Asm resource"
    case .environmentFiles: "Environment file resource"
    }
  }
}

extension Region {
  /// How Fargate begins.
  static let resourcesUnread =
    "ResourceInitializationError: unable to pull secrets or registry auth: execution resource retrieval failed: "

  func unreadFailure(of task: ECS.Task) -> (ECS.StartFailure, Duration)? {
    guard let definition = definition(of: task) else { return nil }
    let reason =
      if let role = executionRole(of: task) {
        definition.unread.lazy.compactMap { self.whyUnread($0, role, task) }.first
      } else {
        definition.whatNeedsARole(ECS.Overrides(document: task.overrides)).map { need in
          (task.isOnFargate ? need.beginningOnFargate : need.agentResource + ": ")
            + "unable to find execution role credentials"
        }
      }
    return reason.map { (ECS.StartFailure(taskReason: $0), timing.accessDenied) }
  }

  private func whyUnread(_ unread: Unread, _ role: String, _ task: ECS.Task) -> String? {
    let isOnFargate = task.isOnFargate
    let words: String?
    let onInstance: String
    switch unread {
    case .secret(let value):
      onInstance = "Fetching secret data from AWS Secrets Manager in region \(name): "
      let beginning = isOnFargate ? "failed to fetch secret \(value) from secrets manager: " : "secret \(value): "
      words = answer(toReading: value, as: role, task).map { beginning + $0 } ?? whyUnreadable(value)
    case .parameters(let references):
      onInstance = "Fetching secret data from SSM Parameter Store in \(name): "
      let missing = references.filter { isTakenAway($0) || store.parameters[Self.secretName($0)] == nil }
        .map(Self.secretName).joined(separator: ",")
      words =
        denial(
          of: "ssm:GetParameters", on: parameterARN(references[0]), to: role, task, ManagedPolicy.readingParameters)
        ?? (missing.isEmpty ? nil : (isOnFargate ? "invalid ssm parameters: " : "invalid parameters: ") + missing)
    case .registry(let value):
      onInstance = ""
      words = answer(toReading: value, as: role, task).map {
        (isOnFargate ? "asm" : "Asm") + " fetching secret from the service for \(value): \($0)"
      }
    case .environmentFiles: return nil  // nothing is known of what Amazon S3 holds
    }
    let beginning = unread.beginningOnFargate + "service call has been retried 1 time(s): "
    return words.map { (isOnFargate ? beginning : onInstance) + $0 }
  }

  /// What Secrets Manager answers where it does not give the secret.
  private func answer(toReading value: String, as role: String, _ task: ECS.Task) -> String? {
    let isMissing = isTakenAway(value) || (try? readableSecret(SecretReference(value)?.secret ?? value)) == nil
    return denial(of: "secretsmanager:GetSecretValue", on: value, to: role, task, ManagedPolicy.readingSecrets)
      ?? (isMissing ? "ResourceNotFoundException: Secrets Manager can't find the specified secret." : nil)
  }

  private func parameterARN(_ reference: String) -> String {
    let path = Self.secretName(reference)
    return arn(service: "ssm", "parameter\(path.hasPrefix("/") ? "" : "/")\(path)")
  }

  /// True where a fault took it away.
  private func isTakenAway(_ value: String) -> Bool {
    faults.standing.contains { fault in
      if case .secretMissing(let name) = fault.kind { Self.secret(name, isNamedBy: value) } else { false }
    }
  }

  private static func secret(_ name: String, isNamedBy value: String) -> Bool {
    guard value != name else { return true }
    let own = secretName(value)
    let wanted = secretName(name)
    if own == wanted { return true }
    // ARNs of Secrets Manager end in a hyphen and six random characters.
    let stem = own.dropLast(7)
    return value.contains(":secretsmanager:") && own.dropFirst(stem.count).first == "-" && stem == wanted[...]
  }

  /// The name inside an ARN of Secrets Manager or of a parameter; a bare name is itself.
  private static func secretName(_ reference: String) -> String {
    let parts = reference.split(separator: ":", omittingEmptySubsequences: false)
    guard parts.count > 5, parts[0] == "arn" else { return reference }
    if parts.count > 6, parts[5] == "secret" { return String(parts[6]) }
    guard parts[5].hasPrefix("parameter/") else { return reference }
    let path = parts[5].dropFirst("parameter".count)
    return path.dropFirst().contains("/") ? String(path) : String(path.dropFirst())
  }
}
