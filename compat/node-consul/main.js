// A day's work of a service that uses node-consul. Argument: the agent's address.
"use strict";

const assert = require("node:assert/strict");
const Consul = require("consul");

const NAME = "compat-node";
const ID = `${NAME}-1`;
const CHECK = `service:${ID}`;
const PREFIX = `${NAME}/`;
const SOON_MS = 15_000;
const BETWEEN_TRIES_MS = 50;

const address = new URL(process.argv[2]);
const consul = new Consul({ host: address.hostname, port: Number(address.port) });

function done(step) {
  console.log("ok", step);
}

function holds(condition, step) {
  assert.ok(condition, step);
  done(step);
}

function same(expected, actual, step) {
  assert.deepEqual(actual, expected, step);
  done(step);
}

function pause() {
  return new Promise((resolve) => setTimeout(resolve, BETWEEN_TRIES_MS));
}

async function soon(condition, step) {
  const deadline = Date.now() + SOON_MS;
  while (!(await condition())) {
    assert.ok(Date.now() < deadline, `${step}: not within ${SOON_MS} ms`);
    await pause();
  }
  done(step);
}

async function refused(call, status, step) {
  await assert.rejects(call, (problem) => problem.statusCode === status, step);
  done(step);
}

function instances(options = {}) {
  return consul.health.service({ service: NAME, ...options });
}

async function healthy() {
  return (await instances({ passing: true })).length;
}

async function status() {
  holds((await consul.status.leader()).includes(":"), "the leader is known");
  same(1, (await consul.status.peers()).length, "one peer");
  const self = await consul.agent.self();
  same("dc1", self.Config.Datacenter, "the agent tells its datacenter");
  same(self.Config.NodeName, self.Member.Name, "and its member");
  same(1, (await consul.agent.members()).length, "one member");
}

async function service() {
  await consul.agent.service.register({
    id: ID,
    name: NAME,
    address: "127.0.0.9",
    port: 8080,
    tags: ["primary", "v1"],
    meta: { version: "1" },
    check: { ttl: "600s", notes: "by hand" },
  });
  same(8080, (await consul.agent.services())[ID].Port, "registered");
  await soon(async () => (await instances()).length === 1, "the service is in the catalog");
  same(0, await healthy(), "it is not healthy before its first pass");
  await consul.agent.check.pass({ id: CHECK, note: "all well" });
  await soon(async () => (await healthy()) === 1, "it is healthy after a pass");
  await consul.agent.check.warn({ id: CHECK, note: "so so" });
  await soon(async () => (await healthy()) === 0, "it is not healthy after a warning");
  await consul.agent.check.fail({ id: CHECK, note: "down" });
  await soon(
    async () => (await consul.health.checks(NAME))[0].Status === "critical",
    "it is critical after a failure",
  );
  same("down", (await consul.agent.checks())[CHECK].Output, "the note");
  same(1, (await consul.health.state("critical")).length, "checks by state");
  await consul.agent.check.pass(CHECK);
  await soon(async () => (await healthy()) === 1, "it is healthy again");

  await consul.agent.service.maintenance({ id: ID, enable: true, reason: "for now" });
  await soon(async () => (await healthy()) === 0, "maintenance hides it");
  await consul.agent.service.maintenance({ id: ID, enable: false });
  await soon(async () => (await healthy()) === 1, "the end of maintenance shows it");
  await consul.agent.check.register({ id: `${NAME}-node`, name: `${NAME}-node`, ttl: "600s" });
  holds((await consul.agent.checks())[`${NAME}-node`], "a node check");
  await consul.agent.check.deregister(`${NAME}-node`);
  same(undefined, (await consul.agent.checks())[`${NAME}-node`], "is gone");
  await refused(
    () => consul.agent.check.pass(`${NAME}-node`),
    404,
    "a check that is gone is not found",
  );
}

// A watch goes on until its end is called; each change is told once.
async function watch() {
  const told = [];
  const watch = consul.watch({
    method: consul.health.service,
    options: { service: NAME, passing: true, wait: "60s" },
    maxAttempts: 1,
  });
  watch.on("change", (found) => told.push(found.length));
  watch.on("error", (problem) => told.push(problem));
  await soon(() => told.length === 1, "a watch begins");
  await consul.agent.check.fail(CHECK);
  await soon(() => told.length === 2, "it wakes after a failure");
  await consul.agent.check.pass(CHECK);
  await soon(() => told.length === 3, "it wakes after a pass");
  watch.end();
  same([1, 0, 1], told, "it told what was there");

  same(1, (await instances({ tag: "primary" })).length, "by tag");
  same(1, (await instances({ near: "_agent" })).length, "the nearest");
  same(1, (await instances({ stale: true })).length, "a stale read");
  same(1, (await instances({ consistent: true })).length, "a consistent read");
  same(1, (await instances({ filter: "Service.Meta.version == 1" })).length, "by a filter");
  same(0, (await instances({ filter: "Service.Meta.version == 2" })).length, "by another filter");
}

