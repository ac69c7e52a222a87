import Testing

@testable import Lessons

@Suite struct CourseTests {
  static let manifest = """
    format: drydock-course/1
    id: ecs
    version: 1.0.0
    title: Amazon ECS from zero
    tracks:
      - id: idea
        title: The idea
        lessons: [01-map, 02-cli]
    """

  static func lesson(_ id: String, requires: String = "[]") -> String {
    Samples.whole.replacing("id: sample", with: "id: \(id)")
      .replacing("minutes: 10", with: "minutes: 10\nrequires: \(requires)")
  }

  static let files = [
    "course.yaml": manifest, "01-map/lesson.md": lesson("map"), "02-cli/lesson.md": lesson("cli", requires: "[map]"),
    "01-map/files/task.json": "{}", "01-map/files/more/a.txt": "a",
  ]

  static func said(_ changes: [String: String]) throws -> [String] {
    let folder = Folder.inMemory(files.merging(changes) { $1 })
    return try CourseFolder.lint(folder).map(\.description)
  }

  @Test func aCourseIsOpened() throws {
    let course = try CourseFolder.open(Folder.inMemory(CourseTests.files))
    #expect(course.manifest.title == "Amazon ECS from zero")
    #expect(course.manifest.language == "en")
    #expect(course.manifest.lessons.map(\.id) == ["map", "cli"])
    #expect(course.manifest.track(ofLesson: "cli")?.id == "idea")
    #expect(course.headers().map { $0.header?.title } == ["A sample", "A sample"])
    let lesson = try course.lesson("map")
    #expect(lesson.files.map(\.name) == ["more/a.txt", "task.json"])
    #expect(lesson.files.last?.bytes == Array("{}".utf8))
    #expect(try CourseTests.said([:]) == [])
  }

  @Test func aCourseMayHaveFixturesAndACast() throws {
    let manifest =
      CourseTests.manifest + "\nlanguage: de\nfixtures: [festival]\ncast: [{ name: Harbor, text: A company }]"
    let files = ["course.yaml": manifest, "fixtures/festival.yaml": "a: 1"]
    let course = try CourseFolder.open(Folder.inMemory(CourseTests.files.merging(files) { $1 }))
    #expect(course.manifest.language == "de")
    #expect(course.manifest.cast.map(\.name) == ["Harbor"])
    #expect(try course.fixtureText("festival") == "a: 1")
    #expect(try course.fixtureText("other") == nil)
    #expect(course.lint() == [])
  }

