// A day's work of a service that uses Consul's Go package api. Argument: the agent's address.
package main

import (
	"bytes"
	"fmt"
	"io"
	"net/url"
	"os"
	"reflect"
	"strings"
	"time"

	"github.com/hashicorp/consul/api"
	"github.com/hashicorp/consul/api/watch"
)

const (
	name         = "compat-go"
	id           = name + "-1"
	check        = "service:" + id
	prefix       = name + "/"
	soonMax      = 15 * time.Second
	betweenTries = 50 * time.Millisecond
	waitMax      = 60 * time.Second
)

type program struct {
	consul *api.Client
}

func done(step string) {
	fmt.Println("ok", step)
}

func holds(condition bool, step string) {
	if !condition {
		panic(step)
	}
	done(step)
}

func same(expected, actual any, step string) {
	if !reflect.DeepEqual(expected, actual) {
		panic(fmt.Sprintf("%s: expected %v, but was %v", step, expected, actual))
	}
	done(step)
}

func soon(condition func() bool, step string) {
	deadline := time.Now().Add(soonMax)
	for !condition() {
		if time.Now().After(deadline) {
			panic(fmt.Sprintf("%s: not within %s", step, soonMax))
		}
		time.Sleep(betweenTries)
	}
	done(step)
}

// within is the value that comes from a channel, or the end of the program.
func within[T any](values <-chan T, step string) T {
	select {
	case value := <-values:
		done(step)
		return value
	case <-time.After(soonMax):
		panic(step + ": still waits")
	}
}

func must[T any](value T, err error) T {
	ok(err)
	return value
}

func ok(err error) {
	if err != nil {
		panic(err)
	}
}

// of is the value of a read whose metadata does not matter here.
func of[T, M any](value T, _ M, err error) T {
	ok(err)
	return value
}

func (p program) instances(passing bool, options *api.QueryOptions) []*api.ServiceEntry {
	return of(p.consul.Health().Service(name, "", passing, options))
}

func (p program) healthy() int {
	return len(p.instances(true, nil))
}

func (p program) status() {
	holds(strings.Contains(must(p.consul.Status().Leader()), ":"), "the leader is known")
	same(1, len(must(p.consul.Status().Peers())), "one peer")
	self := must(p.consul.Agent().Self())
	same("dc1", self["Config"]["Datacenter"], "the agent tells its datacenter")
	same(must(p.consul.Agent().NodeName()), self["Member"]["Name"], "and its member")
	same(1, len(must(p.consul.Agent().Members(false))), "one member")
	holds(len(must(p.consul.Agent().Metrics()).Gauges) > 0, "metrics")
	holds(len(must(p.consul.Agent().Host())) > 0, "the host")
	holds(len(must(p.consul.Agent().Version())) > 0, "the version")
	operator := p.consul.Operator()
	same(1, len(must(operator.RaftGetConfiguration(nil)).Servers), "one raft server")
	holds(must(operator.AutopilotGetConfiguration(nil)).CleanupDeadServers, "autopilot")
	holds(must(operator.AutopilotServerHealth(nil)).Healthy, "the health of servers")
	usage, _, err := operator.Usage(nil)
	ok(err)
	holds(usage.Usage["dc1"].Nodes > 0, "the usage")
	same(1, len(must(p.consul.Coordinate().Datacenters())), "coordinates of datacenters")
}

