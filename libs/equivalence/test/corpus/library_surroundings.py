"""What a program may ask of its surroundings: an empty environment, its encoding, where its classes stand."""
import os
import sys

print(os.environ.get("TROUPE_NO_SUCH"), os.getenv("TROUPE_NO_SUCH", "none"), sys.getdefaultencoding())
debug = os.environ.get("TROUPE_NO_SUCH_DEBUG", "0") == "1"
limit = int(os.getenv("TROUPE_NO_SUCH_LIMIT", "5"))
name = os.environ.get("TROUPE_NO_SUCH_NAME") or "nobody"
print(debug, limit * 2, name.upper())
setting = os.getenv("TROUPE_NO_SUCH_SETTING")
if setting is None:
    print("not set")
else:
    print(setting.lower())


class Shown:
    class Inner:
        pass

    def __repr__(self):
        return f"<{self.__class__.__module__}.{type(self).__qualname__}>"


class Derived(Shown):
    pass


print(Shown(), Derived(), Shown.__module__, Derived.__module__, Shown.Inner.__module__)
