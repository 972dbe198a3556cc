import { type AddressInfo, type Server, type Socket, createServer } from 'node:net';
import { after, suite, test } from 'node:test';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';
import assert from 'node:assert/strict';
import { once } from 'node:events';
import type { SmtpManners } from './smtp-session.ts';
import { SmtpSession } from './smtp-session.ts';
import { judgeRecipient } from './judge-recipient.ts';

const MANNERS: SmtpManners = { helo: 'client.example', mailFrom: 'probe@client.example', timeoutMs: 2000 };
const IMPATIENT: SmtpManners = { ...MANNERS, timeoutMs: 150 };
const closers: (() => Promise<void>)[] = [];
after(async () => {
  await Promise.all(closers.map((close) => close()));
});

function open(port: number, manners = MANNERS, signal = new AbortController().signal): Promise<SmtpSession> {
  return SmtpSession.open({ address: '127.0.0.1', port }, manners, signal);
}

/** A server by somebody else, so that both sides do not share a misunderstanding. */
async function mailServer(options: SMTPServerOptions): Promise<number> {
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['AUTH', 'STARTTLS'],
    disableReverseLookup: true,
    logger: false,
    ...options,
  });
  server.on('error', () => {});
  const listening = server.listen(0, '127.0.0.1');
  await once(listening, 'listening');
  closers.push(
    () =>
      new Promise((resolve) => {
        server.close(() => resolve());
      }),
  );
  const address = listening.address();
  return typeof address === 'object' && address !== null ? address.port : 0;
}

/** A server that says what it is told to, for what no decent server does. */
async function oddServer(talk: (socket: Socket) => void): Promise<number> {
  const sockets = new Set<Socket>();
  const server: Server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => {});
    talk(socket);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  closers.push(async () => {
    for (const socket of sockets) socket.destroy();
    server.close();
    await once(server, 'close');
  });
  const address: AddressInfo | string | null = server.address();
  return typeof address === 'object' && address !== null ? address.port : 0;
}

/** Answers each line with the reply of the first word that it starts with. */
function script(socket: Socket, replies: { readonly [command: string]: string }): void {
  socket.write(replies['greeting'] ?? '220 here\r\n');
  let rest = '';
  socket.setEncoding('utf8').on('data', (chunk: string) => {
    rest += chunk;
    const lines = rest.split('\r\n');
    rest = lines.pop() ?? '';
    for (const line of lines) {
      const command = Object.keys(replies).find((word) => line.startsWith(word));
      socket.write(command === undefined ? '250 fine\r\n' : (replies[command] ?? ''));
    }
  });
}

function refusal(responseCode: number, message: string): Error {
  return Object.assign(new Error(message), { responseCode });
}

suite('a conversation with a real mail server', () => {
  test('learns for each recipient what the server says, in one session, and sends no mail', async () => {
    const seen = { helo: '', from: '', mails: 0, sessions: 0 };
    const port = await mailServer({
      onConnect: (_session, done) => {
        seen.sessions += 1;
        done();
      },
      onMailFrom: ({ address }, session, done) => {
        seen.from = address;
        seen.helo = session.hostNameAppearsAs;
        done();
      },
      onRcptTo: ({ address }, _session, done) => {
        const local = address.split('@', 1)[0];
        if (local === 'ana') done();
        else if (local === 'grey') done(refusal(451, '4.7.1 come again later'));
        else if (local === 'full') done(refusal(452, '4.2.2 over quota'));
        else if (local === 'blocked') done(refusal(554, '5.7.1 go away'));
        else done(refusal(550, '5.1.1 no such user'));
      },
      onData: (_stream, _session, done) => {
        seen.mails += 1;
        done();
      },
    });
    const session = await open(port);
    const verdicts = [];
    for (const local of ['ana', 'nobody', 'grey', 'full', 'blocked']) {
      verdicts.push(judgeRecipient(await session.recipient(`${local}@acme.example`)));
    }
    await session.close();
    assert.deepEqual(verdicts, [
      { kind: 'accepted' },
      { kind: 'rejected', reason: 'mailbox_not_found' },
      { kind: 'temporary', reason: 'greylisted' },
      { kind: 'temporary', reason: 'mailbox_full' },
      { kind: 'rejected', reason: 'refused_by_policy' },
    ]);
    assert.deepEqual(seen, { helo: 'client.example', from: 'probe@client.example', mails: 0, sessions: 1 });
  });

  test('a sender need not be named', async () => {
    const port = await mailServer({});
    const session = await open(port, { ...MANNERS, mailFrom: '' });
    assert.equal((await session.recipient('ana@acme.example')).code, 250);
    await session.close();
  });

  test('a server that refuses the connection or the sender refuses us, not the recipient', async () => {
    const atOnce = await mailServer({ onConnect: (_session, done) => done(refusal(554, 'not you')) });
    await assert.rejects(open(atOnce), { failure: 'refused' });
    const atSender = await mailServer({ onMailFrom: (_address, _session, done) => done(refusal(550, '5.7.1 no such sender')) });
    await assert.rejects(open(atSender), { failure: 'refused' });
    const notNow = await mailServer({ onMailFrom: (_address, _session, done) => done(refusal(451, 'too busy')) });
    await assert.rejects(open(notNow), { failure: 'busy' });
  });
});

