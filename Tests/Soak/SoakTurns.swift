/// A service's turn follows from what asked for it.
///
/// In: what happened, and what it was put down to. Out: what has asked for the turn of each service that is to come;
/// sentences in `broken`. Cost: O(services).
import Cloud
import SimulationKit

struct SoakTurn: Sendable {
  /// The number of the request.
  let request: Int
  /// Only one of these can be what asked for it.
  let causes: Set<Cause>
}

extension SoakHistory {
  mutating func lookAtTurns(
    after trigger: SoakTrigger, cause: Cause, _ records: ArraySlice<EventRecord>, _ region: Region
  ) {
    if case .due(.serviceTurn(let key, let request)) = trigger, let asked = turns[key], asked.request == request {
      promise(
        asked.causes.contains(cause),
        "the turn of service \(key.name) is put down to \(cause); what asked for it is one of \(asked.causes)")
    }
    for (key, service) in region.ecs.services {
      let request = service.scheduler.turnRequest
      guard turns[key]?.request != request else { continue }
      // A step of a task's life is said before anybody is asked for anything.
      let isStep = if case .due(.taskStep) = trigger { records.contains { isAbout($0, key, region) } } else { false }
      let causes = (isStep ? [] : [cause]) + records.map { Cause.event($0.number) }
      turns[key] = SoakTurn(request: request, causes: Set(causes))
    }
  }

  private func isAbout(_ record: EventRecord, _ key: ECS.ServiceKey, _ region: Region) -> Bool {
    record.source.hasPrefix("task/") && region.ecs.tasks[String(record.source.dropFirst(5))]?.service == key
  }
}
