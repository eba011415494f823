import shlex
for s in ["a b c", "one 'two three' \"four five\"", "a\\ b", '"a\\"b" c', "x='1 2'", "", "''", "a # b", "tab\tnl\nend"]:
    print(shlex.split(s), shlex.split(s, comments=True))
for s in ["'open", "end\\", '"x']:
    try:
        print(shlex.split(s))
    except ValueError as e:
        print(e)
print(shlex.quote("it's"), shlex.quote("safe-1"), shlex.quote(""), shlex.join(["echo", "a b", "$x"]))
print(shlex.split(shlex.join(["a b", "c'd"])))
