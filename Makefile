# make dev    an agent from the sources          make check  everything CI runs
# make test   fast tests                         make it     tests with sockets and disks, too
# make slow   tests marked slow, too             make fmt    settles the layout of the code
# make bench  load scenarios, against CONSUL_BIN     make image  an OCI image, offline
#
# One test: make test T=KvTableTest. More for Maven: make check MVN_ARGS=-o

export JAVA_HOME := $(shell build/find-java)
MVN = mvn -B $(MVN_ARGS)
# This module is a POM of somebody else: it has no parent, and so no formatter.
FORMATTED = -pl '!raft/jraft-parent'
ONE = $(if $(T),-Dtest='$(T)' -Dsurefire.failIfNoSpecifiedTests=false)

.PHONY: dev jar image test it slow check bench fmt needs clean

dev:
	./praetor agent -dev

jar:
	build/jar

# Into the Docker Engine of DOCKER_HOST, and without one as image/target/praetor-image.tar.
image: jar
	build/image

test:
	$(MVN) test $(ONE)

it: needs
	$(MVN) verify

slow: needs
	$(MVN) verify -Dexcluded.groups=

# Formatting first: it is what most often fails, and fast.
check:
	@build/needs & $(MVN) -q -T 2 $(FORMATTED) spotless:check; code=$$?; wait; exit $$code
	$(MVN) -fae verify

# With CONSUL_BIN=FILE in alternation with that Consul, with CONSUL_TEMPLATE_BIN and REGISTRATOR_BIN also with what runs beside it;
# BENCH='kv --quick' for a part or a quick look.
bench: jar
	$(MVN) -q -pl benchmarks -am -DskipTests compile
	$(JAVA_HOME)/bin/java -XX:+UseSerialGC -cp benchmarks/target/classes praetor.benchmarks.Bench $(BENCH)

fmt:
	$(MVN) -q $(FORMATTED) spotless:apply

# What tests like to have and Debian packages: installed when that is possible, else said.
needs:
	@build/needs

clean:
	$(MVN) -q clean
	rm -rf image/target
