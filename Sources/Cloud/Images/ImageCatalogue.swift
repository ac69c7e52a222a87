/// What container images do when they run: the registry of a simulated world.
///
/// In: an image reference as a container definition writes it. Out: its behaviour and tag, or what is missing.
/// Never pulls or runs anything. Sizes of well-known images: runtime sheet, section 1.5.
import Collections
import SimulationKit

package struct ImageCatalogue: Sendable {
  /// How a container of this image behaves, unless its `command` says otherwise.
  package struct Behaviour: Hashable, Sendable {
    /// Compressed size; decides how long a pull takes.
    package var sizeMB = 150
    /// Ports it listens on once it is ready; empty: nothing is known, any port answers.
    package var listensOn: [Int] = []
    /// Paths of HTTP requests that it answers with 200, all others with 404; empty: every path is answered.
    package var answersPaths: [String] = []
    /// From the start of the process until it serves and passes health checks.
    package var readyAfter = Duration.zero
    /// From the start of the process until it no longer passes health checks, nil: never.
    package var unhealthyAfter: Duration?
    /// When it ends by itself, nil: it runs until stopped.
    package var exitsAfter: Duration?
    package var exitCode = 0
    /// What it uses; above the container's hard limit it is killed.
    package var usesMemoryMiB = 0
    /// What it uses of its task's CPU when nobody asks anything of it; nil: as little as `MetricTiming` says.
    package var idleCPUPercent: Int?
    package var handlesSIGTERM = true
    /// With what it ends when it handles SIGTERM.
    package var exitCodeOnSIGTERM = 0
    /// How long it takes over SIGTERM, nil: the usual moment.
    package var shutsDownAfter: Duration?
    /// Log lines with the time after the start at which each is written.
    package var logLines: [LogLine] = []
    package var hasShell = true
    /// Executables that start the image's own program (`nginx`, `python`).
    package var executables: [String] = []
    /// Usual executables that this image lacks (`curl`).
    package var lacks: [String] = []
    /// Environment variables without which it writes an error and ends with exit code 1.
    package var requiresEnvironment: [String] = []
    /// `X86_64`, `ARM64`.
    package var architectures = ["X86_64", "ARM64"]
    /// nil: it is made for Linux.
    package var windows: WindowsRelease?
    /// Whose content it is, where that is not its own tag's: an image that has several tags has one digest.
    package internal(set) var contentTag: String?
    package init() {}

    /// The status code of a request for the path, with a query or without, once it serves.
    func status(ofPath path: String) -> Int {
      let bare = String(path.prefix { $0 != "?" })
      return answersPaths.isEmpty || answersPaths.contains(bare.isEmpty ? "/" : bare) ? 200 : 404
    }
  }
  package struct LogLine: Hashable, Sendable {
    package var after: Duration
    package var text: String
    package init(after: Duration, text: String) {
      self.after = after
      self.text = text
    }
  }

  /// By reference without tag (`nginx`, `registry.example/harbor/web`), then by tag.
  package var repositories: OrderedDictionary<String, OrderedDictionary<String, Behaviour>> = [:]
  /// What Amazon ECR keeps of its repositories, by the same references.
  package internal(set) var records: OrderedDictionary<String, RepositoryRecord> = [:]
  /// What was done to images on purpose, in order, those that are over included.
  var faults: [ImageFault] = []
  package init() {}

  package enum Finding: Hashable, Sendable {
    case found(Behaviour, tag: String)
    case unknownRepository
    case unknownTag
  }

  /// Looks an image up. O(1) but for what tags stood for earlier, or linear in the repository's tags for a digest.
  ///
  /// - Parameters:
  ///   - instant: when the tag stood for it; nil: now.
  ///   - deleted: what the registry has deleted since is found too, as whoever pulled it before finds it.
  package func find(_ reference: ImageReference, asOf instant: Instant? = nil, deleted: Bool = false) -> Finding {
    guard let name = reference.spellings.first(where: { repositories[$0] != nil }), let tags = repositories[name] else {
      return .unknownRepository
    }
    let earlier = records[name]?.earlier ?? []
    if let digest = reference.digest {
      let known =
        tags.map { ($0.key, $0.value) } + earlier.filter { deleted || !$0.isDeleted }.map { ($0.tag, $0.behaviour) }
      for (tag, behaviour) in known where Self.digest(of: reference, tag: behaviour.contentTag ?? tag) == digest {
        return .found(behaviour, tag: behaviour.contentTag ?? tag)
      }
      return .unknownTag
    }
    if let instant, let then = earlier.first(where: { $0.tag == reference.effectiveTag && instant <= $0.until }) {
      guard deleted || !then.isDeleted else { return .unknownTag }
      return .found(then.behaviour, tag: then.behaviour.contentTag ?? then.tag)
    }
    guard let behaviour = tags[reference.effectiveTag] else { return .unknownTag }
    return .found(behaviour, tag: behaviour.contentTag ?? reference.effectiveTag)
  }

  /// `sha256:` and 64 digits, the same for the same repository and tag always.
  static func digest(of reference: ImageReference, tag: String) -> String {
    let digits = (0..<4).map { part in
      let word = String(StableHash.of("\(reference.canonicalName):\(tag)#\(part)"), radix: 16)
      return String(repeating: "0", count: 16 - word.count) + word
    }
    return "sha256:" + digits.joined()
  }

  /// The compressed size in MB of a well-known image, by the last part of its name; 150 for any other.
  static func usualSizeMB(of repository: String) -> Int {
    switch repository.split(separator: "/").last.map(String.init) ?? repository {
    case "nginx": 70
    case "busybox": 2
    case "alpine": 3
    case "amazonlinux", "httpd": 60
    case "python": 350
    case "node": 380
    case "postgres": 160
    case "redis": 45
    case "java", "openjdk": 240
    case "servercore": 2_000
    // Chosen: what their registry shows of them.
    case "iis": 2_100
    case "nanoserver": 120
    default: 150
    }
  }
}
