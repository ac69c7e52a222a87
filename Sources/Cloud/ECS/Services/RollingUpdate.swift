/// The arithmetic of a rolling update: which tasks to start and stop now, and how many.
///
/// In: how many tasks there are of which kind, and the two limits. Out: moves in the order to make them. Knows no
/// task, no time and no event; every turn asks it afresh.
/// Source: ECS API reference, DeploymentConfiguration; ECS Developer Guide, "Rolling update".

extension ECS {
  /// "New" tasks belong to the PRIMARY deployment; "old" ones to an ACTIVE deployment, or they run on a container
  /// instance that is being drained. Only tasks that are to run are counted.
  package struct RollingUpdate: Hashable, Sendable {
    package enum Move: Hashable, Sendable {
      case startNew(Int)
      /// Starts again what an old deployment lost, to hold the floor.
      case restoreOld(Int)
      case stopOld(Int)
      /// Stops unhealthy tasks of the PRIMARY deployment that were replaced, or have to make room.
      case stopUnhealthy(Int)
      /// Stops tasks beyond the desired count.
      case stopSurplus(Int)
    }

    package var desiredCount: Int
    /// Tasks that must stay healthy.
    package var floor: Int
    /// Tasks that may be active.
    package var ceiling: Int

    /// Not healthy yet, whatever their status.
    package var newStarting = 0
    package var newHealthy = 0
    package var newUnhealthy = 0

    /// Not RUNNING yet, of a deployment that never completed or on a draining instance; or not healthy yet, of one that
    /// failed: stopped at once.
    package var oldExpendable = 0
    /// Other old tasks that are not healthy yet.
    package var oldStarting = 0
    package var oldHealthy = 0
    package var oldUnhealthy = 0
    /// What old deployments lost although it still counted on.
    package var oldMissing = 0

    /// False while starts are throttled, or the PRIMARY deployment has failed.
    package var mayStartNew = true
    /// False while starts are throttled: what an old deployment lost is not to take the places of new tasks meanwhile.
    package var mayRestoreOld = true
    /// False once the PRIMARY deployment has failed: old tasks are left as they are.
    package var mayStopOld = true

    package init(desiredCount: Int, floor: Int, ceiling: Int) {
      self.desiredCount = desiredCount
      self.floor = floor
      self.ceiling = ceiling
    }

    package var newTotal: Int { newStarting + newHealthy + newUnhealthy }
    package var oldActive: Int { oldExpendable + oldStarting + oldHealthy + oldUnhealthy }
    package var healthy: Int { newHealthy + oldHealthy }
    private var room: Int { ceiling - newTotal - oldActive }

    /// Work remains, nothing is under way and no move is possible: the limits themselves are in the way.
    package var isStuck: Bool {
      var copy = self
      return copy.moves().isEmpty && mayStartNew && mayStopOld && newStarting + oldStarting + oldExpendable == 0
        && (oldActive > 0 || newHealthy < desiredCount)
    }

    /// The moves possible now; afterwards `self` is as they leave it, started tasks counting as starting.
    package mutating func moves() -> [Move] {
      var moves: [Move] = []
      while true {
        let step = [startNew(), stopOld(), stopUnhealthy(), stopSurplus(), restoreOld()].compactMap(\.self)
        if step.isEmpty { return moves }
        moves += step
      }
    }

    /// Start first: up to the desired count, as far as the ceiling leaves room. Unhealthy tasks are replaced.
    private mutating func startNew() -> Move? {
      let count = min(desiredCount - newStarting - newHealthy, room)
      guard count > 0, mayStartNew else { return nil }
      newStarting += count
      return .startNew(count)
    }

    /// Those whose replacements are healthy; where the ceiling leaves no room for a replacement, one at a time.
    private mutating func stopUnhealthy() -> Move? {
      let replaced = newHealthy + newUnhealthy - desiredCount
      let isCramped = mayStartNew && newStarting + oldStarting == 0 && newHealthy < desiredCount && room <= 0
      let count = min(newUnhealthy, max(replaced, isCramped ? 1 : 0))
      guard count > 0 else { return nil }
      newUnhealthy -= count
      return .stopUnhealthy(count)
    }

    private mutating func stopSurplus() -> Move? {
      let count = newStarting + newHealthy - desiredCount
      guard count > 0 else { return nil }
      let starting = min(newStarting, count)
      newStarting -= starting
      newHealthy -= count - starting
      return .stopSurplus(count)
    }

    /// Unhealthy and expendable tasks cost nothing. Healthy ones may go as far as the floor stays covered, and then
    /// those that are still starting go before them. Above the ceiling, as after the desired count was lowered, those that
    /// are still starting go as far as the floor does not wait for them.
    private mutating func stopOld() -> Move? {
      guard mayStopOld else { return nil }
      let spare = max(0, healthy - floor)
      let excess = newStarting + newHealthy + newUnhealthy + oldStarting + oldHealthy - ceiling
      let awaited = max(0, floor - healthy)
      let starting = spare > 0 ? oldStarting : max(0, min(oldStarting - awaited, excess))
      let sound = min(oldHealthy, spare)
      let count = oldUnhealthy + oldExpendable + starting + sound
      guard count > 0 else { return nil }
      (oldUnhealthy, oldExpendable) = (0, 0)
      oldStarting -= starting
      oldHealthy -= sound
      return .stopOld(count)
    }

    private mutating func restoreOld() -> Move? {
      let count = min(oldMissing, floor - healthy - oldStarting, room)
      guard count > 0, mayRestoreOld else { return nil }
      oldMissing -= count
      oldStarting += count
      return .restoreOld(count)
    }
  }
}
