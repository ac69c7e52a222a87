/// Which tasks are missed the least: the order in which surplus tasks are stopped.
///
/// In: each task's class, capacity provider and groups, as numbers. Out: positions of the tasks to stop. Knows no task
/// and no Region. Cost: one pass over the candidates, of whole numbers only, for each task chosen.
/// Source: ECS Developer Guide, "Amazon ECS services" (scale in), "Task placement strategies".

extension ECS {
  struct StopSelection {
    /// One criterion: which group each task is in, and the weight of each group; the heaviest group gives first.
    private struct Level {
      let groups: [Int]
      var weights: [Int]
      /// True where a stopped task makes its group lighter.
      let countsTasks: Bool
    }

    /// The lower, the sooner.
    private let classes: [(rank: Int, age: Int)]
    private var distribution: CapacityProviderDistribution
    /// Index into the strategy, -1 for none.
    private let providers: [Int]
    private var levels: [Level] = []

    init(classes: [(Int, Int)], distribution: CapacityProviderDistribution, providers: [Int]) {
      self.classes = classes
      self.distribution = distribution
      self.providers = providers
      for provider in providers where provider >= 0 { self.distribution.counts[provider] += 1 }
    }

    /// The fullest group first; of equals the first by name.
    mutating func spread(over names: [String]) {
      let groups = Self.numbered(names)
      var sizes = Array(repeating: 0, count: (groups.max() ?? -1) + 1)
      for group in groups { sizes[group] += 1 }
      levels.append(Level(groups: groups, weights: sizes, countsTasks: true))
    }

    /// The instance with the most free first; of equals the first by name.
    mutating func emptyFirst(_ names: [String], free: [Int]) {
      let groups = Self.numbered(names)
      var weights = Array(repeating: 0, count: (groups.max() ?? -1) + 1)
      for (group, free) in zip(groups, free) { weights[group] = free }
      levels.append(Level(groups: groups, weights: weights, countsTasks: false))
    }

    /// Each name's number in the order of names.
    private static func numbered(_ names: [String]) -> [Int] {
      var numbers: [String: Int] = [:]
      for (number, name) in Set(names).sorted().enumerated() { numbers[name] = number }
      return names.map { numbers[$0] ?? 0 }
    }

    /// `count` of `candidates`, or all where there are fewer.
    mutating func choose(_ count: Int, of candidates: [Int]) -> [Int] {
      var left = candidates
      var chosen: [Int] = []
      while chosen.count < count, let place = next(of: left) {
        let task = left.remove(at: place)
        chosen.append(task)
        if providers[task] >= 0 { distribution.counts[providers[task]] -= 1 }
        for index in levels.indices where levels[index].countsTasks {
          levels[index].weights[levels[index].groups[task]] -= 1
        }
      }
      return chosen
    }

    /// Unhealthy before starting before healthy, older deployments first, then the provider that has too many, then
    /// what keeps the rest most even, then the newest.
    private func next(of candidates: [Int]) -> Int? {
      guard let first = candidates.map({ classes[$0] }).min(by: <) else { return nil }
      let surplus = surplusProvider(of: candidates.filter { classes[$0] == first })
      var best: Int?
      for (place, task) in candidates.enumerated() where classes[task] == first {
        if let surplus, providers[task] != surplus { continue }
        if let held = best, !isSooner(task, than: candidates[held]) { continue }
        best = place
      }
      return best
    }

    private func surplusProvider(of candidates: [Int]) -> Int? {
      guard distribution.strategy.count > 1 else { return nil }
      let present = distribution.strategy.indices.filter { provider in candidates.contains { providers[$0] == provider }
      }
      return distribution.surplus(among: present)
    }

    private func isSooner(_ task: Int, than other: Int) -> Bool {
      for level in levels {
        let (mine, theirs) = (level.groups[task], level.groups[other])
        guard mine != theirs else { continue }
        let (heavy, light) = (level.weights[mine], level.weights[theirs])
        return heavy != light ? heavy > light : mine < theirs
      }
      return task > other
    }
  }
}
