"""Reads each format back with the tools that people use.

usage: readers.py CORPUS.jsonl [--program PATH]

Needs `pip install pandas pyarrow networkx icalendar`.
"""
import argparse
import json
import os
import subprocess
import tempfile

import networkx
import pandas
from icalendar import Calendar


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("corpus")
    parser.add_argument("--program", default=os.path.join(os.path.dirname(__file__), "../../target/release/rapporteur"))
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        check(arguments, lambda name: os.path.join(folder, name))


def check(arguments, path):
    for name in ("rows.jsonl", "rows.csv", "rows.parquet"):
        subprocess.run([arguments.program, "code", arguments.corpus, "-o", path(name)], check=True, stderr=subprocess.DEVNULL)
    rows = [json.loads(line) for line in open(path("rows.jsonl"), encoding="utf8")]
    codes = [row["cameo"] for row in rows]

    def same(found):
        assert [None if pandas.isna(code) else code for code in found] == codes, "CAMEO codes are not the same"

    table = pandas.read_csv(path("rows.csv"), dtype={"cameo": str})
    same(table["cameo"])
    columns = pandas.read_parquet(path("rows.parquet"))
    same(columns["cameo"])
    assert [list(value) for value in columns["contexts"]] == [row["contexts"] for row in rows]
    assert [len(value) for value in columns["sources"]] == [len(row["sources"]) for row in rows]
    print(f"{len(rows)} rows: the same in JSON lines, CSV (pandas) and Parquet (pyarrow)")

    def export(name):
        subprocess.run([arguments.program, "export", path("rows.parquet"), "--format", name, "-o", path(name)], check=True)
        return path(name)

    for name, width, header in (("icews", 20, 0), ("gdelt-events", 61, None), ("gdelt-mentions", 16, None), ("phoenix", 26, None),
                                ("polecat", 40, 0)):
        table = pandas.read_csv(export(name), sep="\t", header=header, quoting=3, dtype=str)
        assert table.shape[1] == width, (name, table.shape)
        print(f"{name}: {table.shape[0]} lines of {width} columns")
    print("hxl:", pandas.read_csv(export("hxl"), dtype=str).shape)
    for name, read in (("graphml", networkx.read_graphml), ("gexf", networkx.read_gexf)):
        graph = read(export(name))
        print(f"{name}: {graph.number_of_nodes()} actors, {graph.number_of_edges()} edges")
    print("geojson:", len(json.load(open(export("geojson"), encoding="utf8"))["features"]), "points")
    with open(export("ical"), "rb") as file:
        print("ical:", len(Calendar.from_ical(file.read()).walk("VEVENT")), "entries")
    print("plover:", sum(1 for line in open(export("plover"), encoding="utf8") if json.loads(line)["id"]), "objects")


if __name__ == "__main__":
    main()
