"""float.fromhex, rounded to even."""
for s in ("0x1.8p3", "-0x.8", "10", "0x1p-1074", "0x1p-1075", "0x1.8p-1075", "0x0.00000000000008p-1022", "0x1.fffffffffffffp1023", "0x1.00000000000008", "0x1.000000000000080001p0", "0x1.00000000000018p0", "inf", "-Infinity", "nan", "  0xA.Bp+2\n", "+1f", "0x0p99999999999", "0x1p-99999999999", "-0x0p0", "0x123456789abcdef123456789abcdef.123", "0x1.fffffffffffff8p1022", "0X1P4", ".8", "1.", "0x1.fffffffffffff7p1023"):
    x = float.fromhex(s)
    print(s.strip(), x, x.hex())
for s in ("", "0x", "0x1p", "g", "1p1.5", "0x1.p+", "--1", "0x1 2", ".", "0x1p99999", "0x1.fffffffffffff8p1023", "1__0"):
    try: print(s, float.fromhex(s))
    except (ValueError, OverflowError) as e: print(type(e).__name__, e)
