//! Spells a name along the maps of names, letter by letter, so that one pass
//! over a sentence finds every name that begins at a word.

use super::index::NameKind;
use super::{Gazetteer, PlaceId, Reading};
use fst::raw::{CompiledAddr, Fst, Output};

/// A name that is being spelled.
#[derive(Clone, Debug)]
pub struct Walk<'g> {
    gazetteer: &'g Gazetteer,
    index: Option<State>,
    own: Option<State>,
}

/// A place in one map of names.
#[derive(Clone, Copy, Debug)]
struct State {
    node: CompiledAddr,
    output: Output,
}

impl<'g> Walk<'g> {
    /// Stands before the first letter.
    pub(super) fn new(gazetteer: &'g Gazetteer) -> Walk<'g> {
        let start = |node| State { node, output: Output::zero() };
        Walk {
            gazetteer,
            index: gazetteer.index.as_ref().map(|index| start(index.names().root().addr())),
            own: gazetteer.own.names().map(|names| start(names.root().addr())),
        }
    }

    /// Adds folded letters; false if no name goes on like this.
    pub fn step(&mut self, letters: &[u8]) -> bool {
        let gazetteer = self.gazetteer;
        if let Some(index) = &gazetteer.index {
            self.index = self.index.and_then(|state| state.step(index.names(), letters));
        }
        if let Some(names) = gazetteer.own.names() {
            self.own = self.own.and_then(|state| state.step(names, letters));
        }
        self.index.is_some() || self.own.is_some()
    }

    /// Whether the letters so far are a name.
    pub fn is_name(&self) -> bool {
        self.index_value().is_some() || self.own_value().is_some()
    }

    /// The places of that name: the tables' before the index's.
    pub fn readings(&self) -> Vec<Reading> {
        let mut found = Vec::new();
        if let Some(at) = self.own_value() {
            found.extend(self.gazetteer.own.readings(at).iter().map(|&id| Reading { id, kind: NameKind::Main }));
        }
        if let (Some(at), Some(index)) = (self.index_value(), &self.gazetteer.index) {
            found.extend(index.postings(at).map(|posting| Reading { id: PlaceId(posting.record()), kind: posting.kind() }));
        }
        found
    }

    fn index_value(&self) -> Option<u64> {
        self.index.and_then(|state| state.value(self.gazetteer.index.as_ref()?.names()))
    }

    fn own_value(&self) -> Option<u64> {
        self.own.and_then(|state| state.value(self.gazetteer.own.names()?))
    }
}

impl State {
    fn step<D: AsRef<[u8]>>(self, names: &Fst<D>, letters: &[u8]) -> Option<State> {
        let mut state = self;
        for &letter in letters {
            let node = names.node(state.node);
            let transition = node.transition(node.find_input(letter)?);
            state = State { node: transition.addr, output: state.output.cat(transition.out) };
        }
        Some(state)
    }

    fn value<D: AsRef<[u8]>>(self, names: &Fst<D>) -> Option<u64> {
        let node = names.node(self.node);
        node.is_final().then(|| self.output.cat(node.final_output()).value())
    }
}
