/// A random history of one world: commands, faults and time, with what must hold looked at after every event.
///
/// In: a seed, how many events. Out: what broke, if anything did, and the commands that led there; the same seed plays
/// the same history always. Each round is a storm (anything goes), a calm (faults end, everything has to come to rest)
/// and rollouts in fair weather (no task too few, none too many). At the end the commands are carried out again by
/// longer strides: the worlds must be the same.
import Cloud
import CloudAPI
import Documents
import SimulationKit

package struct SoakHistory: Sendable {
  package let seed: UInt64
  package internal(set) var world: World
  package internal(set) var journal: [SoakCommand] = []
  /// Changes that fell due and were carried out.
  package internal(set) var events = 0
  /// Sentences; empty while all is well. Nothing more is done after the first.
  package internal(set) var broken: [String] = []
  /// Replies by operation, and faults by name.
  package internal(set) var accepted: [String: Int] = [:]
  package internal(set) var refused: [String: Int] = [:]
  /// How often services came to rest, and how many rollouts were watched.
  package internal(set) var calms = 0
  package internal(set) var rollouts = 0

  var chance: SeededStream
  var shadow = SoakShadow()
  /// What services that are being rolled out in fair weather keep to.
  var limits: [ECS.ServiceKey: SoakLimits] = [:]
  /// Tasks that were healthy after a turn of their service.
  var healthySeen: Set<ECS.TaskID> = []
  /// By service: the deployment that completed last, as `ecs-svc/N`.
  var lastCompleted: [ECS.ServiceKey: String] = [:]
  /// What has asked for each service's next turn.
  var turns: [ECS.ServiceKey: SoakTurn] = [:]
  var hostCount = 0
  var refusals = 0
  /// Since the last calm: a deployment keeps to the image that its first task pulled, also to a broken one.
  var imagesWereBroken = false
  let auditEvery: Int
  var eventsAtAudit = 0

  package init(seed: UInt64, auditEvery: Int) throws {
    self.seed = seed
    self.auditEvery = max(1, auditEvery)
    chance = SeededStream(seed: seed).split("soak")
    world = try SoakWorld.world(seed: seed)
    for command in try SoakWorld.preparation() { carryOut(command) }
    for command in listeners() + latticeListeners() { carryOut(command) }
    for command in try SoakWorld.services(of: world) { carryOut(command) }
    if !refused.isEmpty { broken.append("the preparation was refused: \(refused.keys.sorted())") }
  }

  var region: Region? { world.regions[SoakWorld.regionName] }

  /// Plays whole rounds until `count` events were carried out or something broke, then plays the commands again.
  package mutating func play(events count: Int) {
    while events < count, broken.isEmpty {
      storm()
      calm()
      rollOut()
    }
    audit()
    playAgain()
  }

  /// Anything goes.
  private mutating func storm() {
    let enough = events + 2_000
    for _ in 0..<chance.number(in: 20...90) where broken.isEmpty && events < enough {
      if let command = nextCommand() { carryOut(command) }
      let span: Duration =
        switch chance.number(in: 0...19) {
        case 0...4: .zero
        case 5...14: .milliseconds(chance.number(in: 1...30_000))
        case 15...18: .seconds(chance.number(in: 30...180))
        default: .minutes(chance.number(in: 5...60))
        }
      pass(span)
    }
  }

  // MARK: - Commands

  mutating func carryOut(_ command: SoakCommand) {
    guard broken.isEmpty else { return }
    journal.append(command)
    let before = world
    let (firstNew, pending) = (world.eventLog.nextNumber, world.pending.count)
    let (name, isAccepted) = Self.perform(command, on: &world, ordinal: journal.count)
    if isAccepted { accepted[name, default: 0] += 1 } else { refused[name, default: 0] += 1 }
    let breaksImages = ["inject image", "inject registry", "inject start-failing"].contains { name.hasPrefix($0) }
    if isAccepted, breaksImages { imagesWereBroken = true }
    if !isAccepted {
      promise(
        world.eventLog.nextNumber == firstNew && world.pending.count == pending,
        "a refused \(name) recorded or scheduled something")
      refusals += 1
      // Dear: everything is rendered twice.
      if refusals % 10 == 0 {
        promise(CloudAPI.digest(of: before) == CloudAPI.digest(of: world), "a refused \(name) changed the world")
      }
    }
    look(after: .command(command), cause: .command(journal.count), firstNew: firstNew)
  }

  /// - Returns: what it is counted as, and whether it was not refused.
  static func perform(_ command: SoakCommand, on world: inout World, ordinal: Int) -> (String, Bool) {
    switch command {
    case .request(let request):
      if case .success = CloudAPI.perform(request, on: &world, cause: .command(ordinal)) {
        return (request.operation, true)
      }
      return (request.operation, false)
    case .fault(let name, let arguments):
      do throws(FaultRefusal) {
        try world.inject(
          name: name, arguments: arguments, region: SoakWorld.regionName, cause: .command(ordinal))
        return ("inject \(name)", true)
      } catch { return ("inject \(name)", false) }
    case .advance(let instant):
      world.advance(to: instant)
      return ("advance", true)
    }
  }

  // MARK: - Time

  /// Lets time pass, one event at a time, and looks after each.
  mutating func pass(_ span: Duration) {
    guard broken.isEmpty else { return }
    let target = world.now + span
    journal.append(.advance(to: target))
    while broken.isEmpty, let next = world.pending.first, next.instant <= target {
      let firstNew = world.eventLog.nextNumber
      world.advance(to: next.instant, limit: 1) { _, _ in .goOn }
      events += 1
      look(after: .due(next.payload.change), cause: next.payload.cause, firstNew: firstNew)
      if events - eventsAtAudit >= auditEvery { audit() }
    }
    if broken.isEmpty { world.advance(to: target) }
  }

  mutating func promise(_ holds: Bool, _ sentence: @autoclosure () -> String) {
    if !holds { broken.append(sentence()) }
  }

  // MARK: - Again

  /// The same commands, with time in whole strides, must give the same world.
  private mutating func playAgain() {
    guard broken.isEmpty, var again = try? SoakWorld.world(seed: seed) else { return }
    for (index, command) in journal.enumerated() { _ = Self.perform(command, on: &again, ordinal: index + 1) }
    promise(again.eventLog.nextNumber == world.eventLog.nextNumber, "played again, the event log has another length")
    promise(again.eventLog.all == world.eventLog.all, "played again, the event log is another")
    promise(CloudAPI.digest(of: again) == CloudAPI.digest(of: world), "played again, the world is another")
  }
}

extension SoakHistory {
  /// What somebody who repairs it needs: where, what, and what led there.
  package var report: String {
    var lines = [
      "seed \(seed) broke a promise after \(journal.count) commands and \(events) events, at "
        + world.now.iso8601(milliseconds: true) + ":"
    ]
    lines += broken.prefix(8).map { "  " + $0 }
    lines += ["the last commands:"] + journal.suffix(6).map { "  " + $0.text }
    lines += ["the last records:"]
    lines += world.eventLog.records(from: world.eventLog.nextNumber - 12).map {
      "  \($0.number) \($0.instant.timeOfDay) \($0.source) \($0.message) \($0.reason ?? "") because of \($0.cause)"
    }
    lines += ["play it again: make soak SEED=\(seed) EVENTS=\(events + 1)"]
    return lines.joined(separator: "\n")
  }
}
