"""Adds many articles to a record and measures: speed, size, and how long questions take.

usage: load.py FOLDER --articles N --into DIR [--coded N] [--sentences N] [--program PATH] [--threads N] [--fast]

FOLDER holds JSON lines of articles (`text`, `date`, `title`). Without `--coded` they are repeated until there are N, each time
with other dates (years apart), with the names of another set of countries, and with the sentences in another order and some left
out, so that no two are the same report; all are coded by `code` and by `add`.
With `--coded M` only the first M are coded. Their rows are then repeated until there are rows of N articles, each time with other
dates, countries and words, and `import` stores them, which is what `add` does once it has coded; storing and working out the
ledgers are timed apart. `--sentences` cuts each article after so many sentences.
DIR gets the articles and the record; nothing of them belongs into the repository.
"""
import argparse
import datetime
import glob
import hashlib
import json
import os
import random
import re
import resource
import subprocess
import time

from questions import ask

# Countries take one another's names, so that the repeated articles speak of other dyads.
NAMES = ["Syria", "Turkey", "Russia", "Iran", "Iraq", "Mexico", "Colombia", "Honduras", "Guatemala", "Brazil", "Venezuela",
         "Ecuador", "Peru", "Panama", "Jordan", "Lebanon", "Egypt", "France", "Germany", "Spain", "Kenya", "Nigeria", "India",
         "Pakistan", "Ukraine", "Poland", "Japan", "Thailand", "Chile", "Bolivia"]
CODES = ["SYR", "TUR", "RUS", "IRN", "IRQ", "MEX", "COL", "HND", "GTM", "BRA", "VEN", "ECU", "PER", "PAN", "JOR", "LBN", "EGY",
         "FRA", "DEU", "ESP", "KEN", "NGA", "IND", "PAK", "UKR", "POL", "JPN", "THA", "CHL", "BOL", "USA", "GBR", "IRL", "CHN"]
DAY, ID = re.compile(r"^\d{4}-\d\d-\d\d$"), re.compile(r"^[0-9a-f]{32}$")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("folder")
    parser.add_argument("--articles", type=int, default=100_000)
    parser.add_argument("--coded", type=int, help="code so many articles and repeat their rows")
    parser.add_argument("--sentences", type=int, help="cut each article after so many sentences")
    parser.add_argument("--into", required=True)
    parser.add_argument("--program", default=os.path.join(os.path.dirname(__file__), "../../target/release/rapporteur"))
    parser.add_argument("--threads", default="2")
    parser.add_argument("--fast", action="store_true", help="pass --fast to code and add")
    arguments = parser.parse_args()
    os.makedirs(arguments.into, exist_ok=True)
    corpus, record = (os.path.join(arguments.into, name) for name in ("load.jsonl", "load.sqlite"))
    written = write(arguments, corpus)
    remove(record)
    common = [corpus, "--threads", arguments.threads] + (["--fast"] if arguments.fast else [])
    code, code_cpu, _ = timed([arguments.program, "code", *common, "-o", os.path.join(arguments.into, "load.rows.jsonl")])
    add, add_cpu, _ = timed([arguments.program, "add", *common, "--record", record])
    print(f"{written} articles: code {written / code:.1f} articles/s, add {written / add:.1f} articles/s, "
          f"{100 * code / add:.0f} % of the speed by the clock, {100 * code_cpu / add_cpu:.0f} % by the processor's time "
          f"({code_cpu:.1f} s and {add_cpu:.1f} s); {size_of(record, written)}", flush=True)
    if arguments.coded:
        record = repeated(arguments, record, code_cpu / written)
    ask(arguments.program, record)


