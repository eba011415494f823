from abc import ABC, abstractmethod


class Codec(ABC):
    @abstractmethod
    def encode(self, text: str) -> str: ...

    def twice(self, text: str) -> str:
        return self.encode(self.encode(text))


class Reverse(Codec):
    def encode(self, text: str) -> str:
        return text[::-1]


class Shout(Codec):
    def encode(self, text: str) -> str:
        return text.upper() + "!"


for codec in [Reverse(), Shout()]:
    print(type(codec).__name__, codec.twice("abc"))
