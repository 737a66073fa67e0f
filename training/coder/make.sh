#!/bin/sh
# Makes the learned coder's weights again: ./make.sh DIR OUT (see README.md). Repeats itself exactly on one machine.
set -eu
shared=$1 out=$2
cd "$(dirname "$0")"
mkdir -p "$out"
OMP_NUM_THREADS=1
export OMP_NUM_THREADS
cargo build --release -p rapporteur-cli
cargo build --release -p rapporteur-neural --example attribution
../../target/release/examples/attribution --sentences "$shared/kits/attribution/dev.jsonl" > "$out/sentences.tsv"
python triggers.py --shared "$shared" --program ../../target/release/rapporteur --out "$out/triggers.tsv"
python train.py own --shared "$shared" --triggers "$out/triggers.tsv" --epochs 3 --threads 1 --out "$out/own.pt"
kits() {
    python train.py kits --shared "$shared" --triggers "$out/triggers.tsv" --sentence-spans "$out/sentences.tsv" --threads 1 "$@"
}
for name in fold0 fold1 fold2 fold3 fold4 coder; do
    fold=${name#fold}
    [ $name = coder ] && held="" || held="--fold $fold"
    kits $held --start "$out/own.pt" --epochs 4 --own-share 0.15 --out "$out/first-$name.pt"
    kits $held --start "$out/first-$name.pt" --epochs 3 --rate 8e-5 --own-share 0.12 --speakers 500 --out "$out/$name.pt"
done
for name in fold0 coder; do
    fold=${name#fold}
    [ $name = coder ] && held="" || held="--fold $fold"
    python hearing.py --shared "$shared" --sentence-spans "$out/sentences.tsv" --threads 1 $held --model "$out/$name.pt"
done
python finish.py --shared "$shared" --work "$out" --sentence-spans "$out/sentences.tsv"
python export.py --model "$out/coder.pt" --out ../../data/models/coder-en.safetensors \
    --vocabulary ../../data/models/coder-en.vocab.txt --fixture ../../crates/rapporteur-neural/tests/coder.tsv
zstd -19 -f --rm ../../data/models/coder-en.safetensors
cargo build --release -p rapporteur-neural --example judged
python confidence.py --shared "$shared" --work "$out" --out ../../data/lexicon/confidence_weight.tsv
cargo build --release -p rapporteur-neural --example worth
python worth.py --shared "$shared" --out ../../data/lexicon/worth_weight.tsv
