import CLibedit
import Synchronization

/// Notices from anywhere that want to be seen at the prompt.
///
/// In: text, from any thread. Out: the same text, to the thread that reads the line. Never writes to the terminal.
package final class NoticeQueue: Sendable {
  private let waiting = Mutex<[String]>([])

  package init() {}

  /// Shows `text` above the line being edited, or before the next prompt. Callable from any thread.
  package func post(_ text: String) {
    waiting.withLock { $0.append(text) }
    clibedit_wake()
  }

  /// Makes the reader of the line look, though there may be nothing to show. Callable from any thread.
  package func wake() { clibedit_wake() }

  /// Like `post`, for the thread that reads the line and is awake.
  package func add(_ text: String) { waiting.withLock { $0.append(text) } }

  func takeAll() -> [String] {
    waiting.withLock { texts in
      defer { texts = [] }
      return texts
    }
  }
}
