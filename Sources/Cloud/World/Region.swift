/// One Region: the state that rules read and change, and the outbox of what they ask for.
///
/// Rules are `mutating` functions of a Region, in one folder per concern. They check first and throw
/// `ServiceFailure` before they change anything; they never see another Region or the event queue.
import Collections
import SimulationKit

package struct Region: Sendable {
  package let name: String
  package let account: String
  package let partition: Partition
  /// Set by the loop before a rule runs.
  package internal(set) var now: Instant
  package var ecs = ECS.State()
  package internal(set) var ec2 = EC2.State()
  package internal(set) var autoScaling = AutoScaling.State()
  package internal(set) var codeDeploy = CodeDeploy.State()
  package internal(set) var eventBridge = EventBridge.State()
  package internal(set) var store = SecretStore()
  package var network: Network
  package var images: ImageCatalogue
  package var identity: Identity
  package var logs: LogGroups
  package internal(set) var loadBalancing = LoadBalancing.State()
  package internal(set) var lattice = VPCLattice.State()
  package internal(set) var cloudMap = CloudMap.State()
  /// By name.
  package internal(set) var alarms: OrderedDictionary<String, Alarm> = [:]
  package internal(set) var alarmHistory = AlarmHistory()
  package internal(set) var customMetrics = CustomMetrics()
  package internal(set) var scaling = ScalingState()
  package var timing = Timing()
  package var quotas: ECS.Quotas
  /// Faults that stand, and what they hold back.
  package internal(set) var faults = FaultState()
  var mint: IdentifierMint
  private var effects: [Effect] = []

  init(name: String, account: String, mint: IdentifierMint, plan: StartingPlan) {
    self.name = name
    self.account = account
    partition = Partition(ofRegion: name)
    self.mint = mint
    now = .worldStart
    network = plan.network.placed(in: name)
    images = plan.images
    identity = plan.identity
    logs = plan.logs
    quotas = plan.quotas
    layPlannedRoutes()
  }

  /// Asks the loop for an effect; order is kept.
  mutating func ask(_ effect: Effect) { effects.append(effect) }
  mutating func schedule(_ change: DueChange, after delay: Duration) { ask(.schedule(change, after: delay)) }
  mutating func record(_ draft: EventRecord.Draft) { ask(.record(draft)) }

  mutating func takeEffects() -> [Effect] {
    var taken: [Effect] = []
    swap(&taken, &effects)
    return taken
  }

  /// `arn:PARTITION:ecs:REGION:ACCOUNT:TAIL`. Replies are full of them: made without a copy between.
  package func ecsARN(_ tail: String) -> String {
    var arn = "arn:"
    arn.reserveCapacity(22 + name.utf8.count + account.utf8.count + tail.utf8.count)
    arn += partition.rawValue
    arn += ":ecs:"
    arn += name
    arn += ":"
    arn += account
    arn += ":"
    arn += tail
    return arn
  }
}

extension Region {
  /// The one place that routes a due change to the rule that carries it out.
  mutating func apply(_ change: DueChange) {
    if holdBack(change) { return }
    switch change {
    case .taskStep(let id, let step): takeTaskStep(id, step: step)
    case .container(let id, let name, let change): applyContainerChange(change, task: id, container: name)
    case .forgetTask(let id): forgetTask(id)
    case .serviceTurn(let key, let request): takeServiceTurn(key, request: request)
    case .forgetService(let key, let createdAt): forgetService(key, createdAt: createdAt)
    case .forgetCluster(let name): forgetCluster(name)
    case .forgetContainerInstance(let id): forgetContainerInstance(id)
    case .ec2Instance(let id, let change): applyInstanceChange(change, to: id)
    case .removeTaskDefinition(let family, let revision): removeTaskDefinition(family: family, revision: revision)
    case .forgetRunTaskToken(let token): ecs.runTaskTokens[token] = nil
    case .daemon(let change): applyDaemonChange(change)
    case .targetCheck(let target, let version): checkTarget(target, version: version)
    case .instanceCheck(let instance, let version): checkInstance(instance, version: version)
    case .managedInstance(let change): applyManagedInstanceChange(change)
    case .faultEnds(let number): endFault(number)
    case .logsLook(let number): lookAtLogs(fault: number)
    case .agent(let change): apply(change)
    case .capacity(let change): apply(change)
    case .scaling(let change): apply(change)
    case .group(let name, let request): takeGroupTurn(name, request: request)
    case .codeDeploy(let id, let request): takeCodeDeployTurn(id, request: request)
    case .eventBridge(let change): apply(change)
    }
  }
}
