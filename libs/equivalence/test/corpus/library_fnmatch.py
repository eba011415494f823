import fnmatch
from fnmatch import fnmatchcase
names = ["a.py", "b.txt", "test_a.py", "README", "data[1].csv", ".hidden"]
for p in ["*.py", "test_*", "?.*", "[ab].*", "[!a]*", "*[[]1]*", "*", "", "[", "[]-a]*", "R*E"]:
    print(p, fnmatch.filter(names, p), fnmatch.fnmatch("a.py", p), fnmatchcase("README", p))
