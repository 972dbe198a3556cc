import { makeProgram } from '../../packages/millrace/src/cli/program.ts';
import { CONFIG_ENTRIES } from '../../packages/millrace/src/config.ts';
import { code, markdownTable } from './markdown-table.ts';

type Command = ReturnType<typeof makeProgram>;

/** Nothing is carried out here, so nothing is printed. */
const NO_TERMINAL = {
  out: () => {},
  err: () => {},
  isScreen: false,
  columns: () => 80,
  environment: {},
  interrupted: new AbortController().signal,
};

/** The command whose flags are those that every command has which talks to a server. */
const PLAINEST = ['runs', 'get'];

const COMMANDS = leavesOf(
  makeProgram(NO_TERMINAL, () => {}),
  [],
);

/** Every command with what it does. */
export function renderCommands(): string {
  return markdownTable(
    ['Command', 'What it does'],
    COMMANDS.map(({ words, command }) => [code(usage(words, command)), command.description()]),
  );
}

/** The flags that all commands share which talk to a server. */
export function renderClientFlags(): string {
  return flagTable(COMMANDS.find(({ words }) => words.join(' ') === PLAINEST.join(' '))?.command.options ?? []);
}

/** The flags that a command has beyond the shared ones and the settings of a server. */
export function renderOwnFlags(): string {
  const shared = new Set([...sharedFlags(), ...CONFIG_ENTRIES.map(({ flag }) => flag)]);
  return COMMANDS.flatMap(({ words, command }) => {
    const own = command.options.filter(({ long }) => !shared.has(long ?? ''));
    return own.length === 0 ? [] : [`### millrace ${words.join(' ')}\n\n${flagTable(own)}`];
  }).join('\n\n');
}

function sharedFlags(): readonly string[] {
  const plainest = COMMANDS.find(({ words }) => words.join(' ') === PLAINEST.join(' '));
  return plainest?.command.options.map(({ long }) => long ?? '') ?? [];
}

function leavesOf(command: Command, words: readonly string[]): readonly { words: readonly string[]; command: Command }[] {
  if (command.commands.length === 0) return [{ words, command }];
  return command.commands.flatMap((inner) => leavesOf(inner, [...words, inner.name()]));
}

function usage(words: readonly string[], command: Command): string {
  const values = command.registeredArguments.map((value) => (value.required ? `<${value.name()}>` : `[${value.name()}]`));
  return ['millrace', ...words, ...values].join(' ');
}

function flagTable(options: Command['options']): string {
  return markdownTable(
    ['Flag', 'Meaning'],
    options.map(({ flags, description }) => [code(flags), description]),
  );
}
