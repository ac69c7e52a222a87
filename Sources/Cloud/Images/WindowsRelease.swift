/// The Windows that an image is made for, and the one of a host: containers share their host's kernel.
///
/// In: what a plan or a family of operating systems says. Out: whether one runs on the other. Images of 2022 run on 2025
/// too. Source: Microsoft, "Windows container version compatibility"; builds: "Windows Server release information".
package enum WindowsRelease: String, Hashable, Sendable, CaseIterable {
  case of2016 = "ltsc2016"
  case of2019 = "ltsc2019"
  case of2004 = "2004"
  case of20H2 = "20H2"
  case of2022 = "ltsc2022"
  case of2025 = "ltsc2025"

  /// - Parameter family: `WINDOWS_SERVER_2022_CORE`; nil for Linux.
  init?(family: String) {
    guard let year = family.split(separator: "_").dropFirst(2).first, family.hasPrefix("WINDOWS_SERVER_") else {
      return nil
    }
    guard let release = Self.allCases.first(where: { $0.rawValue.hasSuffix(year) }) else { return nil }
    self = release
  }

  func runs(on host: WindowsRelease) -> Bool { self == host || (self == .of2022 && host == .of2025) }

  var build: String {
    switch self {
    case .of2016: "10.0.14393"
    case .of2019: "10.0.17763"
    case .of2004: "10.0.19041"
    case .of20H2: "10.0.19042"
    case .of2022: "10.0.20348"
    case .of2025: "10.0.26100"
    }
  }
}
