/// What is due, and when: a queue that hands out payloads by instant, and in the order they were put in where
/// instants are equal.
///
/// In: payloads with their instants. Out: the earliest. Never drops, merges or reorders ties.
/// Cost: O(log n) for `schedule` and `popFirst`, O(1) for `first`.
package struct EventQueue<Payload: Sendable>: Sendable {
  package struct Item: Sendable {
    package let instant: Instant
    package let sequence: Int
    package let payload: Payload
    fileprivate func isBefore(_ other: Item) -> Bool {
      (instant.milliseconds, sequence) < (other.instant.milliseconds, other.sequence)
    }
  }
  private var heap: [Item] = []
  private var nextSequence = 0

  package init() {}
  package var count: Int { heap.count }
  package var first: Item? { heap.first }
  /// Everything pending, earliest first. O(n log n); for digests and pictures.
  package var sorted: [Item] { heap.sorted { $0.isBefore($1) } }

  package mutating func schedule(_ payload: Payload, at instant: Instant) {
    heap.append(Item(instant: instant, sequence: nextSequence, payload: payload))
    nextSequence += 1
    siftUp(from: heap.count - 1)
  }

  /// The earliest item, removed; nil when the queue is empty.
  package mutating func popFirst() -> Item? {
    guard let result = heap.first else { return nil }
    let last = heap.removeLast()
    if !heap.isEmpty {
      heap[0] = last
      siftDown()
    }
    return result
  }

  private mutating func siftUp(from start: Int) {
    var child = start
    while child > 0 {
      let parent = (child - 1) / 2
      guard heap[child].isBefore(heap[parent]) else { return }
      heap.swapAt(child, parent)
      child = parent
    }
  }

  private mutating func siftDown() {
    var parent = 0
    while true {
      var smallest = parent
      for child in [2 * parent + 1, 2 * parent + 2] where child < heap.count && heap[child].isBefore(heap[smallest]) {
        smallest = child
      }
      if smallest == parent { return }
      heap.swapAt(parent, smallest)
      parent = smallest
    }
  }
}
