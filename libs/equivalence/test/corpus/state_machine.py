class StateMachine:
    def __init__(self, initial, transitions):
        self.state = initial
        self.transitions = transitions
        self.history = [initial]

    def fire(self, event):
        key = (self.state, event)
        if key not in self.transitions:
            raise KeyError(f"no transition from {self.state} on {event}")
        target, action = self.transitions[key]
        if action is not None:
            action(self)
        self.state = target
        self.history.append(target)
        return self

counter = {"coins": 0}

def take_coin(m):
    counter["coins"] += 1

t = {
    ("locked", "coin"): ("unlocked", take_coin),
    ("unlocked", "push"): ("locked", None),
    ("unlocked", "coin"): ("unlocked", take_coin),
}
m = StateMachine("locked", t)
m.fire("coin").fire("coin").fire("push")
print(m.history, counter)
try:
    m.fire("push")
except KeyError as e:
    print("error:", e)
print(m.state)
