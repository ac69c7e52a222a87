/// Amazon ECR at the border: repositories and their images.
///
/// In: calls. Out: replies. A manifest here names its image by the digest of its configuration, so that what BatchGetImage
/// gives can be put under another tag. Source: ECR API reference, the operations named below.
import Cloud
import Documents
import SimulationKit

extension CloudAPI {
  static let ecrHandlers: [String: Handler] = [
    "CreateRepository": createRepository,
    "DescribeRepositories": describeRepositories,
    "DeleteRepository": deleteRepository,
    "ListImages": listImages,
    "DescribeImages": describeImages,
    "BatchGetImage": batchGetImage,
    "PutImage": putImage,
    "BatchDeleteImage": batchDeleteImage,
    "GetAuthorizationToken": getAuthorizationToken,
    "PutImageTagMutability": putImageTagMutability,
    "GetRepositoryPolicy": getRepositoryPolicy,
    "GetLifecyclePolicy": getLifecyclePolicy,
    "ListTagsForResource": listRepositoryTags,
  ]

  private static let manifestType = "application/vnd.docker.distribution.manifest.v2+json"

  @Sendable private static func createRepository(
    _ call: Call, _ region: inout Region
  ) throws(ServiceFailure) -> Document.Object {
    let input = call.input
    let name = try input.repositoryName()
    try region.createRepository(
      name, hasImmutableTags: try input.hasImmutableTags() ?? false,
      scanning: input.document("imageScanningConfiguration"), encryption: input.document("encryptionConfiguration"),
      tags: try input.keyedTags("tags"))
    return Document.Object(rendering: ["repository": region.document(ofRepository: name)])
  }

  @Sendable private static func describeRepositories(
    _ call: Call, _ region: inout Region
  ) throws(ServiceFailure) -> Document.Object {
    let names = try call.input.strings("repositoryNames")
    for name in names ?? [] { _ = try region.existingRepository(name) }
    let shown = region.repositoryNames.filter { names?.contains($0) ?? true }
    let page = try call.input.page(of: shown, maximum: 1_000, key: { $0 })
    return Document.Object(rendering: [
      "repositories": page.items.map { region.document(ofRepository: $0) }, "nextToken": page.nextToken,
    ])
  }

  @Sendable private static func deleteRepository(
    _ call: Call, _ region: inout Region
  ) throws(ServiceFailure) -> Document.Object {
    let name = try call.input.repositoryName()
    _ = try region.existingRepository(name)
    let document = region.document(ofRepository: name)
    try region.deleteRepository(name, force: try call.input.boolean("force") ?? false)
    return Document.Object(rendering: ["repository": document])
  }

  @Sendable private static func putImageTagMutability(
    _ call: Call, _ region: inout Region
  ) throws(ServiceFailure) -> Document.Object {
    let name = try call.input.repositoryName()
    let isImmutable = try call.input.hasImmutableTags() ?? false
    try region.setTagMutability(ofRepository: name, isImmutable: isImmutable)
    return Document.Object(rendering: [
      "registryId": region.account, "repositoryName": name,
      "imageTagMutability": isImmutable ? "IMMUTABLE" : "MUTABLE",
    ])
  }

  /// No operation that is simulated gives a repository a policy.
  @Sendable private static func getRepositoryPolicy(
    _ call: Call, _ region: inout Region
  ) throws(ServiceFailure) -> Document.Object {
    throw try region.noPolicy("Repository", ofRepository: try call.input.repositoryName())
  }

  @Sendable private static func getLifecyclePolicy(
    _ call: Call, _ region: inout Region
  ) throws(ServiceFailure) -> Document.Object {
    throw try region.noPolicy("Lifecycle", ofRepository: try call.input.repositoryName())
  }

  @Sendable private static func listRepositoryTags(
    _ call: Call, _ region: inout Region
  ) throws(ServiceFailure) -> Document.Object {
    let arn = try call.input.requiredString("resourceArn")
    let prefix = region.arn(service: "ecr", "repository/")
    guard arn.hasPrefix(prefix) else {
      throw .invalidParameter("Invalid parameter at 'resourceArn' failed to satisfy constraint: 'Invalid ARN'")
    }
    let tags = try region.existingRepository(String(arn.dropFirst(prefix.count))).tags
    return ["tags": Document.Object.ec2Tags(tags) ?? []]
  }

  // MARK: - Images

  @Sendable private static func listImages(
    _ call: Call, _ region: inout Region
  ) throws(ServiceFailure) -> Document.Object {
    let images = try region.storedImages(inRepository: try call.input.repositoryName())
    let ids = images.flatMap { image -> [(digest: String, tag: String?)] in
      image.tags.isEmpty ? [(image.digest, nil)] : image.tags.map { (image.digest, $0) }
    }
    let page = try call.input.page(of: ids, maximum: 1_000) { $0.tag ?? $0.digest }
    return Document.Object(rendering: [
      "imageIds": page.items.map { imageID($0.digest, tag: $0.tag) }, "nextToken": page.nextToken,
    ])
  }

