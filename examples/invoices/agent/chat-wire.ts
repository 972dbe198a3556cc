import { z } from 'zod';

/** The chat-completions wire format, as far as this agent speaks it. */
export interface ToolCall {
  readonly id: string;
  readonly name: string;
  /** JSON, if the model got it right. */
  readonly arguments: string;
}

interface WireToolCall {
  readonly id: string;
  readonly type: 'function';
  readonly function: { readonly name: string; readonly arguments: string };
}

export type ChatMessage =
  | { readonly role: 'system' | 'user'; readonly content: string }
  | { readonly role: 'assistant'; readonly content: string | null; readonly tool_calls?: readonly WireToolCall[] | undefined }
  | { readonly role: 'tool'; readonly tool_call_id: string; readonly content: string };

export interface ToolDeclaration {
  readonly type: 'function';
  readonly function: { readonly name: string; readonly description: string; readonly parameters: unknown };
}

const count = z.int().nonnegative();

const details = z.object({ cached_tokens: count.nullish(), cache_write_tokens: count.nullish() });
const usage = z.object({ prompt_tokens: count, completion_tokens: count, prompt_tokens_details: details.nullish() });
const call = z.object({ id: z.string().min(1), function: z.object({ name: z.string(), arguments: z.string().max(100_000) }) });

export const chatAnswer = z.object({
  choices: z
    .array(
      z.object({
        finish_reason: z.string().nullish(),
        message: z.object({ content: z.string().max(100_000).nullish(), tool_calls: z.array(call).nullish() }),
      }),
    )
    .min(1),
  usage: usage.nullish(),
});

/** Tokens as the endpoint counted them: `input` holds what was read from or written to its cache, too. */
export interface Tokens {
  readonly input: number;
  readonly output: number;
  readonly cacheRead: number;
  readonly cacheWrite: number;
}

/** What a model said in one turn. */
export interface Reply {
  readonly content: string | null;
  readonly toolCalls: readonly ToolCall[];
  readonly finishReason: string | null;
  /** Null when the endpoint did not say. */
  readonly tokens: Tokens | null;
}

export function replyOf(answer: z.output<typeof chatAnswer>): Reply {
  const [choice] = answer.choices;
  const calls = choice?.message.tool_calls ?? [];
  return {
    content: choice?.message.content ?? null,
    toolCalls: calls.map(({ id, function: { name, arguments: text } }) => ({ id, name, arguments: text })),
    finishReason: choice?.finish_reason ?? null,
    tokens: tokensOf(answer.usage ?? null),
  };
}

function tokensOf(counted: z.output<typeof usage> | null): Tokens | null {
  if (counted === null) return null;
  const { prompt_tokens: input, completion_tokens: output, prompt_tokens_details: parts } = counted;
  const cacheRead = Math.min(parts?.cached_tokens ?? 0, input);
  return { input, output, cacheRead, cacheWrite: Math.min(parts?.cache_write_tokens ?? 0, input - cacheRead) };
}

/** How the reply stands in the conversation that the next turn sends. */
export function assistantMessage({ content, toolCalls }: Reply): ChatMessage {
  if (toolCalls.length === 0) return { role: 'assistant', content: content ?? '' };
  const calls = toolCalls.map(({ id, name, arguments: text }) => ({ id, type: 'function' as const, function: { name, arguments: text } }));
  return { role: 'assistant', content, tool_calls: calls };
}
