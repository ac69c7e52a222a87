/// What runs on an EC2 instance: Linux, or a family of Windows, as task definitions name them.
///
/// In: the name of an image or of a launch template. Out: an operating system. A name is all there is to tell by: images
/// and templates have no contents here. Source: ECS API reference, RuntimePlatform; ECS Developer Guide, "Amazon
/// ECS-optimized Windows AMIs".

extension EC2 {
  package struct OperatingSystem: Hashable, Sendable {
    /// `LINUX`, `WINDOWS_SERVER_2022_CORE` …
    package let family: String
    package static let linux = OperatingSystem(family: "LINUX")
    /// What a Windows machine has that does not say more.
    package static let windows = OperatingSystem(family: "WINDOWS_SERVER_2022_CORE")

    package var isWindows: Bool { self != .linux }
  }
}

extension EC2.OperatingSystem {
  /// `…/Windows_Server-2019-English-Full-ECS_Optimized/image_id`, `web-windows-2025-m5.large`; else Linux.
  package init(named name: String) {
    let words = name.lowercased()
    guard words.contains("windows") else {
      self = .linux
      return
    }
    let year = ["2016", "2019", "2022", "2025"].first(where: words.contains) ?? "2022"
    let edition = year == "2016" || words.contains("full") ? "FULL" : "CORE"
    self.init(family: "WINDOWS_SERVER_\(year)_\(edition)")
  }

  /// What the agent says of it.
  var attributes: [(name: String, value: String?)] {
    [("ecs.os-family", family), ("ecs.os-type", isWindows ? "windows" : "linux")]
  }
}