def repeated(arguments, base, code):
    """Stores the rows of the coded articles again and again; `code` is the time of coding one of them."""
    rows = os.path.join(arguments.into, "rows")
    os.makedirs(rows, exist_ok=True)
    for name in glob.glob(os.path.join(rows, "*")):
        os.remove(name)
    groups, vocabulary = read_rows(arguments, base)
    turns = -(-arguments.articles // len(groups))
    left = arguments.articles
    for turn in range(turns):
        with open(os.path.join(rows, f"{turn:05}.jsonl"), "w", encoding="utf8") as out:
            for row in repeat(groups[:left], vocabulary, turn):
                out.write(json.dumps(row, ensure_ascii=False) + "\n")
        left -= len(groups)
    record = os.path.join(arguments.into, "many.sqlite")
    remove(record)
    clock, cpu, told = timed([arguments.program, "import", rows, "--record", record])
    many = arguments.articles
    parts = re.search(r"read in ([\d.]+) s, stored in ([\d.]+) s, ledgers in ([\d.]+) s", told)
    read, store, settle = (float(part) for part in parts.groups())
    # By the clock the processor may have been busy with other things; its time is shared out as the clock's was.
    keeping = cpu * (store + settle) / (read + store + settle) / many
    print(f"{many} articles: storing {store:.0f} s, ledgers {settle:.0f} s by the clock; {1000 * keeping:.1f} ms of the processor an article, "
          f"beside {1000 * code:.1f} ms for coding it: {100 * code / (code + keeping):.0f} % of the speed; {size_of(record, many)}\n{told.strip()}",
          flush=True)
    return record


def read_rows(arguments, base):
    """The rows of each article of a record, and its words by length."""
    folder = os.path.join(arguments.into, "base")
    subprocess.run([arguments.program, "export", base, "--format", "jsonl", "--by", "month", "-o", folder], check=True)
    groups, words = {}, {}
    for path in glob.glob(os.path.join(folder, "**", "*.jsonl"), recursive=True):
        for line in open(path, encoding="utf8"):
            row = json.loads(line)
            if row["kind"] == "stored_article" or "trigger" in row:
                groups.setdefault(row["article_id"], []).append(row)
            for word in re.findall(r"\b[a-z]{4,}\b", row["text"] if row["kind"] == "stored_article" else ""):
                words.setdefault(len(word), set()).add(word)
    return list(groups.values()), [sorted(same) for same in words.values()]


def repeat(groups, vocabulary, turn):
    """The rows as another report would have given them: its own ids, dates, countries and words."""
    chance = random.Random(turn)
    codes, names, words = CODES[:], NAMES[:], {}
    chance.shuffle(codes)
    chance.shuffle(names)
    swap = dict(zip(CODES + NAMES, codes + names))
    for same in vocabulary:
        others = same[:]
        chance.shuffle(others)
        words.update(zip(same, others))
    told = lambda text: re.sub(r"\b[a-z]{4,}\b", lambda word: words.get(word.group(), word.group()), text)

    def changed(value, field, days):
        if isinstance(value, dict):
            return {name: changed(part, name, days) for name, part in value.items()}
        if isinstance(value, list):
            return [changed(part, field, days) for part in value]
        if not isinstance(value, str):
            return value
        if field in ("text", "sentence_text", "title"):
            return told(value)
        if field in ("country", "actor_id", "name"):
            return swap.get(value, value)
        if field in ("id", "key") and ID.match(value):
            return hashlib.md5(f"{turn}{value}".encode()).hexdigest()
        if field == "article_id":
            return f"{turn}-{value}"
        if DAY.match(value):
            return (datetime.date.fromisoformat(value) + days).isoformat()
        return value

    for rows in groups:
        days = datetime.timedelta(days=chance.randrange(-1500, 1500) if turn else 0)
        for row in rows:
            yield changed(row, "", days)


def timed(command):
    """Seconds by the clock, seconds of the processor, and what the program told."""
    started, before = time.monotonic(), resource.getrusage(resource.RUSAGE_CHILDREN)
    told = subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True).stderr
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.monotonic() - started, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, told


def remove(record):
    for name in (record, record + "-wal", record + "-shm"):
        if os.path.exists(name):
            os.remove(name)


def size_of(record, articles):
    size = sum(os.path.getsize(name) for name in (record, record + "-wal") if os.path.exists(name))
    return f"{size / 1e6:.0f} MB, {size / articles / 1e3:.1f} KB an article"


def write(arguments, path):
    articles = []
    for name in sorted(glob.glob(os.path.join(arguments.folder, "*.jsonl"))):
        articles += [json.loads(line) for line in open(name, encoding="utf8")]
    count = arguments.coded or arguments.articles
    with open(path, "w", encoding="utf8") as out:
        for number in range(count):
            article, turn = articles[number % len(articles)], number // len(articles)
            if arguments.sentences:
                cut = re.split(r"(?<=[.!?])\s+", article["text"])[: arguments.sentences]
                article = {**article, "text": " ".join(cut)}
            out.write(json.dumps(changed(article, number, turn), ensure_ascii=False) + "\n")
    return count


def changed(article, number, turn):
    chance = random.Random(number)
    text, title = article["text"], article.get("title") or ""
    date = datetime.date.fromisoformat((article.get("date") or "2018-01-01")[:10])
    if turn:
        others = NAMES[:]
        random.Random(turn).shuffle(others)
        new = dict(zip(NAMES, others))
        swap = lambda words: re.sub(r"\b(" + "|".join(NAMES) + r")\b", lambda match: new[match.group()], words)
        parts = re.split(r"(?<=[.!?]) +|\n+", swap(text))
        chance.shuffle(parts)
        # A part is left out, as another outlet would.
        text, title = " ".join(parts[: max(3, len(parts) * 3 // 4)]), swap(title)
        date += datetime.timedelta(days=chance.randrange(-1500, 1500))
    return {"id": f"load-{number}", "text": text, "title": title, "date": date.isoformat(),
            "outlet": ["The Post", "The Times", "The Herald", "The Wire"][number % 4]}


if __name__ == "__main__":
    main()