func (p program) service() {
	agent := p.consul.Agent()
	registration := &api.AgentServiceRegistration{
		ID:              id,
		Name:            name,
		Address:         "127.0.0.9",
		Port:            8080,
		Tags:            []string{"primary", "v1"},
		Meta:            map[string]string{"version": "1"},
		Weights:         &api.AgentWeights{Passing: 3, Warning: 2},
		TaggedAddresses: map[string]api.ServiceAddress{"lan": {Address: "127.0.0.10", Port: 9090}},
		Check:           &api.AgentServiceCheck{TTL: "600s"},
	}
	ok(agent.ServiceRegister(registration))
	same(8080, must(agent.Services())[id].Port, "registered")
	soon(func() bool { return len(p.instances(false, nil)) == 1 }, "the service is in the catalog")
	same(0, p.healthy(), "it is not healthy before its first pass")
	ok(agent.PassTTL(check, "all well"))
	soon(func() bool { return p.healthy() == 1 }, "it is healthy after a pass")
	ok(agent.WarnTTL(check, "so so"))
	soon(func() bool { return p.healthy() == 0 }, "it is not healthy after a warning")
	ok(agent.UpdateTTL(check, "down", api.HealthCritical))
	soon(func() bool {
		return of(p.consul.Health().Checks(name, nil)).AggregatedStatus() == api.HealthCritical
	}, "it is critical after a failure")
	same("down", must(agent.Checks())[check].Output, "the note")
	state, _, err := agent.AgentHealthServiceByName(name)
	ok(err)
	same(api.HealthCritical, state, "the agent tells of it by name")
	ok(agent.UpdateTTL(check, "all well", api.HealthPassing))
	soon(func() bool { return p.healthy() == 1 }, "it is healthy again")

	ok(agent.EnableServiceMaintenance(id, "for now"))
	soon(func() bool { return p.healthy() == 0 }, "maintenance hides it")
	ok(agent.DisableServiceMaintenance(id))
	soon(func() bool { return p.healthy() == 1 }, "the end of maintenance shows it")
	ok(agent.EnableNodeMaintenance("all of it"))
	soon(func() bool { return p.healthy() == 0 }, "maintenance of the node hides it")
	ok(agent.DisableNodeMaintenance())
	soon(func() bool { return p.healthy() == 1 }, "its end shows it")
	same(1, len(must(agent.ServicesWithFilter(`Service == "compat-go" and Meta.version == 1`))), "the agent's, by a filter")

	one, _, err := agent.Service(id, nil)
	ok(err)
	changes := make(chan *api.AgentService, 1)
	go func() {
		changed, _, err := agent.Service(id, &api.QueryOptions{WaitHash: one.ContentHash, WaitTime: waitMax})
		ok(err)
		changes <- changed
	}()
	registration.Port = 8081
	ok(agent.ServiceRegister(registration))
	same(8081, within(changes, "a watch by hash wakes").Port, "and tells of the new port")
}

func (p program) watch() {
	agent := p.consul.Agent()
	ok(agent.UpdateTTL(check, "", api.HealthPassing))
	soon(func() bool { return p.healthy() == 1 }, "it is healthy")
	_, meta, err := p.consul.Health().Service(name, "", true, nil)
	ok(err)
	holds(meta.LastIndex > 0 && meta.KnownLeader, "the answer has an index and a leader")
	counts := make(chan int, 1)
	go func() {
		counts <- len(p.instances(true, &api.QueryOptions{WaitIndex: meta.LastIndex, WaitTime: waitMax}))
	}()
	ok(agent.UpdateTTL(check, "down", api.HealthCritical))
	same(0, within(counts, "a watch wakes"), "it tells of the failure")

	plan := must(watch.Parse(map[string]any{"type": "service", "service": name, "passingonly": true}))
	told := make(chan int, 10)
	plan.Handler = func(_ uint64, found any) { told <- len(found.([]*api.ServiceEntry)) }
	go func() { ok(plan.RunWithClientAndHclog(p.consul, nil)) }()
	same(0, within(told, "a plan begins"), "with nothing")
	ok(agent.UpdateTTL(check, "", api.HealthPassing))
	same(1, within(told, "it is told"), "of what changed")
	plan.Stop()

	same(1, len(p.instances(true, &api.QueryOptions{AllowStale: true})), "a stale read")
	same(1, len(p.instances(true, &api.QueryOptions{RequireConsistent: true})), "a consistent read")
	same(1, len(p.instances(true, &api.QueryOptions{Near: "_agent"})), "the nearest")
	cached := &api.QueryOptions{UseCache: true, MaxAge: time.Minute}
	p.instances(true, cached)
	_, meta, err = p.consul.Health().Service(name, "", true, cached)
	ok(err)
	holds(meta.CacheHit, "a hit in the cache")
	same(1, len(p.instances(true, &api.QueryOptions{Filter: "Service.Port == 8081"})), "a filter")
	same(0, len(p.instances(true, &api.QueryOptions{Filter: "Service.Port == 8080"})), "another filter")
	_, _, err = p.consul.Health().Service(name, "", true, &api.QueryOptions{Filter: "no such"})
	holds(err != nil, "a wrong filter is refused")
	tagged := of(p.consul.Health().ServiceMultipleTags(name, []string{"primary", "v1"}, true, nil))
	same(1, len(tagged), "by two tags")
}

