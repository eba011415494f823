class Person:
    def __init__(self, name, boss=None):
        self.name = name
        self.boss = boss
        self.reports = []
        if boss is not None:
            boss.reports.append(self)

    def chain(self):
        names = []
        person = self
        while person is not None:
            names.append(person.name)
            person = person.boss
        return names

    def count(self):
        return 1 + sum(r.count() for r in self.reports)


ceo = Person("Ann")
cto = Person("Bob", ceo)
dev = Person("Cid", cto)
ops = Person("Dot", cto)
print(dev.chain(), ceo.count(), cto.count(), [r.name for r in cto.reports])
print(dev.boss is cto, dev.boss is ops.boss, ceo.boss is None)
