import Testing

@testable import Lessons

@Suite struct ConditionReaderTests {
  /// Findings of a check whose own lines are 17 to 18 and whose condition starts in line 19, column 3.
  static func said(_ yaml: String) -> [String] {
    LessonReader.read(Samples.step(Samples.services(yaml)), file: "l").findings.map {
      String($0.description.dropFirst(2))
    }
  }

  static let state = "run: aws ecs list-clusters\nquery: a\n"
  static let forms =
    "a check has exactly one of `run`, `ran`, `event`, `printed`, `sequence`, `ask`, `all`, `any`, `not` and `count`; this one has "

  @Test(arguments: [
    ("points: 1", "17:3: DD020 error: \(forms)none"),
    ("run: a\nquery: b\nran: { op: x }", "21:3: DD020 error: \(forms)`run` and `ran`"),
    (
      "run: a\nquery: b\nis: 1\nat-least: 2",
      "22:3: DD020 error: more than one operator: `is` and `at-least`; a condition takes one"
    ),
    ("run: a\nqurey: b", "20:3: DD020 error: unknown key `qurey` in a check. Did you mean `query`?"),
    ("run: a\nquery: \"services[\"", "20:10: DD021 error: the query is no JMESPath: "),
    (
      "ran: { op: \"/(/\" }",
      "19:14: DD021 error: the pattern /(/ does not compile: missing closing parenthesis (at character 2)"
    ),
    (
      "\(state)matches: abc",
      "21:12: DD021 error: 'abc' is no pattern; write it between slashes, with the flags i, m, s or x behind, such as /steady state/i"
    ),
    (
      "run: a\nquery: \"a > `1` && b\"\nis-not: x",
      "20:10: DD021 warning: where its first part does not hold, the query gives `false`, and the operator holds on that; let `all` join two conditions"
    ),
    ("\(state)at-least: many", "21:13: DD020 error: `at-least` of a check is a number, not 'many'"),
    (
      "\(state)between: [4, 2]",
      "21:12: DD020 error: `between` of a check is two numbers in order, such as [2, 4], not a list"
    ),
    ("\(state)one-of: a", "21:11: DD020 error: `one-of` of a check is a list, not 'a'"),
    ("\(state)exists: yes", "21:11: DD020 error: `exists` of a check is `true` or `false`, not 'yes'"),
    (
      "\(state)within: soon",
      "21:11: DD020 error: `within` of a check: 'soon' is no length of time; write days, hours, minutes and seconds in this order, such as 40s, 3m or 1h30m"
    ),
    ("\(state)always: yes", "21:11: DD020 error: `always` is `since-step`, not 'yes'"),
    (
      "\(state)always: since-step\nnever: since-step",
      "22:3: DD020 error: `always` and `never` exclude each other; keep one"
    ),
    (
      "\(state)always: since-step\nwithin: 3m",
      "22:3: DD020 error: `within` has no meaning beside `always` or `never`, which look at the whole step; keep one"
    ),
    ("\(state)guard: yes", "21:10: DD020 error: `guard` of a check is `true` or `false`, not 'yes'"),
    ("ran: { op: x }\nis: 2", "20:3: DD020 error: `is` goes with `run`, not with `ran`"),
    ("ran: { with: { a: b } }", "19:8: DD020 error: `ran` needs `op`"),
    (
      "ran: { op: x, with: { --service: web } }",
      "19:25: DD020 error: `--service` in `with` is no option; write its name without dashes in front, such as desired-count"
    ),
    ("ran: { op: x, outcome: failed }", "19:26: DD020 error: `outcome` of `ran` is `ok` or `error`, not 'failed'"),
    ("ran: { op: x, times: 0 }", "19:24: DD020 error: `times` of `ran` is a whole number from 1 to 1000, not '0'"),
    ("event: { after: x }", "19:10: DD020 error: an event needs at least one of `source`, `message` and `reason`"),
    ("sequence: [{ source: a }]", "19:3: DD020 error: `sequence` of a check needs at least two events"),
    ("all: []", "19:3: DD020 error: `all` of a check needs at least one condition"),
    (
      "not: { run: a, query: b, within: 3m }",
      "19:28: DD020 error: `within` stands on a check or symptom as a whole, not inside a condition"
    ),
    ("count: { of: [{ ran: { op: x } }] }", "19:10: DD020 error: `count` needs `at-least` or `at-most`"),
    (
      "count: { of: [{ ran: { op: x } }], at-least: 2 }",
      "19:48: DD020 error: `at-least` of `count` is a whole number from 0 to 1, not '2'"
    ),
    ("ask: Why?", "17:3: DD020 error: a check needs `choices`"),
  ])
  func isWrong(yaml: String, said: String) {
    let findings = ConditionReaderTests.said(yaml)
    #expect(findings.contains { $0.hasPrefix(said) }, "\(findings)")
  }

