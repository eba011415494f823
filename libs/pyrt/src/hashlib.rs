//! `hashlib`: MD5 (RFC 1321), SHA-1 and SHA-2 (FIPS 180-4).

use crate::*;
use std::cell::RefCell;

#[derive(Clone, Copy, PartialEq)]
enum Kind {
    Md5,
    Sha1,
    Sha224,
    Sha256,
    Sha384,
    Sha512,
}

impl Kind {
    fn name(self) -> &'static str {
        match self {
            Kind::Md5 => "md5",
            Kind::Sha1 => "sha1",
            Kind::Sha224 => "sha224",
            Kind::Sha256 => "sha256",
            Kind::Sha384 => "sha384",
            Kind::Sha512 => "sha512",
        }
    }
}

/// A hash object: what it was given so far. Clones share it.
#[derive(Clone)]
pub struct Hash {
    kind: Kind,
    data: Rc<RefCell<Vec<u8>>>,
}

fn made(kind: Kind, data: &Bytes) -> Hash {
    Hash { kind, data: Rc::new(RefCell::new(data.as_slice().to_vec())) }
}

pub fn md5(data: &Bytes) -> Hash {
    made(Kind::Md5, data)
}

pub fn sha1(data: &Bytes) -> Hash {
    made(Kind::Sha1, data)
}

pub fn sha224(data: &Bytes) -> Hash {
    made(Kind::Sha224, data)
}

pub fn sha256(data: &Bytes) -> Hash {
    made(Kind::Sha256, data)
}

pub fn sha384(data: &Bytes) -> Hash {
    made(Kind::Sha384, data)
}

pub fn sha512(data: &Bytes) -> Hash {
    made(Kind::Sha512, data)
}

/// `hashlib.new(name, data)`.
pub fn by_name(name: &Str, data: &Bytes) -> PyResult<Hash> {
    let kind = match name.as_str() {
        "md5" | "MD5" => Kind::Md5,
        "sha1" | "SHA1" => Kind::Sha1,
        "sha224" | "SHA224" => Kind::Sha224,
        "sha256" | "SHA256" => Kind::Sha256,
        "sha384" | "SHA384" => Kind::Sha384,
        "sha512" | "SHA512" => Kind::Sha512,
        _ => limit("hashlib.new of this name"),
    };
    Ok(made(kind, data))
}

impl Hash {
    pub fn name(&self) -> Str {
        lit(self.kind.name())
    }

    pub fn digest_size(&self) -> Int {
        len(&self.digest())
    }

    pub fn block_size(&self) -> Int {
        int(if matches!(self.kind, Kind::Sha384 | Kind::Sha512) { 128 } else { 64 })
    }

    pub fn update(&self, data: &Bytes) {
        self.data.borrow_mut().extend_from_slice(data.as_slice());
    }

    pub fn copy(&self) -> Hash {
        Hash { kind: self.kind, data: Rc::new(RefCell::new(self.data.borrow().clone())) }
    }

    pub fn digest(&self) -> Bytes {
        let data = self.data.borrow();
        Bytes::from_vec(match self.kind {
            Kind::Md5 => md5_of(&data),
            Kind::Sha1 => sha1_of(&data),
            Kind::Sha224 => sha256_of(&data, SHA224)[..28].to_vec(),
            Kind::Sha256 => sha256_of(&data, SHA256),
            Kind::Sha384 => sha512::digest_from(sha512::SHA384, &data)[..48].to_vec(),
            Kind::Sha512 => sha512::digest(&data).to_vec(),
        })
    }

    pub fn hexdigest(&self) -> Str {
        self.digest().hex()
    }
}

/// The message with its padding: a one, zeros, and how many bits it had.
fn padded(data: &[u8], big: bool) -> Vec<u8> {
    let mut out = data.to_vec();
    out.push(0x80);
    while out.len() % 64 != 56 {
        out.push(0);
    }
    let bits = data.len() as u64 * 8;
    out.extend(if big { bits.to_be_bytes() } else { bits.to_le_bytes() });
    out
}

fn big_words(block: &[u8]) -> Vec<u32> {
    block.chunks(4).map(|b| u32::from_be_bytes([b[0], b[1], b[2], b[3]])).collect()
}

const SHIFTS: [[u32; 4]; 4] = [[7, 12, 17, 22], [5, 9, 14, 20], [4, 11, 16, 23], [6, 10, 15, 21]];

