# A dictionary knows the hashes of its keys: its copies do not ask for them again, nor compare the keys.
said = []


class Key:
    def __init__(self, name, group):
        self.name = name
        self.group = group

    def __hash__(self):
        said.append(f"hash {self.name}")
        return self.group

    def __eq__(self, other):
        said.append(f"{self.name} == {other.name}")
        return self.name == other.name


def told(work):
    print(f"{work}:", *said, sep=" | ")
    said.clear()


known = {Key("a", 1): 1, Key("b", 2): 2, Key("c", 1): 3}
told("made")
more = {**known, Key("d", 2): 4}
told("unpacked")
within = {Key("e", 3): 0, **known, Key("a", 1): 9}
told("unpacked behind others")
copied = known.copy()
told("copied")
again = dict(known)
told("made of it")
joined = known | {Key("f", 1): 5}
told("joined")
joined |= known
told("joined in place")
known.update({Key("c", 1): 7})
told("updated")
print(known == copied, again == copied)
told("compared")
print(len(more), len(within), list(known.values()), list(joined.values()))
