import { Option } from 'commander';
import type { Command } from 'commander';
import { CONFIG_ENTRIES } from '../config.ts';
import type { Flags } from '../config.ts';

/** Options of a command that runs a server: every setting has a flag. */
export function addServerOptions(command: Command): Command {
  for (const { flag, env, isSwitch, description, default: text } of CONFIG_ENTRIES) {
    const usage = isSwitch ? flag : `${flag} <value>`;
    command.addOption(new Option(usage, `${description} [${env}, ${text}]`));
  }
  return command;
}

/** The settings among the options of a command, by the names that the configuration has for them. */
export function settingFlags(options: object): Flags {
  const given = new Map<string, unknown>(Object.entries(options));
  const flags: { [name: string]: string | boolean } = {};
  for (const { name, flag } of CONFIG_ENTRIES) {
    const value: unknown = given.get(new Option(flag).attributeName());
    if (typeof value === 'string' || typeof value === 'boolean') flags[name] = value;
  }
  return flags;
}
