"""The same commands give the same bytes: twice, by replay, and in every build that is named.

Usage: same_bytes.py PROGRAM [PROGRAM ...]   Ends with "N passed, N failed".
"""
import difflib
import subprocess
import sys
import tempfile

NETWORK = "'awsvpcConfiguration={subnets=[subnet-quay-a,subnet-quay-b],securityGroups=[sg-web],assignPublicIp=ENABLED}'"
COMMANDS = f"""
NET={NETWORK}
aws ecs create-cluster --cluster-name demo --tags key=team,value=core
aws ecs create-service --cluster harbor --service-name web --task-definition web:1 --desired-count 4 --launch-type FARGATE --network-configuration $NET
aws ecs create-service --cluster harbor --service-name api --task-definition api --desired-count 2 --launch-type FARGATE --network-configuration $NET
wait 25s
aws ecs run-task --cluster harbor --task-definition worker --count 3 --launch-type FARGATE --network-configuration $NET
wait until steady
map
aws ecs stop-task --cluster harbor --task $(aws ecs list-tasks --cluster harbor --service-name web --query 'taskArns[0]' --output text) --reason 'same bytes'
aws ecs update-service --cluster harbor --service web --task-definition web:2 --desired-count 6
wait 3m
aws ecs update-service --cluster harbor --service api --desired-count 0
aws ecs register-container-instance --cluster demo --instance-identity-document '{{"instanceType":"m5.large","availabilityZone":"us-east-1a"}}'
aws ecs register-task-definition --family small --container-definitions 'name=a,image=busybox,memory=64,command=[sleep,60]'
aws ecs run-task --cluster demo --task-definition small --count 4
undo
redo
aws ecs run-task --cluster nowhere --task-definition small
aws ecs describe-services --cluster harbor --services web api nothing
aws ecs wait services-stable --cluster harbor --services web
wait 2h
"""
LOOKS = """
aws ecs describe-services --cluster harbor --services web api --output yaml
aws ecs list-tasks --cluster harbor
aws ecs describe-tasks --cluster harbor --tasks $(aws ecs list-tasks --cluster harbor --query 'taskArns[]' --output text)
aws ecs list-tasks --cluster harbor --desired-status STOPPED --output text
aws ecs describe-container-instances --cluster demo --container-instances $(aws ecs list-container-instances --cluster demo --query 'containerInstanceArns[]' --output text) --output table
aws ecs describe-clusters --clusters harbor demo --include STATISTICS TAGS SETTINGS
aws ecs list-task-definitions
map
history
"""


def run(program, data, text):
    words = [program, "--data", data, "--fixture", "harbor"]
    done = subprocess.run(words, input=text, capture_output=True, text=True, timeout=300)
    return done.stdout, f"{done.returncode}\n{done.stderr}"


def world(program):
    """What the commands print, and what a second process then sees by replay."""
    with tempfile.TemporaryDirectory(prefix="drydock-bytes-") as data:
        first = run(program, data, COMMANDS + LOOKS)
        with tempfile.TemporaryDirectory(prefix="drydock-bytes-") as other:
            replayed = run(program, other, COMMANDS)[0] + run(program, other, LOOKS)[0]
        return "".join(first), first[0], replayed


def shortened_difference(left, right):
    lines = list(difflib.unified_diff(left.split("\n"), right.split("\n"), lineterm="", n=1))
    return "\n".join(lines[:30])


def main():
    programs = sys.argv[1:]
    worlds = [(program, world(program)) for program in programs]
    passed, failed = 0, []

    def check(name, left, right):
        nonlocal passed
        if left == right and len(left) > 2000:
            passed += 1
        else:
            failed.append(name)
            print(f"failed: {name}\n{shortened_difference(left, right)}")

    for program, (first, output, replayed) in worlds:
        check(f"{program}: twice the same bytes", first, world(program)[0])
        check(f"{program}: a second process sees the same world by replay", output, replayed)
    for program, (first, _, _) in worlds[1:]:
        check(f"{worlds[0][0]} and {program}: the same bytes", worlds[0][1][0], first)
    print(f"{passed} passed, {len(failed)} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
