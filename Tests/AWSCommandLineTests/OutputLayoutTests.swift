import AWSCommandLine
import Documents
import Testing

/// `--output text`. Expected lines are those of awscli 1.45.11's formatter for the same documents.
@Suite struct OutputTextTests {
  private func text(_ value: Document) throws -> String {
    try Output.render(value: value, title: "X", format: .text)
  }

  @Test func anObjectIsALineOfItsScalarsUnderItsKey() throws {
    #expect(
      try text(Sample.clusters) == """
        CLUSTERS\t0\tarn:aws:ecs:us-east-1:123456789012:cluster/demo\tdemo\t0\t0\t0\tACTIVE
        SETTINGS\tcontainerInsights\tdisabled
        TAGS\tteam\tcore
        TAGS\tenv\tlab

        """)
  }

  @Test func listsOfScalarsAreLinesUnderAKeyAndColumnsWithoutOne() throws {
    #expect(try text(["taskArns": ["a", "b"]]) == "TASKARNS\ta\nTASKARNS\tb\n")
    #expect(try text(["a", "b", .null, true]) == "a\tb\tNone\tTrue\n")
    #expect(try text([["web", 2], ["api", .null]]) == "web\t2\napi\tNone\n")
    #expect(try text(["a", ["b", "c"]]) == "a\nb\tc\n")
  }

  @Test func objectsOfAListShareTheirColumns() throws {
    #expect(
      try text([["N": "web", "T": ["a", "b"]], ["N": "api", "X": true]]) == "web\t\nT\ta\nT\tb\napi\tTrue\n")
    #expect(try text([["a": [["b": 1]]]]) == "A\t1\n")
  }

  @Test func objectsBesideOtherElementsAreRefusedAsThereTheyAre() throws {
    #expect(
      throws: Refusal(
        standardError: "\naws: [ERROR]: 'NoneType' object has no attribute 'items'\n", exitCode: 255)
    ) { try text([["a": 1], .null]) }
  }

  @Test func numbersAreWrittenAsPythonDoes() throws {
    #expect(try text(.decimal(.init(checkedText: "100.00"))) == "100.0\n")
    #expect(try text(.decimal(.init(checkedText: "1e400"))) == "inf\n")
  }
}

/// `--output table`. Expected boxes are those of awscli 1.45.11's formatter for the same documents.
@Suite struct OutputTableTests {
  private func table(
    _ value: Document, _ title: String, columns: Int = 80, colour: Bool = false
  ) throws -> String {
    try Output.render(value: value, title: title, format: .table, columns: columns, colour: colour)
  }

