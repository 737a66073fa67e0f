"""Adds many articles to a record and measures: speed, size, and how long questions take.

usage: load.py FOLDER --articles N --into DIR [--program PATH] [--threads N] [--fast]

FOLDER holds JSON lines of articles (`text`, `date`, `title`). They are repeated until there are N, each time with
other dates (years apart), with the names of another set of countries, and with the sentences in another order and some left
out, so that no two are the same report. DIR gets the articles and the record; nothing of them belongs into the repository.
"""
import argparse
import datetime
import glob
import json
import os
import random
import re
import resource
import subprocess
import time

# Countries take one another's names, so that the repeated articles speak of other dyads.
NAMES = ["Syria", "Turkey", "Russia", "Iran", "Iraq", "Mexico", "Colombia", "Honduras", "Guatemala", "Brazil", "Venezuela",
         "Ecuador", "Peru", "Panama", "Jordan", "Lebanon", "Egypt", "France", "Germany", "Spain", "Kenya", "Nigeria", "India",
         "Pakistan", "Ukraine", "Poland", "Japan", "Thailand", "Chile", "Bolivia"]
QUESTIONS = [
    ["events", "--since", "2019-01-01", "--until", "2019-01-07"],
    ["events", "--actor", "SYR", "--since", "2019-01-01", "--until", "2019-01-31"],
    ["events", "--place", "Aleppo", "--limit", "100"],
    ["dyads", "--actor", "RUS", "--since", "2019-01-01", "--until", "2019-01-31"],
    ["commitments", "--actor", "TUR"],
    ["calendar", "--since", "2019-01-01", "--until", "2019-03-31"],
    ["alignments", "--actor", "IRN"],
    ["processes"],
    ["movements", "--actor", "USA"],
    ["actors", "--since", "2019-01-01", "--until", "2019-01-31"],
    ["changes", "--actor", "TUR", "--since", "2019-01-01", "--until", "2019-12-31"],
]


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("folder")
    parser.add_argument("--articles", type=int, default=100_000)
    parser.add_argument("--into", required=True)
    parser.add_argument("--program", default=os.path.join(os.path.dirname(__file__), "../../target/release/rapporteur"))
    parser.add_argument("--threads", default="2")
    parser.add_argument("--fast", action="store_true", help="pass --fast to code and add")
    arguments = parser.parse_args()
    os.makedirs(arguments.into, exist_ok=True)
    corpus, record = (os.path.join(arguments.into, name) for name in ("load.jsonl", "load.sqlite"))
    written = write(arguments, corpus)
    for name in (record, record + "-wal", record + "-shm"):
        if os.path.exists(name):
            os.remove(name)
    common = [corpus, "--threads", arguments.threads] + (["--fast"] if arguments.fast else [])
    code, code_cpu = timed([arguments.program, "code", *common, "-o", os.path.join(arguments.into, "load.rows.jsonl")])
    add, add_cpu = timed([arguments.program, "add", *common, "--record", record])
    size = sum(os.path.getsize(name) for name in (record, record + "-wal") if os.path.exists(name))
    print(f"{written} articles: code {written / code:.1f} articles/s, add {written / add:.1f} articles/s, "
          f"{100 * code / add:.0f} % of the speed by the clock, {100 * code_cpu / add_cpu:.0f} % by the processor's time "
          f"({code_cpu:.1f} s and {add_cpu:.1f} s); {size / 1e6:.0f} MB, {size / written / 1e3:.1f} KB an article")
    ask(arguments.program, record)


def ask(program, record):
    """How long each question takes: the processor's time, which other work on the machine does not change."""
    bare = min(timed([program, "processes", record, "--since", "9999-12-31"])[1] for _ in range(3))
    for question in QUESTIONS:
        command = [program, question[0], record, *question[1:], "--format", "json"]
        seconds = min(timed(command)[1] for _ in range(3))
        rows = subprocess.run(command, check=True, stdout=subprocess.PIPE).stdout.count(b"\n")
        print(f"{' '.join(question)}: {rows} rows, {1000 * seconds:.0f} ms, of which {1000 * bare:.0f} ms is starting the program")


def timed(command):
    """Seconds by the clock, and seconds of the processor."""
    started, before = time.monotonic(), resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.monotonic() - started, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def write(arguments, path):
    articles = []
    for name in sorted(glob.glob(os.path.join(arguments.folder, "*.jsonl"))):
        articles += [json.loads(line) for line in open(name, encoding="utf8")]
    with open(path, "w", encoding="utf8") as out:
        for number in range(arguments.articles):
            article, turn = articles[number % len(articles)], number // len(articles)
            out.write(json.dumps(changed(article, number, turn), ensure_ascii=False) + "\n")
    return arguments.articles


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
