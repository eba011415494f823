"""Mixed: physics formulas with keyword dicts, ohm's law style functions, tuples of results, validation errors."""
from __future__ import annotations

from collections import namedtuple
from math import pi, sqrt, sin, cos, radians
from typing import NamedTuple, Union

Result = namedtuple("Result", "name value")
REDUCED_PLANCK_CONSTANT = 1.054571817e-34
SPEED_OF_LIGHT = 3e8
UNIVERSAL_GAS_CONSTANT = 8.3144598


class Vec3(NamedTuple):
    x: float
    y: float
    z: float = 0.0

    def cross(self, o: "Vec3") -> "Vec3":
        return Vec3(self.y * o.z - self.z * o.y, self.z * o.x - self.x * o.z, self.x * o.y - self.y * o.x)

    @property
    def length(self) -> float:
        return sqrt(sum(c * c for c in self))

    def __str__(self) -> str:
        return f"<{self.x:g} {self.y:g} {self.z:g}>"


def ohms_law(voltage: float, current: float, resistance: float) -> dict[str, float]:
    """
    >>> ohms_law(voltage=10, resistance=5, current=0)
    {'current': 2.0}
    >>> ohms_law(voltage=0, current=0, resistance=10)
    Traceback (most recent call last):
      ...
    ValueError: One and only one argument must be 0
    """
    if (voltage, current, resistance).count(0) != 1:
        raise ValueError("One and only one argument must be 0")
    if resistance < 0:
        raise ValueError("Resistance cannot be negative")
    if voltage == 0:
        return {"voltage": float(current * resistance)}
    elif current == 0:
        return {"current": voltage / resistance}
    elif resistance == 0:
        return {"resistance": voltage / current}
    else:
        raise ValueError("Exactly one argument must be 0")


def electric_power(voltage: float, current: float, power: float) -> tuple:
    result = namedtuple("result", "name value")
    if (voltage, current, power).count(0) != 1:
        raise ValueError("Exactly one argument must be 0")
    elif power < 0:
        raise ValueError("Power cannot be negative in any electrical/electronics system")
    elif voltage == 0:
        return result("voltage", power / current)
    elif current == 0:
        return result("current", power / voltage)
    elif power == 0:
        return result("power", float(round(abs(voltage * current), 2)))
    else:
        raise AssertionError


def casimir_force(force: float, area: float, distance: float) -> dict[str, float]:
    if (force, area, distance).count(0) != 1:
        raise ValueError("One and only one argument must be 0")
    if force < 0:
        raise ValueError("Magnitude of force can not be negative")
    if distance < 0:
        raise ValueError("Distance can not be negative")
    if area < 0:
        raise ValueError("Area can not be negative")
    if force == 0:
        force = (REDUCED_PLANCK_CONSTANT * SPEED_OF_LIGHT * pi**2 * area) / (240 * (distance) ** 4)
        return {"force": force}
    elif area == 0:
        area = (240 * force * (distance) ** 4) / (REDUCED_PLANCK_CONSTANT * SPEED_OF_LIGHT * pi**2)
        return {"area": area}
    elif distance == 0:
        distance = ((REDUCED_PLANCK_CONSTANT * SPEED_OF_LIGHT * pi**2 * area) / (240 * force)) ** (1 / 4)
        return {"distance": distance}
    raise ValueError("One and only one argument must be 0")


def polar_force(magnitude: float, angle: float, radian_mode: bool = False) -> list[float]:
    if radian_mode:
        return [magnitude * cos(angle), magnitude * sin(angle)]
    return [magnitude * cos(radians(angle)), magnitude * sin(radians(angle))]


def resistor_parallel(resistors: list[float]) -> float:
    first_sum = 0.00
    for index, resistor in enumerate(resistors):
        if resistor <= 0:
            msg = f"Resistor at index {index} has a negative or zero value!"
            raise ValueError(msg)
        first_sum += 1 / float(resistor)
    return 1 / first_sum


def horizontal_distance(init_velocity: float, angle: float) -> float:
    check_args(init_velocity, angle)
    radians_ = radians(2 * angle)
    return round(init_velocity**2 * sin(radians_) / 9.80665, 2)


