/// Repositories of Amazon ECR: the part of the images that belongs to the account.
///
/// In: names, tags, manifests. Out: repositories and images, or ECR's refusal. An image that is pushed from nowhere runs
/// until it is stopped; one that is tagged anew stays what it is. Tasks pull what stands here.
/// Source: ECR API reference, CreateRepository, DeleteRepository, PutImage, BatchDeleteImage.
import Collections
import Documents
import SimulationKit

extension ImageCatalogue {
  /// What ECR keeps of a repository beside its images.
  package struct RepositoryRecord: Hashable, Sendable {
    package var createdAt: Instant?
    package var hasImmutableTags = false
    /// Whether pushes are scanned and how images are encrypted, as given: nothing here depends on them.
    package var scanning: Document?
    package var encryption: Document?
    package var tags: [ECS.Tag] = []
    /// When each tag was pushed; one that is missing was there from the start.
    package var pushedAt: [String: Instant] = [:]
    /// What tags stood for before they were pushed anew or deleted, in the order in which that came.
    package internal(set) var earlier: [EarlierImage] = []
    package init() {}
  }

  /// An image that a tag stood for.
  package struct EarlierImage: Hashable, Sendable {
    let tag: String
    /// With its `contentTag`.
    let behaviour: Behaviour
    let pushedAt: Instant?
    let until: Instant
    /// True once the registry no longer has it; containers that pulled it run on.
    var isDeleted: Bool
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
    _ repository: String, hasImmutableTags: Bool, scanning: Document? = nil, encryption: Document? = nil,
    tags: [ECS.Tag]
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
    (record.scanning, record.encryption) = (scanning, encryption)
    record.tags = tags
    images.records[uri] = record
  }

  package mutating func setTagMutability(ofRepository repository: String, isImmutable: Bool) throws(ServiceFailure) {
    var record = try existingRepository(repository)
    record.hasImmutableTags = isImmutable
    images.records[repositoryURI(repository)] = record
  }

  package mutating func deleteRepository(_ repository: String, force: Bool) throws(ServiceFailure) {
    let uri = repositoryURI(repository)
    let isEmpty = try storedImages(inRepository: repository).isEmpty
    guard force || isEmpty else {
      throw ServiceFailure(
        "RepositoryNotEmptyException",
        "The repository with name '\(repository)' in registry with id '\(account)' cannot be deleted because it still "
          + "contains images", why: "Delete its images first, or use --force, which deletes them with it.")
    }
    images.repositories[uri] = nil
    images.records[uri] = nil
  }

  // MARK: - Images

  /// In the order in which their first tags came; those that have lost all their tags last.
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
    for image in record.earlier where !image.isDeleted {
      let digest = ImageCatalogue.digest(of: ImageReference(uri), tag: image.behaviour.contentTag ?? image.tag)
      guard stored[digest] == nil else { continue }
      stored[digest] = .init(digest: digest, tags: [], behaviour: image.behaviour, pushedAt: image.pushedAt)
    }
    return Array(stored.values)
  }

  /// Gives the tag to the image that the manifest describes, or to a new one.
  ///
  /// - Parameters:
  ///   - digest: what the manifest says of its configuration: the image of the repository that it belongs to, or one
  ///     that is the same whenever it is pushed; nil for an image that is like no other.
  ///   - sizeMB: what the manifest says, nil where it says nothing.
  package mutating func putImage(
    tag: String, digest: String?, sizeMB: Int?, inRepository repository: String
  ) throws(ServiceFailure) -> ImageCatalogue.StoredImage {
    let record = try existingRepository(repository)
    let uri = repositoryURI(repository)
    let content = digest.map { "manifest#\($0)" }
    let pushed = content.map { ImageCatalogue.digest(of: ImageReference(uri), tag: $0) }
    let known = try storedImages(inRepository: repository).first { $0.digest == digest || $0.digest == pushed }
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
      // A tag that is pushed again is another image, unless manifests say that it is the same.
      behaviour.contentTag = content ?? "\(tag)#\(mint.hexadecimal(8))"
    }
    keepEarlier(tag, isDeleted: false, inRepository: uri)
    images.repositories[uri]?[tag] = behaviour
    images.records[uri, default: .init()].pushedAt[tag] = now
    let stored = try storedImages(inRepository: repository).first { $0.tags.contains(tag) }
    return stored ?? .init(digest: "", tags: [tag], behaviour: behaviour, pushedAt: now)
  }

  /// Takes a tag away, and the image with its last one.
  ///
  /// - Parameter tag: nil: the image with all its tags.
  package mutating func delete(_ image: ImageCatalogue.StoredImage, tag: String?, inRepository repository: String) {
    let uri = repositoryURI(repository)
    let isWhole = tag == nil || image.tags == [tag]
    for tag in tag.map({ [$0] }) ?? image.tags {
      keepEarlier(tag, isDeleted: isWhole, inRepository: uri)
      images.repositories[uri]?[tag] = nil
      images.records[uri]?.pushedAt[tag] = nil
    }
    guard isWhole else { return }
    for (index, earlier) in (images.records[uri]?.earlier ?? []).enumerated()
    where ImageCatalogue.digest(of: ImageReference(uri), tag: earlier.behaviour.contentTag ?? "") == image.digest {
      images.records[uri]?.earlier[index].isDeleted = true
    }
  }

  /// What the tag stands for is about to become something that it stood for.
  private mutating func keepEarlier(_ tag: String, isDeleted: Bool, inRepository uri: String) {
    guard var behaviour = images.repositories[uri]?[tag] else { return }
    behaviour.contentTag = behaviour.contentTag ?? tag
    images.records[uri, default: .init()].earlier.append(
      .init(
        tag: tag, behaviour: behaviour, pushedAt: images.records[uri]?.pushedAt[tag], until: now, isDeleted: isDeleted))
  }

  private func repositoryNotFound(_ repository: String) -> ServiceFailure {
    ServiceFailure(
      "RepositoryNotFoundException",
      "The repository with name '\(repository)' does not exist in the registry with id '\(account)'",
      why: "'aws ecr describe-repositories' lists the repositories of the Region, 'create-repository' makes one.")
  }
}
