//! The API as clients know it: `schema/contract.tsv` holds Mobilizon's names, `schema/api.graphql` our whole schema.

use async_graphql::parser::parse_schema;
use async_graphql::parser::types::{
    FieldDefinition, InputValueDefinition, TypeDefinition, TypeKind, TypeSystemDefinition,
};
use farandole::graphql::root::schema;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// A row of the contract compared with our schema.
#[derive(Debug, PartialEq, Eq)]
enum Row {
    /// We have it, as it is written there.
    Exact,
    /// We do not have it yet.
    Absent,
    /// We have something else under its name.
    Other(String),
}

/// Our types by name.
struct Sdl(BTreeMap<String, TypeDefinition>);

impl Sdl {
    fn of(text: &str) -> Self {
        let definitions = parse_schema(text).unwrap().definitions.into_iter();
        let types = definitions.filter_map(|definition| match definition {
            TypeSystemDefinition::Type(one) => Some((one.node.name.node.to_string(), one.node)),
            _ => None,
        });
        Self(types.collect())
    }

    /// Compares the columns kind, type, member, arguments, result.
    fn row(&self, columns: &[&str]) -> Row {
        let [kind, name, member, arguments, result] = columns else { panic!("{columns:?}") };
        let Some(ours) = self.0.get(*name) else { return Row::Absent };
        match (&ours.kind, *kind) {
            (TypeKind::Object(object), "object") if *member == "(implements)" => {
                let ours = object.implements.iter().map(|one| one.node.as_str()).collect();
                self.implements(&ours, result)
            }
            (TypeKind::Object(object), "object") => {
                field(object.fields.iter().map(|field| &field.node), member, arguments, result)
            }
            (TypeKind::Interface(interface), "interface") => {
                field(interface.fields.iter().map(|field| &field.node), member, arguments, result)
            }
            (TypeKind::InputObject(input), "input") => {
                input_field(input.fields.iter().map(|field| &field.node), member, result)
            }
            (TypeKind::Enum(one), "enum") => {
                let ours: BTreeSet<_> =
                    one.values.iter().map(|value| value.node.value.node.as_str()).collect();
                exact(&ours, &result.split(" | ").collect())
            }
            (TypeKind::Scalar, "scalar") => Row::Exact,
            _ => Row::Other(format!("is no {kind} here")),
        }
    }

    fn implements(&self, ours: &BTreeSet<&str>, result: &str) -> Row {
        let theirs: Vec<_> = result.split(" & ").collect();
        match theirs.iter().find(|one| !ours.contains(**one)) {
            None => Row::Exact,
            Some(one) if self.0.contains_key(*one) => {
                Row::Other(format!("does not implement {one}"))
            }
            Some(_) => Row::Absent,
        }
    }
}

fn exact<T: PartialEq + std::fmt::Debug>(ours: &T, theirs: &T) -> Row {
    if ours == theirs { Row::Exact } else { Row::Other(format!("{ours:?} here")) }
}

fn field<'a>(
    mut fields: impl Iterator<Item = &'a FieldDefinition>,
    name: &str,
    arguments: &str,
    result: &str,
) -> Row {
    let Some(field) = fields.find(|field| field.name.node == name) else { return Row::Absent };
    let ours: BTreeMap<_, _> =
        field.arguments.iter().map(|one| (one.node.name.node.as_str(), &one.node)).collect();
    let theirs: BTreeMap<_, _> =
        arguments.split(", ").filter_map(|argument| argument.split_once(": ")).collect();
    for (name, wanted) in &theirs {
        match ours.get(name) {
            None => return Row::Other(format!("has no argument {name}")),
            Some(one) if one.ty.node.to_string() != *wanted => {
                return Row::Other(format!("takes {name}: {}", one.ty.node));
            }
            Some(_) => {}
        }
    }
    let demanded =
        |one: &InputValueDefinition| !one.ty.node.nullable && one.default_value.is_none();
    if let Some((name, _)) =
        ours.iter().find(|(name, one)| !theirs.contains_key(*name) && demanded(one))
    {
        return Row::Other(format!("demands {name}"));
    }
    exact(&field.ty.node.to_string(), &result.to_owned())
}

fn input_field<'a>(
    mut fields: impl Iterator<Item = &'a InputValueDefinition>,
    name: &str,
    result: &str,
) -> Row {
    match fields.find(|field| field.name.node == name) {
        None => Row::Absent,
        Some(field) => exact(&field.ty.node.to_string(), &result.to_owned()),
    }
}

