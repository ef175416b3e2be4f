"""A day's work of a service that uses py-consul. Argument: the agent's address."""

import base64
import sys
import threading
import time
from urllib.parse import urlparse

import consul
from consul.exceptions import ConsulException, NotFound

NAME = "compat-py"
ID = NAME + "-1"
CHECK = "service:" + ID
PREFIX = NAME + "/"
SOON_SECONDS = 15
EVERY_BYTE = bytes(range(256))

address = urlparse(sys.argv[1])
agent = consul.Consul(host=address.hostname, port=address.port)


def holds(condition, step):
    if not condition:
        raise AssertionError(step)
    print("ok", step)


def same(expected, actual, step):
    if expected != actual:
        raise AssertionError(f"{step}: expected {expected!r}, but was {actual!r}")
    print("ok", step)


def soon(condition, step):
    deadline = time.monotonic() + SOON_SECONDS
    while not condition():
        if time.monotonic() > deadline:
            raise AssertionError(f"{step}: not within {SOON_SECONDS} s")
        time.sleep(0.05)
    print("ok", step)


def woken(call, change, step):
    """The result of a call that waits until the change is made."""
    results = []
    waiting = threading.Thread(target=lambda: results.append(call()), daemon=True)
    waiting.start()
    change()
    waiting.join(SOON_SECONDS)
    if not results:
        raise AssertionError(step + ": still waits")
    print("ok", step)
    return results[0]


def instances(**options):
    return agent.health.service(NAME, **options)[1]


def status():
    holds(":" in agent.status.leader(), "the leader is known")
    same(1, len(agent.status.peers()), "one peer")
    self = agent.agent.self()
    same("dc1", self["Config"]["Datacenter"], "the agent tells its datacenter")
    same(self["Config"]["NodeName"], self["Member"]["Name"], "and its member")
    same(1, len(agent.agent.members()), "one member")
    holds("Gauges" in agent.agent.metrics(), "metrics")
    same(1, len(agent.operator.raft_config()["Servers"]), "one raft server")
    holds(agent.operator.autopilot_configuration()["CleanupDeadServers"], "autopilot")
    holds("Usage" in agent.operator.usage(), "the usage")
    same(1, len(agent.coordinate.datacenters()), "coordinates of datacenters")


def service():
    check = consul.Check.ttl("600s")
    agent.agent.service.register(
        NAME,
        service_id=ID,
        address="127.0.0.9",
        port=8080,
        tags=["primary", "v1"],
        meta={"version": "1"},
        weights={"Passing": 3, "Warning": 2},
        tagged_addresses={"lan": {"address": "127.0.0.10", "port": 9090}},
        check=check,
    )
    same(8080, agent.agent.services()[ID]["Port"], "registered")
    same(3, agent.agent.service_definition(ID)["Weights"]["Passing"], "with its weights")
    soon(lambda: len(instances()) == 1, "the service is in the catalog")
    same([], instances(passing=True), "it is not healthy before its first pass")
    agent.agent.check.ttl_pass(CHECK, "all well")
    soon(lambda: len(instances(passing=True)) == 1, "it is healthy after a pass")
    agent.agent.check.ttl_warn(CHECK, "so so")
    soon(lambda: not instances(passing=True), "it is not healthy after a warning")
    agent.agent.check.ttl_fail(CHECK, "down")
    soon(
        lambda: agent.health.checks(NAME)[1][0]["Status"] == "critical",
        "it is critical after a failure",
    )
    same("down", agent.agent.checks()[CHECK]["Output"], "the note")
    same(1, len(agent.health.state("critical")[1]), "checks by state")
    agent.agent.check.ttl_pass(CHECK)
    soon(lambda: len(instances(passing=True)) == 1, "it is healthy again")

    agent.agent.service.maintenance(ID, True, "for now")
    soon(lambda: not instances(passing=True), "maintenance hides it")
    agent.agent.service.maintenance(ID, False)
    soon(lambda: len(instances(passing=True)) == 1, "the end of maintenance shows it")
    agent.agent.maintenance(True, "all of it")
    soon(lambda: not instances(passing=True), "maintenance of the node hides it")
    agent.agent.maintenance(False)
    soon(lambda: len(instances(passing=True)) == 1, "its end shows it")

    agent.agent.check.register(NAME + "-node", check=consul.Check.ttl("600s"))
    holds(NAME + "-node" in agent.agent.checks(), "a node check")
    agent.agent.check.deregister(NAME + "-node")
    holds(NAME + "-node" not in agent.agent.checks(), "is gone")


