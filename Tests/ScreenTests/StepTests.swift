/// A step as it opens: title, text, pictures, questions.
import Screen
import Testing

@Suite struct AStepOnAScreen {
  private static let reading = """
    ## What a service promises {#promise kind=explain objectives=all}

    You say the number.

    ```text diagram alt="Service web wants two tasks; two tasks run in cluster harbor, so nothing has to be done."
    service web  (desired 2)
       |
       +-- task 1  RUNNING          cluster harbor, in subnet quay-a
    ```

    Type `next`.
    """

  @Test func opensWithItsPlaceTitleAndText() throws {
    #expect(
      Canvases.usual.opening(of: try step(Self.reading), number: 2, of: 7) == [
        "",
        "2/7  What a service promises",
        "",
        "You say the number.",
        "",
        "  service web  (desired 2)",
        "     |",
        "     +-- task 1  RUNNING          cluster harbor, in subnet quay-a",
        "",
        "Type `next`.",
      ])
  }

  @Test func aPictureThatDoesNotFitIsSaid() throws {
    let opening = Canvases.narrow.opening(of: try step(Self.reading), number: 2, of: 7)
    #expect(
      Array(opening.dropFirst(5).prefix(2)) == [
        "[Picture: Service web wants two tasks; two tasks run in",
        "cluster harbor, so nothing has to be done.]",
      ])
  }

  @Test func aPictureIsSaidToWhoListens() throws {
    let opening = Canvases.plain.opening(of: try step(Self.reading), number: 2, of: 7)
    #expect(
      Array(opening.dropFirst(5).prefix(2)) == [
        "[Picture: Service web wants two tasks; two tasks run in cluster harbor, so",
        "nothing has to be done.]",
      ])
  }

  @Test func theTitleStandsOutInColour() throws {
    let opening = Canvases.coloured.opening(of: try step(Self.reading), number: 2, of: 7)
    #expect(opening[1] == "\u{1B}[2m2/7  \u{1B}[0m\u{1B}[1;32mWhat a service promises\u{1B}[0m")
  }

  private static let quiz = """
    ## Which number? {#quiz kind=quiz objectives=all}

    Which of these makes the service run four tasks?

    ```yaml choices
    - id: run-two
      text: "`aws ecs run-task --count 2` for two more tasks"
      why: No.
    - id: desired
      text: "`aws ecs update-service --cluster harbor --service web --desired-count 4`"
      correct: true
      why: Yes.
    ```
    """

  @Test func aQuizShowsItsChoices() throws {
    #expect(
      Canvases.narrow.opening(of: try step(Self.quiz), number: 1, of: 2) == [
        "",
        "1/2  Which number?",
        "",
        "Which of these makes the service run four tasks?",
        "",
        "  run-two  `aws ecs run-task --count 2` for two more tasks",
        "  desired  `aws ecs update-service --cluster harbor",
        "           --service web --desired-count 4`",
        "",
        "Answer with `answer` and one of the words on the left.",
      ])
  }

  private static let prediction = """
    ## What happens? {#guess kind=predict objectives=all}

    ```sh predict
    aws ecs stop-task --cluster harbor --task 1234
    ```

    ```yaml ask
    - id: status
      text: What is the **last** status of the task then?
      run: aws ecs describe-tasks --cluster harbor --tasks 1234
      query: tasks[0].lastStatus
      options: [PROVISIONING, PENDING, RUNNING, DEACTIVATING, STOPPING]
    ```
    """

  @Test func aPredictionShowsItsCommandAndOptions() throws {
    let step = try step(Self.prediction)
    #expect(
      Canvases.usual.predictionCommand(step) == [
        "", "The command will be:", "    aws ecs stop-task --cluster harbor --task 1234", "",
      ])
    let question = try #require(step.prediction?.questions.first)
    #expect(
      Canvases.usual.question(question) == [
        "What is the last status of the task then?",
        "  answer  `PROVISIONING`  `PENDING`  `RUNNING`  `DEACTIVATING`  `STOPPING`",
      ])
    #expect(
      Canvases.narrow.question(question) == [
        "What is the last status of the task then?",
        "  answer  `PROVISIONING`  `PENDING`  `RUNNING`",
        "          `DEACTIVATING`  `STOPPING`",
      ])
  }

  @Test func aStepWithLimitsSaysThem() throws {
    let timed = try step(
      "## Mend it {#mend kind=timed objectives=all}\n\nSomething broke.\n\n```yaml limit\nsimulated: 10m\nchanges: 3\n```\n"
    )
    #expect(
      Canvases.usual.opening(of: timed, number: 1, of: 1).last
        == "You have 10 min of simulated time and 3 changing commands.")
  }

  @Test func commandsToOrderHaveLetters() throws {
    let ordering = try step("## Order {#order kind=do objectives=all}\n\n```sh order\na\nb\n```\n")
    #expect(
      Canvases.usual.opening(of: ordering, number: 1, of: 1).suffix(4) == [
        "  a  b", "  b  a", "", "Put these in order: `answer` and their letters, the first to run first.",
      ])
  }

  @Test func longCommandsToOrderGoOnBelowTheirBeginning() throws {
    let long = "aws ecs update-service --cluster harbor --service web --desired-count 0"
    let ordering = try step("## Order {#order kind=do objectives=all}\n\n```sh order\n\(long)\nb\n```\n")
    let lines = Canvas(columns: 60, isPlain: true).opening(of: ordering, number: 1, of: 1)
    let place = try #require(lines.firstIndex { $0.hasSuffix("aws ecs update-service --cluster harbor --service web") })
    #expect(lines[place + 1] == "     --desired-count 0")
  }

  @Test func hintsAndSolutions() throws {
    let step = try step(
      """
      ## Do it {#do kind=do objectives=all}

      ```text hint
      Five things are needed: which cluster, a name, which task definition, how many, and the network.
      ```

      ```sh hint
      aws ecs create-service --cluster ____
      ```

      ```sh solution
      # where it runs
      aws ecs create-service --cluster harbor --service-name web
      ```
      """)
    #expect(
      Canvases.usual.hint(1, step.hints[0]) == [
        "hint 1:",
        "  Five things are needed: which cluster, a name, which task definition, how",
        "  many, and the network.",
      ])
    #expect(Canvases.usual.hint(2, step.hints[1]) == ["hint 2:", "    aws ecs create-service --cluster ____"])
    let solution = Canvases.usual.solution(try #require(step.solutions.first))
    #expect(solution.first == "One way to do it (typing it yourself makes it stick):")
    #expect(solution.last == "    aws ecs create-service --cluster harbor --service-name web")
  }
}
