def sieve(limit):
    flags = [True] * (limit + 1)
    flags[0] = flags[1] = False
    i = 2
    while i * i <= limit:
        if flags[i]:
            for j in range(i * i, limit + 1, i):
                flags[j] = False
        i += 1
    return [i for i, is_prime in enumerate(flags) if is_prime]


primes = sieve(100)
print(primes)
print(len(sieve(10000)), sum(sieve(1000)))
