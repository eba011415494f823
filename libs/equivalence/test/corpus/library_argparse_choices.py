import argparse
import operator
from enum import Enum


class Priority(Enum):
    LOW = "low"
    HIGH = "high"

    def __str__(self):
        return self.value


OPERATIONS = {"add": operator.add, "sub": operator.sub}
LEVELS = {"debug": 10, "info": 20}

parser = argparse.ArgumentParser(prog="choose")
parser.add_argument("operation", choices=sorted(OPERATIONS), help="one of %(choices)s")
parser.add_argument("--priority", type=Priority, choices=list(Priority), default=Priority.LOW)
parser.add_argument("--level", choices=LEVELS.keys(), default="info")
parser.add_argument("--name", choices=[each.value for each in Priority])
parser.add_argument("-n", type=int, choices=range(1, 4), default=2)
args = parser.parse_args()
print(OPERATIONS[args.operation](args.n, 1), args.priority, repr(args.priority), LEVELS[args.level], args.name)