  @Test func rowsOfAQuery() throws {
    #expect(
      try table([["Name": "demo", "S": "ACTIVE", "N": 0]], "DescribeClusters") == """
        -------------------------
        |   DescribeClusters    |
        +---+--------+----------+
        | N | Name   |    S     |
        +---+--------+----------+
        |  0|  demo  |  ACTIVE  |
        +---+--------+----------+

        """)
    #expect(
      try table([["web", 2, .null], ["api", 1, true]], "DescribeServices") == """
        ----------------------
        |  DescribeServices  |
        +-----+-----+--------+
        |  web|  2  |  None  |
        |  api|  1  |  True  |
        +-----+-----+--------+

        """)
  }

  @Test func aListUnderItsKey() throws {
    #expect(
      try table(["clusterArns": ["arn:aws:ecs:us-east-1:123456789012:cluster/demo"]], "ListClusters") == """
        -------------------------------------------------------
        |                    ListClusters                     |
        +-----------------------------------------------------+
        ||                    clusterArns                    ||
        |+---------------------------------------------------+|
        ||  arn:aws:ecs:us-east-1:123456789012:cluster/demo  ||
        |+---------------------------------------------------+|

        """)
  }

  @Test func rowsTurnVerticalWhereTheTerminalIsNarrow() throws {
    #expect(
      try table(Sample.clusters, "DescribeClusters") == """
        --------------------------------------------------------------------------------------------
        |                                     DescribeClusters                                     |
        +------------------------------------------------------------------------------------------+
        ||                                        clusters                                        ||
        |+------------------------------------+---------------------------------------------------+|
        ||  activeServicesCount               |  0                                                ||
        ||  clusterArn                        |  arn:aws:ecs:us-east-1:123456789012:cluster/demo  ||
        ||  clusterName                       |  demo                                             ||
        ||  pendingTasksCount                 |  0                                                ||
        ||  registeredContainerInstancesCount |  0                                                ||
        ||  runningTasksCount                 |  0                                                ||
        ||  status                            |  ACTIVE                                           ||
        |+------------------------------------+---------------------------------------------------+|
        |||                                       settings                                       |||
        ||+------------------------+-------------------------------------------------------------+||
        |||  name                  |  containerInsights                                          |||
        |||  value                 |  disabled                                                   |||
        ||+------------------------+-------------------------------------------------------------+||
        |||                                         tags                                         |||
        ||+---------------------------------------+----------------------------------------------+||
        |||                  key                  |                    value                     |||
        ||+---------------------------------------+----------------------------------------------+||
        |||  team                                 |  core                                        |||
        |||  env                                  |  lab                                         |||
        ||+---------------------------------------+----------------------------------------------+||

        """)
  }

  @Test func oneScalarIsARowOfKeyAndValue() throws {
    #expect(
      try table(["a": 1], "DescribeServices") == """
        ------------------
        |DescribeServices|
        +-------+--------+
        |  a    |  1     |
        +-------+--------+

        """)
  }

  /// awscli counts wide and ambiguous characters as two cells each.
  @Test func wideCharactersCountTwo() throws {
    #expect(
      try table([["日本": "\u{E9}", "n": 1]], "L") == """
        ---------------
        |      L      |
        +----+--------+
        |  n | 日本   |
        +----+--------+
        |  1 |  \u{E9}    |
        +----+--------+

        """)
  }

  @Test func colourIsBoldBlueCellsAndDimYellowMarks() throws {
    let mark = "\u{1B}[2m\u{1B}[33m|\u{1B}[0m"
    func cell(_ text: String) -> String { "\u{1B}[1m\u{1B}[34m\(text)\u{1B}[0m" }
    #expect(
      try table(["taskArns": ["a", "b"]], "DescribeClusters", colour: true) == """
        ------------------
        |DescribeClusters|
        +----------------+
        \(mark)|   taskArns   |\(mark)
        \(mark)+--------------+\(mark)
        \(mark)|  \(cell("a"))           |\(mark)
        \(mark)|  \(cell("b"))           |\(mark)
        \(mark)+--------------+\(mark)

        """)
  }

  @Test func rowsOfUnequalLengthAreRefusedAsThereTheyAre() throws {
    #expect(
      throws: Refusal(
        standardError: "\naws: [ERROR]: Row should have 1 elements, instead it has 2\n", exitCode: 255)
    ) { try table([["a"], ["b", "c"]], "L") }
  }
}

/// `--output yaml`. Expected text is that of ruamel.yaml 0.17.21 with libyaml's emitter, as AWS CLI v2 sets it up.
@Suite struct YAMLPlainWordTests {
  /// YAML 1.2, section 10.3.2, and the forms that ruamel.yaml adds.
  @Test(arguments: [
    ("yes", Document.string("yes")), ("True", true), ("FALSE", false), ("~", .null), ("", .null), ("12", 12),
    ("012", 12), ("-0x1F", -31), ("0o17", 15), ("1_000", 1000), ("nan", .string("nan")), ("1.2.3", .string("1.2.3")),
  ]) func aBareWord(text: String, value: Document) {
    #expect(YAMLNumber.value(ofPlain: text) == value)
  }
  @Test func aDecimal() { #expect(YAMLNumber.value(ofPlain: "1.5").double == 1.5) }
}

@Suite struct OutputYAMLTests {
  private func yaml(_ value: Document, _ format: OutputFormat = .yaml) throws -> String {
    try Output.render(value: value, title: "X", format: format)
  }

  @Test func keysAreSortedAndListsNotIndented() throws {
    #expect(
      try yaml(Sample.clusters) == """
        clusters:
        - activeServicesCount: 0
          capacityProviders: []
          clusterArn: arn:aws:ecs:us-east-1:123456789012:cluster/demo
          clusterName: demo
          pendingTasksCount: 0
          registeredContainerInstancesCount: 0
          runningTasksCount: 0
          settings:
          - name: containerInsights
            value: disabled
          statistics: []
          status: ACTIVE
          tags:
          - key: team
            value: core
          - key: env
            value: lab
        failures: []

        """)
    #expect(try yaml([["a", ["b"]], [], [:], .null]) == "- - a\n  - - b\n- []\n- {}\n- null\n")
    #expect(try yaml([]) == "[]\n")
  }

