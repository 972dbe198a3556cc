import type { Tool, ToolOptions, ToolResult } from './tool.ts';
import { z } from 'zod';

const SHOWN_FAULTS = 20;

/** A tool that tells the model what was wrong with its arguments, so that it can do better in the next turn. */
export function defineTool<In extends z.ZodType>({ name, description, parameters, run }: ToolOptions<In>): Tool {
  const { $schema: _, ...schema } = z.toJSONSchema(parameters, { io: 'input' });
  return {
    name,
    declaration: { type: 'function', function: { name, description, parameters: schema } },
    call: async (desk, text) => {
      const given = parse(text);
      if (given === undefined) return fault('The arguments are not JSON.');
      const checked = parameters.safeParse(given);
      if (checked.success) return run(desk, checked.data);
      const faults = checked.error.issues.slice(0, SHOWN_FAULTS).map(({ path, message }) => `${path.join('.') || 'arguments'}: ${message}`);
      return fault('The arguments do not fit.', faults);
    },
  };
}

export function answer(value: unknown): ToolResult {
  return { ok: true, content: JSON.stringify(value), verdict: null };
}

export function fault(error: string, faults: readonly string[] = []): ToolResult {
  return { ok: false, content: JSON.stringify(faults.length === 0 ? { error } : { error, faults }), verdict: null };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text === '' ? '{}' : text);
  } catch {
    return undefined;
  }
}
