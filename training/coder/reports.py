"""How many of the events of short reports are coded, and how many rows are right.

    cargo build --release -p rapporteur-cli
    python reports.py --shared DIR [--program FILE] [--half tuning|test] [options of `rapporteur code` ...]

`reports.jsonl` has invented reports with the rows that a perfect reader makes of them (`SOURCE-reports.md`). Prints what
`DIR/kits/score/records.py` makes of the product's rows, and for rows whose confidence is just above or below what a long
article asks for, how many are right. Standard library only.
"""

import argparse
import json
import os
import subprocess
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
# As in `event/learned/limit.rs`.
RARE, JOINT, TRUST = {"CONCEDE", "MOBILIZE", "REQUEST", "THREATEN"}, {"AGREE", "CONSULT", "COOPERATE"}, [0.5, 0.78, 0.72]


def spot(text, words, start=0, end=None):
    """Where words stand in a text, as the scorer wants it."""
    at = text.index(words, start, len(text) if end is None else end)
    inside = {"byte_start": len(text[:at].encode()), "byte_end": len(text[:at + len(words)].encode())}
    return {"start": at, "end": at + len(words), **inside, "text": words}


def gold_of(report):
    """A report with its records in the form of `gold/seed_gold.json`."""
    records = []
    for number, row in enumerate(report["records"], 1):
        sentence = spot(report["text"], row["sentence"])
        told = row.get("date_start") and {"start": row["date_start"], "end": row.get("date_end")}
        records.append({
            "id": f"{report['id']}.{number}", "kind": "event", "tier": row.get("tier", "required"), "sentence": sentence,
            "trigger": spot(report["text"], row["trigger"], sentence["start"], sentence["end"]),
            "actors": row.get("actors") or [], "recipients": row.get("recipients") or [], "plover": {"type": row["type"]},
            "acceptable": [{"type": other} for other in row.get("acceptable") or []], "date": told,
            "attribution": [{"speaker": row["speaker"]}] if row.get("speaker") else [],
            "modality": row.get("modality"), "polarity": row.get("polarity"),
        })
    return {"id": report["id"], "text": report["text"], "records": records, "non_events": report.get("non_events", [])}


def spare(row):
    """How much surer a row is than a long article asks for."""
    is_rare = row["factuality"] in ("pledged", "scheduled") or row["event_type"] in RARE
    return row["confidence"] - TRUST[0 if is_rare else 1 if row["event_type"] in JOINT else 2]


def hits(scorer, gold, rows):
    """Whether each row is one of the records, as the scorer tells it."""
    with open(scorer, encoding="utf8") as lines:
        code = lines.read().replace("\nmain()\n", "\n")
    names = {"__name__": "records"}
    exec(compile(code, scorer, "exec"), names)
    records = {item["id"]: item["records"] for item in gold}
    return [any(names["event_hit"](record, row) for record in records[row["article_id"]]) for row in rows]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", required=True)
    parser.add_argument("--program", default=os.path.join(HERE, "../../target/release/rapporteur"))
    parser.add_argument("--half", choices=["tuning", "test"], default="test")
    arguments, options = parser.parse_known_args()
    with open(os.path.join(HERE, "reports.jsonl"), encoding="utf8") as lines:
        reports = [report for report in map(json.loads, lines) if report["half"] == arguments.half]
    gold = [gold_of(report) for report in reports]
    lines = "".join(json.dumps({key: report[key] for key in ("id", "date", "text")}) + "\n" for report in reports)
    coded = subprocess.run([arguments.program, "code", "-", *options], input=lines, capture_output=True, text=True, check=True).stdout
    scorer = os.path.join(arguments.shared, "kits/score/records.py")
    with tempfile.TemporaryDirectory() as folder:
        paths = [os.path.join(folder, name) for name in ("gold.json", "rows.jsonl")]
        for path, text in zip(paths, (json.dumps({"items": gold}), coded)):
            with open(path, "w", encoding="utf8") as out:
                out.write(text)
        subprocess.run(["python3", scorer, *paths], check=True)
    rows = [row for row in map(json.loads, coded.splitlines()) if row["kind"] == "event_mention"]
    told = [(spare(row), hit) for row, hit in zip(rows, hits(scorer, gold, rows))]
    for least, most in ((-1.0, -0.3), (-0.3, 0.0), (0.0, 0.2), (0.2, 1.0)):
        own = [hit for margin, hit in told if least <= margin < most]
        print(f"confidence {least:+.1f} to {most:+.1f} from what a long article asks: {len(own)} rows, {sum(own)} right")


if __name__ == "__main__":
    main()
