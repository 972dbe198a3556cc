import { type Answer, decode, encode } from 'dns-packet';
import { after, test } from 'node:test';
import { findAddresses, findMailRoute } from './mail-route.ts';
import { Resolver } from 'node:dns/promises';
import assert from 'node:assert/strict';
import { createSocket } from 'node:dgram';
import { once } from 'node:events';

/** There is no such name; the server has a problem. */
const REFUSALS: { readonly [name: string]: number } = { 'nowhere.example': 3, 'broken.example': 2 };
const asked: string[] = [];

function mx(name: string, preference: number, exchange: string): Answer {
  return { type: 'MX', name, ttl: 1, data: { preference, exchange } };
}

const ZONE: { readonly [question: string]: readonly Answer[] } = {
  'MX ordered.example': [
    mx('ordered.example', 30, 'c.example'),
    mx('ordered.example', 5, 'a.example'),
    mx('ordered.example', 10, 'b.example'),
  ],
  'MX equal.example': [mx('equal.example', 10, 'a.example'), mx('equal.example', 10, 'b.example')],
  'MX null.example': [mx('null.example', 0, '.')],
  'A plain.example': [{ type: 'A', name: 'plain.example', ttl: 1, data: '192.0.2.7' }],
  'AAAA new.example': [{ type: 'AAAA', name: 'new.example', ttl: 1, data: '2001:db8::7' }],
  'A both.example': [{ type: 'A', name: 'both.example', ttl: 1, data: '192.0.2.8' }],
  'AAAA both.example': [{ type: 'AAAA', name: 'both.example', ttl: 1, data: '2001:db8::8' }],
};

const socket = createSocket('udp4');
socket.on('message', (message, peer) => {
  const { id = 0, questions = [] } = decode(message);
  const [{ type, name } = { type: '', name: '' }] = questions;
  asked.push(`${type} ${name}`);
  if (name === 'silent.example') return;
  const rcode = REFUSALS[name] ?? 0;
  const answers = [...(ZONE[`${type} ${name}`] ?? [])];
  socket.send(encode({ type: 'response', id, flags: 1024 + rcode, questions, answers }), peer.port, peer.address);
});
socket.bind(0, '127.0.0.1');
await once(socket, 'listening');
after(() => socket.close());

const resolver = new Resolver({ timeout: 100, tries: 1 });
resolver.setServers([`127.0.0.1:${socket.address().port}`]);

test('mail servers come in the order of their preference', async () => {
  assert.deepEqual(await findMailRoute('ordered.example', resolver), { hosts: ['a.example', 'b.example', 'c.example'] });
});

/** Draws these lots, in this order. */
function draws(...lots: number[]): () => number {
  return () => lots.shift() ?? 0;
}

test('those that are equally preferred take turns by chance', async () => {
  const first = await findMailRoute('equal.example', resolver, draws(0.1, 0.9));
  const second = await findMailRoute('equal.example', resolver, draws(0.9, 0.1));
  assert.deepEqual([first.hosts?.toSorted(), second.hosts], [['a.example', 'b.example'], first.hosts?.toReversed()]);
});

test('a domain says with an empty mail server that it takes no mail', async () => {
  assert.deepEqual(await findMailRoute('null.example', resolver), { hosts: null, reason: 'null_mx' });
});

test('a domain without a mail server is its own, if it has an address of either kind', async () => {
  assert.deepEqual(await findMailRoute('plain.example', resolver), { hosts: ['plain.example'] });
  assert.deepEqual(await findMailRoute('new.example', resolver), { hosts: ['new.example'] });
  assert.deepEqual(await findMailRoute('empty.example', resolver), { hosts: null, reason: 'no_mx' });
});

test('no such domain, a broken name server and a silent one are told apart', async () => {
  assert.deepEqual(await findMailRoute('nowhere.example', resolver), { hosts: null, reason: 'domain_not_found' });
  assert.deepEqual(await findMailRoute('broken.example', resolver), { hosts: null, reason: 'dns_failure' });
  assert.deepEqual(await findMailRoute('silent.example', resolver), { hosts: null, reason: 'dns_failure' });
  assert.ok(!asked.includes('A nowhere.example'), 'what does not exist has no address to ask for');
});

test('a host has addresses of both kinds, none, or nobody can say', async () => {
  assert.deepEqual(await findAddresses('both.example', resolver), ['192.0.2.8', '2001:db8::8']);
  assert.deepEqual(await findAddresses('empty.example', resolver), []);
  assert.equal(await findAddresses('broken.example', resolver), null);
});
