/// One lesson as a value: what its front matter promises and the steps in order.
///
/// In: made by `LessonReader` from `lesson.md`. Out: read by Course (walk, grade, rehearse) and Screen (show).
/// Holds no progress and knows no cloud: commands and queries are texts with a place in the file.
/// Source: lesson format, sections 2, 3 and 6.
package struct Lesson: Hashable, Sendable {
  package let header: LessonHeader
  /// The text before the first step.
  package let introduction: [MarkdownBlock]
  package internal(set) var steps: [Step]
  /// Read-only files that the learner sees as `files/NAME`; filled in by `CourseFolder`, sorted by name.
  package var files: [LessonFile]
  /// All words that a learner may read, in the order of the file.
  package let texts: [LearnerText]
  /// The variant that was read; nil where the lesson has none.
  package var variant: String?
  /// Of the first variant, by step: progress hangs on them whichever variant is played. Filled in by `CourseFolder`.
  package var firstVariantHashes: [String: UInt64] = [:]

  package init(
    header: LessonHeader, introduction: [MarkdownBlock], steps: [Step], files: [LessonFile] = [],
    texts: [LearnerText] = []
  ) {
    self.header = header
    self.introduction = introduction
    self.steps = steps
    self.files = files
    self.texts = texts
  }

  package var id: String { header.id }
  package var version: String { header.version }
  package var title: String { header.title }
  package var level: LessonLevel { header.level }
  package var minutes: Int { header.minutes }
  package var requires: [String] { header.requires }
  package var objectives: [Objective] { header.objectives }
  package var world: LessonWorld { header.world }
  /// What progress in the step is tied to: the same in every variant.
  package func checksHash(of step: Step) -> UInt64 { firstVariantHashes[step.id] ?? step.checksHash }

  /// Inline code of all texts, for the rules that check commands in prose.
  package var codeSpans: [CodeSpan] { texts.flatMap(\.codeSpans) }

  package func step(_ id: String) -> Step? { steps.first { $0.id == id } }
  /// The place of a step in the lesson, from 0.
  package func stepIndex(_ id: String) -> Int? { steps.firstIndex { $0.id == id } }
}

/// The front matter of a lesson, readable without its steps: enough for the list of lessons.
package struct LessonHeader: Hashable, Sendable {
  package let id: String
  /// Semantic version, `1.0.0`: patch = wording, minor = new step, hint or diagnosis, major = check or id changed.
  package let version: String
  package let title: String
  package let level: LessonLevel
  /// How long a learner needs, in minutes of real time.
  package let minutes: Int
  /// Ids of lessons to do before; advice, never a lock.
  package let requires: [String]
  package let objectives: [Objective]
  package let world: LessonWorld
  package let needs: LessonNeeds
  /// Old id to new id of steps and checks (`create` to `create-service`), for progress made under the old one.
  package let renamed: [Renaming]
  /// Ids that were taken out on purpose.
  package let retired: [String]
  /// The first is the one that is played where nothing else is said; empty where the lesson is the same for everybody.
  package let variants: [LessonVariant]
  /// Steps that come back in `drydock review`.
  package let review: [ReviewStep]
  /// Where `requires` and `id` stand, for messages about the course as a whole.
  package let idPosition: SourcePosition
  package let requiresPosition: SourcePosition
}

package enum LessonLevel: String, Hashable, Sendable, CaseIterable {
  case beginner, intermediate, advanced
}

package struct Objective: Hashable, Sendable {
  package let id: String
  package let text: String
  package let position: SourcePosition
}

/// A step that its author wants to be reviewed, by its id.
package struct ReviewStep: Hashable, Sendable {
  package let id: String
  package let position: SourcePosition
}

package struct Renaming: Hashable, Sendable {
  package let old: String
  package let new: String
}

/// The world that a lesson starts in.
package struct LessonWorld: Hashable, Sendable {
  /// A fixture by name: compiled in, or `fixtures/NAME.yaml` of the course.
  package let fixture: String
  /// For authors and tests; a profile plays with its own.
  package let seed: UInt64
  /// Further seeds that the lesson's tests must pass with.
  package let seeds: [UInt64]
  /// Simulated time that one `aws` command costs; nil leaves the fixture's.
  package let pace: TimeSpan?
  package let region: String?
  package let position: SourcePosition
}

/// What a lesson asks of the program that plays it.
package struct LessonNeeds: Hashable, Sendable {
  /// The lowest version of Drydock (`0.5`), nil where any will do.
  package let drydock: String?
  package let features: [String]

  package static let nothing = LessonNeeds(drydock: nil, features: [])
}

/// A read-only file of a lesson.
package struct LessonFile: Hashable, Sendable {
  /// Relative to the lesson's `files/`, `/` between folders, no `..`.
  package let name: String
  package let bytes: [UInt8]
}

/// Text between backticks in prose, a hint or a `say`.
package struct CodeSpan: Hashable, Sendable {
  package let text: String
  /// The line of the span in prose; of the text that holds it in YAML. The column is 1.
  package let position: SourcePosition
}
