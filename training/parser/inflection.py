"""Base forms of inflected English words: irregular ones by list, regular ones by spelling and a frequency list."""

import re

PAST = """fought fight;sought seek;overthrew overthrow;withdrew withdraw;shot shoot;struck strike;swore swear;forbade forbid;
overran overrun;broke break;shook shake;hung hang;laid lay;led lead;misled mislead;fled flee;bled bleed;shed shed;spread spread;
burst burst;cast cast;broadcast broadcast;cut cut;hit hit;put put;quit quit;set set;upset upset;shut shut;split split;thrust thrust;
bound bind;kept keep;slept sleep;swept sweep;crept creep;dealt deal;meant mean;lent lend;sent send;spent spend;bent bend;built build;
rebuilt rebuild;lost lose;won win;stuck stick;rang ring;sank sink;began begin;ran run;came come;became become;overcame overcome;
gave give;forgave forgive;ate eat;saw see;foresaw foresee;oversaw oversee;took take;mistook mistake;undertook undertake;
overtook overtake;retook retake;stood stand;withstood withstand;understood understand;rose rise;arose arise;drove drive;rode ride;
wrote write;rewrote rewrite;froze freeze;chose choose;spoke speak;stole steal;woke wake;awoke awake;wore wear;tore tear;bore bear;
fell fall;befell befall;grew grow;outgrew outgrow;knew know;threw throw;blew blow;flew fly;drew draw;redrew redraw;went go;
underwent undergo;did do;had have;said say;paid pay;repaid repay;made make;remade remake;heard hear;held hold;upheld uphold;
withheld withhold;told tell;foretold foretell;sold sell;resold resell;bought buy;brought bring;thought think;rethought rethink;
caught catch;taught teach;found find;beat beat;hid hide;lit light;met meet;shrank shrink;slid slide;wept weep;sprang spring;
let let;hurt hurt;bid bid;fed feed;bred breed;read read;felt feel;knelt kneel;left leave;cost cost;bit bite;dug dig;slew slay;
spun spin;strove strive;swung swing;flung fling;clung cling;stung sting;trod tread;swam swim;drank drink;sang sing;spat spit;
leapt leap;dreamt dream;learnt learn;burnt burn;spelt spell;spilt spill;shone shine;ground grind;fled flee;sped speed;
sat sit;ridded rid;forbore forbear;forgot forget;got get;lay lie;was be;were be"""

PARTICIPLE = """broken break;sworn swear;shaken shake;beaten beat;forbidden forbid;hidden hide;driven drive;ridden ride;written write;
rewritten rewrite;frozen freeze;chosen choose;spoken speak;stolen steal;worn wear;torn tear;borne bear;born bear;fallen fall;
grown grow;known know;thrown throw;overthrown overthrow;blown blow;flown fly;drawn draw;withdrawn withdraw;gone go;undergone undergo;
done do;seen see;foreseen foresee;overseen oversee;taken take;mistaken mistake;undertaken undertake;retaken retake;given give;
forgiven forgive;eaten eat;risen rise;arisen arise;sunk sink;begun begin;run run;come come;become become;overcome overcome;
overrun overrun;shown show;proven prove;slain slay;stricken strike;bitten bite;woven weave;sewn sew;sown sow;rung ring;sung sing;
sprung spring;shrunk shrink;drunk drink;swum swim;woken wake;trodden tread;forgotten forget;gotten get;lain lie;been be;
swollen swell;mown mow;strewn strew"""

PLURAL = """militiamen militiaman;crises crisis;analyses analysis;theses thesis;hypotheses hypothesis;oases oasis;bases base;corpses corpse;axes axis;
wives wife;knives knife;lives life;thieves thief;halves half;leaves leaf;shelves shelf;wolves wolf;loaves loaf;calves calf;scarves scarf;
selves self;children child;grandchildren grandchild;feet foot;teeth tooth;geese goose;mice mouse;oxen ox;aircraft aircraft;
series series;species species;headquarters headquarters;barracks barracks;police police;people people;media media;data data;
criteria criterion;phenomena phenomenon;bacteria bacterium;referenda referendum;memoranda memorandum;fora forum;cattle cattle;
sheep sheep;fish fish;means means;crossroads crossroads;alumni alumnus;nuclei nucleus;strata stratum;personnel personnel;
spacecraft spacecraft;offspring offspring;dice die;pence penny;heirs heir"""

