/// Programs of the host that the learner asks for at a terminal: an editor, a pager, `!command`.
///
/// In: a command for the host's `sh`, text for its standard input. Out: its exit code. Called for what a person types at a
/// terminal alone; nothing of a lesson, a file or standard input is ever run as a command.
#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

enum HostPrograms {
  /// - Parameter arguments: `$1` and on for the command; they are never read as commands.
  /// - Returns: the exit code; 128 + n after a signal, 127 where no program was found.
  static func run(_ command: String, arguments: [String] = [], input: String? = nil) -> Int32 {
    var ends: [Int32] = [-1, -1]
    if input != nil, pipe(&ends) != 0 { return 127 }
    let child = spawn(["sh", "-c", command, "sh"] + arguments, readingFrom: ends)
    if ends[0] >= 0 { close(ends[0]) }
    if let input, child != nil { write(input, to: ends[1]) }
    if ends[1] >= 0 { close(ends[1]) }
    return child.map(exitCode) ?? 127
  }

  /// Shows a text page by page: less leaves by itself where it fits, keeps colours and leaves the text on the screen. The
  /// terminal is as before afterwards, however the pager ended.
  ///
  /// - Returns: false where the text has still to be shown.
  static func page(_ text: String, command: String?) -> Bool {
    guard let command else { return false }
    var before = termios()
    let hasTerminal = tcgetattr(0, &before) == 0
    defer { if hasTerminal { tcsetattr(0, TCSADRAIN, &before) } }
    let status = run("LESSSECURE=1; LESS=${LESS-FRX}; export LESSSECURE LESS; \(command)", input: text)
    return status != 126 && status != 127
  }

  private static func spawn(_ words: [String], readingFrom ends: [Int32]) -> pid_t? {
    var arguments: [UnsafeMutablePointer<CChar>?] = words.map { strdup($0) }
    arguments.append(nil)
    defer { for argument in arguments { free(argument) } }
    #if canImport(Darwin)
      var actions: posix_spawn_file_actions_t?
    #else
      var actions = posix_spawn_file_actions_t()
    #endif
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    if ends[0] >= 0 {
      posix_spawn_file_actions_adddup2(&actions, ends[0], 0)
      posix_spawn_file_actions_addclose(&actions, ends[0])
      posix_spawn_file_actions_addclose(&actions, ends[1])
    }
    #if canImport(Darwin)
      var attributes: posix_spawnattr_t?
    #else
      var attributes = posix_spawnattr_t()
    #endif
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    var standard = sigset_t()
    sigemptyset(&standard)
    // This program ignores it; others are to end when nobody reads them.
    sigaddset(&standard, SIGPIPE)
    posix_spawnattr_setsigdefault(&attributes, &standard)
    posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGDEF))
    var child = pid_t()
    return posix_spawn(&child, "/bin/sh", &actions, &attributes, arguments, environ) == 0 ? child : nil
  }

  /// Until all is written, or nobody reads any more.
  private static func write(_ text: String, to descriptor: Int32) {
    var rest = Array(text.utf8)[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { bytes in
        #if canImport(Glibc)
          Glibc.write(descriptor, bytes.baseAddress, bytes.count)
        #else
          Darwin.write(descriptor, bytes.baseAddress, bytes.count)
        #endif
      }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { return }
      rest = rest.dropFirst(count)
    }
  }

  private static func exitCode(of child: pid_t) -> Int32 {
    var status: Int32 = 0
    while waitpid(child, &status, 0) < 0 {
      guard errno == EINTR else { return 127 }
    }
    return (status & 0x7F) == 0 ? (status >> 8) & 0xFF : 128 + (status & 0x7F)
  }
}
