"""Ways in which systems fail, and the parts that do, with the words that people use for each.

One team writes “OOM-killed”, another “ran out of memory”, a third “the heap was full”: what the three have
in common is no word, but a mechanism. Case, hyphens and endings of words do not count, and one
expression may speak of several mechanisms. What is indented continues the line above. The list is general: it
names no product, save those whose name became the word for a thing.
"""

MECHANISMS = """
abuse: bot, crawler, scraper, denial of service, ddos, credential stuffing, brute force, spam
admission: admission, webhook, policy engine, failure policy, failurepolicy, validating webhook, mutating
  webhook, validation webhook, opa, gatekeeper, open policy agent, validatingwebhookconfiguration
alert noise: alert noise, alert fatigue, noisy alert, too many alert, false alarm, drowning, too many
  page, ignored alert, muted, silenced, alert was ignored
all at once: all at once, all at a time, simultaneous, simultaneously, one at a time, one by one,
  staggered, in batches
annotation: annotation, label selector, wrong label, missing label
autoscaling: scale up, autoscale, autoscaling, autoscaler, scale down, scale out, scaled up, scaled out
build: build, builder, docker build, compile
cache: cache, stale, invalidation, cold cache, stampede, thundering herd, redis, memcached, cache miss,
  cache eviction, cache key
capacity: capacity, overprovisioned, underprovisioned, headroom, overcommit, overscheduling
cdn: cdn, edge cache, content delivery
certificate: certificate, cert, ssl, tls, x509, letsencrypt, ca bundle, trust store, certificate chain
change freeze: code freeze, change freeze, release freeze, merge freeze, deployment freeze
circuit breaker: circuit breaker, fallback, bulkhead, load shedding, graceful degradation
clean-up: cleaner, clean up, cleanup, reaper, retention, prune, garbage collector, garbage collection of,
  idle timeout, cull
communication: not announced, no communication, lack of communication, miscommunication, communication
  channel
configuration: config, configuration, misconfiguration, misconfigured, parameter, environment variable,
  wrong setting, wrong value, misconfigure, env var, config change, configuration change, helm value,
  config file
connection pool: connection pool, max connection, too many client, connection surge, connection limit,
  connection spike, connection exhaustion, pool exhaustion, connection leak, many connection, open
  connection, max client, pgbouncer, connection storm, too many connection, exhausted connection, idle
  connection
cpu: cpu, core usage, infinite loop, throttled, runaway process, cpu usage, high cpu, cpu saturation, cpu
  spike, load average
crash: crash, crashloop, crashloopbackoff, panic, segfault, core dump, unhandled exception, null pointer,
  restart loop, restarted several time, restarted repeatedly, keep restarting, restarting repeatedly, exit
  code
credential: api key, credential, secret, password, service account, access key, access token, auth token,
  private key, ssh key, api token, client secret
cron: cron, cronjob, scheduled job, batch job, nightly job
data corruption: corrupt, corrupted, corruption, truncated, garbled, inconsistent data, bad data, wrong
  data, bad row, wrong result, mismatched data, stale data, inconsistent
data loss: data loss, lost data, backup, restore from
database: database, postgres, postgresql, mysql, mariadb, sql, rds, mongodb, cassandra, dynamodb, primary
  database, replica set
deletion: delete, deletion, wiped, teardown, tearing down, purged, drop table, destroy, erase, removed by
  mistake, drop database, rm rf, overwrite, overwritten
dependency conflict: transitive dependency, incompatible, incompatibility, version mismatch, version skew,
  mismatched version
deployment: deploy, rollout, rolled out, canary, blue green, staged rollout
detached: detach, deregister, unregister, disassociate, attach, attachment, association, detatch, reattach
disk: disk, no space left, out of space, inode, filesystem, file system, storage full, ssd, disk space,
  disk full, disk usage, volume full, storage capacity
dns: dns, coredns, nameserver, name resolution, search path, ndots, ttl, dns resolver, resolve name,
  route53, dns record, zone file, external dns, domain name
drift: drift, out of sync, manual change, manually changed, config differs, not in code, differs from
  production, state file, terraform state, diverge, divergence, out of date with
duplicate: duplicate, twice, idempotent, idempotency, double charge, sent again
email: email delivery, smtp, spf, dkim, bounced
encoding: encoding, unicode, utf, charset, escaping
event watch: watch event, missed event, missing event, stopped receiving, event stream, webhook delivery,
  stopped receiving event, lost event
exhaustion: exhausted, exhaustion, starvation, starved, saturated, saturation, overloaded, overwhelm,
  swamped, ran out of, running out of, run out of, out of memory, too many, used up, oom, no space left,
  no disk space, out of space, cluster full, cluster is full, pool is full, disk full, maxed out
expiry: expire, expiry, expiration, outdated certificate, lapsed, renew, renewal, not renewed, end date
feature flag: feature flag, flag, toggle, kill switch
federation: federation, multi cluster, multi region
file descriptor: file descriptor, open file, inotify, file watch, socket
hardware: hardware, disk failure, power outage, power supply, cooling, fibre, fiber, switch failure,
  broken machine
header: cookie, request header, http header, response header
hot spot: hot key, hot partition, hot shard, noisy neighbour, noisy neighbor
infrastructure as code: iac, infrastructure as code, terraform, pulumi, cloudformation
ingress: ingress, reverse proxy, api gateway, edge proxy, envoy
ip address: ip address, subnet, cidr, ip, ips, ip exhaustion, free ip, ip allocation
key rotation: signing key, key rotation, rotation, jwks, rotated, rotate, rotating, password change,
  changed password
large change: many changes, multiple changes, lot of changes, big bang, large deploy, several changes,
  changes at once
leak: leak, never freed, never closed
leaked credential: leaked key, leaked credential, leaked secret, leaked api key, exposed key, committed
  key
limit: limit, quota, maximum number, ceiling, cap on, resource request, resource constraint, ulimit
load balancer: load balancer, loadbalancer, alb, elb, nlb, lb, target group, backend pool, haproxy
lock: deadlock, table lock, lock contention, row lock, lock wait, state lock, mutex, long running
  transaction, blocked query, lock timeout, idle in transaction
logs: log shipper, logshipper, log shipping, log shipment, logs not shipped, not shipped, shipping log,
  ship log, fluentd, fluent bit, fluentbit, filebeat, logstash, log collection, log collector, missing
  log, log not arriving, kibana, logging cluster, logging pipeline, log pipeline, log ingestion, dropped
  log, losing log, lost log, receiving log, log not received, log agent, logging agent, logging stack
malformed: malformed, invalid, unparsable, syntax error, wrong format, data format, unexpected format,
  parse error, missing validation, not validated
manual procedure: manual step, by hand, checklist, manual procedure, missing step, forgotten step
memory: memory, oom, oomkill, out of memory, ram, heap, swap, garbage collection pause, memory leak, gc
  pause, out of heap, oom killer, oom kill
message broker: kafka, rabbitmq, consumer group, partition, offset, message broker
metrics: metric, exporter, scrape
migration: migration, migrate, migrating, cutover, cut over, switch over
missed notification: buried, inbox, spam folder, missed email, email notification, unread
missing runbook: no runbook, missing runbook, not documented, no documentation, undocumented, missing
  documentation, outdated runbook
money: billing, invoice, payment declined, price, tax, bill, unpaid, spending limit, usage cap, out of
  funds, insufficient funds, over budget, surpassed the budget, account suspended, subscription canceled,
  subscription cancelled, funding
monitoring stack: prometheus, monitoring stack, tsdb, monitoring agent
network: network, networking, packet loss, firewall, security group, vpc, bgp, mtu, peering, nat gateway,
  routing table, dns timeout, bandwidth, connectivity, route leak, security group rule, network policy,
  network acl
no redundancy: single point of failure, spof, single replica, one replica, 1 replica, single instance, no
  redundancy, not redundant, single node, single zone, single region, only one instance
node down: notready, not ready, nodenotready, kubeletnotready, nodelost, unhealthy node, node unhealthy,
  node failure, node outage, bad node, node became unhealthy, node unresponsive, unresponsive node, sick
  node, node was down, node were down, lost node, unhealthy host
node rollover: rollover, roll over, rolled over, node rotation, rolling replacement, cordon, drain, node
  pool, ami, machine image, base image, recycle, recycled, node group, instance group, instance type
  change, replaced node, replacing node, launch template, launch configuration
orphan: orphan, zombie, dangling, never deleted, lost track, left behind
ownership: ownership, unclear owner, no owner, nobody owned, personal account, left the company, bus
  factor
permission: permission, acl, privilege, least privilege, forbidden, access denied, iam, rbac, role binding
pipeline: pipeline, ci, ci cd, build server, build agent
priority: priority class, priorityclass, preempt, preemption, eviction, evict
probe: health check, healthcheck, probe, liveness probe, readiness probe
protocol: tls version, legacy tls, cipher, protocol version, older client, old browser, older browser,
  backward compatible, backward compatibility, backwards compatible, deprecated protocol
provider capacity: insufficient capacity, stockout, capacity not available, no capacity available,
  insufficientinstancecapacity, instance type not available, instance type available, type of instance
provider maintenance: retirement, retired, retire, host maintenance, maintenance event, live migration,
  preemptible, spot instance
queue: queue, backlog, consumer lag, dead letter, piled up, stuck job, backpressure
race: race condition, out of order, concurrent, concurrency, reordered, lost update
rate limit: rate limit, rate limited, rate limiting, too many requests, 429, throttle, throttling,
  toomanyrequests, request quota
registry: registry, image pull, pull limit, docker hub, imagepullbackoff
release process: release train, release branch, release process, release strategy, hotfix, unreleased
replication: replication, replication lag, replica lag, failover, fail over, split brain, quorum, leader
  election, standby, primary and replica, promoted, raft, consensus
resource isolation: limitrange, limit range, resource limit, no limit, memory limit, cpu limit, dedicated
  node
retry: retry, retried, backoff, thundering herd, retry storm, reconnect storm, retries
rollback: rollback, roll back, rolled back, rolling back, revert, downgrade, back to the previous
routing: route, routing, path prefix, sub path, forwarding rule, redirect, hijack
scheduling: unschedulable, pending pod, stuck in pending, pod pending, not scheduled, could not be
  scheduled, scheduler, unscheduled, scheduling pod, schedule pod, reschedule, containercreating, stuck in
  containercreating
schema change: schema, schema migration, database migration, alter table, backfill, migration script, ddl,
  add column, drop column, foreign key, index build
search index: search index, reindex, elasticsearch, opensearch
sign-in: oauth, sso, saml, oidc, login, log in, logging in, sign in, signing in, authentication, bearer,
  identity provider, mfa, jwt
slow query: slow query, large query, big query, huge query, full table scan, missing index, query plan,
  vacuum, autovacuum
third party: third party, vendor, upstream bug, upstream outage, provider outage, external provider,
  supplier, upstream provider, vendor outage, external service, external api, provider incident, aws
  outage, aws incident, gcp outage, azure outage, third party api
thread: thread, thread pool, worker pool, goroutine
time handling: time zone, timezone, daylight saving, clock change, dst, leap year, leap second, clock
  skew, clock drift
timeout: timeout, timed out, times out, time out, timing out, deadline exceeded, too slow, latency, hang,
  hung, unresponsive, not responding, stopped responding, slow response, slow respond
traffic surge: traffic surge, traffic spike, spike, surge, high load, heavy load, under load, high usage,
  flash sale, peak day, peak traffic, peak load, black friday, went viral, hug of death, sudden traffic,
  lot of traffic, more traffic, peak hour, popular, high traffic, increased traffic, great deal of
  traffic, many user, lot of user
unintended: accidental, accidentally, unintended, unintentional, inadvertently, by mistake, mistakenly,
  human error, typo, wrong environment, wrong cluster
unnoticed: unnoticed, not noticed, went undetected, no alert, missing alert, no monitoring, insufficient
  monitoring, not monitored, missing monitoring, no alerting, lack of monitoring, missing alerting, no
  notification, silent failure, failed silently, blind, late detection, reported by customer, no one
  noticed, nobody noticed
unpinned: version lock, unpinned, pin, pinned, pinning, latest version, latest release, hardcoded, hard
  coded, floating tag, latest tag, always latest
untested: untested, not tested, not covered by test, test coverage, no test, test suite, differs from
  production, staging environment, sandbox, more test, end to end test, e2e test, smoke test, test
  environment, not caught in test, no staging
upgrade: upgrade, version bump, version update, bump, new version, newer version, release note, breaking
  change, major version, deprecated
volume: volume, pvc, persistentvolumeclaim, persistent volume, mount, unmount, remount
vulnerability: cve, vulnerability, vulnerable, malicious, exploit, supply chain, malware, compromised
wrong target: wrong cluster, wrong environment, wrong account, wrong region, wrong project, wrong
  workspace, wrong database, wrong host, wrong server, wrong tenant, wrong namespace, wrong context, wrong
  branch, wrong terminal, wrong machine, kube context, cluster context, current context, context switch,
  instead of staging, instead of test, meant for staging, intended for staging, intended for test, thought
  it was staging, against production, on production by mistake, not aware which, not fully aware,
  terraform workspace, instead of the test, wrong kubeconfig, instead of dev, instead of the dev, rather
  than dev, production instead of, prod instead of, against the production
zone outage: availability zone, zone outage, region outage, data centre, data center, datacenter, cloud
  provider
"""
"""A mechanism a paragraph: its name, a colon, and the expressions that speak of it."""
