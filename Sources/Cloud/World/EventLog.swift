/// What happened, in order, each record with its cause.
///
/// In: drafts from rules. Out: numbered records. Keeps the newest `capacity` records and all since `protectedFrom`.
import Collections
import Documents
import SimulationKit

/// Where a record or a due change comes from.
package enum Cause: Hashable, Sendable {
  /// The fixture: it was so from the start.
  case start
  /// The command with this journal ordinal.
  case command(Int)
  /// The event-log record with this number.
  case event(Int)
}

package struct EventRecord: Hashable, Sendable {
  package enum Kind: String, Hashable, Sendable, CaseIterable {
    case serviceEvent, serviceAction, deploymentStateChange, taskStateChange, containerInstanceStateChange, command
    case containerInstanceHealthChange, fault, serviceRegistration, alarmStateChange, scalingActivity,
      targetHealthChange, ruleInvocation
  }

  /// What a rule says happened; the log adds number, instant, Region and cause.
  package struct Draft: Hashable, Sendable {
    package let kind: Kind
    /// The subject as `kind/name`: `service/web`, `task/0f3c…`, `cluster/harbor`.
    package let source: String
    package let cluster: String?
    /// Service events: the text that DescribeServices shows. State changes: the new status.
    package let message: String
    /// Why, in AWS's words, where AWS gives any (`stoppedReason`, event reasons).
    package let reason: String?
    /// Further members of the EventBridge detail that later features read.
    package let detail: Document.Object

    package init(
      _ kind: Kind, source: String, cluster: String?, message: String, reason: String? = nil,
      detail: Document.Object = [:]
    ) {
      self.kind = kind
      self.source = source
      self.cluster = cluster
      self.message = message
      self.reason = reason
      self.detail = detail
    }
  }

  /// From 1, without gaps.
  package let number: Int
  package let instant: Instant
  package let region: String
  package let draft: Draft
  package let cause: Cause

  package var kind: Kind { draft.kind }
  package var source: String { draft.source }
  package var message: String { draft.message }
  package var reason: String? { draft.reason }
}

package struct EventLog: Sendable {
  package static let capacity = 100_000
  /// Full blocks are never changed again: worlds are copied all the time, and share them.
  private static let blockSize = 128
  private var blocks: Deque<[EventRecord]> = []
  private var newest: [EventRecord] = []
  /// The number of the oldest record that is still kept.
  private var firstNumber = 1
  package private(set) var nextNumber = 1
  /// Records from this number on are kept beyond the capacity: the step that is being graded reads them.
  package var protectedFrom = Int.max

  /// The records from `number` on that are still kept, oldest first.
  package func records(from number: Int) -> ArraySlice<EventRecord> {
    let number = min(max(number, firstNumber), nextNumber)
    let place = number - firstOfBlocks
    var records: [EventRecord] = []
    records.reserveCapacity(nextNumber - number)
    let block = place / Self.blockSize
    if block < blocks.count {
      records += blocks[block][(place % Self.blockSize)...]
      for later in blocks[(block + 1)...] { records += later }
    }
    return (records + newest[min(max(0, place - blocks.count * Self.blockSize), newest.count)...])[...]
  }
  package var all: ArraySlice<EventRecord> { records(from: 1) }
  package subscript(number: Int) -> EventRecord? {
    guard (firstNumber..<nextNumber).contains(number) else { return nil }
    let place = number - firstOfBlocks
    let block = place / Self.blockSize
    return block < blocks.count ? blocks[block][place % Self.blockSize] : newest[place - blocks.count * Self.blockSize]
  }

  mutating func append(_ draft: EventRecord.Draft, at instant: Instant, region: String, cause: Cause) -> Int {
    let number = nextNumber
    newest.append(EventRecord(number: number, instant: instant, region: region, draft: draft, cause: cause))
    nextNumber += 1
    if newest.count == Self.blockSize {
      blocks.append(newest)
      newest = []
    }
    if nextNumber - firstNumber > Self.capacity, firstNumber < protectedFrom {
      firstNumber += 1
      if firstNumber - firstOfBlocks >= Self.blockSize { blocks.removeFirst() }
    }
    return number
  }

  /// The number of the first record in `blocks`; up to a block older than `firstNumber`.
  private var firstOfBlocks: Int { nextNumber - newest.count - blocks.count * Self.blockSize }
}
