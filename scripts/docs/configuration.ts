import { CLIENT_ENVIRONMENT, CONFIG_ENTRIES } from '../../packages/millrace/src/config.ts';
import { code, markdownTable } from './markdown-table.ts';

export function renderSettings(): string {
  const rows = CONFIG_ENTRIES.map(({ flag, isSwitch, env, default: preset, description }) => [
    code(isSwitch ? flag : `${flag} …`),
    code(env),
    code(preset),
    description,
  ]);
  return markdownTable(['Flag', 'Variable', 'Default', 'Meaning'], rows);
}

export function renderClientEnvironment(): string {
  const { url, apiKey } = CLIENT_ENVIRONMENT;
  return markdownTable(
    ['Variable', 'Meaning'],
    [
      [code(url), 'Address of the server'],
      [code(apiKey), 'The key to show it'],
    ],
  );
}
