/// What is due, and when: a queue that hands out payloads by instant, and in the order they were put in where
/// instants are equal.
///
/// In: payloads with their instants. Out: the earliest. Never drops, merges or reorders ties.
/// The heap holds keys of three whole numbers; payloads lie still in slots until they are handed out.
/// Cost: O(log n) for `schedule` and `popFirst`, O(1) for `first` and `firstInstant`.
package struct EventQueue<Payload: Sendable>: Sendable {
  package struct Item: Sendable {
    package let instant: Instant
    package let sequence: Int
    package let payload: Payload
  }

  private struct Key {
    let milliseconds: Int
    let sequence: Int
    let slot: Int

    func isBefore(_ other: Key) -> Bool {
      milliseconds != other.milliseconds ? milliseconds < other.milliseconds : sequence < other.sequence
    }
  }

  private var heap: [Key] = []
  private var slots: [Payload?] = []
  private var freeSlots: [Int] = []
  private var nextSequence = 0

  package init() {}
  package var count: Int { heap.count }
  package var first: Item? { heap.first.flatMap(item) }
  package var firstInstant: Instant? { heap.first.map { Instant(milliseconds: $0.milliseconds) } }
  /// Everything pending, earliest first. O(n log n); for digests and pictures.
  package var sorted: [Item] { heap.sorted { $0.isBefore($1) }.compactMap(item) }

  package mutating func schedule(_ payload: Payload, at instant: Instant) {
    let slot: Int
    if let free = freeSlots.popLast() {
      slots[free] = payload
      slot = free
    } else {
      slot = slots.count
      slots.append(payload)
    }
    let key = Key(milliseconds: instant.milliseconds, sequence: nextSequence, slot: slot)
    nextSequence += 1
    heap.append(key)
    siftUp(key)
  }

  /// The earliest item, removed; nil when the queue is empty.
  package mutating func popFirst() -> Item? {
    guard let first = heap.first, let result = item(first), let last = heap.popLast() else { return nil }
    slots[first.slot] = nil
    freeSlots.append(first.slot)
    if !heap.isEmpty { siftDown(last) }
    return result
  }

  private func item(_ key: Key) -> Item? {
    slots[key.slot].map { Item(instant: Instant(milliseconds: key.milliseconds), sequence: key.sequence, payload: $0) }
  }

  /// Finds the place of `key`, which stands last.
  private mutating func siftUp(_ key: Key) {
    var child = heap.count - 1
    while child > 0 {
      let parent = (child - 1) / 2
      guard key.isBefore(heap[parent]) else { break }
      heap[child] = heap[parent]
      child = parent
    }
    heap[child] = key
  }

  /// Finds the place of `key`, coming from the root, whose own key has left.
  private mutating func siftDown(_ key: Key) {
    var parent = 0
    while true {
      var child = 2 * parent + 1
      guard child < heap.count else { break }
      if child + 1 < heap.count, heap[child + 1].isBefore(heap[child]) { child += 1 }
      guard heap[child].isBefore(key) else { break }
      heap[parent] = heap[child]
      parent = child
    }
    heap[parent] = key
  }
}
