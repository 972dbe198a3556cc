import { LAYERS, SERVER } from './layer-table.ts';

/** The table as ARCHITECTURE.md shows it. */
export function renderLayerTable(): string {
  const rows = LAYERS.map(({ place, holds, imports, modules }) => {
    const targets = imports === 'anything' ? 'anything' : quoteAll(imports);
    return `| \`${place.replace(SERVER, '')}\` | ${holds} | ${targets} | ${quoteAll(modules)} |`;
  });
  return ['| Place | Holds | May import | Modules |', '|---|---|---|---|', ...rows].join('\n');
}

function quoteAll(names: readonly string[]): string {
  return names.length === 0 ? '-' : names.map((name) => `\`${name}\``).join(', ');
}
