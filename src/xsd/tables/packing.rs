//! The tables as bytes, in the form of [`packed`](super::super::packed).

use super::super::names::Name;
use super::super::packed::{Bytes, Packed};
use super::{Edge, Tables};

/// Maps and the keys of edges are made anew from the names.
impl Packed for Tables {
    fn pack(&self, out: &mut Vec<u8>) {
        let Self {
            names,
            numbers: _,
            spaces,
            elements,
            quick: _,
            complexes,
            simples,
            states,
            edges,
            wilds,
            roots,
            globals: _,
            attributes,
            types,
            constraints,
        } = self;
        names.pack(out);
        spaces.pack(out);
        elements.pack(out);
        complexes.pack(out);
        simples.pack(out);
        states.pack(out);
        let edges = edges
            .iter()
            .map(|edge| ((edge.name, edge.slot), (edge.target, edge.element)));
        edges.collect::<Vec<_>>().pack(out);
        wilds.pack(out);
        roots.pack(out);
        attributes.pack(out);
        // The same schema always gives the same bytes.
        let mut types: Vec<_> = types
            .iter()
            .map(|(name, kind)| (name.clone(), *kind))
            .collect();
        types.sort_by(|(a, _), (b, _)| a.cmp(b));
        types.pack(out);
        constraints.pack(out);
    }

    fn unpack(bytes: &mut Bytes) -> Option<Self> {
        let mut tables = Self::default();
        for name in Vec::<Name>::unpack(bytes)? {
            tables.add_name(name);
        }
        tables.spaces = Packed::unpack(bytes)?;
        tables.elements = Packed::unpack(bytes)?;
        tables.complexes = Packed::unpack(bytes)?;
        tables.simples = Packed::unpack(bytes)?;
        tables.states = Packed::unpack(bytes)?;
        for ((number, slot), (target, element)) in Vec::unpack(bytes)? {
            let name = tables.names.get(number as usize)?;
            tables.edges.push(Edge {
                slot,
                ..Edge::new(number, name, target, element)
            });
        }
        tables.wilds = Packed::unpack(bytes)?;
        tables.roots = Packed::unpack(bytes)?;
        tables.globals = tables.roots.iter().copied().collect();
        tables.attributes = Packed::unpack(bytes)?;
        tables.types = Vec::unpack(bytes)?.into_iter().collect();
        tables.constraints = Packed::unpack(bytes)?;
        tables.quicken();
        Some(tables)
    }
}
