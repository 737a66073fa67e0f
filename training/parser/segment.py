"""A plain sentence splitter and tokenizer for the unlabelled text.

It follows the conventions of the English Web Treebank closely enough for silver data; the shipped one is in
`crates/rapporteur/src/document/`.
"""

import re

ABBREVIATION = set(
    "mr mrs ms dr prof gen col lt maj capt sgt cmdr adm brig sen rep gov pres st jr sr rev hon messrs "
    "inc corp co ltd bros vs etc no nos vol fig al jan feb mar apr jun jul aug sept sep oct nov dec "
    "u.s u.k u.n e.g i.e a.m p.m d.c ft mt approx dept est univ assn".split()
)
ATTACHED = ("anti pre post non mid co re ex multi semi counter inter intra sub super neo over under e pro un "
            "trans ultra socio psycho bi cross quasi pan vice self".split())
ATTACHED = set(ATTACHED) - {"self", "vice", "cross"}
URL = re.compile(r"(?:https?://|www\.)\S+|\S+@\S+\.\S+")
CONTRACTION = re.compile(r"(?i)^(.+?)(n['’]t|['’](?:s|m|d|re|ve|ll))$")
CORE = re.compile(
    r"\d+(?:[.,:/]\d+)*(?:st|nd|rd|th|s|k|m|bn)?\b|(?:[^\W\d_]\.){2,}|[^\W_]+(?:[.'’&][^\W_]+)*|\.{2,}|-{2,}|\S"
)


def sentences(text):
    """The sentences of a text as strings."""
    for paragraph in re.split(r"\n\s*\n|\n", text):
        start = 0
        for match in re.finditer(r"[.!?]+[\"'”’)\]]*\s+(?=[\"'“‘(\[]*[A-Z0-9])", paragraph):
            before = paragraph[start : match.start()].split()
            last = before[-1].lower().lstrip("\"'“‘(") if before else ""
            if paragraph[match.start()] == "." and (last in ABBREVIATION or (len(last) == 1 and last.isalpha())):
                continue
            yield paragraph[start : match.end()].strip()
            start = match.end()
        rest = paragraph[start:].strip()
        if rest:
            yield rest


def words(sentence):
    """The words of a sentence and whether a space follows each."""
    forms, spaced = [], []
    for chunk in sentence.split():
        parts = list(chunk_words(chunk))
        forms += parts
        spaced += [False] * (len(parts) - 1) + [True]
    return forms, spaced


def chunk_words(chunk):
    link = URL.match(chunk)
    if link:
        body = chunk.rstrip(".,;:!?)\"'”’")
        yield body
        yield from chunk[len(body) :]
        return
    pieces = CORE.findall(chunk)
    # A final stop belongs to an abbreviation and is a word of its own elsewhere.
    glued = []
    for piece in pieces:
        if piece == "." and glued and glued[-1].lower() in ABBREVIATION:
            glued[-1] += "."
        elif piece == "-" and glued and glued[-1].lower() in ATTACHED:
            glued[-1] += "-"
        elif glued and glued[-1].endswith("-") and len(glued[-1]) > 1 and piece[0].isalnum():
            glued[-1] += piece
        else:
            glued.append(piece)
    for piece in glued:
        short = CONTRACTION.match(piece)
        if short:
            yield short.group(1)
            yield short.group(2)
        elif piece.lower() == "cannot":
            yield piece[:3]
            yield piece[3:]
        else:
            yield piece
