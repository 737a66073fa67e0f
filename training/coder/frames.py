"""Renders the hand-written frames of `frames/` to `sentences.tsv`: sentences with gold pairs for the learned coder.

In: `frames/NN-*.txt`, one frame a line, and `frames/wrappers.txt`, clauses that are put before or after short frames.
Out: a TSV with a header: sentence, source, target, type, factuality, quad. The same bytes each time: whatever is
drawn is drawn by the hash of the frame.

A frame is `text || gold; gold`. In the text, `[1 the army]` marks a participant, `{C1}` is a name of a kind (country,
demonym, capital, person, town, rebels, party, ...; see `World.name`) and `{a|b}` a choice of words. Gold is
`TYPE source target [factuality]`; `1=2` means both directions, `-` no target. `qN` sets the quad class of the sentence,
`xN` the number of renderings, `noauto` forbids pairs of type NONE that are drawn from the participants not paired.
"""

import csv
import hashlib
import pathlib
import random
import re
import sys

import frame_names as names

HERE = pathlib.Path(__file__).parent
QUAD = dict(AGREE=1, CONSULT=1, SUPPORT=1, COOPERATE=2, AID=2, CONCEDE=2, RETREAT=2, REQUEST=3, ACCUSE=3, REJECT=3,
            THREATEN=3, SANCTION=3, PROTEST=4, MOBILIZE=4, COERCE=4, ASSAULT=4, NONE=0)
FACTUALITY = set("asserted reported alleged denied pledged threatened scheduled planned hoped hypothetical historical".split())
POOLS = dict(REB=names.REBELS, PTY=names.PARTIES, NGO=names.NGOS, CO=names.COMPANIES, UNI=names.UNIONS, IGO=names.IGOS,
             PAP=names.PAPERS, BIG="40 60 120 200 350 500 800".split(),
             DAY="Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split(),
             MON="January February March April May June July August September October November December".split(),
             NUM="two three four five six seven nine 11 14 23 eight".split())
# After these words a body's name stands without its article: "World Bank officials".
BARE = re.compile(r"\{(IGO\d?[a-z]?)\}(?= (envoy|officials|observers|monitors|experts|peacekeepers|soldiers|managers|delegates"
                  r"|foreign ministers|forces|Secretary|inspectors|troops|members|force|mission)\b)")
# A frame that opens with a name keeps its capital behind a wrapper.
NAMED = re.compile(r"^(\[\d )?(\{|[A-Z]\w+ [a-z]*'|[A-Z][a-z]+ [A-Z]|Lord|Emperor|General|Parliament\b|Interpol|Britain|Tokyo)")
# Frames about what lasts or is to come do not go with "a day after".
TIMELESS = re.compile(r" (will|is|are|may|would|hopes|has|have|plans|must|keeps|continues|enjoys|wants|says|say|survives) ")
DATED = re.compile(r"(Hours after|A day after|Shortly before|On the day|On the eve|After weeks|, a day after|, hours after"
                   r"|, a week after|, days after|, on the same day|In \{K4\}|Rumours)")
ATTRIBUTED = re.compile(r" (said|say|says|report|reported|according|announced|told|confirmed|officials|diplomats|insisted|show"
                        r"|warned|claimed)\b", re.I)


class World:
    """The names of one rendering: five countries, all real or all invented, and what is drawn for them."""

    def __init__(self, draw, real):
        self.draw, self.drawn = draw, {}
        self.countries = draw.sample(names.REAL if real else names.INVENTED, 5)

    def name(self, key):
        """The text of a slot: a kind, the number of its country and a letter for a further one of the same kind."""
        if "|" in key:
            return self.draw.choice(key.split("|"))
        if key.endswith("!"):
            return re.sub("^the ", "", self.name(key[:-1]))
        if key not in self.drawn:
            kind, number, letter = re.fullmatch(r"([A-Z]+)(\d?)([a-z]?)", key).groups()
            self.drawn[key] = self.fresh(kind, int(number or 1), letter)
        return self.drawn[key]

    def fresh(self, kind, number, letter):
        country, demonym, capital, region = self.countries[number - 1]
        fixed = dict(C=country, D=demonym, K=capital)
        if kind in fixed:
            return fixed[kind]
        if kind == "P":
            first, last = names.PERSONS[region]
            used = {word for key, value in self.drawn.items() if key[0] == "P" for word in value.split()}
            first = self.draw.choice([name for name in first if name not in used])
            return first + " " + self.draw.choice([name for name in last if name not in used])
        if kind == "YR":
            return str(self.draw.randint(1955, 2009))
        pool = names.TOWNS[region] if kind == "T" else POOLS[kind]
        if kind in ("DAY", "MON", "NUM", "BIG"):
            return self.draw.choice(pool)
        return self.draw.choice([name for name in pool if name not in self.drawn.values()])


def article(word):
    """The indefinite article that goes before a name."""
    if re.match(r"(Eu|Uk|Ug|Ur|Uni|UN\b|US\b)", word):
        return "a"
    return "an" if word[0] in "AEIOU" else "a"


def render(text, world):
    """The sentence and its marked participants."""
    out, spans, open_ = "", {}, []
    for token in re.findall(r"\[\d |\]|\{[^}]*\}|[^\[\]{}]+", BARE.sub(r"{\1!}", text)):
        if re.fullmatch(r"\[\d ", token):
            open_.append((token[1], len(out)))
        elif token == "]":
            key, start = open_.pop()
            spans.setdefault(key, (start, len(out)))
        elif token[0] == "{":
            value = world.name(token[1:-1])
            if re.search(r"(?:^|(?<=\W))[Aa] $", out) and value[0].isupper() and article(value) == "an":
                out = out[:-1] + "n "
            out += value
        else:
            out += token
    at = re.match(r"[\W_]*", out).end()
    out = out[:at] + out[at:at + 1].upper() + out[at + 1:]
    return out, {key: out[start:end] for key, (start, end) in spans.items()}


