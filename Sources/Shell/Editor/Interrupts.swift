import CLibedit

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Ctrl-C while a command runs.
///
/// In: SIGINT. Out: the answer to "was it pressed?". Never stops anything itself: whoever runs asks between two events.
package enum Interrupts {
  /// Runs `body` with SIGINT noted instead of ending the program; presses before it are forgotten.
  package static func noting<Result>(_ body: () throws -> Result) rethrows -> Result {
    _ = clibedit_take_interrupt()
    guard clibedit_catches(SIGINT) == 0 else { return try body() }  // the editor catches it already
    clibedit_catch(SIGINT)
    defer { clibedit_release(SIGINT) }
    return try body()
  }

  /// Whether Ctrl-C was pressed since this was last asked.
  package static func wasPressed() -> Bool { clibedit_take_interrupt() != 0 }
}