fn md5_of(data: &[u8]) -> Vec<u8> {
    let sines: Vec<u32> = (1..=64).map(|i| (libm::sin(f64::from(i)).abs() * 4_294_967_296.0) as u32).collect();
    let mut state = [0x6745_2301u32, 0xefcd_ab89, 0x98ba_dcfe, 0x1032_5476];
    for block in padded(data, false).chunks(64) {
        let words: Vec<u32> = block.chunks(4).map(|b| u32::from_le_bytes([b[0], b[1], b[2], b[3]])).collect();
        let [mut a, mut b, mut c, mut d] = state;
        for i in 0..64 {
            let (mixed, at) = match i / 16 {
                0 => ((b & c) | (!b & d), i),
                1 => ((d & b) | (!d & c), (5 * i + 1) % 16),
                2 => (b ^ c ^ d, (3 * i + 5) % 16),
                _ => (c ^ (b | !d), (7 * i) % 16),
            };
            let sum = a.wrapping_add(mixed).wrapping_add(sines[i]).wrapping_add(words[at]);
            a = d;
            d = c;
            c = b;
            b = b.wrapping_add(sum.rotate_left(SHIFTS[i / 16][i % 4]));
        }
        for (word, add) in state.iter_mut().zip([a, b, c, d]) {
            *word = word.wrapping_add(add);
        }
    }
    state.iter().flat_map(|word| word.to_le_bytes()).collect()
}

fn sha1_of(data: &[u8]) -> Vec<u8> {
    let mut state = [0x6745_2301u32, 0xefcd_ab89, 0x98ba_dcfe, 0x1032_5476, 0xc3d2_e1f0];
    for block in padded(data, true).chunks(64) {
        let mut w = big_words(block);
        for i in 16..80 {
            w.push((w[i - 3] ^ w[i - 8] ^ w[i - 14] ^ w[i - 16]).rotate_left(1));
        }
        let [mut a, mut b, mut c, mut d, mut e] = state;
        for (i, word) in w.iter().enumerate() {
            let (mixed, add) = match i / 20 {
                0 => ((b & c) | (!b & d), 0x5a82_7999u32),
                1 => (b ^ c ^ d, 0x6ed9_eba1),
                2 => ((b & c) | (b & d) | (c & d), 0x8f1b_bcdc),
                _ => (b ^ c ^ d, 0xca62_c1d6),
            };
            let next = a.rotate_left(5).wrapping_add(mixed).wrapping_add(e).wrapping_add(add).wrapping_add(*word);
            e = d;
            d = c;
            c = b.rotate_left(30);
            b = a;
            a = next;
        }
        for (word, add) in state.iter_mut().zip([a, b, c, d, e]) {
            *word = word.wrapping_add(add);
        }
    }
    state.iter().flat_map(|word| word.to_be_bytes()).collect()
}

const SHA256: [u32; 8] = [
    0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19,
];
const SHA224: [u32; 8] = [
    0xc1059ed8, 0x367cd507, 0x3070dd17, 0xf70e5939, 0xffc00b31, 0x68581511, 0x64f98fa7, 0xbefa4fa4,
];

fn sha256_of(data: &[u8], start: [u32; 8]) -> Vec<u8> {
    let mut state = start;
    for block in padded(data, true).chunks(64) {
        let mut w = big_words(block);
        for i in 16..64 {
            let a = w[i - 15].rotate_right(7) ^ w[i - 15].rotate_right(18) ^ (w[i - 15] >> 3);
            let b = w[i - 2].rotate_right(17) ^ w[i - 2].rotate_right(19) ^ (w[i - 2] >> 10);
            w.push(w[i - 16].wrapping_add(a).wrapping_add(w[i - 7]).wrapping_add(b));
        }
        let [mut a, mut b, mut c, mut d, mut e, mut f, mut g, mut h] = state;
        for i in 0..64 {
            let sum = e.rotate_right(6) ^ e.rotate_right(11) ^ e.rotate_right(25);
            let choice = (e & f) ^ (!e & g);
            let first = h.wrapping_add(sum).wrapping_add(choice).wrapping_add(sha512::half(i)).wrapping_add(w[i]);
            let sum = a.rotate_right(2) ^ a.rotate_right(13) ^ a.rotate_right(22);
            let second = sum.wrapping_add((a & b) ^ (a & c) ^ (b & c));
            h = g;
            g = f;
            f = e;
            e = d.wrapping_add(first);
            d = c;
            c = b;
            b = a;
            a = first.wrapping_add(second);
        }
        for (word, add) in state.iter_mut().zip([a, b, c, d, e, f, g, h]) {
            *word = word.wrapping_add(add);
        }
    }
    state.iter().flat_map(|word| word.to_be_bytes()).collect()
}

impl PyRepr for Hash {
    fn repr_to(&self, _out: &mut String) {
        limit("the repr of a hash holds its address")
    }
    fn type_name(&self) -> &'static str {
        "HASH"
    }
}

impl PyIs for Hash {
    fn id(&self) -> usize {
        Rc::as_ptr(&self.data) as *const u8 as usize
    }
}

by_identity!(Hash);
opaque! {
    Hash, "HASH";
}
