/// The stages of a blue/green, linear or canary deployment: one state machine, with the weights of the traffic.
///
/// In: what a turn of the scheduler found. Out: whether a stage is done, which one follows, what entering it changes.
/// "Green" is the revision that is deployed, "blue" the one in production before. Knows no Region and starts no task.
/// A stage lasts at least one turn. Source: ECS Developer Guide, "Amazon ECS blue/green deployments workflow",
/// "Linear deployments", "Canary deployments".
import SimulationKit

extension ECS {
  package enum LifecycleStage: String, Sendable, CaseIterable {
    case reconcileService = "RECONCILE_SERVICE"
    case preScaleUp = "PRE_SCALE_UP"
    case scaleUp = "SCALE_UP"
    case postScaleUp = "POST_SCALE_UP"
    case testTrafficShift = "TEST_TRAFFIC_SHIFT"
    case postTestTrafficShift = "POST_TEST_TRAFFIC_SHIFT"
    /// For hooks only, before each step of production traffic.
    case preProductionTrafficShift = "PRE_PRODUCTION_TRAFFIC_SHIFT"
    case productionTrafficShift = "PRODUCTION_TRAFFIC_SHIFT"
    case postProductionTrafficShift = "POST_PRODUCTION_TRAFFIC_SHIFT"
    case bakeTime = "BAKE_TIME"
    case cleanUp = "CLEAN_UP"

    /// As a service deployment shows it, which has no word for the wait before a step.
    package var shown: String {
      self == .preProductionTrafficShift ? Self.productionTrafficShift.rawValue : rawValue
    }

    /// True where a hook may be set; at the two shifts themselves only one that calls a function.
    package var takesHooks: Bool {
      switch self {
      case .scaleUp, .bakeTime, .cleanUp: false
      case .reconcileService, .preScaleUp, .postScaleUp, .testTrafficShift, .postTestTrafficShift,
        .preProductionTrafficShift, .productionTrafficShift, .postProductionTrafficShift:
        true
      }
    }

    package var takesPauses: Bool { takesHooks && self != .testTrafficShift && self != .productionTrafficShift }
  }

  package struct StagedRollout: Hashable, Sendable {
    package private(set) var stage: LifecycleStage
    /// When the stage began, or when its last hook let it go on.
    package private(set) var since: Instant
    /// The digits of the deployment that is in production; nil where there was none before.
    package let blue: String?
    /// Green's share of production traffic after each step, in tenths of a percent; the last is 1000, and the only one
    /// where nobody could have the rest.
    package let productionSteps: [Int]
    package let stepBakeTime: Duration
    package let bakeTime: Duration
    package private(set) var stepsTaken = 0
    /// Green's share of test traffic, in tenths of a percent; blue has the rest.
    package private(set) var testWeight = 0
    /// Green's share of production traffic, in tenths of a percent; blue has the rest.
    package private(set) var productionWeight = 0
    /// Hooks that were reached, oldest first.
    package private(set) var hooks: [HookRun] = []

    /// - Parameter settlesFirst: true where further revisions than blue and green still have tasks.
    package init(
      _ configuration: DeploymentConfiguration, blue: String?, settlesFirst: Bool, at now: Instant, _ timing: Timing
    ) {
      stage = settlesFirst ? .reconcileService : .preScaleUp
      since = now
      self.blue = blue
      productionSteps = blue == nil ? [1_000] : configuration.productionSteps
      stepBakeTime = configuration.stepBakeTime
      bakeTime = configuration.bakeTime(timing)
    }
  }
}

extension ECS.StagedRollout {
  /// What a turn found, as far as stages wait for it.
  struct Findings: Hashable, Sendable {
    let now: Instant
    /// No task of a third revision lives.
    let areOthersGone: Bool
    /// All of green's tasks are healthy.
    let isGreenHealthy: Bool
  }

  /// How long a stage may wait for tasks.
  static let longestStage = Duration.hours(24)

  /// Whether green is to have its tasks.
  package var isScaledUp: Bool {
    switch stage {
    case .reconcileService, .preScaleUp: false
    case .scaleUp, .postScaleUp, .testTrafficShift, .postTestTrafficShift, .preProductionTrafficShift,
      .productionTrafficShift, .postProductionTrafficShift, .bakeTime, .cleanUp:
      true
    }
  }