  @Sendable private static func describeImages(
    _ call: Call, _ region: inout Region
  ) throws(ServiceFailure) -> Document.Object {
    let name = try call.input.repositoryName()
    var images = try region.storedImages(inRepository: name)
    if let ids = try call.input.imageIDs() {
      for id in ids where !images.contains(where: id.selects) { throw region.imageNotFound(id, name) }
      images = images.filter { image in ids.contains { $0.selects(image) } }
    }
    let page = try call.input.page(of: images, maximum: 1_000, key: \.digest)
    let details = page.items.map { image in
      Document.Object(rendering: [
        "registryId": region.account, "repositoryName": name, "imageDigest": image.digest,
        "imageTags": image.tags.isEmpty ? nil : image.tags,
        "imageSizeInBytes": image.behaviour.sizeMB * 1_000_000, "imagePushedAt": image.pushedAt ?? .worldStart,
        "imageManifestMediaType": manifestType, "artifactMediaType": "application/vnd.docker.container.image.v1+json",
      ])
    }
    return Document.Object(rendering: ["imageDetails": details, "nextToken": page.nextToken])
  }

  @Sendable private static func batchGetImage(
    _ call: Call, _ region: inout Region
  ) throws(ServiceFailure) -> Document.Object {
    let name = try call.input.repositoryName()
    let images = try region.storedImages(inRepository: name)
    var (found, failures): ([Document], [Document]) = ([], [])
    for id in try call.input.imageIDs() ?? [] {
      if let image = images.first(where: id.selects) {
        found.append(region.document(of: image, tag: id.tag, inRepository: name, type: manifestType))
      } else {
        failures.append(id.malformed ?? id.notFound)
      }
    }
    return Document.Object(rendering: ["images": found, "failures": failures])
  }

  @Sendable private static func putImage(
    _ call: Call, _ region: inout Region
  ) throws(ServiceFailure) -> Document.Object {
    let input = call.input
    let name = try input.repositoryName()
    let text = try input.requiredString("imageManifest")
    guard let manifest = try? DocumentReader.read(text), manifest.object != nil else {
      throw .invalidParameter(
        "Invalid parameter at 'ImageManifest' failed to satisfy constraint: 'Invalid JSON syntax'")
    }
    guard let tag = try input.string("imageTag") else { throw .notSimulated("An image without a tag") }
    let bytes = manifest["layers"]?.list?.reduce(0) { $0 + min($1["size"]?.integer ?? 0, 1 << 40) }
    let image = try region.putImage(
      tag: tag, digest: manifest["config"]?["digest"]?.string, sizeMB: bytes.map { max(1, $0 / 1_000_000) },
      inRepository: name)
    return Document.Object(rendering: [
      "image": region.document(of: image, tag: tag, inRepository: name, type: manifestType)
    ])
  }

  @Sendable private static func batchDeleteImage(
    _ call: Call, _ region: inout Region
  ) throws(ServiceFailure) -> Document.Object {
    let name = try call.input.repositoryName()
    let images = try region.storedImages(inRepository: name)
    var (deleted, failures): ([Document], [Document]) = ([], [])
    for id in try call.input.imageIDs() ?? [] {
      guard let image = images.first(where: id.selects) else {
        failures.append(id.malformed ?? id.notFound)
        continue
      }
      // By its tag alone, that tag goes; by its digest, the whole image.
      region.delete(image, tag: id.tag, inRepository: name)
      let tags = id.tag.map { [$0] } ?? image.tags
      deleted += tags.isEmpty ? [imageID(image.digest, tag: nil)] : tags.map { imageID(image.digest, tag: $0) }
    }
    return Document.Object(rendering: ["imageIds": deleted, "failures": failures])
  }

  /// The token opens nothing here: there is no registry to log in to.
  @Sendable private static func getAuthorizationToken(
    _ call: Call, _ region: inout Region
  ) throws(ServiceFailure) -> Document.Object {
    let token = Base64.encoded(Array("AWS:drydock-\(region.account)-\(region.name)".utf8))
    return Document.Object(rendering: [
      "authorizationData": [
        Document.Object(rendering: [
          "authorizationToken": token, "expiresAt": region.now + .hours(12),
          "proxyEndpoint": "https://\(region.registryHost)",
        ])
      ]
    ])
  }

  fileprivate static func imageID(_ digest: String, tag: String?) -> Document {
    Document.Object(rendering: ["imageDigest": digest, "imageTag": tag]).rendered
  }
}

// MARK: - Reading and showing

/// An image by digest, tag or both.
private struct ImageID {
  let digest: String?
  let tag: String?

  func selects(_ image: ImageCatalogue.StoredImage) -> Bool {
    (digest != nil || tag != nil) && (digest == nil || digest == image.digest)
      && (tag.map { image.tags.contains($0) } ?? true)
  }

  var document: Document { Document.Object(rendering: ["imageDigest": digest, "imageTag": tag]).rendered }
  var notFound: Document { failure("ImageNotFound", "Requested image not found") }

