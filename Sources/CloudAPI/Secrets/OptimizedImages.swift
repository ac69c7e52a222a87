/// The public parameters that name the ECS-optimized images, which every account may read.
///
/// In: a parameter's name, or an image's id. Out: the parameter; the name that the image goes by. Ids are derived, so that
/// they are the same always; versions and dates are chosen. Source: ECS Developer Guide, "Retrieving Amazon
/// ECS-optimized Linux AMI metadata", "Retrieving Amazon ECS-optimized Windows AMI metadata".
import Cloud
import Documents
import SimulationKit

struct OptimizedImage {
  /// `/aws/service/ecs/optimized-ami/amazon-linux-2023/arm64/recommended`.
  let path: String
  /// `Amazon Linux 2023`; nil: Windows, whose metadata does not say it.
  let system: String?
  /// What its name begins with: `al2023-ami-ecs-hvm`.
  let stem: String
  /// What its name ends with.
  let architecture: String

  private static let version = "20251209"
  private static let publishedAt = Instant(milliseconds: 1_765_238_400_000)  // 2025-12-09T00:00:00Z

  static let all: [OptimizedImage] =
    [
      ("amazon-linux-2023", "Amazon Linux 2023", "al2023-ami-ecs-hvm", "x86_64"),
      ("amazon-linux-2023/arm64", "Amazon Linux 2023", "al2023-ami-ecs-hvm", "arm64"),
      ("amazon-linux-2023/gpu", "Amazon Linux 2023", "al2023-ami-ecs-gpu-hvm", "x86_64"),
      ("amazon-linux-2023/neuron", "Amazon Linux 2023", "al2023-ami-ecs-neuron-hvm", "x86_64"),
      ("amazon-linux-2", "Amazon Linux 2", "amzn2-ami-ecs-hvm", "x86_64-ebs"),
      ("amazon-linux-2/arm64", "Amazon Linux 2", "amzn2-ami-ecs-hvm", "arm64-ebs"),
      ("amazon-linux-2/gpu", "Amazon Linux 2", "amzn2-ami-ecs-gpu-hvm", "x86_64-ebs"),
      ("amazon-linux-2/inf", "Amazon Linux 2", "amzn2-ami-ecs-inf-hvm", "x86_64-ebs"),
    ].map {
      OptimizedImage(
        path: "/aws/service/ecs/optimized-ami/\($0.0)/recommended", system: $0.1, stem: $0.2, architecture: $0.3)
    }
    + ["2016-English-Full", "2019-English-Full", "2019-English-Core", "2022-English-Full", "2022-English-Core"].map {
      OptimizedImage(
        path: "/aws/service/ami-windows-latest/Windows_Server-\($0)-ECS_Optimized", system: nil,
        stem: "Windows_Server-\($0)-ECS_Optimized", architecture: "")
    }

  private var name: String {
    architecture.isEmpty ? "\(stem)-\(Self.version)" : "\(stem)-\(Self.version)-\(architecture)"
  }

  /// One that holds all there is to say, and one for the image's id and name each.
  func parameters(in region: Region) -> [Parameter] {
    var metadata: Document.Object = [
      "ecs_agent_version": .string(ECS.ContainerInstance.agentVersion),
      "ecs_runtime_version": .string("Docker version \(ECS.ContainerInstance.dockerVersion.drop { !$0.isNumber })"),
      "image_id": .string(region.imageID(ofParameter: path + "/image_id")), "image_name": .string(name),
      "image_version": .string(Self.version),
    ]
    if let system { metadata["os"] = .string(system) }
    metadata["schema_version"] = 1
    let parts = ["image_id", "image_name"].map { (path + "/" + $0, metadata[$0]?.string ?? "") }
    return ([(path, Document.object(metadata).written())] + parts).map { name, value in
      Parameter(name: name, kind: .text, value: value, modifiedAt: Self.publishedAt)
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
