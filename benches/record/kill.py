"""Kills `rapporteur add` at random moments, and checks what is left.

usage: kill.py CORPUS.jsonl [--kills 1000] [--seed 1] [--in-a-row 1] [--program PATH] [--folder DIR]

After each kill (SIGKILL, which no program can catch) the file must open and `PRAGMA integrity_check` must say ok.
After every `--in-a-row` kills of one record, adding is run to its end, and what the record then exports must be
the bytes that a run exports which nobody disturbed. The last line tells the counts.
"""
import argparse
import hashlib
import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time

def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("corpus")
    parser.add_argument("--kills", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--in-a-row", type=int, default=1)
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
    add = [program, "add", os.path.abspath(arguments.corpus), "--threads", "1", "--at", "2020-01-01T00:00:00Z", "--record"]
    calm = os.path.join(folder, "calm.sqlite")
    started = time.monotonic()
    subprocess.run(add + [calm], check=True, stderr=subprocess.DEVNULL)
    length = time.monotonic() - started
    wanted = digest(program, calm)
    kills = ended = resumed = midway = 0
    while kills < arguments.kills:
        record = os.path.join(folder, "killed.sqlite")
        for name in os.listdir(folder):
            if name.startswith("killed"):
                os.remove(os.path.join(folder, name))
        for _ in range(arguments.in_a_row):
            child = subprocess.Popen(add + [record], stderr=subprocess.DEVNULL)
            time.sleep(chance.uniform(0, length * 1.05))
            if child.poll() is None:
                child.send_signal(signal.SIGKILL)
                kills += 1
            else:
                ended += 1
            child.wait()
            midway += check(record)
        subprocess.run(add + [record], check=True, stderr=subprocess.DEVNULL)
        resumed += 1
        if digest(program, record) != wanted:
            sys.exit(f"after {kills} kills (seed {arguments.seed}): what the record exports is not what an undisturbed run exports")
        if resumed % 10 == 0:
            print(f"{kills} kills, {resumed} resumed", flush=True)
    print(f"{kills} kills, {midway} of them with a part of the articles in the file, {ended} runs had ended before; "
          f"every file was whole, and {resumed} resumed runs gave the bytes of an undisturbed one (seed {arguments.seed})")


def check(record):
    """Whether a part of the articles is in the file; ends the run if it is not whole."""
    if not os.path.exists(record):
        return False
    with sqlite3.connect(record) as connection:
        found = connection.execute("PRAGMA integrity_check").fetchone()[0]
        if found != "ok":
            sys.exit(f"integrity_check: {found}")
        tables = connection.execute("SELECT COUNT(*) FROM sqlite_master WHERE name = 'coding'").fetchone()[0]
        part = tables and connection.execute("SELECT COUNT(*) FROM coding").fetchone()[0] > 0
    connection.close()
    return bool(part)


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
