/// What a session takes from outside itself, as closures: nothing else in this module can reach a terminal or a disk.
import AWSCommandLine
import Documents

package struct Outside {
  /// Columns that pictures and tables may use.
  package var columns: Int
  /// True where output goes to a terminal that shows colour.
  package var usesColour: Bool
  /// A host file behind `file://`, at a terminal only; nil where only the sandbox's files may be read.
  package var readHostFile: ((_ path: String) -> Result<[UInt8], FileProblem>)?
  /// The lesson's read-only files, by path below its folder.
  package var readLessonFile: (_ path: String) -> [UInt8]?
  /// True once the learner has asked to stop what runs.
  package var isCancelled: () -> Bool
  /// What happens while time passes, line by line, as it happens.
  package var notice: (_ line: String) -> Void
  package var readYAML: ((_ text: String) -> Result<Document, YAMLProblem>)?
  /// `set NAME VALUE`; with no words, what `set` alone shows after the variables. nil where nothing can be preferred.
  package var prefer: ((_ arguments: [String]) -> CommandOutput)?

  package init(
    columns: Int = 80, usesColour: Bool = false,
    readHostFile: ((_ path: String) -> Result<[UInt8], FileProblem>)? = nil,
    readLessonFile: @escaping (_ path: String) -> [UInt8]? = { _ in nil },
    isCancelled: @escaping () -> Bool = { false },
    notice: @escaping (_ line: String) -> Void = { _ in },
    readYAML: ((_ text: String) -> Result<Document, YAMLProblem>)? = nil
  ) {
    self.columns = columns
    self.usesColour = usesColour
    self.readHostFile = readHostFile
    self.readLessonFile = readLessonFile
    self.isCancelled = isCancelled
    self.notice = notice
    self.readYAML = readYAML
  }
}
