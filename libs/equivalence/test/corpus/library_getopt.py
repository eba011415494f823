import getopt
import sys


def tried(args, short, long=()):
    try:
        print(getopt.getopt(args, short, long))
    except getopt.GetoptError as error:
        print("getopt:", error, repr(error.msg), repr(error.opt), error.args)
    try:
        print(getopt.gnu_getopt(args, short, long))
    except getopt.GetoptError as error:
        print("gnu:", error)


LONG = ["help", "output=", "verbose", "version", "out"]
tried(["-a", "-b", "x", "rest"], "ab:")
tried(["-abx", "y"], "ab:")
tried(["-a", "one", "-b", "x", "two"], "ab:")
tried(["--help", "--output", "f", "more"], "h", LONG)
tried(["--output=f=g", "--verb", "z"], "h", LONG)
tried(["--ver"], "h", LONG)
tried(["--out", "v"], "h", LONG)
tried(["--outp", "v"], "h", LONG)
tried(["--output"], "h", LONG)
tried(["--help=3"], "h", LONG)
tried(["--output=", "x"], "h", LONG)
tried(["--nothing"], "h", LONG)
tried(["-z"], "ab:")
tried(["-b"], "ab:")
tried(["-:"], "ab:")
tried(["-a", "--", "-b", "x"], "ab:")
tried(["-a", "-", "-b", "x"], "ab:")
tried(["-a", "x", "-a"], "+a")
tried([], "ab:")


def main(argv):
    verbose = False
    output = None
    try:
        opts, args = getopt.getopt(argv, "ho:v", ["help", "output="])
    except getopt.GetoptError as err:
        print(err)
        return 2
    for name, value in opts:
        if name == "-v":
            verbose = True
        elif name in ("-h", "--help"):
            print("usage")
        elif name in ("-o", "--output"):
            output = value
        else:
            assert False, "unhandled option"
    print(verbose, output, args)
    return 0


print(main(sys.argv[1:]), main(["-v", "--output=here", "a", "b"]), main(["-x"]))
given = ["-a", "b"]
getopt.getopt(given, "a")
print(given)
getopt.getopt(["--wrong"], "a", ["right"])
