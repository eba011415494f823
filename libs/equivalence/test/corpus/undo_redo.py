class Command:
    def __init__(self, do, undo):
        self.do, self.undo = do, undo
class Editor:
    def __init__(self):
        self.text = ""
        self.undo_stack, self.redo_stack = [], []
    def run(self, cmd):
        cmd.do()
        self.undo_stack.append(cmd)
        self.redo_stack.clear()
    def insert(self, s):
        old = self.text
        def do():
            self.text += s
        def undo():
            self.text = old
        self.run(Command(do, undo))
    def delete(self, n):
        old = self.text
        def do():
            self.text = self.text[:-n]
        def undo():
            self.text = old
        self.run(Command(do, undo))
    def undo(self):
        if not self.undo_stack:
            return False
        c = self.undo_stack.pop()
        c.undo()
        self.redo_stack.append(c)
        return True
    def redo(self):
        if self.redo_stack:
            c = self.redo_stack.pop()
            c.do()
            self.undo_stack.append(c)
            return True
        return False
e = Editor()
e.insert("hello")
e.insert(" world")
e.delete(3)
print(e.text)
print(e.undo(), e.text, e.undo(), e.text, e.redo(), e.text)
e.insert("!")
print(e.text, e.redo(), [e.undo() for _ in range(4)], repr(e.text))
