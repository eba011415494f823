from datetime import date

class Book:
    def __init__(self, title, author, isbn, copies=1):
        self.title = title
        self.author = author
        self.isbn = isbn
        self.copies = copies

    def __str__(self):
        return f'"{self.title}" by {self.author} ({self.copies} left)'

class Member:
    def __init__(self, name):
        self.name = name
        self.borrowed = {}

class Library:
    MAX_LOANS = 2

    def __init__(self):
        self.books = {}
        self.members = {}
        self.log = []

    def add_book(self, book):
        if book.isbn in self.books:
            self.books[book.isbn].copies += book.copies
        else:
            self.books[book.isbn] = book

    def join(self, name):
        self.members[name] = Member(name)
        return self.members[name]

    def lend(self, isbn, name):
        member = self.members.get(name)
        if not member:
            raise LookupError(f"no member {name!r}")
        book = self.books[isbn]
        if book.copies == 0:
            raise ValueError("no copies left")
        if len(member.borrowed) >= self.MAX_LOANS:
            raise ValueError(f"{name} has too many books")
        book.copies -= 1
        member.borrowed[isbn] = book
        self.log.append(("lend", name, isbn))

    def give_back(self, isbn, name):
        book = self.members[name].borrowed.pop(isbn)
        book.copies += 1
        self.log.append(("return", name, isbn))

    def search(self, **criteria):
        found = []
        for b in self.books.values():
            if all(getattr(b, k) == v for k, v in criteria.items()):
                found.append(b)
        return found

lib = Library()
for args in [("Dune", "Herbert", 1, 2), ("Emma", "Austen", 2), ("Ulysses", "Joyce", 3)]:
    lib.add_book(Book(*args))
lib.add_book(Book("Dune", "Herbert", 1))
lib.join("ann")
lib.join("bob")
for isbn, who in [(1, "ann"), (2, "ann"), (3, "ann"), (2, "bob"), (9, "bob"), (1, "cy")]:
    try:
        lib.lend(isbn, who)
        print("lent", lib.books[isbn])
    except KeyError as e:
        print("unknown book", e)
    except (ValueError, LookupError) as e:
        print(type(e).__name__, e)
lib.give_back(2, "ann")
print(lib.log)
print([str(b) for b in lib.books.values()])
