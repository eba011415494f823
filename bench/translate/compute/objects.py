"""Objects that act on one another: classes, inheritance, methods, properties."""


class Vector:
    def __init__(self, x, y):
        self.x = x
        self.y = y

    def __add__(self, other):
        return Vector(self.x + other.x, self.y + other.y)

    def __mul__(self, factor):
        return Vector(self.x * factor, self.y * factor)

    def length_squared(self):
        return self.x * self.x + self.y * self.y


class Creature:
    count = 0

    def __init__(self, place, speed):
        self.place = place
        self.speed = speed
        self.energy = 100.0
        self.age = 0
        Creature.count += 1

    @property
    def alive(self):
        return self.energy > 0

    def cost(self):
        return 0.1

    def step(self, world):
        self.place = world.wrapped(self.place + self.speed * 0.1)
        self.energy -= self.cost()
        self.age += 1


class Grazer(Creature):
    def step(self, world):
        super().step(world)
        self.energy += world.eat(self.place)


class Hunter(Creature):
    def cost(self):
        return 0.25

    def step(self, world):
        super().step(world)
        if self.age % 10 == 0:
            self.speed = Vector(self.speed.y, -self.speed.x)


class World:
    def __init__(self, size):
        self.size = size
        self.grass = [[5.0] * size for _ in range(size)]
        self.creatures: list[Creature] = []

    def wrapped(self, place):
        return Vector(place.x % self.size, place.y % self.size)

    def eat(self, place):
        row, column = int(place.y) % self.size, int(place.x) % self.size
        bite = min(self.grass[row][column], 0.3)
        self.grass[row][column] -= bite
        return bite

    def tick(self):
        for creature in self.creatures:
            if creature.alive:
                creature.step(self)

    def near(self, radius):
        close = 0
        for i, a in enumerate(self.creatures):
            for b in self.creatures[i + 1 :]:
                apart = a.place + b.place * -1
                if apart.length_squared() < radius * radius:
                    close += 1
        return close


world = World(40)
for i in range(300):
    place = Vector(i * 7 % 40 + 0.5, i * 13 % 40 + 0.25)
    speed = Vector(i % 5 - 2, i % 7 - 3)
    world.creatures.append(Hunter(place, speed) if i % 4 == 0 else Grazer(place, speed))
for tick in range(6_000):
    world.tick()
print(Creature.count, sum(1 for each in world.creatures if each.alive))
print(f"{sum(each.energy for each in world.creatures):.6f}")
for radius in (0.5, 1.0, 2.0, 3.0, 5.0, 8.0):
    print(world.near(radius))