  @Test func aCommandIsMatchedAsParsed() throws {
    let condition = try Samples.condition(
      "ran: { op: ecs run-task, with: { count: 2, task-definition: /^web/ }, outcome: error, error: ClientException, message: /subnet/, before: first-change, times: 2 }"
    )
    guard case .history(let matcher) = condition.form else {
      Issue.record("no history")
      return
    }
    #expect(matcher.operation == .exactly("ecs run-task"))
    #expect(matcher.with.map(\.option) == ["count", "task-definition"])
    #expect(matcher.outcome == .error)
    #expect(matcher.error == .exactly("ClientException"))
    #expect(try matcher.message?.matches("no subnet given") == true)
    #expect(matcher.before == "first-change")
    #expect(matcher.times.contains(2) && matcher.times.contains(3) && !matcher.times.contains(1))
    #expect(condition.isSticky)
  }

  @Test func groupsNest() throws {
    let condition = try Samples.condition(
      """
      any:
        - not: { ran: { op: ecs stop-task } }
        - count:
            of:
              - { run: aws ecs list-tasks, query: "length(taskArns)", at-least: 1 }
              - event: { message: /steady/, times: { at-most: 2 } }
            at-least: 1
            at-most: 1
        - sequence:
            - { source: service/web, message: /started/ }
            - ran: { op: ecs stop-task }
            - event: { reason: /unhealthy/ }
      """)
    guard case .any(let parts) = condition.form, parts.count == 3, case .not = parts[0].form,
      case .count(let counted, 1, 1) = parts[1].form, case .sequence(let items) = parts[2].form
    else {
      Issue.record("\(condition)")
      return
    }
    #expect(counted.count == 2)
    #expect(items.count == 3)
    guard case .history = items[1], case .event(let event) = items[2] else {
      Issue.record("\(items)")
      return
    }
    #expect(try event.reason?.matches("is unhealthy in") == true)
    #expect(!condition.isSticky)
    #expect(condition.flattened.count == 7)
    #expect(condition.firstState?.query.text == "length(taskArns)")
    #expect(condition.position == SourcePosition(line: 17, column: 3))
  }

  @Test(arguments: [
    ("options: [1]", "21:3: DD020 error: a question needs `options`, at least two"),
    ("options: [1, 1]", "21:3: DD020 error: the option '1' is there twice; keep one"),
    ("options: [1, [2]]", "21:16: DD020 error: an option is a number, a word or a text, not a list"),
    (
      "options: [1, 2]\nfeedback: { 3: No. }",
      "22:15: DD020 error: feedback for '3', which is no option; the options are 1 and 2"
    ),
  ])
  func aQuestionIsWrong(yaml: String, said: String) {
    let question = "- id: q\n  text: How many?\n  run: aws ecs list-tasks\n  query: length(taskArns)\n  "
    let body = "## Try {#try kind=predict}\n\n```sh predict\na\n```\n```yaml ask\n"
    let text = Samples.lesson(body + question + yaml.replacing("\n", with: "\n  ") + "\n```")
    let findings = LessonReader.read(text, file: "l").findings
    #expect(findings.contains { $0.description.hasSuffix(said.split(separator: " ", maxSplits: 1)[1]) }, "\(findings)")
  }
}