suite('a conversation with an odd server', () => {
  test('greetings of several lines, in pieces, and without EHLO are understood', async () => {
    const port = await oddServer((socket) => {
      script(socket, { greeting: '220-first\r\n220-sec', EHLO: '502 what?\r\n', RCPT: '250-2.1.5 yes\r\n250 indeed\r\n' });
      socket.write('ond\r\n220 third\r\n');
    });
    const session = await open(port);
    const reply = await session.recipient('ana@acme.example');
    assert.deepEqual(reply, { code: 250, enhanced: '2.1.5', text: '2.1.5 yes\nindeed' });
    await session.close();
  });

  test('nobody listening is unreachable, at once', async () => {
    const port = await oddServer(() => {});
    await closers.pop()?.();
    await assert.rejects(open(port), { failure: 'unreachable' });
  });

  test('a server that stays silent is not waited for longer than the limit, at the greeting and later', async () => {
    const silent = await oddServer(() => {});
    await assert.rejects(open(silent, IMPATIENT), { failure: 'timeout' });
    const tired = await oddServer((socket) => script(socket, { RCPT: '' }));
    const session = await open(tired, IMPATIENT);
    await assert.rejects(session.recipient('ana@acme.example'), { failure: 'timeout' });
    await assert.rejects(session.recipient('bea@acme.example'), { failure: 'timeout' });
    await session.close();
  });

  test('a slow server is waited for', async () => {
    const port = await oddServer((socket) => {
      setTimeout(() => script(socket, {}), 60);
    });
    await (await open(port)).close();
  });

  test('a server that hangs up ends the session: with words, without words, and between two questions', async () => {
    const polite = await open(await oddServer((socket) => script(socket, { RCPT: '421 too many\r\n' })));
    await assert.rejects(polite.recipient('ana@acme.example'), { failure: 'busy' });
    const rude = await open(
      await oddServer((socket) => {
        script(socket, { RCPT: '' });
        socket.on('data', (line: string) => void (line.startsWith('RCPT') && socket.destroy()));
      }),
    );
    await assert.rejects(rude.recipient('ana@acme.example'), { failure: 'closed' });
    const early = await open(await oddServer((socket) => script(socket, { RCPT: '250 yes\r\n421 that was all\r\n' })));
    assert.equal((await early.recipient('ana@acme.example')).code, 250);
    await assert.rejects(early.recipient('bea@acme.example'), { failure: 'busy' });
  });

  for (const [what, greeting] of [
    ['talks another protocol', 'SSH-2.0-something\r\n'],
    ['changes the code within a reply', '220-one\r\n250 two\r\n'],
    ['never ends a line', '2'.repeat(10_000)],
    ['never ends a reply', '220-again\r\n'.repeat(1000)],
    ['asks for a mail that was not offered', '354 go ahead\r\n'],
  ] as const) {
    test(`a server that ${what} is not believed`, async () => {
      const port = await oddServer((socket) => script(socket, { greeting }));
      await assert.rejects(open(port), { failure: 'protocol' });
    });
  }

  test('a reply that nobody asked for is not taken for the next answer', async () => {
    const session = await open(await oddServer((socket) => script(socket, { RCPT: '550 no\r\n250 oh, yes\r\n' })));
    assert.equal((await session.recipient('ana@acme.example')).code, 550);
    await assert.rejects(session.recipient('bea@acme.example'), { failure: 'protocol' });
  });

  test('an address cannot smuggle in a command', async () => {
    const heard: string[] = [];
    const port = await oddServer((socket) => {
      script(socket, {});
      socket.on('data', (chunk: string) => void heard.push(chunk));
    });
    const session = await open(port);
    await assert.rejects(session.recipient('ana@acme.example>\r\nDATA'), { failure: 'protocol' });
    assert.equal((await session.recipient('ana@acme.example')).code, 250);
    await session.close();
    assert.ok(!heard.join('').includes('DATA'));
  });

  test('an aborted conversation ends', async () => {
    const stop = new AbortController();
    const session = await open(await oddServer((socket) => script(socket, { RCPT: '' })), MANNERS, stop.signal);
    const answer = session.recipient('ana@acme.example');
    stop.abort();
    await assert.rejects(answer, { failure: 'closed' });
  });
});
