import re
for p in ['(unclosed','*a','[z','a{2,1}','(?P<n','\\','a**', "a\n(b", "(?<=a+)b"]:
    try:
        re.compile(p)
    except re.error as e:
        print(repr(p), "->", e, '|', e.msg, e.pos, e.lineno, e.colno)
def check(p):
    try:
        re.compile(p)
        return "ok"
    except re.error as err:
        return f"bad: {err.msg} at {err.pos}"
print(check("a+"), check("(a"))
