class Guard:
    def __init__(self, log, quiet):
        self.log, self.quiet = log, quiet
    def __enter__(self):
        return 7
    def __exit__(self, kind, error, trace):
        self.log.append(kind and kind.__name__)
        if self.quiet == 1:
            raise ValueError('exit')
        return self.quiet
def run(log, x):
    with Guard(log, True):
        if x:
            return x
def loop(log, x):
    while True:
        with Guard(log, True):
            if x:
                break
def loop2(log, x):
    for i in range(3):
        with Guard(log, True):
            if x:
                continue
def plain(log, x):
    with Guard(log, True):
        pass
def nested(log, x):
    for i in range(2):
        with Guard(log, True), Guard(log, False):
            for j in range(2):
                if x:
                    return 5
for f in (run, loop, loop2, plain, nested):
    log = []
    try:
        f(log, 1)
    except ValueError as e:
        print(e)
    print(log)
