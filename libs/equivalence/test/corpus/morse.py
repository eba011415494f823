CODE = {
    "A": ".-", "B": "-...", "C": "-.-.", "D": "-..", "E": ".", "F": "..-.", "G": "--.", "H": "....",
    "I": "..", "J": ".---", "K": "-.-", "L": ".-..", "M": "--", "N": "-.", "O": "---", "S": "...", "T": "-",
}
REVERSE = {v: k for k, v in CODE.items()}


def encode(text):
    return " / ".join(" ".join(CODE.get(ch, "?") for ch in word) for word in text.upper().split())


def decode(text):
    return " ".join("".join(REVERSE.get(code, "?") for code in word.split()) for word in text.split(" / "))


secret = encode("sos maniac kid")
print(secret)
print(decode(secret), len(CODE) == len(REVERSE), encode("z"))
