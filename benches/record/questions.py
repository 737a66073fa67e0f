"""How long questions to a record take: each command that asks, and each view, by what an analyst would want to know.

usage: questions.py RECORD.sqlite [--program PATH] [--runs 7]

Told is the median of some runs after a first one that warms the file: the processor's time of the whole command, from its start to
its last row, which other work on the machine does not change much. The dates, countries and places are those of `load.py`'s records.
The last line tells the slowest and how many are over 100 ms.
"""
import argparse
import os
import resource
import sqlite3
import statistics
import subprocess

LIMIT = 0.1
WEEK = ["--since", "2019-01-01", "--until", "2019-01-07"]
MONTH = ["--since", "2019-01-01", "--until", "2019-01-31"]
COMMANDS = [
    ["events", *WEEK],
    ["events", "--actor", "SYR", *MONTH],
    ["events", "--type", "ACCUSE", *MONTH],
    ["events", "--place", "Aleppo", "--limit", "100"],
    ["dyads", *WEEK],
    ["dyads", "--one-a-day", "--actor", "RUS", *MONTH],
    ["commitments", "--actor", "TUR"],
    ["commitments", "--status", "due", *MONTH],
    ["calendar", "--since", "2019-01-01", "--until", "2019-03-31"],
    ["alignments", "--actor", "IRN"],
    ["processes"],
    ["processes", "--actor", "RUS"],
    ["movements", "--actor", "USA"],
    ["movements", *MONTH],
    ["actors", *MONTH],
    ["actors", "--actor", "SYR", "--since", "2019-01-01", "--until", "2019-12-31"],
    ["changes", *WEEK],
    ["changes", "--actor", "TUR", "--since", "2019-01-01", "--until", "2019-12-31"],
    ["states"],
]
DAY, JANUARY = "start = '2019-01-04'", "start BETWEEN '2019-01-01' AND '2019-01-31'"
VIEWS = {
    "event_mention": [
        f"SELECT article_id, event_type, row FROM event_mention WHERE {DAY}",
        "SELECT event_type, start FROM event_mention WHERE article_id = 'ARTICLE'",
        "SELECT event_type, start FROM event_mention WHERE published = '2019-01-04'",
        f"SELECT start, article_id FROM event_mention WHERE event_type = 'ACCUSE' AND {JANUARY}",
        "SELECT start, event_type FROM event_mention AS m JOIN participant AS p ON p.coding = m.coding AND p.mention = m.id "
        f"WHERE p.country = 'SYR' AND p.role = 'source' AND {JANUARY}",
    ],
    "claim_made": [
        f"SELECT kind, content FROM claim_made WHERE {DAY}",
        f"SELECT speaker, content FROM claim_made WHERE kind = 'commitment' AND {JANUARY}",
        "SELECT kind, content FROM claim_made WHERE article_id = 'ARTICLE'",
    ],
    "statement": [
        "SELECT speaker, content FROM statement WHERE start BETWEEN '2019-01-01' AND '2019-01-07'",
        f"SELECT start, speaker, content FROM statement WHERE speaker_country = 'TUR' AND {JANUARY}",
        "SELECT speaker, content FROM statement WHERE article_id = 'ARTICLE'",
    ],
    "latest_coding": ["SELECT latest_coding.id FROM latest_coding JOIN article ON article.key = article WHERE article.id = 'ARTICLE'"],
    "event": [
        f"SELECT id, event_type, row FROM event WHERE {DAY}",
        f"SELECT event_type, COUNT(*) FROM event WHERE {JANUARY} GROUP BY 1",
        f"SELECT substr(start, 1, 7), COUNT(*) FROM event WHERE quad_class = 4 AND {JANUARY} GROUP BY 1",
    ],
    "commitment": [
        "SELECT end, content FROM commitment WHERE status = 'open' AND end BETWEEN '2019-01-01' AND '2019-01-31' ORDER BY end",
        f"SELECT status, content FROM commitment WHERE {JANUARY}",
    ],
    "meeting": [f"SELECT start, name, status FROM meeting WHERE {JANUARY}"],
    "alignment": [f"SELECT relation, status, row FROM alignment WHERE {JANUARY}"],
    "format_of_talks": ["SELECT name, start FROM format_of_talks WHERE name LIKE '%peace%'"],
    "movement": [f"SELECT status, start, row FROM movement WHERE {JANUARY}"],
    "ledger_actor": [
        f"SELECT start, event_type FROM event JOIN ledger_actor AS a ON a.id = event.id WHERE a.country = 'SYR' AND a.role = 'source' AND {JANUARY}",
        "SELECT start, s.name, t.name FROM event JOIN ledger_actor AS s ON s.id = event.id AND s.role = 'source' "
        f"JOIN ledger_actor AS t ON t.id = event.id AND t.role = 'target' WHERE event_type = 'ACCUSE' AND {JANUARY}",
    ],
    "ledger_place": ["SELECT start, event_type FROM event JOIN ledger_place AS p ON p.id = event.id WHERE p.name = 'Aleppo'"],
    "article_text": [
        "SELECT id, published FROM article JOIN article_text ON article_text.rowid = article.rowid WHERE article_text MATCH 'cartel AND truce'"
    ],
}


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("record")
    parser.add_argument("--program", default=os.path.join(os.path.dirname(__file__), "../../target/release/rapporteur"))
    parser.add_argument("--runs", type=int, default=7)
    arguments = parser.parse_args()
    ask(arguments.program, arguments.record, arguments.runs)


def ask(program, record, runs=7):
    """Asks everything and tells how long it took."""
    views = [(view, ["query", question]) for view, questions in VIEWS.items() for question in questions]
    article = an_article(record)
    took = []
    for about, question in [(question[0], question) for question in COMMANDS] + views:
        question = [word.replace("ARTICLE", article) for word in question]
        command = [program, question[0], record, *question[1:], "--format", "json"]
        rows = subprocess.run(command, check=True, stdout=subprocess.PIPE).stdout.count(b"\n")
        seconds = statistics.median(seconds_of(command) for _ in range(runs))
        took.append((seconds, about))
        print(f"{1000 * seconds:5.0f} ms {rows:6} rows  {' '.join(question)}", flush=True)
    seconds, about = max(took)
    print(f"{len(took)} questions: the slowest, of `{about}`, takes {1000 * seconds:.0f} ms; "
          f"{sum(seconds > LIMIT for seconds, _ in took)} take over {1000 * LIMIT:.0f} ms", flush=True)


def an_article(record):
    """An article of which there is something to tell."""
    connection = sqlite3.connect(record)
    found = connection.execute("SELECT article_id FROM statement WHERE start >= '2019-01-01' ORDER BY start LIMIT 1").fetchone()
    connection.close()
    return found[0]


def seconds_of(command):
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


if __name__ == "__main__":
    main()
