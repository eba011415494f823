/** `urllib.parse` of texts, as Python. */
export const URLLIB_PARSE = String.raw`
from typing import NamedTuple

_RELATIVE = (
    " ftp http gopher nntp imap wais file https shttp mms prospero rtsp rtsps rtspu sftp svn svn+ssh ws wss".split(" ")
)
_NETLOC = (
    " ftp http gopher nntp telnet imap wais file mms https shttp snews prospero rtsp rtsps rtspu rsync svn svn+ssh "
    "sftp nfs git git+ssh ws wss"
).split(" ")
_PARAMS = " ftp hdl prospero http imap https shttp rtsp rtsps rtspu sip sips mms sftp tel".split(" ")
_SCHEME = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789+-."
_SAFE = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_.-~"
_HEX = "0123456789ABCDEFabcdef"
_CONTROL = "".join([chr(code) for code in range(33)])
_UNSAFE = "\u2047\u2048\u2049\u2100\u2101\u2105\u2106\u2a74\ufe13\ufe16\ufe55\ufe56\ufe5f\ufe6b\uff03\uff0f\uff1a\uff1f\uff20"


def _username(netloc):
    user, at, _ = netloc.rpartition("@")
    return user.partition(":")[0] if at else None


def _password(netloc):
    user, at, _ = netloc.rpartition("@")
    _, colon, password = user.partition(":")
    return password if at and colon else None


def _host(netloc):
    host = netloc.rpartition("@")[2].partition(":")[0]
    name, percent, zone = host.partition("%")
    return name.lower() + percent + zone if host else None


def _port(netloc):
    port = netloc.rpartition("@")[2].partition(":")[2]
    if not port:
        return None
    if not (port.isdigit() and port.isascii()):
        raise ValueError(f"Port could not be cast to integer value as {port!r}")
    number = int(port)
    if not 0 <= number <= 65535:
        raise ValueError("Port out of range 0-65535")
    return number


class SplitResult(NamedTuple):
    scheme: str
    netloc: str
    path: str
    query: str
    fragment: str

    def geturl(self):
        return urlunsplit(self)

    @property
    def username(self):
        return _username(self.netloc)

    @property
    def password(self):
        return _password(self.netloc)

    @property
    def hostname(self):
        return _host(self.netloc)

    @property
    def port(self):
        return _port(self.netloc)


class ParseResult(NamedTuple):
    scheme: str
    netloc: str
    path: str
    params: str
    query: str
    fragment: str

    def geturl(self):
        return urlunparse(self)

    @property
    def username(self):
        return _username(self.netloc)

    @property
    def password(self):
        return _password(self.netloc)

    @property
    def hostname(self):
        return _host(self.netloc)

    @property
    def port(self):
        return _port(self.netloc)


class DefragResult(NamedTuple):
    url: str
    fragment: str

    def geturl(self):
        return self.url + "#" + self.fragment if self.fragment else self.url


def _text(value):
    if isinstance(value, bytes):
        __limit__("an address as bytes")
    return value


def urlsplit(url, scheme="", allow_fragments=True):
    url = _text(url).lstrip(_CONTROL)
    scheme = scheme.strip(_CONTROL)
    for c in "\t\r\n":
        url = url.replace(c, "")
        scheme = scheme.replace(c, "")
    netloc = ""
    query = ""
    fragment = ""
    colon = url.find(":")
    if colon > 0 and url[0].isascii() and url[0].isalpha() and all(c in _SCHEME for c in url[:colon]):
        scheme = url[:colon].lower()
        url = url[colon + 1:]
    if url[:2] == "//":
        end = min([at for at in [url.find(c, 2) for c in "/?#"] if at >= 0], default=len(url))
        netloc = url[2:end]
        url = url[end:]
        if ("[" in netloc) != ("]" in netloc):
            raise ValueError("Invalid IPv6 URL")
        if "[" in netloc:
            __limit__("an address in brackets")
    if allow_fragments and "#" in url:
        url, _, fragment = url.partition("#")
    if "?" in url:
        url, _, query = url.partition("?")
    if any(c in _UNSAFE for c in netloc):
        __limit__("a host of letters that stand for others")
    return SplitResult(scheme, netloc, url, query, fragment)


def urlparse(url, scheme="", allow_fragments=True):
    scheme, netloc, path, query, fragment = urlsplit(url, scheme, allow_fragments)
    params = ""
    if scheme in _PARAMS and ";" in path:
        at = path.find(";", path.rfind("/") + 1)
        if at >= 0:
            params = path[at + 1:]
            path = path[:at]
    return ParseResult(scheme, netloc, path, params, query, fragment)


def urlunsplit(components):
    scheme, netloc, url, query, fragment = components
    if netloc or (scheme and scheme in _NETLOC and url[:2] != "//"):
        if url and url[:1] != "/":
            url = "/" + url
        url = "//" + (netloc or "") + url
    if scheme:
        url = scheme + ":" + url
    if query:
        url = url + "?" + query
    if fragment:
        url = url + "#" + fragment
    return url


def urlunparse(components):
    scheme, netloc, url, params, query, fragment = components
    if params:
        url = f"{url};{params}"
    return urlunsplit((scheme, netloc, url, query, fragment))


def urljoin(base, url, allow_fragments=True):
    if not base:
        return url
    if not url:
        return base
    old_scheme, old_netloc, old_path, old_params, old_query, _ = urlparse(base, "", allow_fragments)
    scheme, netloc, path, params, query, fragment = urlparse(url, old_scheme, allow_fragments)
    if scheme != old_scheme or scheme not in _RELATIVE:
        return url
    if scheme in _NETLOC:
        if netloc:
            return urlunparse((scheme, netloc, path, params, query, fragment))
        netloc = old_netloc
    if not path and not params:
        return urlunparse((scheme, netloc, old_path, old_params, query or old_query, fragment))
    if path[:1] == "/":
        segments = path.split("/")
    else:
        segments = old_path.split("/")
        if segments[-1] != "":
            segments.pop()
        segments = segments + path.split("/")
        if len(segments) > 1:
            segments = segments[:1] + [each for each in segments[1:-1] if each] + segments[-1:]
    resolved = []
    for each in segments:
        if each == "..":
            if resolved:
                resolved.pop()
        elif each != ".":
            resolved.append(each)
    if segments[-1] in (".", ".."):
        resolved.append("")
    return urlunparse((scheme, netloc, "/".join(resolved) or "/", params, query, fragment))


def urldefrag(url):
    if "#" not in _text(url):
        return DefragResult(url, "")
    scheme, netloc, path, params, query, fragment = urlparse(url)
    return DefragResult(urlunparse((scheme, netloc, path, params, query, "")), fragment)


def quote_from_bytes(bs, safe="/"):
    if not isinstance(bs, (bytes, bytearray)):
        raise TypeError("quote_from_bytes() expected bytes")
    kept = _SAFE + "".join([c for c in _text(safe) if c.isascii()])
    return "".join([chr(code) if chr(code) in kept else f"%{code:02X}" for code in bs])


def _utf8(encoding, errors):
    if encoding not in (None, "utf-8", "utf8") or errors not in (None, "strict"):
        __limit__("an address in another encoding")


def quote(string, safe="/", encoding=None, errors=None):
    if isinstance(string, str):
        _utf8(encoding, errors)
        return quote_from_bytes(string.encode(), safe)
    if encoding is not None:
        raise TypeError("quote() doesn't support 'encoding' for bytes")
    if errors is not None:
        raise TypeError("quote() doesn't support 'errors' for bytes")
    return quote_from_bytes(string, safe)


def quote_plus(string, safe="", encoding=None, errors=None):
    return quote(string, _text(safe) + " ", encoding, errors).replace(" ", "+")


def _plain(data):
    out = bytearray()
    at = 0
    while at < len(data):
        two = data[at + 1:at + 3]
        if data[at] == 37 and len(two) == 2 and chr(two[0]) in _HEX and chr(two[1]) in _HEX:
            out.append(int(chr(two[0]) + chr(two[1]), 16))
            at += 3
        else:
            out.append(data[at])
            at += 1
    return bytes(out)


def unquote_to_bytes(string):
    if isinstance(string, str):
        return _plain(string.encode())
    return _plain(string)


def _decoded(run, encoding, errors):
    if encoding not in (None, "utf-8", "utf8"):
        __limit__("an address in another encoding")
    data = _plain(run.encode())
    if errors is None or errors == "replace":
        return data.decode("utf-8", "replace")
    if errors == "ignore":
        return data.decode("utf-8", "ignore")
    if errors != "strict":
        __limit__("what to do about errors of an address")
    return data.decode("utf-8")


def unquote(string, encoding="utf-8", errors="replace"):
    if isinstance(string, bytes):
        return __limit__("unquote of bytes")
    if "%" not in string:
        return string
    out = []
    run = ""
    for c in string:
        if c.isascii():
            run += c
        else:
            out.append(_decoded(run, encoding, errors))
            out.append(c)
            run = ""
    out.append(_decoded(run, encoding, errors))
    return "".join(out)


def unquote_plus(string, encoding="utf-8", errors="replace"):
    return unquote(_text(string).replace("+", " "), encoding, errors)


def parse_qsl(qs, keep_blank_values=False, strict_parsing=False, encoding="utf-8", errors="replace", max_num_fields=None, separator="&"):
    qs = _text(qs)
    if not separator:
        raise ValueError("Separator must be of type string or bytes.")
    if max_num_fields is not None and max_num_fields < (1 + qs.count(separator) if qs else 0):
        raise ValueError("Max number of fields exceeded")
    out = []
    for each in qs.split(separator) if qs else []:
        if not each and not strict_parsing:
            continue
        name, equals, value = each.partition("=")
        if not equals:
            if strict_parsing:
                raise ValueError(f"bad query field: {each!r}")
            if not keep_blank_values:
                continue
        if value or keep_blank_values:
            out.append((unquote_plus(name, encoding, errors), unquote_plus(value, encoding, errors)))
    return out


def parse_qs(qs, keep_blank_values=False, strict_parsing=False, encoding="utf-8", errors="replace", max_num_fields=None, separator="&"):
    out = {}
    for name, value in parse_qsl(qs, keep_blank_values, strict_parsing, encoding, errors, max_num_fields, separator):
        out.setdefault(name, []).append(value)
    return out


def _quoted(value, safe, encoding, errors, quote_via):
    if isinstance(value, bytes):
        return quote_via(value, safe)
    return quote_via(str(value), safe, encoding, errors)


def _pairs(query):
    if isinstance(query, dict):
        return list(query.items())
    if isinstance(query, str):
        if query:
            raise TypeError("not a valid non-string sequence or mapping object")
        return []
    return list(query)


def urlencode(query, doseq=False, safe="", encoding=None, errors=None, quote_via=quote_plus):
    out = []
    for name, value in _pairs(query):
        head = _quoted(name, safe, encoding, errors, quote_via) + "="
        if doseq and isinstance(value, (list, tuple)):
            for each in value:
                out.append(head + _quoted(each, safe, encoding, errors, quote_via))
        else:
            if doseq and not isinstance(value, (str, bytes, int, float, bool)) and value is not None:
                __limit__("urlencode of values in other than lists and tuples")
            out.append(head + _quoted(value, safe, encoding, errors, quote_via))
    return "&".join(out)
`;
