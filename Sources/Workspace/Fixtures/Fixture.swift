/// A fixture: the world that a sandbox begins with.
///
/// In: YAML text (`FixtureSource`). Out: a `World`, made by reading the plan and carrying out the fixture's commands
/// by the same border as everything else. Executes nothing but such requests.
import Cloud
import CloudAPI
import Documents
import SimulationKit

/// A fixture as it is written down in the journal: its name and its text.
package struct FixtureSource: Hashable, Sendable {
  package let name: String
  package let text: String
  package init(name: String, text: String) {
    self.name = name
    self.text = text
  }
  package var digest: UInt64 { StableHash.of(text) }
}

package struct Fixture: Sendable {
  package let source: FixtureSource
  /// One line for lists.
  package let summary: String
  /// Simulated time that each command costs, unless a lesson says otherwise.
  package let pace: Duration
  package let seed: UInt64
  let plan: StartingPlan
  let commands: [ServiceRequest]

  package var name: String { source.name }

  /// - Throws: `fixture` with the place of the mistake.
  package static func read(_ source: FixtureSource) throws(WorkspaceError) -> Fixture {
    do throws(FixtureProblem) {
      return try FixtureReader.read(source)
    } catch { throw .fixture(name: source.name, reason: error.reason) }
  }

  /// The world at the fixture's start, the same for the same seed always.
  ///
  /// - Throws: `fixture` where one of its commands is refused.
  package func world(seed: UInt64, start: Instant = .worldStart) throws(WorkspaceError) -> World {
    var world = World(seed: seed, start: start, plan: plan)
    for (index, command) in commands.enumerated() {
      switch CloudAPI.perform(command, on: &world, cause: .start) {
      case .success: break
      case .failure(let failure):
        let place = "command \(index + 1) (\(command.service) \(command.operation))"
        throw .fixture(name: name, reason: "\(place) was refused: \(failure.code): \(failure.message ?? "no message")")
      }
    }
    return world
  }
}

/// What is wrong with a fixture's text.
struct FixtureProblem: Error, Hashable {
  let reason: String
}
