"""Changes of training examples: other country names, hidden pieces, and pairs that are in no relation."""

import functools

import numpy as np

from model import TYPES
from text import Cutter

HIDE, RENAME, SWAP, OTHER, TELL, LOSE = 0.04, 0.3, 0.3, 0.2, 0.7, 0.12
NONE = TYPES.index("NONE")
# Types that hold, or may hold, the other way round as well.
MUTUAL = {TYPES.index(t) for t in ("AGREE", "CONSULT", "COOPERATE", "ASSAULT", "SUPPORT")}
# Names of one piece each, so that a change keeps the places of all others.
COUNTRIES = """russia china iran iraq israel turkey egypt syria france germany britain spain italy poland ukraine georgia
    india pakistan japan kenya sudan somalia nigeria libya mali chad niger ghana cuba mexico brazil chile peru colombia
    venezuela argentina bolivia greece cyprus serbia croatia hungary austria sweden norway finland denmark ireland
    belgium jordan lebanon kuwait qatar yemen oman vietnam thailand malaysia indonesia australia canada algeria tunisia
    morocco ethiopia rwanda uganda tanzania zimbabwe zambia angola namibia estonia latvia lithuania armenia azerbaijan
    kazakhstan afghanistan nepal myanmar cambodia taiwan albania bulgaria romania portugal ecuador panama""".split()
PEOPLES = """russian chinese iranian iraqi israeli turkish egyptian syrian french german british spanish italian polish
    ukrainian georgian indian pakistani japanese kenyan sudanese somali nigerian libyan cuban mexican brazilian chilean
    colombian venezuelan greek serbian croatian hungarian austrian swedish norwegian finnish danish irish belgian
    jordanian lebanese vietnamese thai indonesian australian canadian algerian ethiopian armenian azerbaijani afghan
    albanian bulgarian romanian portuguese palestinian american""".split()
CAPITALS = """moscow beijing tehran baghdad jerusalem ankara cairo damascus paris berlin london madrid rome warsaw kiev
    delhi islamabad tokyo nairobi khartoum mogadishu tripoli havana caracas bogota lima athens belgrade vienna oslo
    amman beirut riyadh hanoi bangkok jakarta canberra ottawa algiers kabul pyongyang seoul taipei washington""".split()


@functools.cache
def tables():
    """Piece number → the numbers that may stand for it; the number of [MASK]."""
    cutter, table = Cutter(), {}
    for names in (COUNTRIES, PEOPLES, CAPITALS):
        numbers = [n for n in map(cutter.tokenizer.token_to_id, names) if n is not None]
        table |= {n: numbers for n in numbers}
    return table, cutter.mask


def augmented(lot, rng):
    """The lot, its changed pieces, and the pairs of each example, most with their trigger, and further ones."""
    table, mask = tables()
    ids, pairs = [], []
    for one in lot:
        changed = one.pieces.ids.copy()
        if rng.random() < RENAME:
            new = {}
            for place, piece in enumerate(changed):
                if int(piece) in table:
                    changed[place] = new.setdefault(int(piece), rng.choice(table[int(piece)]))
        for place in range(1, len(changed) - 1):
            if rng.random() < HIDE:
                changed[place] = mask
        ids.append(changed)
        own = [p | {"role": p["told"]} if "told" in p and rng.random() < TELL else p for p in one.pairs]
        pairs.append([lessened(p, rng) for p in own] + further(one, own, rng))
    return lot, ids, pairs


def lessened(pair, rng):
    """The pair, or now and then without its source or its target; of its type nothing is asked then."""
    if pair.get("goal") is None or not all((pair["role"] == r).any() for r in (1, 2)) or rng.random() > LOSE:
        return pair
    lost = rng.choice([1, 2])
    return pair | {"role": np.where(pair["role"] == lost, 0, pair["role"]), "types": list(range(len(TYPES)))}


def further(one, pairs, rng):
    """Pairs of no relation: the first pair turned round, or its source with other words."""
    if not pairs or pairs[0]["types"] == [NONE] or "running" in one.ids:
        return []
    pair, out = pairs[0], []
    role, same = pair["role"], {"types": [NONE], "goal": pair.get("goal")}
    if (role == 2).any() and not set(pair["types"]) & MUTUAL and rng.random() < SWAP:
        turned = np.where(role == 1, 2, np.where(role == 2, 1, role))
        out.append({"role": turned, **same, "weight": 0.3 * pair["weight"]})
    elif len(pairs) == 1 and rng.random() < OTHER:
        free = [i for i in range(1, len(role) - 1) if role[i] == 0 and one.pieces.case[i] > 0]
        if free and (role == 1).any():
            word = one.pieces.word[rng.choice(free)]
            other = np.where(role == 2, 0, role)
            other[one.pieces.word == word] = 2
            if rng.random() < 0.5:
                other = np.where(other == 1, 2, np.where(other == 2, 1, other))
            out.append({"role": other, **same, "weight": 0.15 * pair["weight"]})
    return out
