name = "Zoë"
value = 1234.56789
count = 42
print(f"{name!r} {name:>8} {name:<8}| {name:^9}|")
print(f"{value:.2f} {value:10.1f} {value:,.3f} {value:e} {value:g}")
print(f"{count:05d} {count:x} {count:#o} {count:b} {count:+d} {count:_}")
width = 12
print(f"{name:*^{width}} {value:{width}.{3}f}")
print(f"{count=} {value=:.1f} {{literal}}")
print(f"{'nested ' + name} {1 if count > 3 else 2}")
print(f"{True} {None} {[1, 2]} {(1,)} {{'a': 1}}")
print(f"{0.1 + 0.2} {1e100} {-0.0} {1/3}")
