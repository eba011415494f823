"""Ciphers: affine, vigenere, playfair, transposition, rail fence, xor, hill style"""

from __future__ import annotations

import string
from string import ascii_lowercase, ascii_uppercase
import sys
import random
import itertools

SYMBOLS = r""" !"#$%&'()*+,-./0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[\]^_`abcdefghijklmnopqrstuvwxyz{|}~"""


def gcd_by_iterative(x: int, y: int) -> int:
    while y:
        x, y = y, x % y
    return abs(x)


def find_mod_inverse(a: int, m: int) -> int:
    if gcd_by_iterative(a, m) != 1:
        msg = f"mod inverse of {a!r} and {m!r} does not exist"
        raise ValueError(msg)
    u1, u2, u3 = 1, 0, a
    v1, v2, v3 = 0, 1, m
    while v3 != 0:
        q = u3 // v3
        v1, v2, v3, u1, u2, u3 = (u1 - q * v1), (u2 - q * v2), (u3 - q * v3), v1, v2, v3
    return u1 % m


def check_keys(key_a: int, key_b: int, mode: str) -> None:
    if mode == "encrypt":
        if key_a == 1:
            sys.exit("The affine cipher becomes weak when key A is set to 1. Choose different key")
        if key_b == 0:
            sys.exit("The affine cipher becomes weak when key B is set to 0. Choose different key")
    if key_a < 0 or key_b < 0 or key_b > len(SYMBOLS) - 1:
        sys.exit(f"Key A must be greater than 0 and key B must be between 0 and {len(SYMBOLS) - 1}.")


def encrypt_message(key: int, message: str) -> str:
    """
    >>> encrypt_message(4545, 'The affine cipher is a type of monoalphabetic substitution cipher.')
    'VL}p MM{I}p~{HL}Gp{vp pFsH}pxMpyxIx JHL O}F{~pvuOvF{FuF{xIp~{HL}Gi'
    """
    key_a, key_b = divmod(key, len(SYMBOLS))
    check_keys(key_a, key_b, "encrypt")
    cipher_text = ""
    for symbol in message:
        if symbol in SYMBOLS:
            sym_index = SYMBOLS.find(symbol)
            cipher_text += SYMBOLS[(sym_index * key_a + key_b) % len(SYMBOLS)]
        else:
            cipher_text += symbol
    return cipher_text


def decrypt_message(key: int, message: str) -> str:
    key_a, key_b = divmod(key, len(SYMBOLS))
    check_keys(key_a, key_b, "decrypt")
    plain_text = ""
    mod_inverse_of_key_a = find_mod_inverse(key_a, len(SYMBOLS))
    for symbol in message:
        if symbol in SYMBOLS:
            sym_index = SYMBOLS.find(symbol)
            plain_text += SYMBOLS[(sym_index - key_b) * mod_inverse_of_key_a % len(SYMBOLS)]
        else:
            plain_text += symbol
    return plain_text


def translate_message(key: str, message: str, mode: str) -> str:
    translated = []
    key_index = 0
    key = key.upper()
    for symbol in message:
        num = ascii_uppercase.find(symbol.upper())
        if num != -1:
            if mode == "encrypt":
                num += ascii_uppercase.find(key[key_index])
            elif mode == "decrypt":
                num -= ascii_uppercase.find(key[key_index])
            num %= len(ascii_uppercase)
            if symbol.isupper():
                translated.append(ascii_uppercase[num])
            elif symbol.islower():
                translated.append(ascii_uppercase[num].lower())
            key_index += 1
            if key_index == len(key):
                key_index = 0
        else:
            translated.append(symbol)
    return "".join(translated)


def chunker(seq, size):
    it = iter(seq)
    while True:
        chunk = tuple(itertools.islice(it, size))
        if not chunk:
            return
        yield chunk


def prepare_input(dirty: str) -> str:
    dirty = "".join([c.upper() for c in dirty if c in string.ascii_letters])
    clean = ""
    if len(dirty) < 2:
        return dirty
    for i in range(len(dirty) - 1):
        clean += dirty[i]
        if dirty[i] == dirty[i + 1]:
            clean += "X"
    clean += dirty[-1]
    if len(clean) & 1:
        clean += "X"
    return clean


def generate_table(key: str) -> list[str]:
    alphabet = "ABCDEFGHIKLMNOPQRSTUVWXYZ"
    table = []
    for char in key.upper():
        if char not in table and char in alphabet:
            table.append(char)
    for char in alphabet:
        if char not in table:
            table.append(char)
    return table


