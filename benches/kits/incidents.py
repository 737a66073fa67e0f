#!/usr/bin/env python3
"""Measure dates and countries of incidents on the kit `incidents`.

usage: incidents.py SHARED [--program PROGRAM] [--rows FILE --entities FILE] [--first N]

SHARED is the folder that holds `kits/`. Each coded row of material conflict that is neither denied nor only planned gives a
template: its date if it is a single day, and the country of the place where it happened, or else of its target, or else of its
source, or else the country that the report's actors and places name most. This last step is the measurement's and not the
coder's: a template must be somewhere, while a row whose country is not stated has none.
The kit's scorer counts reports with a template only, and takes a date or country as right if any template of the report has it.
"""
import argparse, json, os, subprocess, sys, tempfile

UNREAL = {"denied", "pledged", "threatened", "scheduled", "planned", "hoped", "hypothetical"}


def read(path):
    return [json.loads(line) for line in open(path, encoding="utf8") if line.strip()]


def country_names():
    table = os.path.join(os.path.dirname(__file__), "..", "..", "data", "country", "country.tsv")
    rows = [line.rstrip("\n").split("\t") for line in open(table, encoding="utf8")]
    code, name = rows[0].index("code"), rows[0].index("name")
    return {row[code]: row[name].upper() for row in rows[1:]}


def country(row, names, usual):
    happened = [place["country"] for place in row["places"] if place["role"] == "location" and place["country"]]
    acting = [party["country"] for party in row["targets"] + row["sources"] if party["country"] in names]
    return (happened + acting + [usual])[0]


def most_named(entities):
    """The country that most mentions of each report have."""
    counts = {}
    for mention in entities:
        if mention["type"] != "time" and mention["country"]:
            of_report = counts.setdefault(mention["article_id"], {})
            of_report[mention["country"]] = of_report.get(mention["country"], 0) + 1
    return {id: max(sorted(of_report), key=of_report.get) for id, of_report in counts.items()}


def template(row, names, usual):
    time = row["time"] or {}
    day = time.get("start") if time.get("start") == time.get("end") else None
    return {"incident_type": "ATTACK", "date": day, "location": names.get(country(row, names, usual), "")}


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("shared")
    parser.add_argument("--program", default="target/debug/rapporteur")
    parser.add_argument("--rows", help="rows that were coded before")
    parser.add_argument("--entities", help="what `entities` printed before")
    parser.add_argument("--first", type=int, help="only so many reports")
    arguments = parser.parse_args()
    kit = os.path.join(arguments.shared, "kits", "incidents", "dev.jsonl")
    names = country_names()
    with tempfile.TemporaryDirectory() as folder:
        part = lambda name: os.path.join(folder, name)
        reports = read(kit)[: arguments.first]
        for name, keys in (("gold.jsonl", None), ("input.jsonl", ("id", "text", "doc_date"))):
            with open(part(name), "w", encoding="utf8") as out:
                for report in reports:
                    print(json.dumps({key: report[key] for key in keys or report}), file=out)
        if not arguments.rows:
            subprocess.run([arguments.program, "code", part("input.jsonl"), "-o", part("rows.jsonl")], check=True)
        if not arguments.entities:
            with open(part("entities.jsonl"), "w", encoding="utf8") as out:
                subprocess.run([arguments.program, "entities", part("input.jsonl")], stdout=out, check=True)
        usual = most_named(mention for mention in read(arguments.entities or part("entities.jsonl")) if mention.get("country") in names or mention["type"] == "time")
        templates = {report["id"]: [] for report in reports}
        for row in read(arguments.rows or part("rows.jsonl")):
            if row["quad_class"] == 4 and row["factuality"] not in UNREAL and row["article_id"] in templates:
                templates[row["article_id"]].append(template(row, names, usual.get(row["article_id"])))
        with open(part("predicted.jsonl"), "w", encoding="utf8") as out:
            for id, found in templates.items():
                print(json.dumps({"id": id, "templates": found}), file=out)
        scorer = os.path.join(arguments.shared, "kits", "score", "incidents.py")
        printed = subprocess.run([sys.executable, scorer, part("gold.jsonl"), part("predicted.jsonl")], capture_output=True, text=True, check=True)
    score = json.loads(printed.stdout)
    print("reports", score["docs"], "relevance P/R/F1", score["relevance_PRF"], "date", score["date_acc"], "country", score["country_acc"])


if __name__ == "__main__":
    main()
