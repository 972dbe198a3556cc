import type { Answer, Packet, Question } from 'dns-packet';
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import type { SampleWorld } from './sample-world.ts';

const NAME_UNKNOWN = 3;
const AUTHORITATIVE = 1024;

export interface RunningServer {
  readonly port: number;
  close(): Promise<void>;
}

/** A name server on loopback that knows the sample world and nothing else. */
export async function startSampleDns(world: SampleWorld): Promise<RunningServer> {
  // Loaded when it is needed, so that a server that never runs the sample does not pay for it.
  const { decode, encode } = await import('dns-packet');
  const socket = createSocket('udp4');
  socket.on('message', (message, peer) => {
    try {
      socket.send(encode(answerTo(decode(message), world)), peer.port, peer.address);
    } catch {
      // What is no question gets no answer.
    }
  });
  // Whoever does not hear an answer asks again.
  socket.on('error', () => {});
  socket.bind(0, '127.0.0.1');
  await once(socket, 'listening');
  return {
    port: socket.address().port,
    close: () =>
      new Promise((resolve) => {
        socket.close(() => resolve());
      }),
  };
}

function answerTo(query: Packet, world: SampleWorld): Packet {
  const [question] = query.questions ?? [];
  const answers = question === undefined ? null : answersTo(question, world);
  const flags = AUTHORITATIVE + (answers === null ? NAME_UNKNOWN : 0);
  return { type: 'response', id: query.id ?? 0, flags, questions: query.questions ?? [], answers: [...(answers ?? [])] };
}

/** Null when there is no such name. */
function answersTo({ name: asked, type }: Question, world: SampleWorld): readonly Answer[] | null {
  const name = asked.toLowerCase();
  const domain = world.domains[name];
  const address = world.hosts[name] ?? domain?.address;
  if (domain === undefined && address === undefined) return null;
  if (type === 'MX') return (domain?.mx ?? []).map((data) => ({ name: asked, type, ttl: 60, data }));
  if (type === 'A' && address !== undefined) return [{ name: asked, type, ttl: 60, data: address }];
  return [];
}
