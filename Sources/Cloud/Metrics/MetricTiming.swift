/// The numbers of metrics and alarms that AWS does not state, in one table; those it states are marked "fact".
///
/// Source: runtime sheet, sections 7 and 10; CloudWatch User Guide, "Using Amazon CloudWatch alarms".
import SimulationKit

package enum MetricTiming {
  /// Amazon ECS measures its services once a minute.
  package static let minute = Duration.minutes(1)  // fact
  /// Minutes (or runs of like minutes) that are remembered of one service: the oldest go first.
  /// Of a container, for its RestartCount.
  static let rememberedRestarts = 100
  package static let rememberedRuns = 1_440
  /// Minutes that are remembered of one metric that a client puts, and metrics that a Region remembers.
  package static let rememberedValues = 1_440
  package static let rememberedMetrics = 500
  /// Different values that are remembered of one minute.
  package static let mostSamples = 1_000
  /// Metrics that one SEARCH finds at most.
  package static let mostFound = 100  // fact
  /// How many periods beyond those it evaluates an alarm looks back for datapoints.
  package static let extraPeriods = 2
  /// Changes of alarms that a Region remembers.
  package static let rememberedAlarmChanges = 1_000
  /// Changes of composite alarms that one change of an alarm may lead to.
  package static let mostCompositeChanges = 100
  /// What an idle task uses, in percent of what it reserves, where its image says nothing.
  package static let idleCPUPercent = 2
  package static let idleMemoryPercent = 10
  /// What a task sends and is sent in a second without a request, and what a request adds, in bytes. [SIM]
  package static let idleReceivedBytes = 120
  package static let idleSentBytes = 80
  package static let requestBytes = 1_000
  package static let replyBytes = 4_000
  /// What a task reads from and writes to its disk in a second, in bytes. [SIM]
  package static let readBytes = 0
  package static let writtenBytes = 512
  /// Ephemeral storage of a Fargate task where it asks for none, in GB; and what is used of it, in thousandths. [SIM]
  package static let usualStorageGB = 20  // fact
  package static let usedStorage = 1_200
  /// What is used of a task's EBS volume and of a host's disk, in percent; how large a volume is made of a snapshot, in
  /// GiB, where nobody says. [SIM]
  package static let usedVolumePercent = 5
  package static let usedDiskPercent = 12
  package static let snapshotVolumeGiB = 8
  /// Requests on one connection to a Service Connect endpoint, which lasts a minute; an answer's milliseconds. [SIM]
  package static let requestsOnConnection = 100
  package static let responseMilliseconds = 20
  /// How far from now a client may put values.
  package static let oldestValue = Duration.days(14)  // fact
  package static let latestValue = Duration.hours(2)  // fact
}
