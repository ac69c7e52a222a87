"""Where the AWS CLI that is asked differs from the one that is imitated (2.36): the one table of such differences.

`Version` brings an answer of the real CLI and one of ours to the form in which they have to be equal.
"""
import re

USAGE = re.compile(r"(usage: \rNote: [^\n]*\n\n)?usage: aws \[options\] <command>.*?<command> <subcommand> help\n", re.S)
ADVERTISEMENT = re.compile(r"usage: \rNote: [^\n]*\n\n")
OURS = re.compile(r"^aws: \[ERROR\]: (An error occurred \((?:ParamValidation|NoRegion)\): )?", re.M)
INVALID_CHOICE = re.compile(r"argument (\S+): Invalid choice, valid choices are:.*?(\n\nInvalid choice: [^\n]*, maybe you meant:\n(.*))?$", re.S)
FOUND_INVALID_CHOICE = re.compile(r"argument (\S+): Found invalid choice '.*?'\s*(Maybe you meant:\n(.*))?$", re.S)
# What the client finds out before it asks; the status of all else that goes wrong with a line is 255.
FOUND_BEFORE = (
    "Error parsing parameter", "Bad value for --endpoint-url", "warning: Non-positive", "Parameter validation failed", "Unknown options", "Bad value for --query", "Cannot specify",
    "argument ", "the following arguments", "ambiguous option", "too few arguments")

# Texts of version 1 that version 2 has replaced.
ONLY_OLD = {
    "'list' object has no attribute 'keys'":
        "Error parsing parameter '--cli-input-json': Invalid type: expecting map, received <class 'list'>",
    "'int' object has no attribute 'keys'":
        "Error parsing parameter '--cli-input-json': Invalid type: expecting map, received <class 'int'>",
}


class Version:
    def __init__(self, number):
        self.number = number

    # Version 1 ends with 2 where its word parser refuses, and with 255 for everything else.
    def status(self, answer, text):
        # Commands that the client adds to a service's operations end with nothing where all went well.
        status = answer["status"] or 0
        if self.number == 1 and status:
            is_answer = "An error occurred (" in text and " when calling the " in text
            if is_answer and not text.startswith("Failed to "):
                return 254
            if text.startswith("You must specify a region"):
                return 253
            return 252 if status == 2 or text.startswith(FOUND_BEFORE) else 255
        return status

    def out(self, out, line):
        # The real one ends its colours after each of its writes; nothing of that is seen.
        return out.replace("\x1b[0m", "") if "--color on" in line else out

    def text(self, err):
        """An error's text: without usage, the prefix of newer versions, and what only one version says."""
        # What could steer a terminal is not shown by us.
        err = re.sub(r"(?<!usage: )[\x00-\x08\x0b-\x1f\x7f]", "", err)
        err = ADVERTISEMENT.sub("", USAGE.sub("", err))
        err = OURS.sub("", err).strip()
        if err.startswith("aws: error: "):
            err = err[len("aws: error: "):]
        err = err.removeprefix("Error during pagination: ")
        # Options that only the newer version has are no candidates for the older one.
        err = re.sub(r"(, )?--(no-)?cli-(binary-format|auto-prompt|error-format|pager)\b", "", err)
        err = re.sub(r"--v2-debug, ", "", err)
        # Python writes an OrderedDict in another way since 3.12, which the newer version runs on.
        err = re.sub(r"OrderedDict\(.*\), type", "OrderedDict(...), type", err)
        # So does its reader of JSON speak since 3.13.
        err = re.sub(r"(Expecting property name|Illegal trailing comma|Expecting value).*", "Unexpected in JSON", err)
        # The newer version names the service here.
        err = re.sub(r"usage: aws \[options\] \S+ (wait )?<subcommand> \[parameters\]\n(aws: error: )?", "", err)
        err = INVALID_CHOICE.sub(self.choice, err)
        err = FOUND_INVALID_CHOICE.sub(self.choice, err)
        # The older ones repeat Python's words and the text; the newer one says no more than this.
        err = re.sub(r"(parameter '(?:--)?cli-input-json': Invalid JSON).*", r"\1", err, flags=re.S)
        if self.number == 1:
            # 1.45.11 prints the name of its function where the caret should stand.
            err = re.sub(r"(for input:\n).*", r"\1...", err, flags=re.S)
            err = ONLY_OLD.get(err, err)
        else:
            err = re.sub(r"warning: Non-positive values for --max-items may result in undefined behavior.\n*", "", err)
            err = re.sub(r"(Expected: .* for input:\n) ?", r"\1", err)
        return err

    @staticmethod
    def choice(match):
        return f"argument {match[1]}: invalid choice, near: {' '.join((match[3] or '').split())}"
