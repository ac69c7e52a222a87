/// Ids in the order in which they were added, quick to remove from.
///
/// In: ids. Out: the same in order, from the start or from behind a known one. Cost: O(1) for adding, removing (on
/// average), `contains` and finding a place; a walk is linear in what it walks over.

package struct CreationOrder: Sequence, Sendable {
  /// nil where an id was removed.
  private var slots: [String?] = []
  private var places: [String: Int] = [:]

  package init() {}

  package var count: Int { places.count }
  package var isEmpty: Bool { places.isEmpty }
  package func contains(_ id: String) -> Bool { places[id] != nil }

  package mutating func append(_ id: String) {
    guard places[id] == nil else { return }
    places[id] = slots.count
    slots.append(id)
  }

  package mutating func remove(_ id: String) {
    guard let place = places.removeValue(forKey: id) else { return }
    slots[place] = nil
    guard slots.count > 64, places.count * 2 < slots.count else { return }
    slots.removeAll { $0 == nil }
    for (place, id) in slots.enumerated() {
      if let id { places[id] = place }
    }
  }

  package func makeIterator() -> Iterator { Iterator(slots: slots, place: 0) }

  package var allIDs: IteratorSequence<Iterator>? { IteratorSequence(makeIterator()) }
  /// The ids added after `id`; nil where it is not here.
  package func ids(after id: String) -> IteratorSequence<Iterator>? {
    places[id].map { IteratorSequence(Iterator(slots: slots, place: $0 + 1)) }
  }

  package struct Iterator: IteratorProtocol, Sendable {
    fileprivate let slots: [String?]
    fileprivate var place: Int

    package mutating func next() -> String? {
      while place < slots.count {
        defer { place += 1 }
        if let id = slots[place] { return id }
      }
      return nil
    }
  }
}
