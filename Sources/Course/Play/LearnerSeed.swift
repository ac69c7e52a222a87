/// The seed of the world in which a profile plays a lesson.
///
/// In: the profile's name, the lesson, the variant that is played. Out: a number, the same on every machine and in every
/// version: receipts hang on it. A profile of a name of its own has worlds of its own, so that a transcript that was made
/// in another learner's world shows as such. The profile without a name (`default`) plays the seed that the lesson
/// declares: there the learner sees the ids and addresses that the lesson's author saw, the same in every guide, picture
/// and test, and nobody grades a learner without a name. `--seed`, or a policy's, goes before both.
/// Source: lesson format, section 9, "Receipt".
import Lessons
import SimulationKit
import Workspace

package enum LearnerSeed {
  /// - Parameter variant: its id; empty where the lesson has none.
  package static func of(profile: String, lesson: Lesson, variant: String = "") -> UInt64 {
    guard profile != Profile.defaultName else { return lesson.world.seed }
    return of(profile: profile, lessonID: lesson.id, variant: variant)
  }

  /// A profile's own, whatever the lesson declares.
  package static func of(profile: String, lessonID: String, variant: String) -> UInt64 {
    var hash = StableHash()
    for part in ["drydock-learner-seed/1", profile, lessonID, variant] { hash.combine(part) }
    return hash.value
  }
}
