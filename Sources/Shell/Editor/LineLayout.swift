/// Where each character of the edited line stands on the screen.
///
/// In: the prompt's and the line's characters, the cursor, the columns. Out: rows and columns, counted from the
/// prompt's first cell. Never writes. Source: the drawing rules of libedit (editline(3)): rows break at the last
/// column, a wide character that does not fit moves to the next row, a newline opens a row.
struct LineLayout: Hashable {
  struct Place: Hashable {
    var row = 0
    var column = 0
  }

  /// The place of each character of the line.
  private(set) var places: [Place] = []
  /// How many cells each takes; 0 for a newline and for what joins the character before it.
  private(set) var cells: [Int] = []
  private(set) var cursor = Place()
  private(set) var end = Place()
  let columns: Int

  /// Rows in use, the one that the end stands on included.
  var rowCount: Int { end.row + 1 }

  init(
    prompt: String, line: [Unicode.Scalar], cursor: Int, columns: Int, width: (Unicode.Scalar) -> Int
  ) {
    self.columns = max(2, columns)
    places.reserveCapacity(line.count)
    cells.reserveCapacity(line.count)
    var place = Place()
    for scalar in prompt.unicodeScalars { _ = put(width(scalar), at: &place) }
    for (index, scalar) in line.enumerated() {
      let size: Int
      let start: Place
      switch scalar {
      case "\n":
        (size, start) = (0, place)
        place = Place(row: place.row + 1, column: 0)
      case "\t":
        start = place
        var spaces = 0
        repeat {
          _ = put(1, at: &place)
          spaces += 1
        } while place.column % 8 != 0
        size = spaces
      default:
        size = width(scalar)
        // What is drawn as several characters (`^X`, `\\U+200B`) may break between them.
        let isSpelledOut = size > 2 || LineText.isControl(scalar)
        start = put(isSpelledOut ? 1 : size, at: &place)
        for _ in 1..<(isSpelledOut ? max(1, size) : 1) { _ = put(1, at: &place) }
      }
      if index == cursor { self.cursor = start }
      places.append(start)
      cells.append(size)
    }
    end = place
    if cursor >= line.count { self.cursor = place }
  }

  /// Puts a character down and moves on; answers where it stands.
  private func put(_ width: Int, at place: inout Place) -> Place {
    if width <= columns, place.column + width > columns { place = Place(row: place.row + 1, column: 0) }
    let start = place
    place.column += width
    while place.column >= columns { place = Place(row: place.row + 1, column: place.column - columns) }
    return start
  }
}
