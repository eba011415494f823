/** `hashlib`, `base64`, `binascii`, `zlib`: bytes in, bytes or texts out. */
import { describedCalls, refusedCalls } from "./module.js";
import { nativeType, register } from "./types.js";

register(
  nativeType("hashlib", "HASH", "hashlib::Hash", {
    frozen: false,
    attributes: `
name -> str
digest_size -> int
block_size -> int`,
    methods: `
update(data:bytes) -> None
digest() -> bytes
hexdigest() -> str
copy() -> HASH`,
  }),
);

const KINDS = ["md5", "sha1", "sha224", "sha256", "sha384", "sha512"];

export const hashlib = {
  ...describedCalls(
    "hashlib",
    `${KINDS.map((kind) => `${kind}(string:bytes=&Bytes::lit(b"")) -> HASH`).join("\n")}
new(name:str, data:bytes=&Bytes::lit(b"")) -> HASH! = by_name`,
  ),
  ...refusedCalls("hashlib", {
    sha3_256: "use sha256",
    sha3_512: "use sha512",
    blake2b: "use sha256",
    blake2s: "use sha256",
    pbkdf2_hmac: "use sha256",
    scrypt: "use sha256",
  }),
};

export const base64 = describedCalls(
  "base64",
  `
b64encode(s:bytes) -> bytes
standard_b64encode(s:bytes) -> bytes = b64encode
urlsafe_b64encode(s:bytes) -> bytes
b64decode(s:bytes) -> bytes!
b64decode(s:str) -> bytes! = b64decode_text
standard_b64decode(s:bytes) -> bytes! = b64decode
standard_b64decode(s:str) -> bytes! = b64decode_text
urlsafe_b64decode(s:bytes) -> bytes!
urlsafe_b64decode(s:str) -> bytes! = urlsafe_b64decode_text
b16encode(s:bytes) -> bytes
b16decode(s:bytes) -> bytes!
b16decode(s:str) -> bytes! = b16decode_text
b32encode(s:bytes) -> bytes
b32decode(s:bytes) -> bytes!
b32decode(s:str) -> bytes! = b32decode_text
b85encode(b:bytes) -> bytes
b85decode(b:bytes) -> bytes!
b85decode(b:str) -> bytes! = b85decode_text
a85encode(b:bytes) -> bytes`,
);

export const binascii = describedCalls(
  "binascii",
  `
hexlify(data:bytes) -> bytes
b2a_hex(data:bytes) -> bytes = hexlify
unhexlify(hexstr:bytes) -> bytes!
unhexlify(hexstr:str) -> bytes! = unhexlify_text
a2b_hex(hexstr:bytes) -> bytes! = unhexlify
a2b_hex(hexstr:str) -> bytes! = unhexlify_text
crc32(data:bytes, value:int=&int(0)) -> int = crc32`,
  "base64",
);

export const zlib = {
  ...describedCalls(
    "zlib",
    `
crc32(data:bytes, value:int=&int(0)) -> int
adler32(data:bytes, value:int=&int(1)) -> int`,
    "base64",
  ),
  ...refusedCalls("zlib", { compress: "it needs a compressor", decompress: "it needs a compressor" }),
};

export const BASE64_EXCEPTIONS = { "binascii.Error": "base64::BINASCII_ERROR" };
