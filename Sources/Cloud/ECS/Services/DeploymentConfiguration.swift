/// How a service's deployments go: limits, failure detection, strategy, hooks. Settings only, as a request gave them.
///
/// Source: ECS API reference, DeploymentConfiguration.
import Documents
import SimulationKit

extension ECS {
  package enum DeploymentStrategy: String, Sendable, CaseIterable {
    case rolling = "ROLLING"
    case blueGreen = "BLUE_GREEN"
    case linear = "LINEAR"
    case canary = "CANARY"

    /// In sentences. [SIM] `linear` was seen in AWS's own; the others follow it.
    var words: String {
      switch self {
      case .rolling: "rolling"
      case .blueGreen: "blue/green"
      case .linear: "linear"
      case .canary: "canary"
      }
    }
  }

  package struct DeploymentConfiguration: Hashable, Sendable {
    package var maximumPercent = 200
    package var minimumHealthyPercent = 100
    package var circuitBreakerEnabled = false
    package var circuitBreakerRollsBack = false
    /// Whether failures are forgiven once a task is healthy.
    package var circuitBreakerResets = true
    package var circuitBreakerThreshold = BreakerThreshold.usual
    /// nil where never given.
    package var alarms: DeploymentAlarms?
    package var strategy = DeploymentStrategy.rolling
    /// nil where never given.
    package var bakeTimeMinutes: Int?
    package var lifecycleHooks: [LifecycleHook] = []
    package var linear = TrafficSteps(tenthsOfPercent: 100, bakeMinutes: 6)
    package var canary = TrafficSteps(tenthsOfPercent: 50, bakeMinutes: 10)

    package init() {}

    /// How many tasks must stay healthy during a deployment: rounded up.
    package func floor(desiredCount: Int) -> Int { (desiredCount * minimumHealthyPercent + 99) / 100 }
    /// How many tasks may be running or pending: rounded down.
    package func ceiling(desiredCount: Int) -> Int { desiredCount * maximumPercent / 100 }

    /// The circuit breaker is for rolling updates only.
    package var watchesFailures: Bool { circuitBreakerEnabled && strategy == .rolling }

    /// How much of production traffic the new revision has after each step, in tenths of a percent.
    package var productionSteps: [Int] {
      switch strategy {
      case .rolling: []
      case .blueGreen: [1_000]
      case .canary: canary.tenthsOfPercent < 1_000 ? [canary.tenthsOfPercent, 1_000] : [1_000]
      case .linear:
        Array(stride(from: max(1, linear.tenthsOfPercent), to: 1_000, by: max(1, linear.tenthsOfPercent))) + [1_000]
      }
    }

    /// Between two steps of production traffic.
    package var stepBakeTime: Duration {
      switch strategy {
      case .rolling, .blueGreen: .zero
      case .canary: .minutes(canary.bakeMinutes)
      case .linear: .minutes(linear.bakeMinutes)
      }
    }

    /// How long both revisions run, or alarms are watched, when all else is done.
    package func bakeTime(_ timing: Timing) -> Duration {
      if let bakeTimeMinutes { return .minutes(bakeTimeMinutes) }
      return alarms?.isEnabled == true ? timing.alarmBake : .zero
    }
  }

  /// How many failures trip the circuit breaker. Source: ECS API reference, ThresholdConfiguration.
  package struct BreakerThreshold: Hashable, Sendable {
    package enum Kind: String, Sendable, CaseIterable {
      case count = "COUNT"
      case boundedPercent = "BOUNDED_PERCENT"
      case unboundedPercent = "UNBOUNDED_PERCENT"
    }
    package let kind: Kind
    /// Failures; or percent of the desired count, 1 to 100.
    package let value: Int

    package init(kind: Kind, value: Int) {
      self.kind = kind
      self.value = value
    }
    /// Half of the desired count, at least 3 and at most 200.
    package static let usual = BreakerThreshold(kind: .boundedPercent, value: 50)

    package func failures(desiredCount: Int) -> Int {
      let share = (desiredCount * value + 99) / 100
      return switch kind {
      case .count: value
      case .boundedPercent: min(200, max(3, share))
      case .unboundedPercent: max(1, share)
      }
    }
  }

  /// CloudWatch alarms that fail a deployment.
  package struct DeploymentAlarms: Hashable, Sendable {
    package var names: [String]
    package var isEnabled: Bool
    package var rollsBack: Bool
    package init(names: [String], isEnabled: Bool, rollsBack: Bool) {
      self.names = names
      self.isEnabled = isEnabled
      self.rollsBack = rollsBack
    }
  }

  /// The share of production traffic that a step moves, and the time before the next.
  package struct TrafficSteps: Hashable, Sendable {
    package var tenthsOfPercent: Int
    package var bakeMinutes: Int
    package init(tenthsOfPercent: Int, bakeMinutes: Int) {
      self.tenthsOfPercent = tenthsOfPercent
      self.bakeMinutes = bakeMinutes
    }
  }

  /// At each of its stages the deployment waits: for ContinueServiceDeployment, or for what a Lambda function answers.
  package struct LifecycleHook: Hashable, Sendable {
    package enum Target: Hashable, Sendable {
      case pause
      /// - Parameters:
      ///   - arn: of the function.
      ///   - role: the ARN of the role as which ECS calls it.
      case function(arn: String, role: String)

      package var typeName: String {
        switch self {
        case .pause: "PAUSE"
        case .function: "AWS_LAMBDA"
        }
      }
      /// nil for a pause.
      package var functionARN: String? {
        switch self {
        case .pause: nil
        case .function(let arn, _): arn
        }
      }
    }
    package enum Action: String, Sendable, CaseIterable {
      case rollback = "ROLLBACK"
      case proceed = "CONTINUE"
    }
    package var target: Target
    package var stages: [LifecycleStage]
    package var timeoutMinutes: Int
    package var timeoutAction: Action
    /// The request's own words, for echo.
    package var document: Document
    package init(
      target: Target, stages: [LifecycleStage], timeoutMinutes: Int, timeoutAction: Action, document: Document
    ) {
      self.target = target
      self.stages = stages
      self.timeoutMinutes = timeoutMinutes
      self.timeoutAction = timeoutAction
      self.document = document
    }
    /// 14 days.
    package static let longestTimeoutMinutes = 20_160
    /// 24 hours.
    package static let usualTimeoutMinutes = 1_440
  }
}
