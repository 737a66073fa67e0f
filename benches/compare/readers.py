"""Reads each format back with the tools that people use.

usage: readers.py CORPUS.jsonl [--program PATH]

Needs `pip install pandas pyarrow networkx icalendar geojson shapely`. R's `read.csv` is not needed: its rules are followed here.
"""
import argparse
import json
import os
import subprocess
import tempfile

import geojson
import networkx
import pandas
import pyarrow.dataset
import shapely.geometry
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

    header, lines = read_like_r(path("rows.csv"))
    same([line[header.index("cameo")] or None for line in lines])
    print(f"rows.csv by the rules of R's read.csv: {len(lines)} rows of {len(header)} columns, leading zeros kept as character")

    subprocess.run([arguments.program, "add", arguments.corpus, "--record", path("r.sqlite")], check=True, stderr=subprocess.DEVNULL)

    def export(name, of="r.sqlite"):
        subprocess.run([arguments.program, "export", path(of), "--format", name, "-o", path(name)], check=True)
        return path(name)

    check_record(arguments, path, rows)

    for name, width, header in (("icews", 20, 0), ("gdelt-events", 61, None), ("gdelt-mentions", 16, None), ("phoenix", 26, None),
                                ("polecat", 40, 0)):
        table = pandas.read_csv(export(name), sep="\t", header=header, quoting=3, dtype=str)
        assert table.shape[1] == width, (name, table.shape)
        print(f"{name}: {table.shape[0]} lines of {width} columns")
    print("hxl:", pandas.read_csv(export("hxl"), dtype=str).shape)
    for name, read in (("graphml", networkx.read_graphml), ("gexf", networkx.read_gexf)):
        graph = read(export(name))
        edges = [edge for _, _, edge in graph.edges(data=True)]
        assert all(int(edge["sign"]) in (-1, 1) and float(edge["weight"]) >= 1 for edge in edges)
        dated = sum(1 for edge in edges if edge.get("first"))
        print(f"{name}: {graph.number_of_nodes()} actors, {len(edges)} edges, all signed and weighted, {dated} dated")
    points = geojson.load(open(export("geojson"), encoding="utf8"))
    assert points.is_valid and all(shapely.geometry.shape(point["geometry"]).is_valid for point in points["features"]), points.errors()
    assert all(-180 <= point["geometry"]["coordinates"][0] <= 180 for point in points["features"])
    print("geojson:", len(points["features"]), "points, valid by geojson and shapely")
    for of in ("r.sqlite", "rows.parquet"):
        with open(export("ical", of), "rb") as file:
            entries = Calendar.from_ical(file.read()).walk("VEVENT")
        assert all(entry.decoded("dtstart") < entry.decoded("dtend") for entry in entries)
        deadlines = sum(1 for entry in entries if str(entry["summary"]).startswith("deadline"))
        print(f"ical of {of}: {len(entries)} entries, {deadlines} of them deadlines")
    print("plover:", sum(1 for line in open(export("plover"), encoding="utf8") if json.loads(line)["id"]), "objects")


def check_record(arguments, path, rows):
    """Parquet by month, read as one data set; and each question as CSV."""
    command = [arguments.program, "export", path("r.sqlite"), "--format", "parquet", "--by", "month", "-o", path("months")]
    subprocess.run(command, check=True)
    table = pyarrow.dataset.dataset(path("months/event_mention"), partitioning="hive").to_table().to_pandas()
    assert sorted(table["id"]) == sorted(row["id"] for row in rows) and "month" in table
    kinds = {kind: pyarrow.dataset.dataset(os.path.join(path("months"), kind), partitioning="hive").count_rows()
             for kind in sorted(os.listdir(path("months")))}
    print("parquet by month:", ", ".join(f"{count} {kind}" for kind, count in kinds.items()))
    told = {}
    for topic in ("events", "dyads", "commitments", "calendar", "alignments", "processes", "movements", "actors", "changes"):
        with open(path("answer.csv"), "wb") as file:
            subprocess.run([arguments.program, topic, path("r.sqlite"), "--format", "csv"], check=True, stdout=file)
        header, lines = read_like_r(path("answer.csv"))
        assert pandas.read_csv(path("answer.csv"), dtype=str).shape == (len(lines), len(header)), topic
        told[topic] = len(lines)
    print("answers as CSV:", ", ".join(f"{count} {topic}" for topic, count in told.items()))


def read_like_r(path):
    """Header and rows as `read.csv(path, colClasses = "character")` has them: `"` quotes and is doubled inside, quoted line
    feeds are part of a cell, every row must have as many cells as the header, and names must be such as R leaves alone."""
    text, rows, row, cell, quoted = open(path, encoding="utf8", newline="").read(), [], [], "", False
    place = 0
    while place < len(text):
        character = text[place]
        if quoted and text.startswith('""', place):
            cell, place = cell + '"', place + 1
        elif character == '"':
            assert quoted or cell == "", f"a quotation mark inside a bare cell: {cell!r}"
            quoted = not quoted
        elif character in ",\n" and not quoted:
            row, cell = row + [cell], ""
            if character == "\n":
                rows, row = rows + [row], []
        else:
            cell += character
        place += 1
    assert not quoted and not row and cell == "", "the file ends inside a row"
    assert all(len(row) == len(rows[0]) for row in rows), "rows of different lengths"
    assert all(name.replace("_", "a").isalnum() and not name[0].isdigit() for name in rows[0])
    return rows[0], rows[1:]


if __name__ == "__main__":
    main()
