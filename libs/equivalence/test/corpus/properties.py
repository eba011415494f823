class Celsius:
    def __init__(self, degrees=0.0):
        self._degrees = degrees

    @property
    def degrees(self):
        return self._degrees

    @degrees.setter
    def degrees(self, value):
        if value < -273.15:
            raise ValueError("below absolute zero")
        self._degrees = value

    @property
    def fahrenheit(self):
        return self._degrees * 9 / 5 + 32

    @staticmethod
    def freezing():
        return Celsius(0.0)

    @classmethod
    def from_fahrenheit(cls, f):
        return cls((f - 32) * 5 / 9)


t = Celsius(25.0)
print(t.degrees, t.fahrenheit)
t.degrees = 100.0
print(t.fahrenheit, Celsius.freezing().degrees, Celsius.from_fahrenheit(212.0).degrees)
try:
    t.degrees = -300.0
except ValueError as e:
    print(e)
