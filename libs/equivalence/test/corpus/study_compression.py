"""Huffman coding, run length, LZW, Burrows-Wheeler, base64 by hand, CRC, adler, md-like mixing"""
from __future__ import annotations

from typing import TypedDict
import sys

B64_CHARSET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"


class Letter:
    def __init__(self, letter: str, freq: int):
        self.letter: str = letter
        self.freq: int = freq
        self.bitstring: dict[str, str] = {}

    def __repr__(self) -> str:
        return f"{self.letter}:{self.freq}"


class TreeNode:
    def __init__(self, freq: int, left: Letter | TreeNode, right: Letter | TreeNode):
        self.freq: int = freq
        self.left: Letter | TreeNode = left
        self.right: Letter | TreeNode = right


def build_tree(letters: list[Letter]) -> Letter | TreeNode:
    response: list[Letter | TreeNode] = list(letters)
    while len(response) > 1:
        left = response.pop(0)
        right = response.pop(0)
        total_freq = left.freq + right.freq
        node = TreeNode(total_freq, left, right)
        response.append(node)
        response.sort(key=lambda x: x.freq)
    return response[0]


def traverse_tree(root: Letter | TreeNode, bitstring: str) -> list[Letter]:
    if isinstance(root, Letter):
        root.bitstring[root.letter] = bitstring
        return [root]
    treenode: TreeNode = root
    letters = []
    letters += traverse_tree(treenode.left, bitstring + "0")
    letters += traverse_tree(treenode.right, bitstring + "1")
    return letters


def parse(text: str) -> list[Letter]:
    chars: dict[str, int] = {}
    for c in text:
        chars[c] = chars[c] + 1 if c in chars else 1
    return sorted((Letter(c, f) for c, f in chars.items()), key=lambda x: x.freq)


class BWTTransformDict(TypedDict):
    bwt_string: str
    idx_original_string: int


def all_rotations(s: str) -> list[str]:
    """
    >>> all_rotations("^BAN|")
    ['^BAN|', 'BAN|^', 'AN|^B', 'N|^BA', '|^BAN']
    >>> all_rotations(5)
    Traceback (most recent call last):
        ...
    TypeError: The parameter s type must be str.
    """
    if not isinstance(s, str):
        raise TypeError("The parameter s type must be str.")
    return [s[i:] + s[:i] for i in range(len(s))]


def bwt_transform(s: str) -> BWTTransformDict:
    if not isinstance(s, str):
        raise TypeError("The parameter s type must be str.")
    if not s:
        raise ValueError("The parameter s must not be empty.")
    rotations = all_rotations(s)
    rotations.sort()
    response: BWTTransformDict = {
        "bwt_string": "".join([word[-1] for word in rotations]),
        "idx_original_string": rotations.index(s),
    }
    return response


def reverse_bwt(bwt_string: str, idx_original_string: int) -> str:
    ordered_rotations = [""] * len(bwt_string)
    for _ in range(len(bwt_string)):
        for i in range(len(bwt_string)):
            ordered_rotations[i] = bwt_string[i] + ordered_rotations[i]
        ordered_rotations.sort()
    return ordered_rotations[idx_original_string]


def base64_encode(data: bytes) -> bytes:
    if not isinstance(data, bytes):
        msg = f"a bytes-like object is required, not '{data.__class__.__name__}'"
        raise TypeError(msg)
    binary_stream = "".join(bin(byte)[2:].zfill(8) for byte in data)
    padding_needed = len(binary_stream) % 6 != 0
    if padding_needed:
        padding = b"=" * ((6 - len(binary_stream) % 6) // 2)
        binary_stream += "0" * (6 - len(binary_stream) % 6)
    else:
        padding = b""
    return (
        "".join(B64_CHARSET[int(binary_stream[index : index + 6], 2)] for index in range(0, len(binary_stream), 6)).encode()
        + padding
    )


def run_length_encode(text: str) -> list[tuple[str, int]]:
    encoded = []
    count = 1
    for i in range(len(text)):
        if i + 1 < len(text) and text[i] == text[i + 1]:
            count += 1
        else:
            encoded.append((text[i], count))
            count = 1
    return encoded


def run_length_decode(encoded: list[tuple[str, int]]) -> str:
    return "".join(char * length for char, length in encoded)


def lzw(text: str) -> list[int]:
    table = {chr(i): i for i in range(128)}
    w, out = "", []
    for c in text:
        if w + c in table:
            w += c
        else:
            out.append(table[w])
            table[w + c] = len(table)
            w = c
    if w:
        out.append(table[w])
    return out


def unlzw(codes: list[int]) -> str:
    table = {i: chr(i) for i in range(128)}
    prev = table[codes[0]]
    result = [prev]
    for code in codes[1:]:
        entry = table.get(code, prev + prev[0])
        result.append(entry)
        table[len(table)] = prev + entry[0]
        prev = entry
    return "".join(result)


def adler32(plain_text: str) -> int:
    mod = 65521
    a = 1
    b = 0
    for plain_chr in plain_text:
        a = (a + ord(plain_chr)) % mod
        b = (b + a) % mod
    return (b << 16) | a


def crc32(data: bytes) -> int:
    crc = 0xFFFFFFFF
    for byte in data:
        crc ^= byte
        for _ in range(8):
            crc = (crc >> 1) ^ (0xEDB88320 if crc & 1 else 0)
    return crc ^ 0xFFFFFFFF


def left_rotate_32(i: int, shift: int) -> int:
    if i < 0:
        raise ValueError("Input must be non-negative")
    return ((i << shift) ^ (i >> (32 - shift))) % 2**32


def to_little_endian(string_32: bytes) -> bytes:
    if len(string_32) != 32:
        raise ValueError("Input must be of length 32")
    little_endian = b""
    for i in [3, 2, 1, 0]:
        little_endian += string_32[8 * i : 8 * i + 8]
    return little_endian


if __name__ == "__main__":
    letters_list = parse("this is an example of a huffman tree")
    root = build_tree(letters_list)
    letters = {k: v for letter in traverse_tree(root, "") for k, v in letter.bitstring.items()}
    print(letters)
    print(" ".join(letters[c] for c in "huffman"), letters_list[:3])
    result = bwt_transform("SIX.MIXED.PIXIES.SIFT.SIXTY.PIXIE.DUST.BOXES")
    print(f"{result['bwt_string']!r} {result['idx_original_string']}", reverse_bwt(**result))
    print(base64_encode(b"This pull request is part of Hacktoberfest20!"), base64_encode(b"A"))
    enc = run_length_encode("AAAABBBCCDAA")
    print(enc, run_length_decode(enc))
    codes = lzw("TOBEORNOTTOBEORTOBEORNOT")
    print(codes, unlzw(codes))
    print(adler32("Algorithms"), hex(crc32(b"hello")), left_rotate_32(1234, 5), to_little_endian(b"1234567890abcdfghijklmnopqrstuvw"))
    for bad in ("", 7):
        try:
            bwt_transform(bad)
        except (TypeError, ValueError) as e:
            print(type(e), e)
    sys.stdout.write(f"{len(letters)} letters\n")
