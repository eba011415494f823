import keyword
print(keyword.iskeyword("for"), keyword.iskeyword("print"), len(keyword.kwlist), keyword.kwlist[:3], keyword.issoftkeyword("match"), keyword.softkwlist)
import secrets
import string
from secrets import token_hex, choice
print(len(token_hex(8)), len(secrets.token_bytes(5)), len(secrets.token_urlsafe(16)), 0 <= secrets.randbelow(10) < 10, secrets.choice("aaa"), choice([5]))
pw = "".join(secrets.choice(string.ascii_letters + string.digits) for _ in range(12))
print(len(pw), pw.isalnum(), secrets.compare_digest("a", "a"), secrets.randbits(4) < 16, len(secrets.token_hex()))
try:
    secrets.randbelow(0)
except ValueError as e:
    print(e)
try:
    secrets.choice([])
except IndexError as e:
    print(e)
