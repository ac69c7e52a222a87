/// The public parameters that name the ECS-optimized images, which every account may read.
///
/// In: a parameter's name, or an image's id. Out: the parameter; the name that the image goes by. Ids are derived, so that
/// they are the same always; versions and dates are chosen. Source: ECS Developer Guide, "Retrieving Amazon
/// ECS-optimized Linux AMI metadata", "Retrieving Amazon ECS-optimized Windows AMI metadata".
import Cloud
import Documents
import SimulationKit

struct OptimizedImage {
  /// One day's images of all systems.
  struct Release {
    /// Its date, as names have it.
    let version: String
    let publishedAt: Instant
    let agent: ECS.InstalledAgent

    static let newest = Release("20251209", 1_765_238_400, .newest)  // 2025-12-09T00:00:00Z
    /// Newest first. Agents are those of their time, as far as dates of their releases tell.
    static let earlier = [
      Release("20250321", 1_742_515_200, "1.91.0", "a1bfd0c3", docker: "25.0.8"),
      Release("20240725", 1_721_865_600, "1.85.0", "4ee6f24f", docker: "25.0.3"),
      Release("20230815", 1_692_057_600, "1.74.1", "3ab8b4d4", docker: "20.10.23"),
    ]

    private init(_ version: String, _ seconds: Int, _ agent: ECS.InstalledAgent) {
      (self.version, self.agent) = (version, agent)
      publishedAt = Instant(milliseconds: seconds * 1_000)
    }

    private init(_ version: String, _ seconds: Int, _ agent: String, _ hash: String, docker: String) {
      self.init(version, seconds, .init(version: agent, hash: hash, dockerVersion: "DockerVersion: \(docker)"))
    }
  }

  /// `/aws/service/ecs/optimized-ami/amazon-linux-2023/arm64/recommended`, or with an image's name at its end.
  let path: String
  /// `Amazon Linux 2023`; nil: Windows, whose metadata does not say it.
  let system: String?
  let name: String
  let release: Release

  /// On Amazon Linux 2 (arm64) the service cannot exchange the agent.
  var installed: ECS.InstalledAgent {
    var agent = release.agent
    agent.takesUpdates = !path.contains("/amazon-linux-2/arm64/")
    return agent
  }

  /// Where it is, its system, what its name begins and ends with.
  private static let linux = [
    ("amazon-linux-2023", "Amazon Linux 2023", "al2023-ami-ecs-hvm", "x86_64"),
    ("amazon-linux-2023/arm64", "Amazon Linux 2023", "al2023-ami-ecs-hvm", "arm64"),
    ("amazon-linux-2023/gpu", "Amazon Linux 2023", "al2023-ami-ecs-gpu-hvm", "x86_64"),
    ("amazon-linux-2023/neuron", "Amazon Linux 2023", "al2023-ami-ecs-neuron-hvm", "x86_64"),
    ("amazon-linux-2", "Amazon Linux 2", "amzn2-ami-ecs-hvm", "x86_64-ebs"),
    ("amazon-linux-2/arm64", "Amazon Linux 2", "amzn2-ami-ecs-hvm", "arm64-ebs"),
    ("amazon-linux-2/gpu", "Amazon Linux 2", "amzn2-ami-ecs-gpu-hvm", "x86_64-ebs"),
    ("amazon-linux-2/inf", "Amazon Linux 2", "amzn2-ami-ecs-inf-hvm", "x86_64-ebs"),
  ]

  static let all: [OptimizedImage] =
    linux.map { place, system, stem, end in
      OptimizedImage(
        path: "/aws/service/ecs/optimized-ami/\(place)/recommended", system: system,
        name: "\(stem)-\(Release.newest.version)-\(end)", release: .newest)
    }
    + ["2016-English-Full", "2019-English-Full", "2019-English-Core", "2022-English-Full", "2022-English-Core"].map {
      OptimizedImage(
        path: "/aws/service/ami-windows-latest/Windows_Server-\($0)-ECS_Optimized", system: nil,
        name: "Windows_Server-\($0)-ECS_Optimized-\(Release.newest.version)", release: .newest)
    }
    + Release.earlier.flatMap { release in
      linux.map { place, system, stem, end in
        let name = "\(stem)-\(release.version)-\(end)"
        return OptimizedImage(
          path: "/aws/service/ecs/optimized-ami/\(place)/\(name)", system: system, name: name, release: release)
      }
    }

  /// - Parameter name: what `Region.imageName` gives, or `resolve:ssm:` and a parameter.
  static func named(_ name: String) -> OptimizedImage? {
    all.first { name.hasSuffix("\($0.path)/image_id") }
  }

  /// One that holds all there is to say, and one for the image's id and name each.
  func parameters(in region: Region) -> [Parameter] {
    var metadata: Document.Object = [
      "ecs_agent_version": .string(release.agent.version ?? ""),
      "ecs_runtime_version": .string("Docker version \((release.agent.dockerVersion ?? "").drop { !$0.isNumber })"),
      "image_id": .string(region.imageID(ofParameter: path + "/image_id")), "image_name": .string(name),
      "image_version": .string(release.version),
    ]
    if let system { metadata["os"] = .string(system) }
    metadata["schema_version"] = 1
    let parts = ["image_id", "image_name"].map { (path + "/" + $0, metadata[$0]?.string ?? "") }
    return ([(path, Document.object(metadata).written())] + parts).map { name, value in
      Parameter(name: name, kind: .text, value: value, modifiedAt: release.publishedAt)
    }
  }
}

extension Region {
  /// - Parameter path: names a parameter that holds an image's id.
  func imageID(ofParameter path: String) -> String { derivedID("ami", of: "resolve:ssm:\(path)") }

  /// What an image is called: the parameter that it was found by, also where its id was read there before.
  func imageName(_ image: String) -> String {
    OptimizedImage.all.map { $0.path + "/image_id" }.first { imageID(ofParameter: $0) == image } ?? image
  }

  /// Sorted by name.
  var publicParameters: [Parameter] {
    OptimizedImage.all.flatMap { $0.parameters(in: self) }.sorted { $0.name < $1.name }
  }
}
