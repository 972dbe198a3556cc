import { z } from 'zod';
import { parseDuration } from './domain/duration.ts';
import { quoted } from './domain/quoted.ts';

interface AboutSetting {
  /** As it would be written in the environment. */
  readonly default: string;
  readonly description: string;
}

const about = z.registry<AboutSetting>();

const folder = () => z.string().min(1, { error: 'must name a folder' });
const timeSpan = () => z.string().transform(toMilliseconds);
const whole = (min: number, max: number) => z.string().transform((text, context) => toWhole(text, { min, max, context }));

/**
 * All settings of the server, each told once: its environment variable, its flag and its line in `docs/configuration.md`
 * are made from here. Time spans become milliseconds.
 */
const ConfigSchema = z.object({
  host: z.string().min(1, { error: 'must name a host' }).register(about, {
    default: '127.0.0.1',
    description: 'Address to listen on. One that other machines can reach is refused unless remote access is allowed.',
  }),
  port: whole(0, 65_535).register(about, { default: '4640', description: 'Port to listen on; 0 takes a free one.' }),
  publicUrl: z.string().transform(toBaseUrl).register(about, {
    default: '',
    description:
      'How clients reach this server, such as https://runs.example: absolute links begin with it. Otherwise, with the Host header.',
  }),
  data: folder().register(about, {
    default: '.millrace',
    description: 'Folder for the database, the files and the credentials; made when it is missing.',
  }),
  workflows: folder().register(about, { default: 'workflows', description: 'Folder from which workflows are loaded.' }),
  engines: whole(1, 64).register(about, { default: '1', description: 'Threads that run workflow functions.' }),
  engineMemoryMb: z.string().transform(toEngineMemory).register(about, {
    default: 'auto',
    description:
      'Megabytes that such a thread may take, heap and buffers together, before it is replaced. `auto` shares out half of the memory among the threads and the one on which suspects are run alone, from 128 up to 2048 each.',
  }),
  concurrency: whole(1, 100_000).register(about, { default: '1024', description: 'Runs that may be running at once, over all workflows.' }),
  drainMs: timeSpan().register(about, {
    default: '10s',
    description: 'How long running steps may go on after the server was asked to stop.',
  }),
  signedLinkTtlMs: timeSpan().register(about, { default: '15m', description: 'How long a signed link to a file works.' }),
  logLevel: z.enum(['debug', 'info', 'warn', 'error', 'silent'], { error: 'must be debug, info, warn, error or silent' }).register(about, {
    default: 'info',
    description: 'The least important message that is logged: debug, info, warn, error or silent.',
  }),
  dialectHosts: z.string().transform(toHosts).register(about, {
    default: '',
    description:
      'Host names at whose root a dialect stands, as `host=dialect`, parted by commas; every dialect is also below `/dialects/`.',
  }),
  allowRemote: z.stringbool({ error: 'must be true or false' }).register(about, {
    default: 'false',
    description: 'Allows an address that other machines can reach. Keys travel in the clear: put TLS in front of it.',
  }),
});

export type Config = Readonly<z.infer<typeof ConfigSchema>>;
export type SettingName = keyof Config;

export interface ConfigEntry extends AboutSetting {
  readonly name: SettingName;
  readonly env: string;
  readonly flag: string;
  /** True for a flag that takes no value. */
  readonly isSwitch: boolean;
}

export const CONFIG_ENTRIES: readonly ConfigEntry[] = ConfigSchema.keyof().options.map(describeSetting);

/** Settings as flags of the command line gave them; what is absent was not given. */
export type Flags = { readonly [S in SettingName]?: string | boolean | undefined };

