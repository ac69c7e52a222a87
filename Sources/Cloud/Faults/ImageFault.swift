/// What faults do to images: kept with the catalogue, because what a container does depends on when its image was pulled.
///
/// In: faults with their instants; an image and the instant of its pull. Out: the registry's answer, the content that was
/// pulled, when health checks fail. A fault that is over stays here: containers that were pulled meanwhile live on.
import Collections
import SimulationKit

/// One image, or all tags of a repository.
package struct ImageSelector: Hashable, Sendable, CustomStringConvertible {
  /// With its registry's host.
  let canonicalName: String
  /// nil: every tag.
  let tag: String?

  func selects(_ image: ImageReference) -> Bool {
    image.canonicalName == canonicalName && (tag == nil || image.digest == nil && image.effectiveTag == tag)
  }
  package var description: String { "image \(canonicalName)\(tag.map { ":\($0)" } ?? "")" }
}

package struct ImageFault: Hashable, Sendable {
  package enum Effect: Hashable, Sendable {
    case tagMissing
    case pullDenied
    case exits(code: Int, after: Duration)
    case readyAfter(Duration)
    case healthFails
  }
  let number: Int
  let images: ImageSelector
  let effect: Effect
  let from: Instant
  var until: Instant?

  func holds(at instant: Instant) -> Bool { from <= instant && until.map { instant < $0 } ?? true }

  var description: String {
    "\(images) \(effect.beginning) from \(from.milliseconds) until \(until?.milliseconds ?? -1)"
  }
}

extension ImageCatalogue {
  /// What the registry answers who asks for what the tag stood for then.
  func find(_ image: ImageReference, at instant: Instant) -> Finding {
    isUnder(.tagMissing, image, at: instant) && image.digest == nil ? .unknownTag : find(image, asOf: instant)
  }

  func isPullDenied(_ image: ImageReference, at instant: Instant) -> Bool {
    isUnder(.pullDenied, image, at: instant)
  }

  private func isUnder(_ effect: ImageFault.Effect, _ image: ImageReference, at instant: Instant) -> Bool {
    !faults.isEmpty && faults.contains { $0.effect == effect && $0.images.selects(image) && $0.holds(at: instant) }
  }

  /// What a pull at `instant` brings. A tag that was deleted since is still what it was; one pushed anew has another
  /// digest.
  func content(of image: ImageReference, pulledAt instant: Instant) -> Finding {
    let found = find(image, asOf: instant, deleted: true)
    guard !faults.isEmpty, case .found(var behaviour, var tag) = found, image.digest == nil else { return found }
    for fault in faults where fault.images.selects(image) && fault.holds(at: instant) {
      switch fault.effect {
      case .tagMissing, .pullDenied, .healthFails: continue
      case .exits(let code, let after):
        behaviour.exitsAfter = after
        behaviour.exitCode = code
        behaviour.logLines.removeAll { $0.after >= after }
        behaviour.logLines.append(.init(after: after, text: "fatal: this build can not run, ending with code \(code)"))
      case .readyAfter(let after): behaviour.readyAfter = after
      }
      tag = "\(image.effectiveTag)~\(fault.number)"
    }
    return .found(behaviour, tag: tag)
  }

  /// The spans in which a container of the image fails its health checks, measured from its start; nil: without end.
  func healthOutages(of image: ImageReference, since start: Instant) -> [(from: Duration, until: Duration?)] {
    guard !faults.isEmpty else { return [] }
    return faults.filter { $0.effect == .healthFails && $0.images.selects(image) }
      .map { ($0.from - start, $0.until.map { $0 - start }) }
  }
}
