import type { Reply, ToolCall } from './chat-wire.ts';
import type { Desk, ToolResult } from './tools/tool.ts';
import { AgentError } from './agent-error.ts';
import type { AgentInput } from './agent-schemas.ts';
import type { Conversation } from './conversation.ts';
import type { RunContext } from 'millrace';
import { TOOLS } from './tools/all-tools.ts';
import { askModel } from './ask-model.ts';
import { fault } from './tools/define-tool.ts';
import { meterTokens } from './meter-tokens.ts';

const CALLS_PER_TURN = 16;
const RETRY = { maximumAttempts: 4, initialIntervalMs: 500, maximumIntervalMs: 30_000 };
const SHOWN = 1000;

export interface Agent {
  readonly run: RunContext;
  readonly input: AgentInput;
  readonly provider: string;
  readonly desk: Desk;
}

/** Lets the model work until a result is accepted. Each answer of the model and each call of a tool is a step of its own. */
export async function takeTurns(agent: Agent, conversation: Conversation): Promise<void> {
  const { run, input } = agent;
  while (conversation.verdict === null) {
    if (conversation.turns >= input.max_turns) {
      throw new AgentError('turn_limit', `The agent handed no accepted result in within ${input.max_turns} turns (max_turns).`);
    }
    if (conversation.credits >= input.max_credits) {
      throw new AgentError('credit_limit', `The agent used ${conversation.credits} credits without an accepted result (max_credits).`);
    }
    const turn = conversation.turns + 1;
    run.progress({ message: `Turn ${turn}`, done: conversation.turns, total: input.max_turns });
    const reply = await takeTurn(agent, conversation, turn);
    conversation.said(reply);
    run.log('info', `turn ${turn}`, {
      says: reply.content?.slice(0, SHOWN) ?? null,
      calls: reply.toolCalls.map(({ name, arguments: text }) => ({ name, arguments: text.slice(0, SHOWN) })),
      tokens: reply.tokens,
    });
    for (const call of reply.toolCalls) conversation.answered(call, await callTool(agent, call));
  }
}

function takeTurn({ run, input, provider }: Agent, { messages }: Conversation, turn: number): Promise<Reply> {
  return run.step(
    `turn ${turn}`,
    async (step) => {
      const tools = TOOLS.map(({ declaration }) => declaration);
      const reply = await askModel(input.model, { messages, tools, effectId: step.effectId, signal: step.signal });
      for (const entry of meterTokens(reply, provider, input.prices ?? null)) step.usage(entry);
      return { ...reply, toolCalls: reply.toolCalls.slice(0, CALLS_PER_TURN) };
    },
    { retry: RETRY, timeout: '3m' },
  );
}

function callTool({ run, desk }: Agent, call: ToolCall): Promise<ToolResult> {
  const tool = TOOLS.find(({ name }) => name === call.name);
  // The name comes from the model, so it becomes the name of a step only when it is the name of a tool.
  return run.step(tool?.name ?? 'unknown tool', () => tool?.call(desk, call.arguments) ?? fault('There is no tool of that name.'));
}
