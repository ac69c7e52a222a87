/// Which capacity provider the next task of a strategy goes to, and which one gives a task up first.
///
/// In: the strategy and how many tasks each provider has. Out: an index into the strategy. Whole numbers only.
/// Source: ECS Developer Guide, "Capacity provider strategy" (base, weight); ties go to the first in the list.

extension ECS {
  package struct CapacityProviderDistribution: Sendable {
    package let strategy: [CapacityProviderStrategyItem]
    /// Tasks that live by each item of the strategy.
    package var counts: [Int]

    package init(strategy: [CapacityProviderStrategyItem], counts: [Int]? = nil) {
      self.strategy = strategy
      self.counts = counts ?? strategy.map { _ in 0 }
    }

    private var totalWeight: Int { strategy.reduce(0) { $0 + $1.weight } }
    private func beyondBase(_ index: Int) -> Int { max(0, counts[index] - strategy[index].base) }

    /// How far the provider is behind its share when `total` tasks are beyond the bases, in units of 1/totalWeight.
    private func lag(_ index: Int, total: Int) -> Int {
      total * strategy[index].weight - beyondBase(index) * totalWeight
    }

    /// Where the next task goes: bases first, then to whom most is owing. nil where no item has a weight.
    package var next: Int? {
      if let index = strategy.indices.first(where: { counts[$0] < strategy[$0].base }) { return index }
      let total = strategy.indices.reduce(1) { $0 + beyondBase($1) }
      return strategy.indices.filter { strategy[$0].weight > 0 }
        .reduce(nil) { best, index in
          guard let best, lag(best, total: total) >= lag(index, total: total) else { return index }
          return best
        }
    }

    /// Which item of `candidates` gives up a task: the most over-represented beyond its base, the last of equals.
    package func surplus(among candidates: [Int]) -> Int? {
      let beyond = candidates.filter { beyondBase($0) > 0 }
      let total = strategy.indices.reduce(-1) { $0 + beyondBase($1) }
      return (beyond.isEmpty ? candidates : beyond)
        .reduce(nil) { best, index in
          guard let best, lag(best, total: total) < lag(index, total: total) else { return index }
          return best
        }
    }
  }
}
