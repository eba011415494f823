from dataclasses import dataclass


@dataclass
class Product:
    name: str
    price: float
    stock: int = 0


class Inventory:
    def __init__(self):
        self.products = {}

    def add(self, product: Product) -> None:
        if product.name in self.products:
            raise ValueError(f"duplicate {product.name}")
        self.products[product.name] = product

    def sell(self, name: str, count: int) -> float:
        product = self.products[name]
        if product.stock < count:
            raise ValueError(f"only {product.stock} left")
        product.stock -= count
        return product.price * count

    def value(self) -> float:
        return sum(p.price * p.stock for p in self.products.values())


shop = Inventory()
shop.add(Product("pen", 1.5, 10))
shop.add(Product("pad", 4.25, 2))
print(shop.sell("pen", 4), shop.value())
for name, count in [("pad", 3), ("cup", 1)]:
    try:
        print(shop.sell(name, count))
    except ValueError as error:
        print("refused:", error)
    except KeyError as error:
        print("unknown:", error)
print(shop.products["pen"])
