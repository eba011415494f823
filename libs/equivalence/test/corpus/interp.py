def run(program):
    stack = []
    env = {}
    pc = 0
    labels = {}
    code = [line.split() for line in program.strip().split("\n") if line.strip()]
    for i, ins in enumerate(code):
        if ins[0] == "label":
            labels[ins[1]] = i
    steps = 0
    while pc < len(code):
        op, *args = code[pc]
        pc += 1
        steps += 1
        if op == "push":
            stack.append(int(args[0]))
        elif op == "load":
            stack.append(env[args[0]])
        elif op == "store":
            env[args[0]] = stack.pop()
        elif op in ("add", "sub", "mul", "lt"):
            b, a = stack.pop(), stack.pop()
            stack.append({"add": a + b, "sub": a - b, "mul": a * b, "lt": int(a < b)}[op])
        elif op == "jz":
            if not stack.pop():
                pc = labels[args[0]]
        elif op == "jmp":
            pc = labels[args[0]]
        elif op == "print":
            print(stack[-1])
        elif op == "label":
            pass
        else:
            raise RuntimeError("unknown op: " + op)
    return env, steps

env, steps = run("""
push 1
store acc
push 1
store i
label loop
load i
push 11
lt
jz end
load acc
load i
mul
store acc
load i
push 1
add
store i
jmp loop
label end
load acc
print
""")
print(env, steps)
try:
    run("push 1\nfoo")
except RuntimeError as e:
    print(type(e).__name__, e)
