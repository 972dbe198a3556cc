import { type AddressInfo, createServer } from 'node:net';
import { suite, test } from 'node:test';
import { DomainProbe } from './domain-probe.ts';
import { HostSlots } from './host-slots.ts';
import type { MailNetwork } from './mail-network.ts';
import assert from 'node:assert/strict';
import { isLoopbackAddress, isPublicAddress } from '../smtp/public-address.ts';
import { once } from 'node:events';
import { startSampleNetwork } from '../sample/start-sample-network.ts';

const forever = new AbortController().signal;

/** The network that is shipped: real servers on loopback. */
async function onNetwork(work: (network: MailNetwork) => Promise<void>, again = false): Promise<void> {
  const network = await startSampleNetwork({ again });
  try {
    await work(network);
  } finally {
    await network.close();
  }
}

function probeOf(domain: string, network: MailNetwork, slots = new HostSlots(2)): DomainProbe {
  return new DomainProbe(domain, network, slots, forever);
}

async function askFreya(network: MailNetwork): Promise<unknown> {
  const probe = probeOf('greymoor.example', network);
  const answer = await probe.ask('freya.bramhall@greymoor.example');
  await probe.close();
  return answer;
}

suite('asking the mail servers of a domain', () => {
  test('many questions go over few connections, and the servers are found by preference', () =>
    onNetwork(async (network) => {
      const probe = probeOf('kestrelworks.example', network);
      for (let round = 0; round < 10; round++) {
        assert.equal((await probe.ask('mkaya@kestrelworks.example')).kind, 'accepted');
        assert.equal((await probe.ask('nobody@kestrelworks.example')).kind, 'rejected');
      }
      await probe.close();
      // The preferred server is down each time, and no session has more than a dozen questions.
      assert.deepEqual(probe.effort, { sessions: 4, questions: 20 });
    }));

  test('only a domain that takes everything takes what nobody can have', () =>
    onNetwork(async (network) => {
      for (const [domain, kind] of [
        ['tidewell.example', 'accepted'],
        ['brightloom.example', 'rejected'],
      ] as const) {
        const probe = probeOf(domain, network);
        assert.equal((await probe.askNobody()).kind, kind);
        await probe.close();
      }
    }));

  test('whoever is greylisted is let in when they come again', async () => {
    await onNetwork(async (network) => assert.deepEqual(await askFreya(network), { kind: 'temporary', reason: 'greylisted' }));
    await onNetwork(async (network) => assert.deepEqual(await askFreya(network), { kind: 'accepted' }), true);
  });

  for (const [domain, reason] of [
    ['phantomcorp.example', 'domain_not_found'],
    ['dustfield.example', 'no_mx'],
    ['slatepost.example', 'null_mx'],
    ['darkport.example', 'mail_server_unreachable'],
  ] as const) {
    test(`that ${domain} has ${reason} is found out once`, () =>
      onNetwork(async (network) => {
        const probe = probeOf(domain, network);
        assert.deepEqual(await probe.askNobody(), { kind: 'unresolved', reason });
        const { sessions } = probe.effort;
        assert.deepEqual(await probe.ask(`ana@${domain}`), { kind: 'unresolved', reason });
        assert.equal(probe.effort.sessions, sessions);
        await probe.close();
      }));
  }

  test('a server at an address that may not be connected to is left alone, whatever the name server says', () =>
    onNetwork(async (network) => {
      const probe = probeOf('brightloom.example', { ...network, mayConnect: isPublicAddress });
      assert.deepEqual(await probe.ask('ana.silva@brightloom.example'), { kind: 'unresolved', reason: 'mx_not_public' });
      assert.deepEqual(probe.effort, { sessions: 0, questions: 0 });
    }));

  test('servers are not asked for longer than our patience lasts', () =>
    onNetwork(async (network) => {
      const probe = probeOf('brightloom.example', { ...network, patienceMs: 0 });
      assert.deepEqual(await probe.ask('ana.silva@brightloom.example'), { kind: 'accepted' });
      assert.deepEqual(await probe.ask('rui.tavares@brightloom.example'), { kind: 'unresolved', reason: 'mail_server_timeout' });
      await probe.close();
    }));

  test('a server that hangs up is asked once more, and then left alone', async () => {
    let connections = 0;
    const server = createServer((socket) => {
      connections += 1;
      socket.on('error', () => {});
      socket.write('220 here\r\n');
      socket
        .setEncoding('utf8')
        .on('data', (line: string) => void socket.write(line.startsWith('RCPT') ? '421 enough\r\n' : '250 yes\r\n'));
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const address: AddressInfo | string | null = server.address();
    const smtpPort = typeof address === 'object' && address !== null ? address.port : 0;
    await onNetwork(async (network) => {
      const probe = probeOf('brightloom.example', { ...network, smtpPort, mayConnect: isLoopbackAddress });
      assert.deepEqual(await probe.ask('ana.silva@brightloom.example'), { kind: 'unresolved', reason: 'mail_server_busy' });
      assert.deepEqual(await probe.ask('rui.tavares@brightloom.example'), { kind: 'unresolved', reason: 'mail_server_busy' });
      assert.equal(connections, 2);
      await probe.close();
    });
    server.close();
    await once(server, 'close');
  });

  test('domains that share a mail server share the connections to it', () =>
    onNetwork(async (network) => {
      const slots = new HostSlots(1);
      const first = probeOf('novarra.test', network, slots);
      const second = probeOf('pinebranch.test', network, slots);
      await first.ask('elodiemarchand@novarra.test');
      let isAnswered = false;
      const answer = second.ask('pawel_dab@pinebranch.test').then((verdict) => {
        isAnswered = true;
        return verdict;
      });
      await first.ask('baptistelegoff@novarra.test');
      assert.equal(isAnswered, false);
      await first.close();
      assert.equal((await answer).kind, 'accepted');
      await second.close();
    }));
});

test('places are given to those who wait in their order, and given back once', async () => {
  const slots = new HostSlots(2);
  const order: string[] = [];
  const take = async (name: string): Promise<() => void> => {
    const giveBack = await slots.take('host');
    order.push(name);
    return giveBack;
  };
  const [first, second] = await Promise.all([take('a'), take('b')]);
  const third = take('c');
  const fourth = take('d');
  const elsewhere = await slots.take('other');
  elsewhere();
  assert.deepEqual(order, ['a', 'b']);
  first();
  first();
  (await third)();
  second();
  (await fourth)();
  assert.deepEqual(order, ['a', 'b', 'c', 'd']);
});