def read_gold(gold):
    """The events of a gold column and the quad class where it is stated."""
    events, quad = [], None
    for part in gold.split(";"):
        kind, ends, both, factuality = None, [], False, "asserted"
        for word in part.split():
            if word in QUAD:
                kind = word
            elif word in FACTUALITY:
                factuality = word
            elif re.fullmatch(r"q\d", word):
                quad = int(word[1])
            elif re.fullmatch(r"\d=\d", word):
                ends, both = [word[0], word[2]], True
            elif re.fullmatch(r"[\d-]", word):
                ends.append(word)
            else:
                raise ValueError(f"reading gold: found {word!r}, wanted a type, a factuality or participants")
        if kind:
            source, target = (ends + ["-"])[:2]
            events.append((kind, source, target, factuality))
            if both:
                events.append((kind, target, source, factuality))
    return events, quad


def wrap(text, place, extra):
    """The frame with a clause before it (P) or after it (S)."""
    if place == "S":
        return text[:-1] + ("" if extra[0] in ",;" else " ") + extra
    if not NAMED.match(text):
        text = re.sub(r"^((?:\[\d )*)([A-Z])", lambda m: m[1] + m[2].lower(), text)
    return extra + " " + text


def wrapped(text, events, wrappers, count, seed):
    """Short frames of events with other clauses around them, whose own events are gold as well."""
    draw = random.Random(seed)
    pool = [w for w in wrappers if not (ATTRIBUTED.search(text) and re.match("(reported|alleged)", w[2]))
            and not (w[0] == "P" and not re.match(r"^(\[1 |\[2 |The |A |An |\{)", text))]
    if any(factuality != "asserted" for *_, factuality in events) or TIMELESS.search(text):
        pool = [w for w in pool if not DATED.match(w[1])]
    for place, extra, gold in draw.sample(pool, count):
        words = gold.split()
        told = next((word for word in ("alleged", "reported") if word in words), None)
        others, _ = read_gold(" ".join(word for word in words if word not in ("alleged", "reported") or words[0] not in QUAD)
                              if words and words[0] in QUAD else "")
        own = [(kind, source, target, told if told and factuality == "asserted" and kind != "NONE" else factuality)
               for kind, source, target, factuality in events]
        yield wrap(text, place, extra), own + others


def rows_of(line, wrappers):
    """All gold rows of one frame."""
    text, gold = (part.strip() for part in line.split("||"))
    count = 3 if re.search(r"\{[A-Z]+\d?[a-z]?\}", text) else 1
    if stated := re.search(r"\bx(\d)\b", gold):
        count, gold = int(stated[1]), gold.replace(stated[0], "")
    paired_only = "noauto" in gold
    events, quad = read_gold(gold.replace("noauto", ""))
    if quad is None:
        quad = next((QUAD[event[0]] for event in events if event[0] != "NONE"), 0)
    seed = int(hashlib.sha256(text.encode()).hexdigest(), 16)
    words = len(re.sub(r"\[\d |\]", "", text).split())
    jobs = [(text, events)] * (count if words >= 18 else min(count, 2))
    plain = text.endswith(".") and '"' not in text and ":" not in text and quad and words <= 21
    unreal = any(f == "historical" or kind == "NONE" and f == "hypothetical" for kind, _, _, f in events)
    if plain and not unreal:
        jobs += wrapped(text, events, wrappers, 1 if paired_only else 2, seed)
    for at, (job, gold_events) in enumerate(jobs):
        draw = random.Random(seed + at)
        sentence, spans = render(job, World(draw, real=(seed + at) % 2 == 0))
        pairs = gold_events + ([] if paired_only else unpaired(spans, gold_events, draw))
        for kind, source, target, factuality in pairs:
            yield sentence, spans[source], spans.get(target, ""), kind, factuality, str(quad)


def unpaired(spans, events, draw):
    """Now and then the reverse of a pair, and two participants that have nothing to do with one another."""
    listed = {(source, target) for _, source, target, _ in events}
    rest = [(a, b) for a in spans for b in spans if a != b and (a, b) not in listed]
    draw.shuffle(rest)
    reverse = [pair for pair in rest if pair[::-1] in listed]
    alone = {source for _, source, target, _ in events if target == "-"}
    apart = [pair for pair in rest if pair[::-1] not in listed and not alone & set(pair)]
    drawn = reverse[:1] if draw.random() < 0.25 else []
    drawn += apart[:1] if draw.random() < 0.40 else []
    return [("NONE", *pair, "asserted") for pair in drawn]


def lines_of(path):
    return [line for line in path.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")]


def main(out):
    wrappers = []
    for line in lines_of(HERE / "frames/wrappers.txt"):
        text, gold = line[2:].split("||")
        wrappers.append((line[0], text.strip(), gold.strip()))
    rows = {row for path in sorted((HERE / "frames").glob("[0-9]*.txt")) for line in lines_of(path) for row in rows_of(line, wrappers)}
    for sentence, source, target, *_ in rows:
        assert source and source in sentence and target in sentence, sentence
    with open(out, "w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, delimiter="\t", lineterminator="\n", quoting=csv.QUOTE_NONE, quotechar=None)
        writer.writerow("sentence source target type factuality quad".split())
        writer.writerows(sorted(rows))
    print(f"{len(rows)} rows, {len({row[0] for row in rows})} sentences")


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else HERE / "sentences.tsv")
