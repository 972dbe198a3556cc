import type { Millrace } from '@millrace/client';
import { inspectData } from '../../boot/inspect-data.ts';
import type { DataInspection } from '../../boot/inspect-data.ts';
import { readConfig } from '../../config.ts';
import { explainRun, keeperOf } from '../../domain/explain-run.ts';
import { explainableRun } from '../explainable-run.ts';
import { connect } from '../find-server.ts';
import type { ServerFlags } from '../find-server.ts';
import { EXIT } from '../exit-code.ts';
import type { ExitCode } from '../exit-code.ts';
import { printJson } from '../terminal.ts';
import type { Terminal } from '../terminal.ts';
import { UsageError } from '../usage-error.ts';

export interface DoctorFlags extends ServerFlags {
  readonly json: boolean;
}

interface Finding {
  readonly ok: boolean;
  readonly words: string;
}

/**
 * Looks whether every live run has an owner, a timer or a named wait; or explains one run. Looks into the data folder, so
 * that it works while no server runs too; asks a server when one is named by `--url`.
 */
export async function doctor(terminal: Terminal, runId: string | undefined, flags: DoctorFlags): Promise<ExitCode> {
  const { data } = readConfig({ data: flags.data }, { MILLRACE_DATA: terminal.environment['MILLRACE_DATA'] });
  const inspection = flags.url === undefined ? inspectData(data) : null;
  try {
    if (runId !== undefined) return await explain(terminal, runId, { flags, inspection });
    const findings = inspection === null ? await askServer(connect(flags, terminal), terminal.interrupted) : judge(inspection);
    const ok = findings.every((finding) => finding.ok);
    if (flags.json) printJson(terminal, { ok, findings });
    else terminal.out(findings.map((finding) => `${finding.ok ? 'ok  ' : 'BAD '} ${finding.words}\n`).join(''));
    return ok ? EXIT.done : EXIT.failed;
  } finally {
    inspection?.close();
  }
}

interface Sources {
  readonly flags: DoctorFlags;
  readonly inspection: DataInspection | null;
}

async function explain(terminal: Terminal, runId: string, { flags, inspection }: Sources): Promise<ExitCode> {
  const run =
    inspection === null
      ? explainableRun(await connect(flags, terminal).runs.get(runId, { signal: terminal.interrupted }))
      : inspection.explainable(runId);
  if (run === null) throw new UsageError(`There is no run ${runId} in the data folder.`);
  const words = explainRun(run, Date.now());
  if (flags.json) printJson(terminal, { id: runId, kept_by: keeperOf(run), explanation: words });
  else terminal.out(`${words.join('\n')}\n`);
  return EXIT.done;
}

function judge({ isServed, liveCounts, stuck }: DataInspection): readonly Finding[] {
  const live = Object.entries(liveCounts);
  const running = liveCounts.running ?? 0;
  const counts =
    live.length === 0 ? 'There are no live runs.' : `Live runs: ${live.map(([status, count]) => `${count} ${status}`).join(', ')}.`;
  return [
    { ok: true, words: 'The database can be read and has the schema of this release.' },
    { ok: true, words: isServed ? 'A server works in this folder.' : 'No server works in this folder; runs go on when one is started.' },
    { ok: true, words: counts },
    {
      ok: true,
      words:
        isServed || running === 0
          ? 'Every running run has an owner: the server.'
          : `${running} running runs will be taken up again when a server starts.`,
    },
    stuck.length === 0
      ? { ok: true, words: 'Every other live run has a timer or a named wait.' }
      : {
          ok: false,
          words: `These runs have neither an owner, nor a timer, nor a named wait: ${stuck.map((run) => `${run.id} (${run.workflow}, ${run.status})`).join(', ')}.`,
        },
  ];
}

async function askServer(client: Millrace, signal: AbortSignal): Promise<readonly Finding[]> {
  const { workspace } = await client.whoami({ signal });
  let live = 0;
  const stuck: string[] = [];
  for await (const run of client.runs.list({ status: ['queued', 'running', 'waiting', 'paused'], limit: 100, signal })) {
    live += 1;
    if (keeperOf(explainableRun(run)) === 'none') stuck.push(run.id);
  }
  return [
    { ok: true, words: `The server answers. The key is for workspace ${workspace.name}, which has ${live} live runs.` },
    stuck.length === 0
      ? { ok: true, words: 'Every live run has an owner, a timer or a named wait.' }
      : { ok: false, words: `These runs have neither an owner, nor a timer, nor a named wait: ${stuck.join(', ')}.` },
  ];
}
