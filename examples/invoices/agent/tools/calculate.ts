import { answer, defineTool, fault } from './define-tool.ts';
import { z } from 'zod';

export const calculateTool = defineTool({
  name: 'calculate',
  description: 'Works out a sum with numbers, + - * / and brackets, for example "2475 + 2 * 689".',
  parameters: z.strictObject({ expression: z.string().min(1).max(1000) }),
  run: (_, { expression }) => {
    const value = calculate(expression);
    return value === null ? fault('The expression cannot be worked out.') : answer({ value });
  },
});

const TOKEN = /\s*(\d+(?:\.\d+)?|\.\d+|[-+*/()])/uy;

/** The value of an expression; null for one that is none, or whose value is no number. */
export function calculate(expression: string): number | null {
  const tokens = tokensOf(expression.trim());
  if (tokens === null) return null;
  const value = sum(tokens);
  return tokens.length === 0 && Number.isFinite(value) ? Math.round(value * 1e8) / 1e8 : null;
}

function tokensOf(expression: string): string[] | null {
  const tokens: string[] = [];
  TOKEN.lastIndex = 0;
  for (let found = TOKEN.exec(expression); found !== null; found = TOKEN.exec(expression)) {
    tokens.push(found[1] ?? '');
    if (TOKEN.lastIndex === expression.length) return tokens;
  }
  return null;
}

function sum(tokens: string[]): number {
  let value = product(tokens);
  while (tokens[0] === '+' || tokens[0] === '-') value += tokens.shift() === '+' ? product(tokens) : -product(tokens);
  return value;
}

function product(tokens: string[]): number {
  let value = factor(tokens);
  while (tokens[0] === '*' || tokens[0] === '/') value = tokens.shift() === '*' ? value * factor(tokens) : value / factor(tokens);
  return value;
}

/** NaN for what is missing or out of place; it spoils the whole, as it should. */
function factor(tokens: string[]): number {
  const token = tokens.shift() ?? '';
  if (token === '-') return -factor(tokens);
  if (token !== '(') return /\d/u.test(token) ? Number(token) : Number.NaN;
  const value = sum(tokens);
  return tokens.shift() === ')' ? value : Number.NaN;
}
