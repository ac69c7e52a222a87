/// What a lesson's test found: which guarantees do not hold, how many were tried, and what was said.
///
/// In: made by `Rehearsal`. Out: lines for the author. Source: lesson format, section 8.
import Lessons

package struct RehearsalFinding: Hashable, Sendable {
  /// `T3`.
  package let guarantee: String
  /// Empty where it is about the lesson as a whole.
  package let step: String
  package let message: String
  package let position: SourcePosition

  package init(guarantee: String, step: String = "", message: String, position: SourcePosition) {
    self.guarantee = guarantee
    self.step = step
    self.message = message
    self.position = position
  }

  package var description: String { step.isEmpty ? "\(guarantee): \(message)" : "\(guarantee) \(step): \(message)" }
}

package struct RehearsalReport: Sendable {
  /// What does not hold.
  package var findings: [RehearsalFinding] = []
  /// What holds, and could be better.
  package var warnings: [RehearsalFinding] = []
  /// How many promises were tried, by guarantee in the order of their numbers.
  package var tried: [(guarantee: String, count: Int)] = []
  /// Of the lesson's own seed.
  package var transcript = ""
  /// How long everything about a step took with one seed, where a clock was given.
  package var seconds: [(step: String, seconds: Double)] = []
  /// What each question of a prediction came to, in order.
  var predicted: [Predicted] = []

  struct Predicted {
    let step: String
    let question: String
    let actual: String
    let position: SourcePosition
  }

  package mutating func count(_ guarantee: String, _ times: Int = 1) {
    if let index = tried.firstIndex(where: { $0.guarantee == guarantee }) {
      tried[index].count += times
    } else {
      tried.append((guarantee, times))
      tried.sort { Self.number($0.guarantee) < Self.number($1.guarantee) }
    }
  }

  private static func number(_ guarantee: String) -> Int { Int(guarantee.dropFirst()) ?? 0 }

  package mutating func find(_ guarantee: String, _ step: Step, _ message: String, at position: SourcePosition? = nil) {
    findings.append(
      RehearsalFinding(
        guarantee: guarantee, step: step.id, message: message, position: position ?? step.position))
  }

  mutating func warn(_ guarantee: String, _ step: Step, _ message: String, at position: SourcePosition? = nil) {
    warnings.append(
      RehearsalFinding(
        guarantee: guarantee, step: step.id, message: message, position: position ?? step.position))
  }

  /// Takes over what was played in the same lesson.
  mutating func take(_ other: RehearsalReport) {
    findings += other.findings
    warnings += other.warnings
    for (guarantee, times) in other.tried { count(guarantee, times) }
    transcript = other.transcript
    predicted = other.predicted
  }

  /// Takes over what another seed brought, once for each place.
  mutating func add(_ other: RehearsalReport, seed: UInt64) { add(other, with: "seed \(seed)") }

  /// Takes over what another variant of the lesson brought, once for each place.
  package mutating func add(_ other: RehearsalReport, variant: String) { add(other, with: "the variant `\(variant)`") }

  private mutating func add(_ other: RehearsalReport, with what: String) {
    for (guarantee, times) in other.tried { count(guarantee, times) }
    for finding in other.findings {
      let isKnown = findings.contains { known in
        known.guarantee == finding.guarantee && known.step == finding.step && known.position == finding.position
      }
      if isKnown { continue }
      findings.append(
        RehearsalFinding(
          guarantee: finding.guarantee, step: finding.step, message: "\(finding.message) (with \(what))",
          position: finding.position))
    }
  }
}
