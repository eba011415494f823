import heapq
from collections import Counter

class HNode:
    def __init__(self, freq, char=None, left=None, right=None):
        self.freq = freq
        self.char = char
        self.left = left
        self.right = right
    def __lt__(self, other):
        return self.freq < other.freq

def build(text):
    heap = [HNode(f, c) for c, f in sorted(Counter(text).items())]
    heapq.heapify(heap)
    while len(heap) > 1:
        a = heapq.heappop(heap)
        b = heapq.heappop(heap)
        heapq.heappush(heap, HNode(a.freq + b.freq, None, a, b))
    return heap[0]

def codes(node, prefix="", table=None):
    if table is None:
        table = {}
    if node.char is not None:
        table[node.char] = prefix or "0"
    else:
        codes(node.left, prefix + "0", table)
        codes(node.right, prefix + "1", table)
    return table

def decode(node, bits):
    out = []
    cur = node
    for b in bits:
        cur = cur.left if b == "0" else cur.right
        if cur.char is not None:
            out.append(cur.char)
            cur = node
    return "".join(out)

text = "abracadabra alakazam"
tree = build(text)
table = codes(tree)
enc = "".join(table[c] for c in text)
print(len(enc), decode(tree, enc) == text)
for c in sorted(table, key=lambda c: (len(table[c]), c)):
    print(repr(c), len(table[c]))
