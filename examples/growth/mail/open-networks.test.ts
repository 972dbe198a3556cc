import { isReservedDomain, liveNetwork, openNetworks } from './open-networks.ts';
import { DomainProbe } from './domain-probe.ts';
import { HostSlots } from './host-slots.ts';
import assert from 'node:assert/strict';
import { startSampleNetwork } from '../sample/start-sample-network.ts';
import { test } from 'node:test';

const LIVE = { mode: 'live', greylist_wait_ms: 0 } as const;

test('out in the world only port 25 of public addresses is connected to', () => {
  const { smtpPort, mayConnect } = liveNetwork(LIVE);
  const addresses = ['127.0.0.1', '169.254.169.254', '::1', '8.8.8.8'].map((address) => mayConnect(address));
  assert.deepEqual([smtpPort, addresses], [25, [false, false, false, true]]);
});

test('a name server that sends us to this machine is not followed', async () => {
  const sample = await startSampleNetwork({ again: false });
  const probe = new DomainProbe(
    'brightloom.example',
    { ...liveNetwork(LIVE), resolver: sample.resolver },
    new HostSlots(2),
    new AbortController().signal,
  );
  assert.deepEqual(await probe.askNobody(), { kind: 'unresolved', reason: 'mx_not_public' });
  assert.equal(probe.effort.sessions, 0);
  await sample.close();
});

test('what is reserved for examples is answered on this machine, all else by the world', async () => {
  const networks = openNetworks(LIVE, false);
  const ports = await Promise.all(
    ['acme.example', 'shop.test', 'acme.com'].map((domain) => networks.use(domain, async (network) => network?.smtpPort)),
  );
  assert.deepEqual(
    ports.map((port) => port === 25),
    [false, false, true],
  );
  assert.deepEqual(['example', 'a.invalid', 'example.com', 'latest'].map(isReservedDomain), [true, true, false, false]);
});

test('nobody answers when nobody may be asked', async () => {
  assert.equal(await openNetworks({ mode: 'offline' }, false).use('acme.com', async (network) => network), null);
});
