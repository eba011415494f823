from functools import partial
import functools


def volume(a, b, c=0, *, unit="l"):
    return f"{a * b + c}{unit}"


p = partial(volume, 1, c=5)
print(p(2), p.func is volume, p.args, p.keywords, p.func.__name__, p.func(3, 4))
plain = partial(volume)
print(plain.args, plain.keywords, plain(2, 3))
words = functools.partial(volume, "ab", 2, unit="!", c="x")
print(words(), words.args, sorted(words.keywords.items()), words.keywords["unit"], len(words.args))
two = partial(int, base=2)
print(two("101"), two.keywords, two.func("7"), two.args)
for each in (p, two):
    print(each.keywords, each.args)
shout = partial(print, "hey", sep="-")
shout("you")
print(shout.args, shout.keywords)