async function catalog() {
  same(["dc1"], await consul.catalog.datacenters(), "one datacenter");
  const found = await consul.catalog.service.nodes(NAME);
  same("127.0.0.9", found[0].ServiceAddress, "the instance");
  const tags = (await consul.catalog.service.list())[NAME];
  same(["primary", "v1"], tags.toSorted(), "services with their tags");
  const nodes = await consul.catalog.node.list();
  same(1, nodes.length, "one node");
  const services = (await consul.catalog.node.services(nodes[0].Node)).Services;
  same(8080, services[ID].Port, "with its services");
  same([], await consul.catalog.connect.nodes(NAME), "none of a mesh");
}

async function keys() {
  same(undefined, await consul.kv.get(`${PREFIX}none`), "a missing key is undefined");
  same(true, await consul.kv.set({ key: `${PREFIX}a`, value: "one", flags: 42 }), "a key is written");
  const entry = await consul.kv.get(`${PREFIX}a`);
  same(["one", 42], [entry.Value, entry.Flags], "and read with its flags");
  const index = entry.ModifyIndex;
  holds(!(await consul.kv.set({ key: `${PREFIX}a`, value: "no", cas: 0 })), "a cas for a new key");
  same(true, await consul.kv.set({ key: `${PREFIX}a`, value: "two", cas: index }), "a right cas");
  const bytes = Buffer.from(Array.from({ length: 256 }, (_, i) => i));
  same(true, await consul.kv.set(`${PREFIX}b/bytes`, bytes), "bytes");
  same(bytes, (await consul.kv.get({ key: `${PREFIX}b/bytes`, buffer: true })).Value, "come back");
  same(bytes, await consul.kv.get({ key: `${PREFIX}b/bytes`, raw: true }), "also raw");
  same(
    [`${PREFIX}a`, `${PREFIX}b/`],
    await consul.kv.keys({ key: PREFIX, separator: "/" }),
    "keys up to a separator",
  );
  same(2, (await consul.kv.get({ key: PREFIX, recurse: true })).length, "values below a prefix");
  same(true, await consul.kv.del({ key: PREFIX, recurse: true }), "all below a prefix");
  same(undefined, await consul.kv.get({ key: PREFIX, recurse: true }), "are deleted");
  await refused(() => consul.kv.keys(PREFIX), 404, "no keys are not found");
}

async function session() {
  const created = await consul.session.create({
    name: NAME,
    ttl: "60s",
    lockdelay: "0s",
    behavior: "delete",
  });
  return created.ID;
}

async function lock() {
  const key = `${PREFIX}lock`;
  const first = await session();
  const second = await session();
  same(true, await consul.kv.set({ key, value: "held", acquire: first }), "a lock is taken");
  holds(!(await consul.kv.set({ key, value: "held", acquire: second })), "another cannot take it");
  same(first, (await consul.kv.get(key)).Session, "the holder is told");
  same(first, (await consul.session.renew(first))[0].ID, "it is renewed");
  same("delete", (await consul.session.get(first)).Behavior, "its behavior");
  same(2, (await consul.session.list()).length, "sessions are listed");
  same(true, await consul.kv.set({ key, value: "", release: first }), "the lock is released");
  same(true, await consul.kv.set({ key, value: "held", acquire: second }), "the other takes it");
  await consul.session.destroy(second);
  same(undefined, await consul.kv.get(key), "and loses it with its key");
  await consul.session.destroy(first);
  same(undefined, await consul.session.get(first), "the session is gone");
}

async function transactions() {
  const key = `${PREFIX}t`;
  const answer = await consul.transaction.create([
    { KV: { Verb: "set", Key: key, Value: Buffer.from("1").toString("base64") } },
    { KV: { Verb: "get", Key: key } },
  ]);
  same(2, answer.Results.length, "a transaction of two");
  await refused(
    () => consul.transaction.create([{ KV: { Verb: "check-index", Key: key, Index: 1 } }]),
    409,
    "a failed check is a conflict",
  );
  await consul.kv.del(key);
}

async function query() {
  const { ID: id } = await consul.query.create({
    name: NAME,
    service: { service: NAME, onlypassing: true },
  });
  same(NAME, (await consul.query.get(id)).Name, "a prepared query");
  same(1, (await consul.query.list()).length, "is listed");
  same(1, (await consul.query.execute(NAME)).Nodes.length, "finds the instance");
  // The client looks for a list in the answer and drops what it finds.
  await consul.query.explain(NAME);
  done("and is explained");
  await consul.query.update({ query: id, name: NAME, service: { service: NAME, tags: ["none"] } });
  same([], (await consul.query.execute(id)).Nodes, "changed, it finds nothing");
  await consul.query.destroy(id);
  same([], await consul.query.list(), "and deleted");
}

async function events() {
  const fired = await consul.event.fire(NAME, "payload");
  await soon(
    async () => (await consul.event.list(NAME)).some((event) => event.ID === fired.ID),
    "an event arrives",
  );
}

async function legacyAcl() {
  await assert.rejects(() => consul.acl.legacy.list());
  done("the calls of old ACLs are refused");
}

async function end() {
  await consul.agent.service.deregister(ID);
  await soon(async () => (await instances()).length === 0, "deregistered");
}

async function main() {
  for (const part of [
    status,
    service,
    watch,
    catalog,
    keys,
    lock,
    transactions,
    query,
    events,
    legacyAcl,
    end,
  ]) {
    await part();
  }
}

main().then(
  () => process.exit(0),
  (problem) => {
    console.error(problem);
    process.exit(1);
  },
);
