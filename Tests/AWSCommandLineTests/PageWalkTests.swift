/// Walking pages as botocore does; the tokens are base64 of JSON made by hand.
import AWSCommandLine
import Documents
import Testing

@Suite struct PageWalkTests {
  /// Seven tasks, three on a page at most; the service's token is the number of the first task on the next page.
  private func service(_ input: Document.Object) -> Document.Object {
    let start = Int(input["nextToken"]?.string ?? "0") ?? 0
    let size = min(input["maxResults"]?.integer ?? 3, 3)
    let end = min(start + size, 7)
    var reply: Document.Object = ["taskArns": .list((start..<end).map { .string("t\($0)") })]
    if end < 7 { reply["nextToken"] = .string("\(end)") }
    return reply
  }

  private func walk(_ line: String) throws -> PageWalk {
    var walk = try PageWalk(try #require(parse(line).call))
    while let input = walk.nextInput { try walk.take(service(input)) }
    return walk
  }

  private func arns(_ walk: PageWalk) -> [String] { (walk.fullResult["taskArns"]?.list ?? []).compactMap(\.string) }

  @Test func allPagesBecomeOne() throws {
    let walk = try walk("ecs list-tasks")
    #expect(arns(walk) == ["t0", "t1", "t2", "t3", "t4", "t5", "t6"])
    #expect(walk.fullResult.keys == ["taskArns"])
    #expect(walk.pages.count == 3)
  }

  @Test func aCutInsideAPageIsCountedInTheToken() throws {
    let first = try walk("ecs list-tasks --max-items 2")
    #expect(arns(first) == ["t0", "t1"])
    // {"nextToken": null, "boto_truncate_amount": 2}
    let token = "eyJuZXh0VG9rZW4iOiBudWxsLCAiYm90b190cnVuY2F0ZV9hbW91bnQiOiAyfQ=="
    #expect(first.fullResult["NextToken"]?.string == token)
    let second = try walk("ecs list-tasks --max-items 2 --starting-token \(token)")
    #expect(arns(second) == ["t2", "t3"])
    // {"nextToken": "3", "boto_truncate_amount": 1}
    #expect(
      second.fullResult["NextToken"]?.string == "eyJuZXh0VG9rZW4iOiAiMyIsICJib3RvX3RydW5jYXRlX2Ftb3VudCI6IDF9")
    let rest = try walk("ecs list-tasks --starting-token eyJuZXh0VG9rZW4iOiAiMyIsICJib3RvX3RydW5jYXRlX2Ftb3VudCI6IDF9")
    #expect(arns(rest) == ["t4", "t5", "t6"])
    #expect(rest.fullResult["NextToken"] == nil)
  }

  /// As Python cuts a list: to nothing at 0, by one from the end at -1.
  @Test func aLimitThatIsNotPositiveWarnsAndCuts() throws {
    let none = try walk("ecs list-tasks --max-items 0")
    #expect(arns(none) == [])
    // {"nextToken": null, "boto_truncate_amount": 0}
    #expect(
      none.fullResult["NextToken"]?.string == "eyJuZXh0VG9rZW4iOiBudWxsLCAiYm90b190cnVuY2F0ZV9hbW91bnQiOiAwfQ==")
    let negative = try walk("ecs list-tasks --max-items -1")
    #expect(arns(negative) == ["t0", "t1"])
    // {"nextToken": null, "boto_truncate_amount": -1}
    #expect(
      negative.fullResult["NextToken"]?.string == "eyJuZXh0VG9rZW4iOiBudWxsLCAiYm90b190cnVuY2F0ZV9hbW91bnQiOiAtMX0=")
    #expect(
      negative.call.warning == "warning: Non-positive values for --max-items may result in undefined behavior.\n")
  }

  @Test func aCutAtTheEndOfAPageNamesTheNextPageOnly() throws {
    let walk = try walk("ecs list-tasks --max-items 3")
    // {"nextToken": "3"}
    #expect(walk.fullResult["NextToken"]?.string == "eyJuZXh0VG9rZW4iOiAiMyJ9")
  }

  @Test func pageSizeChangesTheQuestionsNotTheAnswer() throws {
    let walk = try walk("ecs list-tasks --page-size 2")
    #expect(arns(walk).count == 7 && walk.pages.count == 4)
  }

  @Test func oneQuestionWithoutPaging() throws {
    let walk = try walk("ecs list-tasks --no-paginate")
    #expect(arns(walk) == ["t0", "t1", "t2"])
    #expect(walk.fullResult["nextToken"]?.string == "3")
  }

  @Test func textIsPrintedPageByPage() throws {
    let walk = try walk("ecs list-tasks --max-items 4")
    #expect(walk.resultKeyPages.count == 3)
    #expect(walk.resultKeyPages.last?.keys == ["NextToken"])
  }

  @Test func aServicesOwnTokenIsTaken() throws {
    #expect(arns(try walk("ecs list-tasks --starting-token 5")) == ["t5", "t6"])
  }

  @Test func aTokenTwiceEndsTheWalk() throws {
    var walk = try PageWalk(try #require(parse("ecs list-tasks").call))
    let page: Document.Object = ["taskArns": ["a"], "nextToken": "same"]
    try walk.take(page)
    #expect(
      throws: Refusal(
        standardError: "\naws: [ERROR]: Error during pagination: The same next token was received twice: "
          + "{'nextToken': 'same'}\n", exitCode: 255)
    ) { try walk.take(page) }
  }
}
