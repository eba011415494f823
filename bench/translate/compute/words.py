"""Words of a made-up text counted, grouped and indexed: dictionaries with strings as keys."""
SYLLABLES = ["ka", "lo", "mi", "ne", "ru", "ta", "vo", "shi", "pe", "du", "zan", "gor"]


def text(count, state):
    words = []
    for _ in range(count):
        state = (state * 1103515245 + 12345) % 2147483648
        size = 1 + (state >> 16) % 3
        word = ""
        for _ in range(size):
            state = (state * 1103515245 + 12345) % 2147483648
            word += SYLLABLES[(state >> 16) % len(SYLLABLES)]
        words.append(word)
    return " ".join(words)


def count(words):
    counts = {}
    for word in words:
        counts[word] = counts.get(word, 0) + 1
    return counts


def index(words):
    places = {}
    for place, word in enumerate(words):
        if word not in places:
            places[word] = []
        places[word].append(place)
    return places


def pairs(words):
    seen = {}
    for pair in zip(words, words[1:]):
        seen[pair] = seen.get(pair, 0) + 1
    return seen


def letters_of(words):
    letters = {}
    for word in words:
        for letter in word:
            letters[letter] = letters.get(letter, 0) + 1
    return letters


for seed in (12345, 777, 2024, 31):
    words = text(100_000, seed).split()
    counts = count(words)
    print(len(words), len(counts))
    for word, times in sorted(counts.items(), key=lambda item: (-item[1], item[0]))[:5]:
        print(word, times)
    places = index(words)
    print(max(len(where) for where in places.values()))
    most = sorted(pairs(words).items(), key=lambda item: (-item[1], item[0]))[:3]
    print(most)
    print(sorted(letters_of(words).items()))
