import { type IncomingMessage, type ServerResponse, createServer } from 'node:http';
import type { ChatMessage, ToolCall } from './chat-wire.ts';
import type { AddressInfo } from 'node:net';
import { once } from 'node:events';
import { randomUUID } from 'node:crypto';
import { z } from 'zod';

/** What a script sees of a request. */
export interface ScriptedRequest {
  readonly model: string;
  readonly messages: readonly ChatMessage[];
}

export interface ScriptedReply {
  readonly content: string | null;
  readonly calls: readonly Omit<ToolCall, 'id'>[];
}

export type Script = (request: ScriptedRequest) => ScriptedReply;

export interface ScriptedEndpoint {
  readonly url: string;
  readonly key: string;
  close(): Promise<void>;
}

const wireCall = z.object({ id: z.string(), type: z.literal('function'), function: z.object({ name: z.string(), arguments: z.string() }) });

/** A request, as far as a script looks at it. */
export const wireRequest = z.object({
  model: z.string().min(1),
  messages: z.array(
    z.discriminatedUnion('role', [
      z.object({ role: z.enum(['system', 'user']), content: z.string() }),
      z.object({ role: z.literal('assistant'), content: z.string().nullable(), tool_calls: z.array(wireCall).optional() }),
      z.object({ role: z.literal('tool'), tool_call_id: z.string(), content: z.string() }),
    ]),
  ),
});

const MAX_BODY = 8 * 1024 * 1024;
const CACHE_BLOCK = 64;
const CHARACTERS_PER_TOKEN = 4;

/** A server on the loopback that speaks the wire format of chat completions and answers by a script. There is no model behind it. */
export async function startScriptedEndpoint(script: Script): Promise<ScriptedEndpoint> {
  const key = `scripted-${randomUUID()}`;
  const server = createServer((request, response) => {
    answer(request, response, key, script).catch(() => response.destroy());
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = addressOf(server.address());
  return {
    url: `http://127.0.0.1:${port}/v1`,
    key,
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

async function answer(request: IncomingMessage, response: ServerResponse, key: string, script: Script): Promise<void> {
  const body = await readBody(request);
  const { status, content } = answerTo(request, body, key, script);
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(content));
}

function answerTo(
  { method, url, headers }: IncomingMessage,
  body: string,
  key: string,
  script: Script,
): { status: number; content: unknown } {
  if (method !== 'POST' || url !== '/v1/chat/completions') return { status: 404, content: errorOf('There is nothing here.') };
  if (headers.authorization !== `Bearer ${key}`) return { status: 401, content: errorOf('The key is wrong.') };
  const parsed = wireRequest.safeParse(JSON.parse(body));
  if (!parsed.success) return { status: 400, content: errorOf(z.prettifyError(parsed.error)) };
  return { status: 200, content: completionOf(parsed.data, script(parsed.data)) };
}

/** A whole answer as the wire format has it, with tokens counted from the length of what was said. */
export function completionOf(request: z.output<typeof wireRequest>, { content, calls }: ScriptedReply): unknown {
  const toolCalls = calls.map((call) => ({ id: `call_${randomUUID()}`, type: 'function', function: call }));
  const message = { role: 'assistant', content, refusal: null, ...(toolCalls.length === 0 ? {} : { tool_calls: toolCalls }) };
  const prompt = tokensOf(request.messages);
  const output = tokensOf(message);
  // What an earlier turn has sent is answered from the cache, in whole blocks.
  const earlier = request.messages.slice(
    0,
    Math.max(
      0,
      request.messages.findLastIndex(({ role }) => role === 'assistant'),
    ),
  );
  const cached = earlier.length === 0 ? 0 : wholeBlocks(tokensOf(earlier));
  return {
    id: `chatcmpl-${randomUUID()}`,
    object: 'chat.completion',
    created: Math.floor(Date.now() / 1000),
    model: request.model,
    choices: [{ index: 0, message, logprobs: null, finish_reason: toolCalls.length === 0 ? 'stop' : 'tool_calls' }],
    usage: {
      prompt_tokens: prompt,
      completion_tokens: output,
      total_tokens: prompt + output,
      prompt_tokens_details: { cached_tokens: cached, cache_write_tokens: wholeBlocks(prompt) - cached },
    },
  };
}

function tokensOf(value: unknown): number {
  return Math.ceil(JSON.stringify(value).length / CHARACTERS_PER_TOKEN);
}

function wholeBlocks(tokens: number): number {
  return Math.floor(tokens / CACHE_BLOCK) * CACHE_BLOCK;
}

async function readBody(request: IncomingMessage): Promise<string> {
  const parts: Uint8Array[] = [];
  let size = 0;
  request.on('data', (part: Uint8Array) => {
    size += part.length;
    if (size > MAX_BODY) request.destroy();
    parts.push(part);
  });
  await once(request, 'end');
  return Buffer.concat(parts).toString('utf8');
}

function errorOf(message: string): unknown {
  return { error: { message, type: 'invalid_request_error', param: null, code: null } };
}

function addressOf(address: AddressInfo | string | null): AddressInfo {
  if (address === null || typeof address === 'string') throw new Error('The scripted endpoint has no port.');
  return address;
}
