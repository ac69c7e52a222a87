/// CloudWatch log groups and streams, as far as containers write to them.
import Collections
import SimulationKit

package struct LogGroups: Sendable {
  package struct Line: Hashable, Sendable {
    package let instant: Instant
    package let text: String
  }
  package struct Group: Sendable {
    package let name: String
    package var streams: OrderedDictionary<String, [Line]> = [:]
    package init(name: String) { self.name = name }
  }
  package var groups: OrderedDictionary<String, Group> = [:]
  package init() {}
}
