import threading
t = threading.Thread(target=print, args=("x",))
t.start()
t.join()
