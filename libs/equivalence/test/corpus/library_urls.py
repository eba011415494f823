from urllib.parse import urlparse, urlsplit, urlunparse, urljoin, parse_qs, parse_qsl, quote, quote_plus, unquote, unquote_plus, urlencode, urldefrag, urlunsplit
import urllib.parse
u = urlparse("https://user:pw@Example.com:8080/a/b;p?q=1&r=a%20b#frag")
print(u)
print(u.scheme, u.netloc, u.path, u.params, u.query, u.fragment, u.hostname, u.port, u.username, u.password)
print(u.geturl(), urlunparse(u), u[1], len(u), u._replace(scheme="http").geturl())
print(urlsplit("//host/path?x#y"), urlsplit("mailto:a@b.c").path, urlunsplit(("http", "h", "/p", "", "")))
print(parse_qs("a=1&b=2&a=3&c="), parse_qsl("a=1&b=x+y&c=%C3%A9"), parse_qs("c=", keep_blank_values=True))
for x in ["c", "../c", "/c", "//h/c", "?q", "#f", "http://other/x", "", "./", "../../../g"]:
    print(urljoin("http://a/b/d;p?q", x))
print(quote("a b/ü&c"), quote("a b/c", safe=""), quote_plus("a b&c=d"), unquote("a%20b%2F%C3%BC%zz"), unquote_plus("a+b%2B"), quote(b"\x00\xff"))
print(urlencode({"q": "a b", "n": 3, "f": 1.5}), urlencode([("a", "1"), ("b", "ü")]), urlencode({"a": [1, 2], "b": "xy"}, doseq=True), urlencode({"a": "x y"}, quote_via=urllib.parse.quote))
print(urldefrag("http://x/y#z"), urllib.parse.urlparse("x").scheme == "")
try:
    print(urlparse("http://h:99999/").port)
except ValueError as e:
    print(e)
try:
    print(urlparse("http://h:ab/").port)
except ValueError as e:
    print(e)
scheme, netloc, path, *rest = urlparse("http://a/b?c")
print(scheme, netloc, path, rest)
try:
    parse_qs("a", strict_parsing=True)
except ValueError as e:
    print(e)
import urllib.parse as up
from urllib import parse
print(up.quote("ä"), parse.unquote("%41"))