/** Everything that is wrong with the settings, so that nobody has to find out one by one. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
  readonly problems: readonly string[];

  constructor(problems: readonly string[]) {
    super(['The settings cannot be used:', ...problems.map((problem) => `  ${problem}`)].join('\n'));
    this.problems = problems;
  }
}

/** The settings: flags before the environment before the defaults. An empty variable counts as not set. Throws a `ConfigError`. */
export function readConfig(flags: Flags, environment: { readonly [name: string]: string | undefined }): Config {
  const sources = CONFIG_ENTRIES.map((entry) => ({ entry, ...sourceOf(entry, flags, environment) }));
  const parsed = ConfigSchema.safeParse(Object.fromEntries(sources.map(({ entry, value }) => [entry.name, value])));
  if (!parsed.success) {
    const problems = parsed.error.issues.map(({ path, message }) => {
      const source = sources.find(({ entry }) => entry.name === path[0]);
      return source === undefined ? message : `${source.name} ${message}, not ${quoted(source.value)}.`;
    });
    throw new ConfigError(problems);
  }
  const config = parsed.data;
  if (!config.allowRemote && !isLoopback(config.host)) {
    throw new ConfigError([`Other machines can reach ${quoted(config.host)}. Listen on 127.0.0.1, or allow it with --allow-remote.`]);
  }
  return Object.freeze(config);
}

/** How clients find a server: the settings of every command that talks to one. */
export const CLIENT_ENVIRONMENT = { url: 'MILLRACE_URL', apiKey: 'MILLRACE_API_KEY' } as const;

function sourceOf(
  entry: ConfigEntry,
  flags: Flags,
  environment: { readonly [name: string]: string | undefined },
): { name: string; value: string } {
  const flag = flags[entry.name];
  if (flag !== undefined) return { name: entry.flag, value: String(flag) };
  const variable = environment[entry.env];
  if (variable !== undefined && variable !== '') return { name: entry.env, value: variable };
  return { name: entry.name, value: entry.default };
}

function describeSetting(name: SettingName): ConfigEntry {
  const schema = ConfigSchema.shape[name];
  const known = about.get(schema);
  if (known === undefined) throw new Error(`The setting ${name} has no description.`);
  const words = name.replace(/Ms$/, '').replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
  const env = `MILLRACE_${words.replaceAll('-', '_').toUpperCase()}`;
  return { name, env, flag: `--${words}`, isSwitch: name === 'allowRemote', ...known };
}

function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || host === '[::1]' || /^127(\.\d{1,3}){3}$/.test(host);
}

function toMilliseconds(text: string, context: z.RefinementCtx): number {
  const parsed = parseDuration(text);
  if (parsed.ok) return parsed.value;
  context.addIssue({ code: 'custom', message: 'must be a time span such as 500ms, 30s or 15m' });
  return z.NEVER;
}

function toEngineMemory(text: string, context: z.RefinementCtx): number | null {
  return text === 'auto' ? null : toWhole(text, { min: 64, max: 1_000_000, context, or: 'auto' });
}

function toBaseUrl(text: string, context: z.RefinementCtx): string | null {
  if (text === '') return null;
  if (URL.canParse(text) && /^https?:\/\/[^?#]+$/.test(text)) return text.replace(/\/+$/, '');
  context.addIssue({ code: 'custom', message: 'must be an http or https URL without a query' });
  return z.NEVER;
}

function toHosts(text: string, context: z.RefinementCtx): ReadonlyMap<string, string> {
  const hosts = new Map<string, string>();
  for (const entry of text.split(',').filter((part) => part.trim() !== '')) {
    const [, host, dialect] = /^\s*([\w.-]+)=([a-z]+)\s*$/.exec(entry) ?? [];
    if (host === undefined || dialect === undefined) {
      context.addIssue({ code: 'custom', message: 'must be a list such as runs.example=automindz,voice.example=onepin' });
      return z.NEVER;
    }
    hosts.set(host.toLowerCase(), dialect);
  }
  return hosts;
}

function toWhole(
  text: string,
  { min, max, context, or }: { readonly min: number; readonly max: number; readonly context: z.RefinementCtx; readonly or?: string },
): number {
  const value = /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN;
  if (value >= min && value <= max) return value;
  context.addIssue({ code: 'custom', message: `must be ${or === undefined ? '' : `${or} or `}a whole number from ${min} to ${max}` });
  return z.NEVER;
}