def watch():
    index, _ = agent.health.service(NAME, passing=True)
    holds(int(index) > 0, "the answer has an index")
    then, found = woken(
        lambda: agent.health.service(NAME, passing=True, index=index, wait="60s"),
        lambda: agent.agent.check.ttl_fail(CHECK),
        "a watch wakes",
    )
    same([], found, "it tells of the failure")
    holds(int(then) > int(index), "the index went on")
    agent.agent.check.ttl_pass(CHECK)
    soon(lambda: len(instances(passing=True)) == 1, "it is healthy again")
    same(1, len(instances(tag="primary")), "by tag")
    same(1, len(instances(near="_agent")), "the nearest")
    same(1, len(instances(filter_expr="Service.Meta.version == 1")), "by a filter")
    same(0, len(instances(filter_expr="Service.Meta.version == 2")), "by another filter")


def catalog():
    same(["dc1"], agent.catalog.datacenters(), "one datacenter")
    agent.catalog.register(
        NAME + "-node",
        "127.0.0.77",
        service={"Service": NAME + "-ext", "Port": 5432, "Tags": ["db"]},
        check={"Name": "ext", "Status": "passing", "ServiceID": NAME + "-ext"},
    )
    found = agent.catalog.service(NAME + "-ext")[1][0]
    same("127.0.0.77", found["Address"], "a node from outside")
    same(["db"], agent.catalog.services()[1][NAME + "-ext"], "services with their tags")
    outside = agent.catalog.nodes(filter_expr=f'Node == "{NAME}-node"')[1]
    same(1, len(outside), "nodes by a filter")
    same(2, len(agent.catalog.nodes(consistency="stale")[1]), "a stale read")
    same(2, len(agent.catalog.nodes(consistency="consistent")[1]), "a consistent read")
    services = agent.catalog.node(NAME + "-node")[1]["Services"]
    same(5432, services[NAME + "-ext"]["Port"], "a node with its services")
    same("ext", agent.health.node(NAME + "-node")[1][0]["Name"], "the checks of a node")
    agent.catalog.deregister(NAME + "-node")
    same([], agent.catalog.service(NAME + "-ext")[1], "it is gone")


def keys():
    same(None, agent.kv.get(PREFIX + "none")[1], "a missing key is None")
    same(True, agent.kv.put(PREFIX + "a", "one", flags=42), "a key is written")
    entry = agent.kv.get(PREFIX + "a")[1]
    same((b"one", 42), (entry["Value"], entry["Flags"]), "and read with its flags")
    same(False, agent.kv.put(PREFIX + "a", "no", cas=0), "a cas for a new key")
    same(False, agent.kv.put(PREFIX + "a", "no", cas=entry["ModifyIndex"] + 1), "a wrong cas")
    same(True, agent.kv.put(PREFIX + "a", "two", cas=entry["ModifyIndex"]), "a right cas")
    same(True, agent.kv.put(PREFIX + "b/bytes", EVERY_BYTE), "bytes")
    same(EVERY_BYTE, agent.kv.get(PREFIX + "b/bytes")[1]["Value"], "come back")
    same(True, agent.kv.put(PREFIX + "empty", ""), "an empty value")
    same(None, agent.kv.get(PREFIX + "empty")[1]["Value"], "is None")
    same(
        [PREFIX + "a", PREFIX + "b/", PREFIX + "empty"],
        agent.kv.get(PREFIX, keys=True, separator="/")[1],
        "keys up to a separator",
    )
    same(3, len(agent.kv.get(PREFIX, recurse=True)[1]), "values below a prefix")
    index = agent.kv.get(PREFIX, recurse=True)[0]
    found = woken(
        lambda: agent.kv.get(PREFIX, recurse=True, index=index, wait="60s")[1],
        lambda: agent.kv.put(PREFIX + "new", "x"),
        "a watch of a prefix wakes",
    )
    same(4, len(found), "and tells of the new key")
    entry = agent.kv.get(PREFIX + "a")[1]
    same(False, agent.kv.delete(PREFIX + "a", cas=entry["ModifyIndex"] - 1), "a wrong delete")
    same(True, agent.kv.delete(PREFIX + "a", cas=entry["ModifyIndex"]), "a right delete")
    same(True, agent.kv.delete(PREFIX, recurse=True), "all below a prefix")
    same(None, agent.kv.get(PREFIX, recurse=True)[1], "are deleted")


