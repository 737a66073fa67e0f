"""Examples from the kits (each in one of five folds) and from our own sentences (in none)."""

import glob
import hashlib
import json
import os
import re
import tomllib

import running
from batching import example, roles
from model import TAGS, TRUTHS, TYPES
from text import folded, folded_places

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.join(HERE, "..", "..")
FOLDS = 5
# The weight of a judged row of running text beside that of a kit's pair.
RUNNING = 0.7
QUAD = {"AGREE": 1, "CONSULT": 1, "SUPPORT": 1, "AID": 2, "COOPERATE": 2, "CONCEDE": 2, "RETREAT": 2, "YIELD": 2,
        "ACCUSE": 3, "REJECT": 3, "REQUEST": 3, "THREATEN": 3, "ASSAULT": 4, "COERCE": 4, "MOBILIZE": 4, "PROTEST": 4,
        "SANCTION": 4}
# In the sentence kit SANCTION is verbal conflict.
SENTENCE_QUAD = QUAD | {"SANCTION": 3, "NONE": 0}
COOPERATION = [t for t in TYPES[:-1] if QUAD[t] < 3]
CONFLICT = [t for t in TYPES[:-1] if QUAD[t] > 2]
# Event types of the cooperation kit whose PLOVER type follows from their name.
ACE = {"Conflict:Attack": ["ASSAULT"], "Conflict.Attack": ["ASSAULT"], "Life:Die": ["ASSAULT"], "Life.Die": ["ASSAULT"],
       "Life:Injure": ["ASSAULT"], "Contact:Meet": ["CONSULT"], "Contact.Contact.Meet": ["CONSULT"],
       "Conflict:Demonstrate": ["PROTEST"], "Justice:Arrest": ["COERCE"], "Justice.Arrest": ["COERCE"],
       "Justice:Sue": ["ACCUSE"], "Justice:Charge": ["ACCUSE"], "Justice.Charge": ["ACCUSE"],
       "Justice.Investigate": ["ACCUSE"], "Transaction:Transfer-Money": ["AID", "COOPERATE"]}


def numbers(types):
    """Places of type names among the outputs; YIELD is either of two."""
    return [TYPES.index(t) for name in types for t in (("CONCEDE", "RETREAT") if name == "YIELD" else (name,))]


def rows(shared, name):
    with open(os.path.join(shared, "kits", name), encoding="utf8") as lines:
        return [json.loads(line) for line in lines if line.strip()]


def kinds():
    """Kit label → published code."""
    with open(os.path.join(HERE, "kinds.tsv"), encoding="utf8") as lines:
        return dict(line.split() for line in list(lines)[1:])


def kind_names():
    """The published codes in the order of the head of kinds."""
    return sorted(set(kinds().values()))


def fold_of(text):
    """The fold of a sentence, the same wherever it stands."""
    return int.from_bytes(hashlib.sha256(folded(text).encode()).digest()[:4], "big") % FOLDS


def find(text, part, taken=()):
    """The character span of `part` in `text`, by letters and digits alone; None if it is not there."""
    places, wanted, whole = folded_places(text), folded(part), folded(text)
    starts = [m.start() for m in re.finditer("(?=" + re.escape(wanted) + ")", whole)] if wanted else []
    spans = [(places[s], places[s + len(wanted) - 1] + 1) for s in starts]
    # Prefer one that begins and ends where a word does.
    good = [s for s in spans if edge(text, *s) and s not in taken]
    return (good or spans or [None])[0]


def edge(text, start, end):
    return not (start and text[start - 1].isalnum()) and not (end < len(text) and text[end].isalnum())


def unmarked(marked):
    """The text without marks, and the spans of source, target and trigger (`<e>`)."""
    spans, text = {"s": None, "t": None, "e": None}, ""
    for piece in re.split(r"(</?[ste]>)", marked):
        mark = re.fullmatch(r"<(/?)([ste])>", piece)
        if not mark:
            text += piece
        elif mark[1]:
            spans[mark[2]] = (spans[mark[2]], len(text))
        else:
            spans[mark[2]] = len(text)
    return text, spans["s"], spans["t"], spans["e"]


def span_tags(words, spans):
    """Tag numbers of words for spans by letter: S source, T target, R both."""
    tags = [0] * len(words)
    for letter in "TSR":
        for span in spans.get(letter, []):
            begin = "B"
            for i, (a, b) in enumerate(words):
                if a < span[1] and b > span[0]:
                    tags[i], begin = TAGS.index(f"{begin}-{letter}"), "I"
    return tags


def goal(words, source, target, unknown=()):
    """Who takes part, a number of `PARTIES` a word, from character spans; words of `unknown` ones have no answer."""
    out = [0] * len(words)
    for number, spans in ((-100, unknown), (2, target), (1, source)):
        for a, b in spans:
            for i, (start, end) in enumerate(words):
                if start < b and end > a:
                    out[i] = number
    return out


