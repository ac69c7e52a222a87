/// CloudWatch Logs: groups, streams, and the lines of containers and clients.
///
/// Texts and members: API sheet, section 5; runtime sheet, section 6.6 (streams are PREFIX/CONTAINER/TASKID).
import Cloud
import CloudAPI
import Documents
import SimulationKit
import Testing

@Suite("CloudWatch Logs") struct LogTests {
  private var cloud = TestCloud()
  /// 2026-01-05T09:00:00Z
  private let start = 1_767_603_600_000

  @discardableResult
  private mutating func call(_ operation: String, _ input: String) throws -> Document {
    try cloud.call(operation, input, service: "logs")
  }
  private mutating func refusal(_ operation: String, _ input: String) throws -> String {
    try cloud.refusal(operation, input, service: "logs")
  }
  private mutating func put(_ lines: [(Int, String)], stream: String = "a") throws -> Document {
    let events = lines.map { #"{"timestamp":\#($0.0),"message":"\#($0.1)"}"# }.joined(separator: ",")
    return try call("PutLogEvents", #"{"logGroupName":"/app","logStreamName":"\#(stream)","logEvents":[\#(events)]}"#)
  }
  private mutating func makeStreams(_ names: String...) throws {
    try call("CreateLogGroup", #"{"logGroupName":"/app"}"#)
    for name in names { try call("CreateLogStream", #"{"logGroupName":"/app","logStreamName":"\#(name)"}"#) }
  }
  private func messages(_ reply: Document) -> [String] {
    reply["events"]?.list?.compactMap { $0["message"]?.string } ?? []
  }

  // MARK: Groups

  @Test mutating func aGroupIsMadeDescribedAndDeleted() throws {
    try call("CreateLogGroup", #"{"logGroupName":"/ecs/web"}"#)
    try call("PutRetentionPolicy", #"{"logGroupName":"/ecs/web","retentionInDays":7}"#)
    let group = try #require(try call("DescribeLogGroups", "{}")["logGroups"]?[0])
    #expect(group["logGroupName"] == "/ecs/web")
    #expect(group["arn"] == "arn:aws:logs:us-east-1:123456789012:log-group:/ecs/web:*")
    #expect(group["creationTime"] == .integer(start))
    #expect(group["retentionInDays"] == 7)
    #expect(group["storedBytes"] == 0)
    try call("DeleteLogGroup", #"{"logGroupName":"/ecs/web"}"#)
    #expect(try call("DescribeLogGroups", "{}")["logGroups"] == [])
  }

  /// A group's `arn` ends in `:*`, which no identifier may hold; its `logGroupArn` does not.
  @Test mutating func anIdentifierHasNoStar() throws {
    try makeStreams("a")
    let group = try #require(try call("DescribeLogGroups", "{}")["logGroups"]?[0])
    let (starred, plain) = (try #require(group["arn"]?.string), try #require(group["logGroupArn"]?.string))
    for (operation, more) in [
      ("DescribeLogStreams", ""), ("GetLogEvents", #","logStreamName":"a""#), ("FilterLogEvents", ""),
    ] {
      _ = try call(operation, #"{"logGroupIdentifier":"\#(plain)"\#(more)}"#)
      #expect(
        try refusal(operation, #"{"logGroupIdentifier":"\#(starred)"\#(more)}"#)
          == "InvalidParameterException: 1 validation error detected: Value '\(starred)' at 'logGroupIdentifier' failed "
          + #"to satisfy constraint: Member must satisfy regular expression pattern: [\w#+=/:,.@-]*"#)
    }
  }

  /// The older operations know groups by name, the newer ones by ARN: the same labels.
  @Test mutating func aGroupIsLabelled() throws {
    try call("CreateLogGroup", #"{"logGroupName":"/app","tags":{"team":"core"}}"#)
    try call("TagLogGroup", #"{"logGroupName":"/app","tags":{"env":"lab","team":"web"}}"#)
    let named = #""resourceArn":"arn:aws:logs:us-east-1:123456789012:log-group:/app""#
    #expect(try call("ListTagsForResource", "{\(named)}")["tags"] == ["team": "web", "env": "lab"])
    try call("UntagResource", #"{\#(named),"tagKeys":["team"]}"#)
    #expect(try call("ListTagsLogGroup", #"{"logGroupName":"/app"}"#)["tags"] == ["env": "lab"])
    #expect(
      try refusal("ListTagsLogGroup", #"{"logGroupName":"/no"}"#)
        == "ResourceNotFoundException: The specified log group does not exist.")
  }

  @Test mutating func groupsAreFoundByTheBeginningOrAPartOfTheirNames() throws {
    for name in ["/ecs/web", "/ecs/api", "/lambda/web"] { try call("CreateLogGroup", #"{"logGroupName":"\#(name)"}"#) }
    func names(_ reply: Document) -> [String] {
      reply["logGroups"]?.list?.compactMap { $0["logGroupName"]?.string } ?? []
    }
    #expect(names(try call("DescribeLogGroups", #"{"logGroupNamePrefix":"/ecs"}"#)) == ["/ecs/api", "/ecs/web"])
    #expect(names(try call("DescribeLogGroups", #"{"logGroupNamePattern":"web"}"#)) == ["/ecs/web", "/lambda/web"])
    let page = try call("DescribeLogGroups", #"{"limit":2}"#)
    #expect(names(page) == ["/ecs/api", "/ecs/web"])
    let token = try #require(page["nextToken"]?.string)
    let last = try call("DescribeLogGroups", #"{"limit":2,"nextToken":"\#(token)"}"#)
    #expect(names(last) == ["/lambda/web"] && last["nextToken"] == nil)
  }

  @Test mutating func aGroupCanKeepItsLinesForEverAgain() throws {
    try makeStreams("a")
    try call("PutRetentionPolicy", #"{"logGroupName":"/app","retentionInDays":1}"#)
    // The second time there is none, which is no error.
    for _ in 1...2 { try call("DeleteRetentionPolicy", #"{"logGroupName":"/app"}"#) }
    #expect(try call("DescribeLogGroups", "{}")["logGroups"]?[0]?["retentionInDays"] == nil)
    _ = try put([(start, "early")])
    cloud.advance(seconds: 86_401)
    #expect(messages(try call("FilterLogEvents", #"{"logGroupName":"/app"}"#)) == ["early"])
    #expect(
      try refusal("DeleteRetentionPolicy", #"{"logGroupName":"/no"}"#)
        == "ResourceNotFoundException: The specified log group does not exist.")
  }

  @Test mutating func aStreamGoesWithItsLines() throws {
    try makeStreams("a", "b")
    _ = try put([(start, "of a")])
    _ = try put([(start, "of b")], stream: "b")
    try call("DeleteLogStream", #"{"logGroupName":"/app","logStreamName":"a"}"#)
    #expect(messages(try call("FilterLogEvents", #"{"logGroupName":"/app"}"#)) == ["of b"])
    let gone = "ResourceNotFoundException: The specified log stream does not exist."
    #expect(try refusal("GetLogEvents", #"{"logGroupName":"/app","logStreamName":"a"}"#) == gone)
    #expect(try refusal("DeleteLogStream", #"{"logGroupName":"/app","logStreamName":"a"}"#) == gone)
    #expect(
      try refusal("DeleteLogStream", #"{"logGroupName":"/no","logStreamName":"a"}"#)
        == "ResourceNotFoundException: The specified log group does not exist.")
    try call("CreateLogStream", #"{"logGroupName":"/app","logStreamName":"a"}"#)
    #expect(messages(try call("GetLogEvents", #"{"logGroupName":"/app","logStreamName":"a"}"#)) == [])
  }

  @Test mutating func aGroupThatIsProtectedKeepsItsStreams() throws {
    try call("CreateLogGroup", #"{"logGroupName":"/kept","deletionProtectionEnabled":true}"#)
    let stream = #"{"logGroupName":"/kept","logStreamName":"a"}"#
    try call("CreateLogStream", stream)
    #expect(try refusal("DeleteLogStream", stream).hasPrefix("ValidationException: "))
    #expect(messages(try call("GetLogEvents", stream)) == [])
  }

  @Test mutating func refusals() throws {
    try makeStreams("a")
    #expect(
      try refusal("CreateLogGroup", #"{"logGroupName":"/app"}"#)
        == "ResourceAlreadyExistsException: The specified log group already exists")
    #expect(
      try refusal("CreateLogStream", #"{"logGroupName":"/app","logStreamName":"a"}"#)
        == "ResourceAlreadyExistsException: The specified log stream already exists")
    #expect(
      try refusal("DeleteLogGroup", #"{"logGroupName":"/no"}"#)
        == "ResourceNotFoundException: The specified log group does not exist.")
    #expect(
      try refusal("GetLogEvents", #"{"logGroupName":"/app","logStreamName":"no"}"#)
        == "ResourceNotFoundException: The specified log stream does not exist.")
    #expect(
      try refusal("DescribeLogStreams", #"{"logGroupName":"/app","orderBy":"LastEventTime","logStreamNamePrefix":"a"}"#)
        == "InvalidParameterException: Cannot order by LastEventTime with a logStreamNamePrefix.")
    #expect(
      try refusal("CreateLogGroup", #"{"logGroupName":"no blanks"}"#)
        == "InvalidParameterException: 1 validation error detected: Value 'no blanks' at 'logGroupName' failed to "
        + #"satisfy constraint: Member must satisfy regular expression pattern: [\.\-_/#A-Za-z0-9]+"#)
    #expect(try refusal("PutRetentionPolicy", #"{"logGroupName":"/app","retentionInDays":2}"#).contains("[1, 3, 5, 7,"))
    #expect(
      try refusal("GetLogEvents", #"{"logGroupName":"/app","logStreamName":"a","nextToken":"f/1"}"#)
        == "InvalidParameterException: The specified nextToken is invalid.")
  }

  // MARK: Lines

  @Test mutating func streamsStandByNameOrByTheirLastLine() throws {
    try makeStreams("b", "a", "c")
    _ = try put([(start, "late")], stream: "b")
    _ = try put([(start - 5_000, "early")], stream: "c")
    func names(_ more: String) throws -> [String] {
      let reply = try call("DescribeLogStreams", #"{"logGroupName":"/app"\#(more)}"#)
      return reply["logStreams"]?.list?.compactMap { $0["logStreamName"]?.string } ?? []
    }
    #expect(try names("") == ["a", "b", "c"])
    #expect(try names(#","orderBy":"LastEventTime","descending":true"#) == ["b", "c", "a"])
    #expect(try names(#","logStreamNamePrefix":"c""#) == ["c"])
  }

  /// The same token twice means the end.
  @Test mutating func aStreamIsReadPageByPage() throws {
    try makeStreams("a")
    _ = try put((1...5).map { (start + $0, "line \($0)") })
    func read(_ more: String) throws -> Document {
      try call("GetLogEvents", #"{"logGroupName":"/app","logStreamName":"a"\#(more)}"#)
    }
    let head = try read(#","startFromHead":true,"limit":2"#)
    #expect(messages(head) == ["line 1", "line 2"])
    let forward = try #require(head["nextForwardToken"]?.string)
    #expect(forward.hasPrefix("f/") && forward.count == 58)
    let next = try read(#","limit":9,"nextToken":"\#(forward)""#)
    #expect(messages(next) == ["line 3", "line 4", "line 5"])
    let end = try #require(next["nextForwardToken"]?.string)
    let over = try read(#","nextToken":"\#(end)""#)
    #expect(messages(over) == [] && over["nextForwardToken"]?.string == end)
    let backward = try #require(next["nextBackwardToken"]?.string)
    #expect(messages(try read(#","limit":1,"nextToken":"\#(backward)""#)) == ["line 2"])
    #expect(messages(try read(#","limit":2"#)) == ["line 4", "line 5"])
    // endTime itself is left out, startTime is not.
    #expect(messages(try read(#","startTime":\#(start + 2),"endTime":\#(start + 4)"#)) == ["line 2", "line 3"])
    _ = try put([(start + 6, "line 6")])
    #expect(messages(try read(#","nextToken":"\#(end)""#)) == ["line 6"])
  }

  @Test mutating func aGroupIsSearchedByTimeAndWords() throws {
    try makeStreams("a", "b")
    _ = try put([(start, "GET /users 200"), (start + 2, "ERROR disk full")])
    _ = try put([(start + 1, "WARN slow disk"), (start + 3, "ERROR timed out")], stream: "b")
    func find(_ pattern: String, _ more: String = "") throws -> [String] {
      let quoted = Document.string(pattern).written()
      return messages(try call("FilterLogEvents", #"{"logGroupName":"/app","filterPattern":\#(quoted)\#(more)}"#))
    }
    #expect(try find("") == ["GET /users 200", "WARN slow disk", "ERROR disk full", "ERROR timed out"])
    #expect(try find("ERROR disk") == ["ERROR disk full"])
    #expect(try find("\"timed out\"") == ["ERROR timed out"])
    #expect(try find("-ERROR") == ["GET /users 200", "WARN slow disk"])
    #expect(try find("disk -ERROR") == ["WARN slow disk"])
    #expect(try find("?WARN ?GET") == ["GET /users 200", "WARN slow disk"])
    #expect(try find("error") == [])
    #expect(try find("", #","logStreamNames":["b"]"#) == ["WARN slow disk", "ERROR timed out"])
    #expect(
      try find("", #","startTime":\#(start + 1),"endTime":\#(start + 2)"#) == ["WARN slow disk", "ERROR disk full"])
    #expect(
      try refusal("FilterLogEvents", #"{"logGroupName":"/app","filterPattern":"/users"}"#)
        == "InvalidParameterException: Invalid character(s) in term '/users'")
    #expect(
      try refusal("FilterLogEvents", #"{"logGroupName":"/app","filterPattern":"{ $.a = }"}"#)
        == "InvalidParameterException: Invalid filter pattern")
    #expect(try find("[verb, path, status = 2*]") == ["GET /users 200"])
    #expect(try find("%^[EW]%") == ["WARN slow disk", "ERROR disk full", "ERROR timed out"])
    _ = try put([(start + 9, #"{\"level\": 3}"#)])
    #expect(try find("{ $.level > 2 }") == [#"{"level": 3}"#])
  }

  @Test mutating func aSearchGoesOnWhereItStopped() throws {
    try makeStreams("a", "b")
    _ = try put((0..<3).map { (start + $0, "a\($0)") })
    _ = try put((0..<3).map { (start + $0, "b\($0)") }, stream: "b")
    var (all, token): ([String], String?) = ([], nil)
    repeat {
      let more = token.map { #","nextToken":"\#($0)""# } ?? ""
      let page = try call("FilterLogEvents", #"{"logGroupName":"/app","limit":4\#(more)}"#)
      #expect(messages(page).count <= 4)
      all += messages(page)
      token = page["nextToken"]?.string
    } while token != nil
    #expect(all == ["a0", "b0", "a1", "b1", "a2", "b2"])
  }

  @Test mutating func linesOutOfTimeAreRejected() throws {
    try makeStreams("a")
    try call("PutRetentionPolicy", #"{"logGroupName":"/app","retentionInDays":1}"#)
    let hour = 3_600_000
    // The first is older than the group keeps, the last more than two hours ahead.
    let reply = try call(
      "PutLogEvents",
      """
      {"logGroupName":"/app","logStreamName":"a","logEvents":[
        {"timestamp":\(start - 20 * hour - 5 * hour),"message":"gone"},{"timestamp":\(start - 20 * hour),"message":"kept"}]}
      """)
    #expect(reply["rejectedLogEventsInfo"] == ["expiredLogEventEndIndex": 1])
    let ahead = try put([(start + 2 * hour, "kept too"), (start + 2 * hour + 1, "too new")])
    #expect(ahead["rejectedLogEventsInfo"] == ["tooNewLogEventStartIndex": 1])
    #expect(
      messages(try call("GetLogEvents", #"{"logGroupName":"/app","logStreamName":"a"}"#)) == ["kept", "kept too"])
    #expect(
      try refusal(
        "PutLogEvents",
        """
        {"logGroupName":"/app","logStreamName":"a","logEvents":[
          {"timestamp":\(start + 1),"message":"b"},{"timestamp":\(start),"message":"a"}]}
        """)
        == "InvalidParameterException: Log events in a single PutLogEvents request must be in chronological order.")
  }

  @Test mutating func linesGoWhenTheirTimeIsOver() throws {
    try makeStreams("a")
    try call("PutRetentionPolicy", #"{"logGroupName":"/app","retentionInDays":1}"#)
    _ = try put([(start, "early")])
    cloud.advance(seconds: 86_400)
    #expect(messages(try call("FilterLogEvents", #"{"logGroupName":"/app"}"#)) == ["early"])
    cloud.advance(seconds: 1)
    #expect(messages(try call("FilterLogEvents", #"{"logGroupName":"/app"}"#)) == [])
  }

  // MARK: Containers

  @Test func aContainersStreamIsNamedAfterItsTask() throws {
    let log =
      #"{"logDriver":"awslogs","options":{"awslogs-group":"/ecs/web","awslogs-region":"us-east-1","awslogs-stream-prefix":"web"}}"#
    var scene = try TaskScene(
      images: #"{"chatty":{"1":{"log":["hello","world"]}}}"#, logGroups: #"["/ecs/web"]"#)
    try scene.registerFargate(#"[{"name":"app","image":"chatty:1","essential":true,"logConfiguration":\#(log)}]"#)
    let task = try scene.runFargate()
    scene.cloud.advance(seconds: 120)
    let streams = try scene.cloud.call("DescribeLogStreams", #"{"logGroupName":"/ecs/web"}"#, service: "logs")
    #expect(streams["logStreams"]?[0]?["logStreamName"]?.string == "web/app/\(task)")
    #expect(streams["logStreams"]?[0]?["lastEventTimestamp"]?.integer ?? 0 > start)
    let found = try scene.cloud.call(
      "FilterLogEvents", #"{"logGroupName":"/ecs/web","logStreamNamePrefix":"web/app"}"#, service: "logs")
    #expect(messages(found) == ["hello", "world"])
  }

  @Test func aStreamThatAContainerWritesToIsMadeAnew() throws {
    let log =
      #"{"logDriver":"awslogs","options":{"awslogs-group":"/ecs/web","awslogs-region":"us-east-1","awslogs-stream-prefix":"web"}}"#
    var scene = try TaskScene(logGroups: #"["/ecs/web"]"#)
    try scene.registerFargate(
      #"""
      [{"name":"app","image":"busybox","command":["sh","-c","echo early; sleep 300; echo late; sleep 600"],
        "logConfiguration":\#(log)}]
      """#)
    let task = try scene.runFargate()
    scene.cloud.advance(seconds: 120)
    let stream = #"{"logGroupName":"/ecs/web","logStreamName":"web/app/\#(task)"}"#
    #expect(messages(try scene.cloud.call("GetLogEvents", stream, service: "logs")) == ["early"])
    _ = try scene.cloud.call("DeleteLogStream", stream, service: "logs")
    #expect(try scene.cloud.refusal("GetLogEvents", stream, service: "logs").hasPrefix("ResourceNotFoundException: "))
    scene.cloud.advance(seconds: 300)
    #expect(messages(try scene.cloud.call("GetLogEvents", stream, service: "logs")) == ["late"])
  }

  @Test func aMissingGroupCanBeMadeBeforeTheNextTask() throws {
    let log =
      #"{"logDriver":"awslogs","options":{"awslogs-group":"/new","awslogs-region":"us-east-1","awslogs-stream-prefix":"web"}}"#
    var scene = try TaskScene()
    try scene.registerFargate(#"[{"name":"app","image":"nginx","essential":true,"logConfiguration":\#(log)}]"#)
    func status(_ task: String) throws -> String? {
      let reply = try scene.cloud.call("DescribeTasks", #"{"cluster":"harbor","tasks":["\#(task)"]}"#)
      return reply["tasks"]?[0]?["lastStatus"]?.string
    }
    let first = try scene.runFargate()
    scene.cloud.advance(seconds: 120)
    #expect(try status(first) == "STOPPED")
    try scene.cloud.call("CreateLogGroup", #"{"logGroupName":"/new"}"#, service: "logs")
    let second = try scene.runFargate()
    scene.cloud.advance(seconds: 120)
    #expect(try status(second) == "RUNNING")
  }
}