def encode(plaintext: str, key: str) -> str:
    """
    >>> encode("Hello", "MONARCHY")
    'CFSUPM'
    """
    table = generate_table(key)
    plaintext = prepare_input(plaintext)
    ciphertext = ""
    for char1, char2 in chunker(plaintext, 2):
        row1, col1 = divmod(table.index(char1), 5)
        row2, col2 = divmod(table.index(char2), 5)
        if row1 == row2:
            ciphertext += table[row1 * 5 + (col1 + 1) % 5]
            ciphertext += table[row2 * 5 + (col2 + 1) % 5]
        elif col1 == col2:
            ciphertext += table[((row1 + 1) % 5) * 5 + col1]
            ciphertext += table[((row2 + 1) % 5) * 5 + col2]
        else:
            ciphertext += table[row1 * 5 + col2]
            ciphertext += table[row2 * 5 + col1]
    return ciphertext


def rail_encrypt(input_string: str, key: int) -> str:
    temp_grid: list[list[str]] = [[] for _ in range(key)]
    lowest = key - 1
    if key <= 0:
        raise ValueError("Height of grid can't be 0 or negative")
    if key == 1 or len(input_string) <= key:
        return input_string
    for position, character in enumerate(input_string):
        num = position % (lowest * 2)
        num = min(num, lowest * 2 - num)
        temp_grid[num].append(character)
    grid = ["".join(row) for row in temp_grid]
    return "".join(grid)


def rail_decrypt(input_string: str, key: int) -> str:
    grid = []
    lowest = key - 1
    if key <= 0:
        raise ValueError("Height of grid can't be 0 or negative")
    if key == 1:
        return input_string
    temp_grid: list[list[str]] = [[] for _ in range(key)]
    for position in range(len(input_string)):
        num = position % (lowest * 2)
        num = min(num, lowest * 2 - num)
        temp_grid[num].append("*")
    counter = 0
    for row in temp_grid:
        splice = input_string[counter : counter + len(row)]
        grid.append(list(splice))
        counter += len(row)
    output_string = ""
    for position in range(len(input_string)):
        num = position % (lowest * 2)
        num = min(num, lowest * 2 - num)
        output_string += grid[num][0]
        grid[num].pop(0)
    return output_string


class XORCipher:
    def __init__(self, key: int = 0):
        self.__key = key

    def encrypt_string(self, content: str, key: int = 0) -> str:
        assert isinstance(key, int)
        assert isinstance(content, str)
        key = key or self.__key or 1
        key %= 256
        ans = ""
        for ch in content:
            ans += chr(ord(ch) ^ key)
        return ans


def vernam(plaintext: str, key: str) -> str:
    ciphertext = ""
    for i in range(len(plaintext)):
        ct = ord(key[i % len(key)]) - 65 + ord(plaintext[i]) - 65
        while ct > 25:
            ct = ct - 26
        ciphertext += chr(65 + ct)
    return ciphertext


def mixed_keyword(keyword: str, plaintext: str, verbose: bool = False, alphabet: str = ascii_uppercase) -> str:
    keyword = keyword.upper()
    plaintext = plaintext.upper()
    alphabet_set = set(alphabet)
    unique_chars = []
    for char in keyword:
        if char in alphabet_set and char not in unique_chars:
            unique_chars.append(char)
    num_unique_chars_in_keyword = len(unique_chars)
    shifted_alphabet = unique_chars + [char for char in alphabet if char not in unique_chars]
    modified_alphabet = [
        shifted_alphabet[k : k + num_unique_chars_in_keyword] for k in range(0, 26, num_unique_chars_in_keyword)
    ]
    mapping = {}
    letter_index = 0
    for column in range(num_unique_chars_in_keyword):
        for row in modified_alphabet:
            if len(row) <= column:
                break
            mapping[alphabet[letter_index]] = row[column]
            letter_index += 1
    if verbose:
        print(mapping)
    return "".join(mapping.get(char, char) for char in plaintext)


if __name__ == "__main__":
    key = 4545
    enc = encrypt_message(key, "Attack at dawn!")
    print(enc, decrypt_message(key, enc))
    v = translate_message("HDarji", "This is Harshil Darji from Dharmaj.", "encrypt")
    print(v, translate_message("HDarji", v, "decrypt"))
    print(encode("Hide the gold in the tree stump", "playfair example"))
    r = rail_encrypt("Hello World", 4)
    print(r, rail_decrypt(r, 4))
    x = XORCipher(67)
    print(repr(x.encrypt_string("hallo welt")), x.encrypt_string(x.encrypt_string("test")))
    print(vernam("HELLO", "KEY"), mixed_keyword("college", "UNIVERSITY", True))
    print({v: k for k, v in zip(ascii_lowercase[:5], itertools.count(1))}, list(chunker("abcdefg", 3)))
    try:
        rail_encrypt("x", 0)
    except ValueError as exc:
        print(exc)
    check_keys(1, 5, "encrypt")
    print("unreachable")
