/// `set`: preferences of the prompt, kept with the profile; when a pager is wanted.
import Testing

@testable import Shell

@Suite struct PreferencesTests {
  @Test func setShowsVariablesAndPreferences() throws {
    let paper = Paper()
    let shell = try LearnerShell.inHarbor(paper: paper)
    shell.run("TEAM=kitchen")
    shell.run("set")
    #expect(paper.output.hasPrefix("TEAM=kitchen\n"))
    #expect(paper.output.contains("set suggestions on  # "))
    #expect(paper.output.contains("set fold off"))
  }

  @Test func aPreferenceIsKept() throws {
    let paper = Paper()
    let shell = try LearnerShell.inHarbor(paper: paper)
    #expect(shell.run("set suggestions off") == 0)
    #expect(!shell.preferences.isOn(.suggestions))
    #expect(Preferences.kept(in: try shell.desk.progressStore())[.suggestions] == "off")
    shell.run("set suggestions")
    #expect(paper.output.hasPrefix("suggestions is off. It can be on"))
  }

  @Test func whatIsWrongIsSaid() throws {
    let paper = Paper()
    let shell = try LearnerShell.inHarbor(paper: paper)
    #expect(shell.run("set colour off") == 2)
    let words = paper.errors.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    #expect(words.contains("there is no preference 'colour'; there are suggestions, color, pager"))
    #expect(shell.run("set editor nano") == 2)
    #expect(paper.errors.contains("editor is emacs or vi, not 'nano'"))
    #expect(shell.run("set pager") == 0)
    #expect(shell.run("set one two three") == 2)
  }

  @Test func shellOptionsAreTheInterpreters() throws {
    let paper = Paper()
    let shell = try LearnerShell.inHarbor(isInteractive: false, paper: paper)
    #expect(shell.run("set -u") == 0)
    #expect(shell.run("echo $NOTHING") != 0)
    shell.run("set")
    #expect(!paper.output.contains("suggestions"))
  }

  @Test func whichPager() {
    func command(_ variables: [String: String]) -> String? { Pager.command { variables[$0] } }
    #expect(command(["DRYDOCK_PAGER": "cat", "AWS_PAGER": "", "PAGER": "more"]) == "cat")
    #expect(command(["AWS_PAGER": "", "PAGER": "more"]) == nil)
    #expect(command(["DRYDOCK_PAGER": " "]) == nil)
    #expect(command(["PAGER": "more"]) == "more")
    #expect(command(["PAGER": ""])?.hasSuffix("less") == true)
  }

  @Test func rowsOfAText() {
    #expect(Pager.rows(of: "a\nb\n", columns: 10) == 2)
    #expect(Pager.rows(of: "a\n\nb", columns: 10) == 3)
    #expect(Pager.rows(of: String(repeating: "x", count: 21) + "\n", columns: 10) == 3)
    #expect(Pager.rows(of: "\u{1B}[1;32m0123456789\u{1B}[0m\n", columns: 10) == 1)
    #expect(Pager.rows(of: "日本日本日本\n", columns: 10) == 2)
  }

  @Test func repeatedOutputIsFoldedWhereWanted() throws {
    let paper = Paper()
    let shell = try LearnerShell.inHarbor(paper: paper)
    let look = "aws ecs describe-clusters --clusters harbor"
    shell.run("set fold on")
    shell.run(look)
    #expect(paper.output.contains("\"clusterName\": \"harbor\""))
    paper.output = ""
    shell.run(look)
    #expect(paper.output.contains("lines, all as before"))
    shell.run("set fold off")
    paper.output = ""
    shell.run(look)
    #expect(paper.output.contains("\"clusterName\": \"harbor\""))
  }
}
