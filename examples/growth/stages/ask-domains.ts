import type { ItemContext, RunContext } from 'millrace';
import { type DomainBatch, domainBatches } from '../contacts/domain-batches.ts';
import { DomainProbe } from '../mail/domain-probe.ts';
import { HostSlots } from '../mail/host-slots.ts';
import type { NetworkInput } from '../schemas.ts';
import { openNetworks } from '../mail/open-networks.ts';

const DOMAINS_AT_ONCE = 8;
const CONNECTIONS_PER_HOST = 2;

export interface Question<C, A> {
  /** What is recorded under this name is never asked again. */
  readonly name: string;
  readonly contacts: readonly C[];
  readonly domainOf: (contact: C) => string;
  readonly ask: (batch: DomainBatch<C>, probe: DomainProbe) => Promise<readonly A[]>;
  /** What is said of them when nobody may be asked. */
  readonly offline: (contact: C) => A;
  readonly report: (done: number, total: number, step: ItemContext) => void;
}

/**
 * Asks the mail servers of all domains about their contacts, domain by domain and a few domains at once. Connections are only
 * open within an item, so a run may leave memory between any two of them.
 */
async function askDomains<C, A>(run: RunContext, network: NetworkInput, question: Question<C, A>, again: boolean): Promise<readonly A[]> {
  const networks = openNetworks(network, again);
  const slots = new HostSlots(CONNECTIONS_PER_HOST);
  const batches = domainBatches(question.contacts, question.domainOf);
  const { values } = await run.map(
    question.name,
    batches,
    (batch, step) =>
      networks.use(batch.domain, async (outside) => {
        question.report(batch.upTo, question.contacts.length, step);
        if (outside === null) return batch.contacts.map(question.offline);
        const probe = new DomainProbe(batch.domain, outside, slots, step.signal);
        try {
          const answers = await question.ask(batch, probe);
          // What servers did not say because we hung up is no answer.
          step.signal.throwIfAborted();
          return answers;
        } finally {
          await probe.close();
          measure(probe, step);
        }
      }),
    { concurrency: DOMAINS_AT_ONCE, maxFailed: 0 },
  );
  return values.flat();
}

function measure(probe: DomainProbe, step: ItemContext): void {
  const { sessions, questions } = probe.effort;
  step.usage({ provider: 'mail_servers', meter: 'sessions', quantity: sessions });
  step.usage({ provider: 'mail_servers', meter: 'calls', quantity: questions });
}

/** Asks, and asks those again after a while who said that they would answer later. */
export async function askInRounds<C extends { readonly row: number }, A extends { readonly row: number }>(
  run: RunContext,
  network: NetworkInput,
  question: Question<C, A>,
  isTemporary: (answer: A) => boolean,
): Promise<ReadonlyMap<number, A>> {
  const answers = new Map((await askDomains(run, network, question, false)).map((answer) => [answer.row, answer]));
  const later = question.contacts.filter(({ row }) => {
    const answer = answers.get(row);
    return answer !== undefined && isTemporary(answer);
  });
  const waitMs = network.mode === 'offline' ? 0 : network.greylist_wait_ms;
  if (later.length === 0 || waitMs === 0) return answers;
  await run.sleep(`${question.name}: let time pass`, waitMs);
  const second = await askDomains(run, network, { ...question, name: `${question.name} again`, contacts: later }, true);
  for (const answer of second) answers.set(answer.row, answer);
  return answers;
}