def token_spans(text, tokens, tags):
    """Character spans of the tagged tokens of a row in `text`, which shares its letters and digits."""
    places, at, out = folded_places(text), 0, {"S": [], "T": [], "R": []}
    for token, tag in zip(tokens, tags):
        size = len(folded(token))
        if tag != "O" and size:
            a, b = places[at], places[at + size - 1] + 1
            side = out[tag[2]]
            if tag[0] == "B" or not side:
                side.append((a, b))
            else:
                side[-1] = (side[-1][0], b)
        at += size
    return out


class Kits:
    """All examples of the kits, one for each different sentence."""

    def __init__(self, shared, cutter):
        self.cutter, self.shared, self.by_key = cutter, shared, {}
        self.relations()
        self.participants()
        self.quad()
        self.cooperation()
        self.event_types()
        self.derive()
        self.examples = list(self.by_key.values()) + news(shared, cutter)

    def get(self, text):
        key = folded(text)
        if key not in self.by_key:
            self.by_key[key] = example(self.cutter, text, fold=fold_of(text))
        return self.by_key[key]

    def add_pair(self, one, source, target, types, weight=1.0, kit_id=None, **more):
        pair = example(self.cutter, one.text, [(source, target, numbers(types), weight, kit_id)]).pairs[0]
        pair |= {"spans": (source, target), **more}
        one.pairs.append(pair)

    def relations(self):
        for row in rows(self.shared, "coding/relations.jsonl"):
            text, source, target, _ = unmarked(row["marked"])
            one = self.get(text)
            if one.text != text:
                source, target = find(one.text, row["source"]), row["target"] and find(one.text, row["target"])
            one.ids.setdefault("relations", []).append(row["id"])
            parties = goal(one.pieces.words, [source] if source else [], [target] if target else [])
            self.add_pair(one, source, target or None, [row["root"]], 1.0, row["id"], goal=parties)

    def participants(self):
        for row in rows(self.shared, "coding/participants.jsonl"):
            one = self.get(row["text"])
            spans = token_spans(one.text, row["tokens"], row["tags"])
            one.tags = span_tags(one.pieces.words, spans)
            one.ids.setdefault("participants", []).append(row["id"])
            one.parties = (spans["S"] + spans["R"], spans["T"] + spans["R"][1:])

    def quad(self):
        for row in rows(self.shared, "coding/quad.jsonl"):
            one = self.get(row["text"])
            one.quad = row["label"]
            one.ids.setdefault("quad", []).append(row["id"])

    def cooperation(self):
        for row in rows(self.shared, "coding/cooperation.jsonl"):
            one = self.get(row["text"])
            types = CONFLICT if row["binary"] else COOPERATION
            for name, sure in ACE.items():
                if row["event_type"].startswith(name) and set(sure) <= set(types):
                    types = sure
            source, target = find(one.text, row["source"]), find(one.text, row["target"])
            one.ids.setdefault("cooperation", []).append(row["id"])
            self.add_pair(one, source, target, types, 0.3, row["id"])

    def event_types(self):
        codes, names = kinds(), kind_names()
        for row in rows(self.shared, "event_types/dev.jsonl"):
            one = self.get(row["text"])
            one.kind = names.index(codes[row["label"]])
            one.ids.setdefault("event_types", []).append(row["id"])

    def derive(self):
        """Weak answers that follow from another kit's answer for the same sentence."""
        for one in self.by_key.values():
            if "relations" in one.ids:
                pair = one.pairs[0]
                if one.quad < 0:
                    one.quad, one.quad_weight = SENTENCE_QUAD[TYPES[pair["types"][0]]], 0.5
                if one.tags is None:
                    source, target = pair["spans"]
                    one.tags = span_tags(one.pieces.words, {"S": [source] if source else [], "T": [target] if target else []})
                    one.tag_weight = 0.3
            elif one.tags is not None and one.quad > 0 and one.parties[0]:
                types = [t for t in TYPES[:-1] if SENTENCE_QUAD[t] == one.quad]
                (source, *sources), targets = one.parties[0], one.parties[1]
                parties = goal(one.pieces.words, [source], targets[:1], sources + targets[1:])
                self.add_pair(one, source, (targets or [None])[0], types, 0.5, goal=parties)


def own(cutter, sentences=None):
    """Our own examples: those of the pattern files, and the sentences of `sentences` (files of sentences.tsv's form)."""
    out = {}
    for path in sorted(glob.glob(os.path.join(ROOT, "data", "pattern", "*.toml"))):
        with open(path, "rb") as file:
            content = tomllib.load(file)
        if content.get("event_type") not in TYPES:
            continue
        for pattern in content.get("pattern", []):
            for line in pattern.get("codes", []):
                text, source, target = ([p.strip() for p in line.split("|")] + ["", ""])[:3]
                add_own(out, cutter, text, source, target, content["event_type"], SENTENCE_QUAD[content["event_type"]])
    for path in sentences if sentences is not None else [os.path.join(HERE, "sentences.tsv")]:
        with open(path, encoding="utf8") as lines:
            for line in lines:
                cells = line.rstrip("\n").split("\t")
                if len(cells) >= 6 and cells[3] in TYPES:
                    add_own(out, cutter, cells[0], cells[1], cells[2], cells[3], int(cells[5]))
    for one in out.values():
        tag_own(one)
        own_parties(one)
    return list(out.values()) + own_kinds(cutter)


