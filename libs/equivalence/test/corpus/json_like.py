def dump(value, indent=0):
    pad = "  " * indent
    if isinstance(value, dict):
        lines = [f'{pad}  "{k}": {dump(v, indent + 1).lstrip()}' for k, v in value.items()]
        return pad + "{\n" + ",\n".join(lines) + "\n" + pad + "}"
    if isinstance(value, str):
        return f'{pad}"{value}"'
    return pad + str(value)


print(dump({"a": 1, "b": {"c": "x"}}))
