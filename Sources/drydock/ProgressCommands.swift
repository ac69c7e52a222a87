/// `drydock export` and `drydock import`: a profile's progress as one text file.
///
/// In: options, a file. Out: the text on standard output or in the file; progress joined with what is there.
import ArgumentParser
import Shell
import Workspace

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

struct Export: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "export", abstract: "Write your progress as one text file, for another machine.")
  @OptionGroup var options: Drydock.Options
  @Argument(help: "Where to; without it, standard output.") var file: String?

  func run() throws {
    do {
      let text = ProgressText.written(try Program(options).desk().progressStore().steps())
      guard let file else { return Standard.output(text) }
      try Data(text.utf8).write(to: URL(fileURLWithPath: file), options: .atomic)
    } catch { throw ProgressCommands.failure(error, file) }
  }
}

struct Import: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "import", abstract: "Add the progress of such a file to yours; nothing is lost.")
  @OptionGroup var options: Drydock.Options
  @Argument(help: "A file that `drydock export` wrote.") var file: String

  func run() throws {
    do {
      guard case .success(let bytes) = HostFiles.read(file) else {
        Standard.error("drydock: \(file) cannot be read\n")
        throw ExitCode(2)
      }
      let count = try Program(options).desk().progressStore().join(String(decoding: bytes, as: UTF8.self))
      Standard.output("Progress of \(count) steps is part of yours now.\n")
    } catch { throw ProgressCommands.failure(error, file) }
  }
}

private enum ProgressCommands {
  static func failure(_ error: any Error, _ file: String?) -> any Error {
    switch error {
    case let error as ExitCode: return error
    case let error as ShellError: Standard.error("drydock: \(error.message)\n")
    case let error as WorkspaceError: Standard.error("drydock: \(error.message)\n")
    default: Standard.error("drydock: \(file ?? "progress") cannot be written\n")
    }
    return ExitCode(1)
  }
}