  func isDone(_ findings: Findings) -> Bool {
    guard !isAwaitingAction else { return false }
    switch stage {
    case .reconcileService: return findings.areOthersGone
    case .scaleUp: return findings.isGreenHealthy
    case .productionTrafficShift, .bakeTime: return findings.now >= end
    // The deployment is complete when blue's tasks have stopped: that is for the scheduler to say.
    case .cleanUp: return false
    case .preScaleUp, .postScaleUp, .testTrafficShift, .postTestTrafficShift, .preProductionTrafficShift,
      .postProductionTrafficShift:
      return true
    }
  }

  func successor(hooks: [ECS.LifecycleHook]) -> ECS.LifecycleStage {
    let isAskedBeforeStep = hooks.contains { $0.stages.contains(.preProductionTrafficShift) }
    let step: ECS.LifecycleStage = isAskedBeforeStep ? .preProductionTrafficShift : .productionTrafficShift
    switch stage {
    case .reconcileService: return .preScaleUp
    case .preScaleUp: return .scaleUp
    case .scaleUp: return .postScaleUp
    case .postScaleUp: return .testTrafficShift
    case .testTrafficShift: return .postTestTrafficShift
    case .postTestTrafficShift: return step
    case .preProductionTrafficShift: return .productionTrafficShift
    case .productionTrafficShift: return stepsTaken < productionSteps.count ? step : .postProductionTrafficShift
    case .postProductionTrafficShift: return .bakeTime
    case .bakeTime, .cleanUp: return .cleanUp
    }
  }

  mutating func enter(_ stage: ECS.LifecycleStage, at now: Instant) {
    self.stage = stage
    since = now
    switch stage {
    case .testTrafficShift: testWeight = 1_000
    case .productionTrafficShift:
      productionWeight = productionSteps.indices.contains(stepsTaken) ? productionSteps[stepsTaken] : 1_000
      stepsTaken += 1
    case .reconcileService, .preScaleUp, .scaleUp, .postScaleUp, .postTestTrafficShift, .preProductionTrafficShift,
      .postProductionTrafficShift, .bakeTime, .cleanUp:
      break
    }
  }

  var hasAllUsers: Bool { productionWeight == 1_000 }
  /// Some traffic goes to green, and it is not to stay there where another deployment begins.
  var holdsPartOfTraffic: Bool { blue != nil && !hasAllUsers && (testWeight > 0 || productionWeight > 0) }

  /// All traffic goes to blue again, at once.
  mutating func returnToBlue() { (testWeight, productionWeight) = (0, 0) }

  /// When a stage that waits for time alone is over.
  private var end: Instant {
    switch stage {
    case .productionTrafficShift: since + (stepsTaken < productionSteps.count ? stepBakeTime : .zero)
    case .bakeTime: since + bakeTime
    case .reconcileService, .preScaleUp, .scaleUp, .postScaleUp, .testTrafficShift, .postTestTrafficShift,
      .preProductionTrafficShift, .postProductionTrafficShift, .cleanUp:
      since
    }
  }

  /// When the stage has taken too long; nil where it does not wait for tasks.
  var deadline: Instant? {
    guard !isAwaitingAction else { return nil }
    switch stage {
    case .reconcileService, .scaleUp, .cleanUp: return since + Self.longestStage
    case .preScaleUp, .postScaleUp, .testTrafficShift, .postTestTrafficShift, .preProductionTrafficShift,
      .productionTrafficShift, .postProductionTrafficShift, .bakeTime:
      return nil
    }
  }

  /// When something is due by itself, as far as that is known.
  var nextInstant: Instant? {
    if isAwaitingAction { return hooks.compactMap(\.nextInstant).min() }
    return deadline ?? end
  }
}

extension ECS.StagedRollout {
  var isAwaitingAction: Bool { hooks.contains(where: \.isOpen) }

  mutating func add(_ hook: ECS.HookRun) { hooks.append(hook) }

  /// Nobody is waited for any more.
  mutating func giveUpHooks() {
    for index in hooks.indices where hooks[index].isOpen { hooks[index].status = .failed }
  }

  /// - Returns: the hook as it then is; nil where none of that id is waiting.
  mutating func resolve(_ id: String, as status: ECS.HookRun.Status, at now: Instant) -> ECS.HookRun? {
    guard let index = hooks.firstIndex(where: { $0.id == id && $0.isOpen }) else { return nil }
    hooks[index].status = status
    if !isAwaitingAction { since = now }
    return hooks[index]
  }

  /// The hook's function is called again at `instant`.
  /// - Parameter isHanging: it is not called again: its call ends then.
  mutating func callAgain(_ id: String, at instant: Instant, isHanging: Bool = false) {
    guard let index = hooks.firstIndex(where: { $0.id == id && $0.isOpen }) else { return }
    hooks[index].callsAt = instant
    hooks[index].isHanging = isHanging
  }
}
