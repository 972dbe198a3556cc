import { LAYERS, SERVER } from '../../tests/architecture/layer-table.ts';
import { code, markdownTable } from './markdown-table.ts';

export function renderLayerTable(): string {
  const rows = LAYERS.map(({ place, holds, imports, modules }) => [
    code(place.replace(SERVER, '')),
    holds,
    imports === 'anything' ? 'anything' : list(imports),
    list(modules),
  ]);
  return markdownTable(['Place', 'Holds', 'May import', 'Modules'], rows);
}

function list(names: readonly string[]): string {
  return names.length === 0 ? 'nothing' : names.map(code).join(', ');
}
