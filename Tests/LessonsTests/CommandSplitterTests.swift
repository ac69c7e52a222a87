import Testing

@testable import Lessons

@Suite struct CommandSplitterTests {
  static func split(_ text: String) throws -> [String] {
    try CommandSplitter.split(text, firstLine: 1).commands.map(\.text)
  }

  @Test(arguments: [
    ("a\nb", ["a", "b"]),
    ("a \\\n  b\nc", ["a \\\n  b", "c"]),
    ("a 'x\ny' z\nb", ["a 'x\ny' z", "b"]),
    ("a \"x\\\"\ny\"\nb", ["a \"x\\\"\ny\"", "b"]),
    ("a \\' b\nc", ["a \\' b", "c"]),
    ("cat > x <<EOF\na 'b\n# no label\nEOF\nc", ["cat > x <<EOF\na 'b\n# no label\nEOF", "c"]),
    ("cat > x <<-'END'\n\ta\n\tEND\nc", ["cat > x <<-'END'\n\ta\n\tEND", "c"]),
    ("a <<A <<B\n1\nA\n2\nB\nc", ["a <<A <<B\n1\nA\n2\nB", "c"]),
    ("echo '<<EOF'\nb", ["echo '<<EOF'", "b"]),
    ("\n\n  a\n\n", ["  a"]),
  ])
  func isSplit(text: String, commands: [String]) throws {
    #expect(try CommandSplitterTests.split(text) == commands)
  }

  @Test func commentsBecomeLabels() throws {
    let block = try CommandSplitter.split("# where it runs\n# and why\na\n\n# lost\n\nb", firstLine: 20)
    #expect(block.commands.map(\.label) == ["where it runs\nand why", nil])
    #expect(block.commands.map(\.position.line) == [22, 26])
  }

  @Test(arguments: [
    ("ok\na \\", 2, "this command is not finished: it ends in a backslash"),
    ("a 'b", 1, "this command is not finished: the quote ' is not closed"),
    ("a <<EOF\nb", 1, "this command is not finished: the here-document needs a line `EOF`"),
  ])
  func anOpenEndIsRefused(text: String, line: Int, said: String) {
    do {
      _ = try CommandSplitter.split(text, firstLine: 1)
      Issue.record("split \(text)")
    } catch {
      #expect(error.message == said)
      #expect(error.line == line)
    }
  }
}
