/// Why something happened: the chain of records back to the command, or the fixture, that began it.
///
/// In: a record of the event log, the journal's entries. Out: links, from the record back to the beginning. Invents
/// nothing: each link is a cause that the rules wrote down.
import Cloud
import SimulationKit
import Workspace

package struct Causes: Hashable, Sendable {
  package enum Link: Hashable, Sendable {
    case event(EventRecord)
    /// A command, a fault, a file: what somebody asked for.
    case entry(Entry)
    /// It was so when the world began.
    case start
    /// The log keeps only so many records, or the journal does not know the entry.
    case forgotten
  }

  /// At least one; the record itself comes first.
  package let links: [Link]
  private static let mostLinks = 50

  package init(of record: EventRecord, in log: EventLog, entry: (EntryID) -> Entry?) {
    var links = [Link.event(record)]
    var cause = record.cause
    while links.count < Self.mostLinks {
      switch cause {
      case .start: links.append(.start)
      case .command(let id): links.append(entry(id).map(Link.entry) ?? .forgotten)
      case .event(let number):
        guard let earlier = log[number], number < record.number else {
          links.append(.forgotten)
          break
        }
        links.append(.event(earlier))
        cause = earlier.cause
        continue
      }
      break
    }
    self.links = links
  }
}

extension Sandbox {
  package func causes(of record: EventRecord) -> Causes {
    Causes(of: record, in: world.eventLog) { entry($0) }
  }
}

/// Which command each record of the log goes back to.
struct Roots {
  private var roots: [Int: EntryID] = [:]

  /// - Parameter records: by ascending number.
  init(_ records: some Sequence<EventRecord>) {
    for record in records {
      switch record.cause {
      case .start: roots[record.number] = 0
      case .command(let id): roots[record.number] = id
      case .event(let number): roots[record.number] = roots[number] ?? 0
      }
    }
  }

  /// 0 for what goes back to no command.
  func root(of record: EventRecord) -> EntryID { roots[record.number] ?? 0 }
}
