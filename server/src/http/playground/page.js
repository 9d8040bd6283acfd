// Asks the API and shows what it says. Nothing is kept: a token typed here is gone with the page.
"use strict";

const by = (id) => document.getElementById(id);
const texts = document.body.dataset;

async function send(operation, headers) {
  const reply = await fetch("/api", {
    method: "POST",
    credentials: "omit",
    headers: { ...headers, "Content-Type": "application/json" },
    body: JSON.stringify(operation),
  });
  return { status: reply.status, body: await reply.json() };
}

function object(id) {
  const text = by(id).value.trim();
  return text === "" ? {} : JSON.parse(text);
}

async function run() {
  by("status").textContent = "…";
  let operation, headers;
  try {
    operation = { query: by("query").value, variables: object("variables") };
    headers = object("headers");
  } catch (problem) {
    by("status").textContent = `${texts.badJson} ${problem.message}`;
    return;
  }
  const begun = performance.now();
  try {
    const { status, body } = await send(operation, headers);
    by("status").textContent = `HTTP ${status}, ${Math.round(performance.now() - begun)} ms`;
    by("result").textContent = JSON.stringify(body, null, 2);
  } catch {
    by("status").textContent = texts.unreachable;
  }
}

const TYPE = "kind name ofType { kind name ofType { kind name ofType { kind name } } }";
const SCHEMA = `{ __schema { types {
  kind name description
  fields { name description args { name type { ${TYPE} } } type { ${TYPE} } }
  inputFields { name description type { ${TYPE} } }
  enumValues { name description }
} } }`;

function typeText(type) {
  if (type.kind === "NON_NULL") return `${typeText(type.ofType)}!`;
  if (type.kind === "LIST") return `[${typeText(type.ofType)}]`;
  return type.name;
}

function memberText(member) {
  const args = (member.args ?? []).map((arg) => `${arg.name}: ${typeText(arg.type)}`);
  const list = args.length > 0 ? `(${args.join(", ")})` : "";
  return member.name + list + (member.type ? `: ${typeText(member.type)}` : "");
}

function element(name, text, ...children) {
  const made = document.createElement(name);
  made.append(...(text ? [text] : []), ...children);
  return made;
}

function typeEntry(type) {
  const members = type.fields ?? type.inputFields ?? type.enumValues ?? [];
  const list = element("dl");
  for (const member of members) {
    list.append(element("dt", "", element("code", memberText(member))));
    list.append(element("dd", member.description));
  }
  const entry = element("details", "", element("summary", type.name));
  entry.append(element("p", type.description), list);
  entry.dataset.words = [type.name, ...members.map((member) => member.name)].join(" ").toLowerCase();
  return entry;
}

async function load() {
  const { body } = await send({ query: SCHEMA }, {});
  const types = body.data.__schema.types.filter((type) => !type.name.startsWith("__"));
  const root = (type) => (type.name.startsWith("Root") ? 0 : 1);
  types.sort((a, b) => root(a) - root(b) || a.name.localeCompare(b.name));
  by("types").replaceChildren(...types.map(typeEntry));
  by("reference").hidden = false;
  by("load").hidden = true;
  by("filter").focus();
}

function filter() {
  const wanted = by("filter").value.trim().toLowerCase();
  for (const entry of by("types").children) entry.hidden = !entry.dataset.words.includes(wanted);
}

by("ask").addEventListener("submit", (event) => {
  event.preventDefault();
  run();
});
by("ask").addEventListener("keydown", (event) => {
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) run();
});
by("load").addEventListener("click", load);
by("filter").addEventListener("input", filter);
const given = new URLSearchParams(location.search).get("query");
if (given) by("query").value = given;
