import CLibedit

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Keys as they come from the terminal: characters, whole key sequences, and what else wakes the reader.
///
/// In: bytes of standard input and of the signal pipe. Out: events, one at a time. Never reads further than the
/// event needs, so that what was typed ahead for a child process stays in the terminal's queue.
final class KeyReader {
  enum Event: Hashable {
    case scalar(Unicode.Scalar)
    /// The characters after ESC of a control or function key.
    case sequence(String)
    case signal(Int32)
    /// Someone posted a notice.
    case wake
    case endOfInput
  }

  enum ByteEvent: Hashable {
    case byte(UInt8)
    case signal(Int32)
    case wake
    case endOfInput
    case nothing
  }

  /// How long ESC waits for the rest of a key's sequence.
  static let escapeDelayMilliseconds: Int32 = 40
  static let sequenceLimit = 32

  private var unread: [UInt8] = []
  private var signals: [Int32] = []
  private var isWoken = false
  private var assembler = UTF8Assembler()
  private let signalPipe = clibedit_signal_pipe()

  /// Whether something can be read without waiting.
  var hasInput: Bool { !unread.isEmpty || !signals.isEmpty || isWoken || waitForInput(0) }

  func next() -> Event {
    while true {
      switch nextByte(timeoutMilliseconds: -1) {
      case .signal(let number): return .signal(number)
      case .wake: return .wake
      case .endOfInput: return .endOfInput
      case .nothing: continue
      case .byte(0x1B) where assembler.isEmpty:
        return escape()
      case .byte(let byte):
        switch assembler.take(byte) {
        case .scalar(let scalar): return .scalar(scalar)
        case .needsMore: continue
        case .broken:
          unread.insert(byte, at: 0)
          return .scalar("\u{FFFD}")
        }
      }
    }
  }

  /// The next character where it is there already and `wanted`; otherwise everything stays unread.
  func readyScalar(where wanted: (Unicode.Scalar) -> Bool) -> Unicode.Scalar? {
    var bytes: [UInt8] = []
    var trial = UTF8Assembler()
    while signals.isEmpty, case .byte(let byte) = nextByte(timeoutMilliseconds: bytes.isEmpty ? 0 : 20) {
      bytes.append(byte)
      switch trial.take(byte) {
      case .scalar(let scalar) where wanted(scalar): return scalar
      case .needsMore: continue
      case .scalar, .broken: break
      }
      break
    }
    unread.insert(contentsOf: bytes, at: 0)
    return nil
  }

  /// Waits until a key, a signal or a notice is there, and leaves it.
  func waitForAnything() {
    guard !hasInput else { return }
    _ = pollBoth()
  }

  func putBack(_ bytes: [UInt8]) { unread.insert(contentsOf: bytes, at: 0) }

  /// Leaves a signal for the next event.
  func putBack(signal number: Int32) { signals.append(number) }

  /// Leaves the news of a notice for the next event.
  func putBackWake() { isWoken = true }

  /// Drops what was read ahead and what the signal pipe holds; notices stay in their queue.
  func forget() {
    unread = []
    signals = []
    assembler = UTF8Assembler()
    drainSignals()
    signals = []
    isWoken = false
  }

  /// The next byte; -1 waits for ever, and then signals and notices come out too.
  func nextByte(timeoutMilliseconds: Int32) -> ByteEvent {
    if timeoutMilliseconds < 0 {
      if let number = signals.first {
        signals.removeFirst()
        return .signal(number)
      }
      if isWoken {
        isWoken = false
        return .wake
      }
    }
    if !unread.isEmpty { return .byte(unread.removeFirst()) }
    guard timeoutMilliseconds < 0 else { return waitForInput(timeoutMilliseconds) ? readByte() : .nothing }
    guard let ready = pollBoth() else { return .nothing }
    if ready.signals {
      drainSignals()
      return nextByte(timeoutMilliseconds: signals.isEmpty && !isWoken ? 0 : -1)
    }
    return readByte()
  }

  /// Waits for ever; nil when a signal's handler ran meanwhile.
  private func pollBoth() -> (input: Bool, signals: Bool)? {
    var descriptors = [
      pollfd(fd: 0, events: Int16(POLLIN), revents: 0), pollfd(fd: signalPipe, events: Int16(POLLIN), revents: 0),
    ]
    guard poll(&descriptors, 2, -1) > 0 else { return nil }
    return (descriptors[0].revents != 0, descriptors[1].revents != 0)
  }

  private func waitForInput(_ milliseconds: Int32) -> Bool {
    var descriptor = pollfd(fd: 0, events: Int16(POLLIN), revents: 0)
    while true {
      let ready = poll(&descriptor, 1, milliseconds)
      // A signal in the middle of a key's sequence must not end it: the window changes its size while keys are typed.
      guard ready < 0, errno == EINTR else { return ready > 0 }
    }
  }

  private func readByte() -> ByteEvent {
    var byte: UInt8 = 0
    let count = read(0, &byte, 1)
    if count == 1 { return .byte(byte) }
    if count < 0, errno == EINTR || errno == EAGAIN { return .nothing }
    return .endOfInput
  }

  private func drainSignals() {
    var block = [UInt8](repeating: 0, count: 64)
    while true {
      let count = read(signalPipe, &block, block.count)
      guard count > 0 else { return }
      for byte in block[..<count] {
        if Int32(byte) == CLIBEDIT_WAKE { isWoken = true } else { signals.append(Int32(byte)) }
      }
    }
  }

  private func escape() -> Event {
    var bytes: [UInt8] = []
    while bytes.count < Self.sequenceLimit,
      case .byte(let byte) = nextByte(timeoutMilliseconds: Self.escapeDelayMilliseconds)
    {
      bytes.append(byte)
      if bytes.count == 1, byte != UInt8(ascii: "["), byte != UInt8(ascii: "O") { break }
      if KeySequence.isWhole(bytes) { return .sequence(String(decoding: bytes, as: UTF8.self)) }
      if bytes.count > 1, !(0x20...0x7E).contains(byte) { break }
    }
    putBack(bytes)
    return .scalar("\u{1B}")
  }
}
