/// Our own words on a narrow screen.
import Interpreter
import Testing

@testable import Shell

@Suite("Lines that are wider than the screen")
struct FittingTests {
  private func fitted(_ text: String, of line: String = "why web", _ channel: LineResult.Channel = .output) -> [String]
  {
    Fitting.fitted(LineResult.Chunk(channel: channel, text: text), of: line, columns: 30)
      .split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
  }

  @Test func aSentenceIsBrokenAtItsWords() {
    #expect(
      fitted("nothing here is called 'web'; `map` shows what there is\nshort\n")
        == ["nothing here is called 'web';", "  `map` shows what there is", "short", ""])
  }

  @Test func aTableGoesOnBelowItsLastColumn() {
    #expect(
      fitted("  task-kill   the container of a task is killed\n", of: "inject help")
        == ["  task-kill   the container of", "              a task is killed", ""])
  }

  @Test func aComplaintIsBrokenWhateverRan() {
    #expect(
      fitted("drydock: cat: there is no file called 'a'\n", of: "cat a | head", .error)
        == ["drydock: cat: there is no file", "  called 'a'", ""])
  }

  @Test(arguments: ["aws ecs list-clusters", "cat plan.txt", "why web | head -3", "why web; cat plan.txt"])
  func whatIsCopiedStaysWhole(line: String) {
    let text = "a line that is wider than thirty columns of the screen\n"
    #expect(fitted(text, of: line) == [String(text.dropLast()), ""])
  }

  @Test(arguments: [
    "    aws ecs register-task-definition --cli-input-json file://task.json",
    "  look: aws ecs describe-services --cluster harbor --services web",
    "09:00:05  $ aws ecs update-service --cluster harbor --service web",
  ])
  func aCommandStaysWholeAmongOurWords(text: String) {
    #expect(fitted(text + "\n", of: "help files") == [text, ""])
  }

  @Test func anErrorOfAWSStaysWhole() {
    let text = "aws: [ERROR]: An error occurred (ClusterNotFoundException) when calling\n"
    #expect(fitted(text, of: "aws ecs list-services", .error) == [String(text.dropLast()), ""])
  }
}
