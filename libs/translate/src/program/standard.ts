/** The top-level modules of Python 3.11's standard library. */
export const STANDARD_MODULES: ReadonlySet<string> = new Set(
  (
    "__future__ " +
    "abc aifc antigravity argparse array ast asynchat asyncio asyncore atexit audioop base64 bdb binascii " +
    "bisect builtins bz2 cProfile calendar cgi cgitb chunk cmath cmd code codecs codeop collections " +
    "colorsys compileall concurrent configparser contextlib contextvars copy copyreg crypt csv ctypes " +
    "curses dataclasses datetime dbm decimal difflib dis distutils doctest email encodings ensurepip enum " +
    "errno faulthandler fcntl filecmp fileinput fnmatch fractions ftplib functools gc genericpath getopt " +
    "getpass gettext glob graphlib grp gzip hashlib heapq hmac html http idlelib imaplib imghdr imp " +
    "importlib inspect io ipaddress itertools json keyword lib2to3 linecache locale logging lzma mailbox " +
    "mailcap marshal math mimetypes mmap modulefinder msilib msvcrt multiprocessing netrc nis nntplib nt " +
    "ntpath nturl2path numbers opcode operator optparse os ossaudiodev pathlib pdb pickle pickletools " +
    "pipes pkgutil platform plistlib poplib posix posixpath pprint profile pstats pty pwd py_compile " +
    "pyclbr pydoc pydoc_data pyexpat queue quopri random re readline reprlib resource rlcompleter runpy " +
    "sched secrets select selectors shelve shlex shutil signal site smtpd smtplib sndhdr socket " +
    "socketserver spwd sqlite3 sre_compile sre_constants sre_parse ssl stat statistics string stringprep " +
    "struct subprocess sunau symtable sys sysconfig syslog tabnanny tarfile telnetlib tempfile termios " +
    "textwrap this threading time timeit tkinter token tokenize tomllib trace traceback tracemalloc tty " +
    "turtle turtledemo types typing unicodedata unittest urllib uu uuid venv warnings wave weakref " +
    "webbrowser winreg winsound wsgiref xdrlib xml xmlrpc zipapp zipfile zipimport zlib zoneinfo"
  ).split(" "),
);

/** Modules that are there before a program's own folder is looked at: a file of the same name does not hide them. */
export const ALWAYS_STANDARD: ReadonlySet<string> = new Set(
  "__future__ abc atexit builtins codecs encodings errno faulthandler gc genericpath io itertools marshal os posix posixpath pwd site stat sys time".split(
    " ",
  ),
);

/** Of them, those that are on other systems than the module's. */
export const ELSEWHERE: ReadonlySet<string> = new Set("msilib msvcrt nt winreg winsound".split(" "));

const DEPRECATED =
  "aifc asynchat asyncore audioop cgi cgitb chunk crypt distutils imghdr imp lib2to3 mailcap nis nntplib ossaudiodev " +
  "pipes smtpd sndhdr spwd sre_compile sre_constants sre_parse sunau telnetlib uu xdrlib";

/** What modules do when they are imported, where that can be seen. */
export const SEEN_IMPORTS: ReadonlyMap<string, string> = new Map([
  ["this", "its import prints a text"],
  ["antigravity", "its import opens a page"],
  ...DEPRECATED.split(" ").map((name) => [name, "its import warns that Python will drop it"] as const),
]);

/** Names that modules have in later Pythons, or had in earlier ones, and that programs ask for. */
export const OTHER_PYTHONS: ReadonlyMap<string, ReadonlySet<string>> = new Map(
  Object.entries({
    asyncio: "coroutine",
    calendar: "Day FEBRUARY JANUARY Month",
    collections:
      "Awaitable ByteString Callable Container Coroutine Generator Hashable ItemsView Iterable Iterator KeysView " +
      "Mapping MappingView MutableMapping MutableSequence MutableSet Sequence Set Sized ValuesView",
    "collections.abc": "Buffer",
    copy: "replace",
    enum: "EnumDict",
    fractions: "gcd",
    functools: "Placeholder",
    heapq: "heapify_max heappop_max heappush_max heappushpop_max heapreplace_max",
    inspect: "getargspec",
    itertools: "batched ifilter ifilterfalse imap izip izip_longest",
    math: "fma sumprod",
    operator: "div is_none is_not_none isCallable sequenceIncludes",
    os: "getcwdu",
    pathlib: "UnsupportedOperation",
    queue: "ShutDown",
    random: "binomialvariate jumpahead",
    re: "PatternError",
    statistics: "kde kde_random",
    string: "letters lowercase maketrans uppercase",
    sys: "maxint",
    time: "clock",
    types: "CapsuleType get_original_bases",
    typing: "NoDefault ReadOnly TypeAliasType TypeIs get_protocol_members is_protocol override",
    urllib: "quote quote_plus unquote urlencode urlopen urlretrieve",
    uuid: "uuid6 uuid7 uuid8",
    warnings: "deprecated",
  }).map(([module, names]) => [module, new Set(names.split(" "))]),
);
