/// Faults typed at the test clouds, and what the tests of faults share.
import Cloud
import Documents
import SimulationKit
import Testing

@testable import CloudAPI

extension TestCloud {
  /// `NAME key=value …` as a learner types it; values without spaces.
  mutating func inject(_ line: String, sourceLocation: SourceLocation = #_sourceLocation) {
    do throws(FaultRefusal) { try tryToInject(line) } catch {
      Issue.record("inject \(line) was refused: \(error.message)", sourceLocation: sourceLocation)
    }
  }

  mutating func tryToInject(_ line: String) throws(FaultRefusal) {
    let words = line.split(separator: " ").map(String.init)
    var arguments: Document.Object = [:]
    for word in words.dropFirst() {
      let parts = word.split(separator: "=", maxSplits: 1).map(String.init)
      arguments[parts[0]] = .string(parts.count == 2 ? parts[1] : "")
    }
    try world.inject(name: words.first ?? "", arguments: arguments, region: "us-east-1", cause: .command(0))
  }

  /// `SECONDS.MILLISECONDS MESSAGE` of the records of faults since `instant`.
  func faultStory(since instant: Instant = .worldStart) -> [String] {
    world.eventLog.all.filter { $0.kind == .fault && $0.instant >= instant }
      .map { "\(($0.instant - instant).milliseconds / 1_000) \($0.message)" }
  }

  /// Has tasks on Fargate retired as soon as notice is given.
  mutating func retireAtOnce() throws {
    try call("PutAccountSettingDefault", #"{"name": "fargateTaskRetirementWaitPeriod", "value": "0"}"#)
  }

  var region: Region? { world.regions["us-east-1"] }
}

extension TaskScene {
  mutating func inject(_ line: String, sourceLocation: SourceLocation = #_sourceLocation) {
    cloud.inject(line, sourceLocation: sourceLocation)
  }
}

let troubleshooting = " For more information, see the Troubleshooting section of the Amazon ECS Developer Guide."
