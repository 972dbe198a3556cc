import { type ChatMessage, type Reply, type ToolCall, type Tokens, assistantMessage } from './chat-wire.ts';
import { NO_TOOL_CALLED, OPENING } from './instructions.ts';
import { addTokens, creditsOf } from './meter-tokens.ts';
import type { ToolResult } from './tools/tool.ts';
import type { Verdict } from './agent-schemas.ts';

interface TraceLine {
  readonly turn: number;
  readonly role: 'assistant' | 'tool';
  readonly [member: string]: unknown;
}

/** What was said so far, what it took, and how it went: made again from the records of the turns after a crash. */
export class Conversation {
  readonly messages: ChatMessage[] = [...OPENING];
  turns = 0;
  credits = 0;
  tokens: Tokens = { input: 0, output: 0, cacheRead: 0, cacheWrite: 0 };
  verdict: Verdict | null = null;
  readonly #trace: TraceLine[] = [];

  said(reply: Reply): void {
    const { content, toolCalls, finishReason, tokens } = reply;
    this.turns += 1;
    this.credits += creditsOf(tokens);
    this.tokens = addTokens(this.tokens, tokens);
    this.messages.push(assistantMessage(reply));
    if (toolCalls.length === 0) this.messages.push(NO_TOOL_CALLED);
    this.#trace.push({ turn: this.turns, role: 'assistant', content, tool_calls: toolCalls, finish_reason: finishReason, usage: tokens });
  }

  answered({ id, name }: ToolCall, { content, ok, verdict }: ToolResult): void {
    this.messages.push({ role: 'tool', tool_call_id: id, content });
    this.verdict ??= verdict;
    this.#trace.push({ turn: this.turns, role: 'tool', name, tool_call_id: id, ok, content });
  }

  /** JSON Lines: one for each message of the model and each result of a tool. */
  trace(): string {
    return this.#trace.map((line) => `${JSON.stringify(line)}\n`).join('');
  }
}