func (p program) catalog() {
	catalog := p.consul.Catalog()
	same([]string{"dc1"}, must(catalog.Datacenters()), "one datacenter")
	of0(catalog.Register(&api.CatalogRegistration{
		Node:     name + "-node",
		Address:  "127.0.0.77",
		NodeMeta: map[string]string{"kind": name},
		Service:  &api.AgentService{Service: name + "-ext", Port: 5432, Tags: []string{"db"}},
		Check:    &api.AgentCheck{Name: "ext", Status: api.HealthPassing, ServiceID: name + "-ext"},
	}, nil))
	same("127.0.0.77", of(catalog.Service(name+"-ext", "db", nil))[0].Address, "a node from outside")
	same([]string{"db"}, of(catalog.Services(nil))[name+"-ext"], "services with their tags")
	kind := &api.QueryOptions{NodeMeta: map[string]string{"kind": name}}
	same(1, len(of(catalog.Nodes(kind))), "nodes by metadata")
	same(5432, of(catalog.Node(name+"-node", nil)).Services[name+"-ext"].Port, "a node's services")
	same(1, len(of(catalog.NodeServiceList(name+"-node", nil)).Services), "as a list, too")
	same(1, len(of(p.consul.Health().Node(name+"-node", nil))), "the checks of a node")
	of0(catalog.Deregister(&api.CatalogDeregistration{Node: name + "-node"}, nil))
	same(0, len(of(catalog.Service(name+"-ext", "", nil))), "it is gone")
}

// of0 is for writes, of whose answer only the error counts.
func of0(_ *api.WriteMeta, err error) {
	ok(err)
}

func (p program) keys() {
	kv := p.consul.KV()
	same((*api.KVPair)(nil), of(kv.Get(prefix+"none", nil)), "a missing key is nil")
	of0(kv.Put(&api.KVPair{Key: prefix + "a", Value: []byte("one"), Flags: 42}, nil))
	pair := of(kv.Get(prefix+"a", nil))
	same("one", string(pair.Value), "a key is written and read")
	same(uint64(42), pair.Flags, "with its flags")
	wrong := *pair
	wrong.ModifyIndex++
	same(false, of(kv.CAS(&wrong, nil)), "a wrong cas")
	same(true, of(kv.CAS(pair, nil)), "a right cas")
	all := make([]byte, 256)
	for i := range all {
		all[i] = byte(i)
	}
	of0(kv.Put(&api.KVPair{Key: prefix + "b/bytes", Value: all}, nil))
	holds(bytes.Equal(all, of(kv.Get(prefix+"b/bytes", nil)).Value), "bytes come back")
	of0(kv.Put(&api.KVPair{Key: prefix + "ü & ?", Value: []byte("x")}, nil))
	same("x", string(of(kv.Get(prefix+"ü & ?", nil)).Value), "a key of many letters")
	same([]string{prefix + "a", prefix + "b/", prefix + "ü & ?"}, of(kv.Keys(prefix, "/", nil)),
		"keys up to a separator")
	same(3, len(of(kv.List(prefix, nil))), "values below a prefix")
	pair = of(kv.Get(prefix+"a", nil))
	same(true, of(kv.DeleteCAS(pair, nil)), "a delete by cas")
	of0(kv.DeleteTree(prefix, nil))
	same(0, len(of(kv.List(prefix, nil))), "all below a prefix are deleted")

	_, err := kv.Put(&api.KVPair{Key: prefix + "big", Value: make([]byte, 600_000)}, nil)
	holds(err != nil && strings.Contains(err.Error(), "413"), "too large a value is refused")
}

func (p program) lock() {
	options := &api.LockOptions{Key: prefix + "lock", SessionTTL: "15s", LockDelay: time.Millisecond}
	first := must(p.consul.LockOpts(options))
	lost := must(first.Lock(nil))
	second := must(p.consul.LockOpts(&api.LockOptions{
		Key: options.Key, SessionTTL: "15s", LockTryOnce: true, LockWaitTime: 100 * time.Millisecond}))
	holds(must(second.Lock(nil)) == nil, "a held lock is not taken")
	taken := make(chan (<-chan struct{}), 1)
	third := must(p.consul.LockOpts(options))
	go func() { taken <- must(third.Lock(nil)) }()
	ok(first.Unlock())
	within(lost, "the first holder ends")
	thirdLost := within(taken, "the one that waited takes it")
	held := of(p.consul.KV().Get(options.Key, nil)).Session
	of0(p.consul.Session().Destroy(held, nil))
	within(thirdLost, "who loses the session loses the lock")
	soon(func() bool { return third.Destroy() == nil || third.Unlock() == nil }, "the key is destroyed")

	semaphore := must(p.consul.SemaphorePrefix(prefix+"semaphore", 2))
	holds(must(semaphore.Acquire(nil)) != nil, "a semaphore is taken")
	ok(semaphore.Release())
	ok(semaphore.Destroy())

	session := of(p.consul.Session().Create(
		&api.SessionEntry{Name: name, TTL: "60s", Behavior: api.SessionBehaviorDelete}, nil))
	key := &api.KVPair{Key: prefix + "owned", Session: session}
	same(true, of(p.consul.KV().Acquire(key, nil)), "a key is acquired")
	same(session, of(p.consul.Session().Renew(session, nil)).ID, "the session is renewed")
	same(1, len(of(p.consul.Session().List(nil))), "and listed")
	of0(p.consul.Session().Destroy(session, nil))
	same((*api.KVPair)(nil), of(p.consul.KV().Get(key.Key, nil)), "the key goes with its session")
	of0(p.consul.KV().DeleteTree(prefix, nil))
}

