ROOMS = {
    "hall": {"north": "library", "east": "kitchen", "items": ["lamp"]},
    "library": {"south": "hall", "items": ["book", "map"]},
    "kitchen": {"west": "hall", "items": []},
}

def play(commands):
    room = "hall"
    inventory = []
    for cmd in commands:
        verb, _, noun = cmd.partition(" ")
        if verb == "go":
            if noun in ROOMS[room]:
                room = ROOMS[room][noun]
                yield f"You are in the {room}."
            else:
                yield "You can't go that way."
        elif verb == "take":
            items = ROOMS[room]["items"]
            if noun in items:
                items.remove(noun)
                inventory.append(noun)
                yield f"Taken: {noun}."
            else:
                yield f"There is no {noun or 'thing'} here."
        elif verb == "inv":
            yield "You carry: " + (", ".join(inventory) if inventory else "nothing")
        else:
            yield f"I don't know how to {verb!r}."

for line in play(["inv", "take lamp", "go up", "go north", "take map", "take", "inv", "dance"]):
    print(line)
