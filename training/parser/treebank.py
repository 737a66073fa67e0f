"""Reads and writes sentences in CoNLL-U, and the label sets of the parser.

A sentence is a `Sentence`: parallel lists, one entry a word.
Heads count from 1; 0 is the root.
"""

from dataclasses import dataclass, field

UPOS = ("ADJ ADP ADV AUX CCONJ DET INTJ NOUN NUM PART PRON PROPN PUNCT SCONJ SYM VERB X").split()

# What the entity head tells apart; BIO tags, `O` first.
ENTITY_KINDS = "PER ORG GPE LOC FAC NORP EVENT".split()
ENTITY = ["O"] + [f"{prefix}-{kind}" for kind in ENTITY_KINDS for prefix in "BI"]


@dataclass
class Sentence:
    form: list
    upos: list = field(default_factory=list)
    xpos: list = field(default_factory=list)
    head: list = field(default_factory=list)
    relation: list = field(default_factory=list)
    entity: list = field(default_factory=list)
    # Whether a space follows each word in the text.
    space_after: list = field(default_factory=list)

    def __len__(self):
        return len(self.form)


def read(path):
    """All sentences of a CoNLL-U file, in order; empty nodes are skipped."""
    sentences, words, spaces, joined_until = [], [], [], 0

    def close():
        nonlocal words, spaces, joined_until
        if words:
            sentences.append(
                Sentence(
                    form=[w[1] for w in words],
                    upos=[w[3] for w in words],
                    xpos=[w[4] for w in words],
                    head=[int(w[6]) for w in words],
                    relation=[w[7] for w in words],
                    space_after=spaces,
                )
            )
        words, spaces, joined_until = [], [], 0

    last_of_token_spaced = True
    for line in open(path, encoding="utf-8"):
        line = line.rstrip("\n")
        if not line:
            close()
            continue
        if line.startswith("#"):
            continue
        column = line.split("\t")
        spaced = "SpaceAfter=No" not in column[9]
        if "-" in column[0]:
            joined_until = int(column[0].split("-")[1])
            last_of_token_spaced = spaced
        elif "." not in column[0]:
            number = int(column[0])
            words.append(column)
            if number < joined_until:
                spaced = False
            elif number == joined_until:
                spaced = last_of_token_spaced
            spaces.append(spaced)
    close()
    return sentences


def label_sets(sentences):
    """The XPOS tags and relations of the treebank, sorted, so that ids are reproducible."""
    xpos = sorted({tag for s in sentences for tag in s.xpos})
    relation = sorted({r for s in sentences for r in s.relation})
    return xpos, relation