fn file(name: &str) -> PathBuf {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../schema")).join(name)
}

fn read(name: &str) -> String {
    std::fs::read_to_string(file(name)).unwrap_or_default()
}

/// Whether generated files are to be made anew.
fn updating() -> bool {
    std::env::var_os("UPDATE_SCHEMA").is_some()
}

#[test]
fn what_we_have_of_the_contract_is_exact_and_never_becomes_less() {
    let sdl = Sdl::of(&schema().sdl());
    let contract = read("contract.tsv");
    let (mut exact, mut wrong, mut all) = (0, Vec::new(), 0);
    for line in contract.lines().skip(1) {
        let columns: Vec<_> = line.split('\t').collect();
        all += 1;
        match sdl.row(&columns) {
            Row::Exact => exact += 1,
            Row::Absent => {}
            Row::Other(found) => wrong.push(format!("{}: {found}", columns.join(" "))),
        }
    }
    println!("contract: {exact} of {all} rows");
    assert!(wrong.is_empty(), "other than the contract:\n{}", wrong.join("\n"));
    if updating() {
        std::fs::write(file("contract-floor.txt"), format!("{exact}\n")).unwrap();
    }
    let floor: usize = read("contract-floor.txt").trim().parse().unwrap();
    assert!(exact >= floor, "{exact} rows of the contract; there were {floor} before");
}

#[test]
fn a_row_that_differs_is_noticed() {
    let sdl = Sdl::of(
        "interface Actor { id: ID } interface Node { id: ID }
         type Person implements Actor { id: ID name(long: Boolean, of: ID!): String! tags: [Tag]! }
         enum Role { A B } input Place { at: Point! } scalar Point type Page { of(n: Int = 3): Int }",
    );
    let other = |found: &str| Row::Other(found.to_owned());
    for (row, found) in [
        ("object\tPerson\tid\t\tID", Row::Exact),
        ("object\tPerson\tid\t\tID!", other("\"ID\" here")),
        ("object\tPerson\tname\tof: ID!\tString!", Row::Exact),
        ("object\tPerson\tname\tof: ID\tString!", other("takes of: ID!")),
        ("object\tPerson\tname\tlong: Boolean\tString!", other("demands of")),
        ("object\tPerson\tname\tof: ID!, in: Int\tString!", other("has no argument in")),
        ("object\tPage\tof\t\tInt", Row::Exact),
        ("object\tPerson\tage\t\tInt", Row::Absent),
        ("object\tGroup\tid\t\tID", Row::Absent),
        ("interface\tPerson\tid\t\tID", other("is no interface here")),
        ("object\tPerson\t(implements)\t\tActor", Row::Exact),
        ("object\tPerson\t(implements)\t\tActor & Node", other("does not implement Node")),
        ("object\tPerson\t(implements)\t\tActor & Later", Row::Absent),
        ("enum\tRole\t\t\tB | A", Row::Exact),
        ("enum\tRole\t\t\tA | B | C", other("{\"A\", \"B\"} here")),
        ("input\tPlace\tat\t\tPoint!", Row::Exact),
        ("input\tPlace\tat\t\tPoint", other("\"Point!\" here")),
        ("scalar\tPoint\t\t\t", Row::Exact),
    ] {
        assert_eq!(sdl.row(&row.split('\t').collect::<Vec<_>>()), found, "{row}");
    }
}

#[test]
fn the_committed_schema_is_the_servers() {
    let ours = schema().sdl();
    if updating() {
        std::fs::write(file("api.graphql"), &ours).unwrap();
    }
    assert!(read("api.graphql") == ours, "schema/api.graphql is stale: make schema");
}

#[test]
fn every_type_field_and_argument_says_what_it_is() {
    let mut silent = Vec::new();
    for (name, one) in &Sdl::of(&schema().sdl()).0 {
        if one.description.is_none() {
            silent.push(name.clone());
        }
        let fields = match &one.kind {
            TypeKind::Object(object) => &object.fields,
            TypeKind::Interface(interface) => &interface.fields,
            _ => continue,
        };
        for field in fields.iter().map(|field| &field.node) {
            let path = format!("{name}.{}", field.name.node);
            let arguments = field.arguments.iter().map(|argument| &argument.node);
            let arguments = arguments.filter(|argument| argument.description.is_none());
            silent.extend(arguments.map(|argument| format!("{path}({})", argument.name.node)));
            if field.description.is_none() {
                silent.push(path);
            }
        }
    }
    assert!(silent.is_empty(), "without a description:\n{}", silent.join("\n"));
}
