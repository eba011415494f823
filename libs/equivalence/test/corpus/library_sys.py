import io, sys, contextlib
sys.stdout.flush(); sys.stderr.flush()
sys.stdout = io.StringIO()
print("captured")
text = sys.stdout.getvalue()
sys.stdout = sys.__stdout__
print("text:", text)
def log(msg, out=sys.stdout):
    print(msg, file=out)
log("a"); b = io.StringIO(); log("b", b); log("c", out=b); print(repr(b.getvalue()))
sys.stdout.writelines(["a\n", "b\n"])
w = sys.stdout.write; w("hi\n")
print(sys.float_info.max, sys.float_info.epsilon, sys.float_info.min, sys.byteorder, sys.version_info.major, sys.float_info.dig)
for line in iter(sys.stdin.readline, ""): print(line)