def lock():
    first, second = session(), session()
    key = PREFIX + "lock"
    same(True, agent.kv.put(key, "held", acquire=first), "a lock is taken")
    same(False, agent.kv.put(key, "held", acquire=second), "another cannot take it")
    same(first, agent.kv.get(key)[1]["Session"], "the holder is told")
    same(first, agent.session.renew(first)["ID"], "it is renewed")
    same("delete", agent.session.info(first)[1]["Behavior"], "its behavior")
    same(2, len(agent.session.list()[1]), "sessions are listed")
    node = agent.agent.self()["Config"]["NodeName"]
    same(2, len(agent.session.node(node)[1]), "also of a node")
    same(True, agent.kv.put(key, "", release=first), "the lock is released")
    same(True, agent.kv.put(key, "held", acquire=second), "the other takes it")
    agent.session.destroy(second)
    same(None, agent.kv.get(key)[1], "and loses it with its key")
    agent.session.destroy(first)
    same(None, agent.session.info(first)[1], "the session is gone")


def session():
    return agent.session.create(name=NAME, lock_delay=0, behavior="delete", ttl=60)


def transactions():
    value = base64.b64encode(b"1").decode()
    answer = agent.txn.put(
        [
            {"KV": {"Verb": "set", "Key": PREFIX + "t", "Value": value}},
            {"KV": {"Verb": "get", "Key": PREFIX + "t"}},
        ]
    )
    same(2, len(answer["Results"]), "a transaction of two")
    same(None, answer["Errors"], "without errors")
    try:
        agent.txn.put([{"KV": {"Verb": "check-index", "Key": PREFIX + "t", "Index": 1}}])
        raise AssertionError("a transaction with a failed check was done")
    except ConsulException as refused:
        holds("409" in str(refused), "a failed check is a conflict")
    agent.kv.delete(PREFIX + "t")


def query():
    created = agent.query.create(NAME, name=NAME, onlypassing=True, tags=["primary"])
    same(NAME, agent.query.get(created["ID"])[0]["Name"], "a prepared query")
    same(1, len(agent.query.list()), "is listed")
    same(1, len(agent.query.execute(NAME, limit=5)["Nodes"]), "finds the instance")
    same(NAME, agent.query.explain(NAME)["Query"]["Name"], "and is explained")
    agent.query.update(created["ID"], service=NAME, name=NAME, tags=["none"])
    same([], agent.query.execute(NAME)["Nodes"], "changed, it finds nothing")
    agent.query.delete(created["ID"])
    same([], agent.query.list(), "and deleted")


def events():
    fired = agent.event.fire(NAME, "payload")
    soon(
        lambda: fired["ID"] in [event["ID"] for event in agent.event.list(NAME)[1]],
        "an event arrives",
    )


def snapshot():
    agent.kv.put(PREFIX + "kept", "1")
    try:
        saved = agent.snapshot.save()
    except NotFound:
        print("skipped: snapshots: the server has none")
        agent.kv.delete(PREFIX, recurse=True)
        return
    holds(saved, "a snapshot is saved")
    agent.kv.delete(PREFIX, recurse=True)
    agent.snapshot.restore(saved)
    soon(lambda: agent.kv.get(PREFIX + "kept")[1] is not None, "and restored")
    agent.kv.delete(PREFIX, recurse=True)


def errors():
    try:
        agent.health.service(NAME, filter_expr="no such thing ==")
        raise AssertionError("a wrong filter was accepted")
    except ConsulException:
        print("ok a wrong filter is refused")
    holds(not agent.agent.check.ttl_pass("no-such-check"), "a missing check cannot pass")
    try:
        agent.acl.token.list()
        raise AssertionError("ACLs answered")
    except ConsulException:
        print("ok the calls of ACLs are refused")


def end():
    agent.agent.service.deregister(ID)
    soon(lambda: not instances(), "deregistered")


for part in (
    status,
    service,
    watch,
    catalog,
    keys,
    lock,
    transactions,
    query,
    events,
    snapshot,
    errors,
    end,
):
    part()
