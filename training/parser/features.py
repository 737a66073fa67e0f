"""What the student sees of a word: the row numbers of its embeddings.

The Rust side (`crates/rapporteur-neural/src/features.rs`) computes the same numbers from the same bytes; change
both together. All hashing is FNV-1a over UTF-8 bytes, 32 bits for the vector table and 64 for the others.
"""

# Name of each hashed feature, its rows and its width. The word is looked up twice with two seeds and summed, so
# that two words rarely share both rows.
TABLES = [
    ("word", 24576, 64),
    ("prefix", 8192, 32),
    ("suffix2", 2048, 32),
    ("suffix3", 8192, 48),
    ("suffix4", 12288, 48),
    ("shape", 1024, 48),
]


def fnv64(text, seed):
    value = 0xCBF29CE484222325 ^ seed
    for byte in text.encode("utf-8"):
        value = ((value ^ byte) * 0x100000001B3) & 0xFFFFFFFFFFFFFFFF
    # The low bits of FNV are the weakest, and the row is taken modulo a power of two at times.
    return value ^ (value >> 32)


def fnv32(text):
    value = 0x811C9DC5
    for byte in text.encode("utf-8"):
        value = ((value ^ byte) * 0x01000193) & 0xFFFFFFFF
    return value


def lower(form):
    """Lower case for ASCII and other letters whose lower case is one character; curly quotes made straight."""
    out = []
    for c in form:
        small = c.lower()
        c = small if len(small) == 1 else c
        out.append("'" if c in "’‘`" else '"' if c in "“”" else "-" if c in "–—" else "0" if c in "0123456789" else c)
    return "".join(out)


def shape(form):
    """Classes of the first 12 characters, runs cut after three: `Xxxx`, `dd.d`."""
    out = []
    for c in form[:12]:
        if c in "0123456789":
            k = "d"
        elif c.isupper():
            k = "X"
        elif c.isalpha():
            k = "x"
        else:
            k = c if ord(c) < 128 else "?"
        if len(out) >= 3 and out[-1] == out[-2] == out[-3] == k:
            continue
        out.append(k)
    return "".join(out)


def rows(form):
    """Row numbers: word twice, prefix, suffix2, suffix3, suffix4, shape."""
    small = lower(form[:64])
    values = [small, small, small[:3], small[-2:], small[-3:], small[-4:], shape(form)]
    sizes = [TABLES[0][1], TABLES[0][1]] + [size for _, size, _ in TABLES[1:]]
    return [fnv64(v, seed) % size for seed, (v, size) in enumerate(zip(values, sizes))]
