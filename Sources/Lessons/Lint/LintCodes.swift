/// What each lint code is about, in a few words: for reports that list their rules.
///
/// Source: lesson format, section 7; DD008, DD012, DD013, DD014 and DD401 are this project's own.
package enum LintCodes {
  package static let all: [(code: String, summary: String)] = [
    ("DD001", "front matter complete"), ("DD002", "format known"), ("DD003", "ids are lower-case words with hyphens"),
    ("DD004", "lesson ids differ"), ("DD005", "version is three numbers"), ("DD006", "prerequisites are there"),
    ("DD007", "prerequisites have no circle"), ("DD008", "a safe text file"),
    ("DD009", "course file and folders agree"),
    ("DD010", "a step has an id and a kind"), ("DD011", "ids are for ever"), ("DD012", "directives and their blocks"),
    ("DD013", "nothing outside of the lesson's folder"), ("DD014", "variants and their parameters"),
    ("DD020", "YAML of the strict subset, known keys"),
    ("DD021", "queries and patterns compile and can find something"), ("DD030", "commands exist"),
    ("DD031", "commands are simulated"), ("DD032", "checks change nothing"),
    ("DD040", "graded steps have check, solution and hints"), ("DD041", "hints withdraw"),
    ("DD042", "every diagnosis has an attempt"), ("DD043", "feedback says what was seen, and belittles nobody"),
    ("DD050", "every choice teaches"), ("DD051", "predictions come to one of their options, with every seed"),
    ("DD060", "repairs have a symptom, and faults exist"), ("DD070", "objectives are assessed"),
    ("DD080", "pictures are for everybody"), ("DD081", "little to read before the first prompt"),
    ("DD090", "commands stand in backticks, placeholders are known"), ("DD400", "the shape of a lesson"),
    ("DD401", "steps that come back in review"),
    ("DD410", "a goal asks for nothing that was never shown"), ("DD411", "at most two new operations in a step"),
  ]
}
