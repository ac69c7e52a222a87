/// Copies of the world along the journal, so that going back does not mean starting over.
///
/// In: a world after an entry. Out: the copy that is nearest before another entry. Copies share what did not change.
import Cloud

struct WorldCopies: Sendable {
  /// A copy is kept at every such depth of the tree.
  static let spacing = 64
  /// Above this, every second one of the older copies goes.
  static let most = 32
  private static let newestSpared = 8

  /// By ascending entry.
  private var copies: [(id: EntryID, world: World)] = []

  var count: Int { copies.count }

  mutating func keep(_ world: World, after id: EntryID) {
    let index = copies.partitioningIndex { $0.id >= id }
    if index < copies.count, copies[index].id == id { return }
    copies.insert((id, world), at: index)
    if copies.count > Self.most { thin() }
  }

  /// The copy that is furthest along `path`, with its place on it.
  func nearest(on path: [EntryID]) -> (place: Int, world: World)? {
    for place in path.indices.reversed() {
      let index = copies.partitioningIndex { $0.id >= path[place] }
      if index < copies.count, copies[index].id == path[place] { return (place, copies[index].world) }
    }
    return nil
  }

  /// Drops copies of entries that were not written after all.
  mutating func forget(after id: EntryID) {
    copies.removeAll { $0.id > id }
  }

  private mutating func thin() {
    let older = copies.dropLast(Self.newestSpared).enumerated().filter { $0.offset % 2 == 0 }.map(\.element)
    copies = older + copies.suffix(Self.newestSpared)
  }
}
