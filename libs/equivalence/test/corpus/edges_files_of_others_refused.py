"""A file that the program does not make is on the disk: it is refused, whatever else is written."""
with open("made.txt", "w") as out:
    out.write("x")
with open("given.txt") as source:
    print(source.read())
