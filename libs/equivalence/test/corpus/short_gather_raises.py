import asyncio


async def work(n, log):
    log.append(n)
    if n == 2:
        raise ValueError(f"no {n}")
    return n * 2


async def name(n):
    print("name", n)
    return f"n{n}"


class Api:
    def __init__(self):
        self.calls = []

    async def get(self, key, *, scale=1):
        self.calls.append(key)
        if key == "bad":
            raise KeyError(key)
        return len(key) * scale


def arg(x):
    print("arg", x)
    return x


async def main():
    log = []
    try:
        await asyncio.gather(work(1, log), work(2, log), work(3, log))
    except ValueError as e:
        print("caught", e, log)
    print(await asyncio.gather(work(arg(5), log), work(arg(6), log)), log)
    print(await asyncio.gather(*[work(i, log) for i in range(3, 6)]))
    try:
        print(await asyncio.gather(*(work(i, log) for i in range(1, 5))))
    except ValueError as e:
        print("again", e, log)
    api = Api()
    a, b = await asyncio.gather(name(1), api.get("abc", scale=2))
    print(a, b)
    try:
        await asyncio.gather(api.get("x"), api.get("bad"), api.get("y"))
    except KeyError as e:
        print(e, api.calls)
    out = await asyncio.gather(work(1, log), work(2, log), work(3, log), return_exceptions=True)
    for each in out:
        if isinstance(each, Exception):
            print("failed", each)
        else:
            print("fine", each)


asyncio.run(main())
