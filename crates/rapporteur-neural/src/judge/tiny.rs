//! A judge so small that a test can make it: four layers of 32 columns with
//! weights by a rule, eight words within reach.

use super::NeuralJudge;
use crate::kernel::Cpu;
use crate::kernel::tests::noise;
use safetensors::tensor::TensorView;
use safetensors::{Dtype, serialize};
use std::collections::HashMap;

const VOCABULARY: &str = "[UNK]\n[CLS]\n[SEP]\na\nb\nc";
const WIDTH: usize = 32;
const REACH: usize = 10;

/// Makes the judge; every call gives the same.
pub fn tiny(cpu: Cpu) -> NeuralJudge {
    let mut tensors: Vec<(String, Dtype, Vec<usize>, Vec<u8>)> = Vec::new();
    let mut noise = noise(1);
    let mut add = |name: String, dtype: Dtype, shape: &[usize], base: f32| {
        let count = shape.iter().product::<usize>();
        let bytes = match dtype {
            Dtype::I8 => noise.by_ref().take(count).map(|x| (x * 63.0) as i8 as u8).collect(),
            // An f16 of 1 is a fair scale.
            Dtype::F16 => (0..count).flat_map(|_| 0x3C00u16.to_le_bytes()).collect(),
            _ => noise.by_ref().take(count).flat_map(|x| (base + x * 0.2).to_le_bytes()).collect(),
        };
        tensors.push((name, dtype, shape.to_vec(), bytes));
    };
    add("embed.word".to_owned(), Dtype::I8, &[6, WIDTH], 0.0);
    add("embed.word.scale".to_owned(), Dtype::F16, &[6], 0.0);
    add("embed.position".to_owned(), Dtype::F32, &[REACH, WIDTH], 0.0);
    add("embed.case".to_owned(), Dtype::F32, &[4, WIDTH], 0.0);
    add("role".to_owned(), Dtype::F32, &[4, WIDTH], 0.0);
    let mut norms = vec!["embed.norm".to_owned()];
    for layer in ["layer.0", "layer.1", "layer.2", "layer.3", "cue_layer.0", "cue_layer.1", "cue_layer.2"] {
        for (part, inputs, outputs) in
            [("query", 32, 32), ("key", 32, 32), ("value", 32, 32), ("out", 32, 32), ("up", 32, 48), ("down", 48, 32)]
        {
            let name = format!("{layer}.{part}");
            add(name.clone(), Dtype::I8, &[outputs, inputs], 0.0);
            add(format!("{name}.scale"), Dtype::F32, &[outputs], 0.01);
            add(format!("{name}.bias"), Dtype::F32, &[outputs], 0.0);
        }
        norms.extend(["attention_norm", "output_norm"].map(|norm| format!("{layer}.{norm}")));
    }
    for norm in norms {
        add(format!("{norm}.weight"), Dtype::F32, &[WIDTH], 1.0);
        add(format!("{norm}.bias"), Dtype::F32, &[WIDTH], 0.0);
    }
    let heads = [
        ("sentence", 32, 5),
        ("kind", 64, 2),
        ("tag", 32, 7),
        ("cue", 32, 5),
        ("pair_hidden", 128, 32),
        ("pair_out", 32, 17),
        ("party", 32, 3),
        ("truth_hidden", 160, 16),
        ("truth", 16, 3),
    ];
    for (head, inputs, outputs) in heads {
        add(format!("head.{head}.weight"), Dtype::F32, &[outputs, inputs], 0.0);
        add(format!("head.{head}.bias"), Dtype::F32, &[outputs], 0.0);
    }
    for head in ["sentence", "kind", "tag", "cue", "pair", "party", "truth"] {
        add(format!("head.{head}.temperature"), Dtype::F32, &[1], 1.0);
    }
    let views = tensors.iter().map(|(name, dtype, shape, bytes)| (name, TensorView::new(*dtype, shape.clone(), bytes).unwrap()));
    let reach = REACH.to_string();
    let header = [
        ("format", "rapporteur-coder/5"),
        ("layers", "4"),
        ("role_layer", "2"),
        ("cue_layer", "1"),
        ("kinds", "x,y"),
        ("max_pieces", &reach),
    ];
    let header: HashMap<String, String> = header.map(|(key, value)| (key.to_owned(), value.to_owned())).into_iter().collect();
    let file = serialize(views, Some(header)).unwrap();
    NeuralJudge::new(file.leak(), VOCABULARY, cpu).unwrap()
}
