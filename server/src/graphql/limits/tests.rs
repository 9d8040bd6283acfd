use super::*;
use async_graphql::Variables;
use serde_json::{Value, json};

const SDL: &str = "
  schema { query: RootQueryType mutation: RootMutationType }
  type RootQueryType { event: Event events(limit: Int, page: Int): Page version: String eventMap(zoom: Int): [Tag] }
  type RootMutationType {
    login(email: String!, password: String!): String
    validateUser(token: String!): String
    leaveEvent(id: ID!, token: String): String
    ping: Boolean
  }
  type Page { total: Int elements: [Event] }
  type Event { id: ID title: String next: Event tags: [Tag] participants(limit: Int): Page }
  type Tag { title: String }
";

fn ask(query: &str, variables: Value) -> Request {
    Request::new(query).variables(Variables::from_json(variables))
}

/// What one HTTP request with these documents is refused for.
fn refused(queries: &[&str]) -> Option<Excess> {
    let (shape, mut budget) = (Shape::of(SDL), Budget::default());
    queries.iter().find_map(|query| {
        let spent = budget.spend_on(&shape, &mut ask(query, json!({})));
        spent.map(|parsed| parsed.expect(query)).err().map(|refusal| refusal.excess)
    })
}

fn cost(query: &str, variables: Value) -> usize {
    let mut budget = Budget::default();
    budget.spend_on(&Shape::of(SDL), &mut ask(query, variables)).unwrap().unwrap();
    budget.sum.cost
}

/// A document whose fields lie so deep.
fn deep(levels: usize) -> String {
    format!("{{ event {}{{ id }}{} }}", "{ next ".repeat(levels - 2), "}".repeat(levels - 2))
}

#[test]
fn fifteen_levels_pass_and_sixteen_do_not_with_or_without_fragments() {
    assert_eq!(refused(&[&deep(15)]), None);
    assert_eq!(refused(&[&deep(16)]), Some(Excess::Depth));
    let split = |levels: usize| {
        let inside = format!("{}{{ id }}{}", "{ next ".repeat(levels - 3), "}".repeat(levels - 3));
        format!("{{ event {{ ...F }} }} fragment F on Event {{ next {inside} }}")
    };
    assert_eq!(refused(&[&split(15)]), None);
    assert_eq!(refused(&[&split(16)]), Some(Excess::Depth));
}

#[test]
fn brackets_are_counted_before_anything_recursive_reads_them() {
    let lists = format!("{{ event(x: {}{}) {{ id }} }}", "[".repeat(1500), "]".repeat(1500));
    assert_eq!(refused(&[&lists]), Some(Excess::Depth));
}

#[test]
fn thirty_aliases_pass_and_one_more_does_not() {
    let aliases = |n: usize| {
        let fields: Vec<_> = (0..n).map(|i| format!("a{i}: version")).collect();
        format!("{{ {} }}", fields.join(" "))
    };
    assert_eq!(refused(&[&aliases(30)]), None);
    assert_eq!(refused(&[&aliases(31)]), Some(Excess::Aliases));
    assert_eq!(refused(&[&aliases(20), &aliases(11)]), Some(Excess::Aliases), "shared");
}

#[test]
fn fifty_directives_pass_and_one_more_does_not() {
    let directives = |n: usize| format!("{{ version {} }}", "@include(if: true)".repeat(n));
    assert_eq!(refused(&[&directives(50)]), None);
    assert_eq!(refused(&[&directives(51)]), Some(Excess::Directives));
}

#[test]
fn three_hundred_fields_pass_and_one_more_does_not() {
    let fields = |n: usize| format!("{{ {} }}", "version ".repeat(n));
    assert_eq!(refused(&[&fields(300)]), None);
    assert_eq!(refused(&[&fields(301)]), Some(Excess::Fields));
}

#[test]
fn documents_are_bounded_in_bytes_and_tokens() {
    let padded = |n: usize| format!("{{ version }} #{}", "x".repeat(n));
    assert_eq!(refused(&[&padded(DOCUMENT_BYTES - 13)]), None);
    assert_eq!(refused(&[&padded(DOCUMENT_BYTES - 12)]), Some(Excess::Bytes));
    let arguments = format!("{{ event(x: [{}]) {{ id }} }}", "1 ".repeat(TOKENS));
    assert_eq!(refused(&[&arguments]), Some(Excess::Tokens));
}

#[test]
fn a_list_costs_as_many_rows_as_its_limit_says() {
    let query =
        "query($n: Int = 20) { events(limit: $n) { total elements { id tags { title } } } }";
    let of = |rows: usize| 1 + rows * (1 + 1 + 1 + 1 + 10);
    assert_eq!(cost(query, json!({})), of(20), "the default of the variable");
    assert_eq!(cost(query, json!({ "n": 7 })), of(7));
    assert_eq!(cost(query, json!({ "n": null })), of(10));
    assert_eq!(cost(query, json!({ "n": -3 })), of(1));
    assert_eq!(cost(query, json!({ "n": 9_999_999 })), of(100), "pages are clamped");
    assert_eq!(cost(&query.replace("$n)", "5)"), json!({})), of(5), "a literal");
    assert_eq!(cost(&query.replace("(limit: $n)", ""), json!({})), of(10), "none");
}

