"""What metaclasses do with a class statement: its name, its bases, its namespace and its keywords."""


class Interface(type):
    required = ["run", "stop"]

    def __init__(cls, name, bases, namespace):
        super().__init__(name, bases, namespace)
        missing = [each for each in cls.required if each not in namespace]
        if bases and missing:
            raise TypeError(f"{name} lacks {', '.join(missing)}")


class Service(metaclass=Interface):
    pass


class Whole(Service):
    def run(self):
        return 1

    def stop(self):
        return 2


print(Whole().run(), Whole().stop())
try:

    class Half(Service):
        def run(self):
            return 1

    print(Half().run())
except TypeError as error:
    print("TypeError:", error)


class Field:
    def __init__(self, kind, default=None):
        self.kind = kind
        self.default = default


class ModelMeta(type):
    def __new__(mcs, name, bases, attrs):
        fields = {key: value for key, value in attrs.items() if isinstance(value, Field)}
        attrs["table"] = attrs.get("table", name.lower() + "s")
        cls = super().__new__(mcs, name, bases, attrs)
        cls._fields = fields
        cls._methods = [key for key, value in attrs.items() if callable(value) and not key.startswith("__")]
        cls._keys = [key for key in attrs if not key.startswith("_")]
        return cls


class Model(metaclass=ModelMeta):
    def columns(self):
        return [(key, field.kind, field.default) for key, field in self._fields.items()]


class User(Model):
    """Who uses it."""

    table = "people"
    name = Field("str", default="nobody")
    age = Field("int")

    def greet(self):
        return "hi"


class Order(Model):
    total = Field("float")


print(User().columns(), User._methods, User._keys, User.table)
print(Order().columns(), Order._methods, Order.table, Model._methods, Model.table, Order().table)


class Plugins(type):
    def __init__(cls, name, bases, namespace):
        if not hasattr(cls, "plugins"):
            cls.plugins = []
        else:
            cls.plugins.append(cls)
        super().__init__(name, bases, namespace)


class Plugin(metaclass=Plugins):
    pass


class Upper(Plugin):
    tag = "upper"

    def apply(self, text):
        return text.upper()


class Reverse(Plugin):
    tag = "reverse"

    def apply(self, text):
        return text[::-1]


text = "abc"
for plugin in Plugin.plugins:
    text = plugin().apply(text)
    print(plugin.tag, text)


class Optioned(type):
    def __new__(cls, name, bases, dct, **options):
        made = type.__new__(cls, name, bases, dct)
        made.option = options.get("option", "none")
        return made

    def __init__(cls, name, bases, dct, **options):
        type.__init__(cls, name, bases, dct)
        cls.options = len(options)


class Base(metaclass=Optioned, option="yes"):
    pass


class Derived(Base):
    def show(self):
        return self.option


print(Base.option, Base.options, Derived.option, Derived.options, Derived().show())


class Final(type):
    def __new__(mcs, name, bases, namespace):
        for base in bases:
            if isinstance(base, Final):
                raise TypeError("type '{0}' is not an acceptable base type".format(base.__name__))
        return super().__new__(mcs, name, bases, dict(namespace))


class Last(metaclass=Final):
    where = "here"


print(Last.where)


class Beyond(Last):
    pass
