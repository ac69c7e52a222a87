/// Which tasks are stopped first: the quick selection against the plain one, which looks at every candidate each time.
///
/// Source of the order: ECS Developer Guide, "Amazon ECS services" (scale in), "Task placement strategies".
import SimulationKit
import Testing

@testable import Cloud

@Suite("Stop selection")
struct StopSelectionTests {
  /// Tasks with random classes, providers, zones and instances.
  private struct Draw {
    var classes: [(Int, Int)] = []
    var providers: [Int] = []
    var zones: [String] = []
    var instances: [String] = []
    var free: [Int] = []
    var strategy: [ECS.CapacityProviderStrategyItem] = []

    init(_ count: Int, _ chance: inout SeededStream) {
      let names = [[], ["FARGATE"], ["FARGATE", "FARGATE_SPOT"]][chance.number(in: 0...2)]
      strategy = names.map {
        ECS.CapacityProviderStrategyItem(
          capacityProvider: $0, weight: chance.number(in: 0...3), base: chance.number(in: 0...2))
      }
      for _ in 0..<count {
        classes.append((chance.number(in: 0...2), -chance.number(in: 0...1)))
        providers.append(chance.number(in: -1...strategy.count - 1))
        zones.append(["a", "b", "c"][chance.number(in: 0...2)])
        instances.append("i-\(chance.number(in: 1...9))")
      }
      let rooms = (0...9).map { _ in chance.number(in: 0...4) }
      free = instances.map { rooms[Int($0.dropFirst(2)) ?? 0] }
    }
  }

  @Test(arguments: UInt64(1)...60)
  func quickAndPlainSelectionAgree(seed: UInt64) {
    var chance = SeededStream(seed: seed)
    let count = chance.number(in: 1...40)
    let draw = Draw(count, &chance)
    var quick = ECS.StopSelection(
      classes: draw.classes, distribution: .init(strategy: draw.strategy), providers: draw.providers)
    var plain = PlainSelection(draw.classes, draw.strategy, draw.providers)
    switch chance.number(in: 0...3) {
    case 0: break
    case 1:
      quick.spread(over: draw.zones)
      quick.spread(over: draw.instances, prefersNewest: true)
      plain.levels = [.init(draw.zones, sizes: nil), .init(draw.instances, sizes: nil, prefersNewest: true)]
    case 2:
      quick.emptyFirst(draw.instances, free: draw.free)
      plain.levels = [.init(draw.instances, sizes: draw.free)]
    default:
      quick.spread(over: draw.instances)
      quick.spread(over: draw.zones)
      plain.levels = [.init(draw.instances, sizes: nil), .init(draw.zones, sizes: nil)]
    }
    let candidates = (0..<count).filter { _ in chance.number(in: 0...4) > 0 }
    let wanted = chance.number(in: 0...count)
    #expect(quick.choose(wanted, of: candidates) == plain.choose(wanted, of: candidates))
  }
}

/// The order in words: the lowest class; there the provider with too many; there the heaviest group of each criterion, by
/// name where they are equal; there the newest.
private struct PlainSelection {
  struct Level {
    let names: [String]
    var weights: [String: Int] = [:]
    let counts: Bool
    let prefersNewest: Bool

    init(_ names: [String], sizes: [Int]?, prefersNewest: Bool = false) {
      self.names = names
      self.prefersNewest = prefersNewest
      counts = sizes == nil
      for (index, name) in names.enumerated() { weights[name] = sizes?[index] ?? weights[name, default: 0] + 1 }
    }
  }
  let classes: [(Int, Int)]
  var distribution: ECS.CapacityProviderDistribution
  let providers: [Int]
  var levels: [Level] = []

  init(_ classes: [(Int, Int)], _ strategy: [ECS.CapacityProviderStrategyItem], _ providers: [Int]) {
    self.classes = classes
    self.providers = providers
    distribution = .init(strategy: strategy)
    for provider in providers where provider >= 0 { distribution.counts[provider] += 1 }
  }

  mutating func choose(_ count: Int, of candidates: [Int]) -> [Int] {
    var left = candidates
    var chosen: [Int] = []
    while chosen.count < count, let lowest = left.map({ classes[$0] }).min(by: <) {
      var open = left.filter { classes[$0] == lowest }
      let present = distribution.strategy.indices.filter { provider in open.contains { providers[$0] == provider } }
      if distribution.strategy.count > 1, let surplus = distribution.surplus(among: present) {
        open = open.filter { providers[$0] == surplus }
      }
      for level in levels {
        func newest(_ name: String) -> Int {
          level.prefersNewest ? open.filter { level.names[$0] == name }.max() ?? 0 : 0
        }
        let best = open.map { level.names[$0] }.min {
          (-level.weights[$0, default: 0], -newest($0), $0) < (-level.weights[$1, default: 0], -newest($1), $1)
        }
        open = open.filter { level.names[$0] == best }
      }
      guard let task = open.max() else { break }
      left.removeAll { $0 == task }
      chosen.append(task)
      if providers[task] >= 0 { distribution.counts[providers[task]] -= 1 }
      for index in levels.indices where levels[index].counts {
        levels[index].weights[levels[index].names[task], default: 0] -= 1
      }
    }
    return chosen
  }
}