# Regular verbs whose spelling or frequency misleads the rules below.
REGULAR = """add breathe clothe sever hang bathe loathe soothe egg err envelop benefit focus target budget pilot credit edit exit limit
orbit profit audit visit merit inherit inhibit prohibit exhibit deposit solicit rape tape cede die lie tie vie belie untie allege
besiege tinge singe quell dwell enrol fulfil instil veto embargo echo ban bar ram rig rob jam pan tar aid ally rally bus gas"""

VOWELS = "aeiou"


def rows(table):
    return (pair.split() for pair in table.replace("\n", "").split(";"))


def known(ranks):
    """Penn tag, word, base form and whether it is from the lists, for the words of a frequency list `{word: rank}`."""
    irregular = {}
    for table, tags in ((PAST, ("VBD", "VBN")), (PARTICIPLE, ("VBN",)), (PLURAL, ("NNS",))):
        for word, base in rows(table):
            for tag in tags:
                irregular.setdefault((tag, word), base)
    for base in REGULAR.split():
        for tag, word in regular(base):
            irregular.setdefault((tag, word), base)
    for (tag, word), base in irregular.items():
        yield tag, word, base, True
    for word in ranks:
        for tag, ending in (("VBD", "ed"), ("VBN", "ed"), ("VBG", "ing"), ("VBZ", "s"), ("NNS", "s"), ("NNS", "men")):
            if word.endswith(ending) and len(word) > len(ending) + 1 and (tag, word) not in irregular:
                base = base_of(word, ending, ranks)
                if base:
                    yield tag, word, base, False


def regular(base):
    """The inflected forms of a regular verb."""
    stem = base
    if re.search(r"^[^aeiou]*[aeiou][^aeiouwxy]$", base) and base not in ("add", "egg", "err"):
        stem = base + base[-1]
    if base.endswith("ie"):
        forms = base + "d", base[:-2] + "ying"
    elif base.endswith("e"):
        forms = base + "d", base[:-1] + "ing"
    elif base.endswith("y") and base[-2] not in VOWELS:
        forms = base[:-1] + "ied", base + "ing"
    else:
        forms = stem + "ed", stem + "ing"
    return [("VBD", forms[0]), ("VBN", forms[0]), ("VBG", forms[1])]


def commonest(ranks, *candidates):
    found = [c for c in candidates if c in ranks]
    return min(found, key=ranks.get) if found else None


def base_of(word, ending, ranks):
    """The base form, or none if the frequency list has no fitting word."""
    if ending == "men":
        return word[:-3] + "man"
    if ending == "s":
        return without_s(word, ranks)
    stem = word[: -len(ending)]
    if word.endswith("eed"):
        return commonest(ranks, word[:-1])
    if stem.endswith("i"):
        return commonest(ranks, stem[:-1] + "y", stem + "e")
    short = re.fullmatch(r"[^aeiou]*[aeiou]+[^aeiou]+", stem) is not None
    if len(stem) > 2 and stem[-1] == stem[-2] and stem[-1] not in VOWELS:
        if short and stem[-1] in "lsfz":
            return commonest(ranks, stem)
        return commonest(ranks, stem[:-1], stem)
    # A short stem with one vowel and one consonant would have doubled it, so an e was dropped.
    if re.fullmatch(r"[^aeiou]*[aeiouy][^aeiouwxy]", stem) and stem + "e" in ranks:
        return stem + "e"
    return commonest(ranks, stem, stem + "e")


def without_s(word, ranks):
    if word.endswith(("ss", "us", "is")):
        return None
    if word.endswith("ies"):
        return commonest(ranks, word[:-3] + "y", word[:-1])
    if word.endswith(("ches", "shes", "sses", "xes", "zzes", "oes", "ses", "zes")):
        return commonest(ranks, word[:-2], word[:-1])
    return commonest(ranks, word[:-1])


if __name__ == "__main__":
    raise SystemExit("used by lemma.py")
