/** What `operator` looks for in rows, as Python. */
export const OPERATOR = `
def countOf(a, b):
    count = 0
    for each in a:
        if each is b or each == b:
            count += 1
    return count


def indexOf(a, b):
    for i, each in enumerate(a):
        if each is b or each == b:
            return i
    raise ValueError("sequence.index(x): x not in sequence")
`;
