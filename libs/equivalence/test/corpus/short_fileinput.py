"""fileinput without files reads standard input."""
import fileinput

total = 0
for line in fileinput.input():
    words = line.split()
    total += len(words)
    print(fileinput.lineno(), fileinput.filelineno(), repr(line), fileinput.isfirstline(), sorted(words))
print(total)