  @Test func longTextsFoldPastColumnEighty() throws {
    #expect(
      try yaml([
        "events": [
          [
            "message": .string(
              "(service web) has started 2 tasks: (task 0123456789abcdef0123456789abcdef) "
                + "(task fedcba9876543210fedcba9876543210).")
          ]
        ]
      ]) == """
        events:
        - message: '(service web) has started 2 tasks: (task 0123456789abcdef0123456789abcdef)
            (task fedcba9876543210fedcba9876543210).'

        """)
  }

  @Test(arguments: [
    ("demo", "demo"), ("", "''"), ("12", "'12'"), ("1.0", "'1.0'"), ("1e3", "'1e3'"), ("0x1F", "'0x1F'"),
    ("0o17", "'0o17'"), ("1_000", "'1_000'"), (".5", "'.5'"), ("-1", "'-1'"), ("+_1", "'+_1'"), ("_1", "_1"),
    (".inf", "'.inf'"), ("yes", "yes"), ("on", "on"), ("true", "'true'"), ("null", "'null'"), ("~", "'~'"),
    ("12:30:45", "12:30:45"), ("2026-01-05", "'2026-01-05'"),
    ("2026-01-05T09:00:00+00:00", "'2026-01-05T09:00:00+00:00'"), ("a: b", "'a: b'"), ("a:b", "a:b"), ("a:", "'a:'"),
    ("a #b", "'a #b'"), ("a#b", "a#b"), ("#a", "'#a'"), ("- a", "'- a'"), ("-a", "-a"), ("-", "'-'"), ("?", "'?'"),
    ("[a", "'[a'"), ("a]", "a]"), ("*", "'*'"), ("&a", "'&a'"), ("!a", "'!a'"), ("%", "'%'"), ("@", "'@'"),
    ("it's", "it's"), ("'a'", "'''a'''"), ("\"q\"", "'\"q\"'"), (" a", "' a'"), ("a ", "'a '"), ("=", "'='"),
    ("<<", "'<<'"), ("--- a", "'--- a'"), ("a\tb", "\"a\\tb\""), ("a\nb", "'a\n\n  b'"), ("a \nb", "\"a \\nb\""),
    ("\u{E9}", "\u{E9}"), ("日本", "日本"), ("\u{1F6A2}", "\"\\U0001F6A2\""), ("\u{7}", "\"\\a\""),
    ("1e", "1e"), ("1.2.3", "1.2.3"), (".", "."), ("08", "'08'"), ("\\", "\\"),
  ])
  func textsAreQuotedOnlyWhereTheyMustBe(text: String, expected: String) throws {
    #expect(try yaml(["k": .string(text)]) == "k: \(expected)\n")
  }

  @Test func aLongKeyIsMarked() throws {
    let key = String(repeating: "k", count: 129)
    var object = Document.Object()
    object[key] = 1
    #expect(try yaml(.object(object)) == "? \(key)\n: 1\n")
  }

  @Test func streamsAreListsOfOnePageEach() throws {
    #expect(try yaml(["taskArns": ["a"]], .yamlStream) == "- taskArns:\n  - a\n")
    #expect(try yaml([:], .yamlStream) == "")
    #expect(try yaml([:]) == "")
  }
}

enum Sample {
  static let clusters: Document = [
    "clusters": [
      [
        "clusterArn": "arn:aws:ecs:us-east-1:123456789012:cluster/demo", "clusterName": "demo", "status": "ACTIVE",
        "registeredContainerInstancesCount": 0, "runningTasksCount": 0, "pendingTasksCount": 0,
        "activeServicesCount": 0, "statistics": [],
        "tags": [["key": "team", "value": "core"], ["key": "env", "value": "lab"]],
        "settings": [["name": "containerInsights", "value": "disabled"]], "capacityProviders": [],
      ]
    ],
    "failures": [],
  ]
}