func (p program) transactions() {
	set := &api.KVTxnOp{Verb: api.KVSet, Key: prefix + "t", Value: []byte("1")}
	get := &api.KVTxnOp{Verb: api.KVGet, Key: prefix + "t"}
	committed, answer, _, err := p.consul.KV().Txn(api.KVTxnOps{set, get}, nil)
	ok(err)
	holds(committed, "a transaction is done")
	same("1", string(answer.Results[1].Value), "and reads what it wrote")
	stale := &api.KVTxnOp{Verb: api.KVCheckIndex, Key: prefix + "t", Index: 1}
	committed, answer, _, err = p.consul.KV().Txn(api.KVTxnOps{set, stale}, nil)
	ok(err)
	holds(!committed, "a failed check undoes it")
	same(1, answer.Errors[0].OpIndex, "and tells which")
	node := &api.NodeTxnOp{Verb: api.NodeSet, Node: api.Node{Node: name + "-txn", Address: "127.0.0.78"}}
	gone := &api.NodeTxnOp{Verb: api.NodeDelete, Node: api.Node{Node: name + "-txn"}}
	committed, _, _, err = p.consul.Txn().Txn(api.TxnOps{{Node: node}, {Node: gone}}, nil)
	ok(err)
	holds(committed, "nodes in a transaction")
	of0(p.consul.KV().DeleteTree(prefix, nil))
}

func (p program) query() {
	queries := p.consul.PreparedQuery()
	definition := &api.PreparedQueryDefinition{
		Name: name, Service: api.ServiceQuery{Service: name, OnlyPassing: true}}
	created := of(queries.Create(definition, nil))
	same(name, of(queries.Get(created, nil))[0].Name, "a prepared query")
	same(1, len(of(queries.List(nil))), "is listed")
	same(1, len(of(queries.Execute(name, nil)).Nodes), "finds the instance")
	definition.ID = created
	definition.Service.Tags = []string{"none"}
	of0(queries.Update(definition, nil))
	same(0, len(of(queries.Execute(created, nil)).Nodes), "changed, it finds nothing")
	of0(queries.Delete(created, nil))
	same(0, len(of(queries.List(nil))), "and deleted")
}

func (p program) events() {
	fired := of(p.consul.Event().Fire(&api.UserEvent{Name: name, Payload: []byte("payload")}, nil))
	soon(func() bool {
		for _, event := range of(p.consul.Event().List(name, nil)) {
			if event.ID == fired {
				return string(event.Payload) == "payload"
			}
		}
		return false
	}, "an event arrives")
}

func (p program) monitor() {
	stop := make(chan struct{})
	lines := must(p.consul.Agent().Monitor("debug", stop, nil))
	ok(p.consul.Agent().EnableNodeMaintenance("a line of the log"))
	ok(p.consul.Agent().DisableNodeMaintenance())
	within(lines, "the log is followed")
	close(stop)
}

func (p program) snapshot() {
	kv := p.consul.KV()
	of0(kv.Put(&api.KVPair{Key: prefix + "kept", Value: []byte("1")}, nil))
	defer kv.DeleteTree(prefix, nil)
	saved, _, err := p.consul.Snapshot().Save(nil)
	if err != nil && strings.Contains(err.Error(), "404") {
		fmt.Println("skipped: snapshots: the server has none")
		return
	}
	ok(err)
	archive := must(io.ReadAll(saved))
	ok(saved.Close())
	holds(len(archive) > 0, "a snapshot is saved")
	of0(kv.DeleteTree(prefix, nil))
	ok(p.consul.Snapshot().Restore(nil, bytes.NewReader(archive)))
	soon(func() bool {
		pair, _, err := kv.Get(prefix+"kept", nil)
		return err == nil && pair != nil
	}, "and restored")
}

func (p program) end() {
	ok(p.consul.Agent().ServiceDeregister(id))
	soon(func() bool { return len(p.instances(false, nil)) == 0 }, "deregistered")
}

func main() {
	address := must(url.Parse(os.Args[1]))
	p := program{must(api.NewClient(&api.Config{Address: address.Host}))}
	for _, part := range []func(){
		p.status, p.service, p.watch, p.catalog, p.keys, p.lock, p.transactions,
		p.query, p.events, p.monitor, p.snapshot, p.end,
	} {
		part()
	}
}
