/// `aws logs tail` at the prompt. Lines: API sheet, section 5 (logs).
import Testing

@testable import Interpreter

@Suite struct LogsTailTests {
  private func session() throws -> Session {
    let session = try makeSession()
    _ = session.run("aws logs create-log-group --log-group-name /app")  // 09:00:00
    _ = session.run("aws logs create-log-stream --log-group-name /app --log-stream-name web/1")  // 09:00:05
    return session
  }

  @Test func detailedLinesHaveTimeStreamAndMessage() throws {
    let session = try session()
    _ = session.run(
      #"aws logs put-log-events --log-group-name /app --log-stream-name web/1"#
        + #" --log-events timestamp=1767603601250,message=hello"#)  // 09:00:01.250
    #expect(
      session.out("aws logs tail /app --since 1h")
        == "2026-01-05T09:00:01.250000+00:00 web/1 hello\n")
  }

  @Test func shortLinesHaveWholeSeconds() throws {
    let session = try session()
    _ = session.run(
      #"aws logs put-log-events --log-group-name /app --log-stream-name web/1"#
        + #" --log-events timestamp=1767603601250,message=hello"#)
    #expect(session.out("aws logs tail /app --format short") == "2026-01-05T09:00:01 hello\n")
  }

  @Test func onlyLinesSinceATimeAreShown() throws {
    let session = try session()
    _ = session.run(
      #"aws logs put-log-events --log-group-name /app --log-stream-name web/1"#
        + #" --log-events timestamp=1767603601250,message=old timestamp=1767603605000,message=new"#)
    #expect(
      session.out("aws logs tail /app --format short --since 2026-01-05T09:00:05Z") == "2026-01-05T09:00:05 new\n")
    _ = session.run("wait 10m")
    #expect(session.out("aws logs tail /app --format short") == "")
  }

  @Test func jsonIsUnfolded() throws {
    let session = try session()
    _ = session.run(
      #"aws logs put-log-events --log-group-name /app --log-stream-name web/1"#
        + #" --log-events '[{"timestamp":1767603602000,"message":"{\"a\":1}"}]'"#)
    #expect(
      session.out("aws logs tail /app --format json")
        == "2026-01-05T09:00:02.000000+00:00 web/1 {\n    \"a\": 1\n}\n")
  }

  @Test func followingSaysHowTimeGoesOn() throws {
    let result = try session().run("aws logs tail /app --follow")
    #expect(result.notices.contains { $0.contains("wait 30s") })
  }

  @Test func aMissingGroupIsTheServicesRefusal() throws {
    let result = try makeSession().run("aws logs tail /no")
    #expect(
      result.standardError
        == "\naws: [ERROR]: An error occurred (ResourceNotFoundException) when calling the FilterLogEvents operation: "
        + "The specified log group does not exist.\n")
    #expect(result.exitCode == 254)
  }

  @Test func theGroupMustBeNamed() throws {
    #expect(try err("aws logs tail").contains("the following arguments are required: group_name"))
    #expect(try code("aws logs tail") == 252)
    #expect(try err("aws logs tail /a --format xml").contains("Found invalid choice 'xml'"))
    #expect(try out("aws logs tail help").contains("tail - Print the newest lines"))
  }
}
