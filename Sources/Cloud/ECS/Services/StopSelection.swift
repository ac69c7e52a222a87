/// Which tasks are missed the least: the order in which surplus tasks are stopped.
///
/// In: each task's class, capacity provider and groups, as numbers. Out: positions of the tasks to stop. Knows no task
/// and no Region. Cost: O(n log n) for n candidates, whatever the number chosen.
/// Source: ECS Developer Guide, "Amazon ECS services" (scale in), "Task placement strategies".
import Collections

extension ECS {
  struct StopSelection {
    /// One criterion: which group each task is in, and the weight of each group; the heaviest group gives first.
    fileprivate struct Level {
      let groups: [Int]
      var weights: [Int]
      /// True where a stopped task makes its group lighter.
      let countsTasks: Bool
      /// Of equal groups the one with the newest task first, not the first by name. Of the last level alone.
      var prefersNewest = false
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
    /// - Parameter prefersNewest: of equals that with the newest task; for what is spread over last.
    mutating func spread(over names: [String], prefersNewest: Bool = false) {
      let groups = Self.numbered(names)
      var sizes = Array(repeating: 0, count: (groups.max() ?? -1) + 1)
      for group in groups { sizes[group] += 1 }
      levels.append(Level(groups: groups, weights: sizes, countsTasks: true, prefersNewest: prefersNewest))
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

    /// `count` of `candidates`, or all where there are fewer: unhealthy before starting before healthy, older deployments
    /// first, then the provider that has too many, then what keeps the rest most even, then the newest.
    mutating func choose(_ count: Int, of candidates: [Int]) -> [Int] {
      var chosen: [Int] = []
      let ordered = candidates.sorted {
        (classes[$0].rank, classes[$0].age, $0) < (classes[$1].rank, classes[$1].age, $1)
      }
      var rest = ordered[...]
      while chosen.count < count, let first = rest.first {
        let members = rest.prefix { classes[$0] == classes[first] }
        rest = rest.dropFirst(members.count)
        choose(count, of: Array(members), &chosen)
      }
      return chosen
    }

    /// The same for candidates of one class; until there are `count`.
    private mutating func choose(_ count: Int, of members: [Int], _ chosen: inout [Int]) {
      let isShared = distribution.strategy.count > 1
      var queues: [Int: Queue] = [:]
      for (provider, tasks) in Dictionary(grouping: members, by: { isShared ? providers[$0] : -1 }) {
        queues[provider] = Queue(tasks, levels)
      }
      while chosen.count < count {
        let present = distribution.strategy.indices.filter { queues[$0]?.isEmpty == false }
        let provider = isShared ? distribution.surplus(among: present) ?? -1 : -1
        guard let task = queues[provider]?.next(levels) else { return }
        chosen.append(task)
        if providers[task] >= 0 { distribution.counts[providers[task]] -= 1 }
        for index in levels.indices where levels[index].countsTasks {
          levels[index].weights[levels[index].groups[task]] -= 1
        }
      }
    }
  }
}

/// Tasks in a tree, a level for each criterion: at each the heaviest group comes first, the newest task at the last.
///
/// Weights only fall, and newest tasks grow older, so a group's place is looked at again when it comes up; it is never
/// too low.
private struct Queue {
  private struct Choice: Comparable {
    let weight: Int
    /// Its newest task where that decides, else 0.
    let newest: Int
    let group: Int
    let child: Int

    static func < (left: Choice, right: Choice) -> Bool {
      (left.weight, left.newest, right.group) < (right.weight, right.newest, left.group)
    }
  }
  private struct Node {
    /// Of the last level, oldest first.
    var tasks: [Int] = []
    var choices = Heap<Choice>()
  }
  private var nodes: [Node] = []
  private var count: Int

  var isEmpty: Bool { count == 0 }

  /// - Parameter tasks: ascending.
  init(_ tasks: [Int], _ levels: [ECS.StopSelection.Level]) {
    count = tasks.count
    _ = addNode(tasks, levels[...])
  }

  private mutating func addNode(_ tasks: [Int], _ levels: ArraySlice<ECS.StopSelection.Level>) -> Int {
    let place = nodes.count
    nodes.append(Node())
    guard let level = levels.first else {
      nodes[place].tasks = tasks
      return place
    }
    for (group, members) in Dictionary(grouping: tasks, by: { level.groups[$0] }) {
      let child = addNode(members, levels.dropFirst())
      nodes[place].choices.insert(choice(group, child, level))
    }
    return place
  }

  private func choice(_ group: Int, _ child: Int, _ level: ECS.StopSelection.Level) -> Choice {
    let newest = level.prefersNewest ? nodes[child].tasks.last ?? 0 : 0
    return Choice(weight: level.weights[group], newest: newest, group: group, child: child)
  }

  mutating func next(_ levels: [ECS.StopSelection.Level]) -> Int? {
    guard let task = take(from: 0, levels[...]) else { return nil }
    count -= 1
    return task
  }

  private mutating func take(from node: Int, _ levels: ArraySlice<ECS.StopSelection.Level>) -> Int? {
    guard let level = levels.first else { return nodes[node].tasks.popLast() }
    while let top = nodes[node].choices.popMax() {
      let present = choice(top.group, top.child, level)
      guard present == top else {
        nodes[node].choices.insert(present)
        continue
      }
      guard let task = take(from: top.child, levels.dropFirst()) else { continue }
      nodes[node].choices.insert(top)
      return task
    }
    return nil
  }
}
