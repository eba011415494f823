import json
d = {'b': [1, 2.5, None, True], 'a': {'x': 'é\n"', 'y': []}, 'c': {}}
print(json.dumps(d))
print(json.dumps(d, indent=2))
print(json.dumps(d, sort_keys=True))
print(json.dumps(d, separators=(',', ':')))
print(json.dumps(d, ensure_ascii=False))
print(json.dumps(d, indent=4, sort_keys=True, separators=(', ', ': ')))
print(json.dumps([], indent=2))
print(json.dumps({}, indent=2))
print(json.dumps({1: 'a', 2.5: 'b', None: 'c', True: 'd'}))
print(json.dumps('\u2028\x7f\x00😀'))
print(json.dumps(1e+100))
print(json.dumps(float('inf')))
print(json.dumps((1, 2)))
print(json.dumps([[1, 2], [3]], indent=1))
print(json.dumps('a/b'))
print(json.dumps(d, indent='\t'))
print(json.dumps(10 ** 30))
print(json.dumps(-0.0))
print(json.dumps(1.0))
try:
    json.dumps({1, 2})
except TypeError as e:
    print(e)
try:
    json.dumps({(1, 2): 3})
except TypeError as e:
    print(e)
print(json.dumps({(1, 2): 3, 'a': 1}, skipkeys=True))
print(json.dumps({'when': {1, 2}}, default=lambda o: sorted(o)))
print(json.dumps([object], default=str) if False else 0)
class P:

    def __init__(self, x):
        self.x = x
print(json.loads('[1, 2, 3]'))
print(json.loads('"abc"'))
print(json.loads('3'))
print(json.loads('3.5'))
print(json.loads('null'))
print(json.loads('true'))
o = json.loads('{"a": [1, {"b": null}], "c": "\\u00e9\\n", "d": 1e3, "e": -5, "f": {}}')
print(o['a'])
print(o['c'])
print(o['d'])
print(o['e'])
print(o['f'])
print(o)
for k, v in o.items():
    print(k, v, type(v).__name__)
for bad in ('{', '[1,]', "{'a': 1}", 'nul', '[1 2]', '"abc', '', '1 2', '{"a" 1}', '{"a": }', '["\\x"]', 'NaN x', '{"a":1,}', '[', '01', '-', '\x00'):
    try:
        print(json.loads(bad))
    except json.JSONDecodeError as e:
        print(repr(bad), e, e.msg, e.pos, e.lineno, e.colno)
try:
    json.loads('{bad')
except ValueError as e:
    print('VE', e)
print(json.loads(' { "x" : [ ] } ')['x'])
print(json.loads('{"a":1,"a":2}'))
print(json.loads('[NaN, Infinity, -Infinity]'))
print(json.loads('12345678901234567890123'))
print(json.loads('"\\ud83d\\ude00"'))
print(json.dumps(json.loads('{"z": 1, "y": [1, 2, {"k": "v"}]}'), indent=2, sort_keys=True))
print(json.dumps('é', ensure_ascii=True))
print(json.dumps({'k': 'v'}, indent=0))
print(json.dumps([1, [2, [3, []]]], indent=2))
print(json.dumps(None))
print(json.dumps(True))
print(json.dumps('tab\t'))