#[test]
fn a_map_costs_as_many_rows_as_it_may_have_clusters() {
    assert_eq!(cost("{ eventMap { title } }", json!({})), 401);
}

#[test]
fn lists_inside_lists_multiply_and_are_refused() {
    let query =
        "{ events(limit: 100) { elements { participants(limit: 100) { elements { title } } } } }";
    assert_eq!(refused(&[query]), Some(Excess::Cost));
    let fewer = query.replacen("100", "10", 1);
    assert_eq!(refused(&[&fewer]), None);
    assert_eq!(refused(&["{ version }", query]), Some(Excess::Cost));
}

#[test]
fn five_operations_share_one_request_and_six_do_not_fit() {
    assert_eq!(refused(&["{ version }"; 5]), None);
    assert_eq!(refused(&["{ version }"; 6]), Some(Excess::Operations));
    let named: String = (0..6).map(|i| format!("query Q{i} {{ version }} ")).collect();
    assert_eq!(refused(&[&named]), Some(Excess::Operations));
}

#[test]
fn a_request_tries_one_secret_only() {
    let login = "mutation { login(email: \"a\", password: \"b\") }";
    let validate = "mutation { validateUser(token: \"t\") }";
    assert_eq!(refused(&[login]), None);
    assert_eq!(refused(&[login, validate]), Some(Excess::Secrets));
    let twice = "mutation { login(email: \"a\", password: \"b\") ...Again } \
        fragment Again on RootMutationType { b: login(email: \"a\", password: \"c\") }";
    assert_eq!(refused(&[twice]), Some(Excess::Secrets));
    assert_eq!(refused(&["mutation { leaveEvent(id: 1) a: leaveEvent(id: 2) ping }"]), None);
    assert_eq!(
        refused(&[
            "mutation { leaveEvent(id: 1, token: \"a\") a: leaveEvent(id: 1, token: \"b\") }"
        ]),
        Some(Excess::Secrets)
    );
}

#[test]
fn fragments_that_hold_themselves_or_each_other_many_times_are_refused_at_once() {
    let circle = "{ event { ...A } } fragment A on Event { ...B } fragment B on Event { id ...A }";
    assert_eq!(refused(&[circle]), Some(Excess::Circle));
    for leaf in ["id", "...Unknown"] {
        let mut bomb = "{ event { ...F0 } } ".to_owned();
        for i in 0..40 {
            bomb += &format!("fragment F{i} on Event {{ ...F{0} ...F{0} }} ", i + 1);
        }
        bomb += &format!("fragment F40 on Event {{ {leaf} }}");
        assert_eq!(refused(&[&bomb]), Some(Excess::Fields), "{leaf}");
    }
}

#[test]
fn a_document_that_does_not_parse_is_the_operations_own_error() {
    let mut budget = Budget::default();
    assert!(budget.spend(&mut ask("{ version", json!({}))).unwrap().is_err());
    assert!(budget.spend(&mut ask("{ version }", json!({}))).unwrap().is_ok());
}

/// The question of graphql-js 16, which GraphiQL and code generators ask.
pub(super) const INTROSPECTION_QUERY: &str = "
  query IntrospectionQuery {
    __schema {
      description
      queryType { name kind } mutationType { name kind } subscriptionType { name kind }
      types { ...FullType }
      directives { name description isRepeatable locations args(includeDeprecated: true) { ...InputValue } }
    }
  }
  fragment FullType on __Type {
    kind name description specifiedByURL
    fields(includeDeprecated: true) {
      name description args(includeDeprecated: true) { ...InputValue } type { ...TypeRef }
      isDeprecated deprecationReason
    }
    inputFields(includeDeprecated: true) { ...InputValue }
    interfaces { ...TypeRef }
    enumValues(includeDeprecated: true) { name description isDeprecated deprecationReason }
    possibleTypes { ...TypeRef }
  }
  fragment InputValue on __InputValue {
    name description type { ...TypeRef } defaultValue isDeprecated deprecationReason
  }
  fragment TypeRef on __Type {
    kind name ofType { kind name ofType { kind name ofType { kind name ofType { kind name
    ofType { kind name ofType { kind name ofType { kind name ofType { kind name ofType { kind name
    } } } } } } } } }
  }";

#[test]
fn the_usual_question_about_the_schema_takes_half_of_its_own_budget() {
    let mut budget = Budget::default();
    budget.spend_on(&Shape::of(SDL), &mut ask(INTROSPECTION_QUERY, json!({}))).unwrap().unwrap();
    let Sum { depth, fields, cost, schema_fields, schema_cost, .. } = budget.sum;
    assert_eq!((depth, fields, cost), (15, 1, 1));
    assert!(schema_fields * 2 <= SCHEMA_FIELDS, "{schema_fields}");
    assert!(schema_cost * 2 <= SCHEMA_COST, "{schema_cost}");
    assert_eq!(refused(&[INTROSPECTION_QUERY; 3]), Some(Excess::Schema));
}

#[test]
fn a_question_that_walks_the_schema_in_circles_is_refused() {
    let circle =
        "{ __schema { types { fields { type { fields { type { fields { name } } } } } } } }";
    assert_eq!(refused(&[circle]), Some(Excess::Schema));
}
