"""Which word tells the event of a pair, as far as the patterns see it.

    python triggers.py --shared DIR --program ../../target/release/rapporteur --out triggers.tsv

codes all sentences of the kits and our own by patterns alone and writes a line for each row: the sentence's letters and
digits, the type, and character spans of sources, targets and trigger. `train.py` gives a pair the trigger of the row with
its participants.
"""

import argparse
import json
import subprocess

import data
from text import Cutter, folded


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", required=True)
    parser.add_argument("--program", required=True)
    parser.add_argument("--out", required=True)
    arguments = parser.parse_args()
    cutter = Cutter()
    examples = data.Kits(arguments.shared, cutter).examples + data.own(cutter)
    texts = sorted({one.text for one in examples if one.pairs and "running" not in one.ids})
    given = "".join(json.dumps({"id": str(number), "text": text}) + "\n" for number, text in enumerate(texts))
    rows = subprocess.run([arguments.program, "code", "-", "--fast"], input=given, capture_output=True, text=True, check=True).stdout
    with open(arguments.out, "w", encoding="utf8") as out:
        for row in map(json.loads, rows.splitlines()):
            text = texts[int(row["article_id"])].encode()
            place = lambda at: len(text[:at].decode(errors="ignore"))
            cell = lambda spans: ",".join(f"{place(span['start'])}-{place(span['end'])}" for span in spans)
            if row["kind"] == "event_mention":
                spans = [cell(row["sources"]), cell(row["targets"]), cell([row["trigger"]])]
                out.write("\t".join([folded(text.decode()), row["event_type"], *spans]) + "\n")


if __name__ == "__main__":
    main()
