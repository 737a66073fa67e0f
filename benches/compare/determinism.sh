#!/usr/bin/env bash
# Checks that the rows do not depend on threads or on the order of articles.
#
# usage: determinism.sh CORPUS.jsonl [PROGRAM]
set -euo pipefail
corpus=$1
program=${2:-$(dirname "$0")/../../target/release/rapporteur}
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
export LC_ALL=C

"$program" code "$corpus" --threads 1 >"$folder/one.jsonl"
"$program" code "$corpus" --threads 2 >"$folder/two.jsonl"
cmp "$folder/one.jsonl" "$folder/two.jsonl"

# The same permutation every time: the lines sorted by a digest of each.
while IFS= read -r line; do
    printf '%s\t%s\n' "$(printf '%s' "$line" | cksum | tr ' ' -)" "$line"
done <"$corpus" | sort | cut -f 2- >"$folder/shuffled.jsonl"
"$program" code "$folder/shuffled.jsonl" --threads 2 >"$folder/shuffled.out"
sort "$folder/one.jsonl" >"$folder/one.sorted"
sort "$folder/shuffled.out" >"$folder/shuffled.sorted"
cmp "$folder/one.sorted" "$folder/shuffled.sorted"
echo "$(wc -l <"$folder/one.jsonl") rows, the same with 1 and 2 threads and in another order"
