import { type ChatMessage, type Reply, type ToolDeclaration, chatAnswer, replyOf } from './chat-wire.ts';
import { AgentError } from './agent-error.ts';
import type { ModelSettings } from './model-settings.ts';

const MAX_ANSWER_BYTES = 2 * 1024 * 1024;
const SHOWN = 300;

export interface ModelRequest {
  readonly messages: readonly ChatMessage[];
  readonly tools: readonly ToolDeclaration[];
  /** The same over all attempts of a turn; endpoints that know it answer a repeated request once. */
  readonly effectId: string;
  readonly signal: AbortSignal;
}

/** Asks the model once. Throws an `AgentError` that says whether another attempt can help, and never holds the key. */
export async function callModel(settings: ModelSettings, request: ModelRequest): Promise<Reply> {
  const response = await send(settings, request);
  const text = await readAll(response, settings, request.signal);
  if (!response.ok) throw refusal(response, redact(text, settings));
  const answer = chatAnswer.safeParse(parse(text));
  if (answer.success) return replyOf(answer.data);
  const [issue] = answer.error.issues;
  const where = issue === undefined ? '' : ` at ${issue.path.join('.') || 'the top'}: ${issue.message}`;
  throw new AgentError('model_answer_invalid', `${settings.provider} gave an answer that is no chat completion${where}.`, {
    retryable: true,
  });
}

async function send(settings: ModelSettings, { messages, tools, effectId, signal }: ModelRequest): Promise<Response> {
  const headers = new Headers({ 'content-type': 'application/json', accept: 'application/json', 'idempotency-key': effectId });
  if (settings.key !== null) headers.set('authorization', `Bearer ${settings.key}`);
  const body = JSON.stringify({ model: settings.name, messages, tools, tool_choice: 'auto' });
  try {
    // A redirect that is followed would carry the conversation to an address that nobody configured.
    return await fetch(`${settings.url}/chat/completions`, { method: 'POST', headers, body, signal, redirect: 'manual' });
  } catch (error) {
    throw unreachable(error, settings, signal);
  }
}

async function readAll(response: Response, settings: ModelSettings, signal: AbortSignal): Promise<string> {
  const parts: Uint8Array[] = [];
  let size = 0;
  try {
    const body: AsyncIterable<Uint8Array> | null = response.body;
    if (body === null) return '';
    for await (const part of body) {
      size += part.length;
      if (size > MAX_ANSWER_BYTES) break;
      parts.push(part);
    }
  } catch (error) {
    throw unreachable(error, settings, signal);
  }
  if (size > MAX_ANSWER_BYTES) throw new AgentError('model_answer_invalid', `${settings.provider} answered with more than 2 MiB.`);
  return Buffer.concat(parts).toString('utf8');
}

function unreachable(error: unknown, settings: ModelSettings, signal: AbortSignal): unknown {
  if (signal.aborted) return signal.reason;
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  const code = cause instanceof Error && 'code' in cause && typeof cause.code === 'string' ? ` (${cause.code})` : '';
  return new AgentError('model_unreachable', `${settings.provider} could not be reached, or broke off${code}.`, { retryable: true });
}

function refusal({ status, headers }: Response, said: string): AgentError {
  const words = `The endpoint answered ${status}: ${said.slice(0, SHOWN) || 'nothing'}.`;
  const retryAfterMs = retryAfter(headers.get('retry-after'));
  if (status === 429) return new AgentError('model_rate_limited', words, { retryable: true, retryAfterMs });
  if (status === 408 || status >= 500) return new AgentError('model_unavailable', words, { retryable: true, retryAfterMs });
  if (status === 401 || status === 403) return new AgentError('model_key_refused', `${words} Check MILLRACE_MODEL_KEY.`);
  return new AgentError('model_request_refused', words);
}

/** Seconds or a date, as milliseconds from now. */
function retryAfter(header: string | null): number | null {
  if (header === null) return null;
  const seconds = Number(header);
  const ms = Number.isFinite(seconds) ? seconds * 1000 : Date.parse(header) - Date.now();
  return Number.isFinite(ms) && ms >= 0 ? Math.ceil(ms) : null;
}

/** Endpoints like to repeat the key that they refuse, in full or in part. */
function redact(text: string, { key }: ModelSettings): string {
  const whole = key === null ? text : text.replaceAll(key, '[key]');
  return whole
    .replaceAll(/\b(?:sk|key|Bearer)[-_ ][\w*.-]{6,}/gu, '[key]')
    .replaceAll(/\s+/gu, ' ')
    .trim();
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
