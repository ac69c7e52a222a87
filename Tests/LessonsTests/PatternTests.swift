import Testing

@testable import Lessons

@Suite struct PatternTests {
  @Test(arguments: [
    ("/steady state/", "has reached a steady state.", true), ("/STEADY/i", "steady", true),
    ("/STEADY/", "steady", false),
    ("/^b$/m", "a\nb\nc", true), ("/^b$/", "a\nb\nc", false), ("/a.b/s", "a\nb", true), ("/a.b/", "a\nb", false),
    ("/a b/x", "ab", true),
    ("/^.$/", "é", true), ("/a\\/b/", "a/b", true), ("/ecs/web/i", "ECS/WEB", true),
  ])
  func isFound(pattern: String, text: String, found: Bool) throws {
    #expect(try Pattern(pattern).matches(text) == found)
  }

  @Test(arguments: [
    ("/a/", true), ("/a/imsx", true), ("/ecs/web", false), ("/a", false), ("a/", false), ("/", false), ("", false),
    ("//", true),
  ])
  func isAPatternBetweenSlashes(text: String, isPattern: Bool) {
    #expect(Pattern.isPattern(text) == isPattern)
  }

  @Test(arguments: [
    (
      "abc",
      "'abc' is no pattern; write it between slashes, with the flags i, m, s or x behind, such as /steady state/i"
    ),
    ("//", "the pattern // does not compile: it is empty (at character 1)"),
    ("/(a/", "the pattern /(a/ does not compile: missing closing parenthesis (at character 3)"),
    ("/a**b/", "the pattern /a**b/ does not compile: quantifier does not follow a repeatable item (at character 3)"),
  ])
  func saysWhyItDoesNotCompile(text: String, said: String) {
    #expect(throws: PatternError.self) { try Pattern(text) }
    do { _ = try Pattern(text) } catch { #expect(error.message == said) }
  }

  /// Twenty and more letters take an unlimited engine exponential time; the `b` at the end keeps it from seeing at
  /// once that there can be no match.
  @Test(arguments: [
    "/(a+)+b/", "/^(a|aa)+$/", "/^(a*)*(a*)*(a*)*b$/", "/(?:a?){30}a{30}b/", "/^(([a-z])+.)+[A-Z]([a-z])+$/i",
  ])
  func aCatastrophicPatternIsRefused(text: String) throws {
    let pattern = try Pattern(text)
    let letters = String(repeating: "a", count: 5000)
    #expect(throws: PatternError.limitReached(text)) { try pattern.matches(letters + "!b") }
  }

  @Test func deepRecursionIsRefused() throws {
    #expect(throws: PatternError.limitReached("/^(a(?1)?a)+$/")) {
      try Pattern("/^(a(?1)?a)+$/").matches(String(repeating: "a", count: 9999) + "b")
    }
  }

  @Test func sizesAreCapped() throws {
    #expect(throws: PatternError.self) { try Pattern("/" + String(repeating: "a", count: 1001) + "/") }
    #expect(throws: PatternError.self) {
      try Pattern("/" + String(repeating: "(", count: 60) + String(repeating: ")", count: 60) + "/")
    }
    #expect(throws: PatternError.subjectTooLong("/a/")) {
      try Pattern("/a/").matches(String(repeating: "b", count: 262_145))
    }
  }
}
