/// Repositories of Amazon ECR: the part of the images that belongs to the account.
///
/// In: names, tags, manifests. Out: repositories and images, or ECR's refusal. An image that is pushed from nowhere runs
/// until it is stopped; one that is tagged anew stays what it is. Tasks pull what stands here.
/// Source: ECR API reference, CreateRepository, DeleteRepository, PutImage, BatchDeleteImage.
import Collections
import SimulationKit

extension ImageCatalogue {
  /// What ECR keeps of a repository beside its images.
  package struct RepositoryRecord: Hashable, Sendable {
    package var createdAt: Instant?
    package var hasImmutableTags = false
    package var tags: [ECS.Tag] = []
    /// When each tag was pushed; one that is missing was there from the start.
    package var pushedAt: [String: Instant] = [:]
    package init() {}
  }

  /// An image of a repository, with all its tags.
  package struct StoredImage: Hashable, Sendable {
    package let digest: String
    package internal(set) var tags: [String]
    package let behaviour: Behaviour
    package let pushedAt: Instant?
  }
}

extension Region {
  /// `123456789012.dkr.ecr.us-east-1.amazonaws.com`
  package var registryHost: String { "\(account).dkr.ecr.\(name).\(partition.hostSuffix)" }
  package func repositoryURI(_ repository: String) -> String { "\(registryHost)/\(repository)" }

  /// The names of the account's repositories, sorted.
  package var repositoryNames: [String] {
    let prefix = registryHost + "/"
    return images.repositories.keys.filter { $0.hasPrefix(prefix) }.map { String($0.dropFirst(prefix.count)) }.sorted()
  }

  package func existingRepository(_ repository: String) throws(ServiceFailure) -> ImageCatalogue.RepositoryRecord {
    guard images.repositories[repositoryURI(repository)] != nil else { throw repositoryNotFound(repository) }
    return images.records[repositoryURI(repository)] ?? ImageCatalogue.RepositoryRecord()
  }

  package mutating func createRepository(
    _ repository: String, hasImmutableTags: Bool, tags: [ECS.Tag]
  ) throws(ServiceFailure) {
    let uri = repositoryURI(repository)
    guard images.repositories[uri] == nil else {
      throw ServiceFailure(
        "RepositoryAlreadyExistsException",
        "The repository with name '\(repository)' already exists in the registry with id '\(account)'")
    }
    images.repositories[uri] = [:]
    var record = ImageCatalogue.RepositoryRecord()
    record.createdAt = now
    record.hasImmutableTags = hasImmutableTags
    record.tags = tags
    images.records[uri] = record
  }

  package mutating func setTagMutability(ofRepository repository: String, isImmutable: Bool) throws(ServiceFailure) {
    var record = try existingRepository(repository)
    record.hasImmutableTags = isImmutable
    images.records[repositoryURI(repository)] = record
  }

  package mutating func deleteRepository(_ repository: String, force: Bool) throws(ServiceFailure) {
    _ = try existingRepository(repository)
    let uri = repositoryURI(repository)
    guard force || images.repositories[uri]?.isEmpty ?? true else {
      throw ServiceFailure(
        "RepositoryNotEmptyException",
        "The repository with name '\(repository)' in registry with id '\(account)' cannot be deleted because it still "
          + "contains images", why: "Delete its images first, or use --force, which deletes them with it.")
    }
    images.repositories[uri] = nil
    images.records[uri] = nil
  }

  // MARK: - Images

  /// In the order in which their first tags came.
  package func storedImages(inRepository repository: String) throws(ServiceFailure) -> [ImageCatalogue.StoredImage] {
    let record = try existingRepository(repository)
    let uri = repositoryURI(repository)
    var stored: OrderedDictionary<String, ImageCatalogue.StoredImage> = [:]
    for (tag, behaviour) in images.repositories[uri] ?? [:] {
      let digest = ImageCatalogue.digest(of: ImageReference(uri), tag: behaviour.contentTag ?? tag)
      if stored[digest] == nil {
        stored[digest] = .init(digest: digest, tags: [], behaviour: behaviour, pushedAt: record.pushedAt[tag])
      }
      stored[digest]?.tags.append(tag)
    }
    return Array(stored.values)
  }

  /// Gives the tag to the image that the manifest describes, or to a new one.
  ///
  /// - Parameters:
  ///   - digest: the image of the repository that the manifest belongs to; nil for one that is new here.
  ///   - sizeMB: what the manifest says, nil where it says nothing.
  package mutating func putImage(
    tag: String, digest: String?, sizeMB: Int?, inRepository repository: String
  ) throws(ServiceFailure) -> ImageCatalogue.StoredImage {
    let record = try existingRepository(repository)
    let uri = repositoryURI(repository)
    let known = try storedImages(inRepository: repository).first { $0.digest == digest }
    if let known, known.tags.contains(tag) {
      throw ServiceFailure(
        "ImageAlreadyExistsException",
        "Image with digest '\(known.digest)' and tag '\(tag)' already exists in the repository with name "
          + "'\(repository)' in registry with id '\(account)'")
    }
    guard !record.hasImmutableTags || images.repositories[uri]?[tag] == nil else {
      throw ServiceFailure(
        "ImageTagAlreadyExistsException",
        "The image tag '\(tag)' already exists in the '\(repository)' repository and cannot be overwritten because the "
          + "tag is immutable.")
    }
    var behaviour = known?.behaviour ?? ImageCatalogue.Behaviour()
    if let known {
      behaviour.contentTag = known.behaviour.contentTag ?? known.tags.first
    } else {
      behaviour.sizeMB = sizeMB ?? behaviour.sizeMB
      // A tag that is pushed again is another image.
      behaviour.contentTag = "\(tag)#\(mint.hexadecimal(8))"
    }
    images.repositories[uri]?[tag] = behaviour
    images.records[uri, default: .init()].pushedAt[tag] = now
    let stored = try storedImages(inRepository: repository).first { $0.tags.contains(tag) }
    return stored ?? .init(digest: "", tags: [tag], behaviour: behaviour, pushedAt: now)
  }

  package mutating func deleteTags(_ tags: [String], inRepository repository: String) {
    let uri = repositoryURI(repository)
    for tag in tags {
      images.repositories[uri]?[tag] = nil
      images.records[uri]?.pushedAt[tag] = nil
    }
  }

  private func repositoryNotFound(_ repository: String) -> ServiceFailure {
    ServiceFailure(
      "RepositoryNotFoundException",
      "The repository with name '\(repository)' does not exist in the registry with id '\(account)'",
      why: "'aws ecr describe-repositories' lists the repositories of the Region, 'create-repository' makes one.")
  }
}
