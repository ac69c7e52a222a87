/// Whose world a lesson is played in.
import Course
import Lessons
import Testing

@Suite struct LearnerSeedTests {
  private let lesson: Lesson
  init() throws { lesson = try Sample.lesson(walkedLesson) }

  /// Worked out apart from this program: FNV-1a over lengths and bytes, mixed as splitmix64 does.
  @Test func aNameHasASeedForEver() {
    #expect(LearnerSeed.of(profile: "anna", lessonID: "map", variant: "") == 10_619_875_302_711_054_998)
    #expect(LearnerSeed.of(profile: "ben", lessonID: "map", variant: "") == 17_899_339_613_752_082_580)
    #expect(LearnerSeed.of(profile: "anna", lessonID: "map", variant: "b") == 530_186_954_995_582_730)
    #expect(LearnerSeed.of(profile: "ann", lessonID: "amap", variant: "") == 1_756_146_803_625_213_275)
  }

  @Test func withoutANameTheLessonsOwnSeedIsPlayed() {
    #expect(LearnerSeed.of(profile: "default", lesson: lesson) == 7)
    #expect(
      LearnerSeed.of(profile: "anna", lesson: lesson)
        == LearnerSeed.of(profile: "anna", lessonID: "sample", variant: ""))
  }
}
