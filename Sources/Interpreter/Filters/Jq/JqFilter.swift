/// A small `jq`: paths, `[]`, `|`, `,`, comparisons, `select`, `map`, `length`, `keys` and a few more, over JSON.
///
/// In: a program, one JSON text. Out: what the real jq prints for the same. What is not built is refused by name, with the
/// way by `--query`; nothing is approximated. Source: jq 1.7 manual.
import Documents

extension Filters {
  @Sendable static func jq(_ arguments: [String], _ input: String) -> CommandOutput {
    var (isRaw, isCompact, programs) = (false, false, [String]())
    for argument in arguments {
      switch argument {
      case "-r", "--raw-output": isRaw = true
      case "-c", "--compact-output": isCompact = true
      case "-rc", "-cr": (isRaw, isCompact) = (true, true)
      default:
        if argument.hasPrefix("-"), argument.count > 1 { return refused("jq", argument) }
        programs.append(argument)
      }
    }
    guard let text = programs.first, programs.count == 1 else {
      return .complaint("jq: give one program, as in `jq -r '.taskArns[0]'`; files come through a pipe", exitCode: 2)
    }
    let program: JqProgram
    do throws(JqError) { program = try JqParser.parse(text) } catch {
      return .complaint("jq: column \(error.column): \(error.message)", exitCode: 3)
    }
    guard !input.allSatisfy(\.isWhitespace) else { return CommandOutput() }
    let document: Document
    do throws(DocumentReadError) { document = try DocumentReader.read(input) } catch {
      return .complaint("jq: the input is no single JSON text: \(error)", exitCode: 2)
    }
    var output = CommandOutput()
    do throws(JqFailure) {
      var run = JqRun()
      for value in try run.results(of: program, on: document) {
        let line = isRaw ? value.string : nil
        output.standardOutput += (line ?? (isCompact ? value.written() : JqText.of(value))) + "\n"
      }
    } catch {
      output.standardError = "drydock: jq: \(error.message)\n"
      output.exitCode = 5
    }
    return output
  }
}

/// What is wrong with a program.
struct JqError: Error, Hashable {
  /// From 1, in characters.
  let column: Int
  let message: String
}

/// A value that a program cannot do this with.
struct JqFailure: Error, Hashable {
  let message: String
}

/// A program, as parsed.
indirect enum JqProgram: Hashable, Sendable {
  case identity
  case literal(Document)
  /// `.NAME`
  case member(JqProgram, String)
  /// `.[N]`, `.["NAME"]`
  case element(JqProgram, JqProgram)
  /// `.[N:M]`
  case slice(JqProgram, from: Int?, to: Int?)
  /// `.[]`
  case each(JqProgram)
  /// `?`: errors give nothing.
  case attempt(JqProgram)
  case pipe(JqProgram, JqProgram)
  case comma(JqProgram, JqProgram)
  case operation(String, JqProgram, JqProgram)
  case call(String, [JqProgram])
  case list(JqProgram?)
  case object([JqMember])
}

struct JqMember: Hashable, Sendable {
  let key: JqProgram
  let value: JqProgram
}
