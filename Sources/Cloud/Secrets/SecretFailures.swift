/// What keeps a task from what ECS reads for it before its containers start: secrets, parameters, a registry's
/// credentials, environment files.
///
/// In: a task, its execution role, what Secrets Manager and the Parameter Store hold, faults. Out: the task's failure and
/// how long it takes, nil where all can be had; then the task with the values that its containers get, read once.
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

  /// The ARNs of objects in Amazon S3.
  private func environmentFiles(_ overrides: ECS.Overrides) -> [String] {
    (containerDocuments + (overrides.document["containerOverrides"]?.list ?? []))
      .flatMap { $0["environmentFiles"]?.list ?? [] }.compactMap { $0["value"]?.string }
  }

  fileprivate func whatNeedsARole(_ overrides: ECS.Overrides) -> Unread? {
    registryCredentials.first.map(Unread.registry) ?? environmentFiles(overrides).first.map(Unread.environmentFile)
  }

  fileprivate func unread(_ overrides: ECS.Overrides) -> [Unread] {
    let references = secretReferences
    let parameters = references.filter { !$0.contains(":secretsmanager:") }
    return references.filter { $0.contains(":secretsmanager:") }.map(Unread.secret)
      + (parameters.isEmpty ? [] : [.parameters(parameters)]) + registryCredentials.map(Unread.registry)
      + environmentFiles(overrides).map(Unread.environmentFile)
  }
}

/// What is read in one go.
private enum Unread {
  case secret(String)
  /// The Parameter Store answers for all that it is asked at once.
  case parameters([String])
  case registry(String)
  /// By its ARN.
  case environmentFile(String)

  /// What Fargate says before the answer of the service that was asked.
  var beginningOnFargate: String {
    switch self {
    case .secret: Region.resourcesUnread + "unable to retrieve secret from asm: "
    case .parameters: Region.resourcesUnread + "unable to retrieve secrets from ssm: "
    case .registry: Region.resourcesUnread + "unable to get registry auth from asm: "
    case .environmentFile: "ResourceInitializationError: failed to download env files: "
    }
  }

  /// What the agent calls it where it has no role to read it with.
  var agentResource: String {
    switch self {
    case .secret: "Secrets manager secret resource"
    case .parameters: "Ssm secret resource"
    case .registry: "Asm resource"
    case .environmentFile: "Environment file resource"
    }
  }
}

extension Region {
  /// How Fargate begins.
  static let resourcesUnread =
    "ResourceInitializationError: unable to pull secrets or registry auth: execution resource retrieval failed: "

  func unreadFailure(of task: ECS.Task) -> (ECS.StartFailure, Duration)? {
    guard let definition = definition(of: task) else { return nil }
    let overrides = ECS.Overrides(document: task.overrides)
    let reason =
      if let role = executionRole(of: task) {
        definition.unread(overrides).lazy.compactMap { self.whyUnread($0, role, task) }.first
      } else {
        definition.whatNeedsARole(overrides).map { need in
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
      let isMissing = answer(toReading: value, as: role, task)?.hasPrefix("ResourceNotFoundException") ?? false
      let hint =
        isMissing && !isOnFargate
        ? "ResourceNotFoundException: The task can't retrieve the secret with ARN '\(value)' from AWS Secrets Manager. "
          + "Check whether the secret exists in the specified Region: " : ""
      words = answer(toReading: value, as: role, task).map { beginning + hint + $0 } ?? whyUnreadable(value)
    case .parameters(let references):
      onInstance = "Fetching secret data from SSM Parameter Store in \(name): "
      let missing = references.filter { isTakenAway($0) || store.parameters[Self.secretName($0)] == nil }
        .map(Self.secretName).joined(separator: ",")
      let denied = references.lazy.compactMap {
        self.denial(
          of: "ssm:GetParameters", on: self.parameterARN($0), to: role, task, ManagedPolicy.readingParameters)
      }
      words =
        denied.first
        ?? (missing.isEmpty ? nil : (isOnFargate ? "invalid ssm parameters: " : "invalid parameters: ") + missing)
    case .registry(let value):
      onInstance = ""
      words = answer(toReading: value, as: role, task).map {
        (isOnFargate ? "asm" : "Asm") + " fetching secret from the service for \(value): \($0)"
      }
    case .environmentFile(let arn):
      // Nothing is known of what Amazon S3 holds.
      onInstance = "Environment file resource: unable to download \(arn): "
      words = denial(of: "s3:GetObject", on: arn, to: role, task, ManagedPolicy.readingFiles, code: "AccessDenied")
        .map { isOnFargate ? "file download command: non empty error stream: " + $0 : $0 }
      return words.map { (isOnFargate ? unread.beginningOnFargate : onInstance) + $0 }
    }
    let beginning = unread.beginningOnFargate + "service call has been retried 1 time(s): "
    return words.map { (isOnFargate ? beginning : onInstance) + $0 }
  }

  /// What Secrets Manager answers where it does not give the secret.
  private func answer(toReading value: String, as role: String, _ task: ECS.Task) -> String? {
    let reference = SecretReference(value)?.secret ?? value
    let secret = try? readableSecret(reference)
    let isMissing = isTakenAway(value) || secret == nil
    return denial(
      of: "secretsmanager:GetSecretValue", on: secret?.arn ?? reference, to: role, task, ManagedPolicy.readingSecrets)
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

  /// Reads once what the task's containers get of secrets and parameters: what is put there later shows in new tasks.
  mutating func readSecrets(of task: ECS.Task) {
    guard let secrets = definition(of: task)?.containers.flatMap(\.secrets), !secrets.isEmpty else { return }
    var values: [String: String] = [:]
    for reference in secrets.map(\.value) { values[reference] = secretValue(reference) }
    ecs.tasks.change(task.id) { $0.secretValues = values }
  }

  /// nil for what is not there.
  private func secretValue(_ valueFrom: String) -> String? {
    guard let reference = SecretReference(valueFrom) else { return store.parameters[Self.secretName(valueFrom)]?.value }
    return try? reference.value(in: readableSecret(reference.secret))
  }

  /// What tasks have read of secrets, which no describe shows.
  package var secretLines: [String] {
    ecs.clusters.keys.flatMap { ecs.tasks.all(inCluster: $0) }.flatMap { task in
      task.secretValues.sorted { $0.key < $1.key }.map { "task \(task.id) has read \($0.key): \($0.value)" }
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