  /// What is wrong with an id that names no image at all, nil where nothing is.
  var malformed: Document? {
    guard let digest else {
      guard tag == nil else { return nil }
      return failure("MissingDigestAndTag", "Invalid request parameters: both tag and digest cannot be null")
    }
    let parts = digest.split(separator: ":", omittingEmptySubsequences: false)
    let isDigest = parts.count == 2 && parts.allSatisfy { !$0.isEmpty } && parts[1].allSatisfy(\.isHexDigit)
    guard !isDigest else { return nil }
    return failure(
      "InvalidImageDigest",
      "Invalid request parameters: image digest should satisfy the regex '[a-zA-Z0-9-_+.]+:[a-fA-F0-9]+'")
  }

  private func failure(_ code: String, _ reason: String) -> Document {
    Document.Object(rendering: ["imageId": document, "failureCode": code, "failureReason": reason]).rendered
  }
}

extension Input {
  /// Lower-case letters and digits, with `._-/` in between.
  fileprivate func repositoryName() throws(ServiceFailure) -> String {
    let name = try requiredString("repositoryName")
    let isPlain = { (byte: UInt8) in
      (0x61...0x7A).contains(byte) || (0x30...0x39).contains(byte) || "._-/".utf8.contains(byte)
    }
    guard (2...256).contains(name.utf8.count), name.utf8.allSatisfy(isPlain), name.first?.isLetter ?? false else {
      throw .invalidParameter(
        "Invalid parameter at 'repositoryName' failed to satisfy constraint: 'must satisfy regular expression "
          + "'(?:[a-z0-9]+(?:[._-][a-z0-9]+)*/)*[a-z0-9]+(?:[._-][a-z0-9]+)*''",
        why: "A repository's name begins with a lower-case letter and has no upper-case ones: harbor/web.")
    }
    return name
  }

  fileprivate func hasImmutableTags() throws(ServiceFailure) -> Bool? {
    guard let mutability = try string("imageTagMutability") else { return nil }
    guard ["MUTABLE", "IMMUTABLE"].contains(mutability) else { throw .notSimulated("imageTagMutability \(mutability)") }
    return mutability == "IMMUTABLE"
  }

  fileprivate func imageIDs() throws(ServiceFailure) -> [ImageID]? {
    guard let entries = try structures("imageIds") else { return nil }
    var ids: [ImageID] = []
    for entry in entries {
      ids.append(ImageID(digest: try entry.string("imageDigest"), tag: try entry.string("imageTag")))
    }
    return ids
  }
}

extension Region {
  fileprivate func document(ofRepository name: String) -> Document {
    let record = images.records[repositoryURI(name)] ?? .init()
    return Document.Object(rendering: [
      "repositoryArn": arn(service: "ecr", "repository/\(name)"), "registryId": account,
      "repositoryName": name, "repositoryUri": repositoryURI(name), "createdAt": record.createdAt ?? .worldStart,
      "imageTagMutability": record.hasImmutableTags ? "IMMUTABLE" : "MUTABLE",
      "imageScanningConfiguration": record.scanning ?? ["scanOnPush": false],
      "encryptionConfiguration": record.encryption ?? ["encryptionType": "AES256"],
    ]).rendered
  }

  fileprivate func document(
    of image: ImageCatalogue.StoredImage, tag: String?, inRepository name: String, type: String
  ) -> Document {
    let layer = Document.Object(rendering: [
      "mediaType": "application/vnd.docker.image.rootfs.diff.tar.gzip",
      "size": image.behaviour.sizeMB * 1_000_000, "digest": image.digest,
    ])
    let manifest = Document.Object(rendering: [
      "schemaVersion": 2, "mediaType": type,
      "config": Document.Object(rendering: [
        "mediaType": "application/vnd.docker.container.image.v1+json", "size": 7_023, "digest": image.digest,
      ]), "layers": [layer],
    ])
    return Document.Object(rendering: [
      "registryId": account, "repositoryName": name, "imageId": CloudAPI.imageID(image.digest, tag: tag),
      "imageManifest": Document.object(manifest).written(), "imageManifestMediaType": type,
    ]).rendered
  }

  /// - Parameter kind: `Repository` or `Lifecycle`.
  fileprivate func noPolicy(_ kind: String, ofRepository name: String) throws(ServiceFailure) -> ServiceFailure {
    _ = try existingRepository(name)
    return ServiceFailure(
      "\(kind)PolicyNotFoundException",
      "\(kind) policy does not exist for the repository with name '\(name)' in the registry with id '\(account)'")
  }

  fileprivate func imageNotFound(_ id: ImageID, _ repository: String) -> ServiceFailure {
    let image = [id.digest.map { "imageDigest:'\($0)'" }, id.tag.map { "imageTag:'\($0)'" }].compactMap { $0 }
    return ServiceFailure(
      "ImageNotFoundException",
      "The image with imageId {\(image.joined(separator: ", "))} does not exist within the repository with name "
        + "'\(repository)' in the registry with id '\(account)'")
  }
}
