//! CPython's hashes: xxHash over tuples, SipHash-1-3 with a zero key over text (`PYTHONHASHSEED=0`).

const PRIME_1: u64 = 11_400_714_785_074_694_791;
const PRIME_2: u64 = 14_029_467_366_897_019_727;
const PRIME_5: u64 = 2_870_177_450_012_600_261;

pub fn of_tuple(items: &[i64]) -> i64 {
    let mut hash = PRIME_5;
    for item in items {
        hash = hash.wrapping_add((*item as u64).wrapping_mul(PRIME_2));
        hash = hash.rotate_left(31).wrapping_mul(PRIME_1);
    }
    hash = hash.wrapping_add(items.len() as u64 ^ (PRIME_5 ^ 3_527_539));
    if hash == u64::MAX {
        return 1_546_275_796;
    }
    hash as i64
}

/// Hash of a frozenset from the hashes of its elements, in any order.
pub fn of_set(items: impl Iterator<Item = i64>) -> i64 {
    fn shuffle(hash: u64) -> u64 {
        ((hash ^ 89_869_747) ^ (hash << 16)).wrapping_mul(3_644_798_167)
    }
    let mut hash = 0u64;
    let mut used = 0u64;
    for item in items {
        hash ^= shuffle(item as u64);
        used += 1;
    }
    hash ^= (used + 1).wrapping_mul(1_927_868_237);
    hash ^= (hash >> 11) ^ (hash >> 25);
    hash = hash.wrapping_mul(69_069).wrapping_add(907_133_923);
    if hash == u64::MAX {
        590_923_713
    } else {
        hash as i64
    }
}

/// Hash of a string's storage: 1, 2 or 4 bytes a character by its widest one.
pub fn of_text(text: &str) -> i64 {
    if text.is_ascii() {
        return of_bytes(text.as_bytes());
    }
    let widest = text.chars().map(|c| c as u32).max().unwrap_or(0);
    let bytes: Vec<u8> = if widest < 0x100 {
        text.chars().map(|c| c as u32 as u8).collect()
    } else if widest < 0x10000 {
        text.chars().flat_map(|c| (c as u32 as u16).to_le_bytes()).collect()
    } else {
        text.chars().flat_map(|c| (c as u32).to_le_bytes()).collect()
    };
    of_bytes(&bytes)
}

pub fn of_bytes(bytes: &[u8]) -> i64 {
    if bytes.is_empty() {
        return 0;
    }
    let mut v = [0x736f_6d65_7073_6575u64, 0x646f_7261_6e64_6f6d, 0x6c79_6765_6e65_7261, 0x7465_6462_7974_6573];
    let chunks = bytes.chunks_exact(8);
    let rest = chunks.remainder();
    for chunk in chunks {
        let mut word = [0; 8];
        word.copy_from_slice(chunk);
        let word = u64::from_le_bytes(word);
        v[3] ^= word;
        round(&mut v);
        v[0] ^= word;
    }
    let mut last = (bytes.len() as u64) << 56;
    for (i, byte) in rest.iter().enumerate() {
        last |= u64::from(*byte) << (8 * i);
    }
    v[3] ^= last;
    round(&mut v);
    v[0] ^= last;
    v[2] ^= 0xff;
    round(&mut v);
    round(&mut v);
    round(&mut v);
    match (v[0] ^ v[1] ^ v[2] ^ v[3]) as i64 {
        -1 => -2,
        hash => hash,
    }
}

fn round(v: &mut [u64; 4]) {
    v[0] = v[0].wrapping_add(v[1]);
    v[2] = v[2].wrapping_add(v[3]);
    v[1] = v[1].rotate_left(13) ^ v[0];
    v[3] = v[3].rotate_left(16) ^ v[2];
    v[0] = v[0].rotate_left(32);
    v[2] = v[2].wrapping_add(v[1]);
    v[0] = v[0].wrapping_add(v[3]);
    v[1] = v[1].rotate_left(17) ^ v[2];
    v[3] = v[3].rotate_left(21) ^ v[0];
    v[2] = v[2].rotate_left(32);
}

/// Joins hashes for `PyHash::key_hash`.
#[inline]
pub fn mixed(hash: i64, next: i64) -> i64 {
    ((hash as u64).rotate_left(23) ^ next as u64).wrapping_mul(PRIME_1) as i64
}

/// A quick hash of text for `PyHash::key_hash`.
pub fn quick(bytes: &[u8]) -> i64 {
    let mut hash = bytes.len() as i64;
    let words = bytes.chunks_exact(8);
    let rest = words.remainder();
    for word in words {
        let mut bytes = [0; 8];
        bytes.copy_from_slice(word);
        hash = mixed(hash, i64::from_le_bytes(bytes));
    }
    let last = rest.iter().fold(0u64, |last, byte| last << 8 | u64::from(*byte));
    let hash = mixed(hash, last as i64);
    hash ^ ((hash as u64) >> 32) as i64
}
