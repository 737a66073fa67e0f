"""Kills `rapporteur add` at random moments, and checks what is left.

usage: kill.py CORPUS.jsonl [--kills 1000] [--seed 1] [--in-a-row 1] [--minutes M] [--articles N] [--sentences N] [--fast]
               [--program PATH] [--folder DIR]

A kill (SIGKILL, which no program can catch) comes at a moment drawn evenly from the time that a run takes. After each one the file
must open and `PRAGMA integrity_check` must say ok. A record is killed `--in-a-row` times, or until all its articles are in it; then
adding is run to its end, and what the record exports must be the bytes that a run exports which nobody disturbed.
`--articles` and `--sentences` cut the corpus; `--fast` codes without the learned judge. Small articles are written 32 at a time, so most of
a run is coding and writing them. The last line tells how many kills met what.
"""
import argparse
import collections
import hashlib
import json
import os
import random
import re
import shutil
import signal
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time

# What a kill may meet, in the order of a run.
BEFORE, PART, ALL = "before the first articles were in the file", "between the first articles and the last", "after the last"


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("corpus")
    parser.add_argument("--kills", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--in-a-row", type=int, default=1)
    parser.add_argument("--minutes", type=float, default=float("inf"), help="begin no further record after so many minutes")
    parser.add_argument("--articles", type=int, help="take the first so many articles of the corpus")
    parser.add_argument("--sentences", type=int, help="cut each article after so many sentences")
    parser.add_argument("--fast", action="store_true", help="pass --fast to add")
    parser.add_argument("--program", default=os.path.join(os.path.dirname(__file__), "../../target/release/rapporteur"))
    parser.add_argument("--folder")
    arguments = parser.parse_args()
    program = os.path.abspath(arguments.program)
    folder = tempfile.mkdtemp(dir=arguments.folder)
    try:
        run(arguments, program, folder)
    finally:
        shutil.rmtree(folder)


def run(arguments, program, folder):
    chance = random.Random(arguments.seed)
    corpus = os.path.join(folder, "corpus.jsonl")
    articles = cut(arguments, corpus)
    add = [program, "add", corpus, "--threads", "1", "--at", "2020-01-01T00:00:00Z", *(["--fast"] if arguments.fast else []), "--record"]
    record, calm = (os.path.join(folder, name) for name in ("killed.sqlite", "calm.sqlite"))
    length = statistics.median(seconds_of(add, calm) for _ in range(5))
    wanted = digest(program, calm)
    kills, met = 0, collections.Counter()
    ended = resumed = 0
    end = time.monotonic() + 60 * arguments.minutes
    while kills < arguments.kills and time.monotonic() < end:
        remove(record)
        for _ in range(arguments.in_a_row):
            child = subprocess.Popen(add + [record], stderr=subprocess.DEVNULL)
            time.sleep(chance.uniform(0, length))
            if child.poll() is None:
                child.send_signal(signal.SIGKILL)
            # A run may end between the question and the kill.
            if child.wait() == -signal.SIGKILL:
                kills += 1
                found = phase(record, articles)
                met[found] += 1
            else:
                ended += 1
                found = ALL
            if found == ALL:
                break
        subprocess.run(add + [record], check=True, stderr=subprocess.DEVNULL)
        resumed += 1
        if digest(program, record) != wanted:
            sys.exit(f"after {kills} kills (seed {arguments.seed}): what the record exports is not what an undisturbed run exports")
        if resumed % 50 == 0:
            print(f"{kills} kills, {resumed} resumed", flush=True)
    told = ", ".join(f"{met[what]} {what}" for what in (BEFORE, PART, ALL))
    print(f"{kills} kills: {told}; {ended} runs had ended before the kill; every file was whole, and {resumed} resumed runs gave the "
          f"bytes of an undisturbed one ({articles} articles, {length:.2f} s a run, seed {arguments.seed})")


def cut(arguments, path):
    """Writes the corpus that is added; gives how many articles it has."""
    with open(arguments.corpus, encoding="utf8") as corpus:
        articles = [json.loads(line) for line in corpus][: arguments.articles]
    with open(path, "w", encoding="utf8") as out:
        for article in articles:
            if arguments.sentences:
                article["text"] = " ".join(re.split(r"(?<=[.!?])\s+", article["text"])[: arguments.sentences])
            out.write(json.dumps(article, ensure_ascii=False) + "\n")
    return len(articles)


def seconds_of(add, record):
    """How long a run takes that nobody disturbs."""
    remove(record)
    started = time.monotonic()
    subprocess.run(add + [record], check=True, stderr=subprocess.DEVNULL)
    return time.monotonic() - started


def remove(record):
    for name in (record, record + "-wal", record + "-shm"):
        if os.path.exists(name):
            os.remove(name)


def phase(record, articles):
    """What the kill met; ends the run if the file is not whole. A copy is looked at: SQLite mends what it opens, and the next run shall
    find what the kill left."""
    if not os.path.exists(record):
        return BEFORE
    copy = record + ".copy"
    remove(copy)
    for end in ("", "-wal"):
        if os.path.exists(record + end):
            shutil.copyfile(record + end, copy + end)
    connection = sqlite3.connect(copy)
    found = connection.execute("PRAGMA integrity_check").fetchone()[0]
    if found != "ok":
        sys.exit(f"integrity_check: {found}")
    tables = connection.execute("SELECT COUNT(*) FROM sqlite_master WHERE name = 'coding'").fetchone()[0]
    coded = connection.execute("SELECT COUNT(*) FROM coding").fetchone()[0] if tables else 0
    connection.close()
    return BEFORE if coded == 0 else PART if coded < articles else ALL


def digest(program, record):
    """A digest of all that a record holds and says, by kind and month."""
    folder, sum = record + ".export", hashlib.sha256()
    subprocess.run([program, "export", record, "--format", "jsonl", "--by", "month", "-o", folder], check=True)
    for below, folders, names in os.walk(folder):
        folders.sort()
        for name in sorted(names):
            path = os.path.join(below, name)
            with open(path, "rb") as file:
                sum.update(os.path.relpath(path, folder).encode() + b"\0" + file.read())
    shutil.rmtree(folder)
    return sum.hexdigest()


if __name__ == "__main__":
    main()
