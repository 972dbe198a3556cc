import { randomBytes } from 'node:crypto';
import { findAddresses, findMailRoute } from '../dns/mail-route.ts';
import { GAP_OF, type MailAnswer, type MailGap } from './mail-gap.ts';
import type { HostSlots } from './host-slots.ts';
import type { MailNetwork } from './mail-network.ts';
import { SmtpError } from '../smtp/smtp-error.ts';
import { SmtpSession } from '../smtp/smtp-session.ts';
import { judgeRecipient } from '../smtp/judge-recipient.ts';

const HOSTS_TRIED = 4;
const ADDRESSES_TRIED = 2;
/** Servers take many unknown recipients in a row for an attack. */
const RECIPIENTS_PER_SESSION = 12;

interface OpenSession {
  readonly session: SmtpSession;
  readonly giveBack: () => void;
}

/**
 * Asks the mail servers of one domain about addresses, over as few connections as are polite. When they cannot be asked at
 * all, that is found out once. Never throws because of a server.
 */
export class DomainProbe {
  readonly #domain: string;
  readonly #network: MailNetwork;
  readonly #slots: HostSlots;
  readonly #signal: AbortSignal;
  #open: OpenSession | null = null;
  #hosts: readonly string[] | null = null;
  #gap: MailGap | null = null;
  #sessions = 0;
  #questions = 0;
  #patientUntil = Infinity;

  constructor(domain: string, network: MailNetwork, slots: HostSlots, signal: AbortSignal) {
    this.#domain = domain;
    this.#network = network;
    this.#slots = slots;
    this.#signal = signal;
  }

  /** Connections that were opened, and recipients that were asked about. */
  get effort(): { readonly sessions: number; readonly questions: number } {
    return { sessions: this.#sessions, questions: this.#questions };
  }

  /** What becomes of an address that nobody can have: a domain that takes it takes everything. */
  askNobody(): Promise<MailAnswer> {
    return this.ask(`x${randomBytes(9).toString('hex')}@${this.#domain}`);
  }

  async ask(address: string): Promise<MailAnswer> {
    for (let attempt = 1; ; attempt++) {
      const open = await this.#session();
      if (open === null) return { kind: 'unresolved', reason: this.#gap ?? 'mail_server_unreachable' };
      try {
        this.#questions += 1;
        return judgeRecipient(await open.session.recipient(address));
      } catch (error) {
        const gap = gapOf(error);
        await this.close();
        // A server that hangs up may have counted our questions: once more on a new connection, then it is left alone.
        if (attempt > 1 || gap !== 'mail_server_busy') this.#gap = gap;
      }
    }
  }

  /** Ends the conversation, if there is one. */
  async close(): Promise<void> {
    const open = this.#open;
    this.#open = null;
    if (open === null) return;
    await open.session.close();
    open.giveBack();
  }

  async #session(): Promise<OpenSession | null> {
    if (this.#open !== null && this.#open.session.asked >= RECIPIENTS_PER_SESSION) await this.close();
    if (performance.now() > this.#patientUntil) this.#gap ??= 'mail_server_timeout';
    if (this.#gap === null) this.#open ??= await this.#connect();
    return this.#gap === null ? this.#open : null;
  }

  /** The first server, by preference, that is willing to talk. */
  async #connect(): Promise<OpenSession | null> {
    this.#patientUntil = Math.min(this.#patientUntil, performance.now() + this.#network.patienceMs);
    const gaps: MailGap[] = [];
    for (const host of await this.#mailHosts()) {
      const addresses = await findAddresses(host, this.#network.resolver);
      const allowed = (addresses ?? []).filter((address) => this.#network.mayConnect(address));
      if (allowed.length === 0) gaps.push(gapOfHost(addresses));
      for (const address of allowed.slice(0, ADDRESSES_TRIED)) {
        const opened = await this.#openAt(host, address);
        if (typeof opened !== 'string') return opened;
        gaps.push(opened);
      }
    }
    this.#gap ??= gaps.find((gap) => gap !== 'mail_server_unreachable') ?? gaps[0] ?? 'mail_server_unreachable';
    return null;
  }

  async #mailHosts(): Promise<readonly string[]> {
    if (this.#hosts === null) {
      const route = await findMailRoute(this.#domain, this.#network.resolver);
      if (route.hosts === null) this.#gap = route.reason;
      this.#hosts = (route.hosts ?? []).slice(0, HOSTS_TRIED);
    }
    return this.#hosts;
  }

  async #openAt(host: string, address: string): Promise<OpenSession | MailGap> {
    const giveBack = await this.#slots.take(host);
    try {
      this.#sessions += 1;
      const { manners, smtpPort: port } = this.#network;
      return { session: await SmtpSession.open({ address, port }, manners, this.#signal), giveBack };
    } catch (error) {
      giveBack();
      return gapOf(error);
    }
  }
}

function gapOfHost(addresses: readonly string[] | null): MailGap {
  if (addresses === null) return 'dns_failure';
  return addresses.length === 0 ? 'mail_server_unreachable' : 'mx_not_public';
}

function gapOf(error: unknown): MailGap {
  if (error instanceof SmtpError) return GAP_OF[error.failure];
  throw error;
}
