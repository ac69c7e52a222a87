/// What a learner's shell works on: the store, the course, the profile.
///
/// In: a store and where lessons are. Out: sandboxes, lessons, progress. The one place that knows how sandboxes of lessons
/// are named.
import Course
import Lessons
import Workspace

package final class Desk {
  package let store: Store
  package let profile: String
  package let course: CourseFolder?
  /// Those that were added on this machine.
  package let added: [CourseFolder]
  /// Why there is no course, for the message.
  package let courseProblem: String
  /// Tells this process apart in messages.
  package let client: String
  /// Plays with this seed instead of the profile's.
  package var seed: UInt64?
  /// The wall clock's text.
  let now: () -> String

  package init(
    store: Store, profile: String, course: CourseFolder?, added: [CourseFolder] = [], courseProblem: String,
    client: String, seed: UInt64?, now: @escaping () -> String
  ) {
    self.store = store
    self.profile = profile
    self.course = course
    self.added = added
    self.courseProblem = courseProblem
    self.client = client
    self.seed = seed
    self.now = now
  }

  package func progressStore() throws(ShellError) -> ProgressStore {
    do throws(WorkspaceError) { return try ProgressStore(store, profile: profile, now: now) } catch {
      throw .workspace(error)
    }
  }

  func keeper() throws(ShellError) -> ProgressKeeper { .stored(in: try progressStore()) }

  package func lesson(_ id: String) throws(ShellError) -> Lesson {
    guard let course = course(of: id) else { throw .noCourse(courseProblem) }
    do throws(CourseFolderError) {
      let first = try course.lesson(id)
      let variant = LearnerVariant.id(profile: profile, lesson: first.header)
      return variant == first.variant ? first : try course.lesson(id, variant: variant)
    } catch { throw .course(error) }
  }

  /// The program's course first.
  package var courses: [CourseFolder] { [course].compactMap { $0 } + added }

  /// The one that lists the lesson; the program's own where none does.
  package func course(of lesson: String) -> CourseFolder? { courses.first { $0.lists(lesson) } ?? course }

  /// The seed that was asked for, else the profile's own.
  func seed(for lesson: Lesson) -> UInt64 {
    seed ?? LearnerSeed.of(profile: profile, lesson: lesson, variant: lesson.variant ?? "")
  }

  package func sandbox(for lesson: Lesson) throws(ShellError) -> Sandbox {
    do throws(WorkspaceError) {
      let options = SandboxOptions(
        name: "lesson/\(lesson.id)", fixture: try fixture(for: lesson), seed: seed(for: lesson),
        profile: profile, client: client)
      return try Sandbox.open(options, in: store)
    } catch WorkspaceError.fixtureMismatch {
      return try again(lesson)
    } catch WorkspaceError.seedMismatch {
      return try again(lesson)
    } catch { throw .workspace(error) }
  }

  /// The lesson has another world than when the sandbox began: it goes on with the world that it began with.
  private func again(_ lesson: Lesson) throws(ShellError) -> Sandbox {
    let options = SandboxOptions(name: "lesson/\(lesson.id)", profile: profile, client: client)
    do throws(WorkspaceError) { return try Sandbox.open(options, in: store) } catch { throw .workspace(error) }
  }

  /// Of the lesson's own course.
  package func fixture(for lesson: Lesson) throws(WorkspaceError) -> Fixture {
    try Self.fixture(lesson.world.fixture, of: course(of: lesson.id))
  }

  /// A fixture of the course, or one that is compiled in.
  package func fixture(_ name: String) throws(WorkspaceError) -> Fixture { try Self.fixture(name, of: course) }

  package static func fixture(_ name: String, of course: CourseFolder?) throws(WorkspaceError) -> Fixture {
    let text: String?
    do throws(CourseFolderError) { text = try course?.fixtureText(name) } catch {
      throw .fixture(name: name, reason: error.message)
    }
    guard let text else { return try Fixture.builtIn(named: name) }
    return try Fixture.read(FixtureSource(name: name, text: text))
  }
}
