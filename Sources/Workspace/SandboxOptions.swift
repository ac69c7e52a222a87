/// How to open a sandbox: which one, on which store, for whom.
package struct SandboxOptions: Sendable {
  /// Like `play`, `lesson/services-heal` or `lesson/services-heal/play`: see `SandboxName`.
  package var name = "play"
  /// nil: the sandbox's own; for a new sandbox `account`. Another than the sandbox's own is refused.
  package var fixture: Fixture?
  /// nil: the sandbox's own; for a new sandbox the fixture's. Another than the sandbox's own is refused.
  package var seed: UInt64?
  /// Whose sandboxes these are.
  package var profile = Profile.defaultName
  /// Names this process to others that use the same sandbox, in messages; may be empty.
  package var client: String

  package init(
    name: String = "play", fixture: Fixture? = nil, seed: UInt64? = nil, profile: String = Profile.defaultName,
    client: String = ""
  ) {
    self.name = name
    self.fixture = fixture
    self.seed = seed
    self.profile = profile
    self.client = client
  }
}

package enum Profile {
  package static let defaultName = "default"
}

/// The rules for names of sandboxes and profiles, which become names of folders.
package enum SandboxName {
  /// At most four parts of letters, digits, `-`, `_` and `.`, each at most 64 characters, none beginning with a dot,
  /// none called `files`.
  package static func isValid(_ name: String) -> Bool {
    let parts = name.split(separator: "/", omittingEmptySubsequences: false)
    return parts.count <= 4 && parts.allSatisfy(isValidPart)
  }

  /// The same for one part: a profile's or a fixture's name.
  package static func isValidPart(_ part: some StringProtocol) -> Bool {
    let characters = Array(part.utf8)
    return (1...64).contains(characters.count) && characters[0] != UInt8(ascii: ".") && part != "files"
      && characters.allSatisfy { character in
        switch character {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
          UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "."):
          true
        default: false
        }
      }
  }
}
