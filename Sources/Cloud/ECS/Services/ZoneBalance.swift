/// Which zones of a service have too many tasks and which too few, and how many to move next.
///
/// In: how many tasks each zone has. Out: one move. Knows no task and no Region.
/// Balanced: every zone holds the floor or the ceiling of tasks divided by zones (5 over 3 are 2, 2 and 1).
/// Source: ECS Developer Guide, "Balancing an Amazon ECS service across Availability Zones".

extension ECS {
  struct ZoneBalance: Sendable {
    /// By zone, sorted by name; zones without a task count too.
    let counts: [(zone: String, count: Int)]

    struct Move: Hashable, Sendable {
      /// Where tasks are to be started.
      let light: String
      let count: Int
    }

    init(zones: [String], tasks: [String]) {
      counts = Set(zones + tasks).sorted().map { zone in (zone, tasks.count { $0 == zone }) }
    }

    private var total: Int { counts.reduce(0) { $0 + $1.count } }
    private var least: Int { counts.isEmpty ? 0 : total / counts.count }
    private var most: Int { counts.isEmpty ? 0 : (total + counts.count - 1) / counts.count }

    var isEven: Bool { counts.allSatisfy { (least...most).contains($0.count) } }

    /// Fills the emptiest zone; nil where all is even or there is no room.
    func nextMove(room: Int) -> Move? {
      guard !isEven, room > 0, let light = counts.min(by: { ($0.count, $0.zone) < ($1.count, $1.zone) }) else {
        return nil
      }
      return Move(light: light.zone, count: min(room, max(1, least - light.count)))
    }

    /// The zone to take a task from, the fullest; of equals the first by name.
    var heaviest: String? { counts.max { ($0.count, $1.zone) < ($1.count, $0.zone) }?.zone }

    /// `3 tasks in us-east-1a, 1 tasks in us-east-1b`.
    var text: String { counts.map { "\($0.count) tasks in \($0.zone)" }.joined(separator: ", ") }
  }
}
