import CLibedit

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Lines where nothing is edited: a pipe, a file, TERM=dumb, or --plain.
///
/// In: bytes of standard input; line by line, whether the command is whole. Out: a `LineOutcome`; prompts, where a person types.
/// Never writes an escape sequence, never holds more than the limit and one block in memory.
package final class PlainReader {
  /// The longest command, all its lines together, in bytes.
  package static let limitBytes = 1024 * 1024

  private let beginCommand: () -> (String) -> Bool
  private let descriptor: Int32
  private let showsPrompts: Bool
  private let limit: Int
  private var block: [UInt8] = []
  private var position = 0
  private var hasEnded = false

  /// Prompts are shown where `showsPrompts` says so; by default when standard input and output are terminals.
  package init(
    descriptor: Int32 = 0, showsPrompts: Bool = TerminalFacts.isInteractive, limitBytes: Int = PlainReader.limitBytes,
    beginCommand: @escaping () -> (_ line: String) -> Bool
  ) {
    self.descriptor = descriptor
    self.showsPrompts = showsPrompts
    self.beginCommand = beginCommand
    limit = max(1, limitBytes)
    // For good where a person types: Ctrl-C between two lines must not end the shell.
    if showsPrompts { clibedit_catch(SIGINT) }
  }

  deinit { if showsPrompts { clibedit_release(SIGINT) } }

  /// Reads one command: one line, or as many as `beginCommand`'s closure asks for. At the end of input an unfinished
  /// command comes as it is; whether that is an error is for the caller to say. Of a command that is too long, no line is
  /// read as a command of its own.
  package func readLine(prompt: Prompt) -> LineOutcome {
    _ = clibedit_take_interrupt()
    var bytes: [UInt8] = []
    var isContinued = false
    var isTooLong = false
    let isWhole = beginCommand()
    while true {
      show(isContinued ? prompt.continuation : prompt.plainText)
      switch readPhysicalLine(room: limit) {
      case .line(let line):
        if isContinued { bytes.append(UInt8(ascii: "\n")) }
        isTooLong = isTooLong || bytes.count + line.count > limit
        if isTooLong { bytes = [] } else { bytes.append(contentsOf: line) }
        isContinued = true
        guard isWhole(String(decoding: line, as: UTF8.self)) else { continue }
        return isTooLong ? .tooLong(limitBytes: limit) : .line(String(decoding: bytes, as: UTF8.self))
      case .endOfFile where isTooLong: return .tooLong(limitBytes: limit)
      case .endOfFile: return isContinued ? .line(String(decoding: bytes, as: UTF8.self)) : .endOfFile
      case .tooLong: return .tooLong(limitBytes: limit)
      case .interrupted:
        show("\n")
        return .interrupted
      }
    }
  }

  private enum PhysicalLine {
    case line([UInt8])
    case endOfFile
    case tooLong
    case interrupted
  }

  private func readPhysicalLine(room: Int) -> PhysicalLine {
    var line: [UInt8] = []
    var isTooLong = false
    while true {
      if position == block.count {
        switch fill() {
        case .more: break
        case .interrupted: return .interrupted
        case .ended:
          if isTooLong { return .tooLong }
          return line.isEmpty ? .endOfFile : .line(line)
        }
      }
      let end = endOfLine()
      let piece = block[position..<(end ?? block.count)]
      position = end.map { $0 + 1 } ?? block.count
      if line.count + piece.count > room { isTooLong = true }
      if isTooLong { line = [] } else { line.append(contentsOf: piece.lazy.filter { $0 != 0 }) }
      guard end != nil else { continue }
      if isTooLong { return .tooLong }
      if line.last == UInt8(ascii: "\r") { line.removeLast() }
      return .line(line)
    }
  }

  /// The place of the next newline in the block.
  private func endOfLine() -> Int? {
    block.withUnsafeBytes { bytes in
      guard let start = bytes.baseAddress,
        let found = memchr(start + position, Int32(UInt8(ascii: "\n")), bytes.count - position)
      else { return nil }
      return UnsafeRawPointer(found) - start
    }
  }

  private enum Fill { case more, ended, interrupted }

  private func fill() -> Fill {
    block = []
    position = 0
    while !hasEnded {
      if showsPrompts, !waitForInput() { return .interrupted }
      var fresh = [UInt8](repeating: 0, count: 65536)
      let count = read(descriptor, &fresh, fresh.count)
      if count > 0 {
        fresh.removeLast(fresh.count - count)
        block = fresh
        return .more
      }
      if count < 0, errno == EINTR { continue }
      // A terminal can go on after Ctrl-D; a pipe or a file cannot.
      if showsPrompts { return .ended }
      hasEnded = true
    }
    return .ended
  }

  /// False when Ctrl-C came first.
  private func waitForInput() -> Bool {
    while true {
      if clibedit_take_interrupt() != 0 { return false }
      var descriptors = [
        pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0),
        pollfd(fd: clibedit_signal_pipe(), events: Int16(POLLIN), revents: 0),
      ]
      guard poll(&descriptors, 2, -1) > 0 else { continue }
      if descriptors[1].revents != 0 {
        var drained = [UInt8](repeating: 0, count: 64)
        while read(descriptors[1].fd, &drained, drained.count) > 0 {}
        continue
      }
      if descriptors[0].revents != 0 { return true }
    }
  }

  private func show(_ text: String) {
    guard showsPrompts, !text.isEmpty else { return }
    fflush(nil)
    var bytes = Array(text.utf8)[...]
    while !bytes.isEmpty {
      let count = bytes.withUnsafeBytes { write(1, $0.baseAddress, $0.count) }
      guard count > 0 else { return }
      bytes = bytes.dropFirst(count)
    }
  }
}
