/// Redirections at work: where a command reads from and where its two channels go.
///
/// In: redirections, in the order they were typed. Out: the input; the output, with what went into files taken away.
/// Source: POSIX.1-2017, Shell Command Language, section 2.7; files are those of the sandbox.
struct Channels {
  enum Sink {
    case output, error, nothing
    case file(Int)
  }
  enum Source {
    case file(String)
    case text(String)
  }

  private(set) var output = Sink.output
  private(set) var error = Sink.error
  /// The last one is read; those before it must be there, as they are opened too.
  private(set) var sources: [Source] = []
  private(set) var files: [(path: String, appends: Bool)] = []

  mutating func take(_ redirection: Script.Redirection, _ expansion: Expansion) throws(ExpansionError) {
    switch redirection {
    case .write(let word): output = sink(try expansion.text(word), appends: false)
    case .append(let word): output = sink(try expansion.text(word), appends: true)
    case .errors(let word): error = sink(try expansion.text(word), appends: false)
    case .appendErrors(let word): error = sink(try expansion.text(word), appends: true)
    case .errorsToOutput: error = output
    case .outputToErrors: output = error
    case .read(let word): sources.append(.file(try expansion.text(word)))
    case .hereDocument(let word): sources.append(.text(try expansion.text(word)))
    }
  }

  private mutating func sink(_ path: String, appends: Bool) -> Sink {
    switch path {
    case "/dev/null": return .nothing
    case "/dev/stdout": return output
    case "/dev/stderr": return error
    default:
      files.append((path, appends))
      return .file(files.count - 1)
    }
  }

  /// Nothing is redirected.
  var isPlain: Bool {
    guard files.isEmpty, case .output = output, case .error = error else { return false }
    return true
  }

  /// What is wrong with the files' names, before anything runs.
  var problem: String? { files.lazy.compactMap { Session.fileNameProblem($0.path) }.first }
}

/// What a shell says of a file.
struct RedirectionProblem: Error {
  let message: String
}

extension Session {
  /// nil where nothing is redirected.
  func readInput(of channels: Channels) -> Result<String?, RedirectionProblem> {
    var input: String?
    for source in channels.sources {
      switch source {
      case .text(let text): input = text
      case .file("/dev/null"): input = ""
      case .file(let path):
        switch readSandboxFile(path) {
        case .success(let bytes): input = String(decoding: bytes, as: UTF8.self)
        case .failure(let problem): return .failure(RedirectionProblem(message: problem.sentence(about: path)))
        }
      }
    }
    return .success(input)
  }

  /// Writes the files; what goes into none is left in the output.
  func deliver(_ made: CommandOutput, by channels: Channels) -> CommandOutput {
    if channels.isPlain { return made }
    var output = made
    output.inOrder = []
    var contents = channels.files.map { _ in "" }
    (output.standardOutput, output.standardError) = ("", "")
    let plain = channels.files.isEmpty ? made : TerminalText.unstyled(made)
    for (text, sink) in [(plain.standardOutput, channels.output), (plain.standardError, channels.error)] {
      switch sink {
      case .output: output.standardOutput += text
      case .error: output.standardError += text
      case .nothing: break
      case .file(let index): contents[index] += text
      }
    }
    for (file, content) in zip(channels.files, contents) {
      guard let problem = writeSandboxFile(file.path, content, append: file.appends) else { continue }
      output.standardError += "drydock: \(problem)\n"
      output.exitCode = 1
    }
    return output
  }
}