def check_args(init_velocity: float, angle: float) -> None:
    if not isinstance(init_velocity, (int, float)):
        raise TypeError("Invalid velocity. Should be an integer or float.")
    if not isinstance(angle, (int, float)):
        raise TypeError("Invalid angle. Should be an integer or float.")
    if angle > 90 or angle < 1:
        raise ValueError("Invalid angle. Range is 1-90 degrees.")
    if init_velocity < 0:
        raise ValueError("Invalid velocity. Should be a positive number.")


COLORS: list = ["Black", "Brown", "Red", "Orange", "Yellow"]
SIGNIFICANT: dict[str, int] = {c: i for i, c in enumerate(COLORS)}
MULTIPLIER: dict[str, Union[int, float]] = {"Black": 1, "Brown": 10, "Red": 100, "Gold": 0.1, "Silver": 0.01}


def calculate_resistance(colors: list[str]) -> dict[str, str]:
    try:
        *digits, mult = colors
        value = int("".join(str(SIGNIFICANT[c]) for c in digits)) * MULTIPLIER[mult]
    except KeyError as key:
        msg = f"{key} is not a valid color"
        raise ValueError(msg) from key
    return {"resistance": f"{value}Ω", "bands": str(len(colors))}


class Body:
    def __init__(self, x: float, y: float, vx: float = 0.0, vy: float = 0.0, mass: float = 1.0) -> None:
        self.x, self.y = x, y
        self.vx, self.vy = vx, vy
        self.mass = mass

    @property
    def position(self) -> tuple[float, float]:
        return self.x, self.y

    def update_velocity(self, fx: float, fy: float, dt: float) -> None:
        self.vx += fx * dt
        self.vy += fy * dt

    def update_position(self, dt: float) -> None:
        self.x += self.vx * dt
        self.y += self.vy * dt


def step(bodies: list[Body], g: float, dt: float) -> None:
    for b1 in bodies:
        fx = fy = 0.0
        for b2 in bodies:
            if b1 != b2:
                dx, dy = b2.x - b1.x, b2.y - b1.y
                d = (dx**2 + dy**2) ** (1 / 2)
                fx += g * b2.mass * dx / d**3
                fy += g * b2.mass * dy / d**3
        b1.update_velocity(fx, fy, dt)
    for b in bodies:
        b.update_position(dt)


def main() -> None:
    for kw in ({"voltage": 0, "current": -1.5, "resistance": 2}, {"voltage": 1, "current": 1, "resistance": 0}, {"voltage": 0, "current": 0, "resistance": 10}):
        try:
            print(ohms_law(**kw))
        except ValueError as e:
            print("ValueError:", e)
    print(electric_power(voltage=0, current=2, power=5), electric_power(2.2, 2.2, 0).value)
    for args in ((0, 4, 0.03), (2635e-13, 0.0023, 0), (-1, 0, 1)):
        try:
            print(casimir_force(*args))
        except ValueError as e:
            print(e)
    print([round(v, 4) for v in polar_force(10, 45)], polar_force(10, 3.14, radian_mode=True))
    print(resistor_parallel([3.21389, 2, 3]), horizontal_distance(30, 45), horizontal_distance(100, 78))
    for bad in ((30, -20), ("abc", 1)):
        try:
            horizontal_distance(*bad)
        except (TypeError, ValueError) as e:
            print(f"{type(e).__name__}: {e}")
    for cols in (["Red", "Brown", "Black"], ["Brown", "Black", "Gold"], ["Pink", "Red"]):
        try:
            print(calculate_resistance(cols))
        except ValueError as e:
            print(e, "/", repr(e.__cause__))
    v, w = Vec3(1, 2, 3), Vec3(*range(3))
    print(v, repr(w), v.cross(w), v.length, v._replace(x=0), len(v), v[1:], max(v), Vec3._fields, Result("a", 1) == ("a", 1))
    bodies = [Body(0, 0, mass=10), Body(1, 0, 0, 3), Body(-2, 1, vy=-1, mass=0.5)]
    for _ in range(50):
        step(bodies, 1.0, 0.01)
    for b in bodies:
        print("%.9f %.9f" % b.position)


if __name__ == "__main__":
    main()
