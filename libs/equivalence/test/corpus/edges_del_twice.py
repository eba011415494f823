def dbl():
    x = [1]
    def inner(): return x
    del x
    try: inner()
    except NameError as e: print(e)
    try: del x
    except UnboundLocalError as e: print(e)
    for i in range(2):
        y = i
        del y
    try: del i, y
    except NameError as e: print(type(e).__name__, e)
    try: print(i)
    except NameError as e: print(type(e).__name__, e)
dbl()
z = 1
del z
try: del z
except NameError as e: print(e)
try: del nothing
except NameError as e: print(e)
w = 5
def look(): return w
del w
try: look()
except NameError as e: print(e)
try: del w
except NameError as e: print(e)
