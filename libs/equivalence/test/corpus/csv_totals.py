text = """name,qty,price
pen,10,1.25
pad,3,4.5
ink,1,12.0
"""
rows = [line.split(",") for line in text.strip().split("\n")]
header, body = rows[0], rows[1:]
records = [dict(zip(header, row)) for row in body]
total = 0.0
for record in records:
    cost = int(record["qty"]) * float(record["price"])
    total += cost
    print(f"{record['name']:<6}{cost:>8.2f}")
print(f"{'total':<6}{total:>8.2f}")
print(header, records[0])
