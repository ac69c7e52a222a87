/// What happened when, and because of what: commands and records of the event log in one order.
///
/// In: a sandbox, a subject. Out: rows as values and as lines. Changes nothing.
import Cloud
import SimulationKit
import Workspace

package struct Timeline: Hashable, Sendable {
  package enum Row: Hashable, Sendable {
    /// Something that was asked for.
    case entry(Entry)
    case event(EventRecord)

    package var instant: Instant {
      switch self {
      case .entry(let entry): entry.instant
      case .event(let event): event.instant
      }
    }
  }
  /// Oldest first.
  package let rows: [Row]

  /// - Parameter subject: a name or id that `Subject` knows; nil for everything.
  package init(of sandbox: Sandbox, about subject: Subject? = nil) {
    let records = sandbox.world.eventLog.all
    let wanted = records.filter { subject?.isSubject(of: $0) ?? true }
    let roots = Roots(records)
    let causes = Set(wanted.map(roots.root))
    let entries = sandbox.entries().filter { entry in
      if subject != nil, !causes.contains(entry.id) { return false }
      return Self.isShown(entry)
    }
    var rows: [Row] = []
    var rest = wanted[...]
    for entry in entries {
      // What has the same instant and was caused before the entry comes before it.
      while let next = rest.first,
        next.instant < entry.instant || (next.instant == entry.instant && roots.root(of: next) < entry.id)
      {
        rows.append(.event(next))
        rest.removeFirst()
      }
      rows.append(.entry(entry))
    }
    self.rows = rows + rest.map(Row.event)
  }

  private static func isShown(_ entry: Entry) -> Bool {
    switch entry.kind {
    case .request(_, _, let isReadOnly): !isReadOnly
    case .fault: true
    case .beginning, .advance, .refusal, .move, .file: false
    }
  }

  /// One line each: the time, the record's number, what happened, and the number of what led to it.
  package func lines(newest count: Int) -> [String] {
    let left = max(0, rows.count - count)
    let width = rows.suffix(count).map { "\(Self.number($0))".count }.max() ?? 0
    let head = left > 0 ? ["  … \(left) earlier (`timeline all` shows everything) …"] : []
    return head + rows.suffix(count).map { Self.line($0, width: width) }
  }

  private static func number(_ row: Row) -> String {
    switch row {
    case .entry: "$"
    case .event(let event): "#\(event.number)"
    }
  }

  private static func line(_ row: Row, width: Int) -> String {
    let number = number(row)
    let padded = number + String(repeating: " ", count: max(0, width - number.count))
    switch row {
    case .entry(let entry): return "\(entry.instant.timeOfDay)  \(padded)  \(entry.sentence)"
    case .event(let event):
      let cause =
        switch event.cause {
        case .event(let number): "  <- #\(number)"
        case .command, .start: ""
        }
      return "\(event.instant.timeOfDay)  \(padded)  \(Notices.text(event))\(cause)"
    }
  }
}

extension Entry {
  /// The entry as something that was done, in one line.
  var sentence: String {
    let line = typed.isEmpty ? wordless : Session.shortened(typed)
    switch origin.kind {
    case .shell: return line
    case .lesson: return "(the lesson) \(line)"
    case .httpClient: return "(\(origin.client.isEmpty ? "an HTTP client" : origin.client)) \(line)"
    }
  }

  /// Where nobody typed.
  private var wordless: String {
    switch kind {
    case .beginning: "the world begins"
    case .request(let request, _, _): "\(request.service) \(request.operation)"
    case .advance: "time passes"
    case .fault(let fault): "inject \(fault.name)"
    case .refusal: "a refused command"
    case .move(let move): move.kind.rawValue
    case .file(let path, _): "the file \(path)"
    }
  }
}
