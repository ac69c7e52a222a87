/// What container images do when they run: the registry of a simulated world.
///
/// In: an image reference as a container definition writes it. Out: its behaviour, or that it does not exist.
import Collections
import SimulationKit

package struct ImageCatalogue: Sendable {
  /// How a container of this image behaves, unless its `command` says otherwise.
  package struct Behaviour: Hashable, Sendable {
    /// Compressed size; decides how long a pull takes.
    package var sizeMB = 150
    /// Ports it listens on once it is ready.
    package var listensOn: [Int] = []
    /// From the start of the process until it serves and passes health checks.
    package var readyAfter = Duration.zero
    /// When it ends by itself, nil: it runs until stopped.
    package var exitsAfter: Duration?
    package var exitCode = 0
    /// What it uses; above the container's hard limit it is killed.
    package var usesMemoryMiB = 0
    package var handlesSIGTERM = true
    /// Log lines with the time after the start at which each is written.
    package var logLines: [LogLine] = []
    package var hasShell = true
    package init() {}
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
  package init() {}
}
