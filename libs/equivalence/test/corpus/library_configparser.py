"""Settings from texts: sections, defaults, interpolation, conversions, faults and what is written."""

import configparser
import io
import sys
from configparser import ConfigParser

TEXT = """
# comment
[DEFAULT]
timeout = 30
home = /srv

[server]
Host = localhost
port = 8080
debug = off
path = %(home)s/www
multi = one
   two

   three
; other

[client]
name : me = you
rate=0.25
list = a, b, c
"""
config = configparser.ConfigParser()
config.read_string(TEXT)
print(config.sections())
for section in config.sections():
    print(f"[{section}]")
    for key, value in config.items(section):
        print(f"  {key} = {value!r}")
server = config["server"]
print(server["host"], server["HOST"], server.getint("port"), server.getboolean("debug"), server.get("missing"), server.get("missing", "dflt"))
print(server.getint("nope", 5), server.getfloat("nope", fallback=1.5), config.get("client", "rate"), config.getfloat("client", "rate") * 2)
print("host" in server, "zz" in server, "server" in config, "timeout" in server, list(server), list(config), len(config), len(server))
print(config.get("server", "nothing", fallback=None), config.getint("x", "y", fallback=7), config.has_option("server", "Port"), config.has_section("zz"))
try:
    config.get("server", "nothing")
except configparser.NoOptionError as e:
    print(e, "|", e.option, e.section)
try:
    config.get("nosec", "nothing")
except configparser.NoSectionError as e:
    print(repr(e), e)
try:
    config["zz"]
except KeyError as e:
    print("KeyError", e)
try:
    server["zz"]
except KeyError as e:
    print("KeyError", e)
try:
    server.getint("host")
except ValueError as e:
    print(e)
try:
    server.getboolean("host")
except ValueError as e:
    print(e)
config["new"] = {"a": 1, "B": "two", "p": "5%%"}
config.set("new", "c", "3")
config["new"]["d"] = "4"
config.add_section("empty")
out = io.StringIO()
config.write(out)
print(out.getvalue())
config.write(sys.stdout, space_around_delimiters=False)
print(config.remove_option("new", "c"), config.remove_section("empty"), config.remove_section("empty"))
print(dict(config["new"]), config.options("new"), config.defaults())
print(config["new"], [s for s in config], {s: dict(config[s]) for s in config.sections()})
try:
    config.set("new", "x", 5)
except TypeError as e:
    print(e)
try:
    config["new"]["y"] = "50%"
except ValueError as e:
    print(e)
try:
    config.add_section("new")
except configparser.DuplicateSectionError as e:
    print(e)
for bad in ["x = 1\n", "[a]\nx\n", "[a]\nx=1\nx=2\n", "[a]\n[a]\n", "[a]\n=3\ny\n"]:
    try:
        configparser.ConfigParser().read_string(bad)
    except configparser.Error as e:
        print(type(e).__name__, e)
p = configparser.ConfigParser()
p.read_string("[a]\nx = %(y)s\nz = %bad\nl1 = %(l1)s\nok = 100%%")
for k in ("x", "z", "l1", "ok"):
    try:
        print(p.get("a", k))
    except configparser.InterpolationError as e:
        print(type(e).__name__, e)
print(p.get("a", "x", raw=True), p.get("a", "x", vars={"y": "Y"}))
c = configparser.ConfigParser(interpolation=None, inline_comment_prefixes=("#", ";"), delimiters=("=",))
c.optionxform = str
c.read_string("[Main]\nKey = 5% # note\nurl = http://a;b\n")
print(dict(c["Main"]), c.options("Main"))
r = configparser.RawConfigParser({"base": "x"})
r.read_dict({"s": {"k": "%(base)s", "n": 3}})
print(r.get("s", "k"), r["s"]["n"], r.items("s"))
for name, sec in r.items():
    print(name, list(sec.items()))
print(r.getint("s", "none", fallback=3), c.read("missing.ini"))


def load(text: str) -> dict[str, dict[str, str]]:
    parser = ConfigParser()
    parser.read_string(text)
    return {name: dict(parser.items(name)) for name in parser.sections()}
print(load("[a]\nb = c\n[d]\n"))
r.get("s", "zz")
