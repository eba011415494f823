import sys
print("err", file=sys.stderr)
sys.stdout.write("out\n")
sys.stderr.write("more\n")
print(len(sys.argv), sys.maxsize > 2**62)
for line in sys.stdin:
    print("line", line.strip())
try:
    x = input("prompt> ")
except EOFError:
    print("eof")
if __name__ == "__main__":
    sys.exit("failed")