def add_own(found, cutter, text, source, target, kind, quad):
    """Adds a pair to the example of `text` in `found`."""
    if text not in found:
        found[text] = example(cutter, text, quad=quad)
    one, source, target = found[text], find(text, source), find(text, target)
    if source is None:
        # Without a source there is no pair to learn from, but there is a sentence.
        return
    pair = example(cutter, text, [(source, target, [TYPES.index(kind)])]).pairs[0]
    one.pairs.append(pair | {"spans": (source, target)})


def tag_own(one):
    """Tags from the pairs in a relation; who is in both places is a party to something mutual."""
    real = [p["spans"] for p in one.pairs if TYPES[p["types"][0]] != "NONE"]
    if real:
        sources, targets = {s for s, _ in real}, {t for _, t in real if t}
        one.tags = span_tags(one.pieces.words, {"S": sources - targets, "T": targets - sources, "R": sources & targets})


def own_parties(one):
    """Who takes part in the event of each pair. A pair in no relation stands beside the sentence's only one; what other
    pairs of the sentence say of a word is unknown to this one."""
    real = [p for p in one.pairs if TYPES[p["types"][0]] != "NONE"]
    for pair in one.pairs:
        is_real = TYPES[pair["types"][0]] != "NONE"
        told = pair if is_real else real[0] if len(real) == 1 else None
        if told:
            source, target = told["spans"]
            others = [span for p in real if p is not told for span in p["spans"] if span]
            pair["goal"] = goal(one.pieces.words, [source], [target] if target else [], others)


def own_kinds(cutter):
    """Our own reports of incidents, `code<TAB>text`."""
    path = os.path.join(HERE, "incidents.tsv")
    if not os.path.exists(path):
        return []
    names = kind_names()
    with open(path, encoding="utf8") as lines:
        cells = [line.rstrip("\n").split("\t") for line in list(lines)[1:]]
    return [example(cutter, text, kind=names.index(code)) for code, text in cells]


def news(shared, cutter):
    """Rows that were coded from running news and judged by a reader (`running.tsv`), by sentence."""
    found = {}
    for article, _, start, text, (source, target, trigger), kind, told in running.lines_of(shared):
        if (article, start) not in found:
            found[article, start] = example(cutter, text, fold=fold_of(article), ids={"running": [article]})
        one = found[article, start]
        one.pairs.append({"role": roles(one.pieces, source, target, trigger), "types": [TYPES.index(kind)],
                          "weight": RUNNING, "id": None, "spans": (source, target), "trigger": trigger})
        if told:
            one.pairs[-1]["truth"] = next(place for place, names in enumerate(TRUTHS) if told in names)
    for one in found.values():
        right = {tuple(p["trigger"]): p["spans"] for p in one.pairs if TYPES[p["types"][0]] != "NONE"}
        for pair in one.pairs:
            if parties := right.get(tuple(pair["trigger"])):
                pair["goal"] = goal(one.pieces.words, *parties)
        weak_answers(one)
    return list(found.values())


def weak_answers(one):
    """What judged rows say of their sentence as a whole: nearly all that may be an event in it was judged."""
    types = {TYPES[p["types"][0]] for p in one.pairs}
    quads = {SENTENCE_QUAD[t] for t in types - {"NONE"}} or {0}
    if len(quads) == 1:
        one.quad, one.quad_weight = quads.pop(), 0.3
    tags = {"S": [], "T": []}
    for pair in one.pairs:
        if TYPES[pair["types"][0]] != "NONE":
            for letter, spans in zip("ST", pair["spans"]):
                tags[letter] += spans
    one.tags, one.tag_weight = span_tags(one.pieces.words, tags), 0.2


def add_triggers(examples, path):
    """Gives the pairs the trigger that the patterns found for them, as `triggers.py` wrote them to `path`."""
    known = {}
    with open(path, encoding="utf8") as lines:
        for line in lines:
            key, *cells = line.rstrip("\n").split("\t")
            known.setdefault(key, []).append((cells[0], *map(running.spans_of, cells[1:])))
    for one in examples:
        rows = known.get(folded(one.text), [])
        for pair in one.pairs:
            if pair.get("spans") is None or "running" in one.ids:
                continue
            source, target = ([span] if span else [] for span in pair["spans"])
            fits = [row for row in rows if meets(source, row[1]) and meets(target, row[2])]
            named = [TYPES[t] for t in pair["types"]]
            fits.sort(key=lambda row: row[0] not in named)
            if fits:
                pair["told"] = roles(one.pieces, source, target, fits[0][3])


def meets(wanted, found):
    """Whether two lists of spans share a character; an empty list meets an empty one."""
    return any(a < d and c < b for a, b in wanted for c, d in found) or not wanted and not found