  @Test func whatIsMissingIsSaid() throws {
    #expect(throws: CourseFolderError.noManifest(path: ".")) { try CourseFolder.open(Folder.inMemory([:])) }
    #expect(
      CourseFolderError.noManifest(path: "x").message
        == "no course in 'x': it has no course.yaml; name a folder with --course")
    let course = try CourseFolder.open(Folder.inMemory(CourseTests.files))
    do {
      _ = try course.lesson("maps")
      Issue.record("found it")
    } catch { #expect(error.message == "no lesson is called 'maps'. Did you mean `map`?") }
    #expect(
      CourseFolderError.unknownLesson("x", nearest: nil).message
        == "no lesson is called 'x'; `drydock lessons` lists them")
  }

  @Test func aBrokenLessonIsNotPlayed() throws {
    let broken = ["01-map/lesson.md": CourseTests.lesson("map").replacing("is: ACTIVE", with: "iss: ACTIVE")]
    let course = try CourseFolder.open(Folder.inMemory(CourseTests.files.merging(broken) { $1 }))
    do {
      _ = try course.lesson("map")
      Issue.record("played it")
    } catch {
      #expect(
        error.message == """
          the lesson `map` has errors; `drydock lesson lint` shows all:
          01-map/lesson.md:22:3: DD020 error: unknown key `iss` in a check. Did you mean `is`?
          """)
    }
  }

  @Test(arguments: [
    (
      ["course.yaml": manifest.replacing("format: drydock-course/1", with: "format: x")],
      ["course.yaml:1:9: DD009 error: unknown format 'x'; this version of Drydock reads drydock-course/1"]
    ),
    (
      ["course.yaml": manifest.replacing("title: The idea", with: "titel: The idea")],
      [
        "course.yaml:6:5: DD009 error: a track needs `title`",
        "course.yaml:7:5: DD020 error: unknown key `titel` in a track. Did you mean `title`?",
      ]
    ),
    (
      ["course.yaml": manifest.replacing("02-cli", with: "../x")],
      ["course.yaml:8:23: DD009 error: a lesson's folder is digits, a hyphen and its id, such as 01-map, not '../x'"]
    ),
    (
      ["course.yaml": manifest.replacing("02-cli", with: "01-map")],
      ["course.yaml:8:23: DD009 error: the lesson id `map` is there twice; ids differ"]
    ),
    (
      ["course.yaml": manifest.replacing(", 02-cli", with: "")],
      ["course.yaml:1:1: DD009 error: no track lists the folder `02-cli`, which has a lesson; add it or move it away"]
    ),
    (
      ["course.yaml": manifest.replacing("02-cli", with: "02-cli, 03-blueprint")],
      ["course.yaml:8:31: DD009 error: `03-blueprint` has no lesson.md; write it or take the line out"]
    ),
    (
      ["course.yaml": manifest + "\nfixtures: [festival]"],
      [
        "course.yaml:1:1: DD009 error: fixtures/festival.yaml is not there; write it or take `festival` out of `fixtures`"
      ]
    ),
    (
      ["02-cli/lesson.md": lesson("map")],
      [
        "02-cli/lesson.md:3:1: DD004 error: the lesson id `map` is taken by 01-map/lesson.md; ids differ",
        "02-cli/lesson.md:3:1: DD009 error: the lesson in `02-cli` has the id `map`; the folder's name ends in the id",
      ]
    ),
    (
      ["02-cli/lesson.md": lesson("cli", requires: "[maps]")],
      [
        "02-cli/lesson.md:8:1: DD006 error: `requires` names `maps`, which is no lesson of this course. Did you mean `map`?"
      ]
    ),
    (
      ["01-map/lesson.md": lesson("map", requires: "[cli]")],
      [
        "01-map/lesson.md:8:1: DD007 error: prerequisites go round in a circle: `map` requires `cli` requires `map`; take one out"
      ]
    ),
    (
      ["01-map/lesson.md": lesson("map", requires: "[map]")],
      ["01-map/lesson.md:8:1: DD007 error: prerequisites go round in a circle: `map` requires `map`; take one out"]
    ),
  ])
  func aCourseIsWrong(changes: [String: String], said: [String]) throws {
    #expect(try CourseTests.said(changes) == said)
  }

  @Test func idsAreForEver() throws {
    let course = try CourseFolder.open(Folder.inMemory(CourseTests.files))
    let lock = LessonLock.text(for: [try course.lesson("map"), try course.lesson("cli")])
    #expect(
      lock == """
        # Ids that learners' progress hangs on.
        cli
        cli/try do
        cli/try/active
        map
        map/try do
        map/try/active

        """)
    #expect(try CourseTests.said(["lessons.lock": lock]) == [])
    let older = lock + "old\nmap/gone do\nmap/gone/x\nmap/try/passive\n" + "cli/try goal # was a goal\n"
    #expect(
      try CourseTests.said(["lessons.lock": older]) == [
        "01-map/lesson.md:1:1: DD011 error: the check `passive` of step `try` is gone; ids are for ever: bring it back, or name it in `renamed` or `retired`",
        "01-map/lesson.md:1:1: DD011 error: the step `gone` is gone; ids are for ever: bring it back, or name it in `renamed` or `retired`",
        "02-cli/lesson.md:1:1: DD011 error: step `try` was of kind `goal` and is now `do`; a step that means something else gets a new id",
        "lessons.lock:8:1: DD011 error: the lesson `old` is gone; ids are for ever: bring it back, or name it in `renamed` or `retired` of course.yaml",
      ])
    let excuses = [
      "lessons.lock": lock + "old\nmap/gone do\nmap/try/passive\n",
      "course.yaml": CourseTests.manifest + "\nretired: [old]",
      "01-map/lesson.md": CourseTests.lesson("map").replacing(
        "level: beginner", with: "level: beginner\nretired: [try/passive]\nrenamed: { gone: try }"),
    ]
    #expect(try CourseTests.said(excuses) == [])
  }

  @Test func filesAreCapped() throws {
    let large = ["01-map/files/large.bin": String(repeating: "a", count: 1_048_577), "01-map/files/a/b/c/d.txt": ""]
    #expect(
      try CourseTests.said(large) == [
        "01-map/files:1:1: DD008 error: `a/b/c` is deeper than 3 folders; move its files up",
        "01-map/files:1:1: DD008 error: `large.bin` cannot be read, or is larger than 1 MiB",
      ])
  }
}
