"""End-to-end figures of the coder with the learned judge, each sentence judged by weights that have not seen it.

    cargo build --release -p rapporteur-neural --example judged
    python five_fold.py --shared DIR --work OUT [--program FILE] [--keep FOLDER]

OUT has `fold0.safetensors` … `fold4.safetensors` and `fold0.ids` … (`kit<TAB>id`), as `finish.py` writes them. Prints what
the kits' scorers print, for the patterns alone (`fast`) and with the judge. Standard library only.
"""

import argparse
import os
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
TASKS = ["relations", "participants", "quad", "cooperation"]


def held_out(path, task):
    """The ids of one kit in a file of `kit<TAB>id`."""
    with open(path, encoding="utf8") as lines:
        cells = [line.rstrip("\n").split("\t") for line in lines]
    return [kit_id for kit, kit_id in cells if kit == task]


def coded(program, weights, kit, ids):
    """Rows of the sentences of a kit that `ids` names."""
    with tempfile.NamedTemporaryFile("w", suffix=".ids", encoding="utf8") as file:
        file.write("\n".join(ids))
        file.flush()
        return subprocess.run([program, weights, kit, file.name], capture_output=True, text=True, check=True).stdout


def score(shared, task, rows, keep):
    """What the kit's scorer says of rows."""
    scorers = os.path.join(shared, "kits", "score")
    kit = os.path.join(shared, "kits", "coding", task + ".jsonl")
    converted = subprocess.run([sys.executable, os.path.join(scorers, "from_rapporteur.py")], input=rows,
                               capture_output=True, text=True, check=True).stdout
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf8") as file:
        file.write(converted)
        file.flush()
        command = [sys.executable, os.path.join(scorers, "coding.py"), task, kit, file.name]
        told = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    if keep:
        with open(keep, "w", encoding="utf8") as file:
            file.write(rows)
    return told.strip()


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", required=True)
    parser.add_argument("--work", required=True)
    parser.add_argument("--program", default=os.path.join(HERE, "../../target/release/examples/judged"))
    parser.add_argument("--keep", help="a folder for the rows")
    parser.add_argument("--tasks", nargs="+", default=TASKS)
    arguments = parser.parse_args()
    for task in arguments.tasks:
        kit = os.path.join(arguments.shared, "kits", "coding", task + ".jsonl")
        fast = judged = ""
        for fold in range(5):
            ids = held_out(os.path.join(arguments.work, f"fold{fold}.ids"), task)
            fast += coded(arguments.program, "-", kit, ids)
            judged += coded(arguments.program, os.path.join(arguments.work, f"fold{fold}.safetensors"), kit, ids)
        for name, rows in (("fast", fast), ("judged", judged)):
            keep = arguments.keep and os.path.join(arguments.keep, f"{name}-{task}.jsonl")
            print(name, score(arguments.shared, task, rows, keep), flush=True)


if __name__ == "__main__":
    main()
