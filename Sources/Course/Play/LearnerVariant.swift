/// Which variant of a lesson a profile plays, and which it meets in a review.
///
/// In: a profile's name, a lesson. Out: the id of a variant. The same for ever: no chance, no state. The default profile
/// plays the first variant, which is the one that the lesson's author sees.
/// Source: lesson format, section 9: a profile plays with a stable hash of its own.
import Lessons
import SimulationKit
import Workspace

package enum LearnerVariant {
  /// nil where the lesson has no variants. A new variant takes over some profiles, and moves no other.
  package static func id(profile: String, lesson: LessonHeader) -> String? {
    guard profile != Profile.defaultName else { return lesson.variants.first?.id }
    func weight(_ variant: LessonVariant) -> UInt64 {
      var hash = StableHash()
      for text in [profile, lesson.id, variant.id] { hash.combine(text) }
      return hash.value
    }
    return lesson.variants.max { weight($0) < weight($1) }?.id
  }

  /// Another one than was played, and another one at each review, as far as there are any.
  package static func id(ofReview number: Int, profile: String, lesson: LessonHeader) -> String? {
    let ids = lesson.variants.map(\.id)
    guard let own = id(profile: profile, lesson: lesson), let place = ids.firstIndex(of: own) else { return nil }
    return ids[(place + 1 + max(0, number)) % ids.count]
  }
}
