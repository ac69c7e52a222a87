"""The help table of ecs against botocore's model: what is simulated has to be tried, what is not has to say so."""
import os
import re

import botocore.exceptions
from botocore import xform_name

from server import expect, expect_equal

FOLDER = os.path.join(os.path.dirname(os.path.abspath(__file__)), "../../Sources/ServiceModels/Help")
STATUS = re.compile(r"^    ([A-Z][A-Za-z]+) (simulated|echoed|notYet) ", re.MULTILINE)


def statuses(service="ecs"):
    """Operation to its status, as the help table has it."""
    own = service == "ecs"
    with open(os.path.join(FOLDER, f"Help+{service if own else 'companions'}.swift"), encoding="utf-8") as file:
        text = file.read()
    name = re.sub("-(.)", lambda match: match[1].upper(), service)
    return dict(STATUS.findall(text if own else text.split(f"static let {name} =")[1].split('"""#')[0]))


def least_input(shape, depth=0):
    """The smallest input that botocore lets through."""
    kind = shape.type_name
    if kind == "structure":
        required = [] if depth > 8 else shape.required_members
        return {name: least_input(shape.members[name], depth + 1) for name in required}
    if kind == "list":
        return [least_input(shape.member, depth + 1)]
    if kind == "map":
        return {}
    if kind == "string":
        return shape.enum[0] if getattr(shape, "enum", None) else "x" * max(1, shape.metadata.get("min", 1))
    return {"boolean": False, "timestamp": 0}.get(kind, max(1, shape.metadata.get("min", 1)))


def expect_what_help_says(ecs, tried):
    """Every operation that the table calls simulated is among `tried`; the others answer that they are not yet."""
    table = statuses()
    expect_equal(sorted(table), sorted(ecs.meta.service_model.operation_names), "operations of help and of botocore")
    expect_equal(
        [name for name, status in table.items() if status != "notYet" and name not in tried], [],
        "operations that are simulated and were not tried")
    for name in [name for name, status in table.items() if status == "notYet"]:
        expect(name not in tried, f"{name} answers and the help table calls it notYet")
        shape = ecs.meta.service_model.operation_model(name).input_shape
        try:
            getattr(ecs, xform_name(name))(**(least_input(shape) if shape else {}))
            expect(False, f"{name} answers and the help table calls it notYet")
        except botocore.exceptions.ClientError as error:
            expect_equal(error.response["Error"]["Code"], "NotSimulatedYet", f"{name}: code")
            expect(name in error.response["Error"]["Message"], f"{name}: {error.response['Error']['Message']}")
