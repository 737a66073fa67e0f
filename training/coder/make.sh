#!/bin/sh
# Makes the learned coder's weights again: ./make.sh DIR OUT (see README.md). Repeats itself exactly on one machine.
set -eu
shared=$1 out=$2
cd "$(dirname "$0")"
mkdir -p "$out"
OMP_NUM_THREADS=1
export OMP_NUM_THREADS
python train.py own --shared "$shared" --epochs 3 --threads 1 --out "$out/own.pt"
for fold in 0 1 2 3 4; do
    python train.py kits --shared "$shared" --start "$out/own.pt" --fold $fold --epochs 4 --threads 1 --out "$out/fold$fold.pt"
done
python train.py kits --shared "$shared" --start "$out/own.pt" --epochs 4 --threads 1 --out "$out/coder.pt"
python finish.py --shared "$shared" --work "$out"
python export.py --model "$out/coder.pt" --out ../../data/models/coder-en.safetensors \
    --vocabulary ../../data/models/coder-en.vocab.txt --fixture ../../crates/rapporteur-neural/tests/coder.tsv
