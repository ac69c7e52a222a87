/// Which fixtures there are: those compiled in, and those of a course.
///
/// In: a name, and the folder of a course. Out: the fixture. Reads nothing but `fixtures/NAME.yaml` of that folder, and
/// follows no link.

extension Fixture {
  package static let defaultName = "account"

  /// In the order of lists.
  package static let builtIns = [
    FixtureSource(name: "account", text: AccountFixture.text), FixtureSource(name: "harbor", text: HarborFixture.text),
  ]

  /// - Throws: `fixtureUnknown`.
  package static func builtIn(named name: String) throws(WorkspaceError) -> Fixture {
    guard let source = builtIns.first(where: { $0.name == name }) else {
      throw .fixtureUnknown(name: name, known: builtIns.map(\.name))
    }
    return try read(source)
  }

  /// The course's own fixture of that name, else the one compiled in.
  ///
  /// - Parameter course: the folder that holds `fixtures`; nil without a course.
  /// - Throws: `fixtureUnknown`, `fixture`.
  package static func named(_ name: String, course: String?) throws(WorkspaceError) -> Fixture {
    guard let course, SandboxName.isValidPart(name) else { return try builtIn(named: name) }
    let folder: FilesOnDisk?
    let bytes: [UInt8]?
    do throws(WorkspaceError) {
      folder = try FilesOnDisk(folder: course)
      bytes = try folder?.read(["fixtures", "\(name).yaml"], atMost: YAML.largestBytes)
    } catch { throw .fixture(name: name, reason: error.message) }
    guard let bytes else { return try builtIn(named: name) }
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw .fixture(name: name, reason: "its text is not UTF-8; save the file as UTF-8")
    }
    return try read(FixtureSource(name: name, text: text))
  }
}
