import threading
from threading import Lock, RLock
from collections import OrderedDict
class LRU:
    def __init__(self, cap):
        self.cap = cap
        self.data = OrderedDict()
        self.lock = threading.RLock()
    def get(self, k):
        with self.lock:
            if k not in self.data:
                return -1
            self.data.move_to_end(k)
            return self.data[k]
    def put(self, k, v):
        with self.lock:
            if self.get(k) != -1:
                self.data.move_to_end(k)
            self.data[k] = v
            if len(self.data) > self.cap:
                self.data.popitem(last=False)
c = LRU(2)
c.put(1, 1); c.put(2, 2); print(c.get(1)); c.put(3, 3); print(c.get(2))
class Account:
    def __init__(self, balance: float):
        self.balance = balance
        self._lock: Lock = Lock()
    def deposit(self, x):
        self._lock.acquire()
        try:
            self.balance += x
        finally:
            self._lock.release()
a = Account(10)
a.deposit(5)
print(a.balance)
l = Lock()
print(l.acquire(), l.locked(), l.acquire(False), l.acquire(blocking=False), l.acquire(timeout=0.01))
l.release()
print(l.locked())
try:
    l.release()
except RuntimeError as e:
    print(e)
r = RLock()
print(r.acquire(), r.acquire())
r.release(); r.release()
try:
    r.release()
except RuntimeError as e:
    print(e)
with l as got:
    print(got)
try:
    l.acquire(False, 1)
except ValueError as e:
    print(e)
try:
    l.acquire(True, -2)
except ValueError as e:
    print(e)
e = threading.Event()
print(e.is_set(), e.wait(0.01)); e.set(); print(e.is_set(), e.wait()); e.clear()
s = threading.Semaphore(2)
print(s.acquire(), s.acquire(), s.acquire(blocking=False), s.acquire(timeout=0.01)); s.release()
with s:
    print("in")
bs = threading.BoundedSemaphore(1)
try:
    bs.release()
except ValueError as e2:
    print(e2)
try:
    threading.Semaphore(-1)
except ValueError as e2:
    print(e2)
cond = threading.Condition()
with cond:
    cond.notify_all()
    print(cond.wait_for(lambda: True), cond.wait(0.01), cond.wait_for(lambda: 0, timeout=0.01))
try:
    cond.notify()
except RuntimeError as e2:
    print(e2)
print(type(l).__name__, type(r).__name__)


class Singleton:
    _instance = None
    _lock = threading.Lock()
    def __new__(cls):
        if cls._instance is None:
            with cls._lock:
                if cls._instance is None:
                    cls._instance = super().__new__(cls)
        return cls._instance
print(Singleton() is Singleton())
L = threading.Lock()
def locked(lock):
    def deco(f):
        def inner(*a):
            with lock:
                return f(*a)
        return inner
    return deco
@locked(L)
def f(x):
    return x + 1
print(f(2))
class Guarded:
    def __init__(self):
        self._lock = Lock()
        self.n = 0
    def __repr__(self):
        return f"Guarded({self.n})"
    def inc(self):
        with self._lock:
            self.n += 1
            if self.n > 2:
                raise ValueError("too many")
a = Guarded()
for _ in range(4):
    try:
        a.inc()
    except ValueError as e:
        print(e, a, a._lock.locked())
print(threading.current_thread().name, threading.active_count())
a._lock.release()
