import { answer, defineTool } from './define-tool.ts';
import { z } from 'zod';

const PART = 20_000;

export const readDocumentTool = defineTool({
  name: 'read_document',
  description:
    'Reads the invoice: its text, and the fields that a parser found in it (they may be wrong or missing). A long text comes in parts.',
  parameters: z.strictObject({ offset: z.int().nonnegative().default(0).describe('Where the part begins, in characters.') }),
  run: async (desk, { offset }) => {
    const { pages, lines } = await desk.document();
    const text = lines.map((line) => line.cells.map((cell) => cell.text).join('  ')).join('\n');
    const end = Math.min(offset + PART, text.length);
    return answer({
      pages,
      text: text.slice(offset, end),
      next_offset: end < text.length ? end : null,
      fields: offset === 0 ? await desk.fields() : undefined,
    });
  },
});
