class TrieNode:
    def __init__(self):
        self.children = {}
        self.is_end = False
        self.count = 0

class Trie:
    def __init__(self):
        self.root = TrieNode()

    def insert(self, word):
        node = self.root
        for ch in word:
            if ch not in node.children:
                node.children[ch] = TrieNode()
            node = node.children[ch]
            node.count += 1
        node.is_end = True

    def search(self, word):
        node = self._find(word)
        return node is not None and node.is_end

    def starts_with(self, prefix):
        return self._find(prefix) is not None

    def _find(self, prefix):
        node = self.root
        for ch in prefix:
            node = node.children.get(ch)
            if node is None:
                return None
        return node

    def words(self):
        out = []
        def walk(node, acc):
            if node.is_end:
                out.append(acc)
            for ch in sorted(node.children):
                walk(node.children[ch], acc + ch)
        walk(self.root, "")
        return out

    def count_prefix(self, prefix):
        node = self._find(prefix)
        return node.count if node else 0

t = Trie()
for w in "the quick brown fox jumps over the lazy dog then thistle".split():
    t.insert(w)
print(t.words())
print(t.search("the"), t.search("th"), t.starts_with("th"), t.starts_with("x"))
print(t.count_prefix("th"), t.count_prefix("zzz"))
