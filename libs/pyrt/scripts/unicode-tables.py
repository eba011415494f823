import sys, unicodedata
def ranges(pred):
    out=[];start=None
    for c in range(128,0x110000):
        if 0xD800<=c<0xE000: ok=False
        else: ok=pred(chr(c))
        if ok and start is None: start=c
        if not ok and start is not None: out.append((start,c-1)); start=None
    if start is not None: out.append((start,0x10ffff))
    return out
print("//! Properties of characters past ASCII as Python 3.11 (Unicode 14) has them: ranges, first and last.\n//! Generated from Python's own answers by `scripts/unicode-tables.py`.\n")
for name,pred in [("ALPHA",str.isalpha),("DIGIT",str.isdigit),("NUMERIC",str.isnumeric),("UPPER",lambda c:c.isupper()),("LOWER",lambda c:c.islower()),("TITLE",lambda c:unicodedata.category(c)=="Lt"),("UNPRINTABLE",lambda c:not c.isprintable()),("ID_START",lambda c:c.isidentifier()),("ID_CONTINUE",lambda c:("a"+c).isidentifier())]:
    r=ranges(pred)
    print(f"pub static {name}: &[(u32, u32)] = &[")
    line="   "
    for a,b in r:
        t=f" ({a:#x}, {b:#x}),"
        if len(line)+len(t)>118: print(line); line="   "
        line+=t
    print(line); print("];\n")
# zeros of decimal digits
z=[c for c in range(128,0x110000) if not 0xD800<=c<0xE000 and unicodedata.decimal(chr(c),None)==0]
print("/// The zero of each run of ten decimal digits.\npub static ZEROS: &[u32] = &["+", ".join(hex(c) for c in z)+"];\n")
def table(name,doc,pairs):
    print(f"/// {doc}\npub static {name}: &[(u32, &str)] = &[")
    line="   "
    for c,s in pairs:
        t=f' ({c:#x}, "'+"".join(f"\\u{{{ord(x):x}}}" for x in s)+'"),'
        if len(line)+len(t)>118: print(line); line="   "
        line+=t
    print(line); print("];\n")
table("TITLE_CASE","Title case where it is not upper case.",[(c,chr(c).title()) for c in range(128,0x110000) if not 0xD800<=c<0xE000 and chr(c).title()!=chr(c).upper()])
table("CASE_FOLD","Case folding where it is not lower case.",[(c,chr(c).casefold()) for c in range(128,0x110000) if not 0xD800<=c<0xE000 and chr(c).casefold()!=chr(c).lower()])
