import asyncio


async def gen(n):
    for i in range(n):
        yield i
        await asyncio.sleep(0)


async def square(x):
    await asyncio.sleep(0)
    return x * x


class Feed:
    def __init__(self, items):
        self.items = items

    def __aiter__(self):
        self.left = list(self.items)
        return self

    async def __anext__(self):
        if not self.left:
            raise StopAsyncIteration
        await asyncio.sleep(0)
        return self.left.pop(0)

    async def all(self, scale):
        return [item * scale async for item in self]


async def main():
    x = "outer"
    print([x async for x in gen(3)], x)
    evens = [x * 2 async for x in gen(6) if x % 2 == 0 if x > 0]
    print(evens, sum([x async for x in gen(5)]), len([1 async for _ in gen(4)]))
    print([(a, b) async for a in gen(3) for b in range(a)], [a + b for a in range(2) async for b in gen(2)])
    print([await square(i) for i in range(4)], max([await square(i) for i in (1, 2)]))
    print([await square(i) async for i in gen(4)], await Feed("ab").all(2))
    if [y async for y in gen(2)] == [0, 1]:
        print("same", [name.upper() async for name in Feed(["x", "y"])])
    scale = 10
    print([[y * scale async for y in gen(2)], [z async for z in gen(1)]])
    for row in [y async for y in gen(2)]:
        print("row", row)
    return [x async for x in gen(2)]


print(asyncio.run(main()))
